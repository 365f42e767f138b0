/** How a task ends: another person verifies, sends back, reopens; the assigner may withdraw it. */
import { z } from 'zod';
import { keysOf, postOf } from '../../dossier/capacity.ts';
import type { StandingView } from '../../dossier/context.ts';
import { atField, refuseBeyondOwn } from '../../dossier/date-limits.ts';
import { legalDate, prose } from '../../dossier/field.ts';
import { key } from '../../dossier/keys.ts';
import { actsOf } from '../../dossier/kind.ts';
import { type Refusal, refuse } from '../../dossier/refusal.ts';
import type { PostId } from '../../kernel/ids.ts';
import { toLegalDate } from '../../kernel/time.ts';
import { escalatedFor, keepRecent, postsHeld } from './rules.ts';
import type { TaskState } from './state.ts';

const act = actsOf<TaskState>();
const reason = prose({ min: 20 });
const verifier = postOf<TaskState>((s) => s.verifier, 'verifier');
const aboveVerifier = keysOf<TaskState>('superior', (d) => escalatedFor(d, 'verify'));
const assigner = postOf<TaskState>((s) => s.assigner, 'assigner');

/** Closing needs another person's eyes: two posts of one person are not two persons. */
function needsAnother(c: { readonly state: TaskState; readonly standing: StandingView }): Refusal | undefined {
  const { completed } = c.state;
  return completed && completed.person === c.standing.person ? refuse('task.same_person') : undefined;
}

function again(state: TaskState, on: string, why: 'return' | 'reopen', by: PostId, s: number): TaskState {
  const { completed: _, closedAt: __, ...rest } = state;
  return { ...rest, round: state.round + 1, dueOn: on, setter: by, dates: keepRecent(state.dates, { on, why, by, s }) };
}

/** Another person than the one who handed it in has checked the result: the task is done. */
export const verify = act({
  judges: 'finding',
  from: ['checking'],
  to: 'closed',
  by: [verifier, aboveVerifier],
  answers: 'verify',
  milestone: true,
  body: z.object({ finding: prose({ later: true }).optional() }),
  guard: needsAnother,
  apply: (state, { businessAt }) => ({ ...state, closedAt: businessAt }),
  clocks: () => [{ op: 'meet', name: 'verify' }],
  notices: (c) => [
    { to: key.post(c.state.holder), code: 'verified' },
    ...(c.state.assigner === c.state.verifier ? [] : [{ to: key.post(c.state.assigner), code: 'verified' }]),
  ],
});

/** Not done yet: the reasons, a new date, the next round. */
export const returnWork = act({
  judges: 'finding',
  from: ['checking'],
  to: 'doing',
  by: [verifier, aboveVerifier],
  answers: 'verify',
  milestone: true,
  body: z.object({ reason, dueOn: legalDate() }),
  resolve: (c) => ({ by: c.key.slice(key.post('').length) as PostId }),
  guard: (c) => {
    const denied = needsAnother(c);
    if (denied) return denied;
    return c.body.dueOn < toLegalDate(c.now.businessAt) ? atField('task.date_past', 'dueOn', { date: c.body.dueOn }) : undefined;
  },
  apply: (state, { body, resolved, seq, businessAt }) => ({
    ...again(state, body.dueOn, 'return', resolved.by, seq),
    returns: keepRecent(state.returns, { s: seq, at: businessAt, round: state.round, text: body.reason }),
  }),
  clocks: (c) => [
    { op: 'meet', name: 'verify' },
    { op: 'start', name: 'do', holder: c.after.holder, limit: 'task.default', dueOn: c.after.dueOn },
  ],
});

/** A closed task is taken up again because the result did not hold. */
export const reopen = act({
  from: ['closed'],
  to: 'doing',
  by: [verifier, assigner],
  milestone: true,
  check: true,
  body: z.object({ reason, dueOn: legalDate() }),
  resolve: (c) => ({
    by: postsHeld(c.standing).find((p) => p === c.state.assigner || p === c.state.verifier) ?? c.state.assigner,
  }),
  guard: (c) => {
    const sitting = c.org.actingHolder(c.state.holder)?.person;
    if (!sitting) return refuse('task.no_person', { post: c.state.holder });
    const far = sitting === c.standing.person ? refuseBeyondOwn(c, 'task.default', 'dueOn', c.body.dueOn) : undefined;
    if (far) return far;
    return c.body.dueOn < toLegalDate(c.now.businessAt) ? atField('task.date_past', 'dueOn', { date: c.body.dueOn }) : undefined;
  },
  apply: (state, { body, resolved, seq, businessAt }) => ({
    ...again(state, body.dueOn, 'reopen', resolved.by, seq),
    returns: keepRecent(state.returns, { s: seq, at: businessAt, round: state.round, text: body.reason }),
  }),
  clocks: (c) => [{ op: 'start', name: 'do', holder: c.after.holder, limit: 'task.default', dueOn: c.after.dueOn }],
});

/** Whoever gave the task takes it back, with the reason. */
export const withdraw = act({
  from: ['assigned', 'doing', 'checking'],
  to: 'withdrawn',
  by: [assigner],
  milestone: true,
  check: true,
  body: z.object({ reason }),
  apply: (state) => state,
  notices: (c) => [
    { to: key.post(c.state.holder), code: 'withdrawn' },
    ...c.state.coUnits.map((unit) => ({ to: key.head(unit), code: 'withdrawn' })),
  ],
});
