/** From the idea to the book: sending, completing, registering, withdrawing. */

import { z } from 'zod';
import {
  actsOf,
  anyOfficial,
  atField,
  author,
  cancelOpen,
  choice,
  dayOf,
  decimal,
  dossierRef,
  files,
  findLinked,
  flag,
  headOf,
  hidden,
  isRefusal,
  key,
  legalDate,
  line,
  list,
  money,
  postOf,
  prose,
  refuse,
  symbol,
  unitRef,
} from '../../dossier/index.ts';
import type { DossierId, UnitId } from '../../kernel/ids.ts';
import { changeRows } from '../change-rows.ts';
import {
  asked,
  considerAbove,
  consideringIn,
  councilLaw,
  decideLimit,
  isNamed,
  isVoted,
  leadersOf,
  proposerKeys,
  proposersOf,
  ROW_LIMITS,
  routeOf,
} from './rules.ts';
import { GAPS, type Plan, type ProposalState } from './state.ts';
import { electorateOf, LEAST_ENTITLED } from './vote.ts';

const act = actsOf<ProposalState>();

/** Which text of the promise is shown now; a changed text is another one. */
export const PROMISE = 'DX-1';

const indicator = z.object({
  name: symbol({ max: 120 }),
  measure: symbol({ max: 40 }),
  baseline: decimal({ min: -1_000_000_000 }),
  target: decimal({ min: -1_000_000_000 }),
});

const planFields = {
  title: line({ min: 10, max: 200 }),
  necessity: prose({ min: 20 }),
  content: prose({ min: 20 }),
  scope: prose({ min: 10 }),
  resources: prose({ min: 10 }),
  feasibility: prose({ min: 10 }),
  benefit: prose({ min: 10 }),
  drawback: prose().optional(),
  effect: prose({ min: 10 }),
  alternatives: prose({ min: 10 }),
  risks: prose({ min: 10 }),
  stopWhen: prose({ min: 10 }),
  from: legalDate(),
  until: legalDate(),
  money: money({ later: true }).optional(),
  provision: symbol({ max: 200, later: true }).optional(),
  indicators: list(indicator, { min: 1, max: 12 }),
  files: files({ later: true }).optional(),
};

type PlanBody = z.output<z.ZodObject<typeof planFields>>;

const planOf = (b: PlanBody): Plan => ({
  title: b.title,
  necessity: b.necessity,
  content: b.content,
  scope: b.scope,
  resources: b.resources,
  feasibility: b.feasibility,
  benefit: b.benefit,
  drawback: b.drawback ?? null,
  effect: b.effect,
  alternatives: b.alternatives,
  risks: b.risks,
  stopWhen: b.stopWhen,
  from: b.from as Plan['from'],
  until: b.until as Plan['until'],
  money: b.money ?? null,
  provision: b.provision ?? null,
  indicators: b.indicators,
});

const refuseBackwards = (b: Pick<PlanBody, 'from' | 'until'>) =>
  b.until < b.from ? atField('proposal.ends_before_it_begins', 'until') : undefined;

/**
 * A plan for trying something new, sent to the head of one's agency; a head's own goes to the superior agency. Where no new way is
 * needed the form says which way the law gives. @basis d73-2023#art7
 */
export const propose = act({
  from: 'new',
  to: 'proposed',
  by: [anyOfficial()],
  body: z.object({
    understood: hidden({ max: 20 }),
    gap: choice(GAPS),
    ...planFields,
    conflict: choice(['none', 'declared']),
    interests: prose({ personal: true, narrowed: true }).optional(),
    pledge: flag({ mustBeTrue: true }),
    answers: dossierRef({ later: true }).optional(),
  }),
  reads: (_, body) => (body.answers === undefined ? [] : [body.answers as DossierId]),
  resolve: (c) => {
    const route = routeOf(c.body.gap);
    if (route === undefined) return atField('proposal.other_way', 'gap');
    if (c.unit === null || c.post === null) return refuse('proposal.no_post');
    const head = c.org.headPost(c.unit) ?? c.post;
    // Away or not, a head's own proposal is not for the own deputies.
    const own = [c.org.holderOf(head)?.person, c.org.actingHolder(head)?.person].includes(c.standing.person ?? undefined);
    const considering = own ? considerAbove(c.org, c.unit, [c.standing.person]) : consideringIn(c.org, c.unit);
    if (isRefusal(considering)) return considering;
    const above = c.org.superiorUnit(considering.agency) ?? null;
    return {
      above,
      route,
      ...considering,
      raised: own ? ('own' as const) : ('no' as const),
      post: c.post,
      unit: c.unit,
      answers: c.body.answers === undefined ? null : (findLinked(c.view, c.body.answers)?.id ?? null),
      named: isNamed(c.law, c.org.post(c.post)?.function),
    };
  },
  guard: (c) => {
    if (c.body.understood !== PROMISE) return refuse('proposal.promise_changed');
    if (c.body.conflict === 'declared' && c.body.interests === undefined)
      return atField('proposal.say_which_interest', 'interests');
    if (c.body.answers !== undefined && c.resolved.answers === null) return atField('proposal.no_such_dossier', 'answers');
    return refuseBackwards(c.body);
  },
  // Those who may come to vote on it, and inspection.
  readers: (_, { agency, above }) => ({
    interests: [
      ...[agency, ...(above === null ? [] : [above])].flatMap((unit) => [key.head(unit), key.deputy(unit)]),
      key.role('inspector'),
    ],
  }),
  apply: (s, a) => ({
    ...s,
    gap: a.body.gap,
    route: a.resolved.route,
    plan: planOf(a.body),
    interests: { declared: a.body.conflict === 'declared', text: a.body.interests ?? null },
    answers: a.resolved.answers === null ? [] : [a.resolved.answers],
    promise: a.body.understood,
    proposer: { person: a.actor, post: a.resolved.post, unit: a.resolved.unit },
    proposedAt: a.at,
    named: a.resolved.named,
    agency: a.resolved.agency,
    decider: a.resolved.decider,
    clerk: a.resolved.clerk,
    raised: a.resolved.raised,
    sentAt: a.businessAt,
  }),
  clocks: (c) => [{ op: 'start', name: 'register', holder: c.resolved.clerk, limit: 'proposal.register' }],
  notices: (c) => [{ to: key.post(c.resolved.decider), code: 'sent' }],
  names: (c) => [c.resolved.agency, c.resolved.decider],
  prelude: {
    ask: 'gap',
    elsewhere: {
      practice: { kind: 'obstacle', act: 'report' },
      authority: { kind: 'obstacle', act: 'report' },
      resources: { kind: 'obstacle', act: 'report' },
    },
    confirm: { field: 'understood', text: PROMISE, parts: ['readers', 'demand', 'promised', 'notPromised', 'withdrawal'] },
  },
  milestone: true,
  check: true,
  basis: 'd73-2023#art7',
});

const keeper = [postOf<ProposalState>((s) => s.clerk ?? undefined, 'clerk'), headOf<ProposalState>((s) => s.agency ?? undefined)];

/** Sent back once what is missing has been said; the time to consider begins when the plan comes back complete. */
export const returnPlan = act({
  from: ['proposed'],
  to: 'completing',
  by: keeper,
  body: z.object({ missing: prose({ min: 20 }) }),
  guard: (c) =>
    c.state.returns.length >= ROW_LIMITS.returns ? refuse('proposal.too_many_rows', { max: ROW_LIMITS.returns }) : undefined,
  apply: (s, a) => ({ ...s, returns: [...s.returns, { seq: a.seq, missing: a.body.missing, on: dayOf(a), answer: null }] }),
  clocks: (c) => [
    { op: 'meet', name: 'register' },
    ...(c.state.proposer.post === null
      ? []
      : [{ op: 'start' as const, name: 'complete', holder: c.state.proposer.post, limit: 'proposal.complete' }]),
  ],
  notices: (c) => proposerKeys(c.dossier).map((to) => ({ to, code: 'returned' })),
  milestone: true,
});

/** The plan once more, with what was missing. */
export const completePlan = act({
  from: ['completing'],
  to: 'proposed',
  by: [author()],
  body: z.object({ ...planFields, answer: prose({ min: 10 }) }),
  guard: (c) => refuseBackwards(c.body),
  apply: (s, a) => ({
    ...s,
    plan: planOf(a.body),
    sentAt: a.businessAt,
    returns: changeRows(
      s.returns,
      (r) => r.answer === null,
      (r) => ({ ...r, answer: a.body.answer }),
    ),
  }),
  clocks: (c) => [
    { op: 'meet', name: 'complete' },
    ...(c.state.clerk === null
      ? []
      : [{ op: 'start' as const, name: 'register', holder: c.state.clerk, limit: 'proposal.register' }]),
  ],
  prefill: ({ dossier }) => planAgain(dossier?.state),
  answers: 'complete',
  milestone: true,
});

function planAgain(state: ProposalState | undefined): Readonly<Record<string, never>> {
  const filled = Object.entries(state?.plan ?? {}).filter(([, value]) => value !== null);
  return Object.fromEntries(filled) as Readonly<Record<string, never>>;
}

/**
 * Entered in the book: the leadership considers it within the days of the decree, counted from when the complete plan was received, and the Party committee
 * of the same level is asked. Where fewer than two may vote it goes one level up. @basis d73-2023#art8.1, d73-2023#art4
 */
export const register = act({
  from: ['proposed'],
  to: 'considering',
  by: keeper,
  body: z.object({ party: unitRef({ only: ['party-committee', 'party-board'] }) }),
  resolve: (c) => {
    const { agency } = c.state;
    if (agency === null) return refuse('proposal.no_post');
    const party = c.org.headPost(c.body.party as UnitId);
    if (!party) return atField('proposal.no_head', 'party', { unit: c.org.unitName(c.body.party as UnitId) });
    const proposers = proposersOf(c.state);
    const here = leadersOf(c.org, agency);
    const isTooFew = isVoted(c.law) && electorateOf(here, proposers, []).entitled.length < LEAST_ENTITLED;
    // A head who became a co-author considers it no more than one who proposed.
    const head = c.state.decider === null ? undefined : c.org.actingHolder(c.state.decider)?.person;
    const isOwn = head !== undefined && proposers.includes(head);
    const considering = isTooFew || isOwn ? considerAbove(c.org, agency, proposers) : consideringIn(c.org, agency);
    if (isRefusal(considering)) return considering;
    return {
      ...considering,
      party,
      superior: c.org.superiorPost(considering.decider) ?? null,
      raised: isOwn ? ('own' as const) : isTooFew ? ('too-few' as const) : c.state.raised,
      leaders: leadersOf(c.org, considering.agency).map((l) => ({ ...l })),
      isVoted: isVoted(c.law),
      hasCouncil: councilLaw(c.law) !== undefined,
    };
  },
  apply: (s, a) => ({
    ...s,
    agency: a.resolved.agency,
    decider: a.resolved.decider,
    clerk: a.resolved.clerk,
    superior: a.resolved.superior,
    raised: a.resolved.raised,
    party: a.body.party as UnitId,
    leaders: a.resolved.leaders,
    hasCouncil: a.resolved.hasCouncil,
    opinions: [...s.opinions, asked(a, 'party-opinion', 'approval', a.body.party as UnitId)],
  }),
  clocks: (c) => [
    { op: 'meet', name: 'register' },
    {
      op: 'start',
      name: 'decide',
      holder: c.resolved.decider,
      limit: decideLimit(c.resolved.raised),
      ...(c.state.sentAt === null ? {} : { startAt: c.state.sentAt }),
    },
    { op: 'start', name: 'party-opinion', holder: c.resolved.party, limit: 'proposal.party-opinion' },
  ],
  notices: (c) => [
    ...proposerKeys(c.dossier).map((to) => ({ to, code: 'registered' })),
    ...c.resolved.leaders.map((l) => ({ to: key.post(l.post), code: 'to-vote' })),
  ],
  names: (c) => [c.resolved.agency, c.resolved.decider, c.body.party as UnitId],
  registers: true,
  answers: 'register',
  milestone: true,
  basis: 'd73-2023#art8.1',
});

/** Taken back before anything is decided, with the reason; what was written stays to be read. */
export const withdraw = act({
  from: ['proposed', 'completing', 'considering', 'voted'],
  to: 'withdrawn',
  by: [author()],
  body: z.object({ reason: prose({ min: 20 }) }),
  apply: (s) => s,
  clocks: (c) => cancelOpen(c.dossier.clocks, 'register', 'complete', 'decide', 'party-opinion', 'advice'),
  notices: (c) => [
    ...(c.state.decider === null ? [] : [{ to: key.post(c.state.decider), code: 'withdrawn' }]),
    ...proposerKeys(c.dossier).flatMap((to) => (to === c.key ? [] : [{ to, code: 'withdrawn' }])),
    ...c.state.leaders.map((l) => ({ to: key.post(l.post), code: 'withdrawn' })),
  ],
  milestone: true,
  check: true,
});
