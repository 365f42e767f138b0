import type { SheetCell, SheetTable } from '../../../documents/index.ts';
import type { RowColumn } from '../../../dossier/rows.ts';
import { formatStamp } from '../../../kernel/format.ts';
import type { Json } from '../../../kernel/json.ts';
import { isLegalDate } from '../../../kernel/time.ts';
import type { DossierView } from '../../../store/read/dossier.ts';
import { ROW_PAGE, type RowView, readRows, shownTable } from '../../../store/read/rows.ts';
import type { Store } from '../../../store/store.ts';
import type { Reader } from '../showing/reader.ts';
import { valueText } from '../showing/value.tsx';
import { columnLabel, columnsOf } from './view.ts';

/** Most rows one export of a table holds. */
export const TABLE_EXPORT_LIMIT = 50_000;

/** Every row of a table as the reader may see it, typed, with where it comes from and when. @throws {dossier.not_found} */
export async function readTableExport(
  store: Store,
  r: Reader,
  view: DossierView,
  name: string,
  history: boolean,
): Promise<SheetTable & { readonly file: string }> {
  const shown = shownTable(r.registry, view.kind, name);
  const rows: RowView[] = [];
  let cursor: string | undefined;
  do {
    const page = await readRows(store, r.asker, view.dossier.id, shown.table, { limit: ROW_PAGE, cursor, history });
    rows.push(...page.rows);
    cursor = page.next;
  } while (cursor !== undefined && rows.length < TABLE_EXPORT_LIMIT);
  const title = r.say.kind(shown.kind.name, `sections.${name}.title`);
  const of = view.dossier.number ?? view.row.receipt;
  const columns = columnsOf(shown);
  return {
    name: title,
    file: `${of.toLowerCase()}-${name}`,
    preface: [
      r.t('pages.export.source', { list: `${title} – ${of}`, person: r.asker.standing.name, time: formatStamp(view.now) }),
      ...(cursor === undefined ? [] : [r.t('pages.rows.cut', { n: TABLE_EXPORT_LIMIT })]),
    ],
    head: [
      ...columns.map((column) => columnLabel(r, shown, column)),
      ...(history ? [r.t('pages.rows.saidBy'), r.t('pages.rows.supersededBy')] : []),
    ],
    rows: rows.map((row) => [
      ...columns.map((column) => toCell(r, shown.kind.name, column, row.key[column.key] ?? row.values[column.key])),
      ...(history ? [row.seq, row.supersededBy] : []),
    ]),
    widths: columns.map(() => 18),
  };
}

function toCell(r: Reader, kind: string, column: RowColumn, value: Json | undefined): SheetCell {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number') return value;
  if (column.type === 'date' && typeof value === 'string' && isLegalDate(value)) return { date: value };
  return valueText(r, kind, { as: column.as, group: column.group }, value);
}
