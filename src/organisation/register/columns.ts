/** The sheets in which the organisation goes out and comes in, column by column. */
import { HOLDING_FORMS, POST_FUNCTIONS, UNIT_KINDS } from '../rows.ts';

/** Names of the sheets, in the order in which their rows may name one another. */
export const REGISTER_TABLES = ['units', 'people', 'posts', 'holdings', 'assignments'] as const;
/** One of them. */
export type RegisterName = (typeof REGISTER_TABLES)[number];

/** What a column holds. A `note` is written for the reader and never read back. */
export type ColumnKind = 'code' | 'codes' | 'words' | 'choice' | 'integer' | 'date' | 'note';

/** One column of a sheet. */
export interface RegisterColumn {
  readonly key: string;
  readonly kind: ColumnKind;
  /** True: a sheet without this column is not understood. */
  readonly needed?: boolean;
  readonly max?: number;
  readonly width: number;
  /** Words a choice is made from, and the group of the catalogue that names them. */
  readonly options?: readonly string[];
  readonly group?: 'unit_kind' | 'function' | 'holding_form';
  /** True: understood when it comes in, not written when it goes out. */
  readonly onlyIn?: boolean;
}

const code = (key: string, width: number, needed = false): RegisterColumn => ({ key, kind: 'code', max: 80, width, needed });
const codes = (key: string, width: number, needed = false): RegisterColumn => ({ key, kind: 'codes', max: 1500, width, needed });
const words = (key: string, width: number, max = 200, needed = false): RegisterColumn => ({
  key,
  kind: 'words',
  max,
  width,
  needed,
});
const note = (key: string, width: number): RegisterColumn => ({ key, kind: 'note', width });
const validity: readonly RegisterColumn[] = [
  { key: 'from', kind: 'date', width: 13 },
  { key: 'to', kind: 'date', width: 14 },
];
const rank: RegisterColumn = { key: 'rank', kind: 'integer', width: 9 };

/** The columns of every sheet, in the order in which they are written. */
export const REGISTER_COLUMNS: Readonly<Record<RegisterName, readonly RegisterColumn[]>> = {
  units: [
    code('unit', 14, true),
    code('officialCode', 14),
    { key: 'kind', kind: 'choice', width: 26, needed: true, options: UNIT_KINDS, group: 'unit_kind' },
    code('parent', 16),
    code('locality', 14),
    words('nameVi', 44, 200, true),
    words('nameEn', 44),
    words('shortVi', 26, 100),
    words('shortEn', 26, 100),
    words('placeVi', 26, 100),
    words('placeEn', 26, 100),
    rank,
    ...validity,
  ],
  people: [
    code('staffCode', 14, true),
    { ...words('fullName', 30), onlyIn: true },
    words('familyAndMiddle', 26, 100),
    words('given', 14, 50),
    words('honorific', 12, 20),
    ...validity,
  ],
  posts: [
    code('post', 24, true),
    code('unit', 14, true),
    words('titleVi', 30, 200, true),
    words('titleEn', 30),
    { key: 'function', kind: 'choice', width: 22, needed: true, options: POST_FUNCTIONS, group: 'function' },
    code('superior', 24),
    codes('roles', 24),
    rank,
    ...validity,
  ],
  holdings: [
    code('post', 24, true),
    note('postTitle', 44),
    code('staffCode', 14, true),
    note('personName', 28),
    { key: 'form', kind: 'choice', width: 18, options: HOLDING_FORMS, group: 'holding_form' },
    ...validity,
  ],
  assignments: [
    code('assignment', 24),
    code('post', 24, true),
    note('personName', 28),
    codes('fields', 30, true),
    codes('localities', 40, true),
    codes('units', 30, true),
    note('decisionNumber', 20),
    ...validity,
  ],
};
