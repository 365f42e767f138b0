import { isEnumerated, startsBlock } from './line-shapes.ts';

/** Guarantees NFC text with `\n` line ends, plain spaces and no invisible or control characters. */
export function cleanText(raw: string): string {
  return (
    raw
      .replace(/\r\n?|[\u2028\u2029\u0085\f\v]/g, '\n')
      .replace(/[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g, ' ')
      .replace(/[^\P{Cc}\n\t]|\p{Cf}/gu, '')
      // Beyond a column's gap more blanks say nothing, and patterns that look back over them would take forever.
      .replace(/[ \t]{17,}/g, ' '.repeat(16))
      .replace(/\p{Surrogate}/gu, '\ufffd')
      .normalize('NFC')
  );
}

/** The column at which the text was wrapped, or undefined when paragraphs stand on one line each. */
function findWrapWidth(lines: readonly string[]): number | undefined {
  const lengths = lines.map((line) => line.trim().length).filter((length) => length > 0);
  lengths.sort((a, b) => a - b);
  const width = lengths[Math.floor(lengths.length * 0.95)] ?? 0;
  if (width < 45 || width > 140) return undefined;
  return lengths.filter((length) => length >= width * 0.75).length >= 3 ? width : undefined;
}

const isAllCaps = (line: string): boolean => /\p{Lu}/u.test(line) && !/\p{Ll}/u.test(line);

const endsInAbbreviation = (line: string): boolean =>
  /(?:^|[\s(])(?:TP|Tp|TX|Tx|TT|P|Q|H|X|Đ\/c|No|Art|ThS|TS|PGS|GS)\.?$/u.test(line);

/** Whether `next` goes on with the sentence of `line`. */
function isWrapped(line: string, next: string, width: number | undefined): boolean {
  if (line === '' || next === '' || isAllCaps(line) || startsBlock(next)) return false;
  if (!/[\p{L}\p{N}]/u.test(line) || !/[\p{L}\p{N}]/u.test(next)) return false;
  if (/[.!?…]["”»)]?$/u.test(line)) return endsInAbbreviation(line);
  if (/[;:]$/u.test(line)) return false;
  if (/^[\p{Ll}(\d,"“]/u.test(next)) return /^\p{Ll}/u.test(next) || (width !== undefined && line.length >= width * 0.75);
  if (isAllCaps(next) && next.length > 12) return false;
  if (width === undefined) return false;
  return line.length >= width * 0.75 || (line.endsWith(',') && line.length >= width * 0.6);
}

/** Joins lines that were only broken by a page's width, replacing the break by one space, so that lengths do not change. */
export function joinWrappedLines(text: string): string {
  const lines = text.split('\n');
  const width = findWrapWidth(lines);
  let joined = lines[0] ?? '';
  for (let index = 1; index < lines.length; index += 1) {
    const previous = (lines[index - 1] ?? '').trim();
    const line = lines[index] ?? '';
    joined += (isWrapped(previous, line.trim(), width) && !isEnumerated(line.trim()) ? ' ' : '\n') + line;
  }
  return joined;
}
