import { expect, test } from 'vitest';
import { createMeter } from './meter.ts';

test('a caller may ask so often in a minute, beside every other, and again when it is over', () => {
  const meter = createMeter(2);
  expect([meter.admit('a', 0), meter.admit('a', 1), meter.admit('a', 2), meter.admit('b', 3)]).toEqual([true, true, false, true]);
  expect([meter.admit('a', 59_999), meter.admit('a', 60_000)]).toEqual([false, true]);
});
