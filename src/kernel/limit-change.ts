import type { WorkingCalendar } from './calendar.ts';
import { addWorkingDays, countWorkingDays } from './calendar.ts';
import { AppError } from './errors.ts';
import type { CountingRules, DueWorking, ExtensionRecord, Limit, LimitEnd, PauseRecord } from './limit.ts';
import { assertLimit, computeDue, currentDayZero, endLimit, explainCrossing, findDayZero, rawDueDay } from './limit.ts';
import type { Instant, LegalDate } from './time.ts';
import { addDays, asInstant, atTime, countDays, laterDate, toLegalDate, toMillis } from './time.ts';

/** What changes a running limit needs besides its working. */
type Change = { readonly working: DueWorking; readonly calendar: WorkingCalendar; readonly rules: CountingRules };

/**
 * The working after a pause: the days unused at the pause are counted again from the day of resuming, which is a new
 * day 0 (late or on a day off: the next working morning). The day of the pause counts as used, so that a pause within
 * one working day changes nothing. Unused are working days, plain days (limits in days and months) or exact time (hours).
 * A pause that begins after the due moment moves nothing. The old due moment stays in `pauses`.
 * @throws {kernel.resume_before_pause}
 * @basis counting.pause
 */
export function pauseAndResume(change: Change & { readonly pausedAt: Instant; readonly resumedAt: Instant }): DueWorking {
  const { working, calendar, rules, pausedAt, resumedAt } = change;
  if (resumedAt < pausedAt) throw new AppError('kernel.resume_before_pause', 'precondition');
  const pausedDay = toLegalDate(pausedAt);
  if (pausedAt > working.dueAt) return withPause(working, change, { unusedDays: 0, dayZero: pausedDay });
  if (working.limit.unit === 'hour') {
    const unused = toMillis(working.dueAt) - toMillis(pausedAt);
    const record = { unusedDays: Math.floor(unused / 3_600_000), dayZero: toLegalDate(resumedAt) };
    return { ...withPause(working, change, record), dueAt: asInstant(toMillis(resumedAt) + unused) };
  }
  const lastUsed = laterDate(pausedDay, currentDayZero(working));
  const resumed = laterDate(findDayZero(resumedAt, calendar, rules).date, lastUsed);
  const isWithinOneDay = findDayZero(pausedAt, calendar, rules).date >= resumed;
  const dayZero = isWithinOneDay ? lastUsed : resumed;
  if (working.limit.unit === 'working-day') {
    const unusedDays = countWorkingDays(calendar, lastUsed, toLegalDate(working.dueAt));
    const due = addWorkingDays(calendar, dayZero, unusedDays);
    const end: LimitEnd = { raw: due, due, crossed: [dayZero, due] };
    return moveDue(withPause(working, change, { unusedDays, dayZero }), change, end, lastUsed);
  }
  const unusedDays = countDays(lastUsed, rawDueDay(working));
  const end = endLimit(dayZero, { value: unusedDays, unit: 'day' }, calendar, rules);
  return moveDue(withPause(working, change, { unusedDays, dayZero }), change, end, lastUsed);
}

/**
 * The working after a pause that gives no days back, because whoever caused it took it back: the due moment stays, past or
 * not, and the pause stays on record.
 * @throws {kernel.resume_before_pause}
 * @basis counting.pause
 */
export function resumeUncredited(change: {
  readonly working: DueWorking;
  readonly pausedAt: Instant;
  readonly resumedAt: Instant;
}): DueWorking {
  const { working, pausedAt, resumedAt } = change;
  if (resumedAt < pausedAt) throw new AppError('kernel.resume_before_pause', 'precondition');
  return withPause(working, change, { unusedDays: 0, dayZero: toLegalDate(pausedAt), uncredited: true });
}

function withPause(
  working: DueWorking,
  change: { readonly pausedAt: Instant; readonly resumedAt: Instant },
  counted: Pick<PauseRecord, 'unusedDays' | 'dayZero' | 'uncredited'>,
): DueWorking {
  const pause: PauseRecord = { from: change.pausedAt, to: change.resumedAt, ...counted, oldDueAt: working.dueAt };
  return { ...working, pauses: [...(working.pauses ?? []), pause] };
}

/**
 * The working after an extension: `by` adds to the present due day in its own unit; `to` replaces the whole limit,
 * counted from day zero with the pauses so far. The old due moment stays in `extensions`.
 * @throws {kernel.extension_not_later} the new due moment would not be later than the old one
 * @throws {kernel.bad_limit}
 * @basis counting.extension
 */
export function extendDue(
  change: Change & {
    readonly at: Instant;
    readonly extension: { readonly by: Limit } | { readonly to: Limit };
  },
): DueWorking {
  const { working, at, extension } = change;
  const extended = 'by' in extension ? addToDue(change, extension.by) : recount(change, extension.to);
  if (extended.dueAt <= working.dueAt) {
    throw new AppError('kernel.extension_not_later', 'precondition', { params: { due: working.dueAt } });
  }
  const record: ExtensionRecord = { at, ...extension, oldDueAt: working.dueAt };
  return { ...extended, extensions: [...(working.extensions ?? []), record] };
}

function addToDue(change: Change, by: Limit): DueWorking {
  const { working, calendar, rules } = change;
  assertLimit(by);
  if (by.unit === 'hour') {
    const dueAt = asInstant(toMillis(working.dueAt) + by.value * 3_600_000);
    return { ...working, dueAt };
  }
  // Plain days are added to where the limit itself ended, not to where a weekend pushed it.
  const isWorking = by.unit === 'working-day';
  const base = isWorking ? toLegalDate(working.dueAt) : rawDueDay(working);
  return moveDue(working, change, endLimit(base, by, calendar, rules), isWorking ? base : addDays(base, -1));
}

/**
 * The working as another calendar counts it: the same limit from the same start, with the pauses so far. A day chosen by
 * a person stays.
 */
export function recountDue(change: Change): DueWorking {
  return change.working.chosen ? change.working : recount(change, change.working.limit);
}

function recount(change: Change, to: Limit): DueWorking {
  const { working, calendar, rules } = change;
  let recounted = computeDue({ start: working.startAt, limit: to, calendar, rules });
  for (const pause of working.pauses ?? []) {
    if (pause.uncredited) continue;
    recounted = pauseAndResume({ working: recounted, calendar, rules, pausedAt: pause.from, resumedAt: pause.to });
  }
  return {
    ...recounted,
    // What was on record stays on record: the pauses keep the due moments of their own day.
    ...(working.pauses === undefined ? {} : { pauses: working.pauses }),
  };
}

/** The working with another due day: explained as before up to and including `until`, anew for what the new end crossed. */
function moveDue(working: DueWorking, change: Change, end: LimitEnd, until: LegalDate): DueWorking {
  const { calendar, rules } = change;
  const { rolledForward: _, ...rest } = working;
  const isKept = (day: { readonly date: LegalDate }): boolean => day.date <= until;
  return {
    ...rest,
    dueAt: atTime(end.due, rules.dayEnd),
    ...(end.raw === end.due ? {} : { rolledForward: { from: end.raw } }),
    ...explainCrossing([end.crossed], calendar, rules, {
      skipped: working.skipped.filter(isKept),
      workedSaturdays: working.workedSaturdays.filter((date) => date <= until),
      doubts: working.doubts.filter(isKept),
    }),
  };
}
