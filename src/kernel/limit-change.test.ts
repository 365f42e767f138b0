import { expect, test } from 'vitest';
import { at, calendar, day, due, rules } from './builders.test-support.ts';
import { dayStrip } from './day-strip.ts';
import type { DueWorking } from './limit.ts';
import { extendDue, pauseAndResume, recountDue, resumeUncredited } from './limit-change.ts';

const pause = (working: DueWorking, from: string, to: string) =>
  pauseAndResume({ working, calendar, rules, pausedAt: at(from), resumedAt: at(to) });

test('a pause keeps the unused working days and the old due moment', () => {
  const working = due('09:00 02/03/2026', 7);
  expect(working.dueAt).toBe(at('17:00 11/03/2026'));
  const resumed = pause(working, '10:00 05/03/2026', '10:00 16/03/2026');
  expect(resumed.dueAt).toBe(at('17:00 20/03/2026'));
  expect(resumed.pauses).toEqual([
    {
      from: at('10:00 05/03/2026'),
      to: at('10:00 16/03/2026'),
      unusedDays: 4,
      dayZero: day('16/03/2026'),
      oldDueAt: working.dueAt,
    },
  ]);
});

test('resuming in the evening or on a day off counts from the next working morning', () => {
  const working = due('09:00 02/03/2026', 7);
  expect(pause(working, '10:00 05/03/2026', '18:00 13/03/2026').dueAt).toBe(at('17:00 20/03/2026'));
  expect(pause(working, '10:00 05/03/2026', '10:00 15/03/2026').dueAt).toBe(at('17:00 20/03/2026'));
});

test('a pause in which no working day begins changes nothing, so that nobody gains days by pausing at night', () => {
  const working = due('09:00 02/03/2026', 7);
  expect(pause(working, '09:00 05/03/2026', '11:00 05/03/2026').dueAt).toBe(working.dueAt);
  expect(pause(working, '18:00 05/03/2026', '19:00 05/03/2026').dueAt).toBe(working.dueAt);
  expect(pause(working, '18:00 06/03/2026', '10:00 08/03/2026').dueAt).toBe(working.dueAt);
});

test('a pause over Tết crosses it without counting and the working no longer names it as skipped', () => {
  const working = due('09:00 10/02/2026', 5);
  expect(working.dueAt).toBe(at('17:00 24/02/2026'));
  const resumed = pause(working, '10:00 12/02/2026', '10:00 02/03/2026');
  expect(resumed.dueAt).toBe(at('17:00 05/03/2026'));
  expect(resumed.skipped).toEqual([]);
});

test('paused on the due day, nothing is left: due again on the day of resuming', () => {
  const working = due('09:00 02/03/2026', 2);
  expect(pause(working, '16:00 04/03/2026', '09:00 11/03/2026').dueAt).toBe(at('17:00 11/03/2026'));
});

test('a pause that gives no days back leaves the due moment, stays on record, and is left out when counted anew', () => {
  const working = due('09:00 02/03/2026', 7);
  const change = { pausedAt: at('10:00 03/03/2026'), resumedAt: at('10:00 16/03/2026') };
  const resumed = resumeUncredited({ working, ...change });
  expect(resumed).toEqual({
    ...working,
    pauses: [
      {
        from: change.pausedAt,
        to: change.resumedAt,
        unusedDays: 0,
        dayZero: day('03/03/2026'),
        oldDueAt: working.dueAt,
        uncredited: true,
      },
    ],
  });
  expect(recountDue({ working: resumed, calendar, rules })).toEqual(resumed);
  expect(dayStrip(resumed, calendar).filter((d) => d.role === 'paused')).toEqual([]);
});

test('a pause that begins after the due moment moves nothing', () => {
  const working = due('09:00 02/03/2026', 2);
  const resumed = pause(working, '17:01 04/03/2026', '09:00 11/03/2026');
  expect(resumed.dueAt).toBe(working.dueAt);
  expect(resumed.pauses).toHaveLength(1);
});

test('plain days unused at the pause are counted again and roll forward', () => {
  const working = due('09:00 02/03/2026', 10, 'day');
  expect(working.dueAt).toBe(at('17:00 12/03/2026'));
  expect(pause(working, '10:00 06/03/2026', '10:00 16/03/2026')).toMatchObject({
    rolledForward: { from: day('22/03/2026') },
    dueAt: at('17:00 23/03/2026'),
  });
});

test('hours unused at the pause are kept to the minute', () => {
  const working = due('09:00 02/03/2026', 24, 'hour');
  expect(pause(working, '21:30 02/03/2026', '08:00 07/03/2026')).toMatchObject({
    dueAt: at('19:30 07/03/2026'),
    pauses: [{ unusedDays: 11 }],
  });
});

test('a second pause counts from where the first ended', () => {
  const once = pause(due('09:00 02/03/2026', 7), '10:00 05/03/2026', '10:00 16/03/2026');
  const twice = pause(once, '10:00 18/03/2026', '10:00 24/03/2026');
  expect(twice.pauses?.map((each) => each.unusedDays)).toEqual([4, 2]);
  expect(twice.dueAt).toBe(at('17:00 26/03/2026'));
});

test('resuming before pausing is refused', () => {
  expect(() => pause(due('09:00 02/03/2026', 7), '10:00 05/03/2026', '09:00 05/03/2026')).toThrow('kernel.resume_before_pause');
});

test('an extension adds to the due day and keeps the old one', () => {
  const working = due('09:00 02/03/2026', 7);
  const extended = extendDue({
    working,
    calendar,
    rules,
    at: at('10:00 10/03/2026'),
    extension: { by: { value: 5, unit: 'working-day' } },
  });
  expect(extended.dueAt).toBe(at('17:00 18/03/2026'));
  expect(extended.extensions).toEqual([
    { at: at('10:00 10/03/2026'), by: { value: 5, unit: 'working-day' }, oldDueAt: at('17:00 11/03/2026') },
  ]);
});

test('plain days are added to where the limit ended, not to where the weekend pushed it', () => {
  const working = due('09:00 02/03/2026', 5, 'day');
  expect(working.rolledForward).toEqual({ from: day('07/03/2026') });
  const extended = extendDue({
    working,
    calendar,
    rules,
    at: at('10:00 06/03/2026'),
    extension: { by: { value: 5, unit: 'day' } },
  });
  expect(extended.dueAt).toBe(at('17:00 12/03/2026'));
  expect(extended).not.toHaveProperty('rolledForward');
});

test('a new whole limit is counted from day zero with the pauses so far', () => {
  const paused = pause(due('09:00 02/03/2026', 7), '10:00 05/03/2026', '10:00 16/03/2026');
  const extended = extendDue({
    working: paused,
    calendar,
    rules,
    at: at('10:00 17/03/2026'),
    extension: { to: { value: 10, unit: 'working-day' } },
  });
  expect(extended.dueAt).toBe(at('17:00 25/03/2026'));
  expect(extended.limit.value).toBe(10);
  expect(extended.pauses).toEqual(paused.pauses);
});

test('an extension that is none is refused', () => {
  const working = due('09:00 02/03/2026', 7);
  const extend = (extension: Parameters<typeof extendDue>[0]['extension']) =>
    extendDue({ working, calendar, rules, at: at('10:00 10/03/2026'), extension });
  expect(() => extend({ by: { value: 0, unit: 'working-day' } })).toThrow('kernel.extension_not_later');
  expect(() => extend({ to: { value: 7, unit: 'working-day' } })).toThrow('kernel.extension_not_later');
});

const roles = (working: DueWorking) =>
  dayStrip(working, calendar).map(({ date, role, n }) => `${date.slice(8)} ${role}${n === undefined ? '' : ` ${n}`}`);

test('the strip shows whole weeks with every day’s part in the deadline', () => {
  expect(roles(due('18:00 24/04/2025', 3))).toEqual([
    '21 outside',
    '22 outside',
    '23 outside',
    '24 outside',
    '25 start',
    '26 swap-work 1',
    '27 off',
    '28 counted 2',
    '29 due 3',
    '30 outside',
    '01 outside',
    '02 outside',
    '03 outside',
    '04 outside',
  ]);
  expect(roles(due('09:00 29/04/2025', 1))).toEqual([
    '28 outside',
    '29 start',
    '30 holiday',
    '01 holiday',
    '02 holiday',
    '03 off',
    '04 off',
    '05 due 1',
    '06 outside',
    '07 outside',
    '08 outside',
    '09 outside',
    '10 outside',
    '11 outside',
  ]);
});

test('the strip shows paused days and goes on counting after them', () => {
  expect(roles(pause(due('09:00 02/03/2026', 4), '10:00 04/03/2026', '10:00 09/03/2026'))).toEqual([
    '02 start',
    '03 counted 1',
    '04 counted 2',
    '05 paused',
    '06 paused',
    '07 paused',
    '08 paused',
    '09 paused',
    '10 counted 3',
    '11 due 4',
    '12 outside',
    '13 outside',
    '14 outside',
    '15 outside',
  ]);
});

test('the strip of plain days counts weekends and shows the day the end was pushed to', () => {
  expect(roles(due('09:00 02/03/2026', 6, 'day'))).toEqual([
    '02 start',
    '03 counted 1',
    '04 counted 2',
    '05 counted 3',
    '06 counted 4',
    '07 counted 5',
    '08 counted 6',
    '09 due 6',
    '10 outside',
    '11 outside',
    '12 outside',
    '13 outside',
    '14 outside',
    '15 outside',
  ]);
});

test('the strip carries what the calendar says about a day', () => {
  const strip = dayStrip(due('09:00 20/11/2026', 2), calendar);
  expect(strip.find((each) => each.date === day('24/11/2026'))).toMatchObject({
    role: 'holiday',
    note: { vi: 'Ngày Văn hóa Việt Nam' },
  });
});
