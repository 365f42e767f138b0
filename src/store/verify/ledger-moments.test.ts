import { describe, expect, it } from 'vitest';
import { MomentCheck } from './ledger-moments.ts';
import { Findings } from './report.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const BEGIN = Date.parse('2026-11-16T02:00:00.000Z');

/** Leaves by what they say and when they got their place, both in milliseconds after the beginning. */
function found(...leaves: readonly (readonly [said: number, placed: number, column?: number])[]): readonly string[] {
  const findings = new Findings();
  const check = new MomentCheck('main/1', findings);
  for (const [idx, [said, placed, column = said]] of leaves.entries())
    check.take({
      idx: String(idx),
      leaf: `{"t":"${new Date(BEGIN + said).toISOString()}"}`,
      at: BEGIN + column,
      sequenced_at: BEGIN + placed,
    });
  check.end();
  return findings.report().differences.map((d) => `${d.code} ${d.where}`);
}

describe('the moments of leaves', () => {
  it('may stand a little out of order', () => {
    expect(found([0, 100], [3000, 3100], [2000, 3100], [MINUTE, MINUTE + 10])).toEqual([]);
  });

  it('are those of the row', () => {
    expect(found([0, 100, 1])).toEqual(['entry-time main/1 0']);
  });

  it('written into an old place are named, from the second leaf on', () => {
    expect(found([0, 100], [-30 * HOUR, 200])).toEqual(['entry-backdated main/1 1']);
    expect(found([0, 100], [HOUR, HOUR], [2 * HOUR, 2 * HOUR], [HOUR, 2 * HOUR + 50])).toEqual(['entry-backdated main/1 3']);
    expect(found([0, 100], [HOUR, HOUR], [2 * HOUR, 2 * HOUR], [HOUR, 2 * HOUR + MINUTE])).toEqual(['entry-backdated main/1 3']);
    expect(found([0, 100], [HOUR, HOUR], [2 * HOUR, 2 * HOUR], [HOUR + MINUTE, 2 * HOUR + 50])).toEqual([
      'entry-backdated main/1 3',
    ]);
  });

  it('ahead of their place are named', () => {
    expect(found([0, 100], [HOUR, 200])).toEqual(['entry-time main/1 1']);
  });

  it('are let be where the clock was an hour ahead for a while', () => {
    const forward = [
      [0, 10],
      [HOUR, HOUR + 10],
      // On its way when the clock was set.
      [20, HOUR + 20],
      [HOUR + MINUTE, HOUR + MINUTE],
    ] as const;
    const back = [
      // On its way when the clock was set back.
      [HOUR + MINUTE + 20, MINUTE + 20],
      [2 * MINUTE, 2 * MINUTE + 10],
      // A further act of a dossier whose last one lies ahead.
      [HOUR + MINUTE, 2 * MINUTE + 20],
    ] as const;
    expect(found(...forward, ...back)).toEqual([]);
    expect(found(...forward, ...back, [HOUR + 9 * MINUTE, 3 * MINUTE])).toEqual(['entry-time main/1 7']);
  });
});
