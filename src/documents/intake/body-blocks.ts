import type { LineMark } from './line-shapes.ts';
import { CAPITALS_LEVEL, findLineMark, isCapitals, LEAD_IN_LEVEL } from './line-shapes.ts';
import type { Piece, Span } from './recognised.ts';
import type { Line } from './sections.ts';
import { trimEndSigns } from './trim-end.ts';

/** One paragraph of the body: its statement and the headings over it, outermost first. */
export interface BodyBlock {
  readonly at: Span;
  readonly headings: readonly Heading[];
}

/** A heading, an article word or a list marker that stands over what follows. */
export interface Heading extends Piece {
  readonly level: number;
  /** Set when the heading is the opening of a list ("1. Các sở, ngành:"), whose words may name who is meant. */
  readonly isLeadIn?: true;
}

const countWords = (text: string): number => text.split(/\s+/).filter((word) => word !== '').length;

/** What one line is, seen with the next one. */
function shapeOf(line: Line, next: Line | undefined, mark: LineMark | undefined): 'heading' | 'lead-in' | 'statement' {
  const rest = line.text.slice(mark?.length ?? 0);
  const words = countWords(rest);
  const nextMark = next && findLineMark(next.text);
  if (mark?.level === 8) return 'statement';
  if (rest === '') return next ? 'heading' : 'statement';
  if (isCapitals(line.text) && !/[.;]$/.test(line.text) && words <= 60) return next ? 'heading' : 'statement';
  if (!next) return 'statement';
  const goesDeeper = nextMark !== undefined && nextMark.level > (mark?.level ?? 0);
  if (/:$/.test(rest)) return goesDeeper && words <= 25 && !/[.;]\s/.test(rest) ? 'lead-in' : 'statement';
  if (/[.;,!?…]["”)]*$/.test(rest)) return 'statement';
  if (mark?.isKeyword) return words <= 40 ? 'heading' : 'statement';
  if (mark) return words <= 20 && (nextMark === undefined || goesDeeper) ? 'heading' : 'statement';
  const isTitle = /^["“]?[\p{Lu}\d]/u.test(rest) && words <= 25 && countWords(next.text) >= words * 1.5 && nextMark === undefined;
  return isTitle ? 'heading' : 'statement';
}

/** Arranges the lines of the body as statements under their headings; no word is in neither. */
export function arrangeBody(lines: readonly Line[]): {
  readonly blocks: readonly BodyBlock[];
  readonly headings: readonly Heading[];
} {
  const body = lines.filter(({ section, text }) => section === 'body' && /[\p{L}\p{N}]/u.test(text));
  const blocks: BodyBlock[] = [];
  const all: Heading[] = [];
  let stack: Heading[] = [];
  const push = (heading: Heading): void => {
    stack = [...stack.filter(({ level }) => level < heading.level), heading];
    all.push(heading);
  };
  for (const [index, line] of body.entries()) {
    const mark = findLineMark(line.text);
    const shape = shapeOf(line, body[index + 1], mark);
    if (shape !== 'statement') {
      const level = mark?.level ?? (shape === 'lead-in' ? LEAD_IN_LEVEL : CAPITALS_LEVEL);
      push({ text: line.text, at: line.at, level, ...(shape === 'lead-in' ? { isLeadIn: true as const } : {}) });
      continue;
    }
    const [start, end] = line.at;
    const hasWords = mark !== undefined && line.text.length > mark.length;
    const length = hasWords ? mark.length : 0;
    if (hasWords && mark.level < 8) {
      const words = line.text.slice(0, length).trimEnd();
      push({ text: words, at: [start, start + words.length], level: mark.level });
    } else if (!mark) {
      stack = stack.filter(({ level }) => level < LEAD_IN_LEVEL);
    }
    blocks.push({ at: [start + length, end], headings: stack });
  }
  return { blocks, headings: all };
}

/** The headings over a statement as one line ("Điều 5 › 1 › a"), each shortened to 100 letters. */
export function toHeadingPath(headings: readonly Heading[]): string | undefined {
  const parts = headings.map(({ text }) => trimEndSigns(text, '.:)-').replace(/\s+/g, ' '));
  const path = parts.map((part) => (part.length > 100 ? `${part.slice(0, 99)}…` : part)).filter((part) => part !== '');
  return path.length === 0 ? undefined : path.join(' › ');
}
