import { rowKey, type TableRow } from '../dossier/table.ts';
import { AppError, isAppError } from '../kernel/errors.ts';
import type { FieldId, PersonId, PostId, UnitId } from '../kernel/ids.ts';
import type { Json } from '../kernel/json.ts';
import type { Bilingual } from '../kernel/messages.ts';
import {
  type AssignmentRow,
  AUTHORITY_LEVELS,
  type CompetenceRow,
  DELEGATION_FORMS,
  type DelegationRow,
  type FieldRow,
  HOLDING_FORMS,
  type HoldingRow,
  type PersonRow,
  POST_FUNCTIONS,
  type PostRow,
  type SuccessionRow,
  UNIT_KINDS,
  type UnitNameRow,
  type UnitRow,
} from './rows.ts';

/** All rows of the organisation, typed and by table. */
export interface OrganisationRows {
  readonly units: readonly UnitRow[];
  readonly unitNames: readonly UnitNameRow[];
  readonly posts: readonly PostRow[];
  readonly holdings: readonly HoldingRow[];
  readonly people: readonly PersonRow[];
  readonly fields: readonly FieldRow[];
  readonly assignments: readonly AssignmentRow[];
  readonly delegations: readonly DelegationRow[];
  readonly successions: readonly SuccessionRow[];
  readonly competences: readonly CompetenceRow[];
}

/**
 * Guarantees typed rows in a fixed order (by key, then date), whatever the order of the input; rows of other tables
 * are left out.
 * @throws {organisation.malformed_row} where a column does not hold what its table promises.
 */
export function readOrganisationRows(rows: readonly TableRow[]): OrganisationRows {
  const of = (table: string): TableRow[] => rows.filter((row) => row.table === table).sort(compareRows);
  return {
    units: of('unit').map(toUnit),
    unitNames: of('unit_name').map(toUnitName),
    posts: of('post').map(toPost),
    holdings: of('holding').map(toHolding),
    people: of('person').map(toPerson),
    fields: of('field').map(toField),
    assignments: of('assignment').map(toAssignment),
    delegations: of('delegation').map(toDelegation),
    successions: of('succession').map(toSuccession),
    competences: of('competence').map(toCompetence),
  };
}

/** Names the column of a row that does not hold what its table promises; undefined means the row is sound. */
export function findMalformedColumn(row: TableRow): string | undefined {
  try {
    readOrganisationRows([row]);
    return undefined;
  } catch (error) {
    if (isAppError(error, 'organisation.malformed_row')) return String(error.params['column']);
    throw error;
  }
}

const toUnit = (row: TableRow): UnitRow => ({
  ...datesOf(row),
  id: keyOf(row, 'unit') as UnitId,
  kind: wordOf(row, 'kind', UNIT_KINDS),
  code: textOrNull(row, 'code'),
  parent: textOrNull(row, 'parent') as UnitId | null,
  locality: textOrNull(row, 'locality') as UnitId | null,
  rank: numberOf(row, 'rank'),
});

const toUnitName = (row: TableRow): UnitNameRow => ({
  ...datesOf(row),
  unit: keyOf(row, 'unit') as UnitId,
  name: { vi: textOf(row, 'name_vi'), en: textOf(row, 'name_en') },
  short: { vi: textOf(row, 'short_vi'), en: textOf(row, 'short_en') },
  place: placeOf(row),
});

function placeOf(row: TableRow): Bilingual | null {
  const vi = textOrNull(row, 'place_vi');
  return vi === null ? null : { vi, en: textOrNull(row, 'place_en') ?? vi };
}

const toPost = (row: TableRow): PostRow => ({
  ...datesOf(row),
  id: keyOf(row, 'post') as PostId,
  unit: textOf(row, 'unit') as UnitId,
  title: { vi: textOf(row, 'title_vi'), en: textOf(row, 'title_en') },
  function: wordOf(row, 'function', POST_FUNCTIONS),
  superior: textOrNull(row, 'superior') as PostId | null,
  roles: listOf(row, 'roles'),
  rank: numberOf(row, 'rank'),
});

const toHolding = (row: TableRow): HoldingRow => ({
  ...datesOf(row),
  post: keyOf(row, 'post') as PostId,
  person: textOf(row, 'person') as PersonId,
  form: wordOf(row, 'form', HOLDING_FORMS),
});

const toPerson = (row: TableRow): PersonRow => ({
  ...datesOf(row),
  id: keyOf(row, 'person') as PersonId,
  familyAndMiddle: textOf(row, 'family_and_middle'),
  given: textOf(row, 'given'),
  honorific: textOf(row, 'honorific'),
  staffCode: textOf(row, 'staff_code'),
  demo: row.values['demo'] === true,
});

const toField = (row: TableRow): FieldRow => ({
  ...datesOf(row),
  id: keyOf(row, 'field') as FieldId,
  name: { vi: textOf(row, 'name_vi'), en: textOf(row, 'name_en') },
});

const toAssignment = (row: TableRow): AssignmentRow => ({
  ...datesOf(row),
  id: keyOf(row, 'assignment'),
  post: textOf(row, 'post') as PostId,
  fields: listOf(row, 'fields'),
  localities: listOf(row, 'localities'),
  units: listOf(row, 'units'),
  decisionNumber: textOf(row, 'decision_number'),
});

const toDelegation = (row: TableRow): DelegationRow => ({
  ...datesOf(row),
  id: keyOf(row, 'delegation'),
  fromPost: textOf(row, 'from_post') as PostId,
  toPost: textOrNull(row, 'to_post') as PostId | null,
  form: wordOf(row, 'form', DELEGATION_FORMS),
  matters: listOf(row, 'matters'),
  documentNumber: textOf(row, 'document_number'),
});

const toSuccession = (row: TableRow): SuccessionRow => {
  const what = keyOf(row, 'what');
  if (what !== 'unit' && what !== 'post') throw malformed(row.table, 'what');
  return {
    ...datesOf(row),
    what,
    of: keyOf(row, 'of'),
    successors: listOf(row, 'successors'),
    decisionNumber: textOf(row, 'decision_number'),
  };
};

const toCompetence = (row: TableRow): CompetenceRow => {
  const level = AUTHORITY_LEVELS.find((word) => word === row.key['level']);
  if (level === undefined) throw malformed(row.table, 'level');
  return { ...datesOf(row), field: keyOf(row, 'field') as FieldId, level, unit: textOrNull(row, 'unit') as UnitId | null };
};

function malformed(table: string, column: string): AppError {
  return new AppError('organisation.malformed_row', 'internal', { params: { table, column } });
}

function datesOf(row: TableRow): Pick<TableRow, 'from' | 'to'> {
  return { from: row.from, to: row.to };
}

function keyOf(row: TableRow, column: string): string {
  const value = row.key[column];
  if (value === undefined || value === '') throw malformed(row.table, column);
  return value;
}

function textOf(row: TableRow, column: string): string {
  const value = row.values[column];
  if (typeof value !== 'string' || value === '') throw malformed(row.table, column);
  return value;
}

function textOrNull(row: TableRow, column: string): string | null {
  const value = row.values[column];
  return value === null || value === undefined ? null : textOf(row, column);
}

function numberOf(row: TableRow, column: string): number {
  const value = row.values[column];
  if (typeof value !== 'number') throw malformed(row.table, column);
  return value;
}

function wordOf<W extends string>(row: TableRow, column: string, words: readonly W[]): W {
  const found = words.find((word) => word === row.values[column]);
  if (found === undefined) throw malformed(row.table, column);
  return found;
}

function listOf(row: TableRow, column: string): readonly string[] {
  const value = row.values[column];
  if (!Array.isArray(value) || !value.every(isText)) throw malformed(row.table, column);
  return value;
}

function isText(value: Json): value is string {
  return typeof value === 'string' && value !== '';
}

function compareRows(a: TableRow, b: TableRow): number {
  const left = rowKey(a.table, a.key);
  const right = rowKey(b.table, b.key);
  if (left !== right) return left < right ? -1 : 1;
  return a.from < b.from ? -1 : a.from > b.from ? 1 : 0;
}
