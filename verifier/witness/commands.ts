/** What a witness can be told to do; `help` in the catalogues says how. */
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { type AddCheckpoint, parseAddCheckpoint, parseProofPart } from '../formats/add-checkpoint.ts';
import { FormatProblem } from '../formats/note.ts';
import { rootCode } from '../formats/root-code.ts';
import { faultOfFile } from '../platform/file-fault.ts';
import type { Cosigned, Refused } from './decide.ts';
import { holdFile } from './files.ts';
import { en } from './messages.en.ts';
import { vi } from './messages.vi.ts';
import { type Options, readOptions } from './options.ts';
import { WitnessProblem } from './problem.ts';
import { pull } from './pull.ts';
import { witnessServer } from './server.ts';
import { newState, persistState, readState, type WitnessState, withLogKey } from './state.ts';
import { openWitness, type Witness } from './witness.ts';

const DONE = 0;
const TROUBLE = 1;
const REFUSED = 2;

type Words = typeof vi;
type Say = (text: string) => void;

const commands: Readonly<Record<string, (options: Options, words: Words, say: Say) => Promise<number>>> = {
  async init(options, words, say) {
    return keepState(options, words, say, async (file) => {
      if (await exists(file)) throw new WitnessProblem('state-exists', file);
      const state = newState(options.one('name'), options.all('log-key'));
      say(words.created(state.key.vkey));
      return state;
    });
  },

  async 'add-log'(options, words, say) {
    return keepState(options, words, say, async (file) => options.all('log-key').reduce(withLogKey, await readState(file)));
  },

  async key(options, words, say) {
    const state = await readState(options.one('state'));
    say(state.key.vkey);
    sayLogs(state, words, say);
    return DONE;
  },

  async serve(options, words, say) {
    return withWitness(options.one('state'), async (witness) => {
      const prefix = options.one('prefix', '').replace(/\/+$/, '');
      const server = witnessServer(witness, prefix, (problem) => say(tellFailure(problem, words)));
      const stopped = new Promise((resolve, reject) => server.once('close', resolve).once('error', reject));
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.close());
      server.listen(Number(options.one('port', '7380')), options.one('host', '127.0.0.1'), () => {
        const address = server.address();
        if (address && typeof address === 'object') say(words.listening(`http://${address.address}:${address.port}${prefix}`));
      });
      await stopped;
      return DONE;
    });
  },

  async run(options, words, say) {
    const logs = options.all('log');
    if (logs.length === 0) throw new WitnessProblem('usage', '--log');
    return withWitness(options.one('state'), async (witness) => {
      let worst = DONE;
      // One log out of reach does not keep the witness from the others.
      for (const log of logs) worst = Math.max(worst, await runOnce(witness, log, words, say));
      return worst;
    });
  },

  async hand(options, words, say) {
    return withWitness(options.one('state'), async (witness) => {
      const decision = await witness.submit(await readCarried(options, witness));
      if (decision.outcome === 'cosigned') say(words.line(decision.line.trimEnd()));
      return sayDecision(decision, words, say);
    });
  },
};

async function keepState(
  options: Options,
  words: Words,
  say: Say,
  make: (file: string) => Promise<WitnessState>,
): Promise<number> {
  const file = options.one('state');
  const hold = await holdFile(file);
  try {
    const state = await make(file);
    await persistState(file, state);
    sayLogs(state, words, say);
    return DONE;
  } finally {
    await hold.release();
  }
}

async function runOnce(witness: Witness, log: string, words: Words, say: Say): Promise<number> {
  try {
    const { decision, delivered } = await pull(witness, log);
    const code = sayDecision(decision, words, say);
    if (decision.outcome === 'refused' || delivered) return code;
    say(words.notDelivered(log));
    return TROUBLE;
  } catch (problem) {
    return sayProblem(problem, words, say);
  }
}

function sayProblem(problem: unknown, words: Words, say: Say): number {
  say(problem instanceof WitnessProblem ? tellProblem(problem, words) : tellFailure(problem, words));
  return TROUBLE;
}

function tellProblem({ code, about, cause }: WitnessProblem, words: Words): string {
  const told = words.problem[code](about);
  const found = code === 'file-unreadable' ? faultOfFile(cause) : undefined;
  return found === undefined || found.fault === 'other' ? told : `${told}: ${words.file[found.fault]}`;
}

/** What nobody foresaw; what the system says of files and ports is told in the language of the person. */
function tellFailure(problem: unknown, words: Words): string {
  const found = faultOfFile(problem);
  if (found?.code === 'EADDRINUSE') return words.failure(words.portTaken);
  if (found === undefined || found.fault === 'other') return words.failure(String(problem));
  const { path = '' } = problem as NodeJS.ErrnoException;
  return words.failure(`${path}: ${words.file[found.fault]}`);
}

async function withWitness(file: string, work: (witness: Witness) => Promise<number>): Promise<number> {
  const witness = await openWitness(file);
  try {
    return await work(witness);
  } finally {
    await witness.close();
  }
}

/** What was carried over: the whole request as the log gives it out, or checkpoint and proof as two files. */
async function readCarried(options: Options, witness: Witness): Promise<AddCheckpoint> {
  const [file] = options.all('proof');
  const proof = file === undefined ? undefined : await readText(file);
  try {
    if (proof?.includes('\n\n')) return parseAddCheckpoint(proof);
    const note = await readText(options.one('checkpoint'));
    if (proof !== undefined) return { ...parseProofPart(proof), note };
    // The first checkpoint, and one of the size known already, need no proof.
    return { old: witness.state.logs.get(note.split('\n')[0] ?? '')?.latest?.size ?? 0, proof: [], note };
  } catch (problem) {
    if (problem instanceof FormatProblem) throw new WitnessProblem('file-unreadable', file ?? '', problem);
    throw problem;
  }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (problem) {
    throw new WitnessProblem('file-unreadable', file, problem);
  }
}

async function exists(file: string): Promise<boolean> {
  return readFile(file).then(
    () => true,
    () => false,
  );
}

function sayDecision(decision: Cosigned | Refused, words: Words, say: Say): number {
  if (decision.outcome === 'refused') {
    say(`${words.refused[decision.code]}\n${words.known(decision.size)}`);
    return REFUSED;
  }
  const { checkpoint } = decision;
  say(words.cosigned(checkpoint.origin, checkpoint.size, rootCode(checkpoint)));
  return DONE;
}

function sayLogs(state: WitnessState, words: Words, say: Say): void {
  for (const [origin, { latest }] of state.logs) {
    say(words.watching(origin, latest ? words.sizeKnown(latest.size, rootCode(latest)) : words.sizeUnknown));
  }
}

/** Does what the command line asks and tells how it went: 0 done, 1 in trouble, 2 a checkpoint was refused. */
export async function runWitness(args: readonly string[], say: Say): Promise<number> {
  const [name = 'help', ...rest] = args;
  const words = rest[rest.indexOf('--lang') + 1] === 'en' ? en : vi;
  const command = commands[name];
  if (!command) {
    say(words.help);
    return name === 'help' || name === '--help' ? DONE : TROUBLE;
  }
  try {
    return await command(readOptions(rest), words, say);
  } catch (problem) {
    return sayProblem(problem, words, say);
  }
}
