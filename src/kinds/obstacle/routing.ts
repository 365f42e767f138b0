/** To whom it belongs: classifying, routing by authority and assignment map, handing over. */
import { z } from 'zod';
import {
  actsOf,
  choice,
  fieldRef,
  headOf,
  key,
  keysOf,
  postOf,
  prose,
  refuse,
  staffOf,
  symbol,
  unitRef,
} from '../../dossier/index.ts';
import type { UnitId } from '../../kernel/ids.ts';
import {
  answering,
  cancelOpen,
  dayOf,
  findResponsible,
  mayLead,
  proposeLead,
  refuseLateBehindQuestion,
  settlePending,
} from './rules.ts';
import { AUTHORITIES, LEGAL_GAPS, type ObstacleState } from './state.ts';

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

/**
 * Names the unit that must lead and the member who answers for it. The law of authority proposes; choosing another unit
 * needs a reason. Nothing is routed to nobody: an uncovered matter is refused with the name of who can cover it.
 */
export const route = act({
  from: ['classified', 'deciding'],
  to: 'deciding',
  by: [answering('route'), postOf((s) => s.responsible ?? undefined, 'responsible')],
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
    return { authority, proposed: proposed ?? null, lead, decider, responsible };
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
    return mayLead(c.org, lead, authority)
      ? undefined
      : refuse('obstacle.lead_without_authority', { unit: c.org.unitName(lead) });
  },
  apply: (s, a) => ({
    ...settlePending(s, dayOf(a)),
    authority: a.resolved.authority,
    proposedLead: a.resolved.proposed,
    lead: a.resolved.lead,
    decider: a.resolved.decider,
    responsible: a.resolved.responsible,
  }),
  clocks: (c) => [
    { op: 'meet', name: 'route' },
    { op: 'meet', name: 'answer-more' },
    ...cancelOpen(c.dossier, 'decide', 'extension'),
    { op: 'start', name: 'decide', holder: c.resolved.decider, limit: 'obstacle.decide' },
  ],
  notices: (c) => [
    { to: key.post(c.resolved.responsible), code: 'routed' },
    ...(c.dossier.author === null ? [] : [{ to: key.person(c.dossier.author), code: 'routed' }]),
  ],
  names: (c) => [c.resolved.lead, c.resolved.responsible],
  milestone: true,
  answers: 'route',
});

/**
 * «Không thuộc thẩm quyền» is possible only by handing over to whom it belongs, with the rule that says so. Every passing is
 * counted and shown; after so many of them only the responsible member may still name another lead.
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
    return { decider, responsible };
  },
  guard: (c) => {
    const late = refuseLateBehindQuestion(c);
    if (late) return late;
    const { value } = c.law.value('obstacle.hand-over.max');
    const max = typeof value === 'number' ? value : 3;
    if (c.state.handOvers.length >= max) {
      return refuse('obstacle.hand_over_ended', { count: c.state.handOvers.length, who: postName(c.org, c.state.responsible) });
    }
    if (c.body.toUnit === c.state.lead) return refuse('obstacle.already_lead', { unit: c.org.unitName(c.body.toUnit as UnitId) });
    return mayLead(c.org, c.body.toUnit as UnitId, c.body.authority)
      ? undefined
      : refuse('obstacle.lead_without_authority', { unit: c.org.unitName(c.body.toUnit as UnitId) });
  },
  apply: (s, a) => {
    if (s.lead === null) return s;
    const to = a.body.toUnit as UnitId;
    const handOver = {
      seq: a.seq,
      from: s.lead,
      to,
      authority: a.body.authority,
      basis: a.body.basis,
      reason: a.body.reason,
      on: dayOf(a),
      back: s.handOvers.some((h) => h.from === to || h.to === to),
    };
    return {
      ...settlePending(s, dayOf(a)),
      authority: a.body.authority,
      lead: to,
      decider: a.resolved.decider,
      responsible: a.resolved.responsible,
      handOvers: [...s.handOvers, handOver],
    };
  },
  clocks: (c) => [
    { op: 'meet', name: 'decide' },
    { op: 'meet', name: 'answer-more' },
    ...cancelOpen(c.dossier, 'extension'),
    { op: 'start', name: 'decide', holder: c.resolved.decider, limit: 'obstacle.decide' },
  ],
  notices: (c) => [{ to: key.post(c.resolved.responsible), code: 'handed-over', params: { count: c.after.handOvers.length } }],
  names: (c) => [c.resolved.responsible],
  milestone: true,
  check: true,
});

function postName(
  org: { post(id: NonNullable<ObstacleState['responsible']>): { title: { vi: string } } | undefined },
  post: ObstacleState['responsible'],
): string {
  return post === null ? '–' : (org.post(post)?.title.vi ?? post);
}
