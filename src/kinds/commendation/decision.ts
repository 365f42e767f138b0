/** What is decided, and how it becomes known. */
import { z } from 'zod';
import {
  actsOf,
  answering,
  atField,
  type DecideContext,
  dayOf,
  findOpen,
  isRefusal,
  line,
  postOf,
  prose,
  refuse,
  symbol,
} from '../../dossier/index.ts';
import type { PostId } from '../../kernel/ids.ts';
import type { Json } from '../../kernel/json.ts';
import { departsFrom } from './awards.ts';
import { keepers } from './capacities.ts';
import { awardRows } from './hearing.ts';
import { hasProof, nominatorKeys, recipientKeys, refuseOut, subjectsOf, toAwards } from './rules.ts';
import type { CommendationState } from './state.ts';

const act = actsOf<CommendationState>();
type Context = DecideContext<CommendationState, unknown>;

/** The head of the agency, and whoever stands above once the head let the date pass. */
const deciders = [postOf<CommendationState>((s) => s.decider ?? undefined, 'decider'), answering<CommendationState>('decide')];

const isLate = (c: Context): boolean => findOpen(c.dossier.clocks, 'decide')?.state === 'lapsed';

/** Whether somebody who was asked does not agree: whoever decides otherwise says why. */
const isOpposed = (s: CommendationState): boolean => s.opinions.some((o) => o.stance === 'disagree');

/** The awards, by name. What departs from what was put forward, or goes against an opinion, is said and explained. @basis d73-2023#art10, l80-2025#art33 */
export const decideAwards = act({
  judges: 'decision',
  sign: true,
  from: ['deciding'],
  to: 'decided',
  by: deciders,
  body: z.object({
    awards: awardRows,
    number: symbol(),
    legalBasis: symbol({ max: 300 }),
    reasons: prose({ min: 20 }),
    departs: prose({ min: 20, later: true }).optional(),
  }),
  resolve: (c) => {
    if (c.state.clerk === null) return refuse('commendation.no_post');
    const awards = toAwards(c, c.body.awards);
    if (isRefusal(awards)) return awards;
    return {
      post: c.key.slice('post:'.length) as PostId,
      late: isLate(c),
      clerk: c.state.clerk,
      awards: awards.map((one) => ({ ...one })),
    };
  },
  guard: (c) => {
    const out = refuseOut(c, c.resolved.awards);
    if (out) return out;
    if (!hasProof(c.state)) return refuse('commendation.nothing_confirmed');
    const departs = departsFrom(c.state.asked, c.resolved.awards) || isOpposed(c.state);
    return departs && c.body.departs === undefined ? atField('commendation.say_why_otherwise', 'departs') : undefined;
  },
  offered: (d) => hasProof(d.state),
  apply: (s, a) => ({
    ...s,
    awards: a.resolved.awards,
    decision: {
      seq: a.seq,
      outcome: 'awarded',
      number: a.body.number,
      legalBasis: a.body.legalBasis,
      reasons: a.body.reasons,
      departs: a.body.departs ?? null,
      post: a.resolved.post,
      person: a.actor,
      on: dayOf(a),
      late: a.resolved.late,
    },
  }),
  clocks: (c) => [
    { op: 'meet', name: 'decide' },
    { op: 'start', name: 'publish', holder: c.resolved.clerk, limit: 'commendation.publish' },
  ],
  notices: (c) => [
    ...c.resolved.awards.flatMap(recipientKeys).map((to) => ({ to, code: 'awarded' })),
    ...nominatorKeys(c.dossier).map((to) => ({ to, code: 'decided' })),
  ],
  names: (c) => [c.resolved.post, ...c.resolved.awards.flatMap((one) => (one.post === null ? [one.unit] : [one.post, one.unit]))],
  prefill: ({ dossier }) => askedRows(dossier?.state),
  answers: 'decide',
  milestone: true,
  check: true,
  basis: 'd73-2023#art10',
});

function askedRows(s: CommendationState | undefined): Readonly<Record<string, Json>> {
  const awards = (s?.asked ?? []).map((one) => ({
    whom: one.whom,
    ...(one.whom === 'person' ? { post: one.post } : { unit: one.unit }),
    form: one.form,
    ...(one.months === null ? {} : { months: one.months }),
  }));
  return awards.length === 0 ? {} : { awards };
}

/** No award, with reasons that those it is about read from then on; also where a nomination sent back was not completed by its date. */
export const refuseAwards = act({
  judges: 'decision',
  sign: true,
  from: ['deciding', 'completing'],
  to: 'refused',
  by: deciders,
  body: z.object({ reasons: prose({ min: 20 }), number: symbol({ later: true }).optional() }),
  resolve: (c) => ({ post: c.key.slice('post:'.length) as PostId, late: isLate(c) }),
  guard: (c) => {
    const out = refuseOut(c);
    if (out) return out;
    const isWaiting = c.dossier.stage === 'completing' && findOpen(c.dossier.clocks, 'complete')?.state !== 'lapsed';
    return isWaiting ? refuse('commendation.still_completing') : undefined;
  },
  offered: (d) => d.stage !== 'completing' || findOpen(d.clocks, 'complete')?.state === 'lapsed',
  apply: (s, a) => ({
    ...s,
    decision: {
      seq: a.seq,
      outcome: 'refused',
      number: a.body.number ?? null,
      legalBasis: null,
      reasons: a.body.reasons,
      departs: null,
      post: a.resolved.post,
      person: a.actor,
      on: dayOf(a),
      late: a.resolved.late,
    },
  }),
  clocks: () => [{ op: 'meet', name: 'decide' }],
  notices: (c) => [
    ...subjectsOf(c.state)
      .flatMap(recipientKeys)
      .map((to) => ({ to, code: 'refused' })),
    ...nominatorKeys(c.dossier).map((to) => ({ to, code: 'refused' })),
  ],
  names: (c) => [c.resolved.post],
  answers: 'decide',
  milestone: true,
  check: true,
});

/** Made known: from here every official reads it. */
export const publish = act({
  from: ['decided'],
  to: 'published',
  sign: true,
  by: [...keepers('publish'), postOf((s) => s.decider ?? undefined, 'decider')],
  body: z.object({ where: line({ min: 5 }) }),
  apply: (s, a) => ({ ...s, published: { where: a.body.where, on: dayOf(a) } }),
  clocks: () => [{ op: 'meet', name: 'publish' }],
  notices: (c) => c.state.awards.flatMap(recipientKeys).map((to) => ({ to, code: 'published' })),
  answers: 'publish',
  milestone: true,
});
