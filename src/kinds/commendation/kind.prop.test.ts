import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Step } from '../../dossier/testing/desk.ts';
import { moves, playRandomly } from '../../dossier/testing/random-play.ts';
import { commendation } from './kind.ts';
import type { CommendationState } from './state.ts';
import {
  contested,
  decided,
  heard,
  LONG,
  law,
  nominate,
  opinion,
  praise,
  proposeForm,
  province,
  published,
  reply,
  said,
  verification,
  withdraw,
} from './steps.test-support.ts';

const at = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;
const POSTS = ['agri.spec', 'agri.deputy', 'agri.clerk', 'agri.head', 'an.spec', 'finance.head'];
const rows = (n: number) => [
  { whom: 'person', post: at(POSTS, n), form: at(['praise', 'certificate'], n), ...(n % 7 === 0 ? { months: 6 } : {}) },
  ...(n % 3 === 0 ? [{ whom: 'collective', unit: at(['agri', 'an'], n), form: 'praise' }] : []),
];

const bodies = {
  'return-nomination': () => ({ missing: LONG }),
  'complete-nomination': () => ({ ...said, evidence: [{ what: 'Sổ theo dõi của phường.', on: '2026-10-01' }], answer: LONG }),
  'verify-result': (n: number, _: string, d: { readonly state: unknown }) => ({
    checks: (d.state as CommendationState).evidence.map((_row, i) => ({
      n: i + 1,
      finding: n % 4 === 0 ? 'not-confirmed' : 'confirmed',
      how: 'Đối chiếu sổ',
    })),
    remark: LONG,
    council: at(['finance', 'office'], n),
    party: 'build',
  }),
  'give-opinion': (n: number) => ({ ...opinion, stance: at(['agree', 'disagree', 'no-remit'], n) }),
  'propose-form': (n: number) => ({ awards: rows(n), reasons: LONG }),
  'step-aside': (n: number) => (n % 3 === 0 ? { reason: LONG } : {}),
  decide: (n: number) => ({ awards: rows(n), number: '1/QĐ', legalBasis: 'Điều 10', reasons: LONG, departs: LONG }),
  refuse: () => ({ reasons: LONG }),
  publish: () => ({ where: 'Hội nghị cơ quan' }),
  'notify-withdrawal': (n: number) => ({ award: 1 + (n % 2), ground: 'later-conclusion', grounds: LONG }),
  reply: () => ({ reply: LONG }),
  'withdraw-award': () => ({ reasons: LONG, number: '2/QĐ' }),
  'keep-award': (n: number) => (n % 3 === 0 ? { reasons: LONG } : {}),
  appeal: () => ({ appeal: LONG }),
  'uphold-withdrawal': () => ({ answer: LONG }),
  'restore-award': () => ({ answer: LONG }),
};

const UNPROVEN = { ...verification, checks: verification.checks.map((row) => ({ ...row, finding: 'not-confirmed' })) };
const CAST = [
  ...['head', 'deputy', 'clerk', 'spec'].map((post) => `agri.${post}`),
  ...['head', 'clerk', 'inspector'].map((post) => `office.${post}`),
  'finance.head',
  'build.head',
  'an.spec',
];
const STARTS: readonly (readonly Step[])[] = [
  [nominate],
  [{ ...nominate, body: { ...(nominate.body as object), post: 'agri.head' } }],
  [{ ...nominate, as: 'agri.head', body: { ...(nominate.body as object), whom: 'collective', unit: 'agri' } }],
  heard,
  heard.slice(0, 2),
  heard.slice(0, 2),
  [...heard, proposeForm],
  [nominate, { as: 'agri.clerk', act: 'verify-result', body: UNPROVEN }],
  decided,
  published,
  contested,
  [...contested, reply],
  [...contested, reply, withdraw],
  [...contested, reply, withdraw, { as: 'agri.spec', act: 'appeal', body: { appeal: LONG } }],
  [praise],
  [{ ...praise, body: { reason: LONG } }],
];

it('any sequence of moves keeps the promises of the engine, lets nobody judge the own commendation, and takes nothing back unheard', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(moves(40), fc.constantFrom(...STARTS), (random, start) => {
      const played = playRandomly(commendation, random, { province, law, start, bodies, cast: CAST });
      for (const act of played.accepted) seen.add(act);
      const state = played.dossier.state as unknown as CommendationState;
      const { decision, nominee, verified } = state;
      const persons = state.awards.flatMap((award) => (award.person === null ? [] : [award.person]));
      if (nominee?.person) persons.push(nominee.person);
      if (decision?.person && state.origin !== 'praise') expect(persons).not.toContain(decision.person);
      if (verified?.person) expect([nominee?.person, state.nominator?.person]).not.toContain(verified.person);
      for (const award of state.awards) expect(award.months).toBeNull();
      if (decision?.outcome === 'awarded' && state.origin !== 'praise')
        expect(state.evidence.some((e) => e.finding === 'confirmed')).toBe(true);
      for (const w of state.withdrawals) {
        if (w.outcome === 'withdrawn') expect(w.reply !== null || w.lapsedBy !== null).toBe(true);
        if (w.person !== null) expect(state.awards[w.award]?.person).not.toBe(w.person);
        if (w.appeal) expect(province.actingHolder(w.appeal.reviewer)?.person).not.toBe(w.person);
      }
    }),
    { numRuns: 600, seed: 33 },
  );
  expect([...seen].toSorted()).toEqual(
    expect.arrayContaining([
      'appeal',
      'decide',
      'give-opinion',
      'keep-award',
      'lapse',
      'notify-withdrawal',
      'propose-form',
      'publish',
      'refuse',
      'reply',
      'restore-award',
      'return-nomination',
      'step-aside',
      'uphold-withdrawal',
      'verify-result',
      'withdraw-award',
    ]),
  );
});
