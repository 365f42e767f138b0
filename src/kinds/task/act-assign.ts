import { z } from 'zod';
import { anyOfficial, systemOnly } from '../../dossier/capacity.ts';
import { holderStandsBelow } from '../../dossier/chain.ts';
import { atField, refuseBeyondOwn } from '../../dossier/date-limits.ts';
import { choice, dossierRef, hidden, integer, legalDate, line, postRef, prose, symbol, unitRefs } from '../../dossier/field.ts';
import { key } from '../../dossier/keys.ts';
import { actsOf } from '../../dossier/kind.ts';
import { refuse } from '../../dossier/refusal.ts';
import type { DossierId, PersonId, PostId, UnitId } from '../../kernel/ids.ts';
import { toLegalDate } from '../../kernel/time.ts';
import { hasTie, mayAssign, postsHeld, reaches, refuseVerifier } from './rules.ts';
import { type TaskState, TIES } from './state.ts';

const act = actsOf<TaskState>();

const body = z.object({
  title: line(),
  detail: prose({ later: true }).optional(),
  holder: postRef(),
  dueOn: legalDate(),
  coUnits: unitRefs({ max: 20, later: true }).optional(),
  verifier: postRef({ later: true }).optional(),
  /** The post in whose name it is given; needed when the system gives it, or when somebody holds several. */
  assigner: hidden({ max: 80 }).optional(),
  origin: dossierRef({ hidden: true }).optional(),
  tie: choice(TIES, { later: true, when: { field: 'origin', is: [] } }).optional(),
  sentence: integer({ min: 1, max: 9999, later: true }).optional(),
  quote: prose({ later: true }).optional(),
  symbol: symbol({ later: true }).optional(),
});

interface Resolved {
  readonly assigner: PostId;
  readonly assignerUnit: UnitId;
  readonly holderUnit: UnitId;
  readonly person: PersonId;
  readonly verifier: PostId;
  readonly verifierUnit: UnitId;
  readonly responsible: PostId | null;
  readonly own: boolean;
  /** Who gives it and who does it are one person: the date is then for the verifier to move. */
  readonly same: boolean;
}

/** Gives a task to one post in which a person sits, with a date and somebody else to verify it. */
export const assign = act({
  from: 'new',
  to: (after) => (after.accepted ? 'doing' : 'assigned'),
  by: [anyOfficial(), systemOnly()],
  body,
  registers: true,
  milestone: true,
  reads: (_, b) => (b.origin ? [b.origin as DossierId] : []),
  resolve: (c) => {
    const { org, standing } = c;
    const bySystem = c.key === key.system;
    const named = c.body.assigner as PostId | undefined;
    const held = postsHeld(standing);
    if (named !== undefined && !bySystem && !held.includes(named)) return refuse('task.not_your_post');
    const assigner = named ?? held.find((post) => mayAssign(org, standing, post));
    const from = assigner === undefined ? undefined : org.post(assigner);
    if (!assigner || !from) return refuse('task.may_not_assign');
    if (!bySystem && !mayAssign(org, standing, assigner)) return refuse('task.may_not_assign');
    const holder = c.body.holder as PostId;
    const to = org.post(holder);
    const sitting = org.actingHolder(holder);
    if (!to || !sitting) return refuse('task.no_person', { post: holder });
    if (!bySystem && !reaches(org, assigner, holder)) return refuse('task.not_below', { unit: org.unitName(to.unit) });
    const own = !bySystem && standing.keys.includes(key.post(holder));
    const same = org.actingHolder(assigner)?.person === sitting.person;
    const chosen = c.body.verifier as PostId | undefined;
    const below = holderStandsBelow(org, assigner, sitting.person);
    const verifier = chosen ?? (same || below ? org.escalationPost(holder) : assigner);
    const check = verifier === undefined ? undefined : org.post(verifier);
    if (!verifier || !check) return refuse('task.no_verifier');
    const biased = refuseVerifier(org, verifier, { post: holder, person: sitting.person }, 'verifier');
    if (biased) return biased;
    if (chosen !== undefined && !bySystem && !hasTie(org, chosen, { assigner, holder }))
      return atField('task.verifier_unrelated', 'verifier', { unit: org.unitName(from.unit) });
    return {
      assigner,
      assignerUnit: from.unit,
      holderUnit: to.unit,
      person: sitting.person,
      verifier,
      verifierUnit: check.unit,
      responsible: org.responsibleMember({ unit: to.unit })?.post ?? null,
      own,
      same,
    } satisfies Resolved;
  },
  guard: (c) => {
    if (c.body.dueOn < toLegalDate(c.now.businessAt)) return atField('task.date_past', 'dueOn', { date: c.body.dueOn });
    const far = c.resolved.same ? refuseBeyondOwn(c, 'task.default', 'dueOn', c.body.dueOn) : undefined;
    if (far) return far;
    if (c.body.origin !== undefined && !c.view.has(c.body.origin as DossierId)) return refuse('task.no_such_origin');
    if (c.body.origin === undefined && c.body.quote !== undefined) return refuse('task.quote_without_origin');
    return undefined;
  },
  apply: (state, { body: b, resolved: r, seq }) => ({
    ...state,
    title: b.title,
    ...(b.detail === undefined ? {} : { detail: b.detail }),
    assigner: r.assigner,
    assignerUnit: r.assignerUnit,
    holder: b.holder as PostId,
    holderUnit: r.holderUnit,
    person: r.person,
    coUnits: [...new Set(b.coUnits ?? [])].filter((unit) => unit !== r.holderUnit) as UnitId[],
    verifier: r.verifier,
    verifierUnit: r.verifierUnit,
    ...(r.responsible === null ? {} : { responsible: r.responsible }),
    accepted: r.own,
    dueOn: b.dueOn,
    setter: r.same ? r.verifier : r.assigner,
    dates: [{ on: b.dueOn, why: 'assigned', by: r.assigner, s: seq }],
    ...(b.origin === undefined
      ? {}
      : {
          origin: {
            dossier: b.origin as DossierId,
            tie: b.tie ?? 'implements',
            ...(b.sentence === undefined ? {} : { sentence: b.sentence }),
            ...(b.quote === undefined ? {} : { quote: b.quote }),
            ...(b.symbol === undefined ? {} : { symbol: b.symbol }),
          },
        }),
  }),
  clocks: (c) => [
    { op: 'start', name: 'do', holder: c.after.holder, limit: 'task.default', dueOn: c.after.dueOn },
    ...(c.after.accepted ? [] : [{ op: 'start' as const, name: 'accept', holder: c.after.holder, limit: 'task.accept' }]),
  ],
  notices: (c) => c.after.coUnits.map((unit) => ({ to: key.head(unit), code: 'co-asked' })),
  names: (c) => [c.resolved.assigner, c.resolved.verifier],
});
