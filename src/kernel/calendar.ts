import { AppError } from './errors.ts';
import type { Bilingual } from './messages.ts';
import type { LegalDate } from './time.ts';
import { addDays, dayNumber, weekday, yearOf } from './time.ts';

/** How far a legal value was checked: read in its source, reported by others, not checked, or nowhere found. */
export type Confidence = 'verified' | 'secondary' | 'unverified' | 'not-found';

const confidenceOrder: readonly Confidence[] = ['verified', 'secondary', 'unverified', 'not-found'];

/** The weakest of the given confidences; `verified` when there is none. */
export function worstConfidence(confidences: Iterable<Confidence>): Confidence {
  let worst = 0;
  for (const confidence of confidences) worst = Math.max(worst, confidenceOrder.indexOf(confidence));
  return confidenceOrder[worst] ?? 'verified';
}

/**
 * What a decision or the law says about one day. `working` is an ordinary working day about which something is open
 * (a swap asked for and not decided): it counts as worked, and every date computed through it says so.
 */
export type CalendarDayKind = 'holiday' | 'swap-off' | 'swap-work' | 'working';

/** One row of the working calendar. Ordinary working days and ordinary weekends have none. */
export type CalendarDay = {
  readonly date: LegalDate;
  readonly kind: CalendarDayKind;
  readonly name: Bilingual;
  readonly basis: string;
  readonly source: string;
  readonly confidence: Confidence;
};

/** A frozen calendar: which years have their complete yearly list, and every day that is not as its weekday says. */
export type WorkingCalendar = {
  readonly version: string;
  readonly years: readonly number[];
  readonly days: ReadonlyMap<LegalDate, CalendarDay>;
};

/** The working calendar of these rows.
 * @throws {kernel.calendar_duplicate_day} two rows for one day
 */
export function buildCalendar(version: string, years: readonly number[], rows: Iterable<CalendarDay>): WorkingCalendar {
  const days = new Map<LegalDate, CalendarDay>();
  for (const row of rows) {
    if (days.has(row.date)) {
      throw new AppError('kernel.calendar_duplicate_day', 'invalid', { params: { date: row.date } });
    }
    days.set(row.date, row);
  }
  return { version, years: [...years].sort((a, b) => a - b), days };
}

/** True when offices work on that day: Monday to Friday unless a row says off, another day only when a row says worked. */
export function isWorkingDay(calendar: WorkingCalendar, date: LegalDate): boolean {
  const row = calendar.days.get(date);
  if (row === undefined) return weekday(date) <= 5;
  return row.kind === 'swap-work' || row.kind === 'working';
}

/** True when the yearly list of that day's year is complete; else the calendar knows only weekends and fixed dates. */
export function isDecidedYear(calendar: WorkingCalendar, date: LegalDate): boolean {
  return calendar.years.includes(yearOf(date));
}

/** The day itself when it is worked, else the first worked day after it. */
export function nextWorkingDay(calendar: WorkingCalendar, date: LegalDate): LegalDate {
  return isWorkingDay(calendar, date) ? date : addWorkingDays(calendar, date, 1);
}

/**
 * The n-th working day after the day (before it when n is negative); the day itself for 0, worked or not.
 * @throws {kernel.calendar_without_work} no working day within 400 days of the last
 */
export function addWorkingDays(calendar: WorkingCalendar, date: LegalDate, n: number): LegalDate {
  const step = n < 0 ? -1 : 1;
  let current = date;
  let idle = 0;
  for (let left = Math.abs(n); left > 0; ) {
    current = addDays(current, step);
    idle += 1;
    if (isWorkingDay(calendar, current)) {
      left -= 1;
      idle = 0;
    } else if (idle > 400) {
      throw new AppError('kernel.calendar_without_work', 'internal', { params: { date } });
    }
  }
  return current;
}

/** Working days in (from, to]; negative, counted in (to, from], when `to` is earlier. */
export function countWorkingDays(calendar: WorkingCalendar, from: LegalDate, to: LegalDate): number {
  if (to < from) {
    const count = countWorkingDays(calendar, to, from);
    return count === 0 ? 0 : -count;
  }
  const [first, last] = [dayNumber(from), dayNumber(to)];
  let count = weekdaysUntil(last) - weekdaysUntil(first);
  for (const { day, more } of exceptionsOf(calendar)) if (day > first && day <= last) count += more;
  return count;
}

/** Mondays to Fridays from a Monday before all dates to a day; only differences mean something. */
function weekdaysUntil(day: number): number {
  const days = day + 4;
  const weeks = Math.floor(days / 7);
  return weeks * 5 + Math.min(5, days - weeks * 7);
}

interface CalendarException {
  readonly day: number;
  /** 1 for a weekend that is worked, -1 for a weekday that is not. */
  readonly more: number;
}

const exceptions = new WeakMap<WorkingCalendar, readonly CalendarException[]>();

/** The days that are not as their weekday says: a page asks for hundreds of distances, and each is a sum over these few. */
function exceptionsOf(calendar: WorkingCalendar): readonly CalendarException[] {
  const known = exceptions.get(calendar);
  if (known) return known;
  const found = [...calendar.days.keys()].flatMap((date) => {
    const more = Number(isWorkingDay(calendar, date)) - Number(weekday(date) <= 5);
    return more === 0 ? [] : [{ day: dayNumber(date), more }];
  });
  exceptions.set(calendar, found);
  return found;
}

/** What the calendar has to say about a day, or undefined for an ordinary working day or weekend. */
export function dayNote(calendar: WorkingCalendar, date: LegalDate): CalendarDay | undefined {
  return calendar.days.get(date);
}

/** True when the row makes the day differ from its weekday, or leaves it open; a holiday on a Sunday changes no date. */
export function isDecisive(row: CalendarDay): boolean {
  const isOrdinary = weekday(row.date) <= 5;
  const isWorked = row.kind === 'swap-work' || row.kind === 'working';
  return row.kind === 'working' || isWorked !== isOrdinary;
}
