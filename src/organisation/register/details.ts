/** What differs between two statements, column by column, as a person reads it. */
import type { Json } from '../../kernel/json.ts';
import type { RegisterName } from './columns.ts';
import type { RegisterBook } from './register-book.ts';
import { isSame } from './timeline.ts';

/** One value before and after; `null` where nothing was or will be. */
export interface RegisterDetail {
  /** The column of the sheet. */
  readonly key: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** The table of the record a sheet writes first. */
export const TABLE_OF: Readonly<Record<RegisterName, string>> = {
  units: 'unit',
  people: 'person',
  posts: 'post',
  holdings: 'holding',
  assignments: 'assignment',
};

/** The column of the sheet for each column of the record. */
const COLUMN_OF: Readonly<Record<RegisterName, Readonly<Record<string, string>>>> = {
  units: {
    kind: 'kind',
    code: 'officialCode',
    parent: 'parent',
    locality: 'locality',
    rank: 'rank',
    name_vi: 'nameVi',
    name_en: 'nameEn',
    short_vi: 'shortVi',
    short_en: 'shortEn',
    place_vi: 'placeVi',
    place_en: 'placeEn',
  },
  people: { family_and_middle: 'familyAndMiddle', given: 'given', honorific: 'honorific' },
  posts: {
    unit: 'unit',
    title_vi: 'titleVi',
    title_en: 'titleEn',
    function: 'function',
    superior: 'superior',
    roles: 'roles',
    rank: 'rank',
  },
  holdings: { person: 'staffCode', form: 'form' },
  assignments: { post: 'post', fields: 'fields', localities: 'localities', units: 'units' },
};

/** What an end shows of that which ends. */
export const DETAIL_COLUMNS: Readonly<Record<RegisterName, readonly string[]>> = {
  units: [],
  people: [],
  posts: [],
  holdings: ['staffCode'],
  assignments: ['fields', 'localities', 'units'],
};

type Values = Readonly<Record<string, Json>>;

/** The values that differ, in the order of the record. */
export function toDetails(book: RegisterBook, table: RegisterName, before: Values | undefined, after: Values): RegisterDetail[] {
  return Object.entries(COLUMN_OF[table]).flatMap(([column, key]) => {
    if (before?.[column] === undefined && after[column] === undefined) return [];
    if (isSame(before?.[column], after[column])) return [];
    return [{ key, before: show(book, column, before?.[column]), after: show(book, column, after[column]) }];
  });
}

function show(book: RegisterBook, column: string, value: Json | undefined): string | null {
  if (value === null || value === undefined) return null;
  if (column === 'person') return `${book.personName(String(value))} (${book.staffCodeOf(String(value))})`;
  return Array.isArray(value) ? value.join(', ') : String(value);
}
