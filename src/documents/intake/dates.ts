import type { LegalDate } from '../../kernel/time.ts';
import { makeDate } from '../../kernel/time.ts';
import type { Span } from './recognised.ts';

/** A day named in a text; without a year there is no date, only day and month. */
export interface FoundDate {
  readonly text: string;
  readonly at: Span;
  readonly day: number;
  readonly month: number;
  readonly date?: LegalDate;
}

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const MONTH = '(January|February|March|April|May|June|July|August|September|October|November|December)';
const edge = '(?<![\\p{L}\\p{N}/.,-])';
const end = '(?![\\p{L}\\p{N}]|[/-]\\p{N})';

/** Patterns with named groups d, m, y, tried in this order; an earlier one wins where two overlap. */
const SHAPES: readonly RegExp[] = [
  new RegExp(`${edge}(?:ngày\\s+)?(?<d>\\d{1,2})\\s+tháng\\s+(?<m>\\d{1,2})\\s+năm\\s+(?<y>\\d{4})${end}`, 'giu'),
  new RegExp(`${edge}(?:ngày\\s+)?(?<d>\\d{1,2})\\s?(?<s>[/.-])\\s?(?<m>\\d{1,2})\\s?\\k<s>\\s?(?<y>\\d{4})${end}`, 'giu'),
  new RegExp(`${edge}(?<y>\\d{4})-(?<m>\\d{2})-(?<d>\\d{2})${end}`, 'gu'),
  new RegExp(`${edge}(?<M>${MONTH.slice(1, -1)})\\s+(?<d>\\d{1,2})(?:st|nd|rd|th)?,?\\s+(?<y>\\d{4})${end}`, 'giu'),
  new RegExp(`${edge}(?<d>\\d{1,2})(?:st|nd|rd|th)?(?:\\s+of)?\\s+(?<M>${MONTH.slice(1, -1)}),?\\s+(?<y>\\d{4})${end}`, 'giu'),
  new RegExp(`${edge}ngày\\s+(?<d>\\d{1,2})(?:\\s+tháng\\s+|\\s?[/-]\\s?)(?<m>\\d{1,2})${end}`, 'giu'),
  new RegExp(`${edge}(?<d>\\d{1,2})\\s+tháng\\s+(?<m>\\d{1,2})${end}`, 'giu'),
  new RegExp(`${edge}(?<M>${MONTH.slice(1, -1)})\\s+(?<d>\\d{1,2})(?:st|nd|rd|th)?${end}`, 'giu'),
  new RegExp(`${edge}(?<d>\\d{1,2})(?:st|nd|rd|th)?(?:\\s+of)?\\s+(?<M>${MONTH.slice(1, -1)})${end}`, 'giu'),
];

/** A day that exists in some year, so that 31/02 is not taken for a date. */
const existsInSomeYear = (day: number, month: number): boolean => makeDate(2024, month, day) !== undefined;

function readMatch(match: RegExpMatchArray, base: number): FoundDate | undefined {
  const groups = match.groups ?? {};
  const month = groups['M'] === undefined ? Number(groups['m']) : MONTHS.indexOf(groups['M'].toLowerCase()) + 1;
  const day = Number(groups['d']);
  if (!existsInSomeYear(day, month)) return undefined;
  const start = base + (match.index ?? 0);
  const found = { text: match[0], at: [start, start + match[0].length] as const, day, month };
  if (groups['y'] === undefined) return found;
  const date = makeDate(Number(groups['y']), month, day);
  return date === undefined ? undefined : { ...found, date };
}

/** Finds every day named in `text`, in order; spans are moved by `base`. A day that does not exist is left out. */
export function findDates(text: string, base = 0): FoundDate[] {
  const found: FoundDate[] = [];
  for (const shape of SHAPES) {
    for (const match of text.matchAll(shape)) {
      const date = readMatch(match, base);
      if (date && !found.some(({ at }) => date.at[0] < at[1] && at[0] < date.at[1])) found.push(date);
    }
  }
  return found.sort((a, b) => a.at[0] - b.at[0]);
}

/** Finds the day that begins at the start of `text`, leading spaces and joining words allowed. */
export function findDateAtStart(text: string, base = 0): FoundDate | undefined {
  const lead = /^\s*[,(]?\s*(?:dated|of|on|ký|ban hành)?\s*/iu.exec(text)?.[0].length ?? 0;
  const first = findDates(text.slice(0, lead + 60), base)[0];
  return first && first.at[0] === base + lead ? first : undefined;
}
