import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Step } from '../../dossier/testing/desk.ts';
import { moves, playRandomly } from '../../dossier/testing/random-play.ts';
import { objection } from './kind.ts';
import { effectOf, standingOf } from './rules.ts';
import type { ObjectionState } from './state.ts';
import { kept, LONG, lifted, province, raised, silence, submit, submitHidden, upheld } from './steps.test-support.ts';

const at = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;

const bodies = {
  'add-note': (n: number) => ({ text: LONG, ...(n % 2 === 0 ? { obeying: at(['obeying', 'not-obeying'], n >> 1) } : {}) }),
  withdraw: (n: number) => (n % 9 === 0 ? { reason: LONG } : {}),
  rescind: (n: number) => (n % 3 === 0 ? lifted : {}),
  uphold: () => kept,
  'report-up': (n: number) => ({ account: LONG, obeying: at(['obeying', 'not-obeying'], n) }),
  'order-rescinded': (n: number) => (n % 3 === 0 ? lifted : {}),
  'order-stands': () => kept,
  remind: (n: number) => ({ clock: at(['answer', 'superior'], n) }),
  'claim-cause': (n: number) => ({ clock: at(['answer', 'superior'], n), cause: LONG }),
  'decide-cause': (n: number) => ({ clock: 'answer', finding: at(['confirmed', 'rejected'], n), reason: LONG }),
  annul: () => ({ reason: LONG }),
};

const cast = [
  'agri.spec',
  'agri.head',
  'agri.clerk',
  'agri.deputy',
  'office.head',
  'office.member',
  'office.inspector',
  'system',
];

it('any sequence of moves folds, refuses without a trace, and leaves every open clock with a holder', () => {
  const starts: readonly (readonly Step[])[] = [[submit], [submitHidden], upheld, [submitHidden, silence], raised];
  fc.assert(
    fc.property(moves(24), fc.nat(999), (random, start) => {
      const { dossier } = playRandomly(objection, random, { start: at(starts, start), bodies, cast, province });
      const s = dossier.state as unknown as ObjectionState;
      if (['considered', 'after-silence'].includes(effectOf(standingOf(s)))) expect(s.raised).not.toBeNull();
      if (s.seen === 'superior-only') expect(JSON.stringify([s, dossier.clocks])).not.toContain('agri.spec');
      if (dossier.stage === 'stands') expect(s.answers.at(-1)).toMatchObject({ by: 'superior', outcome: 'upheld' });
    }),
    { numRuns: 150 },
  );
});
