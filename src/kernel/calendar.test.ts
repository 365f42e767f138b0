import { expect, test } from 'vitest';
import { calendar, day, pack } from './builders.test-support.ts';
import {
  addWorkingDays,
  buildCalendar,
  countWorkingDays,
  dayNote,
  isWorkingDay,
  nextWorkingDay,
  worstConfidence,
} from './calendar.ts';
import { readCalendarPack } from './calendar-pack.ts';
import { AppError } from './errors.ts';
import { addDays, asLegalDate, weekday, yearOf } from './time.ts';

test('the pack says off and worked exactly as the decisions do', () => {
  const workedSaturdays = pack.rows.filter((row) => row.kind === 'swap-work').map((row) => row.date);
  expect(workedSaturdays).toEqual(['2025-04-26', '2026-01-10', '2026-08-22']);
  const offOnWeekdays = (year: number) =>
    pack.rows.filter((row) => yearOf(row.date) === year && !isWorkingDay(calendar, row.date) && weekday(row.date) <= 5).length;
  // 11 days of the Labour Code in 2025 plus the swap of 02/05.
  expect(offOnWeekdays(2025)).toBe(12);
  // The same 11 (one of them made up), the swaps of 02/01 and 31/08, and 24/11.
  expect(offOnWeekdays(2026)).toBe(14);
});

test('every swap day off points at a worked Saturday of the pack', () => {
  const count = (kind: string) => pack.rows.filter((row) => row.kind === kind).length;
  expect(count('swap-off')).toBe(count('swap-work'));
  for (const row of pack.rows.filter((each) => each.kind === 'swap-work')) expect(weekday(row.date)).toBe(6);
});

test('Tết 2026 takes five working days out between two weekends', () => {
  expect(addWorkingDays(calendar, day('13/02/2026'), 1)).toBe(day('23/02/2026'));
  expect(countWorkingDays(calendar, day('13/02/2026'), day('23/02/2026'))).toBe(1);
  expect(nextWorkingDay(calendar, day('17/02/2026'))).toBe(day('23/02/2026'));
});

test('Saturday 26/04/2025 is worked and Friday 02/05/2025 is not', () => {
  expect(isWorkingDay(calendar, day('26/04/2025'))).toBe(true);
  expect(isWorkingDay(calendar, day('02/05/2025'))).toBe(false);
  expect(addWorkingDays(calendar, day('25/04/2025'), 1)).toBe(day('26/04/2025'));
  expect(addWorkingDays(calendar, day('29/04/2025'), 1)).toBe(day('05/05/2025'));
});

test('Saturday 22/08/2026 is worked, and nothing is from 29/08 to 02/09/2026', () => {
  expect(isWorkingDay(calendar, day('22/08/2026'))).toBe(true);
  for (let date = day('29/08/2026'); date <= day('02/09/2026'); date = addDays(date, 1)) {
    expect(isWorkingDay(calendar, date), date).toBe(false);
  }
  expect(addWorkingDays(calendar, day('28/08/2026'), 1)).toBe(day('03/09/2026'));
});

test('24/11/2026 is off, and Monday 23/11/2026 is worked with a doubt that can be read', () => {
  expect(isWorkingDay(calendar, day('24/11/2026'))).toBe(false);
  expect(isWorkingDay(calendar, day('23/11/2026'))).toBe(true);
  expect(dayNote(calendar, day('23/11/2026'))).toMatchObject({ kind: 'working', confidence: 'unverified' });
});

test('counting back is counting forward with a minus sign, never minus zero', () => {
  expect(countWorkingDays(calendar, day('23/02/2026'), day('13/02/2026'))).toBe(-1);
  expect(countWorkingDays(calendar, day('18/02/2026'), day('16/02/2026'))).toBe(0);
  expect(addWorkingDays(calendar, day('23/02/2026'), -1)).toBe(day('13/02/2026'));
});

test('zero working days after a day off is that day off', () => {
  expect(addWorkingDays(calendar, day('17/02/2026'), 0)).toBe(day('17/02/2026'));
});

test('a calendar in which nobody ever works is an error, not an endless search', () => {
  const rows = Array.from({ length: 900 }, (_, n) => ({
    date: addDays(day('01/01/2026'), n),
    kind: 'holiday' as const,
    name: { vi: 'Nghỉ', en: 'Off' },
    basis: '-',
    source: '-',
    confidence: 'verified' as const,
  }));
  expect(() => nextWorkingDay(buildCalendar('x', [2026], rows), day('01/01/2026'))).toThrow('kernel.calendar_without_work');
});

test('two rows for one day are refused', () => {
  const row = pack.rows[0];
  if (row === undefined) throw new Error('the pack is empty');
  expect(() => buildCalendar('x', [], [row, row])).toThrow('kernel.calendar_duplicate_day');
});

test('2027 is not a complete year, and the days of its Tết say so', () => {
  expect(pack.years).toEqual([2025, 2026]);
  expect(dayNote(calendar, day('08/02/2027'))).toMatchObject({ kind: 'working', confidence: 'not-found' });
});

test('the weakest confidence wins', () => {
  expect(worstConfidence([])).toBe('verified');
  expect(worstConfidence(['verified', 'not-found', 'secondary'])).toBe('not-found');
});

test('a pack with wrong rows is refused with the path of everything wrong', () => {
  const good = {
    date: '2026-01-01',
    kind: 'holiday',
    name: { vi: 'a', en: 'b' },
    basis: 'c',
    source: 'd',
    confidence: 'verified',
  };
  const bad = { ...good, date: '2026-02-31', kind: 'feast', name: { vi: 'a' }, confidence: 'sure' };
  try {
    readCalendarPack({ version: 'x', years: ['2026'], rows: [good, bad, good] });
    expect.unreachable();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    expect(error.code).toBe('kernel.bad_calendar_pack');
    expect(error.fields?.map((field) => field.path)).toEqual([
      'years',
      'rows.1.date',
      'rows.1.kind',
      'rows.1.confidence',
      'rows.1.name.en',
      'rows.2.date',
    ]);
  }
  expect(() => readCalendarPack(null)).toThrow('kernel.bad_calendar_pack');
});

test('working days counted at once are those counted day by day, whichever way and across every kind of exception', () => {
  const first = asLegalDate('2025-12-20');
  const isWorked = (n: number): number => Number(isWorkingDay(calendar, addDays(first, n)));
  for (let from = 0; from < 80; from += 1) {
    let counted = 0;
    for (let to = from; to < 80; to += 1) {
      if (to > from) counted += isWorked(to);
      expect(countWorkingDays(calendar, addDays(first, from), addDays(first, to))).toBe(counted);
      expect(countWorkingDays(calendar, addDays(first, to), addDays(first, from))).toBe(counted === 0 ? 0 : -counted);
    }
  }
});
