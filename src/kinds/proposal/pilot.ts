/** A pilot under way: what is measured, what goes wrong, what the head orders, what is reported and how it is assessed. */
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
  files,
  findOpen,
  integer,
  key,
  legalDate,
  line,
  list,
  postOf,
  prose,
  type Refusal,
  refuse,
  symbol,
} from '../../dossier/index.ts';
import type { RowTable } from '../../dossier/rows.ts';
import type { PostId, UnitId } from '../../kernel/ids.ts';
import type { LegalDate } from '../../kernel/time.ts';
import { openingsOf } from './consequences.ts';
import { asked, leaderPosts, proposerKeys, ROW_LIMITS, refuseJudge, refuseUnheard } from './rules.ts';
import { type Pilot, type ProposalState, RESULTS } from './state.ts';

const act = actsOf<ProposalState>();

const decider = postOf<ProposalState>((s) => s.decider ?? undefined, 'decider');
const superior = postOf<ProposalState>((s) => s.superior ?? undefined, 'superior');
const carrying = [author<ProposalState>(), postOf<ProposalState>((s) => s.proposer.post ?? undefined, 'proposer')];

const change = (s: ProposalState, part: (pilot: Pilot) => Partial<Pilot>): ProposalState =>
  s.pilot === null ? s : { ...s, pilot: { ...s.pilot, ...part(s.pilot) } };

const refuseFull = (rows: readonly unknown[] | undefined, max: number): Refusal | undefined =>
  (rows?.length ?? 0) >= max ? refuse('proposal.too_many_rows', { max }) : undefined;

/** A value of an indicator on a day; a later one for the same day supersedes it and both stay. */
export const measure = act({
  from: ['piloting', 'reporting'],
  by: carrying,
  body: z.object({
    indicator: integer({ min: 1, max: 12 }),
    value: decimal({ min: -1_000_000_000 }),
    on: legalDate(),
    source: symbol({ max: 200 }),
  }),
  guard: (c) => {
    const { indicator, on } = c.body;
    if (indicator > c.state.plan.indicators.length)
      return atField('proposal.no_such_indicator', 'indicator', { max: c.state.plan.indicators.length });
    if (on > dayOf(c.now)) return atField('proposal.measured_tomorrow', 'on');
    return undefined;
  },
  apply: (s) => change(s, (pilot) => ({ readings: pilot.readings + 1 })),
});

/** The values of the indicators, each with its day and source. */
export const readings: RowTable<ProposalState> = {
  name: 'readings',
  key: [
    { key: 'indicator', type: 'text' },
    { key: 'on', type: 'date', as: 'date' },
  ],
  values: [
    { key: 'value', type: 'number' },
    { key: 'measure', type: 'text' },
    { key: 'target', type: 'number' },
    { key: 'source', type: 'text' },
  ],
  keeps: 'every',
  rows: ({ act: a, before }) => {
    if (a.name !== 'measure') return [];
    const body = a.body as { readonly indicator: number; readonly value: number; readonly on: string; readonly source: string };
    const said = before.plan.indicators[body.indicator - 1];
    if (!said) return [];
    const { value, source } = body;
    return [
      { key: { indicator: said.name, on: body.on }, values: { value, measure: said.measure, target: said.target, source } },
    ];
  },
};

/** Something went wrong; told to the head at once. */
export const incident = act({
  from: ['piloting', 'reporting'],
  by: [...carrying, decider],
  body: z.object({ what: prose({ min: 20 }), harm: choice(['none', 'some', 'grave']), files: files({ later: true }).optional() }),
  guard: (c) => refuseFull(c.state.pilot?.incidents, ROW_LIMITS.incidents),
  apply: (s, a) =>
    change(s, (pilot) => ({
      incidents: [...pilot.incidents, { seq: a.seq, what: a.body.what, harm: a.body.harm, on: dayOf(a) }],
    })),
  notices: (c) => (c.state.decider === null ? [] : [{ to: key.post(c.state.decider), code: 'incident' }]),
  milestone: true,
});

/** A look at a running pilot, written down whatever it finds. */
export const reviewPilot = act({
  judges: 'finding',
  from: ['piloting'],
  by: [decider, superior],
  body: z.object({ findings: prose({ min: 20 }) }),
  guard: (c) => refuseFull(c.state.pilot?.reviews, ROW_LIMITS.reviews) ?? refuseJudge(c),
  apply: (s, a) =>
    change(s, (pilot) => ({ reviews: [...pilot.reviews, { seq: a.seq, findings: a.body.findings, on: dayOf(a) }] })),
  notices: (c) => proposerKeys(c.dossier).map((to) => ({ to, code: 'reviewed' })),
  milestone: true,
});

/** Continue, suspend or terminate: what the head orders is done. @basis d73-2023#art6 */
export const orderPilot = act({
  judges: 'decision',
  sign: true,
  from: ['piloting'],
  to: (after) => (after.pilot?.orders.at(-1)?.order === 'terminate' ? 'reporting' : undefined),
  by: [decider, superior],
  body: z.object({ order: choice(['continue', 'suspend', 'terminate']), reasons: prose({ min: 20 }) }),
  resolve: (c) => ({
    post: c.key.slice('post:'.length) as PostId,
    isLapsed: findOpen(c.dossier.clocks, 'pilot')?.state === 'lapsed',
  }),
  guard: (c) => {
    const { order } = c.body;
    const full = refuseFull(c.state.pilot?.orders, ROW_LIMITS.orders) ?? refuseJudge(c);
    if (full) return full;
    if (order === 'suspend' && c.state.pilot?.suspended) return refuse('proposal.suspended_already');
    return order === 'suspend' && c.resolved.isLapsed ? refuse('proposal.pilot_over') : undefined;
  },
  apply: (s, a) =>
    change(s, (pilot) => ({
      suspended: a.body.order === 'suspend',
      orders: [
        ...pilot.orders,
        { seq: a.seq, order: a.body.order, reasons: a.body.reasons, post: a.resolved.post, on: dayOf(a) },
      ],
    })),
  clocks: (c) => {
    const { decider: holder } = c.state;
    if (c.body.order === 'suspend')
      return [
        { op: 'pause', name: 'pilot', reason: 'suspended' },
        // Whoever has it stand still says within its days whether it goes on.
        ...(holder === null ? [] : [{ op: 'start' as const, name: 'resume', holder, limit: 'proposal.suspended' }]),
      ];
    const resumed = c.state.pilot?.suspended
      ? [
          { op: 'resume' as const, name: 'pilot' },
          { op: 'meet' as const, name: 'resume' },
        ]
      : [];
    return c.body.order === 'continue' ? resumed : [...resumed, { op: 'meet', name: 'pilot' }, ...reportClock(c.state)];
  },
  notices: (c) => [
    ...proposerKeys(c.dossier).map((to) => ({ to, code: `order-${c.body.order}` })),
    ...leaderPosts(c.state).map((post) => ({ to: key.post(post), code: `order-${c.body.order}` })),
  ],
  names: (c) => [c.resolved.post],
  milestone: true,
  check: true,
  basis: 'd73-2023#art6',
});

/** The implementer reports within five working days of the end. @basis d73-2023#art18 */
const reportClock = (s: ProposalState) =>
  s.proposer.post === null ? [] : [{ op: 'start' as const, name: 'report', holder: s.proposer.post, limit: 'd73.report' }];

/** The pilot is over: at its date or before. */
export const finish = act({
  from: ['piloting'],
  to: 'reporting',
  by: [...carrying, decider],
  body: z.object({ remark: line({ min: 10 }) }),
  guard: (c) => (c.state.pilot?.suspended ? refuse('proposal.suspended_first') : undefined),
  apply: (s) => s,
  clocks: (c) => [{ op: 'meet', name: 'pilot' }, ...reportClock(c.state)],
  notices: (c) => (c.state.decider === null ? [] : [{ to: key.post(c.state.decider), code: 'finished' }]),
  answers: 'pilot',
  milestone: true,
});

/** The full and truthful report; from then the leadership assesses within its days, after the Party committee was heard. @basis d73-2023#art18 */
export const report = act({
  from: ['reporting'],
  to: 'evaluating',
  by: carrying,
  body: z.object({
    result: choice(RESULTS),
    text: prose({ min: 50 }),
    damage: choice(['no', 'yes']),
    files: files({ later: true }).optional(),
  }),
  resolve: (c) => {
    const party = c.state.party === null ? undefined : c.org.headPost(c.state.party);
    return c.state.decider === null || !party ? refuse('proposal.no_post') : { decider: c.state.decider, party };
  },
  apply: (s, a) => ({
    ...change(s, () => ({ report: { seq: a.seq, result: a.body.result, text: a.body.text, on: dayOf(a) } })),
    opinions: [...s.opinions, asked(a, 'party-evaluation', 'evaluation', s.party as UnitId)],
  }),
  clocks: (c) => [
    { op: 'meet', name: 'report' },
    { op: 'start', name: 'assess', holder: c.resolved.decider, limit: 'd73.assess' },
    { op: 'start', name: 'party-evaluation', holder: c.resolved.party, limit: 'proposal.party-opinion' },
  ],
  notices: (c) => [{ to: key.post(c.resolved.decider), code: 'reported' }],
  answers: 'report',
  milestone: true,
  check: true,
  basis: 'd73-2023#art18',
});

const cause = z.object({ kind: choice(['objective', 'subjective']), what: prose({ min: 10 }), evidence: prose({ min: 10 }) });

/**
 * The assessment: how far the aim was reached, whether there was damage, and of each cause whether it was objective and what shows it. What follows from
 * it for people is for other dossiers, which find it here. @basis d73-2023#art18, d73-2023#art11.4
 */
export const evaluate = act({
  judges: 'finding',
  from: ['evaluating'],
  to: 'concluded',
  by: [decider, superior],
  body: z.object({
    result: choice(RESULTS),
    damage: choice(['no', 'yes']),
    findings: prose({ min: 50 }),
    causes: list(cause, { max: 20 }),
    exit: choice(['replicate', 'change-rule', 'stop']),
    lesson: prose({ min: 20 }),
  }),
  resolve: (c) => ({ post: c.key.slice('post:'.length) as PostId }),
  guard: (c) => {
    const early = refuseJudge(c) ?? refuseUnheard(c, 'evaluation');
    if (early) return early;
    const { result, causes, exit } = c.body;
    if (result !== 'completed' && causes.length === 0) return atField('proposal.say_the_causes', 'causes');
    return result === 'not' && exit === 'replicate' ? atField('proposal.nothing_to_replicate', 'exit') : undefined;
  },
  apply: (s, a) =>
    change(s, () => ({
      evaluation: {
        seq: a.seq,
        result: a.body.result,
        damage: a.body.damage === 'yes',
        findings: a.body.findings,
        causes: a.body.causes,
        exit: a.body.exit,
        lesson: a.body.lesson,
        post: a.resolved.post,
        person: a.actor,
        on: dayOf(a),
      },
    })),
  clocks: (c) => [{ op: 'meet', name: 'assess' }, ...cancelOpen(c.dossier.clocks, 'party-evaluation')],
  opens: (c) => openingsOf(c),
  notices: (c) => [
    ...proposerKeys(c.dossier).map((to) => ({ to, code: 'evaluated' })),
    ...leaderPosts(c.state).map((post) => ({ to: key.post(post), code: 'evaluated' })),
  ],
  answers: 'assess',
  names: (c) => [c.resolved.post],
  milestone: true,
  check: true,
  basis: 'd73-2023#art18',
});

/** Another unit takes over what was shown to work. */
export const join = act({
  from: ['concluded'],
  by: [anyOfficial()],
  body: z.object({ remark: prose({ min: 10 }) }),
  resolve: (c) => {
    const isHead = c.unit !== null && c.org.actingHolder(c.org.headPost(c.unit) ?? ('' as PostId))?.person === c.standing.person;
    return isHead && c.unit !== null ? { unit: c.unit } : refuse('proposal.heads_join');
  },
  guard: (c) => {
    if (c.state.pilot?.evaluation?.exit !== 'replicate') return refuse('proposal.nothing_to_replicate');
    if (c.resolved.unit === c.state.agency || c.state.joined.some((j) => j.unit === c.resolved.unit))
      return refuse('proposal.joined_already');
    return refuseFull(c.state.joined, ROW_LIMITS.joined);
  },
  offered: (d) => d.state.pilot?.evaluation?.exit === 'replicate',
  apply: (s, a) => ({ ...s, joined: [...s.joined, { seq: a.seq, unit: a.resolved.unit, on: dayOf(a) as LegalDate }] }),
  notices: (c) => proposerKeys(c.dossier).map((to) => ({ to, code: 'joined' })),
  names: (c) => [c.resolved.unit],
  milestone: true,
});
