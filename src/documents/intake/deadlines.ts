import type { LegalDate } from '../../kernel/time.ts';
import { addDays, makeDate } from '../../kernel/time.ts';
import { findDates } from './dates.ts';
import type { Deadline } from './recognised.ts';

const LIMIT_BEFORE_DATE =
  /(?:(?:hoàn thành\s+)?(?:chậm nhất(?:\s+là)?|muộn nhất(?:\s+là)?|hạn cuối(?:\s+là)?)(?:\s+(?:vào|đến|trước))?|(?:hoàn thành\s+)?(?:xong\s+)?trước|đến hết|hết|no later than|not later than|on or before|before|by|until|prior to)\s+(?:the\s+)?$/iu;
const HOUR = /(?:lúc\s+)?\d{1,2}\s?(?:giờ|h|:)\s?(?:\d{2})?(?:\s?phút)?,?\s+(?:on\s+)?$/iu;
/** Words that make the named day itself too late. */
const EXCLUDES_DAY = /^(?:(?:hoàn thành\s+)?(?:xong\s+)?trước|before|prior to)\b/iu;

const EN_MONTHS = 'January|February|March|April|May|June|July|August|September|October|November|December';
const QUARTERS: Readonly<Record<string, number>> = {
  i: 1,
  ii: 2,
  iii: 3,
  iv: 4,
  1: 1,
  2: 2,
  3: 3,
  4: 4,
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
};

const MONTH_VI =
  /(?<![\p{L}\p{N}])(?<lead>trước|trong|đến hết|hết|chậm nhất trong|vào)\s+tháng\s+(?<m>\d{1,2})(?:(?:\s*[/-]\s*|\s+năm\s+|\s+)(?<y>\d{4}))?(?![\p{L}\p{N}/-])/iu;
const MONTH_EN = new RegExp(
  `\\b(?<lead>within|in|by(?: the end of)?|before)\\s+(?<M>${EN_MONTHS})(?:\\s+(?<y>\\d{4}))?(?![\\p{L}\\p{N}]|,?\\s\\d)`,
  'iu',
);
const QUARTER_VI =
  /(?<![\p{L}\p{N}])(?<lead>trước|trong|đến hết|hết|chậm nhất trong)\s+quý\s+(?<q>I{1,3}|IV|[1-4])(?:(?:\s*[/-]\s*|\s+năm\s+|\s+)(?<y>\d{4}))?(?![\p{L}\p{N}])/iu;
const QUARTER_EN =
  /\b(?<lead>within|in|by(?: the end of)?|before)\s+(?:the\s+)?(?:(?<q>first|second|third|fourth)\s+quarter|Q(?<n>[1-4]))(?:\s+(?:of\s+)?(?<y>\d{4}))?\b/iu;
const YEAR =
  /(?<![\p{L}\p{N}])(?:(?<lead>trước|đến hết|hết|cuối|by the end of|before)\s+(?:năm\s+)?|(?:hoàn thành|xong)(?<!chưa hoàn thành)\s+trong\s+năm\s+)(?<y>20\d{2})(?![\p{L}\p{N}/-])/iu;
const PERIOD =
  /(?<![\p{L}\p{N}])(?:(?:trong|chậm nhất|không quá)\s+(?:vòng\s+|thời hạn\s+|thời gian\s+|là\s+|sau\s+)*\d{1,3}\s+(?:ngày làm việc|ngày|tuần|tháng|giờ)|within\s+(?:\d{1,3}|one|two|three|five|seven|ten|fifteen|thirty)\s+(?:working\s+|business\s+|calendar\s+)?(?:days?|weeks?|months?|hours?))(?!\p{L})/iu;
const RECURRING =
  /(?<![\p{L}\p{N}])(?:(?:định kỳ\s+)?(?:hằng|hàng)\s+(?:tuần|tháng|quý|năm)|định kỳ\s+\d{1,2}\s+(?:tuần|tháng|năm)|every\s+(?:week|month|quarter|year)|(?:weekly|monthly|quarterly|annually))(?!\p{L})/iu;

interface Limit {
  readonly text: string;
  readonly index: number;
  readonly date?: LegalDate | undefined;
  readonly before?: boolean;
}

function findDayLimit(clause: string): Limit | undefined {
  for (const { at, date } of findDates(clause)) {
    const ahead = clause.slice(Math.max(0, at[0] - 60), at[0]);
    const hour = HOUR.exec(ahead)?.[0] ?? '';
    const lead = LIMIT_BEFORE_DATE.exec(ahead.slice(0, ahead.length - hour.length))?.[0];
    if (lead === undefined) continue;
    const index = at[0] - hour.length - lead.length;
    return { text: clause.slice(index, at[1]), index, date, before: hour === '' && EXCLUDES_DAY.test(lead) };
  }
  return undefined;
}

const lastDayOfMonth = (year: number, month: number): LegalDate | undefined => {
  const next = month === 12 ? makeDate(year + 1, 1, 1) : makeDate(year, month + 1, 1);
  return next && addDays(next, -1);
};

/** A limit that names months from–to: the last day counts, or with "before" the first day is already too late. */
function toMonthLimit(match: RegExpExecArray, first: number, last: number): Limit {
  const year = Number(match.groups?.['y']);
  const before = /^(?:trước|before)$/iu.test(match.groups?.['lead'] ?? '');
  const date = match.groups?.['y'] === undefined ? undefined : before ? makeDate(year, first, 1) : lastDayOfMonth(year, last);
  return { text: match[0], index: match.index, date, before };
}

function findMonthLimit(clause: string): Limit | undefined {
  const match = MONTH_VI.exec(clause) ?? MONTH_EN.exec(clause);
  if (!match) return undefined;
  const name = match.groups?.['M'];
  const month =
    name === undefined ? Number(match.groups?.['m']) : EN_MONTHS.toLowerCase().split('|').indexOf(name.toLowerCase()) + 1;
  return month >= 1 && month <= 12 ? toMonthLimit(match, month, month) : undefined;
}

function findQuarterLimit(clause: string): Limit | undefined {
  const match = QUARTER_VI.exec(clause) ?? QUARTER_EN.exec(clause);
  const quarter = match && QUARTERS[(match.groups?.['q'] ?? match.groups?.['n'] ?? '').toLowerCase()];
  return match && quarter ? toMonthLimit(match, quarter * 3 - 2, quarter * 3) : undefined;
}

function findYearLimit(clause: string): Limit | undefined {
  const match = YEAR.exec(clause);
  return match ? toMonthLimit(match, 1, 12) : undefined;
}

function findOpenLimit(clause: string): Limit | undefined {
  const match = PERIOD.exec(clause) ?? RECURRING.exec(clause);
  return match ? { text: match[0], index: match.index } : undefined;
}

/** Finds the time limit a clause sets; the date is the last day named, and stays away when the text does not fix it. */
export function findDeadline(clause: string, base = 0): Deadline | undefined {
  const limit =
    findDayLimit(clause) ?? findMonthLimit(clause) ?? findQuarterLimit(clause) ?? findYearLimit(clause) ?? findOpenLimit(clause);
  if (!limit) return undefined;
  const { text, index, date, before } = limit;
  const at = [base + index, base + index + text.length] as const;
  return { text, at, ...(date ? { date } : {}), ...(before ? { before } : {}) };
}
