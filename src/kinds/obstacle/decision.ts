/** What is decided about it, and more time for a step. */

import { z } from 'zod';
import {
  actsOf,
  answering,
  atField,
  cancelOpen,
  choice,
  type DecideContext,
  dayOf,
  findOpen,
  headOf,
  key,
  keysOf,
  legalDate,
  line,
  list,
  type OrganisationView,
  postOf,
  postRef,
  prose,
  refuse,
  refuseBeyondOwn,
  refuseTooFar,
  type StandingView,
  symbol,
} from '../../dossier/index.ts';
import type { PersonId, PostId, UnitId } from '../../kernel/ids.ts';
import { type LegalDate, toLegalDate } from '../../kernel/time.ts';
import { changeRows } from '../change-rows.ts';
import { deciderRules, isWithLead } from './routing.ts';
import { findAbove, findReviewer, isJudge, openExtension, ROW_LIMITS, refuseLateBehindQuestion, settlePending } from './rules.ts';
import { type ObstacleState, REMEDIES, type Remedy } from './state.ts';

const act = actsOf<ObstacleState>();
const TASKS_LIMIT = 10;

const responsibleRule = postOf<ObstacleState>((s) => s.responsible ?? undefined, 'responsible');

const isCarriedOut = (remedy: Remedy): boolean => remedy === 'resolved-here' || remedy === 'change-rule';

const limitOf = (remedy: Remedy): string => (remedy === 'change-rule' ? 'obstacle.rule-change' : 'obstacle.carry-out');

/** The unit that will do the work decides here for itself; a date beyond the step’s own is then for somebody else to grant. */
function setsOwnDate(c: {
  readonly state: ObstacleState;
  readonly unit: UnitId | null;
  readonly standing: StandingView;
  readonly org: OrganisationView;
  readonly resolved: { readonly worker: PostId };
}): boolean {
  return c.unit === c.state.lead || c.org.actingHolder(c.resolved.worker)?.person === c.standing.person;
}

const task = z.object({ title: line({ min: 5 }), holder: postRef(), dueOn: legalDate() });

/** Where a decision leads: to the work, to the superior (the stage stays), or straight to the raiser, who may object to a no. */
function stageAfterDecision(s: ObstacleState): string | undefined {
  const remedy = s.decisions.at(-1)?.remedy;
  if (remedy === undefined || remedy === 'ask-superior') return undefined;
  return isCarriedOut(remedy) ? 'carrying-out' : 'confirming';
}

/**
 * The decision, with its reasons, its legal basis and what follows from it. A no says what would be needed for a yes. Putting
 * the matter to the superior stops the lower clock, which stays on record, and starts the superior's own.
 */
export const decide = act({
  judges: 'decision',
  sign: true,
  from: ['deciding'],
  to: stageAfterDecision,
  by: [...deciderRules, responsibleRule],
  body: z.object({
    remedy: choice(REMEDIES),
    reasons: prose({ min: 20 }),
    legalBasis: symbol({ max: 300 }),
    consequence: prose({ min: 10 }),
    needed: prose({ min: 10, later: true }).optional(),
    number: symbol({ later: true }).optional(),
    doneBy: legalDate({ later: true }).optional(),
    tasks: list(task, { max: TASKS_LIMIT, later: true }).default([]),
  }),
  resolve: (c) => {
    // The capacity chosen says for whom the decision is made: the responsible member, else the post that carries the matter.
    const asResponsible = c.state.responsible !== null && c.key === key.post(c.state.responsible);
    const holder = c.key.startsWith('post:')
      ? (c.key.slice('post:'.length) as NonNullable<ObstacleState['decider']>)
      : c.state.decider;
    const post = asResponsible ? c.state.responsible : holder;
    if (post === null || c.state.lead === null) return refuse('obstacle.not_routed');
    const worker = c.org.headPost(c.state.lead);
    const superior = c.body.remedy === 'ask-superior' ? findAbove(c.org, post) : undefined;
    if (c.body.remedy === 'ask-superior' && !superior) return refuse('obstacle.no_superior');
    if (!worker) return refuse('obstacle.no_head', { unit: c.org.unitName(c.state.lead) });
    return { post, worker, superior: superior ?? null, ...confirmer(c, c.standing.person) };
  },
  guard: (c) => {
    const late = refuseLateBehindQuestion(c);
    if (late) return late;
    const { remedy, needed, tasks, doneBy } = c.body;
    const today = dayOf(c.now);
    if (remedy === 'answer-no' && needed === undefined) {
      return refuse('obstacle.no_needs_a_way', undefined, [{ path: 'needed', code: 'field.required' }]);
    }
    if (!isCarriedOut(remedy) && (tasks.length > 0 || doneBy !== undefined)) return refuse('obstacle.tasks_without_work');
    if (remedy === 'resolved-here' && (c.state.authority === 'ministry' || c.state.authority === 'government')) {
      return refuse('obstacle.beyond_authority');
    }
    const early = tasks.findIndex((t) => t.dueOn < today);
    if (early >= 0)
      return refuse('obstacle.due_in_past', undefined, [{ path: `tasks.${early}.dueOn`, code: 'obstacle.due_in_past' }]);
    if (doneBy !== undefined && doneBy < today)
      return refuse('obstacle.due_in_past', undefined, [{ path: 'doneBy', code: 'obstacle.due_in_past' }]);
    const far = doneBy === undefined || !setsOwnDate(c) ? undefined : refuseBeyondOwn(c, limitOf(remedy), 'doneBy', doneBy);
    if (far) return far;
    return c.state.decisions.length >= ROW_LIMITS.decisions
      ? refuse('obstacle.too_many_rows', { max: ROW_LIMITS.decisions })
      : undefined;
  },
  apply: (s, a) => {
    const { remedy } = a.body;
    const decision = {
      seq: a.seq,
      round: s.round,
      remedy,
      reasons: a.body.reasons,
      legalBasis: a.body.legalBasis,
      consequence: a.body.consequence,
      needed: a.body.needed ?? null,
      number: a.body.number ?? null,
      post: a.resolved.post,
      superior: a.resolved.superior,
      person: a.actor,
      on: dayOf(a),
    };
    const settled = settlePending({ ...s, decisions: [...s.decisions, decision] }, dayOf(a));
    if (remedy === 'ask-superior') return { ...settled, decider: a.resolved.superior };
    return {
      ...settled,
      opinions: changeRows(
        s.opinions,
        (o) => o.stance === null,
        (o) => ({ ...o, withdrawn: true }),
      ),
    };
  },
  clocks: (c) => {
    const { remedy, doneBy } = c.body;
    const ended = [
      { op: 'meet' as const, name: 'decide' },
      { op: 'meet' as const, name: 'answer-more' },
      ...cancelOpen(c.dossier.clocks, 'extension'),
    ];
    if (remedy === 'ask-superior') {
      return c.resolved.superior === null
        ? ended
        : [...ended, { op: 'start', name: 'decide', holder: c.resolved.superior, limit: 'obstacle.superior' }];
    }
    const moot = [...ended, ...cancelOpen(c.dossier.clocks, 'opinion')];
    if (remedy === 'answer-no')
      return [...moot, { op: 'start', name: 'confirm', holder: c.resolved.confirmer, limit: 'obstacle.confirm' }];
    return [
      ...moot,
      {
        op: 'start',
        name: 'carry-out',
        holder: c.resolved.worker,
        limit: limitOf(remedy),
        ...(doneBy === undefined ? {} : { dueOn: doneBy }),
      },
    ];
  },
  opens: (c) =>
    c.body.tasks.map((t, i) => ({
      path: `tasks.${i}`,
      kind: 'task',
      act: 'assign',
      by: 'actor',
      body: { title: t.title, holder: t.holder, dueOn: t.dueOn, origin: c.id, tie: 'implements' },
    })),
  notices: (c) => raisers(c.dossier, c.body.remedy === 'ask-superior' ? 'asked-superior' : 'decided'),
  names: (c) => [c.resolved.post, c.resolved.worker, ...(c.resolved.superior === null ? [] : [c.resolved.superior])],
  milestone: true,
  check: true,
  answers: 'decide',
});

/**
 * Who answers for the raiser's confirmation: the reporter's own post where the reporter is not hidden, else the clerk of the
 * register, who alone knows the name. A clock on a hidden reporter's post would name the reporter to every reader. Where the
 * reporter decided the matter or reports it done (`judge`), the member responsible confirms, or who stands above.
 */
export function confirmer(
  c: Pick<DecideContext<ObstacleState, unknown>, 'dossier' | 'state' | 'org'>,
  judge: PersonId | null = null,
): { readonly confirmer: PostId } {
  const { reporter, register, lead, responsible } = c.state;
  const { author } = c.dossier;
  const clerk = register?.clerk ?? (lead === null ? null : (c.org.headPost(lead) ?? null));
  if (author !== null && (author === judge || isJudge(c.state, author))) {
    const above = responsible === null ? undefined : findAbove(c.org, responsible);
    const free = [responsible, above ?? null, clerk].find((post) => {
      const person = post === null ? undefined : c.org.actingHolder(post)?.person;
      return person !== undefined && person !== judge && !isJudge(c.state, person);
    });
    return { confirmer: free ?? ('' as PostId) };
  }
  const own = reporter.post !== null && c.org.post(reporter.post) ? reporter.post : null;
  // Every dossier that has been decided was registered by a clerk; the empty post makes the engine refuse rather than guess.
  return { confirmer: own ?? clerk ?? ('' as PostId) };
}

/** Tells author and joiners; who they are stays with the notices. */
export function raisers(d: { readonly author: string | null; readonly state: ObstacleState }, code: string) {
  const people = [d.author, ...d.state.places.map((p) => p.person)].filter((p): p is NonNullable<typeof p> => p !== null);
  return [...new Set(people)].map((p) => ({ to: key.person(p), code }));
}

const EXTENDABLE = ['decide', 'carry-out'] as const;

/** Asks for more time before the date has passed; the member responsible, or who stands above, answers within a clock. */
export const requestExtension = act({
  bulk: {},
  from: ['deciding', 'carrying-out'],
  by: [...deciderRules, answering(...EXTENDABLE), headOf((s) => (isWithLead(s) ? (s.lead ?? undefined) : undefined))],
  body: z.object({ dueOn: legalDate(), reason: prose({ min: 20 }) }),
  resolve: (c) => {
    const step = EXTENDABLE.map((name) => findOpen(c.dossier.clocks, name)).find((k) => k !== undefined);
    if (step?.state !== 'running') return refuse('obstacle.too_late_to_extend');
    const grantor = findReviewer(c.org, c.state.responsible, step.holder);
    const old = toLegalDate(step.dueAt);
    return grantor ? { clock: step.name as (typeof EXTENDABLE)[number], grantor, old } : refuse('obstacle.no_superior');
  },
  guard: (c) => {
    if (openExtension(c.state)) return refuse('obstacle.extension_open');
    if (c.body.dueOn <= c.resolved.old) return atField('clock.extension_not_later', 'dueOn', { date: c.resolved.old });
    return refuseTooFar(c, 'dueOn', c.body.dueOn);
  },
  apply: (s, a) => ({
    ...s,
    extensions: [
      ...s.extensions,
      {
        seq: a.seq,
        clock: a.resolved.clock,
        dueOn: a.body.dueOn as LegalDate,
        reason: a.body.reason,
        grantor: a.resolved.grantor,
        person: a.actor,
        outcome: 'asked',
        grantedDueOn: null,
      },
    ],
  }),
  clocks: (c) => [{ op: 'start', name: 'extension', holder: c.resolved.grantor, limit: 'obstacle.extension' }],
  names: (c) => [c.resolved.grantor],
});

const grantors = [
  keysOf<ObstacleState>('grantor', (d) => {
    const asked = openExtension(d.state);
    return asked ? [key.post(asked.grantor)] : [];
  }),
  answering('extension'),
];

/** Grants more time, the wished date or an earlier one; the old date stays visible. Nobody grants time to oneself. */
export const grantExtension = act({
  judges: 'decision',
  from: ['deciding', 'carrying-out'],
  by: grantors,
  body: z.object({ dueOn: legalDate({ later: true }).optional(), reason: prose({ min: 10 }) }),
  resolve: (c) => {
    const asked = openExtension(c.state);
    if (!asked) return refuse('obstacle.no_extension');
    if (findOpen(c.dossier.clocks, asked.clock)?.state !== 'running') return refuse('obstacle.too_late_to_extend');
    return { clock: asked.clock, dueOn: (c.body.dueOn as LegalDate | undefined) ?? asked.dueOn };
  },
  guard: (c) => (openExtension(c.state)?.person === c.standing.person ? refuse('obstacle.own_extension') : undefined),
  apply: (s, a) => ({
    ...s,
    extensions: changeRows(
      s.extensions,
      (e) => e.outcome === 'asked',
      (e) => ({ ...e, outcome: 'granted', grantedDueOn: a.resolved.dueOn }),
    ),
  }),
  clocks: (c) => [
    { op: 'meet', name: 'extension' },
    { op: 'extend', name: c.resolved.clock, dueOn: c.resolved.dueOn },
  ],
  notices: (c) => (c.state.lead === null ? [] : [{ to: key.head(c.state.lead), code: 'extension-granted' }]),
  milestone: true,
  answers: 'extension',
});

/** Refuses more time, with the reason; the old date stands. */
export const refuseExtension = act({
  judges: 'decision',
  from: ['deciding', 'carrying-out'],
  by: grantors,
  body: z.object({ reason: prose({ min: 10 }) }),
  guard: (c) => {
    const asked = openExtension(c.state);
    if (!asked) return refuse('obstacle.no_extension');
    return asked.person === c.standing.person ? refuse('obstacle.own_extension') : undefined;
  },
  apply: (s) => ({
    ...s,
    extensions: changeRows(
      s.extensions,
      (e) => e.outcome === 'asked',
      (e) => ({ ...e, outcome: 'refused' }),
    ),
  }),
  clocks: () => [{ op: 'meet', name: 'extension' }],
  notices: (c) => (c.state.lead === null ? [] : [{ to: key.head(c.state.lead), code: 'extension-refused' }]),
  answers: 'extension',
});
