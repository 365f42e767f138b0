/** What may change about a task under way: its holder and its date, each decided by whoever gave or set it. */
import { z } from 'zod';
import { keysOf, postOf } from '../../dossier/capacity.ts';
import { atField, refuseTooFar } from '../../dossier/date-limits.ts';
import { legalDate, postRef, prose } from '../../dossier/field.ts';
import { key } from '../../dossier/keys.ts';
import { actsOf, type DecideContext } from '../../dossier/kind.ts';
import { type Refusal, refuse } from '../../dossier/refusal.ts';
import type { PersonId, PostId, UnitId } from '../../kernel/ids.ts';
import { toLegalDate } from '../../kernel/time.ts';
import { escalatedFor, keepRecent, refuseVerifier } from './rules.ts';
import type { TaskState } from './state.ts';

const act = actsOf<TaskState>();
const underWay = ['assigned', 'doing'];
const reason = prose({ min: 20 });
const holder = postOf<TaskState>((s) => s.holder, 'task-holder');
const assigner = postOf<TaskState>((s) => s.assigner, 'assigner');
const setter = postOf<TaskState>((s) => s.setter, 'date-setter');
const aboveAssigner = keysOf<TaskState>('superior', (d) => escalatedFor(d, 'request', 'hand-over'));
const aboveSetter = keysOf<TaskState>('superior', (d) => escalatedFor(d, 'request', 'extension'));
const tellHolder = (code: string) => (c: { readonly state: TaskState }) => [{ to: key.post(c.state.holder), code }];

/** The holder asks that another post take the task over; nothing moves before the assigner agrees. */
export const handOver = act({
  bulk: {},
  from: underWay,
  by: [holder],
  body: z.object({ to: postRef(), reason }),
  guard: (c) => {
    if (c.state.handOver) return refuse('task.request_open');
    const to = c.body.to as PostId;
    if (to === c.state.holder) return refuse('task.same_holder');
    const sitting = c.org.actingHolder(to);
    if (!sitting) return refuse('task.no_person', { post: to });
    return refuseVerifier(c.org, c.state.verifier, { post: to, person: sitting.person }, 'to');
  },
  apply: (state, { body, seq, actor }) => ({
    ...state,
    handOver: { s: seq, to: body.to as PostId, reason: body.reason, person: actor },
  }),
  clocks: (c) => [{ op: 'start', name: 'request', instance: 'hand-over', holder: c.state.assigner, limit: 'task.hand-over' }],
});

/** The assigner lets the task pass to the proposed post, which has to accept it anew; the date stays. */
export const approveHandOver = act({
  judges: 'decision',
  sign: true,
  from: underWay,
  to: 'assigned',
  by: [assigner, aboveAssigner],
  answers: 'request',
  milestone: true,
  body: z.object({}),
  resolve: (c) => {
    const asked = c.state.handOver;
    if (!asked) return refuse('task.no_request');
    if (asked.person !== null && asked.person === c.standing.person) return refuse('task.own_request');
    const to = c.org.post(asked.to);
    const sitting = c.org.actingHolder(asked.to);
    if (!to || !sitting) return refuse('task.no_person', { post: asked.to });
    return {
      to: asked.to,
      unit: to.unit as UnitId,
      person: sitting.person as PersonId,
      responsible: c.org.responsibleMember({ unit: to.unit })?.post ?? null,
    };
  },
  apply: (state, { resolved, seq }) => {
    const { handOver: _, responsible: __, ...rest } = state;
    return {
      ...rest,
      holder: resolved.to,
      holderUnit: resolved.unit,
      person: resolved.person,
      accepted: false,
      coUnits: state.coUnits.filter((unit) => unit !== resolved.unit),
      ...(resolved.responsible === null ? {} : { responsible: resolved.responsible }),
      holders: keepRecent(state.holders, { s: seq, from: state.holder, to: resolved.to }),
    };
  },
  clocks: (c) => [
    { op: 'meet', name: 'request', instance: 'hand-over' },
    { op: 'cancel', name: 'accept' },
    { op: 'reassign', name: 'do', holder: c.after.holder },
    { op: 'start', name: 'accept', holder: c.after.holder, limit: 'task.accept' },
  ],
  notices: (c) => [{ to: key.post(c.state.holder), code: 'hand-over-approved' }],
  names: (c) => [c.resolved.to],
});

/** The task stays where it is, with the reason. */
export const refuseHandOver = act({
  judges: 'decision',
  sign: true,
  from: underWay,
  by: [assigner, aboveAssigner],
  answers: 'request',
  body: z.object({ reason }),
  guard: (c) => {
    if (!c.state.handOver) return refuse('task.no_request');
    return c.state.handOver.person === c.standing.person ? refuse('task.own_request') : undefined;
  },
  apply: (state) => {
    const { handOver: _, ...rest } = state;
    return rest;
  },
  clocks: () => [{ op: 'meet', name: 'request', instance: 'hand-over' }],
  notices: tellHolder('hand-over-refused'),
});

/** A later date is one after the date in force, from today on, and within sight. */
function refuseDate(c: DecideContext<TaskState, unknown>, dueOn: string): Refusal | undefined {
  if (dueOn < toLegalDate(c.now.businessAt)) return atField('task.date_past', 'dueOn', { date: dueOn });
  if (dueOn <= c.state.dueOn) return atField('task.date_not_later', 'dueOn', { date: c.state.dueOn });
  return refuseTooFar(c, 'dueOn', dueOn);
}

/** The holder asks for a later date, with the reason; the date in force stays until somebody decides. */
export const requestExtension = act({
  bulk: {},
  from: underWay,
  by: [holder],
  body: z.object({ dueOn: legalDate(), reason }),
  guard: (c) => {
    if (c.state.extension) return refuse('task.request_open');
    return refuseDate(c, c.body.dueOn);
  },
  apply: (state, { body, seq, actor }) => ({
    ...state,
    extension: { s: seq, dueOn: body.dueOn, reason: body.reason, person: actor },
  }),
  clocks: (c) => [{ op: 'start', name: 'request', instance: 'extension', holder: c.state.setter, limit: 'task.extension' }],
});

/** Whoever set the date moves it: to the day asked for, or to another one. The old date stays in the list. */
export const grantExtension = act({
  judges: 'decision',
  from: underWay,
  by: [setter, aboveSetter],
  answers: 'request',
  milestone: true,
  body: z.object({ dueOn: legalDate({ later: true }).optional(), note: prose({ later: true }).optional() }),
  guard: (c) => {
    const asked = c.state.extension;
    if (!asked) return refuse('task.no_request');
    if (asked.person !== null && asked.person === c.standing.person) return refuse('task.own_request');
    const dueOn = c.body.dueOn ?? asked.dueOn;
    return refuseDate(c, dueOn);
  },
  apply: (state, { body, seq }) => {
    const { extension, ...rest } = state;
    const on = body.dueOn ?? extension?.dueOn ?? state.dueOn;
    return { ...rest, dueOn: on, dates: keepRecent(state.dates, { on, why: 'extension', by: state.setter, s: seq }) };
  },
  clocks: (c) => [
    { op: 'meet', name: 'request', instance: 'extension' },
    { op: 'extend', name: 'do', dueOn: c.after.dueOn },
  ],
  notices: tellHolder('extension-granted'),
});

/** The date stays, with the reason. */
export const refuseExtension = act({
  judges: 'decision',
  from: underWay,
  by: [setter, aboveSetter],
  answers: 'request',
  body: z.object({ reason }),
  guard: (c) => {
    if (!c.state.extension) return refuse('task.no_request');
    return c.state.extension.person === c.standing.person ? refuse('task.own_request') : undefined;
  },
  apply: (state) => {
    const { extension: _, ...rest } = state;
    return rest;
  },
  clocks: () => [{ op: 'meet', name: 'request', instance: 'extension' }],
  notices: tellHolder('extension-refused'),
});
