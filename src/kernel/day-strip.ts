import type { WorkingCalendar } from './calendar.ts';
import { dayNote, isWorkingDay } from './calendar.ts';
import type { DueWorking } from './limit.ts';
import { rawDueDay } from './limit.ts';
import type { Bilingual } from './messages.ts';
import type { LegalDate } from './time.ts';
import { addDays, toLegalDate, weekday } from './time.ts';

/** What a day does in a deadline. */
export type StripRole = 'start' | 'counted' | 'off' | 'holiday' | 'swap-work' | 'paused' | 'due' | 'outside';

/** One day of the strip: `n` is its number in the limit, `note` what the calendar says about it. */
export type StripDay = {
  readonly date: LegalDate;
  readonly role: StripRole;
  readonly n?: number;
  readonly note?: Bilingual;
};

/**
 * The days of the page "Cách tính thời hạn" in whole weeks, Monday to Sunday, from the event to the due day; days before
 * the event, after the due day, or between a late event and its day zero are `outside`. Numbers count what was used:
 * working days, or all days of a limit in plain days; a worked Saturday has the role `swap-work` and a number.
 */
export function dayStrip(working: DueWorking, calendar: WorkingCalendar): StripDay[] {
  const startDay = toLegalDate(working.startAt);
  const dueDay = toLegalDate(working.dueAt);
  const lastDay = addDays(dueDay, 7 - weekday(dueDay));
  const strip: StripDay[] = [];
  let used = 0;
  for (let date = addDays(startDay, 1 - weekday(startDay)); date <= lastDay; date = addDays(date, 1)) {
    const role = date < startDay || date > dueDay ? 'outside' : roleOf(date, dueDay, working, calendar);
    const isNumbered = role === 'counted' || role === 'swap-work' || (role === 'due' && isUsed(date, working));
    if (isNumbered) used += 1;
    const note = dayNote(calendar, date)?.name;
    strip.push({
      date,
      role,
      ...(isNumbered || (role === 'due' && used > 0) ? { n: used } : {}),
      ...(note === undefined ? {} : { note }),
    });
  }
  return strip;
}

function roleOf(date: LegalDate, dueDay: LegalDate, working: DueWorking, calendar: WorkingCalendar): StripRole {
  if (date === dueDay) return 'due';
  if (date === working.dayZero) return 'start';
  if (isPaused(date, working)) return 'paused';
  const isWorked = isWorkingDay(calendar, date);
  const row = dayNote(calendar, date);
  if (date > working.dayZero && isPlain(working) && date <= rawDueDay(working)) return 'counted';
  if (!isWorked) return row === undefined ? 'off' : 'holiday';
  if (date < working.dayZero) return 'outside';
  return row?.kind === 'swap-work' ? 'swap-work' : 'counted';
}

/** Limits in plain days, months and hours run through days off. */
function isPlain(working: DueWorking): boolean {
  return working.limit.unit !== 'working-day';
}

function isPaused(date: LegalDate, working: DueWorking): boolean {
  return (working.pauses ?? []).some((pause) => date > toLegalDate(pause.from) && date <= pause.dayZero);
}

/** The due day has a number of its own unless it is day zero, the day of resuming, or where a day off pushed the end to. */
function isUsed(date: LegalDate, working: DueWorking): boolean {
  return date !== working.dayZero && !isPaused(date, working) && working.rolledForward === undefined;
}
