/** How a decision on the organisation comes about: drafted, filled, signed; or brought in whole. */
import { z } from 'zod';
import { roleOf, systemOnly } from '../../dossier/capacity.ts';
import { type HeadingBody, headingFields, toHeading } from '../../dossier/decision-heading.ts';
import { dossierRef, fileSchema, list, prose, symbol } from '../../dossier/field.ts';
import { key } from '../../dossier/keys.ts';
import { actsOf } from '../../dossier/kind.ts';
import { type Refusal, refuse } from '../../dossier/refusal.ts';
import { findSignatory, refuseSigner, signatoryOf, withWriter } from '../../dossier/signing.ts';
import type { RowOp } from '../../dossier/table.ts';
import type { DossierId, PostId, UnitId } from '../../kernel/ids.ts';
import type { Json } from '../../kernel/json.ts';
import { changeRow, readChange } from './changes.ts';
import { findBadRow, groupsField, rowsField, rowsOfGroups } from './import.ts';
import { findProblem } from './rules.ts';
import type { DecisionState } from './state.ts';
import { toRowOps } from './tables.ts';

const act = actsOf<DecisionState>();

/** Who keeps the register of the organisation. */
const keepers = [roleOf<DecisionState>('organisation-board'), roleOf<DecisionState>('admin'), systemOnly<DecisionState>()];

/** The most changes one decision orders. */
const CHANGES_LIMIT = 400;

function checkDates(body: HeadingBody): Refusal | undefined {
  return body.effectiveOn !== undefined && body.effectiveOn < body.date
    ? refuse('organisation-decision.effective_before', { date: body.date })
    : undefined;
}

/** Writes down what the decision says of itself. */
export const draft = act({
  from: 'new',
  to: 'draft',
  by: keepers,
  body: z.object({ ...headingFields, replaces: dossierRef({ later: true }).optional() }),
  resolve: (c) => findSignatory(c),
  guard: (c) => checkDates(c.body),
  apply: (state, { body, resolved, actor }) => ({
    ...state,
    ...toHeading(body),
    replaces: body.replaces ?? null,
    ...(resolved ? { signing: { writers: actor === null ? [] : [actor], ...resolved } } : {}),
  }),
  notices: (c) => (c.resolved.signatory === null ? [] : [{ to: key.post(c.resolved.signatory), code: 'to-sign' }]),
  names: (c) => (c.resolved.signatory === null ? [] : [c.resolved.signatory]),
});

/** Adds changes, in the order in which they take effect. */
export const addChanges = act({
  from: ['draft'],
  by: keepers,
  body: z.object({ changes: list(changeRow, { min: 1, max: 100 }) }),
  guard: (c) =>
    c.state.changes.length + c.body.changes.length > CHANGES_LIMIT
      ? refuse('organisation-decision.too_many_changes', { max: CHANGES_LIMIT })
      : undefined,
  apply: (state, { body, actor }) => withWriter({ ...state, changes: [...state.changes, ...body.changes] }, actor),
});

/** Takes all changes out again, so that the list can be written anew. */
export const clearChanges = act({
  from: ['draft'],
  by: keepers,
  body: z.object({}),
  apply: (state, { actor }) => withWriter({ ...state, changes: [] }, actor),
});

/** Puts the decision in force, by the head of the body that issues it, never by whoever wrote it: its rows are worked out against the organisation of the day and stay in this act. */
export const sign = act({
  judges: 'decision',
  sign: true,
  from: ['draft'],
  to: 'in-force',
  by: [signatoryOf<DecisionState>('organisation-board'), systemOnly<DecisionState>()],
  registers: true,
  milestone: true,
  check: true,
  body: z.object({}),
  reads: (dossier) => (dossier.state.replaces ? [dossier.state.replaces as DossierId] : []),
  resolve: (c): { rows: RowOp[] } | Refusal => {
    const changes = c.state.changes.map(readChange);
    if (changes.length === 0) return refuse('organisation-decision.no_changes');
    const problem = findProblem(changes, c.org, c.state.effectiveOn);
    if (problem) return problem;
    const rows = toRowOps(changes, c.org, c.state);
    return findBadRow(rows) ?? { rows };
  },
  guard: (c) => {
    const refused = refuseSigner(c, 'organisation-board');
    if (refused || c.state.replaces === null) return refused;
    const earlier = [...c.view.values()][0];
    return earlier?.kind === 'organisation-decision' && earlier.stage === 'in-force'
      ? undefined
      : refuse('organisation-decision.no_such_decision', { name: c.state.replaces });
  },
  apply: (state) => state,
  follows: (c) =>
    [...c.view.values()].map((earlier) => ({
      target: earlier.id,
      act: 'mark-replaced',
      body: { decision: c.state.decisionNumber },
    })),
  notices: (c) =>
    c.state.changes.flatMap((row) =>
      row.change === 'appoint' && row.person !== undefined ? [{ to: key.person(row.person), code: 'appointed' }] : [],
    ),
  names: (c) =>
    c.state.changes.flatMap((row) => [
      ...[row.unit, ...(row.units ?? '').split(/[\s,;]+/u)]
        .filter((id) => id !== undefined && id !== '')
        .map((id) => id as UnitId),
      ...(row.post === undefined ? [] : [row.post as PostId]),
    ]),
});

/** Brings a decision in whole, its rows as they are: the registers an installation begins with, or takes over from elsewhere. */
export const importRows = act({
  from: 'new',
  to: 'in-force',
  by: [systemOnly()],
  registers: true,
  milestone: true,
  body: z.object({ ...headingFields, rows: rowsField }),
  guard: (c) => checkDates(c.body) ?? findBadRow(c.body.rows as readonly RowOp[]),
  apply: (state, { body }) => ({ ...state, ...toHeading(body), imported: body.rows.length }),
});

/** Opens a decision whose rows come from a file, in parts; what is said once is said here. */
export const beginImport = act({
  from: 'new',
  to: 'importing',
  by: keepers,
  registers: true,
  milestone: true,
  body: z.object({
    ...headingFields,
    expected: z.number().int().min(1).max(200_000).meta({ widget: 'hidden' }),
    source: fileSchema.meta({ widget: 'hidden' }).optional(),
  }),
  guard: (c) => checkDates(c.body),
  apply: (state, { body }) => ({ ...state, ...toHeading(body), expected: body.expected }),
});

/** Puts one part of the rows of a file on record. */
export const importPart = act({
  from: ['importing'],
  by: keepers,
  body: z.object({ epoch: z.number().int().min(0).meta({ widget: 'hidden' }), groups: groupsField }),
  guard: (c) =>
    c.body.epoch === c.org.epoch
      ? findBadRow(rowsOfGroups(c.body.groups))
      : refuse('organisation-decision.organisation_moved', { max: c.state.imported }),
  apply: (state, { body }) => ({ ...state, imported: state.imported + rowsOfGroups(body.groups).length }),
});

/** Says that no more rows come; the decision stands as far as it has been put on record. */
export const finishImport = act({
  from: ['importing'],
  to: 'in-force',
  by: keepers,
  milestone: true,
  check: true,
  body: z.object({}),
  guard: (c) => (c.state.imported === 0 ? refuse('organisation-decision.no_changes') : undefined),
  apply: (state) => state,
});

/** Gives a draft up, or an import of which nothing is on record yet. */
export const withdraw = act({
  from: ['draft', 'importing'],
  to: 'withdrawn',
  by: keepers,
  body: z.object({ reason: prose({ min: 10 }) }),
  guard: (c) => (c.state.imported > 0 ? refuse('organisation-decision.rows_on_record', { max: c.state.imported }) : undefined),
  apply: (state) => state,
});

/** A later decision has taken the place of this one; what it had said stays true of its own days. */
export const markReplaced = act({
  from: ['in-force'],
  to: 'replaced',
  by: [systemOnly()],
  milestone: true,
  body: z.object({ decision: symbol({ max: 80 }) }),
  apply: (state, { body }) => ({ ...state, replacedBy: body.decision }),
});

/** The rows an act puts on record: those it carried, or those worked out when it was signed. */
export function rowsOfAct(name: string, body: Json, resolved: Json): readonly RowOp[] {
  if (name === 'import') return (body as unknown as { readonly rows: readonly RowOp[] }).rows;
  if (name === 'import-part')
    return rowsOfGroups((body as unknown as { readonly groups: Parameters<typeof rowsOfGroups>[0] }).groups);
  return name === 'sign' ? (resolved as unknown as { readonly rows: readonly RowOp[] }).rows : [];
}
