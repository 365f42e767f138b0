import { findRowOpFaults, foldRowOps, isInForce, type RowOp, type RowOpFault, type TableRow } from '../dossier/table.ts';
import type { PostId } from '../kernel/ids.ts';
import type { Json } from '../kernel/json.ts';
import type { LegalDate } from '../kernel/time.ts';
import { findMalformedColumn } from './read-rows.ts';
import { EVERY, organisationTables } from './rows.ts';
import { buildSnapshot } from './snapshot.ts';

/** Why a decision on the organisation cannot be carried out; `op` counts its operations from 0. */
export type DecisionFault =
  | { readonly op: number; readonly fault: 'bad-operation'; readonly why: RowOpFault }
  | { readonly op: number; readonly fault: 'malformed-value'; readonly column: string }
  | { readonly op: number; readonly fault: 'unknown-reference'; readonly column: string; readonly id: string }
  | { readonly op: number; readonly fault: 'nothing-to-close' }
  | { readonly fault: 'unanswered-post'; readonly post: PostId; readonly on: LegalDate };

type Place = 'key' | 'values';

/** Which columns name rows of which table. */
const REFERENCES: Readonly<Record<string, readonly (readonly [place: Place, column: string, table: string])[]>> = {
  unit: [
    ['values', 'parent', 'unit'],
    ['values', 'locality', 'unit'],
  ],
  unit_name: [['key', 'unit', 'unit']],
  post: [
    ['values', 'unit', 'unit'],
    ['values', 'superior', 'post'],
  ],
  holding: [
    ['key', 'post', 'post'],
    ['values', 'person', 'person'],
  ],
  competence: [
    ['key', 'field', 'field'],
    ['values', 'unit', 'unit'],
  ],
  assignment: [
    ['values', 'post', 'post'],
    ['values', 'fields', 'field'],
    ['values', 'localities', 'unit'],
    ['values', 'units', 'unit'],
  ],
  delegation: [
    ['values', 'from_post', 'post'],
    ['values', 'to_post', 'post'],
  ],
};

/**
 * Names everything that would leave the organisation unsound after a decision: operations that fit no table, names of
 * nobody, closings of nothing, and posts that somebody answers for before and nobody after. Empty means it may be done.
 */
export function findDecisionFaults(before: readonly TableRow[], ops: readonly RowOp[]): DecisionFault[] {
  const misfits = ops.flatMap((op, n) => findMisfits(op, n));
  if (misfits.length > 0) return misfits;
  const after = foldRowOps(ops, before);
  const faults = [...ops.flatMap((op, n) => findUnknown(after, op, n)), ...findClosingsOfNothing(before, ops)];
  return faults.length > 0 ? faults : findUnanswered(before, after, ops);
}

function findMisfits(op: RowOp, n: number): DecisionFault[] {
  const faults = findRowOpFaults(organisationTables, op).map((why): DecisionFault => ({ op: n, fault: 'bad-operation', why }));
  if (faults.length > 0 || op.op === 'close') return faults;
  const column = findMalformedColumn({ table: op.table, key: op.key, values: op.values, from: op.from, to: null });
  return column === undefined ? [] : [{ op: n, fault: 'malformed-value', column }];
}

function findUnknown(rows: readonly TableRow[], op: RowOp, n: number): DecisionFault[] {
  if (op.op === 'close') return [];
  const known = (table: string, id: string): boolean =>
    id === EVERY || rows.some((row) => row.table === table && row.key[table] === id);
  const unknown = (column: string, table: string, value: Json | undefined): DecisionFault[] =>
    idsOf(value)
      .filter((id) => !known(table, id))
      .map((id) => ({ op: n, fault: 'unknown-reference', column, id }));
  if (op.table === 'succession') {
    const table = op.key['what'] ?? '';
    return [...unknown('of', table, op.key['of']), ...unknown('successors', table, op.values['successors'])];
  }
  return (REFERENCES[op.table] ?? []).flatMap(([place, column, table]) => unknown(column, table, op[place][column]));
}

function findClosingsOfNothing(before: readonly TableRow[], ops: readonly RowOp[]): DecisionFault[] {
  const faults: DecisionFault[] = [];
  let done: TableRow[] = [...before];
  let pending: RowOp[] = [];
  for (const [n, op] of ops.entries()) {
    if (op.op === 'close') {
      done = foldRowOps(pending, done);
      pending = [];
      const found = done.some((row) => row.table === op.table && isInForce(row, op.on) && sameKey(row.key, op.key));
      if (!found) faults.push({ op: n, fault: 'nothing-to-close' });
    }
    pending.push(op);
  }
  return faults;
}

function findUnanswered(before: readonly TableRow[], after: readonly TableRow[], ops: readonly RowOp[]): DecisionFault[] {
  const [old, changed] = [buildSnapshot(before, 0), buildSnapshot(after, 1)];
  const dates = [...new Set(ops.map((op) => (op.op === 'open' ? op.from : op.on)))].sort();
  return dates.flatMap((on) => {
    const [was, is] = [old.on(on), changed.on(on)];
    const posts = [...was.index.knownPosts.keys()].sort();
    return posts
      .filter((post) => was.actingHolder(post) !== undefined && is.actingHolder(post) === undefined)
      .map((post): DecisionFault => ({ fault: 'unanswered-post', post, on }));
  });
}

function idsOf(value: Json | undefined): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

function sameKey(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  return Object.keys(a).every((column) => a[column] === b[column]);
}
