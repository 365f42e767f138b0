import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyDay, anyInstant, calendar, rules } from './builders.test-support.ts';
import { addWorkingDays, countWorkingDays, isWorkingDay, nextWorkingDay } from './calendar.ts';
import { dayStrip } from './day-strip.ts';
import { computeDue, remainingWorkingDays } from './limit.ts';
import { extendDue, pauseAndResume } from './limit-change.ts';
import { asInstant, minutesOfDay, toLegalDate, toMillis } from './time.ts';

const dayUnit = fc.constantFrom('working-day' as const, 'day' as const, 'month' as const);
const count = fc.integer({ min: 0, max: 40 });

test('going so many working days forth and back returns to the same working day', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -60, max: 60 }), (date, n) => {
      const start = nextWorkingDay(calendar, date);
      expect(addWorkingDays(calendar, addWorkingDays(calendar, start, n), -n)).toBe(start);
      expect(countWorkingDays(calendar, start, addWorkingDays(calendar, start, n))).toBe(n);
    }),
  );
});

test('counts of working days add up along the way', () => {
  fc.assert(
    fc.property(anyDay, anyDay, anyDay, (a, b, c) => {
      const sum = countWorkingDays(calendar, a, b) + countWorkingDays(calendar, b, c);
      expect(sum).toBe(countWorkingDays(calendar, a, c));
    }),
  );
});

test('a limit in days is due at 17:00 of a working day, never before the event', () => {
  fc.assert(
    fc.property(anyInstant, count, dayUnit, (start, value, unit) => {
      const working = computeDue({ start, limit: { value, unit }, calendar, rules });
      expect(isWorkingDay(calendar, toLegalDate(working.dueAt))).toBe(true);
      expect(minutesOfDay(working.dueAt)).toBe(17 * 60);
      expect(working.dueAt >= start).toBe(true);
      expect(isWorkingDay(calendar, working.dayZero)).toBe(true);
    }),
  );
});

test('a longer limit is never due earlier, nor is a later event', () => {
  fc.assert(
    fc.property(anyInstant, count, dayUnit, fc.integer({ min: 0, max: 4_000_000 }), (start, value, unit, seconds) => {
      const due = computeDue({ start, limit: { value, unit }, calendar, rules }).dueAt;
      const longer = computeDue({ start, limit: { value: value + 1, unit }, calendar, rules }).dueAt;
      const later = asInstant(toMillis(start) + seconds * 1000);
      expect(longer >= due).toBe(true);
      expect(computeDue({ start: later, limit: { value, unit }, calendar, rules }).dueAt >= due).toBe(true);
    }),
  );
});

test('what is left at the start of a working-day limit is the limit', () => {
  fc.assert(
    fc.property(anyInstant, count, (start, value) => {
      const working = computeDue({ start, limit: { value, unit: 'working-day' }, calendar, rules });
      expect(countWorkingDays(calendar, working.dayZero, toLegalDate(working.dueAt))).toBe(value);
      expect(remainingWorkingDays(calendar, working.dueAt, working.dueAt)).toBe(0);
      expect(remainingWorkingDays(calendar, asInstant(toMillis(working.dueAt) + 1), working.dueAt)).toBe(-1);
    }),
  );
});

test('a pause keeps the unused working days, never brings a due moment forward, and stays explainable', () => {
  fc.assert(
    fc.property(anyInstant, count, fc.double({ min: 0, max: 1, noNaN: true }), count, (start, value, part, length) => {
      const working = computeDue({ start, limit: { value, unit: 'working-day' }, calendar, rules });
      const pausedAt = asInstant(toMillis(start) + Math.floor((toMillis(working.dueAt) - toMillis(start)) * part));
      const resumedAt = asInstant(toMillis(pausedAt) + length * 50_000_000);
      const resumed = pauseAndResume({ working, calendar, rules, pausedAt, resumedAt });
      const record = resumed.pauses?.[0];
      expect(record?.oldDueAt).toBe(working.dueAt);
      expect(resumed.dueAt >= working.dueAt).toBe(true);
      if (record === undefined) return;
      expect(countWorkingDays(calendar, record.dayZero, toLegalDate(resumed.dueAt))).toBe(record.unusedDays);
      const numbers = dayStrip(resumed, calendar).flatMap((each) => (each.n === undefined ? [] : [each.n]));
      if (value > 0) expect(Math.max(...numbers)).toBe(value);
    }),
  );
});

test('a pause of no length changes no due moment, whatever the unit', () => {
  fc.assert(
    fc.property(anyInstant, count, dayUnit, fc.double({ min: 0, max: 1, noNaN: true }), (start, value, unit, part) => {
      const working = computeDue({ start, limit: { value, unit }, calendar, rules });
      const moment = asInstant(toMillis(start) + Math.floor((toMillis(working.dueAt) - toMillis(start)) * part));
      const resumed = pauseAndResume({ working, calendar, rules, pausedAt: moment, resumedAt: moment });
      expect(resumed.dueAt).toBe(working.dueAt);
    }),
  );
});

test('extending to a longer limit is the same as having had it from the start', () => {
  fc.assert(
    fc.property(anyInstant, count, fc.integer({ min: 1, max: 20 }), (start, value, more) => {
      const working = computeDue({ start, limit: { value, unit: 'working-day' }, calendar, rules });
      const whole = { value: value + more, unit: 'working-day' } as const;
      const expected = computeDue({ start, limit: whole, calendar, rules });
      const by = { by: { value: more, unit: 'working-day' } } as const;
      const added = extendDue({ working, calendar, rules, at: start, extension: by });
      const recounted = extendDue({ working, calendar, rules, at: start, extension: { to: whole } });
      for (const extended of [added, recounted]) {
        expect(extended.dueAt).toBe(expected.dueAt);
        expect(extended.skipped).toEqual(expected.skipped);
        expect(extended.doubts).toEqual(expected.doubts);
        expect(extended.confidence).toBe(expected.confidence);
      }
    }),
  );
});

test('a date is never called verified when a day of an undecided year decided it', () => {
  fc.assert(
    fc.property(anyInstant, count, (start, value) => {
      const working = computeDue({ start, limit: { value, unit: 'working-day' }, calendar, rules });
      if (toLegalDate(working.dueAt) < '2027-01-01') return;
      expect(working.confidence).toBe('not-found');
      expect(working.doubts.some((doubt) => doubt.why === 'undecided-year')).toBe(true);
    }),
  );
});
