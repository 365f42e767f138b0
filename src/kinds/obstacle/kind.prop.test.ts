import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accessOf } from '../../dossier/access.ts';
import { available } from '../../dossier/available.ts';
import { isOpen } from '../../dossier/clocks.ts';
import { decide } from '../../dossier/decide.ts';
import { fold, isEnd } from '../../dossier/fold.ts';
import { isRefusal } from '../../dossier/refusal.ts';
import { createRegistry } from '../../dossier/registry.ts';
import { countIds, createDesk, createLaw, MONDAY } from '../../dossier/testing/desk.ts';
import { createProvince } from '../../dossier/testing/province.ts';
import type { Act, Dossier } from '../../dossier/words.ts';
import { asInstant, toLegalDate, toMillis } from '../../kernel/time.ts';
import { obstacleKind } from './index.ts';
import { obstacle } from './kind.ts';

const law = createLaw({ values: { 'obstacle.register.unit': ['office', 'finance'], 'obstacle.hand-over.max': 3 } });
const province = createProvince();
const registry = createRegistry([obstacleKind]);
const standings = new Map(province.persons.map((person) => [person, province.standing(person)]));
const HOUR = 3_600_000;
const why = 'Lý do đủ dài để người sau đọc hiểu được.';
const units = ['agri', 'finance', 'build', 'an', 'binh'];

interface Move {
  readonly pick: number;
  readonly who: number;
  readonly n: number;
  readonly hours: number;
}

const at = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;

/** A body that the act may accept, varied by the move. */
function bodyFor(act: string, m: Move, today: string): unknown {
  const unit = at(units, m.n);
  const authority = at(['commune', 'province', 'ministry', 'party'], m.n);
  const bodies: Readonly<Record<string, unknown>> = {
    join: { locality: at(['binh', 'cat'], m.n), visibility: at(['narrow', 'wide'], m.n) },
    'add-detail': { text: 'Thêm một chi tiết.', harmMoney: m.n },
    'ask-more': { question: 'Thửa đất nào, ở đâu?' },
    'answer-more': { answer: 'Thửa 12.' },
    'withdraw-question': { reason: why },
    classify: { field: at(['land', 'building', 'budget'], m.n), legalGap: 'unfit', authority },
    route: m.n % 2 === 0 ? {} : { lead: unit, authority, reason: why },
    'hand-over': { toUnit: unit, authority, basis: 'Điều 2', reason: why },
    'ask-opinion': { units: [unit], question: 'Ý kiến của đơn vị thế nào?' },
    'give-opinion': { stance: 'disagree', opinion: why },
    'ask-outside': { addressee: 'Bộ Xây dựng', document: `${m.n}/SXD`, sentOn: today, expectedOn: today },
    'record-outside-answer': {
      answer: why,
      answerDocument: '1/BXD',
      answeredOn: today,
      scan: [{ hash: 'b'.repeat(64), name: 'a.pdf', size: 1, type: 'application/pdf' }],
    },
    decide: {
      remedy: at(['resolved-here', 'ask-superior', 'change-rule', 'answer-no'], m.n),
      reasons: why,
      legalBasis: 'Điều 1',
      consequence: 'Các xã được làm theo.',
      needed: 'Cần sửa luật trước.',
    },
    'request-extension': { dueOn: '2027-11-30', reason: why },
    'grant-extension': { reason: why },
    'refuse-extension': { reason: why },
    'report-done': { done: why, effectDays: m.n },
    'verify-effect': { findings: why, effectDays: 1 },
    object: { reason: why },
    'uphold-objection': { reason: why },
    'dismiss-objection': { reason: why },
    reopen: { reason: why },
  };
  return bodies[act] ?? {};
}

const move: fc.Arbitrary<Move> = fc.record({
  pick: fc.nat(10_000),
  who: fc.nat(10_000),
  n: fc.nat(9_999),
  hours: fc.constantFrom(1, 2, 26, 200),
});

function walk(
  moves: readonly Move[],
  each: (dossier: Dossier) => void,
): { readonly dossier: Dossier; readonly acts: readonly Act[] } {
  let now = MONDAY;
  let dossier: Dossier | undefined;
  const acts: Act[] = [];
  const newId = countIds();
  const perform = (person: string, act: string, body: unknown): void => {
    const desk = createDesk({ person, at: now, law, province, registry, newId, history: acts });
    const outcome = decide(obstacle, dossier, { act, body }, desk);
    if (isRefusal(outcome)) return;
    dossier = outcome.changes[0].after;
    acts.push(outcome.changes[0].act);
    each(dossier);
  };
  perform('an.spec', 'report', {
    what: 'Chưa có quy định giao đất.',
    locality: 'an',
    legalGap: 'none',
    aboutPerson: 'no',
    visibility: at(['narrow', 'wide'], moves.length),
  });
  for (const m of moves) {
    now = asInstant(toMillis(now) + m.hours * HOUR);
    for (;;) {
      const due = dossier?.clocks.find((c) => c.state === 'running' && !c.expected && c.dueAt < now);
      if (!due) break;
      perform('system', 'lapse', { clock: due.id });
    }
    const current = dossier;
    if (!current) continue;
    const able = [...standings]
      .map(([person, standing]) => ({ person, acts: available(obstacle, current, standing).filter((a) => !a.common) }))
      .filter((p) => p.acts.some((a) => a.act !== 'join'));
    if (able.length === 0) continue;
    const { person, acts: mine } = at(able, m.who);
    const { act } = at(mine, m.pick);
    perform(person, act, bodyFor(act, m, toLegalDate(now)));
  }
  if (!dossier) throw new Error('nothing was reported');
  return { dossier, acts };
}

describe('any legal life of an obstacle', () => {
  it('folds to what was decided step by step, and leaves no clock without a post and no stage without a way on', () => {
    const stages = new Set<string>();
    fc.assert(
      fc.property(fc.array(move, { minLength: 5, maxLength: 45 }), (moves) => {
        const whole = walk(moves, (dossier) => {
          stages.add(dossier.stage);
          for (const clock of dossier.clocks) expect(province.post(clock.holder)).toBeDefined();
          const open = dossier.clocks.filter(isOpen);
          if (isEnd(obstacle, dossier.stage)) expect(open).toEqual([]);
          else {
            // Somebody is always answerable, and that somebody can do something.
            const answering = open.filter((c) => !c.expected && c.state !== 'paused');
            expect(answering.length).toBeGreaterThan(0);
            const holders = new Set(answering.map((c) => province.actingHolder(c.holder)?.person));
            const canAct = [...holders].some(
              (p) => p && available(obstacle, dossier, province.standing(p)).some((a) => !a.common && a.act !== 'join'),
            );
            expect(canAct || open.some((c) => c.name === 'confirm')).toBe(true);
          }
        });
        expect(fold(obstacle, whole.dossier.id, whole.acts)).toEqual(whole.dossier);
      }),
      { numRuns: 25 },
    );
    // Random lives that never get past the first steps would prove little.
    expect(stages.size).toBeGreaterThan(4);
  });

  it('never names a hidden author in anything that is shown, nor by the author’s post in the keys of the row', () => {
    fc.assert(
      fc.property(fc.array(move, { minLength: 4, maxLength: 30 }), (moves) => {
        walk(moves.length % 2 === 0 ? moves : moves.slice(1), (dossier) => {
          if (!(dossier.state as { narrow: boolean }).narrow) return;
          const shown = JSON.stringify([
            obstacle.parties?.(dossier.state),
            obstacle.summary(dossier.state),
            obstacle.sections?.(dossier.state, dossier),
            obstacle.exports?.(dossier.state, dossier),
            dossier.clocks,
          ]);
          expect(shown).not.toContain('an.spec');
          expect(accessOf(obstacle, dossier).read).not.toContain('post:an.spec');
        });
      }),
      { numRuns: 12 },
    );
  });
});
