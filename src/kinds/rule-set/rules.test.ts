import { expect, test } from 'vitest';
import { MONDAY } from '../../dossier/testing/desk.ts';
import type { Clock } from '../../dossier/words.ts';
import { buildCalendar, type CalendarDay } from '../../kernel/calendar.ts';
import { type CountingRules, computeDue } from '../../kernel/limit.ts';
import { asLegalDate, toLegalDate } from '../../kernel/time.ts';
import { affectedClocks } from './rules.ts';

const counting: CountingRules = {
  dayStart: '08:00',
  dayEnd: '17:00',
  lateReceiptNextDay: true,
  dayOffReceiptNextDay: true,
  plainDaysRollForward: true,
  confidence: 'verified',
};
const off = (date: string): CalendarDay => ({
  date: asLegalDate(date),
  kind: 'holiday',
  name: { vi: 'Nghỉ', en: 'Off' },
  basis: 'thử',
  source: 'thử',
  confidence: 'verified',
});
const plain = { calendar: buildCalendar('1', [2026], []), counting };
const withDayOff = { calendar: buildCalendar('2', [2026], [off('2026-11-25')]), counting };

function clock(days: number, more: Partial<Clock> = {}, chosen = false): Clock {
  const counted = computeDue({
    start: MONDAY,
    limit: { value: days, unit: 'working-day' },
    calendar: plain.calendar,
    rules: counting,
  });
  const working = chosen ? { ...counted, chosen: true as const } : counted;
  const { startAt, dueAt } = working;
  const base = { id: 'do', name: 'do', state: 'running', holder: 'an.head', unit: 'an', level: 0, source: {}, startedBy: 1 };
  return { ...base, working, startAt, dueAt, ...more } as Clock;
}

test('a new day off moves exactly the clocks that cross it, by one working day', () => {
  const [short, long] = [clock(1), clock(5)];
  const affected = affectedClocks([short, long], plain, withDayOff);
  expect(affected.map((a) => [a.clock === long, toLegalDate(a.before), toLegalDate(a.after)])).toEqual([
    [true, '2026-11-30', '2026-12-01'],
  ]);
});

test('taking a day off back moves the same clocks back', () => {
  expect(affectedClocks([clock(5)], withDayOff, plain).map((a) => toLegalDate(a.after))).toEqual(['2026-11-30']);
});

test('a day chosen by a person, a lapsed and a finished clock never move', () => {
  const still = [clock(5, {}, true), clock(5, { state: 'lapsed' }), clock(5, { state: 'met' }), clock(5, { state: 'cancelled' })];
  expect(affectedClocks(still, plain, withDayOff)).toEqual([]);
});
