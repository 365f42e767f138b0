import { foldRowOps, type RowOp, type TableRow } from '../../dossier/table.ts';
import type { Json } from '../../kernel/json.ts';
import { asLegalDate } from '../../kernel/time.ts';
import type { OrganisationDay } from '../organisation-day.ts';
import { buildSnapshot } from '../snapshot.ts';

/** The day on which built organisations are looked at unless a test says otherwise. */
export const TODAY = asLegalDate('2026-11-23');
const START = '2025-01-01';

/** An operation that puts a unit on record. */
export function unit(id: string, parent: string | null, more: Record<string, Json> = {}, from = START): RowOp {
  const values = { kind: 'department', code: null, parent, locality: null, rank: 1, ...more };
  return { op: 'open', table: 'unit', key: { unit: id }, values, from: asLegalDate(from) };
}

/** An operation that gives a unit a name from a day on. */
export function named(id: string, nameVi: string, from = START, place: string | null = null): RowOp {
  const values = {
    name_vi: nameVi,
    name_en: `${nameVi} (en)`,
    short_vi: nameVi,
    short_en: nameVi,
    place_vi: place,
    place_en: place === null ? null : `${place} (en)`,
  };
  return { op: 'open', table: 'unit_name', key: { unit: id }, values, from: asLegalDate(from) };
}

/** An operation that puts a post on record; the part after the dot says its function. */
export function post(id: string, more: Record<string, Json> = {}, from = START): RowOp {
  const [unitId = '', suffix = ''] = id.split('.');
  const values = { unit: unitId, title_vi: suffix, title_en: suffix, function: suffix.replace(/-\d+$/, ''), superior: null };
  return {
    op: 'open',
    table: 'post',
    key: { post: id },
    values: { ...values, roles: [], rank: 1, ...more },
    from: asLegalDate(from),
  };
}

/** Operations that put a person on record and into a post. */
export function seat(postId: string, person: string, from = START): RowOp[] {
  const values = { family_and_middle: 'Nình Khắc', given: person, honorific: 'Ông', staff_code: person, demo: true };
  return [
    { op: 'open', table: 'person', key: { person }, values, from: asLegalDate(START) },
    { op: 'open', table: 'holding', key: { post: postId }, values: { person, form: 'full' }, from: asLegalDate(from) },
  ];
}

/** An operation that lets one post act for another. */
export function delegate(
  id: string,
  fromPost: string,
  toPost: string | null,
  more: Record<string, Json> = {},
  from = START,
): RowOp {
  const values = { from_post: fromPost, to_post: toPost, form: 'KT', matters: ['*'], document_number: `${id}/QĐ`, ...more };
  return { op: 'open', table: 'delegation', key: { delegation: id }, values, from: asLegalDate(from) };
}

/** An operation that names who takes over from a unit or post. */
export function succeed(what: 'unit' | 'post', of: string, successors: string[], from = START): RowOp {
  return {
    op: 'open',
    table: 'succession',
    key: { what, of },
    values: { successors, decision_number: '01/QĐ' },
    from: asLegalDate(from),
  };
}

/** An operation that ends what a table says of a key. */
export function close(table: string, key: Record<string, string>, on: string): RowOp {
  return { op: 'close', table, key, on: asLegalDate(on) };
}

/** The organisation of a day after these operations. */
export function dayOf(ops: readonly (RowOp | RowOp[])[], on: string = TODAY): OrganisationDay {
  return buildSnapshot(rowsOf(ops), 1).on(asLegalDate(on));
}

/** The rows after these operations. */
export function rowsOf(ops: readonly (RowOp | RowOp[])[]): TableRow[] {
  return foldRowOps(ops.flat());
}

/** A province with one department: everybody in place. */
export function smallProvince(): RowOp[] {
  return [
    unit('top', null, { kind: 'peoples-committee' }),
    unit('dept', 'top'),
    named('dept', 'Sở Thử nghiệm'),
    post('top.head'),
    post('top.clerk'),
    post('dept.head'),
    post('dept.deputy-1'),
    post('dept.clerk'),
    post('dept.specialist-1'),
    ...seat('top.head', 'chair'),
    ...seat('top.clerk', 'registrar'),
    ...seat('dept.head', 'director'),
    ...seat('dept.deputy-1', 'vice'),
    ...seat('dept.clerk', 'clerk'),
    ...seat('dept.specialist-1', 'expert'),
  ];
}
