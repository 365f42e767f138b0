/** A list as a file: the same rows under the same filter, with where they come from and when. */

import writeXlsxFile from 'write-excel-file/node';
import { formatStamp } from '../../../kernel/format.ts';
import type { FieldId } from '../../../kernel/ids.ts';
import { type Instant, type LegalDate, toLegalDate } from '../../../kernel/time.ts';
import { type DossierRowView, listDossiers } from '../../../store/read/list.ts';
import type { Store } from '../../../store/store.ts';
import { lightWord } from '../showing/light.ts';
import { postTitle, unitLabel } from '../showing/people.ts';
import type { Reader } from '../showing/reader.ts';
import type { AskedList } from './asked.ts';
import { activeFilters, orderWords } from './view.ts';

/** Most rows one export holds. */
export const EXPORT_LIMIT = 5000;
const CHUNK = 200;

/** One cell: text, a day, a number, or nothing. */
export type Cell = string | number | { readonly date: LegalDate } | null;

/** A table ready to be written. */
export interface ExportTable {
  readonly name: string;
  /** Lines above the head: what this is, its filters, when it was made. */
  readonly preface: readonly string[];
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly widths: readonly number[];
}

/** Every row of a filtered list, up to the limit, as the reader may see it. */
export async function readExport(store: Store, r: Reader, asked: AskedList, now: Instant): Promise<ExportTable> {
  const rows: DossierRowView[] = [];
  let cursor: string | undefined;
  do {
    const page = await listDossiers(store, r.asker, { filter: asked.filter, order: asked.order, limit: CHUNK, cursor });
    rows.push(...page.rows);
    cursor = page.next;
  } while (cursor !== undefined && rows.length < EXPORT_LIMIT);
  return toTable(r, asked, rows.slice(0, EXPORT_LIMIT), now, cursor !== undefined || rows.length > EXPORT_LIMIT);
}

function toTable(r: Reader, asked: AskedList, rows: readonly DossierRowView[], now: Instant, isCut: boolean): ExportTable {
  const name = asked.kind ? r.say.kind(asked.kind.name, 'plural') : r.t('pages.list.all');
  const filters = activeFilters(r, asked).map((a) => a.name);
  const col = (key: string) => r.t(`pages.list.col.${key}`);
  return {
    name,
    preface: [
      r.t('pages.export.source', { list: name, person: r.asker.standing.name, time: formatStamp(now) }),
      filters.length === 0 ? r.t('pages.export.unfiltered') : r.t('pages.list.filtered', { filters: filters.join('; ') }),
      orderWords(r, asked.order),
      ...(isCut ? [r.t('pages.export.cut', { n: EXPORT_LIMIT })] : []),
    ],
    head: [
      col('number'),
      col('receipt'),
      col('kind'),
      col('title'),
      col('stage'),
      r.t('list.status'),
      col('days'),
      col('due'),
      r.t('field.one'),
      r.t('locality.one'),
      r.t('unit.lead'),
      r.t('person.inCharge'),
      col('opened'),
      col('changed'),
      col('money'),
      col('people'),
    ],
    rows: rows.map((row) => cellsOf(r, row)),
    widths: WIDTHS,
  };
}

function cellsOf(r: Reader, row: DossierRowView): readonly Cell[] {
  return [
    row.number,
    row.receipt,
    r.say.kind(row.kind, 'name'),
    row.title,
    r.say.stage(row.kind, row.stage),
    lightWord(r.t, row.light),
    row.light.days ?? null,
    row.dueAt === null || row.ended ? null : { date: toLegalDate(row.dueAt) },
    row.field === null ? null : r.asker.org.fieldName(row.field as FieldId, r.lang),
    row.locality === null ? null : unitLabel(r, row.locality),
    row.unit === null ? null : unitLabel(r, row.unit),
    row.responsible === null ? null : postTitle(r, row.responsible),
    { date: toLegalDate(row.openedAt) },
    { date: toLegalDate(row.changedAt) },
    row.money,
    row.people,
  ];
}

/** UTF-8 with a mark at its start; days as `YYYY-MM-DD`; nothing a spreadsheet would run. */
export function toCsv(table: ExportTable): string {
  const lines = [...table.preface.map((line) => [line]), table.head, ...table.rows];
  return `\ufeff${lines.map((cells) => cells.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = typeof cell === 'string' ? cell : cell.date;
  // A leading sign or @ makes spreadsheets compute; so do tab and carriage return before it.
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A workbook with typed days and numbers, its head kept in sight. */
export async function toXlsx(table: ExportTable): Promise<Buffer> {
  const text = (value: string, bold = false) => ({
    value: value.slice(0, 32_000),
    type: String,
    ...(bold ? { fontWeight: 'bold' as const } : {}),
  });
  const cell = (value: Cell) => {
    if (value === null || value === '') return null;
    if (typeof value === 'number') return { value, type: Number, format: '#,##0' };
    if (typeof value === 'string') return text(value);
    return { value: new Date(`${value.date}T00:00:00Z`), type: Date, format: 'dd/mm/yyyy' };
  };
  const data = [
    ...table.preface.map((line) => [text(line)]),
    table.head.map((h) => text(h, true)),
    ...table.rows.map((row) => row.map(cell)),
  ];
  return writeXlsxFile(data, {
    sheet: table.name.replace(/[\\/*?:[\]]/g, ' ').slice(0, 31),
    columns: table.widths.map((width) => ({ width })),
    stickyRowsCount: table.preface.length + 1,
    dateFormat: 'dd/mm/yyyy',
  }).toBuffer();
}

const WIDTHS = [16, 12, 16, 60, 16, 14, 10, 12, 18, 26, 34, 34, 12, 12, 18, 10] as const;
