/** The policy by which others witness the log: who they are, where, how many are enough, and whether a line of theirs holds. */
import {
  type NoteSignature,
  parseNote,
  parseSignatureLine,
  type VerifierKey,
  verifySignatures,
} from '../../verifier/formats/note.ts';
import { isQuorumMet, type Policy, parsePolicy } from '../../verifier/formats/policy.ts';
import { FormatProblem } from '../../verifier/formats/problem.ts';

export { FormatProblem } from '../../verifier/formats/problem.ts';

/** One witness of the policy. Without an address it comes to us, or somebody carries its lines. */
export interface Witness {
  readonly name: string;
  readonly key: VerifierKey;
  readonly url?: string;
}

/** A policy as this installation works by it. */
export interface WitnessPolicy {
  readonly text: string;
  readonly witnesses: readonly Witness[];
  /** False: the policy asks for nobody, and nothing waits. */
  readonly asksForQuorum: boolean;
  /** Whether these witnesses, by name, are enough. */
  isEnough(names: ReadonlySet<string>): boolean;
}

/** A line of a witness that holds for a checkpoint. */
export interface Cosignature {
  readonly witness: string;
  /** When it signed, seconds since 1970. */
  readonly time: number;
  readonly line: string;
}

/** Reads a policy. @throws {FormatProblem} with the line that is wrong */
export function readWitnessPolicy(text: string): WitnessPolicy {
  const policy: Policy = parsePolicy(text);
  const witnesses = [...policy.witnesses].map(([name, { key, url }]) => ({
    name,
    key,
    ...(url === undefined ? {} : { url: checkUrl(url) }),
  }));
  return { text, witnesses, asksForQuorum: policy.quorum !== 'none', isEnough: (names) => isQuorumMet(policy, names) };
}

function checkUrl(url: string): string {
  if (!URL.canParse(url) || !['http:', 'https:'].includes(new URL(url).protocol)) throw new FormatProblem('policy-line', url);
  return url.replace(/\/+$/, '');
}

/** The lines of a text that could be signatures; undefined where something else stands between them. */
export function readLines(text: string): readonly NoteSignature[] | undefined {
  const lines = text
    .replaceAll('\r\n', '\n')
    .split('\n')
    .filter((line) => line.trim() !== '');
  if (lines.length === 0 || lines.length > MOST_LINES) return undefined;
  try {
    return lines.map((line) => parseSignatureLine(line.trim()));
  } catch {
    return undefined;
  }
}
const MOST_LINES = 64;

/**
 * Those of the lines that witnesses of the policy signed for this checkpoint. Lines of anybody else are left out.
 * @throws {FormatProblem} a line bears a witness's name and does not hold
 */
export async function findCosignatures(
  witnesses: readonly Witness[],
  checkpointNote: string,
  lines: readonly NoteSignature[],
): Promise<readonly Cosignature[]> {
  const { text } = parseNote(checkpointNote);
  const nameOf = new Map(witnesses.map(({ name, key }) => [key, name]));
  const found = await verifySignatures({ text, signatures: lines }, [...nameOf.keys()]);
  return found.flatMap(({ key, time, line }) => {
    const witness = nameOf.get(key);
    return witness === undefined || time === undefined ? [] : [{ witness, time, line }];
  });
}
