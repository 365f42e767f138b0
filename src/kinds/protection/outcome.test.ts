/** The table of outcomes, every row of it with its clause, and what holds over all findings. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CAUSES,
  establish,
  isConsidered,
  type Outcome,
  outcomeOf,
  type Shortfall,
  TESTS,
  VERDICTS,
  type Words,
} from './outcome.ts';

const words = (said: Partial<Words> = {}): Words => ({
  policy: 'met',
  motive: 'met',
  good: 'met',
  procedure: 'met',
  cause: 'objective',
  ...said,
});
const all = (said: Partial<Words> = {}): readonly Words[] => [words(said), words(said), words(said)];
const D73 = 'd73-2023#art11';
const L80 = 'l80-2025#art34.1.b';
const L80C = 'l80-2025#art34.1.c';
const NONE = 'd73-2023#art5.2';

const rows: readonly [string, Shortfall & { named?: boolean }, readonly Words[], Outcome, string][] = [
  ['completed, whatever the panel finds', { result: 'completed', damage: false }, all({ policy: 'not-met' }), 'not-liable', D73],
  ['completed, with damage', { result: 'completed', damage: true }, all(), 'not-liable', D73],
  ['partly, no damage, three tests', { result: 'partly', damage: false }, all(), 'excluded', D73],
  ['not, no damage, three tests', { result: 'not', damage: false }, all(), 'excluded', D73],
  [
    'three tests, subjective cause: the decree does not ask',
    { result: 'not', damage: false },
    all({ cause: 'subjective' }),
    'excluded',
    D73,
  ],
  ['partly, damage, three tests', { result: 'partly', damage: true }, all(), 'considered', D73],
  ['not, damage, three tests', { result: 'not', damage: true }, all(), 'considered', D73],
  [
    'wrong policy, by the book, objective cause',
    { result: 'not', damage: true },
    all({ policy: 'not-met' }),
    'considered-by-law',
    L80,
  ],
  [
    'not for the common good, by the book',
    { result: 'partly', damage: true },
    all({ good: 'unclear' }),
    'considered-by-law',
    L80,
  ],
  [
    'no damage: nothing to lift by the book',
    { result: 'partly', damage: false },
    all({ good: 'unclear' }),
    'not-established',
    NONE,
  ],
  [
    'a post the decree does not name, three tests',
    { result: 'not', damage: false, named: false },
    all(),
    'considered-by-law',
    L80C,
  ],
  ['a post it does not name, completed', { result: 'completed', damage: false, named: false }, all(), 'considered-by-law', L80C],
  ['no pilot behind it, by the book', { result: 'none', damage: false }, all(), 'considered-by-law', L80],
  ['no pilot, procedure broken', { result: 'none', damage: true }, all({ procedure: 'not-met' }), 'not-established', NONE],
  ['no pilot, subjective cause', { result: 'none', damage: true }, all({ cause: 'subjective' }), 'not-established', NONE],
  ['no pilot, causes not told apart', { result: 'none', damage: true }, all({ cause: 'mixed' }), 'not-established', NONE],
  ['self-interest closes both ways', { result: 'not', damage: false }, all({ motive: 'not-met' }), 'not-established', NONE],
  [
    'unclear is not met',
    { result: 'not', damage: false },
    all({ motive: 'unclear', procedure: 'unclear' }),
    'not-established',
    NONE,
  ],
];

describe('the outcome', () => {
  it.each(rows)('%s', (_, of, findings, outcome, clause) => {
    expect(outcomeOf({ named: true, ...of }, establish(findings))).toEqual({ outcome, clause });
  });

  it('asks how far and under which law exactly where the law says «considered»', () => {
    expect((['considered', 'considered-by-law'] as const).every(isConsidered)).toBe(true);
    expect((['not-liable', 'excluded', 'not-established'] as const).some(isConsidered)).toBe(false);
  });
});

describe('what a panel finds together', () => {
  it('is what more than half find, member by member and test by test', () => {
    const found = establish([words(), words({ motive: 'not-met' }), words({ motive: 'unclear', cause: 'mixed' })]);
    expect(found).toEqual({ policy: true, motive: false, good: true, procedure: true, cause: 'objective' });
    expect(establish([words(), words({ motive: 'not-met' })]).motive).toBe(false);
    expect(establish([])).toEqual({ policy: false, motive: false, good: false, procedure: false, cause: 'mixed' });
  });

  it('lets a presumed test stand unless more than half find it not met', () => {
    const unclear = all({ policy: 'unclear' });
    expect([establish(unclear).policy, establish(unclear, ['policy']).policy]).toEqual([false, true]);
    expect(establish(all({ policy: 'not-met' }), ['policy']).policy).toBe(false);
    expect(establish([], ['policy']).policy).toBe(false);
  });

  const finding = fc.record({
    policy: fc.constantFrom(...VERDICTS),
    motive: fc.constantFrom(...VERDICTS),
    good: fc.constantFrom(...VERDICTS),
    procedure: fc.constantFrom(...VERDICTS),
    cause: fc.constantFrom(...CAUSES),
  });
  const shortfall = fc.record({
    result: fc.constantFrom('completed' as const, 'partly' as const, 'not' as const, 'none' as const),
    damage: fc.boolean(),
    named: fc.boolean(),
  });

  it('never depends on the order of the members, and one finding more for the person never makes it worse', () => {
    fc.assert(
      fc.property(fc.array(finding, { minLength: 1, maxLength: 9 }), shortfall, fc.nat(8), (findings, of, n) => {
        const found = establish(findings);
        expect(establish(findings.toReversed())).toEqual(found);
        const { outcome } = outcomeOf(of, found);
        const at = n % findings.length;
        const better = findings.map((f, i) => (i === at ? words() : f));
        if (outcome !== 'not-established') expect(outcomeOf(of, establish(better)).outcome).not.toBe('not-established');
        for (const test of TESTS) if (found[test]) expect(establish(better)[test]).toBe(true);
      }),
    );
  });

  it('gives no protection by the decree without its three tests', () => {
    fc.assert(
      fc.property(fc.array(finding, { minLength: 1, maxLength: 9 }), shortfall, (findings, of) => {
        const found = establish(findings);
        const { outcome } = outcomeOf(of, found);
        if (outcome === 'excluded' || outcome === 'considered') expect(found.policy && found.motive && found.good).toBe(true);
        if (outcome === 'excluded') expect(of.damage).toBe(false);
        if (outcome === 'not-liable') expect(of.result).toBe('completed');
      }),
    );
  });
});
