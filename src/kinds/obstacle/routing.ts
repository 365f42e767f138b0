/** To whom it belongs: classifying, routing by authority and assignment map, handing over. */
import { z } from 'zod';
import {
  actsOf,
  answering,
  type ClockOp,
  cancelOpen,
  choice,
  type DecideContext,
  dayOf,
  fieldRef,
  findOpen,
  headOf,
  type Key,
  key,
  keysOf,
  postOf,
  prose,
  type Refusal,
  refuse,
  staffOf,
  symbol,
  unitRef,
} from '../../dossier/index.ts';
import { countWorkingDays } from '../../kernel/calendar.ts';
import type { PostId, UnitId } from '../../kernel/ids.ts';
import { toLegalDate } from '../../kernel/time.ts';
import { countFrom, findAbove, findResponsible, mayLead, proposeLead, refuseLateBehindQuestion, settlePending } from './rules.ts';
import { AUTHORITIES, type HandOver, LEGAL_GAPS, type ObstacleState } from './state.ts';

const act = actsOf<ObstacleState>();

/** Those who carry the matter now: the decider, and head and deputies of the lead unit until it went to a superior. */
export const deciderRules = [
  postOf<ObstacleState>((s) => s.decider ?? undefined, 'decider'),
  headOf<ObstacleState>((s) => (isWithLead(s) ? (s.lead ?? undefined) : undefined)),
  answering('decide'),
];

/** True while the lead unit itself decides; false once the matter was put to a superior in this round. */
export function isWithLead(s: ObstacleState): boolean {
  const last = s.decisions.at(-1);
  return !(last?.remedy === 'ask-superior' && last.round === s.round);
}

/** Names field, provision and the authority needed; these are no longer the reporter's guesses. */
export const classify = act({
  from: ['registered'],
  to: 'classified',
  by: [answering('classify'), postOf((s) => s.register?.clerk), staffOf((s) => s.register?.unit)],
  body: z.object({
    field: fieldRef(),
    provision: symbol({ max: 200 }).optional(),
    legalGap: choice(LEGAL_GAPS),
    authority: choice(AUTHORITIES),
  }),
  resolve: (c) => {
    const unit = c.state.register?.unit;
    const router = unit === undefined ? undefined : c.org.headPost(unit);
    if (!router) return refuse('obstacle.no_head', { unit: unit ? c.org.unitName(unit) : '' });
    return {
      router,
      proposedLead: proposeLead(c.org, c.body.authority, c.body.field, c.state.locality) ?? null,
      responsible: findResponsible(c.org, { field: c.body.field, locality: c.state.locality }),
    };
  },
  apply: (s, a) => ({
    ...settlePending(s, dayOf(a)),
    field: a.body.field,
    provision: a.body.provision ?? s.provision,
    legalGap: a.body.legalGap,
    authority: a.body.authority,
    proposedLead: a.resolved.proposedLead,
    responsible: a.resolved.responsible ?? s.responsible,
  }),
  guard: (c) => refuseLateBehindQuestion(c),
  clocks: (c) => [
    { op: 'meet', name: 'classify' },
    { op: 'meet', name: 'answer-more' },
    { op: 'start', name: 'route', holder: c.resolved.router, limit: 'obstacle.route' },
  ],
  milestone: true,
  answers: 'classify',
});

/** How often a matter may be passed from unit to unit where the packs of the installation do not say. */
const PASSINGS_OTHERWISE = 3;

type Looking = Pick<DecideContext<ObstacleState, unknown>, 'dossier' | 'state' | 'org' | 'law' | 'now'>;

/** What a passing costs the unit that had the matter, and who names the lead when it has been passed too often. */
interface Passing {
  readonly days: number;
  readonly arbiter: PostId | null;
}

function passingOf(c: Looking, responsible: PostId): Passing {
  const clock = findOpen(c.dossier.clocks, 'decide');
  const since = clock === undefined ? undefined : toLegalDate(clock.heldFrom ?? clock.startAt);
  return {
    days: since === undefined ? 0 : countWorkingDays(c.law.calendar, since, dayOf(c.now)),
    arbiter: findAbove(c.org, responsible) ?? null,
  };
}

/**
 * The first passing corrects a wrong address, and the new lead gets the whole time of the step. After that the time belongs to the
 * obstacle and not to the unit: the clock passes on with the date it has, late where it is late, and more time comes only from
 * whoever grants it.
 */
function passClock(c: Looking, decider: PostId): readonly ClockOp[] {
  const clock = findOpen(c.dossier.clocks, 'decide');
  const settled: ClockOp[] = [{ op: 'meet', name: 'answer-more' }, ...cancelOpen(c.dossier.clocks, 'extension')];
  if (clock === undefined || c.state.handOvers.length === 0) {
    return [
      { op: 'meet', name: 'decide' },
      ...settled,
      { op: 'start', name: 'decide', holder: decider, limit: 'obstacle.decide' },
    ];
  }
  const resumed: ClockOp[] = clock.state === 'paused' ? [{ op: 'resume', name: 'decide', credit: false }] : [];
  return [...settled, ...resumed, { op: 'reassign', name: 'decide', holder: decider }];
}

/** Adds one passing to the record. */
function withPassing(
  s: ObstacleState,
  to: UnitId,
  row: Pick<HandOver, 'seq' | 'authority' | 'basis' | 'reason' | 'on'>,
  passing: Passing | null,
): ObstacleState {
  if (s.lead === null) return s;
  const back = s.handOvers.some((h) => h.from === to || h.to === to);
  return {
    ...s,
    handOvers: [...s.handOvers, { ...row, from: s.lead, to, back, ...(passing === null ? {} : { days: passing.days }) }],
    ...(passing?.arbiter ? { arbiter: passing.arbiter } : {}),
  };
}

/** Passed as often as it may be: only who stands above the responsible member, or that member at the top, still names a lead. */
function refusePassingOn(c: Looking, as: Key, isMember: boolean): Refusal | undefined {
  const count = c.state.handOvers.length;
  if (count < countFrom(c.law, 'obstacle.hand-over.max', PASSINGS_OTHERWISE)) return undefined;
  const last = c.state.arbiter ?? c.state.responsible;
  if (isMember && last !== null && as === key.post(last)) return undefined;
  return refuse('obstacle.hand_over_ended', { count, who: postName(c.org, last) });
}

/**
 * Names the unit that must lead and the member who answers for it. The law of authority proposes; choosing another unit
 * needs a reason. Nothing is routed to nobody: an uncovered matter is refused with the name of who can cover it.
 */
export const route = act({
  bulk: {},
  from: ['classified', 'deciding'],
  to: 'deciding',
  by: [
    answering('route'),
    postOf((s) => s.responsible ?? undefined, 'responsible'),
    keysOf('superior', (d) => (d.stage === 'deciding' && d.state.arbiter ? [key.post(d.state.arbiter)] : [])),
  ],
  body: z.object({
    lead: unitRef().optional(),
    authority: choice(AUTHORITIES, { later: true }).optional(),
    reason: prose({ min: 20, later: true }).optional(),
  }),
  resolve: (c) => {
    const authority = c.body.authority ?? c.state.authority;
    if (authority === null || c.state.field === null) return refuse('obstacle.not_classified');
    const proposed = proposeLead(c.org, authority, c.state.field, c.state.locality);
    const lead = (c.body.lead as UnitId | undefined) ?? proposed;
    if (!lead) return refuse('obstacle.no_competent_unit');
    const decider = c.org.headPost(lead);
    if (!decider) return refuse('obstacle.no_head', { unit: c.org.unitName(lead) });
    const responsible = findResponsible(c.org, { field: c.state.field, locality: c.state.locality, unit: lead });
    if (responsible === null) return refuse('obstacle.uncovered', { unit: c.org.unitName(lead) });
    const passing = c.dossier.stage === 'deciding' ? passingOf(c, responsible) : null;
    return { authority, proposed: proposed ?? null, lead, decider, responsible, passing };
  },
  guard: (c) => {
    const { lead, proposed, authority } = c.resolved;
    const changes = lead !== proposed || c.dossier.stage === 'deciding' || authority !== c.state.authority;
    if (changes && c.body.reason === undefined) {
      return refuse('obstacle.lead_needs_reason', { unit: proposed === null ? '–' : c.org.unitName(proposed) }, [
        { path: 'reason', code: 'field.required' },
      ]);
    }
    const late = refuseLateBehindQuestion(c);
    if (late) return late;
    if (lead === c.state.lead) return refuse('obstacle.already_lead', { unit: c.org.unitName(lead) });
    if (!mayLead(c.org, lead, authority)) return refuse('obstacle.lead_without_authority', { unit: c.org.unitName(lead) });
    return c.resolved.passing === null ? undefined : refusePassingOn(c, c.key, true);
  },
  apply: (s, a) => {
    const { authority, lead, passing } = a.resolved;
    const row = { seq: a.seq, authority, basis: null, reason: a.body.reason ?? '', on: dayOf(a) };
    return {
      // Acts from before passings by the member were counted carry no fact of one.
      ...settlePending(passing ? withPassing(s, lead, row, passing) : s, dayOf(a)),
      authority,
      proposedLead: a.resolved.proposed,
      lead,
      decider: a.resolved.decider,
      responsible: a.resolved.responsible,
    };
  },
  clocks: (c) =>
    c.resolved.passing === null
      ? [
          { op: 'meet', name: 'route' },
          { op: 'meet', name: 'answer-more' },
          { op: 'start', name: 'decide', holder: c.resolved.decider, limit: 'obstacle.decide' },
        ]
      : passClock(c, c.resolved.decider),
  notices: (c) => [
    ...(c.resolved.passing === null
      ? []
      : [...passedNotices(c.state, c.after.handOvers.length), ...passedNotices(c.after, c.after.handOvers.length)]),
    { to: key.post(c.resolved.responsible), code: 'routed' },
    ...(c.dossier.author === null ? [] : [{ to: key.person(c.dossier.author), code: 'routed' }]),
  ],
  names: (c) => [c.resolved.lead, c.resolved.responsible],
  milestone: true,
  answers: 'route',
});

/**
 * «Không thuộc thẩm quyền» is possible only by handing over to whom it belongs, with the rule that says so. Every passing is
 * counted and shown, whoever does it; after so many of them only who stands above the responsible member may name another lead.
 */
export const handOver = act({
  from: ['deciding'],
  by: [keysOf('lead', (d) => (isWithLead(d.state) ? deciderRules.flatMap((r) => r.keys(d)) : []))],
  body: z.object({ toUnit: unitRef(), authority: choice(AUTHORITIES), basis: symbol({ max: 300 }), reason: prose({ min: 20 }) }),
  resolve: (c) => {
    const to = c.body.toUnit as UnitId;
    const decider = c.org.headPost(to);
    if (!decider) return refuse('obstacle.no_head', { unit: c.org.unitName(to) });
    const responsible = findResponsible(c.org, { field: c.state.field, locality: c.state.locality, unit: to });
    if (responsible === null) return refuse('obstacle.uncovered', { unit: c.org.unitName(to) });
    return { decider, responsible, passing: passingOf(c, responsible) };
  },
  guard: (c) => {
    const refused = refuseLateBehindQuestion(c) ?? refusePassingOn(c, c.key, false);
    if (refused) return refused;
    if (c.body.toUnit === c.state.lead) return refuse('obstacle.already_lead', { unit: c.org.unitName(c.body.toUnit as UnitId) });
    return mayLead(c.org, c.body.toUnit as UnitId, c.body.authority)
      ? undefined
      : refuse('obstacle.lead_without_authority', { unit: c.org.unitName(c.body.toUnit as UnitId) });
  },
  apply: (s, a) => {
    if (s.lead === null) return s;
    const to = a.body.toUnit as UnitId;
    const { authority, basis, reason } = a.body;
    return {
      ...settlePending(
        withPassing(s, to, { seq: a.seq, authority, basis, reason, on: dayOf(a) }, a.resolved.passing ?? null),
        dayOf(a),
      ),
      authority,
      lead: to,
      decider: a.resolved.decider,
      responsible: a.resolved.responsible,
    };
  },
  clocks: (c) => passClock(c, c.resolved.decider),
  notices: (c) => [
    { to: key.post(c.resolved.responsible), code: 'handed-over', params: { count: c.after.handOvers.length } },
    ...passedNotices(c.after, c.after.handOvers.length),
  ],
  names: (c) => [c.resolved.responsible],
  milestone: true,
  check: true,
});

/** The unit that leads in this state hears how often it was passed. */
function passedNotices(s: ObstacleState, count: number) {
  return s.lead === null ? [] : [{ to: key.head(s.lead), code: 'handed-over', params: { count } }];
}

function postName(
  org: { post(id: NonNullable<ObstacleState['responsible']>): { title: { vi: string } } | undefined },
  post: ObstacleState['responsible'],
): string {
  return post === null ? '–' : (org.post(post)?.title.vi ?? post);
}
