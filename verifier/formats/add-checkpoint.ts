/** c2sp.org/tlog-witness, add-checkpoint: what a log hands a witness, over the network or on paper. */
import { toBase64 } from './bytes.ts';
import { fromDecimal, isCount } from './numbers.ts';
import { FormatProblem } from './problem.ts';
import { parseHashes } from './proof.ts';

const MAX_HASHES = 63;

/** A checkpoint (the whole note) with the proof that it continues the tree of `old` entries. */
export interface AddCheckpoint {
  readonly old: number;
  readonly proof: readonly Uint8Array[];
  readonly note: string;
}

/** The body of the request. */
export function formatAddCheckpoint({ old, proof, note }: AddCheckpoint): string {
  return `${formatProofPart({ old, proof })}\n${note}`;
}

/** Reads the body of a request, or throws a FormatProblem. The note within is not looked at. */
export function parseAddCheckpoint(body: string): AddCheckpoint {
  const split = body.indexOf('\n\n');
  if (split < 0) throw new FormatProblem('proof-shape');
  return { ...parseProofPart(body.slice(0, split + 1)), note: body.slice(split + 2) };
}

/** The lines before the empty one: what goes with a checkpoint as a file of its own. */
export function formatProofPart({ old, proof }: Pick<AddCheckpoint, 'old' | 'proof'>): string {
  if (!isCount(old) || proof.length > MAX_HASHES || proof.some((hash) => hash.length !== 32)) {
    throw new FormatProblem('proof-shape');
  }
  return [`old ${old}`, ...proof.map(toBase64)].map((line) => `${line}\n`).join('');
}

/** Reads those lines, or throws a FormatProblem. */
export function parseProofPart(text: string): Pick<AddCheckpoint, 'old' | 'proof'> {
  const [first = '', ...lines] = text.split('\n');
  const old = first.startsWith('old ') ? fromDecimal(first.slice('old '.length)) : undefined;
  if (old === undefined || lines.pop() !== '' || lines.length > MAX_HASHES) throw new FormatProblem('proof-shape');
  return { old, proof: parseHashes(lines) };
}
