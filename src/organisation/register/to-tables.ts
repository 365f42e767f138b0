/** The organisation of a day as the sheets in which it comes in again. */
import { isInForce, type TableRow } from '../../dossier/table.ts';
import type { Json } from '../../kernel/json.ts';
import type { Lang } from '../../kernel/messages.ts';
import { addDays, type LegalDate } from '../../kernel/time.ts';
import { REGISTER_COLUMNS, type RegisterColumn, type RegisterName } from './columns.ts';
import { TABLE_OF } from './details.ts';
import { columnLabel, optionLabel, registerWords } from './problem.ts';
import { RegisterBook } from './register-book.ts';

/** A cell to be written. */
export type RegisterCell = string | number | { readonly date: LegalDate } | null;

/** One sheet to be written. */
export interface RegisterSheet {
  readonly table: RegisterName;
  readonly name: string;
  readonly head: readonly string[];
  readonly widths: readonly number[];
  readonly rows: readonly (readonly RegisterCell[])[];
}

/** Guarantees that bringing the sheet in again on the same day changes nothing. */
export function toRegisterSheet(table: RegisterName, recorded: readonly TableRow[], on: LegalDate, lang: Lang): RegisterSheet {
  const book = new RegisterBook(recorded, on);
  const columns = REGISTER_COLUMNS[table].filter((column) => !column.onlyIn);
  const rows = recorded
    .filter((row) => row.table === TABLE_OF[table] && isInForce(row, on))
    .map((row) => ({ row, order: orderOf(book, table, row) }))
    .sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0));
  return {
    table,
    name: registerWords(lang)(`tables.${table}`),
    head: columns.map((column) => columnLabel(table, column.key, lang)),
    widths: columns.map((column) => column.width),
    rows: rows.map(({ row }) => {
      const said = saidBy(book, table, row);
      return columns.map((column) => toCell(column, said[column.key], lang));
    }),
  };
}

function orderOf(book: RegisterBook, table: RegisterName, row: TableRow): string {
  return table === 'people' ? book.staffCodeOf(row.key['person'] ?? '') : Object.values(row.key).join();
}

/** Everything the sheet says of a row, by column. */
function saidBy(book: RegisterBook, table: RegisterName, row: TableRow): Readonly<Record<string, Json | undefined>> {
  const { values, from, to } = row;
  const dates = { from, to: to === null ? null : addDays(to, -1) };
  switch (table) {
    case 'units': {
      const names = book.lines.on('unit_name', row.key, book.effectiveOn)?.values ?? {};
      return {
        ...dates,
        unit: row.key['unit'],
        officialCode: values['code'],
        kind: values['kind'],
        parent: values['parent'],
        locality: values['locality'],
        nameVi: names['name_vi'],
        nameEn: names['name_en'],
        shortVi: names['short_vi'],
        shortEn: names['short_en'],
        placeVi: names['place_vi'],
        placeEn: names['place_en'],
        rank: values['rank'],
      };
    }
    case 'people':
      return {
        ...dates,
        staffCode: values['staff_code'],
        familyAndMiddle: values['family_and_middle'],
        given: values['given'],
        honorific: values['honorific'],
      };
    case 'posts':
      return {
        ...dates,
        post: row.key['post'],
        unit: values['unit'],
        titleVi: values['title_vi'],
        titleEn: values['title_en'],
        function: values['function'],
        superior: values['superior'],
        roles: values['roles'],
        rank: values['rank'],
      };
    case 'holdings': {
      const person = String(values['person']);
      return {
        ...dates,
        post: row.key['post'],
        postTitle: book.postTitle(row.key['post'] ?? ''),
        staffCode: book.staffCodeOf(person),
        personName: book.personName(person),
        form: values['form'],
      };
    }
    case 'assignments': {
      const holder = book.lines.on('holding', { post: String(values['post']) }, book.effectiveOn)?.values['person'];
      return {
        ...dates,
        assignment: row.key['assignment'],
        post: values['post'],
        personName: typeof holder === 'string' ? book.personName(holder) : null,
        fields: values['fields'],
        localities: values['localities'],
        units: values['units'],
        decisionNumber: values['decision_number'],
      };
    }
  }
}

function toCell(column: RegisterColumn, value: Json | undefined, lang: Lang): RegisterCell {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.join(', ');
  if (column.kind === 'date') return { date: value as LegalDate };
  if (column.kind === 'integer') return Number(value);
  return column.group === undefined ? String(value) : optionLabel(column.group, String(value), lang);
}
