import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRegistry } from '../../dossier/registry.ts';
import type { Step } from '../../dossier/testing/desk.ts';
import { moves, playRandomly } from '../../dossier/testing/random-play.ts';
import { commendationKind } from '../commendation/index.ts';
import { protectionKind } from '../protection/index.ts';
import { proposalKind } from './index.ts';
import { proposal } from './kind.ts';
import { authorsOf, councilElectorate, councilNow, electorateNow, isSitting, lastCount } from './rules.ts';
import type { ProposalState } from './state.ts';
import {
  ADOPTED,
  called,
  convene,
  council,
  councilLaw,
  councilVotes,
  evaluating,
  heard,
  joined,
  LONG,
  limits,
  named,
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
  'name-authors': (n: number) => ({
    coauthors: [{ post: at(['agri.deputy', 'an.head', 'agri.head', 'finance.head'], n), share: 20 }],
    own: at([80, 60, 50], n),
  }),
  'join-authors': () => ({ pledge: true, conflict: 'none' }),
  'decline-authorship': (n: number) => (n % 3 === 0 ? {} : { remark: 5 }),
  'show-proposal': (n: number) => ({ reader: at(['an.head', 'office.member'], n) }),
  'convene-council': (n: number) => ({
    ...council,
    members: at([council.members, [{ post: 'an.head' }, { post: 'agri.deputy-2' }]], n),
  }),
  'call-council': (n: number, today: string) => ({ papers: LONG, meetsOn: at([today, '2026-12-20', '2026-12-07'], n) }),
  'vote-council': (n: number) => ({ ballot: at(['for', 'against', 'for'], n) }),
  'close-council': () => ({ conclusion: LONG }),
  'end-council': (n: number) => (n % 2 === 0 ? { reason: LONG } : {}),
};

const UNDER = ['advises', 'decides', 'off'].map((mode) => councilLaw(mode));

const CAST = [
  ...['head', 'deputy', 'deputy-2', 'deputy-3', 'clerk', 'spec'].map((post) => `agri.${post}`),
  ...['head', 'deputy', 'deputy-2', 'inspector', 'member'].map((post) => `office.${post}`),
  'finance.head',
  'build.head',
  'an.head',
  'binh.head',
];
const proposedBy = (proposer: string): readonly Step[] => [{ as: proposer, act: 'propose', body: plan }];
const councilMeets: readonly Step[] = [...heard, convene(), called('2026-11-30')];
const voted = councilVotes({ 'finance.head': 'for', 'binh.head': 'against' });
const meeting: readonly Step[] = [
  ...councilMeets,
  ...councilVotes({ 'agri.head': 'for' }).map((step) => ({ ...step, later: 7 })),
];
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
  [...heard, named({ 'agri.deputy': 20, 'an.head': 20 }, 60)],
  [...heard, named({ 'agri.deputy': 20, 'finance.head': 20 }, 60), joined('agri.deputy')],
  [...heard, named({ 'agri.deputy': 20 }, 80), ...ADOPTED],
  councilMeets,
  councilMeets,
  [...councilMeets, named({ 'finance.head': 20 }, 80)],
  meeting,
  [...meeting, ...voted],
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

const councilOf = (s: ProposalState) => {
  const now = councilNow(s);
  return now && councilElectorate(s, now);
};

it('any sequence of moves keeps the promises of the engine, counts no ballot of who may not vote, and allows nothing the rules do not', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(moves(40), fc.constantFrom(...STARTS), fc.constantFrom(...UNDER), (random, from, law) => {
      // A council is convened only where the law knows one.
      const start = law === UNDER[2] ? from.filter((step) => !step.act.endsWith('-council')) : from;
      const played = playRandomly(proposal, random, { province, registry, law, start, bodies, cast: CAST });
      for (const act of played.accepted) seen.add(act);
      const state = played.dossier.state as unknown as ProposalState;
      for (const ballot of state.ballots) expect(ballot.person).not.toBe(state.proposer.person);
      const authors = authorsOf(state);
      expect(authors.reduce((sum, author) => sum + author.share, 0)).toBe(100);
      for (const { share } of authors) expect(share).toBeGreaterThan(0);
      // Whoever is not entitled is not counted: what holds now is what the ballots of all others say.
      const last = lastCount(state);
      const electorate = last?.by === 'council' ? councilOf(state) : electorateNow(state);
      if (last) expect(last.tally.entitled).toBe(electorate?.entitled.length);
      for (const one of state.councils) {
        const seats = [one.chair, ...one.members].map((seat) => seat.person);
        expect(new Set([...seats, one.secretary.person]).size).toBe(seats.length + 1);
        for (const { person } of one.ballots) expect(seats).toContain(person);
        if (one.conclusion !== null) expect(one.counts[0]?.tally.entitled).toBeGreaterThanOrEqual(one.least);
        if (one.counts.length > 0) expect(one.meetsOn).not.toBeNull();
      }
      if (isSitting(state)) expect(lastCount(state)).toBeUndefined();
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
    { numRuns: 800, seed: 73 },
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
      'name-authors',
      'join-authors',
      'decline-authorship',
      'vote-council',
      'close-council',
      'end-council',
      'convene-council',
    ]),
  );
});
