import type { WorkingCalendar } from './calendar.ts';
import { addWorkingDays } from './calendar.ts';
import { foldVietnamese } from './text.ts';
import type { LegalDate } from './time.ts';
import { addDays, isLegalDate, makeDate, yearOf } from './time.ts';

/** A day that was understood, or not. */
export type DateInput = { readonly ok: true; readonly date: LegalDate } | { readonly ok: false };

const wordsForDays: ReadonlyMap<string, number> = new Map([
  ['hom nay', 0],
  ['today', 0],
  ['ngay mai', 1],
  ['tomorrow', 1],
  ['hom qua', -1],
  ['yesterday', -1],
]);

/**
 * The day a person meant: `26/2` (this year), `26/2/25`, `26-2-25`, `26.2`, `26022025`, `2025-02-26`, `hôm nay`, `+5` (five
 * working days from today; needs the calendar). A day that does not exist is not understood.
 */
export function parseDateInput(
  text: string,
  context: { readonly today: LegalDate; readonly calendar?: WorkingCalendar },
): DateInput {
  const typed = foldVietnamese(text).trim().replace(/\s+/g, ' ');
  const days = wordsForDays.get(typed);
  if (days !== undefined) return { ok: true, date: addDays(context.today, days) };
  if (isLegalDate(typed)) return { ok: true, date: typed };
  const ahead = /^\+ ?(\d{1,3})$/.exec(typed);
  if (ahead !== null) {
    if (context.calendar === undefined) return { ok: false };
    return { ok: true, date: addWorkingDays(context.calendar, context.today, Number(ahead[1])) };
  }
  const match =
    /^(?<day>\d{1,2}) ?[/.-] ?(?<month>\d{1,2})(?: ?[/.-] ?(?<year>\d{4}|\d{2}))?$/.exec(typed) ??
    /^(?<day>\d{2})(?<month>\d{2})(?<year>\d{4}|\d{2})$/.exec(typed);
  if (match?.groups === undefined) return { ok: false };
  const { day, month, year } = match.groups;
  const date = makeDate(toYear(year, context.today), Number(month), Number(day));
  return date === undefined ? { ok: false } : { ok: true, date };
}

function toYear(written: string | undefined, today: LegalDate): number {
  if (written === undefined) return yearOf(today);
  return written.length === 2 ? 2000 + Number(written) : Number(written);
}
