import { expect, test } from 'vitest';
import { at, calendar, day, due, rules } from './builders.test-support.ts';
import { computeDue, isUnsettled, remainingWorkingDays } from './limit.ts';

test('the day of the event is day 0 and the limit ends at 17:00 of the n-th working day', () => {
  const working = due('09:05 20/03/2025', 7);
  expect(working).toMatchObject({ dayZero: day('20/03/2025'), dueAt: at('17:00 31/03/2025'), confidence: 'verified' });
  expect(working).not.toHaveProperty('dayZeroMovedBecause');
  expect(working.skipped).toEqual([]);
  expect(working.doubts).toEqual([]);
});

test('what comes in at 17:00 is in time, a minute later it counts as the next working morning', () => {
  expect(due('17:00 21/03/2025', 1).dayZero).toBe(day('21/03/2025'));
  expect(due('17:01 21/03/2025', 1)).toMatchObject({
    dayZero: day('24/03/2025'),
    dayZeroMovedBecause: 'late',
    dueAt: at('17:00 25/03/2025'),
  });
});

test('what comes in on a day off counts as the next working morning, across all of Tết', () => {
  const working = due('10:00 14/02/2026', 2);
  expect(working).toMatchObject({
    dayZero: day('23/02/2026'),
    dayZeroMovedBecause: 'day-off',
    dueAt: at('17:00 25/02/2026'),
  });
  expect(working.skipped.map((skipped) => skipped.date)).toEqual([16, 17, 18, 19, 20].map((d) => day(`${d}/02/2026`)));
});

test('the evening before Tết counts as the first morning after it', () => {
  expect(due('18:00 13/02/2026', 1)).toMatchObject({
    dayZero: day('23/02/2026'),
    dayZeroMovedBecause: 'late',
    dueAt: at('17:00 24/02/2026'),
  });
});

test('receipt rules switched off leave day zero on the day of the event', () => {
  const strict = { ...rules, lateReceiptNextDay: false, dayOffReceiptNextDay: false };
  const limit = { value: 1, unit: 'working-day' } as const;
  expect(computeDue({ start: at('18:00 20/03/2025'), limit, calendar, rules: strict }).dueAt).toBe(at('17:00 21/03/2025'));
  expect(computeDue({ start: at('10:00 22/03/2025'), limit, calendar, rules: strict }).dueAt).toBe(at('17:00 24/03/2025'));
});

test('30/4 – 1/5/2025: the worked Saturday counts and the swapped Friday does not', () => {
  const working = due('09:00 25/04/2025', 4);
  expect(working.dueAt).toBe(at('17:00 05/05/2025'));
  expect(working.workedSaturdays).toEqual([day('26/04/2025')]);
  expect(working.skipped.map(({ date, kind }) => [date, kind])).toEqual([
    [day('30/04/2025'), 'holiday'],
    [day('01/05/2025'), 'holiday'],
    [day('02/05/2025'), 'swap-off'],
  ]);
  expect(working.confidence).toBe('verified');
});

test('a due day reached through the worked Saturday 22/08/2026 says that the row is secondary', () => {
  const working = due('09:00 21/08/2026', 1);
  expect(working.dueAt).toBe(at('17:00 22/08/2026'));
  expect(working.confidence).toBe('secondary');
  expect(working.doubts).toEqual([{ date: day('22/08/2026'), why: 'secondary-row' }]);
});

test('Quốc khánh 2026: one working day after Friday 28/08 is Thursday 03/09', () => {
  const working = due('09:00 28/08/2026', 1);
  expect(working.dueAt).toBe(at('17:00 03/09/2026'));
  expect(working.skipped.map(({ date }) => date)).toEqual([day('31/08/2026'), day('01/09/2026'), day('02/09/2026')]);
});

test('a limit through 23 and 24/11/2026 skips the holiday and names both doubts', () => {
  const working = due('09:00 20/11/2026', 2);
  expect(working.dueAt).toBe(at('17:00 25/11/2026'));
  expect(working.doubts).toEqual([
    { date: day('23/11/2026'), why: 'unverified-row' },
    { date: day('24/11/2026'), why: 'secondary-row' },
  ]);
  expect(working.confidence).toBe('unverified');
  expect(working.skipped).toMatchObject([{ name: { en: 'Vietnam Culture Day' }, confidence: 'secondary' }]);
});

test('a secondary holiday that falls on a Sunday raises no doubt of its own', () => {
  expect(due('09:00 24/04/2026', 1).doubts).toEqual([{ date: day('27/04/2026'), why: 'secondary-row' }]);
});

test('a stretch of days is unsettled where nobody has decided on one of them or only a secondary source names it', () => {
  expect(isUnsettled(day('02/03/2026'), day('06/03/2026'), calendar)).toBe(false);
  expect(isUnsettled(day('20/11/2026'), day('24/11/2026'), calendar)).toBe(true);
  expect(isUnsettled(day('28/12/2026'), day('04/01/2027'), calendar)).toBe(true);
  expect(isUnsettled(day('24/11/2026'), day('20/11/2026'), calendar)).toBe(false);
});

test('a limit that runs into 2027 is undecided, once a year, and Tết 2027 names its open days', () => {
  expect(due('09:00 30/12/2026', 3)).toMatchObject({
    dueAt: at('17:00 05/01/2027'),
    confidence: 'not-found',
    doubts: [{ date: day('01/01/2027'), why: 'undecided-year' }],
  });
  const overTet = due('09:00 03/02/2027', 4);
  expect(overTet.doubts.filter((doubt) => doubt.why === 'not-found-row').map((doubt) => doubt.date)).toEqual([
    day('05/02/2027'),
    day('08/02/2027'),
    day('09/02/2027'),
  ]);
  expect(overTet.doubts[0]).toEqual({ date: day('03/02/2027'), why: 'undecided-year' });
});

test('plain days that end on a day off run to the next working day', () => {
  const working = due('09:00 07/02/2026', 7, 'day');
  expect(working.dayZero).toBe(day('09/02/2026'));
  expect(working).toMatchObject({ rolledForward: { from: day('16/02/2026') }, dueAt: at('17:00 23/02/2026') });
  expect(due('09:00 09/02/2026', 30, 'day')).toMatchObject({ dueAt: at('17:00 11/03/2026'), skipped: [] });
  expect(due('09:00 09/02/2026', 30, 'day')).not.toHaveProperty('rolledForward');
});

test('plain days stay on the day off when the rule says so', () => {
  const working = computeDue({
    start: at('09:00 09/02/2026'),
    limit: { value: 7, unit: 'day' },
    calendar,
    rules: { ...rules, plainDaysRollForward: false },
  });
  expect(working.dueAt).toBe(at('17:00 16/02/2026'));
  expect(working.skipped).toEqual([]);
});

test('a month from 31/01 ends on the last day of February and rolls forward', () => {
  expect(due('09:00 30/01/2026', 1, 'month')).toMatchObject({
    rolledForward: { from: day('28/02/2026') },
    dueAt: at('17:00 02/03/2026'),
  });
});

test('hours run round the clock from the exact moment', () => {
  expect(due('22:15 13/02/2026', 24, 'hour')).toMatchObject({ dayZero: day('13/02/2026'), dueAt: at('22:15 14/02/2026') });
});

test('a limit that is no whole number from 0 is refused', () => {
  for (const value of [-1, 1.5, Number.NaN, 10_001]) {
    expect(() => due('09:00 20/03/2025', value)).toThrow('kernel.bad_limit');
  }
});

test('the working names the calendar and how far the rules were checked', () => {
  expect(due('09:00 20/03/2025', 1)).toMatchObject({ calendarVersion: calendar.version, rulesConfidence: 'unverified' });
});

test('remaining days: 0 on the due day, negative as soon as it is past', () => {
  const remaining = (now: string) => remainingWorkingDays(calendar, at(now), at('17:00 31/03/2025'));
  expect(remaining('09:00 20/03/2025')).toBe(7);
  expect(remaining('23:59 28/03/2025')).toBe(1);
  expect(remaining('17:00 31/03/2025')).toBe(0);
  expect(remaining('17:01 31/03/2025')).toBe(-1);
  expect(remaining('08:00 01/04/2025')).toBe(-1);
  expect(remaining('08:00 03/04/2025')).toBe(-3);
});

test('late over a weekend is late by one', () => {
  expect(remainingWorkingDays(calendar, at('09:00 22/03/2025'), at('17:00 21/03/2025'))).toBe(-1);
  expect(remainingWorkingDays(calendar, at('09:00 24/03/2025'), at('17:00 21/03/2025'))).toBe(-1);
});
