/** What the head decides after the vote, alone where the law of the installation knows no vote; and the way to the superior. */
import { z } from 'zod';
import {
  actsOf,
  answering,
  atField,
  author,
  cancelOpen,
  type DecideContext,
  dayOf,
  findOpen,
  flag,
  key,
  legalDate,
  money,
  postOf,
  prose,
  type Refusal,
  refuse,
  refuseTooFar,
  symbol,
  unitRefs,
} from '../../dossier/index.ts';
import type { PostId, UnitId } from '../../kernel/ids.ts';
import type { LegalDate } from '../../kernel/time.ts';
import {
  bindingNo,
  decideLimit,
  isByCouncil,
  isOut,
  isQuorate,
  isSitting,
  isVoted,
  lastCount,
  leadersOf,
  proposerKeys,
  ROW_LIMITS,
  refuseOut,
  refuseUnheard,
} from './rules.ts';
import type { Decision, Limits, ProposalState } from './state.ts';

const act = actsOf<ProposalState>();
type Context = DecideContext<ProposalState, unknown>;

const decider = postOf<ProposalState>((s) => s.decider ?? undefined, 'decider');

const limitFields = {
  from: legalDate(),
  until: legalDate(),
  places: unitRefs({ min: 1, max: 60 }),
  money: money({ later: true }).optional(),
  means: prose({ min: 10 }),
  stopWhen: prose({ min: 10 }),
};

type LimitBody = z.output<z.ZodObject<typeof limitFields>>;

const limitsOf = (b: LimitBody): Limits => ({
  from: b.from as LegalDate,
  until: b.until as LegalDate,
  places: b.places as UnitId[],
  money: b.money ?? null,
  means: b.means,
  stopWhen: b.stopWhen,
});

/** A vote binds where the leadership votes, and where a council voted in its place. */
const isBoundByVote = (c: Context): boolean => isVoted(c.law) || isByCouncil(c.state);

/** Nobody decides on the own proposal, nor before the Party committee was heard, nor without the vote that the law asks for. */
function refuseEarly(c: Context): Refusal | undefined {
  const out = refuseOut(c);
  if (out) return out;
  if (isSitting(c.state)) return refuse('proposal.council_sits');
  if (isBoundByVote(c)) {
    if (c.dossier.stage !== 'voted' || !lastCount(c.state)) return refuse('proposal.not_voted');
    if (!isQuorate(c.state)) return refuse('proposal.too_few_vote');
  }
  return refuseUnheard(c, 'approval');
}

function refuseLimits(c: Context & { readonly body: LimitBody }): Refusal | undefined {
  const { from, until, money: granted } = c.body;
  if (from < dayOf(c.now)) return atField('proposal.begins_before_decided', 'from');
  if (until < from) return atField('proposal.ends_before_it_begins', 'until');
  if (c.state.plan.money !== null && granted !== undefined && granted > c.state.plan.money)
    return atField('proposal.more_than_planned', 'money', { money: c.state.plan.money });
  return refuseTooFar(c, 'until', until);
}

/** What was advised and binds: a no of a body that the law lets bind stands above the vote, and its time is waited for. */
function refuseAgainstAdvice(c: Context): Refusal | undefined {
  const no = bindingNo(c.state);
  if (no) return refuse('proposal.advice_binds', { unit: c.org.unitName(no.unit) });
  const open = c.state.opinions.find((o) => o.purpose === 'advice' && o.binding && o.stance === null && o.lapsedBy === null);
  return open ? refuse('proposal.advice_awaited', { unit: c.org.unitName(open.unit) }) : undefined;
}

function refuseRoute(c: Context): Refusal | undefined {
  return c.state.route === 'd73' ? undefined : refuse('proposal.rule_stands');
}

const isLate = (c: Context): boolean => findOpen(c.dossier.clocks, 'decide')?.state === 'lapsed';

function decided(
  s: ProposalState,
  a: { readonly seq: number; readonly actor: Decision['person'] } & Parameters<typeof dayOf>[0],
  of: Pick<Decision, 'outcome' | 'override' | 'reasons' | 'legalBasis' | 'number' | 'post' | 'late'>,
): ProposalState {
  return { ...s, decisions: [...s.decisions, { ...of, seq: a.seq, round: s.round, person: a.actor, on: dayOf(a) }] };
}

const began = (s: ProposalState, limits: Limits): ProposalState => ({
  ...s,
  pilot: { limits, suspended: false, readings: 0, incidents: [], reviews: [], orders: [], report: null, evaluation: null },
});

const running = (c: { readonly dossier: Context['dossier']; readonly state: ProposalState; readonly body: LimitBody }) => [
  { op: 'meet' as const, name: 'decide' },
  ...cancelOpen(c.dossier.clocks, 'party-opinion', 'advice'),
  ...(c.state.proposer.post === null
    ? []
    : [
        {
          op: 'start' as const,
          name: 'pilot',
          holder: c.state.proposer.post,
          limit: 'proposal.pilot',
          dueOn: c.body.until,
        },
      ]),
];

const tell = (c: Context, code: string) => [
  ...proposerKeys(c.dossier).map((to) => ({ to, code })),
  ...c.state.leaders.map((l) => ({ to: key.post(l.post), code })),
];

/** Allowed as the vote adopted it, within limits of time, place and money. @basis d73-2023#art8.1, d73-2023#art10 */
export const allow = act({
  judges: 'decision',
  sign: true,
  from: ['considering', 'voted'],
  to: 'piloting',
  by: [decider],
  body: z.object({ reasons: prose({ min: 20 }), legalBasis: symbol({ max: 300 }), number: symbol(), ...limitFields }),
  resolve: (c) => ({ post: c.key.slice('post:'.length) as PostId, late: isLate(c) }),
  guard: (c) => {
    const early = refuseEarly(c) ?? refuseRoute(c) ?? refuseAgainstAdvice(c);
    if (early) return early;
    if (isBoundByVote(c) && lastCount(c.state)?.tally.adopted !== true) return refuse('proposal.not_adopted');
    return refuseLimits(c);
  },
  offered: (d) => d.state.route === 'd73' && lastCount(d.state)?.tally.adopted !== false,
  apply: (s, a) => {
    const { reasons, legalBasis, number } = a.body;
    const { post, late } = a.resolved;
    return began(
      decided(s, a, { outcome: 'allowed', override: false, reasons, legalBasis, number, post, late }),
      limitsOf(a.body),
    );
  },
  clocks: running,
  notices: (c) => tell(c, 'allowed'),
  prefill: ({ dossier }) => limitsAsked(dossier?.state),
  answers: 'decide',
  names: (c) => [c.resolved.post],
  milestone: true,
  check: true,
  basis: 'd73-2023#art8.1',
});

function limitsAsked(state: ProposalState | undefined) {
  const { from, until, money: asked, stopWhen } = state?.plan ?? {};
  return {
    ...(from ? { from } : {}),
    ...(until ? { until } : {}),
    ...(asked === null || asked === undefined ? {} : { money: asked }),
    ...(stopWhen ? { stopWhen } : {}),
  };
}

/**
 * The head lets be done what the vote did not adopt: in writing, because it is necessary and feasible, and answering for it to the superior agency
 * and before the law. @basis d73-2023#art8.1
 */
export const override = act({
  judges: 'decision',
  sign: true,
  from: ['voted'],
  to: 'piloting',
  by: [decider],
  body: z.object({
    necessary: prose({ min: 50 }),
    feasible: prose({ min: 50 }),
    legalBasis: symbol({ max: 300 }),
    number: symbol(),
    answerable: flag({ mustBeTrue: true }),
    ...limitFields,
  }),
  resolve: (c) => ({
    post: c.key.slice('post:'.length) as PostId,
    late: isLate(c),
    superior: c.org.superiorPost(c.state.decider as PostId) ?? null,
  }),
  guard: (c) => {
    const early = refuseEarly(c) ?? refuseRoute(c) ?? refuseAgainstAdvice(c);
    if (early) return early;
    if (lastCount(c.state)?.tally.adopted !== false) return refuse('proposal.adopted_already');
    // Who answers for it by name is the head, and nobody in the head's stead while there is one.
    const head = c.state.decider === null ? undefined : c.org.holderOf(c.state.decider);
    if (head && head.person !== c.standing.person) return refuse('proposal.head_in_person');
    return refuseLimits(c);
  },
  offered: (d) => d.state.route === 'd73' && lastCount(d.state)?.tally.adopted === false,
  apply: (s, a) => {
    const { necessary, legalBasis, number } = a.body;
    const { post, late } = a.resolved;
    const of = { outcome: 'allowed' as const, override: true, reasons: necessary, legalBasis, number, post, late };
    return began(decided(s, a, of), limitsOf(a.body));
  },
  clocks: running,
  notices: (c) => [
    ...tell(c, 'overridden'),
    ...(c.resolved.superior === null ? [] : [{ to: key.post(c.resolved.superior), code: 'overridden' }]),
  ],
  prefill: ({ dossier }) => limitsAsked(dossier?.state),
  names: (c) => [c.resolved.post],
  milestone: true,
  check: true,
  basis: 'd73-2023#art8.1',
});

/** What the vote adopted is done, unless a no binds that stands above it. */
const isBoundToAllow = (s: ProposalState): boolean => lastCount(s)?.tally.adopted === true && bindingNo(s) === undefined;

/** A no, with reasons and what would be needed for a yes; never against a vote that adopted it. */
export const refuseProposal = act({
  judges: 'decision',
  sign: true,
  from: ['considering', 'voted'],
  to: 'refused',
  by: [decider],
  body: z.object({ reasons: prose({ min: 20 }), needed: prose({ min: 10 }), number: symbol({ later: true }).optional() }),
  resolve: (c) => ({ post: c.key.slice('post:'.length) as PostId, late: isLate(c) }),
  guard: (c) => refuseEarly(c) ?? (isBoundToAllow(c.state) ? refuse('proposal.adopted_not_refused') : undefined),
  offered: (d) => !isBoundToAllow(d.state),
  apply: (s, a) =>
    decided(s, a, {
      outcome: 'refused',
      override: false,
      reasons: a.body.reasons,
      legalBasis: null,
      number: a.body.number ?? null,
      ...a.resolved,
    }),
  clocks: (c) => [{ op: 'meet', name: 'decide' }, ...cancelOpen(c.dossier.clocks, 'party-opinion', 'advice')],
  notices: (c) => tell(c, 'refused'),
  names: (c) => [c.resolved.post],
  milestone: true,
  check: true,
});

/** A rule that stands is not departed from: what was adopted goes to whoever may change it. @basis nq206-2025#art2 */
export const forward = act({
  judges: 'decision',
  sign: true,
  from: ['considering', 'voted'],
  to: 'forwarded',
  by: [decider],
  body: z.object({ addressee: symbol({ max: 200 }), reasons: prose({ min: 20 }), number: symbol() }),
  resolve: (c) => ({ post: c.key.slice('post:'.length) as PostId, late: isLate(c) }),
  guard: (c) => {
    const early = refuseEarly(c);
    if (early) return early;
    if (c.state.route === 'd73') return refuse('proposal.own_power');
    return isBoundByVote(c) && lastCount(c.state)?.tally.adopted !== true ? refuse('proposal.not_adopted') : undefined;
  },
  offered: (d) => d.state.route !== 'd73',
  apply: (s, a) =>
    decided(s, a, {
      outcome: 'forwarded',
      override: false,
      reasons: a.body.reasons,
      legalBasis: a.body.addressee,
      number: a.body.number,
      ...a.resolved,
    }),
  clocks: (c) => [{ op: 'meet', name: 'decide' }, ...cancelOpen(c.dossier.clocks, 'party-opinion', 'advice')],
  notices: (c) => tell(c, 'forwarded'),
  names: (c) => [c.resolved.post],
  milestone: true,
  check: true,
});

/** The proposer asks the superior to look at a refusal once more. */
export const askReview = act({
  from: ['refused'],
  to: 'reviewing',
  by: [author()],
  body: z.object({ reason: prose({ min: 20 }) }),
  resolve: (c) => {
    const reviewer = c.state.decider === null ? undefined : c.org.escalationPost(c.state.decider);
    const person = reviewer && c.org.actingHolder(reviewer)?.person;
    return reviewer && !isOut(c.state, person)
      ? { reviewer }
      : refuse('proposal.no_superior', { unit: c.state.agency === null ? '' : c.org.unitName(c.state.agency) });
  },
  guard: (c) => {
    if (c.state.reviews.some((r) => r.seq > (c.state.decisions.at(-1)?.seq ?? 0))) return refuse('proposal.reviewed_already');
    return c.state.round >= ROW_LIMITS.rounds ? refuse('proposal.too_many_rows', { max: ROW_LIMITS.rounds }) : undefined;
  },
  offered: (d) => !d.state.reviews.some((r) => r.seq > (d.state.decisions.at(-1)?.seq ?? 0)),
  apply: (s, a) => ({
    ...s,
    reviews: [
      ...s.reviews,
      { seq: a.seq, reason: a.body.reason, reviewer: a.resolved.reviewer, outcome: 'open' as const, answer: null, on: dayOf(a) },
    ],
  }),
  clocks: (c) => [{ op: 'start', name: 'review', holder: c.resolved.reviewer, limit: 'proposal.review' }],
  notices: (c) => [{ to: key.post(c.resolved.reviewer), code: 'review-asked' }],
  names: (c) => [c.resolved.reviewer],
  milestone: true,
});

const reviewer = [answering('review')];
const answeredReview = (s: ProposalState, outcome: 'upheld' | 'again', answer: string): ProposalState => ({
  ...s,
  reviews: s.reviews.map((r) => (r.outcome === 'open' ? { ...r, outcome, answer } : r)),
});

/** The superior leaves the refusal as it is, with reasons. */
export const upholdRefusal = act({
  judges: 'decision',
  sign: true,
  from: ['reviewing'],
  to: 'refused',
  by: reviewer,
  body: z.object({ answer: prose({ min: 20 }) }),
  guard: refuseOut,
  apply: (s, a) => answeredReview(s, 'upheld', a.body.answer),
  clocks: () => [{ op: 'meet', name: 'review' }],
  notices: (c) => tell(c, 'review-upheld'),
  answers: 'review',
  milestone: true,
});

/** The superior has it considered again by the same leadership, with new days and new ballots. */
export const orderAgain = act({
  judges: 'decision',
  sign: true,
  from: ['reviewing'],
  to: 'considering',
  by: reviewer,
  body: z.object({ answer: prose({ min: 20 }) }),
  resolve: (c) =>
    c.state.agency === null || c.state.decider === null
      ? refuse('proposal.no_post')
      : { decider: c.state.decider, leaders: leadersOf(c.org, c.state.agency).map((l) => ({ ...l })) },
  guard: refuseOut,
  apply: (s, a) => ({
    ...answeredReview(s, 'again', a.body.answer),
    round: s.round + 1,
    ballots: [],
    leaders: a.resolved.leaders,
  }),
  clocks: (c) => [
    { op: 'meet', name: 'review' },
    { op: 'start', name: 'decide', holder: c.resolved.decider, limit: decideLimit(c.state.raised) },
  ],
  notices: (c) => tell(c, 'review-again'),
  answers: 'review',
  milestone: true,
});
