/** The older checkpoint that still lacks a record, and the proof that the newer one grew out of it: the lower bound of its date. */
import { toBase64 } from './bytes.ts';
import { FormatProblem } from './problem.ts';
import { parseHashes } from './proof.ts';

const HEADER = 'khoithong.before/v1';
const MAX_HASHES = 63;

/** An older checkpoint with the consistency proof to the checkpoint of the record's own proof. */
export interface Before {
  readonly proof: readonly Uint8Array[];
  /** The whole note, signatures included. */
  readonly checkpointNote: string;
}

/** The text of it. */
export function formatBefore({ proof, checkpointNote }: Before): string {
  if (proof.length > MAX_HASHES) throw new FormatProblem('proof-shape');
  return `${[HEADER, ...proof.map(toBase64)].join('\n')}\n\n${checkpointNote}`;
}

/** Takes it apart, or throws a FormatProblem. The checkpoint within is not looked at. */
export function parseBefore(text: string): Before {
  const split = text.indexOf('\n\n');
  const [header, ...lines] = text.slice(0, Math.max(split, 0)).split('\n');
  if (split < 0 || header !== HEADER || lines.length > MAX_HASHES) throw new FormatProblem('proof-shape');
  return { proof: parseHashes(lines), checkpointNote: text.slice(split + 2) };
}
