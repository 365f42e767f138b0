/** The read tables of organisation and law, projected again from every act that speaks of them. */
import type pg from 'pg';
import { applyAct, emptyDossier, fold } from '../../dossier/fold.ts';
import type { AnyKind } from '../../dossier/kind.ts';
import { foldRowOps, type RowOp, rowKey, type TableRow } from '../../dossier/table.ts';
import type { Act, Dossier } from '../../dossier/words.ts';
import { isSame } from './compare.ts';
import type { Difference } from './report.ts';
import type { FoldStep } from './rows.ts';

/** What one act says to the read tables, and when it was written. */
export interface PlacedOps {
  readonly place: number;
  readonly dossier: string;
  readonly seq: number;
  readonly ops: readonly RowOp[];
}

/** Folds one dossier act by act: each with the states before and after it, as they were when it was written. */
export function* foldSteps(kind: AnyKind, id: string, acts: readonly Act[]): Generator<FoldStep> {
  const refolds = acts.some((a) => a.name === 'correct' || a.name === 'move-to');
  let before = emptyDossier(kind, id as Dossier['id']);
  for (const [i, act] of acts.entries()) {
    // A correction changes what earlier acts make, but only from itself on.
    const after = refolds ? fold(kind, before.id, acts.slice(0, i + 1)) : applyAct(kind, before, act);
    yield { act, before, after };
    before = after;
  }
}

/** Projects the acts of one dossier as they were projected when written: each on the state before it. */
export function projectAgain(
  kind: AnyKind,
  id: string,
  acts: readonly Act[],
  placeOf: (seq: number) => number,
): readonly PlacedOps[] {
  const { project } = kind;
  if (!project) return [];
  const placed: PlacedOps[] = [];
  for (const { act, before } of foldSteps(kind, id, acts)) {
    const ops = project(act, before.state);
    if (ops.length > 0) placed.push({ place: placeOf(act.seq), dossier: id, seq: act.seq, ops });
  }
  return placed;
}

interface StoredRow extends TableRow {
  readonly keyText: string;
  readonly dossier: string;
  readonly seq: number;
}

/** Names every row of the read tables that the acts do not make; gives how many rows there are. */
export async function checkTables(
  client: pg.ClientBase,
  placed: readonly PlacedOps[],
): Promise<{ readonly rows: number; readonly differences: readonly Difference[] }> {
  const result = await client.query<StoredRow>(
    `select table_name as "table", key, key_text as "keyText", "values", lower(valid)::text as "from", upper(valid)::text as "to", dossier, seq
     from app.effective_row`,
  );
  const ordered = placed.toSorted((a, b) => a.place - b.place || a.seq - b.seq);
  const origins = new Map<string, { readonly dossier: string; readonly seq: number }>();
  for (const { dossier, seq, ops } of ordered) {
    for (const op of ops) if (op.op === 'open') origins.set(nameOf(op.table, op.key, op.from), { dossier, seq });
  }
  const stored = new Map(result.rows.map((row) => [nameOf(row.table, row.key, row.from), row]));
  const differences: Difference[] = [];
  for (const row of foldRowOps(ordered.flatMap((p) => p.ops))) {
    const name = nameOf(row.table, row.key, row.from);
    const origin = origins.get(name) ?? { dossier: '', seq: 0 };
    const found = stored.get(name);
    stored.delete(name);
    if (!found) differences.push({ code: 'table-missing', ...origin, where: name });
    else {
      for (const where of changedParts(row, found, origin))
        differences.push({ code: 'table-changed', ...origin, where: `${name} ${where}` });
    }
  }
  for (const [name, row] of stored) differences.push({ code: 'table-extra', dossier: row.dossier, seq: row.seq, where: name });
  return { rows: result.rows.length, differences };
}

function changedParts(
  expected: TableRow,
  found: StoredRow,
  origin: { readonly dossier: string; readonly seq: number },
): readonly string[] {
  const names = [...new Set([...Object.keys(expected.values), ...Object.keys(found.values)])].sort();
  return [
    ...names.filter((name) => !isSame(expected.values[name], found.values[name])),
    ...(expected.to === found.to ? [] : ['valid']),
    ...(found.keyText === rowKey(expected.table, expected.key) ? [] : ['key_text']),
    ...(origin.dossier === found.dossier && origin.seq === found.seq ? [] : ['dossier']),
  ];
}

function nameOf(table: string, key: Readonly<Record<string, string>>, from: string): string {
  const columns = Object.keys(key)
    .sort()
    .map((column) => `${column}=${key[column] ?? ''}`);
  return `${table}[${columns.join(' ')}] ${from}`;
}
