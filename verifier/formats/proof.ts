/** c2sp.org/tlog-proof@v1: everything that shows, far from the log, that an entry stands in it. */
import { fromBase64, toBase64 } from './bytes.ts';
import { fromDecimal, isCount } from './numbers.ts';
import { FormatProblem } from './problem.ts';

const HEADER = 'c2sp.org/tlog-proof@v1';
const MAX_HASHES = 63;

/** A proof taken apart. `extra` is nobody's word: nothing authenticates it. */
export interface TlogProof {
  readonly index: number;
  readonly proof: readonly Uint8Array[];
  /** The whole note, signatures included. */
  readonly checkpointNote: string;
  readonly extra?: Uint8Array;
}

/** The text of a proof. */
export function formatProof({ index, proof, checkpointNote, extra }: TlogProof): string {
  if (!isCount(index) || proof.length > MAX_HASHES || proof.some((hash) => hash.length !== 32)) {
    throw new FormatProblem('proof-shape');
  }
  const lines = [HEADER, ...(extra ? [`extra ${toBase64(extra)}`] : []), `index ${index}`, ...proof.map(toBase64)];
  return `${lines.join('\n')}\n\n${checkpointNote}`;
}

/** Takes a proof apart, or throws a FormatProblem. The checkpoint within is not looked at. */
export function parseProof(text: string): TlogProof {
  const split = text.indexOf('\n\n');
  if (split < 0) throw new FormatProblem('proof-shape');
  const [header, ...lines] = text.slice(0, split).split('\n');
  const extra = lines[0]?.startsWith('extra ') ? fromBase64(lines.shift()?.slice('extra '.length) ?? '') : null;
  const indexLine = lines.shift() ?? '';
  const index = indexLine.startsWith('index ') ? fromDecimal(indexLine.slice('index '.length)) : undefined;
  if (header !== HEADER || extra === undefined || index === undefined || lines.length > MAX_HASHES) {
    throw new FormatProblem('proof-shape');
  }
  return { index, proof: parseHashes(lines), checkpointNote: text.slice(split + 2), ...(extra ? { extra } : {}) };
}

/** Reads lines of one hash each, or throws a FormatProblem. */
export function parseHashes(lines: readonly string[]): Uint8Array[] {
  return lines.map((line) => {
    const hash = fromBase64(line);
    if (hash?.length !== 32) throw new FormatProblem('proof-shape', line.slice(0, 100));
    return hash;
  });
}
