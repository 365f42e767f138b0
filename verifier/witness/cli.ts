/** khoithong-witness: ends with 0 when done, 1 in trouble, 2 when a checkpoint was refused. */
import process from 'node:process';
import { runWitness } from './commands.ts';

process.exitCode = await runWitness(process.argv.slice(2), (text) => console.log(text));
