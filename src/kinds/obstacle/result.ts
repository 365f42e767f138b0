/** What came of it: the work reported, effects verified by others, the raiser's confirmation or objection, reopening. */

import { z } from 'zod';
import {
  actsOf,
  answering,
  cancelOpen,
  clerkOf,
  type DecideContext,
  dayOf,
  decimal,
  deputyOf,
  files,
  headOf,
  holderStandsBelow,
  integer,
  key,
  keysOf,
  money,
  postOf,
  prose,
  refuse,
  roleOf,
} from '../../dossier/index.ts';
import type { PersonId, PostId, UnitId } from '../../kernel/ids.ts';
import { changeRows } from '../change-rows.ts';
import { confirmer, raisers } from './decision.ts';
import {
  authorKeys,
  effectOf,
  findAbove,
  findReviewer,
  freeJoinerKeys,
  isAuthorJudge,
  isJudge,
  maskRaiser,
  OBJECTIONS_PER_ROUND,
  openObjection,
  raiserKeys,
  raiserOf,
  settlePending,
} from './rules.ts';
import type { ObstacleState } from './state.ts';

const act = actsOf<ObstacleState>();

type Looking = Pick<DecideContext<ObstacleState, unknown>, 'dossier' | 'state' | 'org' | 'standing' | 'unit'>;

const figures = {
  effectMoney: money({ later: true }).optional(),
  effectHectares: decimal({ later: true }).optional(),
  effectDays: integer({ max: 100_000, later: true }).optional(),
  effectPeople: integer({ later: true }).optional(),
};

/**
 * Who verifies what this actor reports: the office that registered the matter, else the responsible member or who stands above,
 * the first of them who is of another unit and takes no orders from the actor.
 */
function findVerifier(c: Looking): PostId | null {
  const { register, responsible } = c.state;
  const office = register === null ? undefined : c.org.headPost(register.unit);
  const above = responsible === null ? undefined : findAbove(c.org, responsible);
  const free = [office, responsible ?? undefined, above].find(
    (post) => post !== undefined && !isBiased(c, post, { person: c.standing.person, unit: c.unit }),
  );
  return free ?? office ?? null;
}

/** Whether a post is too near to whoever reported: the same person or unit, the lead, or somebody below. */
function isBiased(
  c: Looking,
  post: PostId,
  reported: { readonly person: PersonId | null; readonly unit: UnitId | null },
): boolean {
  const unit = c.org.post(post)?.unit ?? null;
  if (unit !== null && (unit === reported.unit || unit === c.state.lead)) return true;
  if (reported.person === null) return false;
  return c.org.actingHolder(post)?.person === reported.person || holderStandsBelow(c.org, post, reported.person);
}

/** The lead unit says what was done and what it brought. Its figures are reported, not verified, and are shown so. */
export const reportDone = act({
  from: ['carrying-out'],
  to: 'confirming',
  by: [answering('carry-out'), headOf((s) => s.lead ?? undefined), deputyOf((s) => s.lead ?? undefined)],
  body: z.object({ done: prose({ min: 20 }), evidence: files({ later: true }).optional(), ...figures }),
  resolve: (c) => {
    return { unit: c.unit, verifier: findVerifier(c), ...confirmer(c, c.standing.person) };
  },
  apply: (s, a) => ({
    ...settlePending(s, dayOf(a)),
    opinions: changeRows(
      s.opinions,
      (o) => o.stance === null,
      (o) => ({ ...o, withdrawn: true }),
    ),
    reported: { ...effectOf(a.body), seq: a.seq, unit: a.resolved.unit, person: a.actor, note: a.body.done, on: dayOf(a) },
    verified: null,
  }),
  clocks: (c) => [
    { op: 'meet', name: 'carry-out' },
    ...cancelOpen(c.dossier.clocks, 'extension', 'opinion', 'verify-effect'),
    { op: 'start', name: 'confirm', holder: c.resolved.confirmer, limit: 'obstacle.confirm' },
    ...(c.resolved.verifier === null
      ? []
      : [{ op: 'start' as const, name: 'verify-effect', holder: c.resolved.verifier, limit: 'obstacle.effect.verify' }]),
  ],
  notices: (c) => raisers(c.dossier, 'done'),
  names: (c) => (c.resolved.verifier === null ? [] : [c.resolved.verifier]),
  milestone: true,
  check: true,
  answers: 'carry-out',
});

/** Another person, of another unit than the one that reported, says which effects hold; both figures are kept and shown. */
export const verifyEffect = act({
  judges: 'finding',
  from: ['deciding', 'carrying-out', 'confirming', 'closed'],
  by: [
    keysOf('verifier', (d) => {
      if (d.state.reported === null) return [];
      const rules = [
        answering('verify-effect'),
        roleOf<ObstacleState>('inspector'),
        postOf<ObstacleState>((s) => s.responsible ?? undefined),
      ];
      const office = d.state.register === null ? [] : [key.head(d.state.register.unit)];
      return [...rules.flatMap((r) => r.keys(d)), ...office];
    }),
  ],
  body: z.object({ findings: prose({ min: 20 }), evidence: files({ later: true }).optional(), ...figures }),
  resolve: (c) => ({ unit: c.unit }),
  guard: (c) => {
    const { reported } = c.state;
    if (reported === null) return refuse('obstacle.nothing_reported');
    if (reported.person === c.standing.person) return refuse('obstacle.own_effect');
    if (reported.unit !== null && (reported.unit === c.unit || c.state.lead === c.unit)) return refuse('obstacle.own_effect');
    const below = c.post !== null && reported.person !== null && holderStandsBelow(c.org, c.post, reported.person);
    return below ? refuse('obstacle.superior_effect') : undefined;
  },
  apply: (s, a) => ({
    ...s,
    verified: { ...effectOf(a.body), seq: a.seq, unit: a.resolved.unit, person: a.actor, note: a.body.findings, on: dayOf(a) },
  }),
  clocks: () => [{ op: 'meet', name: 'verify-effect' }],
  milestone: true,
  answers: 'verify-effect',
});

/**
 * A raiser whose confirmation is awaited: in time, or late after the dossier closed without one. Nobody confirms what they decided
 * or reported themselves: where that is the author, a joiner or whoever holds the clock instead does.
 */
const confirmers = keysOf<ObstacleState>('raiser', (d) => {
  if (openObjection(d.state)) return [];
  const isLate = d.stage === 'closed';
  if (isLate && d.state.outcome !== 'unconfirmed') return [];
  if (!isAuthorJudge(d)) return isLate ? authorKeys(d) : [...authorKeys(d), ...freeJoinerKeys(d)];
  const member = d.state.responsible === null || !isLate ? [] : [key.post(d.state.responsible)];
  return [...freeJoinerKeys(d), ...answering('confirm').keys(d), ...member];
});

/** Only who raised it can say that it is gone. The author's word closes the dossier; a joiner's stands for that place. */
export const confirm = act({
  judges: 'finding',
  from: ['confirming', 'closed'],
  to: (after) => (after.outcome === 'confirmed' ? 'closed' : undefined),
  by: [confirmers],
  body: z.object({ comment: prose({ later: true }).optional() }),
  resolve: (c) => {
    const raises = raiserKeys(c.dossier).some((k) => c.standing.keys.includes(k));
    const raiser = raises ? raiserOf(c) : { as: 'stand-in' as const, place: null, unit: c.unit };
    return { ...raiser, closes: raiser.place === null || isAuthorJudge(c.dossier) };
  },
  guard: (c) => (isJudge(c.state, c.standing.person) ? refuse('obstacle.own_confirmation') : undefined),
  apply: (s, a) => {
    const { place } = a.resolved;
    const confirmed = {
      ...s,
      places: s.places.map((p, i) => (i === place ? { ...p, confirmedOn: dayOf(a) } : p)),
    };
    return closes(a.resolved) ? { ...confirmed, outcome: 'confirmed' } : confirmed;
  },
  clocks: (c) => (c.resolved.closes ? [{ op: 'meet', name: 'confirm' }] : []),
  notices: (c) => (c.state.lead !== null && c.resolved.closes ? [{ to: key.head(c.state.lead), code: 'confirmed' }] : []),
  maskActor: (body, { as, place, unit }, d) => (as === 'stand-in' ? undefined : maskRaiser(body, { as, place, unit }, d)),
  milestone: true,
  answers: 'confirm',
});

/** Acts from before stand-ins say nothing of who closes: then it was the author alone. */
function closes(resolved: { readonly place: number | null; readonly closes?: boolean }): boolean {
  return resolved.closes ?? resolved.place === null;
}

/** An objection goes past whoever decided, to the next superior; a second one to the superior of that one. */
export const object = act({
  from: ['confirming'],
  by: [keysOf('raiser', (d) => (openObjection(d.state) ? [] : raiserKeys(d)))],
  body: z.object({ reason: prose({ min: 20 }), evidence: files({ later: true }).optional() }),
  resolve: (c) => {
    const raised = c.state.objections.filter((o) => o.round === c.state.round);
    if (raised.length >= OBJECTIONS_PER_ROUND) return refuse('obstacle.no_more_objection');
    const judged = c.state.decisions.at(-1)?.post;
    if (judged === undefined) return refuse('obstacle.not_routed');
    const before = raised.at(-1)?.reviewer;
    const reviewer = before === undefined ? findReviewer(c.org, c.state.responsible, judged) : findAbove(c.org, before);
    return reviewer ? { ...raiserOf(c), reviewer } : refuse('obstacle.no_superior');
  },
  apply: (s, a) => ({
    ...s,
    objections: [
      ...s.objections,
      {
        seq: a.seq,
        round: s.round,
        reason: a.body.reason,
        reviewer: a.resolved.reviewer,
        outcome: 'open',
        answer: null,
        on: dayOf(a),
      },
    ],
  }),
  clocks: (c) => [
    { op: 'meet', name: 'confirm' },
    { op: 'start', name: 'review-objection', holder: c.resolved.reviewer, limit: 'obstacle.object.review' },
  ],
  notices: (c) => (c.state.lead === null ? [] : [{ to: key.head(c.state.lead), code: 'objected' }]),
  names: (c) => [c.resolved.reviewer],
  maskActor: maskRaiser,
  milestone: true,
});

function closeObjection(s: ObstacleState, outcome: 'upheld' | 'dismissed', answer: string): ObstacleState {
  return {
    ...s,
    objections: changeRows(
      s.objections,
      (o) => o.outcome === 'open',
      (o) => ({ ...o, outcome, answer }),
    ),
  };
}

/** The matter goes back for another decision. */
function nextRound(s: ObstacleState, decider: NonNullable<ObstacleState['decider']>): ObstacleState {
  return { ...s, round: s.round + 1, decider, outcome: null };
}

/** The head of the lead unit as the organisation stands today, or why there is none. */
function findWorker(c: { readonly state: ObstacleState; readonly org: Parameters<typeof findAbove>[0] }) {
  const worker = c.state.lead === null ? undefined : c.org.headPost(c.state.lead);
  return worker ? { worker } : refuse('obstacle.no_head', { unit: c.state.lead === null ? '' : c.org.unitName(c.state.lead) });
}

const wasDecidedBy = (s: ObstacleState, person: string | null): boolean =>
  s.decisions.at(-1)?.person === person && person !== null;

/** The reviewer finds the objection right: the matter is decided again («lần 2») with the reviewer's reasons before it. */
export const upholdObjection = act({
  judges: 'decision',
  sign: true,
  from: ['confirming'],
  to: 'deciding',
  by: [answering('review-objection')],
  body: z.object({ reason: prose({ min: 20 }) }),
  resolve: (c) => findWorker(c),
  guard: (c) => (wasDecidedBy(c.state, c.standing.person) ? refuse('obstacle.own_decision') : undefined),
  apply: (s, a) => nextRound(closeObjection(s, 'upheld', a.body.reason), a.resolved.worker),
  clocks: (c) => [
    { op: 'meet', name: 'review-objection' },
    ...cancelOpen(c.dossier.clocks, 'confirm', 'verify-effect'),
    { op: 'start', name: 'decide', holder: c.resolved.worker, limit: 'obstacle.decide' },
  ],
  notices: (c) => raisers(c.dossier, 'objection-upheld'),
  milestone: true,
  answers: 'review-objection',
});

/** The reviewer finds it wrong and says why. The first time the raiser may still go one level higher; after that it is closed. */
export const dismissObjection = act({
  judges: 'decision',
  sign: true,
  from: ['confirming'],
  to: (after) => (after.outcome === 'objection-dismissed' ? 'closed' : undefined),
  by: [answering('review-objection')],
  body: z.object({ reason: prose({ min: 20 }) }),
  resolve: (c) => confirmer(c),
  guard: (c) => (wasDecidedBy(c.state, c.standing.person) ? refuse('obstacle.own_decision') : undefined),
  apply: (s, a) => {
    const closed = closeObjection(s, 'dismissed', a.body.reason);
    const raised = closed.objections.filter((o) => o.round === s.round).length;
    return raised >= OBJECTIONS_PER_ROUND ? { ...closed, outcome: 'objection-dismissed' } : closed;
  },
  clocks: (c) => [
    { op: 'meet', name: 'review-objection' },
    ...(c.after.outcome === null
      ? [{ op: 'start' as const, name: 'confirm', holder: c.resolved.confirmer, limit: 'obstacle.confirm' }]
      : []),
  ],
  notices: (c) => raisers(c.dossier, 'objection-dismissed'),
  milestone: true,
  answers: 'review-objection',
});

/** A closed obstacle that stands again is decided again, on the same dossier and with a clock of its own. */
export const reopen = act({
  from: ['closed'],
  to: 'deciding',
  by: [
    keysOf('raiser', raiserKeys),
    clerkOf((s) => s.register?.unit),
    headOf((s) => s.lead ?? undefined),
    postOf((s) => s.responsible ?? undefined, 'responsible'),
  ],
  body: z.object({ reason: prose({ min: 20 }) }),
  resolve: (c) => {
    const worker = findWorker(c);
    if ('refused' in worker) return worker;
    const raises = raiserKeys(c.dossier).some((k) => c.standing.keys.includes(k));
    return { ...worker, raiser: raises ? raiserOf(c) : null };
  },
  apply: (s, a) => nextRound(s, a.resolved.worker),
  clocks: (c) => [{ op: 'start', name: 'decide', holder: c.resolved.worker, limit: 'obstacle.decide' }],
  notices: (c) => [
    ...(c.state.responsible === null ? [] : [{ to: key.post(c.state.responsible), code: 'reopened' }]),
    ...raisers(c.dossier, 'reopened'),
  ],
  maskActor: (body, resolved, d) => (resolved.raiser === null ? undefined : maskRaiser(body, resolved.raiser, d)),
  milestone: true,
});
