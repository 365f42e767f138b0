/**
 * Day counting (cách tính thời hạn).
 * - day zero: the day of the event, which is not counted; the next day counted is day 1.
 * - raw due day: where plain days or months end before a day off is taken into account.
 * - crossed day: a day whose being worked or not decided the result.
 */

import type { CalendarDayKind, Confidence, WorkingCalendar } from './calendar.ts';
import {
  addWorkingDays,
  countWorkingDays,
  dayNote,
  isDecidedYear,
  isDecisive,
  isWorkingDay,
  nextWorkingDay,
  worstConfidence,
} from './calendar.ts';
import { AppError } from './errors.ts';
import type { Bilingual } from './messages.ts';
import type { Instant, LegalDate } from './time.ts';
import { addDays, addMonths, asInstant, atTime, compareDates, laterDate, toLegalDate, toMillis, yearOf } from './time.ts';

/** What a limit is counted in. Hours run round the clock; all others count days. */
export type LimitUnit = 'working-day' | 'day' | 'month' | 'hour';

/** So many units, a whole number from 0. */
export type Limit = { readonly value: number; readonly unit: LimitUnit };

/** The rules of counting in force on the day, each from its own parameter; `confidence` is that of the weakest. */
export type CountingRules = {
  /** Wall clock time at which work begins, `HH:mm`. */
  readonly dayStart: string;
  /** Wall clock time at which a day ends for receipts and for due moments, `HH:mm`. */
  readonly dayEnd: string;
  /** What comes in after `dayEnd` counts as received the next working morning. */
  readonly lateReceiptNextDay: boolean;
  /** What comes in on a day off counts as received the next working morning. */
  readonly dayOffReceiptNextDay: boolean;
  /** A limit in plain days or months that ends on a day off runs to the next working day. */
  readonly plainDaysRollForward: boolean;
  readonly confidence: Confidence;
};

/** A day that was not counted because a decision or the law makes it a day off. */
export type SkippedDay = {
  readonly date: LegalDate;
  readonly kind: CalendarDayKind;
  readonly name?: Bilingual;
  readonly basis?: string;
  readonly confidence?: Confidence;
};

/** Why a due day may still move: the year's list is not complete, or a row that decided it is not verified. */
export type DoubtReason = 'undecided-year' | 'secondary-row' | 'unverified-row' | 'not-found-row';

/** One doubt about a due day; for an undecided year the first day crossed in it. */
export type Doubt = { readonly date: LegalDate; readonly why: DoubtReason };

/** One pause that is over. `dayZero` is the day from which the unused days were counted again. */
export type PauseRecord = {
  readonly from: Instant;
  readonly to: Instant;
  /** Days of the limit's kind not yet used; whole hours rounded down for limits in hours. */
  readonly unusedDays: number;
  readonly dayZero: LegalDate;
  readonly oldDueAt: Instant;
  /** The pause gave no days back: the due moment stayed where it was. */
  readonly uncredited?: true;
};

/** One extension. `by` is what was added, `to` the new whole limit: exactly one of them is present. */
export type ExtensionRecord = {
  readonly at: Instant;
  readonly by?: Limit;
  readonly to?: Limit;
  readonly oldDueAt: Instant;
};

/** A due moment with everything needed to explain it on one page. */
export type DueWorking = {
  readonly startAt: Instant;
  readonly dayZero: LegalDate;
  readonly dayZeroMovedBecause?: 'late' | 'day-off';
  readonly limit: Limit;
  readonly dueAt: Instant;
  readonly rolledForward?: { readonly from: LegalDate };
  readonly skipped: readonly SkippedDay[];
  readonly workedSaturdays: readonly LegalDate[];
  /** The weakest calendar row that decided the result; an undecided year counts as `not-found`. */
  readonly confidence: Confidence;
  readonly rulesConfidence: Confidence;
  readonly doubts: readonly Doubt[];
  readonly calendarVersion: string;
  /** The due day was chosen by a person: no calendar moves it. */
  readonly chosen?: true;
  readonly pauses?: readonly PauseRecord[];
  readonly extensions?: readonly ExtensionRecord[];
};

/**
 * When a limit that starts with this event is due, and why.
 * The day of the event is day 0. What comes in late or on a day off counts as received the next working morning.
 * Working days: due at the end of the n-th working day after day 0. Plain days and months: due at the end of that day,
 * or of the next working day. Hours: due exactly so many hours after the event, day and night, days off included.
 * @throws {kernel.bad_limit} the value is not a whole number from 0 to 10,000
 * @basis counting.day-zero
 */
export function computeDue(input: {
  readonly start: Instant;
  readonly limit: Limit;
  readonly calendar: WorkingCalendar;
  readonly rules: CountingRules;
}): DueWorking {
  const { start, limit, calendar, rules } = input;
  assertLimit(limit);
  const startDay = toLegalDate(start);
  if (limit.unit === 'hour') {
    const dueAt = asInstant(toMillis(start) + limit.value * 3_600_000);
    return { startAt: start, dayZero: startDay, limit, dueAt, ...explainCrossing([], calendar, rules) };
  }
  const zero = findDayZero(start, calendar, rules);
  const end = endLimit(zero.date, limit, calendar, rules);
  return {
    startAt: start,
    dayZero: zero.date,
    ...(zero.movedBecause === undefined ? {} : { dayZeroMovedBecause: zero.movedBecause }),
    limit,
    dueAt: atTime(end.due, rules.dayEnd),
    ...(end.raw === end.due ? {} : { rolledForward: { from: end.raw } }),
    ...explainCrossing([[startDay, zero.date], end.crossed], calendar, rules),
  };
}

/**
 * Working days left until the due day: 0 when it is due today and not past, negative when late.
 * Late by n means the n-th working day since the due day has begun; an hour past due is already late by 1.
 */
export function remainingWorkingDays(calendar: WorkingCalendar, now: Instant, due: Instant): number {
  const days = countWorkingDays(calendar, toLegalDate(now), toLegalDate(due));
  return now > due ? Math.min(-1, days) : days;
}

/** The day that counts as the day of an event, and why it is not the event's own.
 * @basis counting.late-receipt
 */
export function findDayZero(
  event: Instant,
  calendar: WorkingCalendar,
  rules: CountingRules,
): { readonly date: LegalDate; readonly movedBecause?: 'late' | 'day-off' } {
  const day = toLegalDate(event);
  if (!isWorkingDay(calendar, day)) {
    return rules.dayOffReceiptNextDay ? { date: nextWorkingDay(calendar, day), movedBecause: 'day-off' } : { date: day };
  }
  if (rules.lateReceiptNextDay && event > atTime(day, rules.dayEnd)) {
    return { date: addWorkingDays(calendar, day, 1), movedBecause: 'late' };
  }
  return { date: day };
}

/** Days from a first to a last, both included; none when the last is before the first. */
export type DayRange = readonly [first: LegalDate, last: LegalDate];

/** Where a limit counted from a day zero ends: the raw day, the due day, and the days that decided it. */
export type LimitEnd = { readonly raw: LegalDate; readonly due: LegalDate; readonly crossed: DayRange };

/** The end of a limit in working days, plain days or months counted from this day zero.
 * @basis counting.roll-forward
 */
export function endLimit(dayZero: LegalDate, limit: Limit, calendar: WorkingCalendar, rules: CountingRules): LimitEnd {
  if (limit.unit === 'working-day') {
    const due = addWorkingDays(calendar, dayZero, limit.value);
    return { raw: due, due, crossed: [dayZero, due] };
  }
  const raw = limit.unit === 'month' ? addMonths(dayZero, limit.value) : addDays(dayZero, limit.value);
  const due = rules.plainDaysRollForward ? nextWorkingDay(calendar, raw) : raw;
  return { raw, due, crossed: rules.plainDaysRollForward ? [raw, due] : [due, addDays(due, -1)] };
}

/** What stands between the given first and last days: days off by decision, worked Saturdays, doubts. */
export type Crossing = Pick<
  DueWorking,
  'skipped' | 'workedSaturdays' | 'confidence' | 'rulesConfidence' | 'doubts' | 'calendarVersion'
>;

/** The crossing of these ranges of days, both ends included; ordinary weekends are not named. */
export function explainCrossing(
  ranges: readonly DayRange[],
  calendar: WorkingCalendar,
  rules: CountingRules,
  before: Pick<Crossing, 'skipped' | 'workedSaturdays' | 'doubts'> = { skipped: [], workedSaturdays: [], doubts: [] },
): Crossing {
  const skipped = new Map(before.skipped.map((day) => [day.date, day]));
  const worked = new Set(before.workedSaturdays);
  const doubts = new Map(before.doubts.map((doubt) => [doubtKey(doubt), doubt]));
  for (const [first, last] of ranges) {
    for (let day = first; day <= last; day = addDays(day, 1)) {
      for (const doubt of doubtsAbout(day, calendar)) {
        if (!doubts.has(doubtKey(doubt))) doubts.set(doubtKey(doubt), doubt);
      }
      const row = dayNote(calendar, day);
      if (row === undefined) continue;
      if (row.kind === 'swap-work') worked.add(day);
      if (row.kind === 'holiday' || row.kind === 'swap-off') {
        skipped.set(day, { date: day, kind: row.kind, name: row.name, basis: row.basis, confidence: row.confidence });
      }
    }
  }
  const allDoubts = [...doubts.values()].sort((a, b) => compareDates(a.date, b.date));
  return {
    skipped: [...skipped.values()].sort((a, b) => compareDates(a.date, b.date)),
    workedSaturdays: [...worked].sort(),
    confidence: worstConfidence(allDoubts.map((doubt) => doubtConfidence[doubt.why])),
    rulesConfidence: rules.confidence,
    doubts: allDoubts,
    calendarVersion: calendar.version,
  };
}

const doubtConfidence: Readonly<Record<DoubtReason, Confidence>> = {
  'undecided-year': 'not-found',
  'secondary-row': 'secondary',
  'unverified-row': 'unverified',
  'not-found-row': 'not-found',
};

function doubtsAbout(day: LegalDate, calendar: WorkingCalendar): Doubt[] {
  const doubts: Doubt[] = [];
  if (!isDecidedYear(calendar, day)) doubts.push({ date: day, why: 'undecided-year' });
  const row = dayNote(calendar, day);
  if (row !== undefined && row.confidence !== 'verified' && isDecisive(row)) {
    doubts.push({ date: day, why: `${row.confidence}-row` });
  }
  return doubts;
}

/** Most days looked through for a doubt: longer than any limit the law knows. */
const LOOK_AHEAD_DAYS = 1100;

/** Tells whether a date counted over these days, both ends included, rests on a day nobody has decided or only a secondary source names. */
export function isUnsettled(first: LegalDate, last: LegalDate, calendar: WorkingCalendar): boolean {
  let looked = 0;
  for (let day = first; day <= last && looked < LOOK_AHEAD_DAYS; day = addDays(day, 1), looked += 1) {
    if (doubtsAbout(day, calendar).length > 0) return true;
  }
  return false;
}

/** One doubt a year is enough for an undecided year; rows are named one by one. */
function doubtKey(doubt: Doubt): string {
  return doubt.why === 'undecided-year' ? `year:${yearOf(doubt.date)}` : doubt.date;
}

/** Nothing for a limit that can be counted.
 * @throws {kernel.bad_limit}
 */
export function assertLimit(limit: Limit): void {
  if (!Number.isInteger(limit.value) || limit.value < 0 || limit.value > 10_000) {
    throw new AppError('kernel.bad_limit', 'invalid', { params: { value: limit.value, unit: limit.unit } });
  }
}

/** The day on which plain days or months ended before rolling forward; the due day when they did not. */
export function rawDueDay(working: DueWorking): LegalDate {
  return working.rolledForward?.from ?? toLegalDate(working.dueAt);
}

/** The day from which days are counted at present: day zero, or that of the last pause. */
export function currentDayZero(working: DueWorking): LegalDate {
  return (working.pauses ?? []).reduce((latest, pause) => laterDate(latest, pause.dayZero), working.dayZero);
}
