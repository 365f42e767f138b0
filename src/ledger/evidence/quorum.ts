/** Which of the signed checkpoints dates a record best, under the policy in force. */
import { formatNote, formatVerifierKey, parseNote } from '../../../verifier/formats/note.ts';
import { isQuorumMet, type Policy, parsePolicy, quorumTime } from '../../../verifier/formats/policy.ts';

/** Somebody's signature under a checkpoint: the witness by its name in the policy, the moment in POSIX seconds. */
export interface Cosignature {
  readonly witness: string;
  readonly time: number;
  readonly line: string;
}

/** A checkpoint as it is kept: the log's own note, and every cosignature that came for it. */
export interface KeptCheckpoint {
  readonly size: number;
  readonly note: string;
  readonly cosignatures: readonly Cosignature[];
}

export type { Policy };

/** The policy a text says. @throws {FormatProblem} */
export const readPolicy = parsePolicy;

/** The policy of an installation that asks nobody: its keys, and no witness. */
export function policyWithout(logKeys: readonly string[]): string {
  return `${logKeys.map((vkey) => `log ${vkey}\n`).join('')}quorum none\n`;
}

/** A policy that knows these keys of the log, too: those of earlier epochs, and those that were changed. */
export function policyWith(text: string, logKeys: readonly string[]): string {
  const known = new Set(parsePolicy(text).logs.map(({ key }) => formatVerifierKey(key.name, key.type, key.key)));
  const missing = logKeys.filter((vkey) => !known.has(vkey));
  return missing.map((vkey) => `log ${vkey}\n`).join('') + text;
}

/** The fewest witnesses that can be a quorum; no checkpoint with fewer need be looked at. */
export function fewestWitnesses(policy: Policy): number {
  const fewest = (name: string): number => {
    const group = policy.groups.get(name);
    if (!group) return 1;
    const each = group.members.map(fewest).sort((a, b) => a - b);
    return each.slice(0, group.threshold).reduce((sum, n) => sum + n, 0);
  };
  return policy.quorum === 'none' ? 0 : fewest(policy.quorum);
}

/** Whether enough witnesses signed it; where the policy asks for nobody, whether anybody did. */
export function isWitnessed(policy: Policy, { cosignatures }: KeptCheckpoint): boolean {
  const names = new Set(cosignatures.map(({ witness }) => witness));
  return policy.quorum === 'none' ? names.size > 0 : isQuorumMet(policy, names);
}

/** The first or the last signature of each witness. */
function oneOfEach(cosignatures: readonly Cosignature[], which: 'first' | 'last'): readonly Cosignature[] {
  const found = new Map<string, Cosignature>();
  for (const one of cosignatures) {
    const known = found.get(one.witness);
    if (!known || (which === 'first' ? one.time < known.time : one.time > known.time)) found.set(one.witness, one);
  }
  return [...found.values()].sort((a, b) => (a.witness < b.witness ? -1 : 1));
}

/** The note as a bundle carries it: `first` shows how soon a checkpoint was witnessed, `last` for how long it stood alone. */
export function toWitnessedNote({ note, cosignatures }: KeptCheckpoint, which: 'first' | 'last'): string {
  if (cosignatures.length === 0) return note;
  const { text, signatures } = parseNote(note);
  return formatNote(text, [...signatures.map(({ line }) => line), ...oneOfEach(cosignatures, which).map(({ line }) => line)]);
}

/** What the log signed of a checkpoint, without signatures. */
export function textOfNote(note: string): string {
  return parseNote(note).text;
}

/** When a quorum had signed (`first`), or had last signed (`last`), in POSIX seconds; undefined without one. */
export function momentOf(policy: Policy, { cosignatures }: KeptCheckpoint, which: 'first' | 'last'): number | undefined {
  const sign = which === 'first' ? 1 : -1;
  const times = new Map(oneOfEach(cosignatures, which).map(({ witness, time }) => [witness, sign * time]));
  const found = quorumTime(policy, times);
  return found === undefined ? undefined : sign * found;
}
