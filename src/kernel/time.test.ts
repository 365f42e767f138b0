import { expect, test } from 'vitest';
import { addMonths, asInstant, asLegalDate, atTime, isLegalDate, makeDate, minutesOfDay, toLegalDate, weekday } from './time.ts';

test('a day that does not exist is no legal date', () => {
  for (const text of ['2026-02-31', '2026-02-29', '2026-13-01', '2026-00-10', '2026-4-1', '26/02/2026', '', '2026-02-28T00:00']) {
    expect(isLegalDate(text), text).toBe(false);
  }
  expect(isLegalDate('2024-02-29')).toBe(true);
  expect(makeDate(2026, 2, 31)).toBeUndefined();
  expect(() => asLegalDate('2026-02-31')).toThrow('kernel.not_a_date');
});

test('a moment in the evening of UTC belongs to the next day in Vietnam', () => {
  expect(toLegalDate(asInstant('2026-11-23T16:59:59.999Z'))).toBe('2026-11-23');
  expect(toLegalDate(asInstant('2026-11-23T17:00:00Z'))).toBe('2026-11-24');
});

test('17:00 in Vietnam is 10:00 in UTC', () => {
  expect(atTime(asLegalDate('2026-11-23'), '17:00')).toBe('2026-11-23T10:00:00.000Z');
  expect(atTime(asLegalDate('2026-01-01'), '00:00')).toBe('2025-12-31T17:00:00.000Z');
  expect(() => atTime(asLegalDate('2026-01-01'), '24:00')).toThrow('kernel.not_a_time');
  expect(() => atTime(asLegalDate('2026-01-01'), '7:30')).toThrow('kernel.not_a_time');
});

test('an instant is written one way only, and a text without an offset is refused', () => {
  expect(asInstant('2026-11-23T09:05:00+07:00')).toBe('2026-11-23T02:05:00.000Z');
  expect(asInstant(0)).toBe('1970-01-01T00:00:00.000Z');
  expect(() => asInstant('2026-11-23T09:05:00')).toThrow('kernel.not_an_instant');
  expect(() => asInstant('2026-11-23')).toThrow('kernel.not_an_instant');
  expect(() => asInstant(Number.NaN)).toThrow('kernel.not_an_instant');
});

test('minutes of the day are those of the wall clock in Vietnam, also before 1970', () => {
  expect(minutesOfDay(asInstant('2026-11-23T10:00:59Z'))).toBe(17 * 60);
  expect(minutesOfDay(asInstant('1969-12-31T16:59:00Z'))).toBe(23 * 60 + 59);
});

test('a month too short ends on its last day', () => {
  expect(addMonths(asLegalDate('2026-01-31'), 1)).toBe('2026-02-28');
  expect(addMonths(asLegalDate('2024-01-31'), 1)).toBe('2024-02-29');
  expect(addMonths(asLegalDate('2026-03-31'), -1)).toBe('2026-02-28');
  expect(addMonths(asLegalDate('2026-11-30'), 14)).toBe('2028-01-30');
});

test('weekdays run from 1 on Monday to 7 on Sunday', () => {
  expect(weekday(asLegalDate('2025-03-20'))).toBe(4);
  expect(weekday(asLegalDate('2026-11-23'))).toBe(1);
  expect(weekday(asLegalDate('2026-11-22'))).toBe(7);
  expect(weekday(asLegalDate('1945-09-02'))).toBe(7);
});
