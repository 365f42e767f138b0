/**
 * A dossier's own rows: what many values or many people say of it, which would not fit its state. A kind declares the tables and
 * computes the rows of each act; the store keeps them beside the acts, and verification computes them again.
 */
import type { DossierId } from '../kernel/ids.ts';
import type { Json } from '../kernel/json.ts';
import { isLegalDate } from '../kernel/time.ts';
import type { SummaryItem } from './kind.ts';
import { type Refusal, refuse } from './refusal.ts';
import type { Act } from './words.ts';

/** The most rows one act says. */
export const ROWS_LIMIT = 20_000;
/** The longest text of one cell, in characters. */
export const CELL_LIMIT = 400;

/** One column: what may stand in it and how it is shown. */
export interface RowColumn {
  readonly key: string;
  readonly type: 'text' | 'number' | 'date' | 'flag';
  readonly as?: SummaryItem['as'];
  readonly group?: string;
  /** True: may be left empty. Never for columns of a key. */
  readonly optional?: boolean;
}

/** The cells of a row, by column. */
export type Cells = Readonly<Record<string, Json>>;

/** The rows of the files an act brought, by the name of its field. */
export type ImportedRows = ReadonlyMap<string, readonly Cells[]>;

/** What an act says of one key of a table: its values from now on, or that there are none any more. */
export interface SaidRow {
  readonly key: Cells;
  /** Null: nothing is said of the key any more. */
  readonly values: Cells | null;
  /** The dossier on whose page the row stands, for whoever may read that one; absent: the dossier itself. */
  readonly shownOn?: DossierId;
}

/** What the rows of an act are computed from; nothing else may be looked at. */
export interface RowsContext<S> {
  readonly act: Act;
  readonly id: DossierId;
  readonly before: S;
  readonly after: S;
  readonly imported: ImportedRows;
}

/** A table of rows that follow from the acts of one dossier. */
export interface RowTable<S = Json> {
  /** Also the message key: `sections.<name>`. */
  readonly name: string;
  readonly key: readonly RowColumn[];
  readonly values: readonly RowColumn[];
  /** `every`: a later row of the same key supersedes the earlier one and both stay; `last`: only the last is kept. */
  readonly keeps: 'every' | 'last';
  readonly rows: (context: RowsContext<S>) => readonly SaidRow[];
}

/** A row as the store keeps it. */
export interface RowChange extends SaidRow {
  readonly table: string;
  readonly keyText: string;
  readonly keeps: RowTable['keeps'];
}

/** Names one row to be looked up while an act is decided. */
export interface RowName {
  readonly table: string;
  readonly key: Cells;
}

/** The key as one text, in the order in which the table declares its columns: rows are kept and read in this order. */
export function rowKeyText(table: Pick<RowTable<never>, 'key'>, key: Cells): string {
  return JSON.stringify(table.key.map((column) => key[column.key] ?? null));
}

/** One text per table and key. */
export function rowNameText(table: string, keyText: string): string {
  return `${table} ${keyText}`;
}

/** Tells whether a value may stand in a column. */
export function fitsColumn(column: RowColumn, value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return column.optional === true;
  switch (column.type) {
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'flag':
      return typeof value === 'boolean';
    case 'date':
      return typeof value === 'string' && isLegalDate(value);
    case 'text':
      return typeof value === 'string' && value.length <= CELL_LIMIT;
  }
}

/** The rows an act says, or why they cannot be kept: too many, a key twice, a cell that does not fit its column. */
export function rowsOfAct<S>(tables: readonly RowTable<S>[], context: RowsContext<S>): readonly RowChange[] | Refusal {
  const changes: RowChange[] = [];
  for (const table of tables) {
    const said = table.rows(context);
    if (changes.length + said.length > ROWS_LIMIT) return refuse('rows.too_many', { max: ROWS_LIMIT });
    const seen = new Set<string>();
    for (const [i, row] of said.entries()) {
      const wrong = misfit(table, row);
      if (wrong !== undefined) return refuse('rows.cell', { row: i + 1, column: wrong });
      const keyText = rowKeyText(table, row.key);
      if (seen.has(keyText)) return refuse('rows.twice', { row: i + 1 });
      seen.add(keyText);
      changes.push({ ...row, table: table.name, keyText, keeps: table.keeps });
    }
  }
  return changes;
}

function misfit<S>(table: RowTable<S>, row: SaidRow): string | undefined {
  const parts = [
    { columns: table.key, cells: row.key },
    ...(row.values === null ? [] : [{ columns: table.values, cells: row.values }]),
  ];
  for (const { columns, cells } of parts) {
    const bad = columns.find((column) => !fitsColumn(column, cells[column.key]));
    if (bad) return bad.key;
    const unknown = Object.keys(cells).find((name) => !columns.some((column) => column.key === name));
    if (unknown !== undefined) return unknown;
  }
  return undefined;
}
