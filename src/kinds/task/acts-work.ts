/** What the holder and the co-operating units do: accept, report, hand in. */
import { z } from 'zod';
import { postOf, staffOf } from '../../dossier/capacity.ts';
import { files, integer, line, list, prose, symbol } from '../../dossier/field.ts';
import { key } from '../../dossier/keys.ts';
import { actsOf } from '../../dossier/kind.ts';
import { refuse } from '../../dossier/refusal.ts';
import type { UnitId } from '../../kernel/ids.ts';
import { keepRecent } from './rules.ts';
import type { TaskState } from './state.ts';

const act = actsOf<TaskState>();
const holder = postOf<TaskState>((s) => s.holder, 'task-holder');

/** Drops what was asked for and not yet decided: the work was handed in, so nothing is left to decide. */
export function withoutRequests(state: TaskState): TaskState {
  const { handOver: _, extension: __, ...rest } = state;
  return rest;
}

/** The holder says the task has arrived and is taken on. */
export const accept = act({
  from: ['assigned'],
  to: 'doing',
  by: [holder],
  body: z.object({ note: line({ later: true }).optional() }),
  answers: 'accept',
  apply: (state) => ({ ...state, accepted: true }),
  clocks: () => [{ op: 'meet', name: 'accept' }],
});

/** How far the work is, with a sentence about it. */
export const progress = act({
  from: ['doing'],
  by: [holder],
  movable: true,
  body: z.object({ percent: integer({ min: 0, max: 100 }), note: prose(), files: files({ later: true }).optional() }),
  apply: (state, { body, seq, businessAt }) => ({
    ...state,
    percent: body.percent,
    progress: keepRecent(state.progress, {
      s: seq,
      at: businessAt,
      percent: body.percent,
      note: body.note,
      files: body.files?.length ?? 0,
    }),
  }),
});

/** A co-operating unit says what it has done. */
export const coReport = act({
  from: ['assigned', 'doing', 'checking'],
  by: [staffOf<TaskState>((s) => s.coUnits)],
  movable: true,
  body: z.object({ text: prose({ min: 10 }), files: files({ later: true }).optional() }),
  resolve: (c) => ({ unit: c.key.slice(key.staff('').length) as UnitId }),
  apply: (state, { body, resolved, seq, businessAt }) => ({
    ...state,
    reports: keepRecent(state.reports, { s: seq, at: businessAt, unit: resolved.unit, text: body.text }),
  }),
  notices: (c) => [{ to: key.post(c.state.holder), code: 'co-reported' }],
  names: (c) => [c.resolved.unit],
});

/** Hands the result in, with evidence; from here it is the verifier's turn. */
export const complete = act({
  from: ['assigned', 'doing'],
  to: 'checking',
  by: [holder],
  answers: 'do',
  milestone: true,
  check: true,
  body: z.object({
    evidence: prose({ min: 20 }),
    files: files({ later: true }).optional(),
    links: list(z.object({ url: symbol({ max: 300, pattern: /^https:\/\/\S+$/ }) }), { max: 10, later: true }).optional(),
  }),
  guard: (c) => (c.standing.person === null ? refuse('task.no_person', { post: c.state.holder }) : undefined),
  apply: (state, { body, actor, seq, businessAt }) => ({
    ...withoutRequests(state),
    accepted: true,
    percent: 100,
    completed: {
      s: seq,
      at: businessAt,
      person: actor,
      text: body.evidence,
      files: body.files ?? [],
      links: (body.links ?? []).map((l) => l.url),
    },
  }),
  clocks: (c) => [
    { op: 'meet', name: 'accept' },
    { op: 'meet', name: 'do' },
    { op: 'cancel', name: 'request', instance: 'hand-over' },
    { op: 'cancel', name: 'request', instance: 'extension' },
    { op: 'start', name: 'verify', holder: c.state.verifier, limit: 'task.verify' },
  ],
});
