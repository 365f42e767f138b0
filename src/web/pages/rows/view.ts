/** Tables of rows that stand on a dossier's page: their first rows there, all of them on a page of their own. */
import type { RowColumn } from '../../../dossier/rows.ts';
import type { DossierView } from '../../../store/read/dossier.ts';
import {
  type RowPage,
  type RowRequest,
  type RowView,
  readRows,
  type ShownTable,
  shownTable,
  shownTables,
} from '../../../store/read/rows.ts';
import type { Store } from '../../../store/store.ts';
import type { SectionView } from '../dossier/content.ts';
import { totalWords } from '../list/view.ts';
import type { Reader } from '../showing/reader.ts';

/** So many rows stand on the dossier's own page. */
const FIRST_ROWS = 10;
/** So many on a page of the table. */
export const TABLE_ROWS = 100;

/** A table with some of its rows, in words. */
export interface TableView {
  /** The kind whose words the table speaks. */
  readonly kind: string;
  readonly section: SectionView;
  readonly total: number;
  readonly count: string;
  readonly href: string;
  readonly next?: string;
}

/** The first rows of every table on a dossier's page; tables of other kinds only once something stands in them. */
export async function readFirstRows(store: Store, r: Reader, view: DossierView, base: string): Promise<readonly TableView[]> {
  const tables = shownTables(r.registry, view.kind);
  const read = await Promise.all(
    tables.map(async (shown) => ({
      shown,
      page: await readRows(store, r.asker, view.dossier.id, shown.table, { limit: FIRST_ROWS }),
    })),
  );
  return read
    .filter(({ shown, page }) => shown.kind.name === view.kind.name || page.rows.length > 0)
    .map(({ shown, page }) => toTableView(r, shown, page, base));
}

/** One page of one table. @throws {dossier.not_found} */
export async function readTable(
  store: Store,
  r: Reader,
  view: DossierView,
  name: string,
  request: RowRequest,
  base: string,
): Promise<TableView> {
  const shown = shownTable(r.registry, view.kind, name);
  return toTableView(r, shown, await readRows(store, r.asker, view.dossier.id, shown.table, request), base);
}

/** The columns of a table, key first. */
export function columnsOf(shown: ShownTable): readonly RowColumn[] {
  return [...shown.table.key, ...shown.table.values];
}

/** The heading of a column. */
export function columnLabel(r: Reader, shown: ShownTable, column: RowColumn): string {
  return r.say.kind(shown.kind.name, `sections.${shown.table.name}.columns.${column.key}`);
}

function toTableView(r: Reader, shown: ShownTable, page: RowPage, base: string): TableView {
  const { kind, table } = shown;
  return {
    kind: kind.name,
    section: {
      key: table.name,
      title: r.say.kind(kind.name, `sections.${table.name}.title`),
      empty: r.say.kind(kind.name, `sections.${table.name}.empty`),
      columns: columnsOf(shown).map((column) => ({
        key: column.key,
        label: columnLabel(r, shown, column),
        how: { as: column.as, group: column.group },
        number: column.type === 'number',
      })),
      rows: page.rows.map(cellsOf),
      wide: false,
    },
    total: page.total,
    count: totalWords(r, page.total),
    href: `${base}/bang/${encodeURIComponent(table.name)}`,
    ...(page.next === undefined ? {} : { next: page.next }),
  };
}

function cellsOf(row: RowView) {
  return { ...row.key, ...row.values, ...(row.supersededBy === null ? {} : { supersededBy: row.supersededBy }) };
}
