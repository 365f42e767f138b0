/** What follows from a directive: tasks out of its sentences, reasons where none is needed, units that read and confirm. */
import { z } from 'zod';
import { clerkOf, deputyOf, headOf } from '../../dossier/capacity.ts';
import { choice, dossierRef, integer, legalDate, line, list, postRef, prose, unitRefs } from '../../dossier/field.ts';
import { actsOf, type Opening } from '../../dossier/kind.ts';
import { refuse } from '../../dossier/refusal.ts';
import type { DossierId, UnitId } from '../../kernel/ids.ts';
import type { Json } from '../../kernel/json.ts';
import { isAllHandled, postOfCapacity, SENTENCES_LIMIT } from './rules.ts';
import { type DirectiveState, NO_TASK_REASONS } from './state.ts';

const act = actsOf<DirectiveState>();
const standing = ['issued', 'assigned'];
const leaders = [
  clerkOf<DirectiveState>((s) => s.unit),
  headOf<DirectiveState>((s) => s.unit),
  deputyOf<DirectiveState>((s) => s.unit),
];
/** Units that were sent the directive turn its sentences into tasks of their own people. */
const receivers = [
  headOf<DirectiveState>((s) => s.units.map((u) => u.unit)),
  deputyOf<DirectiveState>((s) => s.units.map((u) => u.unit)),
];

const taskFields = {
  title: line(),
  detail: prose().optional(),
  holder: postRef(),
  dueOn: legalDate(),
  coUnits: unitRefs({ max: 20 }).optional(),
  verifier: postRef().optional(),
};

type TaskFields = z.output<z.ZodObject<typeof taskFields>>;

function openTask(
  of: { readonly id: DossierId; readonly symbol: string; readonly assigner: string },
  task: TaskFields,
  more: Json,
): Opening {
  const given = Object.fromEntries(
    Object.entries(task).filter(([name, value]) => name in taskFields && value !== undefined),
  ) as Record<string, Json>;
  const origin = { origin: of.id, tie: 'implements', symbol: of.symbol, assigner: of.assigner };
  return { kind: 'task', act: 'assign', by: 'actor', body: { ...given, ...origin, ...(more as Record<string, Json>) } };
}

const settleStage = (after: DirectiveState): string | undefined => (isAllHandled(after) ? 'assigned' : undefined);
const settleClock = (c: { readonly after: DirectiveState }) =>
  isAllHandled(c.after) ? [{ op: 'meet' as const, name: 'assign' }] : [];

/** Opens tasks out of sentences, each with its sentence word for word. */
export const assignTasks = act({
  from: standing,
  to: settleStage,
  by: [...leaders, ...receivers],
  answers: 'assign',
  milestone: true,
  body: z.object({
    tasks: list(z.object({ sentence: integer({ min: 1, max: SENTENCES_LIMIT }), ...taskFields }), { min: 1, max: 20 }),
  }),
  resolve: (c) => ({ assigner: postOfCapacity(c.standing, c.key, c.post) ?? '' }),
  guard: (c) => {
    const unknown = c.body.tasks.find((row) => row.sentence > c.state.sentences.length);
    return unknown ? refuse('directive.no_such_sentence', { n: unknown.sentence }) : undefined;
  },
  apply: (state, { body }) => ({
    ...state,
    sentences: state.sentences.map((row, i) => {
      const opened = body.tasks.filter((task) => task.sentence === i + 1).length;
      if (opened === 0) return row;
      const { x: _, ...rest } = row;
      return { ...rest, k: (row.k ?? 0) + opened };
    }),
  }),
  clocks: settleClock,
  opens: (c) =>
    c.body.tasks.map((row, i) => ({
      ...openTask({ id: c.id, symbol: c.state.symbol, assigner: c.resolved.assigner }, row, {
        sentence: row.sentence,
        quote: c.state.sentences[row.sentence - 1]?.t ?? '',
      }),
      path: `tasks.${i}`,
    })),
});

/** Opens a task that the directive calls for as a whole, not in one sentence. */
export const addTask = act({
  from: standing,
  by: [...leaders, ...receivers],
  body: z.object(taskFields),
  resolve: (c) => ({ assigner: postOfCapacity(c.standing, c.key, c.post) ?? '' }),
  apply: (state) => ({ ...state, loose: state.loose + 1 }),
  opens: (c) => [openTask({ id: c.id, symbol: c.state.symbol, assigner: c.resolved.assigner }, c.body, {})],
});

/** Says why a sentence needs no task, so that nothing is left out unseen. */
export const explainSentence = act({
  from: standing,
  to: settleStage,
  by: leaders,
  answers: 'assign',
  body: z.object({
    n: integer({ min: 1, max: SENTENCES_LIMIT }),
    why: choice(NO_TASK_REASONS),
    note: line({ max: 500 }).optional(),
  }),
  guard: (c) => {
    const row = c.state.sentences[c.body.n - 1];
    if (!row) return refuse('directive.no_such_sentence', { n: c.body.n });
    // «Another body» and «already done» say nothing without who, or where.
    return (c.body.why === 'other-body' || c.body.why === 'done') && c.body.note === undefined
      ? refuse('directive.say_where')
      : undefined;
  },
  apply: (state, { body }) => ({
    ...state,
    sentences: state.sentences.map((row, i) =>
      i === body.n - 1 ? { ...row, x: { why: body.why, ...(body.note === undefined ? {} : { note: body.note }) } } : row,
    ),
  }),
  clocks: settleClock,
});

/** Sends the directive to units; each reads and confirms in a dossier of its own, with its own clock. */
export const distribute = act({
  from: standing,
  by: leaders,
  milestone: true,
  body: z.object({ units: unitRefs({ min: 1, max: 20 }) }),
  guard: (c) => {
    const units = c.body.units.map((unit) => unit as UnitId);
    const twice = units.find((unit, i) => units.indexOf(unit) !== i || c.state.units.some((u) => u.unit === unit));
    if (twice) return refuse('directive.already_sent', { unit: c.org.unitName(twice) });
    const headless = units.find((unit) => c.org.headPost(unit) === undefined);
    return headless ? refuse('directive.no_head', { unit: c.org.unitName(headless) }) : undefined;
  },
  apply: (state, { body, seq }) => ({
    ...state,
    units: [...state.units, ...body.units.map((unit) => ({ unit: unit as UnitId, s: seq }))],
  }),
  opens: (c) =>
    c.body.units.map((unit) => ({
      kind: 'acknowledgement',
      act: 'send',
      by: 'system',
      body: { directive: c.id, symbol: c.state.symbol, subject: c.state.subject, unit, issuingUnit: c.state.unit },
    })),
});

/** The directive no longer stands; what was opened from it is decided task by task. */
export const withdraw = act({
  from: ['draft', ...standing],
  to: 'withdrawn',
  by: leaders,
  milestone: true,
  check: true,
  body: z.object({ reason: prose({ min: 20 }) }),
  apply: (state) => state,
});

/** A later directive takes the place of this one. */
export const supersede = act({
  from: standing,
  to: 'superseded',
  by: leaders,
  milestone: true,
  check: true,
  body: z.object({ by: dossierRef(), reason: prose({ later: true }).optional() }),
  reads: (_, body) => [body.by as DossierId],
  guard: (c) => {
    const later = [...c.view.values()][0];
    if (later?.kind !== 'directive' || later.stage === 'draft') return refuse('directive.no_such_directive');
    return later.id === c.id ? refuse('directive.same_directive') : undefined;
  },
  apply: (state, { body }) => ({ ...state, supersededBy: body.by as DossierId }),
});

/** What the directive came to, once every sentence had a task or a reason. */
export const conclude = act({
  from: ['assigned'],
  to: 'concluded',
  by: [headOf<DirectiveState>((s) => s.unit), deputyOf<DirectiveState>((s) => s.unit)],
  milestone: true,
  check: true,
  body: z.object({ result: prose({ min: 20 }) }),
  apply: (state, { body }) => ({ ...state, result: body.result }),
});

/** Taken up again after it was concluded. */
export const reopen = act({
  from: ['concluded'],
  to: 'assigned',
  by: [headOf<DirectiveState>((s) => s.unit)],
  milestone: true,
  body: z.object({ reason: prose({ min: 20 }) }),
  apply: ({ result: _, ...state }) => state,
});
