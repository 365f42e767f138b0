/** What a row of a file means for what is recorded of one key, day by day. */
import { foldRowOps, isInForce, type RowOp, rowKey, type TableRow } from '../../dossier/table.ts';
import { formatDate } from '../../kernel/format.ts';
import type { Json } from '../../kernel/json.ts';
import { addDays, type LegalDate, laterDate } from '../../kernel/time.ts';
import type { RegisterProblem, RegisterProblemCode } from './problem.ts';

/** What a file says of one key. */
export interface Statement {
  readonly table: string;
  readonly key: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, Json>>;
  /** The first day said; absent: whatever day is recorded, else the day the decision takes effect. */
  readonly from?: LegalDate;
  /** The first day on which it no longer holds. */
  readonly end?: LegalDate;
  /** Values that do not tell two statements apart, such as the number of the decision. */
  readonly aside?: readonly string[];
}

/** What is to be done for a statement. */
export type Outcome =
  | { readonly is: 'same' }
  | {
      readonly is: 'added' | 'changed' | 'ended';
      readonly ops: readonly RowOp[];
      readonly on: LegalDate;
      /** What was recorded on that day. */
      readonly before?: TableRow;
    }
  | {
      readonly is: 'refused';
      readonly at: 'from' | 'to';
      readonly code: RegisterProblemCode;
      readonly params: RegisterProblem['params'];
    };

/**
 * Guarantees that carrying out the operations makes the statement true and changes nothing that was recorded of a day before the
 * decision takes effect, nor anything already decided for a later day; refuses otherwise.
 */
export function compareStatement(recorded: readonly TableRow[], said: Statement, effectiveOn: LegalDate): Outcome {
  const { from, end } = said;
  if (from !== undefined && end !== undefined && end <= from) return refused('to', 'ends_before');
  const current = recorded.find((row) => isInForce(row, from ?? effectiveOn));
  if (current === undefined) return add(recorded, said, from ?? effectiveOn);
  if (saysTheSame(current, said)) {
    if (from !== undefined && from !== current.from) return refused('from', 'from_differs', { date: formatDate(current.from) });
    return endOf(current, said, effectiveOn);
  }
  if (current.to !== null && current.to <= effectiveOn) return refused('from', 'past_row', { date: formatDate(current.to) });
  const on = from === undefined || from === current.from ? laterDate(effectiveOn, current.from) : from;
  if (on < effectiveOn) return refused('from', 'before_effect', { date: formatDate(effectiveOn) });
  if (end !== undefined && end <= on) return refused('to', 'ends_before');
  const later = firstAfter(recorded, on);
  if (later !== undefined && (end === undefined || end > later.from))
    return refused('from', 'overlaps', { date: formatDate(later.from) });
  return { is: 'changed', on, before: current, ops: opsFor(said, on) };
}

function add(recorded: readonly TableRow[], said: Statement, on: LegalDate): Outcome {
  if (said.end !== undefined && said.end <= on) return refused('to', 'ends_before');
  const later = firstAfter(recorded, on);
  if (later !== undefined && (said.end === undefined || said.end > later.from))
    return refused('from', 'overlaps', { date: formatDate(later.from) });
  return { is: 'added', on, ops: opsFor(said, on) };
}

function endOf(current: TableRow, { end, table, key }: Statement, effectiveOn: LegalDate): Outcome {
  if (end === undefined || end === current.to) return { is: 'same' };
  if (current.to !== null) return refused('to', 'ends_otherwise', { date: formatDate(addDays(current.to, -1)) });
  if (end <= current.from) return refused('to', 'ends_before');
  if (end < effectiveOn) return refused('to', 'before_effect', { date: formatDate(effectiveOn) });
  return { is: 'ended', on: end, before: current, ops: [{ op: 'close', table, key, on: end }] };
}

function opsFor({ table, key, values, end }: Statement, on: LegalDate): RowOp[] {
  const open: RowOp = { op: 'open', table, key, values, from: on };
  return end === undefined ? [open] : [open, { op: 'close', table, key, on: end }];
}

function firstAfter(recorded: readonly TableRow[], on: LegalDate): TableRow | undefined {
  return recorded.filter((row) => row.from > on).toSorted((a, b) => (a.from < b.from ? -1 : 1))[0];
}

function saysTheSame(row: TableRow, { values, aside = [] }: Statement): boolean {
  return Object.keys(values).every((column) => aside.includes(column) || isSame(row.values[column], values[column]));
}

/** Lists of the registers are sets; an absent value is none. */
export function isSame(a: Json | undefined, b: Json | undefined): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return JSON.stringify(a.toSorted()) === JSON.stringify(b.toSorted());
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}

/** Rows by table and key as they stand after the operations applied so far. */
export class Timelines {
  readonly #rows = new Map<string, TableRow[]>();

  constructor(rows: readonly TableRow[]) {
    for (const row of rows) {
      const at = rowKey(row.table, row.key);
      const known = this.#rows.get(at);
      if (known) known.push(row);
      else this.#rows.set(at, [row]);
    }
  }

  of(table: string, key: TableRow['key']): readonly TableRow[] {
    return this.#rows.get(rowKey(table, key)) ?? [];
  }

  on(table: string, key: TableRow['key'], day: LegalDate): TableRow | undefined {
    return this.of(table, key).find((row) => isInForce(row, day));
  }

  apply(ops: readonly RowOp[]): void {
    for (const op of ops) {
      const at = rowKey(op.table, op.key);
      this.#rows.set(at, foldRowOps([op], this.#rows.get(at)));
    }
  }

  all(): TableRow[] {
    return [...this.#rows.values()].flat();
  }
}

function refused(at: 'from' | 'to', code: RegisterProblemCode, params: RegisterProblem['params'] = {}): Outcome {
  return { is: 'refused', at, code, params };
}
