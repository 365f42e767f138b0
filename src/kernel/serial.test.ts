import { describe, expect, test } from 'vitest';
import { readLooseNumber } from './serial.ts';

describe('the number of a dossier as people write it', () => {
  test.each([
    ['vm 2026 00012', 'VM-2026-00012'],
    ['VM-2026-12', 'VM-2026-00012'],
    ['vm/2026/12', 'VM-2026-00012'],
    [' Vm – 2026 - 000012 ', 'VM-2026-00012'],
    ['đen c1 2026 7', 'ĐEN-C1-2026-00007'],
    ['vm 2026 123456', 'VM-2026-123456'],
  ])('%s is %s', (typed, number) => {
    expect(readLooseNumber(typed)).toBe(number);
  });

  test.each([
    '',
    '418',
    '2026 12',
    'vm',
    'vm 12',
    '12/QĐ-UBND',
    'đất đai xen kẹp',
    'vm 2026 1234567890',
    'vm (2026) 12',
  ])('«%s» is none', (typed) => {
    expect(readLooseNumber(typed)).toBeUndefined();
  });
});
