/**
 * What a witness is: its key, and the last checkpoint it cosigned for each log. Both are one file, because neither may ever be
 * restored without the other: an old state with the same key would sign a second history.
 */
import { readFile } from 'node:fs/promises';
import { equal } from '../formats/bytes.ts';
import { type Checkpoint, parseCheckpoint } from '../formats/checkpoint.ts';
import {
  ED25519,
  formatVerifierKey,
  isKeyName,
  parseNote,
  parseVerifierKey,
  type VerifierKey,
  verifySignatures,
} from '../formats/note.ts';
import { hasCode, replaceFile } from './files.ts';
import { newWitnessKey, readWitnessKey, type WitnessKey } from './key.ts';
import { WitnessProblem } from './problem.ts';

const FORMAT = 'khoithong.witness/v1';

/** The last checkpoint cosigned for a log. */
export interface Latest extends Checkpoint {
  /** When it was cosigned, POSIX seconds. */
  readonly time: number;
  /** The whole note, with the lines of the log and of the witness. */
  readonly note: string;
}

/** A log the witness watches. Its keys are all named as its origin. */
export interface WatchedLog {
  readonly keys: readonly VerifierKey[];
  readonly latest?: Latest;
}

/** Key and memory of a witness. */
export interface WitnessState {
  readonly name: string;
  readonly key: WitnessKey;
  readonly logs: ReadonlyMap<string, WatchedLog>;
}

/** A new witness with a new key that has seen nothing yet. */
export function newState(name: string, logKeys: readonly string[]): WitnessState {
  if (!isKeyName(name)) throw new WitnessProblem('usage', name);
  return logKeys.reduce(withLogKey, { name, key: newWitnessKey(name), logs: new Map() });
}

/** The state with one more key of a log; the key's name is the log's origin. */
export function withLogKey(state: WitnessState, vkey: string): WitnessState {
  let key: VerifierKey;
  try {
    key = parseVerifierKey(vkey);
  } catch (problem) {
    throw new WitnessProblem('log-key', vkey, problem);
  }
  const known = state.logs.get(key.name) ?? { keys: [] };
  if (key.type !== ED25519 || known.keys.some((one) => equal(one.id, key.id))) throw new WitnessProblem('log-key', vkey);
  return withLog(state, key.name, { ...known, keys: [...known.keys, key] });
}

/** The state in which the log is as given. */
export function withLog(state: WitnessState, origin: string, log: WatchedLog): WitnessState {
  return { ...state, logs: new Map(state.logs).set(origin, log) };
}

/** Writes the state so that it survives a crash at any moment. */
export async function persistState(file: string, state: WitnessState): Promise<void> {
  const logs = [...state.logs].map(([origin, { keys, latest }]) => ({
    origin,
    keys: keys.map((key) => formatVerifierKey(key.name, key.type, key.key)),
    latest: latest?.note ?? null,
  }));
  const kept = { format: FORMAT, name: state.name, privateKey: state.key.secret, logs };
  await replaceFile(file, `${JSON.stringify(kept, null, 2)}\n`);
}

/** Reads the state. A file that is missing or says anything unexpected stops the witness: it must not begin anew by itself. */
export async function readState(file: string): Promise<WitnessState> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (problem) {
    throw new WitnessProblem(hasCode(problem, 'ENOENT') ? 'state-missing' : 'file-unreadable', file, problem);
  }
  try {
    return await parseState(JSON.parse(text));
  } catch (problem) {
    throw new WitnessProblem('state-broken', file, problem);
  }
}

async function parseState(kept: unknown): Promise<WitnessState> {
  const { format, name, privateKey, logs } = fieldsOf(kept);
  if (format !== FORMAT || typeof name !== 'string' || typeof privateKey !== 'string' || !Array.isArray(logs)) {
    throw new TypeError('not the state of a witness');
  }
  let state: WitnessState = { name, key: readWitnessKey(name, privateKey), logs: new Map() };
  for (const one of logs) {
    const { origin, keys, latest } = fieldsOf(one);
    if (typeof origin !== 'string' || !Array.isArray(keys) || state.logs.has(origin)) throw new TypeError('no log');
    for (const vkey of keys) state = withLogKey(state, String(vkey));
    const log = state.logs.get(origin);
    if (!log || log.keys.length !== keys.length) throw new TypeError('a log without keys of its own');
    if (typeof latest === 'string')
      state = withLog(state, origin, { ...log, latest: await readLatest(state.key, origin, latest) });
    else if (latest !== null) throw new TypeError('no checkpoint');
  }
  return state;
}

/** The checkpoint of a note this witness cosigned itself; a note it did not sign is none. */
export async function readLatest(key: WitnessKey, origin: string, note: string): Promise<Latest> {
  const parsed = parseNote(note);
  const [own] = await verifySignatures(parsed, [key.verifier]);
  const checkpoint = parseCheckpoint(parsed.text);
  if (own?.time === undefined || checkpoint.origin !== origin) throw new TypeError('a checkpoint of somebody else');
  return { ...checkpoint, time: own.time, note };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw new TypeError('not an object');
  return { ...value };
}
