/** `khoithong-verifier`: see docs/verify-recipe.md. */
import process from 'node:process';
import { run } from './run.ts';

const { code, text } = await run(process.argv.slice(2));
process.stdout.write(`${text}\n`);
process.exitCode = code;
