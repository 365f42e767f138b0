/** Whether a witness may cosign a checkpoint. Pure: what it remembers and the time come in. */
import type { AddCheckpoint } from '../formats/add-checkpoint.ts';
import { equal } from '../formats/bytes.ts';
import { type Checkpoint, parseCheckpoint } from '../formats/checkpoint.ts';
import { FormatProblem, formatNote, type Note, parseNote, verifySignatures } from '../formats/note.ts';
import { EMPTY_ROOT, verifyConsistency } from '../formats/tree.ts';
import { readLatest, type WatchedLog, type WitnessState, withLog } from './state.ts';

/** Why a checkpoint is not cosigned. From `size-went-back` on the log itself had signed what was refused. */
export type RefusalCode =
  | 'malformed'
  | 'unknown-origin'
  | 'bad-signature'
  | 'size-went-back'
  | 'other-size'
  | 'other-root'
  | 'inconsistent'
  | 'clock-behind';

/** The checkpoint is refused. */
export interface Refused {
  readonly outcome: 'refused';
  readonly code: RefusalCode;
  readonly origin?: string;
  /** Of the last checkpoint cosigned for the log. */
  readonly size: number;
  /** Whether the log's own signature stands under what was refused. */
  readonly signedByLog: boolean;
}

/** The checkpoint is cosigned. Nothing of it may leave the witness before `next` is on the disk. */
export interface Cosigned {
  readonly outcome: 'cosigned';
  readonly checkpoint: Checkpoint;
  readonly line: string;
  /** The note with the lines of log and witness. */
  readonly note: string;
  readonly next: WitnessState;
}

/** Decides on one checkpoint at a moment in POSIX seconds. */
export async function decide(state: WitnessState, given: AddCheckpoint, now: number): Promise<Cosigned | Refused> {
  const read = readCheckpoint(given.note);
  if (!read) return { outcome: 'refused', code: 'malformed', size: 0, signedByLog: false };
  const { note, checkpoint } = read;
  const { origin } = checkpoint;
  const log = state.logs.get(origin);
  if (!log) return { outcome: 'refused', code: 'unknown-origin', origin, size: 0, signedByLog: false };
  const size = log.latest?.size ?? 0;
  const logLines = await linesOfLog(note, log);
  if (logLines.length === 0) return { outcome: 'refused', code: 'bad-signature', origin, size, signedByLog: false };

  const code = objectionTo(given, checkpoint, log, now);
  if (code) return { outcome: 'refused', code, origin, size, signedByLog: true };
  const line = state.key.cosign(note.text, now);
  const cosigned = formatNote(note.text, [...logLines, line]);
  const latest = await readLatest(state.key, origin, cosigned);
  return { outcome: 'cosigned', checkpoint, line, note: cosigned, next: withLog(state, origin, { ...log, latest }) };
}

function readCheckpoint(text: string): { readonly note: Note; readonly checkpoint: Checkpoint } | undefined {
  try {
    const note = parseNote(text);
    return { note, checkpoint: parseCheckpoint(note.text) };
  } catch (problem) {
    if (problem instanceof FormatProblem) return undefined;
    throw problem;
  }
}

/** The lines by which the log signed; none if a line that claims to be the log's is not. */
async function linesOfLog(note: Note, log: WatchedLog): Promise<readonly string[]> {
  try {
    return (await verifySignatures(note, log.keys)).map((one) => one.line);
  } catch (problem) {
    if (problem instanceof FormatProblem) return [];
    throw problem;
  }
}

/** What stands against cosigning a checkpoint the log did sign, in the order of the specification. */
function objectionTo(given: AddCheckpoint, checkpoint: Checkpoint, log: WatchedLog, now: number): RefusalCode | undefined {
  const { size = 0, root = EMPTY_ROOT, time = 0 } = log.latest ?? {};
  if (given.old > checkpoint.size) return 'size-went-back';
  // A second root for a size is proof of misbehaviour, wherever the proof claims to begin.
  if (log.latest && checkpoint.size === size && !equal(checkpoint.root, root)) return 'other-root';
  if (given.old !== size) return 'other-size';
  const claim = { from: size, to: checkpoint.size, fromRoot: root, toRoot: checkpoint.root, proof: given.proof };
  if (!verifyConsistency(claim)) return 'inconsistent';
  // Two statements of one witness never contradict the order of their moments.
  return now < time ? 'clock-behind' : undefined;
}
