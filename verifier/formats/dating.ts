/** Checkpoints under a policy: who signed, and between which moments a record entered the log. */

import { sha256 } from '../platform/node.ts';
import { toHex, utf8 } from './bytes.ts';
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import { Fault, must } from './fault.ts';
import { type Note, parseNote, type VerifiedSignature, verifySignatures } from './note.ts';
import { isQuorumMet, type Policy, quorumTime } from './policy.ts';
import type { Trust } from './trust.ts';

/** By how much clocks of log and witnesses may differ, in seconds. */
export const TOLERANCE = 300;

/** A checkpoint whose log signed it. `times`: when each witness of the policy did, by its name there. */
export interface SeenCheckpoint extends Checkpoint {
  readonly times: ReadonlyMap<string, number>;
  readonly isWitnessed: boolean;
  /** Hex SHA-256 of the text that was signed: the name of a time-stamp over it. */
  readonly name: string;
}

/** Reads checkpoints, each text once, and holds two of one size against each other. */
export interface CheckpointReader {
  /** @throws {Fault} checkpoint.*; {FormatProblem} */
  read(note: string): Promise<SeenCheckpoint>;
  /** Every checkpoint read so far that held. */
  all(): readonly SeenCheckpoint[];
}

/** A reader that believes these keys. */
export function createCheckpointReader(trust: Trust): CheckpointReader {
  const known = new Map<string, Promise<SeenCheckpoint>>();
  const seen: SeenCheckpoint[] = [];
  const roots = new Map<string, string>();
  const readNew = async (text: string) => {
    const found = await readCheckpoint(parseNote(text), trust);
    const root = toHex(found.root);
    const place = `${found.origin}\n${found.size}`;
    must((roots.get(place) ?? root) === root, 'checkpoint.split', { origin: found.origin, size: found.size });
    roots.set(place, root);
    seen.push(found);
    return found;
  };
  return {
    read(text) {
      const found = known.get(text) ?? readNew(text);
      known.set(text, found);
      return found;
    },
    all: () => seen,
  };
}

async function readCheckpoint(note: Note, trust: Trust): Promise<SeenCheckpoint> {
  const checkpoint = parseCheckpoint(note.text);
  must(note.text.split('\n').length === 4, 'checkpoint.extension', { origin: checkpoint.origin });
  const logs = trust.logs.filter((key) => key.name === checkpoint.origin);
  must(logs.length > 0, 'checkpoint.unknown-log', { origin: checkpoint.origin });
  const witnesses = [...trust.policy.witnesses].map(([name, member]) => ({ name, key: member.key }));
  const signed = await verifySignatures(note, [...logs, ...witnesses.map((one) => one.key)]);
  must(
    signed.some((one) => logs.includes(one.key)),
    'checkpoint.not-signed',
    { origin: checkpoint.origin },
  );
  const times = timesOf(signed, witnesses);
  const isWitnessed = isQuorumMet(trust.policy, new Set(times.keys()));
  return { ...checkpoint, times, isWitnessed, name: toHex(sha256(utf8(note.text))) };
}

function timesOf(
  signed: readonly VerifiedSignature[],
  witnesses: readonly { readonly name: string; readonly key: VerifiedSignature['key'] }[],
): ReadonlyMap<string, number> {
  return new Map(
    signed.flatMap(({ key, time }) => {
      const witness = witnesses.find((one) => one.key === key);
      return witness && time !== undefined ? [[witness.name, time] as const] : [];
    }),
  );
}

/** The largest moment at or after which a quorum signed that the record was not there yet. */
export function lowerBound(policy: Policy, times: ReadonlyMap<string, number>): number | undefined {
  // The same question asked of a clock that runs backwards.
  const found = quorumTime(policy, new Map([...times].map(([name, time]) => [name, -time])));
  return found === undefined ? undefined : 0 - found;
}

/** The smallest moment by which a quorum, or else a pinned time-stamp (POSIX seconds), had seen the record. */
export function upperBound(
  policy: Policy,
  times: ReadonlyMap<string, number>,
  stamped: number | undefined,
): { readonly notAfter?: number; readonly datedBy: 'witnesses' | 'timestamp' | 'nobody' } {
  const seen = quorumTime(policy, times);
  if (seen !== undefined && (stamped === undefined || seen <= stamped)) return { notAfter: seen, datedBy: 'witnesses' };
  return stamped === undefined ? { datedBy: 'nobody' } : { notAfter: stamped, datedBy: 'timestamp' };
}

/** That a record's own time and the bounds can all be true. @throws {Fault} time.* */
export function checkTimes({
  claimed,
  after,
  notAfter,
  isLate,
}: {
  readonly claimed: string;
  readonly after: number | undefined;
  readonly notAfter: number | undefined;
  readonly isLate: boolean;
}): void {
  const time = Date.parse(claimed) / 1000;
  const params = { claimed, after: instantOf(after), notAfter: instantOf(notAfter) };
  if (after !== undefined && notAfter !== undefined && after > notAfter + TOLERANCE) throw new Fault('time.bounds', params);
  if (notAfter !== undefined && time > notAfter + TOLERANCE) throw new Fault('time.too-late', params);
  if (after !== undefined && !isLate && time < after - TOLERANCE) throw new Fault('time.too-early', params);
}

/** POSIX seconds as an instant in UTC; empty where unknown. */
export function instantOf(seconds: number | undefined): string {
  if (seconds === undefined) return '';
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString().replace('.000Z', 'Z');
}
