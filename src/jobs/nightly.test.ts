/** When the night's verification begins. */
import { expect, test } from 'vitest';
import { asInstant } from '../kernel/time.ts';
import { isCheckDue } from './nightly.ts';

const due = (now: string, since?: string) =>
  isCheckDue({ now: asInstant(now), since: since === undefined ? undefined : asInstant(since) });

test('it begins between three and five in Vietnam, whatever zone the machine is in', () => {
  const yesterday = '2026-11-29T20:10:00Z';
  expect(due('2026-11-30T19:59:59Z', yesterday)).toBe(false);
  expect(due('2026-11-30T20:00:00Z', yesterday)).toBe(true);
  expect(due('2026-11-30T21:59:59Z', yesterday)).toBe(true);
  expect(due('2026-11-30T22:00:00Z', yesterday)).toBe(false);
  expect(due('2026-12-01T03:00:00+07:00', yesterday)).toBe(true);
});

test('it does not begin where one ended within twenty hours, nor before there is a ledger', () => {
  expect(due('2026-11-30T20:00:00Z', '2026-11-30T00:00:01Z')).toBe(false);
  expect(due('2026-11-30T20:00:00Z', '2026-11-30T00:00:00Z')).toBe(true);
  expect(due('2026-11-30T20:00:00Z')).toBe(false);
});

test('it begins at any hour on a machine that has been off at night', () => {
  expect(due('2026-11-30T03:00:00Z', '2026-11-28T08:00:00Z')).toBe(false);
  expect(due('2026-11-30T04:00:00Z', '2026-11-28T08:00:00Z')).toBe(true);
});

test('a database whose clock was put back does not verify without end', () => {
  expect(due('2026-11-30T20:00:00Z', '2026-12-30T20:00:00Z')).toBe(false);
});
