/** The rows of one dossier, computed again from its acts and the files they brought, compared with what is stored. */
import type pg from 'pg';
import { findAct } from '../../dossier/common-acts.ts';
import { readRows, rowsFilesOf } from '../../dossier/imported-rows.ts';
import type { AnyKind } from '../../dossier/kind.ts';
import { isRefusal } from '../../dossier/refusal.ts';
import { type Cells, type RowChange, rowsOfAct } from '../../dossier/rows.ts';
import type { Act, Dossier } from '../../dossier/words.ts';
import { readContents } from '../decide-by.ts';
import type { Difference } from './report.ts';

type Found = Omit<Difference, 'dossier' | 'number'>;

interface StoredRow {
  readonly table_name: string;
  readonly key_text: string;
  readonly seq: number;
  readonly key: Cells;
  readonly values: Cells;
  readonly superseded_by: number | null;
  readonly shown_on: string;
}

/** A step of the fold: an act with the states around it. */
export interface FoldStep {
  readonly act: Act;
  readonly before: Dossier;
  readonly after: Dossier;
}

/** Names every row the acts do not make and every row they make that is not there; gives how many rows there are. */
export async function checkRows(
  client: pg.ClientBase,
  kind: AnyKind,
  id: string,
  steps: Iterable<FoldStep>,
): Promise<{ readonly rows: number; readonly found: readonly Found[] }> {
  const expected = new Map<string, Omit<StoredRow, 'seq'> & { readonly seq: number }>();
  const holding = new Map<string, string>();
  for (const { act, before, after } of steps) {
    for (const change of await rowsAgain(client, kind, act, before, after)) {
      const of = `${change.table} ${change.keyText}`;
      const earlier = holding.get(of);
      const row = earlier === undefined ? undefined : expected.get(earlier);
      if (earlier !== undefined && row) {
        if (change.keeps === 'last') expected.delete(earlier);
        else expected.set(earlier, { ...row, superseded_by: act.seq });
      }
      holding.delete(of);
      if (change.values === null) continue;
      const name = nameOf({ table_name: change.table, key_text: change.keyText, seq: act.seq });
      expected.set(name, {
        table_name: change.table,
        key_text: change.keyText,
        seq: act.seq,
        key: change.key,
        values: change.values,
        superseded_by: null,
        shown_on: change.shownOn ?? id,
      });
      holding.set(of, name);
    }
  }
  const stored = await client.query<StoredRow>(
    'select table_name, key_text, seq, key, "values", superseded_by, shown_on from app.table_row where dossier = $1',
    [id],
  );
  return { rows: stored.rows.length, found: compareRows(expected, stored.rows) };
}

async function rowsAgain(
  client: pg.ClientBase,
  kind: AnyKind,
  act: Act,
  before: Dossier,
  after: Dossier,
): Promise<readonly RowChange[]> {
  const spec = findAct(kind, act.name);
  if (!spec) return [];
  const hashes = rowsFilesOf(spec.body, act.body).map((file) => file.hash);
  const contents = hashes.length === 0 ? new Map<string, Uint8Array>() : await readContents(client, hashes);
  const { imported } = readRows(spec.body, act.body, contents);
  const rows = rowsOfAct(kind.tables ?? [], { act, id: before.id, before: before.state, after: after.state, imported });
  return isRefusal(rows) ? [] : rows;
}

function compareRows(expected: ReadonlyMap<string, StoredRow>, stored: readonly StoredRow[]): readonly Found[] {
  const there = new Map(stored.map((row) => [nameOf(row), row]));
  const found: Found[] = [];
  for (const [name, row] of expected) {
    const other = there.get(name);
    there.delete(name);
    if (!other) found.push({ code: 'table-missing', seq: row.seq, where: name });
    else {
      const changed = [
        ...(isSameCells(row.key, other.key) ? [] : ['key']),
        ...(isSameCells(row.values, other.values) ? [] : ['values']),
        ...(row.superseded_by === other.superseded_by ? [] : ['superseded_by']),
        ...(row.shown_on === other.shown_on ? [] : ['shown_on']),
      ];
      found.push(...changed.map((where): Found => ({ code: 'table-changed', seq: row.seq, where: `${name} ${where}` })));
    }
  }
  for (const [name, row] of there) found.push({ code: 'table-extra', seq: row.seq, where: name });
  return found;
}

/** Cells are flat: comparing them one by one costs a tenth of putting both into canonical form. */
function isSameCells(a: Cells, b: Cells): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

function nameOf(row: Pick<StoredRow, 'table_name' | 'key_text' | 'seq'>): string {
  return `${row.table_name}${row.key_text} #${row.seq}`;
}
