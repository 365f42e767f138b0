import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRegistry } from '../../dossier/registry.ts';
import type { Step } from '../../dossier/testing/desk.ts';
import { moves, playRandomly } from '../../dossier/testing/random-play.ts';
import { commendationKind } from '../commendation/index.ts';
import { protectionKind } from '../protection/index.ts';
import { proposalKind } from './index.ts';
import { proposal } from './kind.ts';
import type { ProposalState } from './state.ts';
import {
  ADOPTED,
  evaluating,
  heard,
  LONG,
  limits,
  opinion,
  piloting,
  plan,
  planAgain,
  province,
  REJECTED,
} from './steps.test-support.ts';

// A completed pilot opens a commendation.
const registry = createRegistry([proposalKind, commendationKind, protectionKind]);
const ahead = (today: string) => ({ ...limits, from: today, until: '2028-01-31' });
const decidedOn = (today: string) => ({ reasons: LONG, legalBasis: 'Điều 8', number: '1/QĐ', ...ahead(today) });
const at = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;

const bodies = {
  'return-plan': () => ({ missing: LONG }),
  'complete-plan': () => ({ ...planAgain, answer: 'Đã bổ sung đủ.' }),
  register: () => ({ party: 'build' }),
  withdraw: (n: number) => (n % 9 === 0 ? { reason: LONG } : {}),
  'give-opinion': (n: number) => ({ ...opinion, stance: at(['agree', 'disagree', 'no-remit'], n) }),
  'ask-advice': (n: number) => ({ unit: at(['finance', 'build', 'an'], n), question: LONG, begun: n % 5 === 0 ? 'done' : 'no' }),
  'give-advice': () => ({ stance: 'disagree', text: LONG }),
  'step-aside': (n: number) => (n % 3 === 0 ? { reason: LONG } : {}),
  'find-conflict': (n: number) =>
    n % 3 === 0 ? { post: at(['agri.head', 'agri.deputy', 'agri.deputy-2'], n), reason: LONG } : {},
  vote: (n: number) => ({ ballot: at(['for', 'against', 'abstain', 'for'], n) }),
  'close-vote': () => ({ minutes: LONG }),
  'raise-vote': () => ({ party: 'build', reason: LONG }),
  allow: (_: number, today: string) => decidedOn(today),
  override: (_: number, today: string) => ({
    necessary: LONG,
    feasible: LONG,
    answerable: true,
    legalBasis: 'Điều 8',
    number: '2/QĐ',
    ...ahead(today),
  }),
  refuse: () => ({ reasons: LONG, needed: LONG }),
  'ask-review': () => ({ reason: LONG }),
  'uphold-refusal': () => ({ answer: LONG }),
  'order-again': () => ({ answer: LONG }),
  measure: (n: number, today: string) => ({ indicator: 1, value: n, on: today, source: 'Sổ' }),
  incident: () => ({ what: LONG, harm: 'some' }),
  'review-pilot': () => ({ findings: LONG }),
  'order-pilot': (n: number) => ({ order: at(['continue', 'suspend', 'terminate'], n), reasons: LONG }),
  finish: () => ({ remark: 'Đã xong thí điểm.' }),
  report: () => ({ result: 'partly', text: LONG, damage: 'no' }),
  evaluate: (n: number) => ({
    result: at(['completed', 'partly', 'not'], n),
    damage: at(['no', 'yes'], n),
    findings: LONG,
    causes: [{ kind: 'objective', what: LONG, evidence: LONG }],
    exit: at(['stop', 'change-rule', 'replicate'], n),
    lesson: LONG,
  }),
  join: () => ({ remark: LONG }),
};

const CAST = [
  ...['head', 'deputy', 'deputy-2', 'deputy-3', 'clerk', 'spec'].map((post) => `agri.${post}`),
  ...['head', 'deputy', 'deputy-2', 'inspector', 'member'].map((post) => `office.${post}`),
  'finance.head',
  'build.head',
  'an.head',
];
const proposedBy = (proposer: string): readonly Step[] => [{ as: proposer, act: 'propose', body: plan }];
const STARTS: readonly (readonly Step[])[] = [
  proposedBy('agri.spec'),
  heard,
  heard,
  [...proposedBy('agri.deputy'), ...heard.slice(1)],
  [
    ...proposedBy('agri.head'),
    { as: 'office.clerk', act: 'register', body: { party: 'build' } },
    { as: 'build.head', act: 'give-opinion', body: opinion },
  ],
  [...heard, ...ADOPTED],
  [...heard, ...ADOPTED.slice(0, -1)],
  [...heard, ...REJECTED],
  [
    ...heard,
    ...['deputy', 'deputy-2', 'deputy-3'].map((as) => ({ as: `agri.${as}`, act: 'step-aside', body: { reason: LONG } })),
  ],
  piloting,
  evaluating.slice(0, -1),
  evaluating,
  [...evaluating, { as: 'build.head', act: 'give-opinion', body: opinion }],
];

it('any sequence of moves keeps the promises of the engine, counts no ballot of who may not vote, and allows nothing the rules do not', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(moves(40), fc.constantFrom(...STARTS), (random, start) => {
      const played = playRandomly(proposal, random, { province, registry, start, bodies, cast: CAST });
      for (const act of played.accepted) seen.add(act);
      const state = played.dossier.state as unknown as ProposalState;
      for (const ballot of state.ballots) expect(ballot.person).not.toBe(state.proposer.person);
      for (const { tally } of state.counts) expect(tally.for + tally.against + tally.abstain + tally.absent).toBe(tally.entitled);
      for (const decision of state.decisions) {
        expect(decision.person).not.toBe(state.proposer.person);
        if (decision.outcome !== 'allowed') continue;
        const counted = state.counts.findLast((count) => count.round === decision.round && count.seq < decision.seq);
        expect(counted?.tally.adopted).toBe(!decision.override);
      }
      if (state.pilot?.evaluation)
        expect(state.opinions.some((o) => o.purpose === 'evaluation' && (o.stance !== null || o.lapsedBy !== null))).toBe(true);
    }),
    { numRuns: 400, seed: 73 },
  );
  expect([...seen].toSorted()).toEqual(
    expect.arrayContaining([
      'vote',
      'close-vote',
      'allow',
      'override',
      'refuse',
      'step-aside',
      'raise-vote',
      'lapse',
      'finish',
      'report',
      'evaluate',
    ]),
  );
});
