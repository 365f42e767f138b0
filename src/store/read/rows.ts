/** The rows of a dossier, or of those whose rows stand on its page; a page of them at a time. */
import type { AnyKind } from '../../dossier/kind.ts';
import type { KindRegistry } from '../../dossier/registry.ts';
import { type Cells, type RowName, type RowTable, rowKeyText, rowNameText } from '../../dossier/rows.ts';
import { AppError } from '../../kernel/errors.ts';
import { asDossierId, type DossierId, isUuid } from '../../kernel/ids.ts';
import { type Queryable, readAs } from '../database.ts';
import type { Asker, Store } from '../store.ts';
import { rowsOf, sql } from './sql.ts';

/** A table that may stand on the page of a dossier, with the kind whose words it speaks. */
export interface ShownTable {
  readonly kind: AnyKind;
  readonly table: RowTable;
}

/** One row: what it speaks of, what is said, by which act of which dossier, and whether that still holds. */
export interface RowView {
  readonly key: Cells;
  readonly values: Cells;
  readonly dossier: DossierId;
  readonly seq: number;
  readonly supersededBy: number | null;
}

/** A page of rows; `total` stops at 1,000 and then reads «hơn 1.000». */
export interface RowPage {
  readonly rows: readonly RowView[];
  readonly total: number;
  readonly next?: string;
}

/** What is asked of a table. */
export interface RowRequest {
  readonly limit?: number;
  readonly cursor?: string | undefined;
  /** True: what was superseded, too. */
  readonly history?: boolean;
  /** The rows of one key only. */
  readonly key?: Cells;
}

/** Most rows of one page. */
export const ROW_PAGE = 200;
const TOTAL_LIMIT = 1000;

/** The tables that may stand on the page of a kind: its own, and those of other kinds it names. */
export function shownTables(registry: KindRegistry, kind: AnyKind): readonly ShownTable[] {
  const own = (kind.tables ?? []).map((table) => ({ kind, table }));
  const others = (kind.shows ?? []).flatMap((shown) => {
    const other = registry.find(shown.kind);
    const table = other?.tables?.find((t) => t.name === shown.table);
    return other && table ? [{ kind: other, table }] : [];
  });
  return [...own, ...others];
}

/** The table of this name on a kind's page. @throws {dossier.not_found} */
export function shownTable(registry: KindRegistry, kind: AnyKind, name: string): ShownTable {
  const found = shownTables(registry, kind).find(({ table }) => table.name === name);
  if (!found) throw new AppError('dossier.not_found', 'not_found');
  return found;
}

interface StoredRow {
  readonly key: Cells;
  readonly values: Cells;
  readonly dossier: string;
  readonly seq: number;
  readonly superseded_by: number | null;
  readonly key_text: string;
}

interface Place {
  readonly k: string;
  readonly d: string;
  readonly s: number;
}

/** One page of the rows on a dossier's page, in the order of their keys, under row security. @throws {list.bad_cursor} */
export async function readRows(
  store: Store,
  asker: Asker,
  dossier: DossierId,
  table: RowTable,
  request: RowRequest = {},
): Promise<RowPage> {
  const limit = Math.min(Math.max(1, request.limit ?? ROW_PAGE), ROW_PAGE);
  const from = request.cursor === undefined ? undefined : decodeCursor(request.cursor);
  const rows = sql`app.table_row r where r.tenant = app.current_tenant() and r.shown_on = ${dossier}::uuid and r.table_name = ${table.name}
    ${request.history ? sql`` : sql`and r.superseded_by is null`}
    ${request.key ? sql`and r.key_text = ${rowKeyText(table, request.key)}` : sql``}`;
  const after = from
    ? sql`and (r.key_text, r.dossier, r.seq) > (${from.k} collate "C", ${from.d}::uuid, ${from.s}::integer)`
    : sql``;
  const statement = sql`
    with page as (select r.key, r."values", r.dossier, r.seq, r.superseded_by, r.key_text from ${rows} ${after}
      order by r.key_text, r.dossier, r.seq limit ${limit + 1})
    select coalesce((select jsonb_agg(p order by p.key_text, p.dossier, p.seq) from page p), '[]') as rows,
      (select count(*)::int from (select 1 from ${rows} limit ${TOTAL_LIMIT + 1}) t) as total`;
  const read = await readAs(
    store.pool,
    asker.identity,
    async (client) => (await rowsOf<{ rows: StoredRow[]; total: number }>(client, statement))[0],
  );
  const found = read?.rows ?? [];
  const last = found.length > limit ? found[limit - 1] : undefined;
  return {
    rows: found.slice(0, limit).map((row) => ({
      key: row.key,
      values: row.values,
      dossier: asDossierId(row.dossier),
      seq: row.seq,
      supersededBy: row.superseded_by,
    })),
    total: read?.total ?? 0,
    ...(last ? { next: encodeCursor({ k: last.key_text, d: last.dossier, s: last.seq }) } : {}),
  };
}

function encodeCursor(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

function decodeCursor(cursor: string): Place {
  try {
    const { k, d, s } = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as Record<keyof Place, unknown>;
    if (typeof k === 'string' && typeof d === 'string' && isUuid(d) && Number.isSafeInteger(s)) return { k, d, s: Number(s) };
  } catch {
    // Falls through to the refusal below.
  }
  throw new AppError('list.bad_cursor', 'invalid');
}

/** The rows an act looks at, as they stand; on a connection whose identity is set. */
export async function readNamedRows(
  client: Queryable,
  kind: AnyKind,
  dossier: DossierId,
  names: readonly RowName[],
): Promise<ReadonlyMap<string, Cells>> {
  const keys = names.flatMap(({ table, key }) => {
    const declared = kind.tables?.find((t) => t.name === table);
    return declared ? [{ table, keyText: rowKeyText(declared, key) }] : [];
  });
  const result = await client.query<{ table_name: string; key_text: string; values: Cells }>(
    `select r.table_name, r.key_text, r."values" from unnest($2::text[], $3::text[]) as x(table_name, key_text)
     join app.table_row r on r.tenant = app.current_tenant() and r.dossier = $1 and r.table_name = x.table_name and r.key_text = x.key_text
     where r.superseded_by is null`,
    [dossier, keys.map((k) => k.table), keys.map((k) => k.keyText)],
  );
  return new Map(result.rows.map((row) => [rowNameText(row.table_name, row.key_text), row.values]));
}
