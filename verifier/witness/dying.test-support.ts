/** A witness that dies at a moment chosen, with the request `body` on its standard input: `dying.test-support.ts <state> <when>`. */
import { text } from 'node:stream/consumers';
import { parseAddCheckpoint } from '../formats/add-checkpoint.ts';
import { persistState } from './state.ts';
import { openWitness } from './witness.ts';

const [, , file = '', when] = process.argv;
const die = () => process.kill(process.pid, 'SIGKILL');
const witness = await openWitness(file, {
  now: () => 1_700_000_000,
  persist: async (place, state) => {
    if (when === 'before') die();
    await persistState(place, state);
    if (when === 'after') die();
  },
});
const decision = await witness.submit(parseAddCheckpoint(await text(process.stdin)));
process.stdout.write(decision.outcome === 'cosigned' ? decision.line : decision.code);
