/** c2sp.org/tlog-checkpoint: the text a log signs about its tree. */
import { fromBase64, toBase64 } from './bytes.ts';
import { fromDecimal, isCount } from './numbers.ts';
import { FormatProblem } from './problem.ts';

/** A tree at one size: which log, how many entries, which root. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/**
 * Reads the text of a checkpoint's note (without its signatures), or throws a FormatProblem. Extension lines are allowed and say
 * nothing here; whoever signs for the text signs for them as well.
 */
export function parseCheckpoint(text: string): Checkpoint {
  const lines = text.split('\n');
  const last = lines.pop();
  const [origin, size, root] = lines;
  const count = fromDecimal(size ?? '');
  const hash = fromBase64(root ?? '');
  if (last !== '' || !origin || count === undefined || hash?.length !== 32 || lines.includes('')) {
    throw new FormatProblem('checkpoint-shape');
  }
  return { origin, size: count, root: hash };
}

/** The text of a checkpoint, to be signed as a note. */
export function formatCheckpoint(checkpoint: Checkpoint): string {
  const { origin, size, root } = checkpoint;
  if (origin === '' || origin.includes('\n') || !isCount(size) || root.length !== 32) throw new FormatProblem('checkpoint-shape');
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}
