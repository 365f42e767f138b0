import { AppError } from '../../kernel/errors.ts';
import { asDossierId, type DossierId, isUuid } from '../../kernel/ids.ts';
import { asInstant, type Instant } from '../../kernel/time.ts';
import { readAs } from '../database.ts';
import type { Asker, Store } from '../store.ts';
import { readItems } from './apart-items.ts';
import { type DossierRowView, ROW_COLUMNS, type StoredRow, toRowView, withItems } from './dossier-row.ts';
import { FOUND, findSource, LATE, type ListFilter, type Source } from './list-source.ts';
import { type Fragment, rowsOf, sql } from './sql.ts';

/** How a list is ordered. */
export const LIST_ORDERS = ['due', 'due-desc', 'newest', 'oldest', 'number'] as const;
/** One of them. */
export type ListOrder = (typeof LIST_ORDERS)[number];

/** One page of a list. */
export interface ListRequest {
  readonly filter: ListFilter;
  readonly order: ListOrder;
  readonly limit: number;
  readonly cursor?: string | undefined;
  /** Acts of which the asker wants to know whether the rows of this page offer them, and the labels of the rows. */
  readonly offering?: readonly string[] | undefined;
  /** True: of a kind apart, what its list says besides the rows. */
  readonly items?: boolean;
}

/** A page of rows; `total` stops at 1,000 and then reads «hơn 1.000». */
export interface ListPage {
  readonly rows: readonly DossierRowView[];
  readonly total: number;
  readonly late: number;
  /** True when the words of the filter stand in so many dossiers that only the MATCH_LIMIT opened last were looked at. */
  readonly isCut: boolean;
  readonly next?: string;
  /** The moment of the page. */
  readonly now: Instant;
  /** Of the acts asked about, those the asker may perform on some row of this page. */
  readonly offered?: readonly string[];
  /** The asker's labels of the rows of this page, where acts were asked about. */
  readonly labels?: ReadonlyMap<DossierId, readonly string[]>;
}

/** Totals are counted up to here. */
export const TOTAL_LIMIT = 1000;
/** The words of a filter are looked for until so many dossiers are found, the newest first. */
export const MATCH_LIMIT = 5000;

/** How rows of `d` are ordered, and what comes after one of them. */
export const ORDERS: Readonly<
  Record<
    ListOrder,
    {
      readonly column: string;
      /** Whether an index gives the rows of a kind in this order. */
      readonly isIndexed?: true;
      readonly by: Fragment;
      readonly after: (v: string | null, id: string) => Fragment;
    }
  >
> = {
  due: {
    column: 'due_at',
    isIndexed: true,
    by: sql`d.due_at asc nulls last, d.id asc`,
    after: (v, id) =>
      v === null
        ? sql`(d.due_at is null and d.id > ${id}::uuid)`
        : sql`(d.due_at > ${v}::timestamptz or (d.due_at = ${v}::timestamptz and d.id > ${id}::uuid) or d.due_at is null)`,
  },
  'due-desc': {
    column: 'due_at',
    by: sql`d.due_at desc nulls last, d.id desc`,
    after: (v, id) =>
      v === null
        ? sql`(d.due_at is null and d.id < ${id}::uuid)`
        : sql`(d.due_at < ${v}::timestamptz or (d.due_at = ${v}::timestamptz and d.id < ${id}::uuid) or d.due_at is null)`,
  },
  newest: {
    column: 'changed_at',
    isIndexed: true,
    by: sql`d.changed_at desc, d.id desc`,
    after: (v, id) => sql`(d.changed_at, d.id) < (${v}::timestamptz, ${id}::uuid)`,
  },
  oldest: {
    column: 'changed_at',
    by: sql`d.changed_at asc, d.id asc`,
    after: (v, id) => sql`(d.changed_at, d.id) > (${v}::timestamptz, ${id}::uuid)`,
  },
  number: {
    column: 'number',
    by: sql`d.number desc nulls last, d.id desc`,
    after: (v, id) => (v === null ? sql`(d.number is null and d.id < ${id}::uuid)` : sql`(d.number < ${v} or d.number is null)`),
  },
};

/** The values a cursor may carry, by the column it continues: anything else would be a fault of the database. */
const CURSOR_VALUES: Readonly<Record<string, RegExp>> = {
  due_at: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/,
  changed_at: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/,
  number: /^[\p{L}\p{N}-]{1,60}$/u,
};

/** Where a page begins, from what the one before it said. @throws {list.bad_cursor} */
export function readPlace(cursor: string, column: string): { readonly v: string | null; readonly id: string } {
  try {
    const read = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as { v: unknown; id: unknown };
    if ((read.v === null || (typeof read.v === 'string' && CURSOR_VALUES[column]?.test(read.v))) && isUuid(String(read.id)))
      return { v: read.v, id: String(read.id) };
  } catch {
    // Falls through to the refusal below.
  }
  throw new AppError('list.bad_cursor', 'invalid');
}

/** Where the next page begins: after this row. */
export function writePlace(v: string | null, id: string): string {
  return Buffer.from(JSON.stringify({ v, id })).toString('base64url');
}

type SortedRow = StoredRow & { readonly sort_value: string | null };

interface Read {
  readonly rows: readonly SortedRow[];
  readonly total: number;
  readonly late: number;
  readonly cut: boolean;
  readonly now: Date;
  readonly offered?: readonly string[];
  readonly labels?: Readonly<Record<string, readonly string[]>> | null;
}

/**
 * The rows after a place, one more than asked for, so that it is known whether there is a next one. An index gives the rows of one kind in
 * the order of a list: of several kinds a stretch of each is taken and the first of them kept, where one question would put every dossier
 * there is in order.
 */
function rowsAfter({ from, stretches }: Source, request: ListRequest, limit: number): Fragment {
  const order = ORDERS[request.order];
  const place = request.cursor ? readPlace(request.cursor, order.column) : undefined;
  const after = place ? sql` and ${order.after(place.v, place.id)}` : sql``;
  const rows = (source: Fragment, more = sql``) => sql`select ${ROW_COLUMNS}, ${sql.ref(`d.${order.column}`)}::text as sort_value
    from ${source}${after}${more} order by ${order.by} limit ${limit + 1}`;
  if (!stretches || !order.isIndexed) return rows(from);
  return sql`select d.* from (
      select s.* from unnest(${stretches.kinds}::text[]) k (kind), lateral (${rows(stretches.from, sql` and d.kind = k.kind`)}) s
      ${stretches.hasFound ? sql`union all (${rows(FOUND)})` : sql``}) d
    order by ${order.by} limit ${limit + 1}`;
}

function toPage(rows: readonly SortedRow[], limit: number, now: Instant, asker: Asker): Pick<ListPage, 'rows' | 'next'> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  const next = hasMore ? writePlace(last.sort_value, last.id) : undefined;
  return { rows: shown.map((row) => toRowView(row, now, asker)), ...(next ? { next } : {}) };
}

/**
 * How many rows there are, and how many of those counted are late: looking at every row a second time is most of what a list costs. Where
 * an index gives open rows by due date, the late ones come first, and a row that is due later says that no late one is left.
 */
function countedOf({ kind, unit, state, text }: ListFilter, from: Fragment): Fragment {
  const isByDueDate = state === 'open' && !text && (kind !== undefined || unit !== undefined);
  return sql`select count(*)::int as total, count(*) filter (where t.late)::int as late,
      ${isByDueDate ? sql`coalesce(bool_or(t.due_at is null or t.due_at >= (select app.business_now())), false)` : sql`false`} as is_past_late
    from (select ${LATE} as late, d.due_at from ${from} ${isByDueDate ? sql`order by d.due_at` : sql``} limit ${TOTAL_LIMIT + 1}) t`;
}

/** One page of what the asker may read. */
export async function listDossiers(store: Store, asker: Asker, request: ListRequest): Promise<ListPage> {
  const limit = Math.min(Math.max(1, request.limit), 200);
  return readAs(store.pool, asker.identity, async (client) => {
    const source = await findSource(client, request.filter, store.registry, MATCH_LIMIT);
    const [read] = await rowsOf<Read>(client, pageOf(source, request, limit));
    const now = asInstant(read?.now ?? new Date(0));
    const page = toPage(read?.rows ?? [], limit, now, asker);
    const kind = request.items && request.filter.kind !== undefined ? store.registry.find(request.filter.kind) : undefined;
    const items = await readItems(
      client,
      kind,
      page.rows.map((row) => row.id),
    );
    return {
      ...page,
      rows: page.rows.map((row) => withItems(row, items)),
      total: read?.total ?? 0,
      late: read?.late ?? 0,
      now,
      isCut: read?.cut ?? false,
      ...(request.offering
        ? {
            offered: store.isCopy ? [] : (read?.offered ?? []),
            labels: new Map(Object.entries(read?.labels ?? {}).map(([id, labels]) => [asDossierId(id), labels])),
          }
        : {}),
    };
  });
}

function pageOf(source: Source, request: ListRequest, limit: number): Fragment {
  const { found, from, isCut } = source;
  const extras = request.offering
    ? sql`(select app.offered(array(select p.id from page p), ${request.offering}::text[])) as offered,
      (select jsonb_object_agg(l.dossier, l.labels) from (select l.dossier, jsonb_agg(distinct l.label) as labels
         from app.dossier_label l where l.dossier in (select p.id from page p) group by l.dossier) l) as labels,`
    : sql``;
  return sql`
    with ${found} page as (${rowsAfter(source, request, limit)}),
    counted as materialized (${countedOf(request.filter, from)})
    select coalesce((select jsonb_agg(p) from page p), '[]') as rows,
      (select c.total from counted c) as total,
      (select case when c.total <= ${TOTAL_LIMIT} or c.late > ${TOTAL_LIMIT} or c.is_past_late then c.late
         else (select count(*)::int from (select 1 from ${from} and ${LATE} limit ${TOTAL_LIMIT + 1}) t) end from counted c) as late,
      ${extras} ${isCut} as cut, (select app.business_now()) as now`;
}
