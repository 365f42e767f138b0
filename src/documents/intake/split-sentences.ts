import type { Span } from './recognised.ts';

/** Shortenings that end in a full stop without ending the sentence. */
const ABBREVIATION =
  /(?:^|[\s(,;/"“])(?:TP|Tp|tp|TX|Tx|TT|KP|Đ\/c|đ\/c|Đc|đc|Nos?|Arts?|Dr|Mrs?|Ms|Prof|St|e\.g|i\.e|etc|v\.v|V\.v|vv|ThS|TS|PGS|GS|BS|CN|KS|Inc|Ltd|Co|vs|Fig|cf|Tel|ĐT|NXB|tr|pp|ĐB|QL|TL|\p{L})$/u;
/** Numbers that are names, not ends: "Điều 1.", "No. 5." and inline lists "1. … 2. …". */
const NAMED_NUMBER =
  /(?:(?:^|\s)(?:Điều|Khoản|khoản|Mục|Chương|Phần|điểm|Art|Article|Section|No\.?|số)\s+|(?:^|[:;.]\s+))(?:\d{1,2}|[IVX]{1,4})$/u;

/** Whether the full stop at `index` ends a sentence, seen from the words before it. */
function endsSentence(before: string): boolean {
  const tail = before.slice(-24);
  return !ABBREVIATION.test(tail) && !NAMED_NUMBER.test(tail);
}

/** The span without outer spaces. */
function trimSpan(text: string, [start, end]: Span): Span {
  let from = start;
  let to = end;
  while (from < to && /\s/.test(text[from] ?? '')) from += 1;
  while (to > from && /\s/.test(text[to - 1] ?? '')) to -= 1;
  return [from, to];
}

/** Cuts one paragraph into sentences; together the spans hold every word of it. */
export function splitSentences(paragraph: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (const match of paragraph.matchAll(/(?<![.!?…])[.!?…]+["”’»)\]]*(?=\s+["“‘«([]?[\p{Lu}\p{N}])/gu)) {
    const stop = match.index;
    if (match[0].startsWith('.') && !match[0].startsWith('..') && !endsSentence(paragraph.slice(Math.max(0, stop - 40), stop)))
      continue;
    const end = stop + match[0].length;
    spans.push(trimSpan(paragraph, [start, end]));
    start = end;
  }
  spans.push(trimSpan(paragraph, [start, paragraph.length]));
  return spans.filter(([from, to]) => to > from);
}

/** Cuts a sentence at its semicolons, outside brackets; together the spans hold every word of it. */
export function splitClauses(sentence: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  let depth = 0;
  for (let index = 0; index < sentence.length; index += 1) {
    const sign = sentence[index];
    if (sign === '(' || sign === '[') depth += 1;
    else if (sign === ')' || sign === ']') depth = Math.max(0, depth - 1);
    else if (sign === ';' && depth === 0 && /\s/.test(sentence[index + 1] ?? '')) {
      spans.push(trimSpan(sentence, [start, index + 1]));
      start = index + 1;
    }
  }
  spans.push(trimSpan(sentence, [start, sentence.length]));
  return spans.filter(([from, to]) => to > from);
}
