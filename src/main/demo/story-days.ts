/** The days of one telling: counted backwards from the day on which the story ends. */
import { addWorkingDays, isWorkingDay, type WorkingCalendar } from '../../kernel/calendar.ts';
import { atTime, type Instant, type LegalDate, toLegalDate } from '../../kernel/time.ts';

/** How many working days before its last day the story begins. */
export const STORY_LENGTH = 40;
const DAY_END = '17:00';

/** The day on which what falls due «today» falls due: today, or the next working day once today's work is over. */
export function lastDayOf(calendar: WorkingCalendar, now: Instant): LegalDate {
  const today = toLegalDate(now);
  return isWorkingDay(calendar, today) && now < atTime(today, DAY_END) ? today : addWorkingDays(calendar, today, 1);
}

/** The last day of a story that began on a day. */
export function lastDayFrom(calendar: WorkingCalendar, firstDay: LegalDate): LegalDate {
  return addWorkingDays(calendar, firstDay, STORY_LENGTH);
}

/** The moment of a time of day so many working days before the last day. */
export function momentOf(calendar: WorkingCalendar, lastDay: LegalDate, day: number, at: string): Instant {
  return atTime(addWorkingDays(calendar, lastDay, -day), at);
}
