import type { Json } from '../kernel/json.ts';
import type { LegalDate } from '../kernel/time.ts';

/** Names an effective-dated read table: which columns identify a thing and which are said about it. */
export interface TableSpec {
  readonly name: string;
  readonly key: readonly string[];
  readonly values: readonly string[];
}

/** What an act does to a read table: says something of a key from a date, or ends what was said on a date. */
export type RowOp =
  | {
      readonly op: 'open';
      readonly table: string;
      readonly key: Readonly<Record<string, string>>;
      readonly values: Readonly<Record<string, Json>>;
      readonly from: LegalDate;
    }
  | {
      readonly op: 'close';
      readonly table: string;
      readonly key: Readonly<Record<string, string>>;
      readonly on: LegalDate;
    };

/**
 * Operations of one kind on one table from one day on, written as a sheet: the names of the columns once, then a row for each
 * operation with the values of the key first. A closing has no values.
 */
export interface RowGroup {
  readonly op: RowOp['op'];
  readonly table: string;
  readonly on: LegalDate;
  readonly key: readonly string[];
  readonly values: readonly string[];
  readonly rows: readonly (readonly Json[])[];
}

/** Guarantees the same operations in the same order, consecutive ones of one shape as one group. */
export function packRowOps(ops: readonly RowOp[]): RowGroup[] {
  const groups: (Omit<RowGroup, 'rows'> & { readonly rows: (readonly Json[])[] })[] = [];
  for (const op of ops) {
    const on = op.op === 'open' ? op.from : op.on;
    const key = Object.keys(op.key);
    const values = op.op === 'open' ? Object.keys(op.values) : [];
    const last = groups.at(-1);
    const fits =
      last?.op === op.op &&
      last.table === op.table &&
      last.on === on &&
      sameNames(last.key, key) &&
      sameNames(last.values, values);
    const row: readonly Json[] = [
      ...key.map((column) => op.key[column] ?? null),
      ...(op.op === 'open' ? values.map((column) => op.values[column] ?? null) : []),
    ];
    if (last && fits) last.rows.push(row);
    else groups.push({ op: op.op, table: op.table, on, key, values, rows: [row] });
  }
  return groups;
}

/** The operations of groups, in their order. */
export function unpackRowOps(groups: readonly RowGroup[]): RowOp[] {
  return groups.flatMap((group) =>
    group.rows.map((row): RowOp => {
      const key = Object.fromEntries(group.key.map((column, n) => [column, String(row[n] ?? '')]));
      if (group.op === 'close') return { op: 'close', table: group.table, key, on: group.on };
      const values = Object.fromEntries(group.values.map((column, n) => [column, row[group.key.length + n] ?? null]));
      return { op: 'open', table: group.table, key, values, from: group.on };
    }),
  );
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, n) => name === b[n]);
}

/** One thing said about one key, true on every day of `[from, to)`; `to` null means until something else is said. */
export interface TableRow {
  readonly table: string;
  readonly key: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, Json>>;
  readonly from: LegalDate;
  readonly to: LegalDate | null;
}

/** Guarantees one text per table and key, whatever the order in which the key's columns were written. */
export function rowKey(table: string, key: Readonly<Record<string, string>>): string {
  const columns = Object.keys(key).sort();
  return JSON.stringify([table, ...columns.map((column) => [column, key[column]])]);
}

/** True on exactly the days on which the row holds. */
export function isInForce(row: Pick<TableRow, 'from' | 'to'>, on: LegalDate): boolean {
  return row.from <= on && (row.to === null || on < row.to);
}

/**
 * Guarantees that rows of one key never overlap: the new row cuts the one in force at its start and ends where the
 * next later row begins; a closing cuts the row in force on that day. Rows of other keys are returned untouched.
 */
export function applyRowOp(rows: readonly TableRow[], op: RowOp): TableRow[] {
  const subject = rowKey(op.table, op.key);
  const others: TableRow[] = [];
  const own: TableRow[] = [];
  for (const row of rows) (rowKey(row.table, row.key) === subject ? own : others).push(row);
  return [...others, ...changeRowsOfKey(own, op)];
}

/** Guarantees the same rows as applying the operations one after the other, in time linear in their number. */
export function foldRowOps(ops: Iterable<RowOp>, before: readonly TableRow[] = []): TableRow[] {
  const byKey = new Map<string, TableRow[]>();
  for (const row of before) {
    const subject = rowKey(row.table, row.key);
    byKey.set(subject, [...(byKey.get(subject) ?? []), row]);
  }
  for (const op of ops) {
    const subject = rowKey(op.table, op.key);
    byKey.set(subject, changeRowsOfKey(byKey.get(subject) ?? [], op));
  }
  return [...byKey.values()].flat();
}

/** Why a row operation cannot be carried out on a table; the words belong to the kind that shows them. */
export type RowOpFault =
  | { readonly fault: 'unknown-table'; readonly table: string }
  | { readonly fault: 'missing-column' | 'unknown-column' | 'empty-key'; readonly column: string };

/** Names everything that keeps an operation from fitting its table; an empty list means it fits exactly. */
export function findRowOpFaults(specs: readonly TableSpec[], op: RowOp): RowOpFault[] {
  const spec = specs.find((candidate) => candidate.name === op.table);
  if (spec === undefined) return [{ fault: 'unknown-table', table: op.table }];
  const faults = compareColumns(spec.key, op.key);
  for (const column of spec.key) {
    if (op.key[column] === '') faults.push({ fault: 'empty-key', column });
  }
  return op.op === 'open' ? [...faults, ...compareColumns(spec.values, op.values)] : faults;
}

function compareColumns(declared: readonly string[], given: Readonly<Record<string, unknown>>): RowOpFault[] {
  const missing = declared.filter((column) => given[column] === undefined);
  const unknown = Object.keys(given).filter((column) => !declared.includes(column));
  return [
    ...missing.map((column) => ({ fault: 'missing-column' as const, column })),
    ...unknown.map((column) => ({ fault: 'unknown-column' as const, column })),
  ];
}

function changeRowsOfKey(rows: readonly TableRow[], op: RowOp): TableRow[] {
  const day = op.op === 'open' ? op.from : op.on;
  const kept = rows.flatMap((row) => {
    if (!isInForce(row, day)) return [row];
    return row.from === day ? [] : [{ ...row, to: day }];
  });
  if (op.op === 'open') {
    const later = kept.map((row) => row.from).filter((from) => from > day);
    const to = later.length === 0 ? null : later.reduce((a, b) => (a < b ? a : b));
    kept.push({ table: op.table, key: op.key, values: op.values, from: op.from, to });
  }
  return kept.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}
