import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { buildCalendar } from './calendar.ts';
import { readCalendarPack } from './calendar-pack.ts';
import type { CountingRules, DueWorking, LimitUnit } from './limit.ts';
import { computeDue } from './limit.ts';
import type { Instant, LegalDate } from './time.ts';
import { addDays, asInstant, asLegalDate, atTime } from './time.ts';

/** The calendar pack as it stands in the repository. */
export const pack = readCalendarPack(
  JSON.parse(readFileSync(new URL('../../packs/calendar/vn-2025-2027.json', import.meta.url), 'utf8')),
);

/** The calendar every test of the kernel counts with. */
export const calendar = buildCalendar(pack.version, pack.years, pack.rows);

/** The counting rules of the design. */
export const rules: CountingRules = {
  dayStart: '07:30',
  dayEnd: '17:00',
  lateReceiptNextDay: true,
  dayOffReceiptNextDay: true,
  plainDaysRollForward: true,
  confidence: 'unverified',
};

/** A day written as people write it: `26/02/2026`. */
export function day(text: string): LegalDate {
  const [d, m, y] = text.split('/');
  return asLegalDate(`${y}-${m}-${d}`);
}

/** A moment in Vietnam: `09:00 26/02/2026`. */
export function at(text: string): Instant {
  const [clock = '', date = ''] = text.split(' ');
  return atTime(day(date), clock);
}

/** The working of a limit of so many units from an event. */
export function due(start: string, value: number, unit: LimitUnit = 'working-day'): DueWorking {
  return computeDue({ start: at(start), limit: { value, unit }, calendar, rules });
}

/** Any day of the decided years, and a little of the undecided one. */
export const anyDay = fc.integer({ min: 0, max: 800 }).map((n) => addDays(asLegalDate('2025-01-01'), n));

/** Any moment of those days. */
export const anyInstant = fc
  .tuple(anyDay, fc.integer({ min: 0, max: 86_399 }))
  .map(([date, second]) => asInstant(Date.parse(atTime(date, '00:00')) + second * 1000));
