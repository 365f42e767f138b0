import { AppError } from '../../kernel/errors.ts';
import { asDossierId, type DossierId, isUuid } from '../../kernel/ids.ts';
import { asInstant, type Instant } from '../../kernel/time.ts';
import { readAs } from '../database.ts';
import type { Asker, Store } from '../store.ts';
import { type LightView, lightOf } from './light.ts';
import { marksOf, wordsOf } from './search-terms.ts';
import { allOf, type Fragment, rowsOf, sql } from './sql.ts';

/** What a list may be narrowed by; every value comes from the URL. */
export interface ListFilter {
  readonly kind?: string | undefined;
  readonly stage?: string | undefined;
  readonly state?: 'open' | 'ended' | 'late' | 'due' | 'paused' | undefined;
  readonly unit?: string | undefined;
  readonly field?: string | undefined;
  readonly locality?: string | undefined;
  readonly responsible?: string | undefined;
  readonly classification?: string | undefined;
  /** Business date the dossier was opened on or after. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  /** Words, with or without diacritics. */
  readonly text?: string | undefined;
  /** A word the asker or the asker's unit has put on dossiers. */
  readonly label?: string | undefined;
  /** These and no others. */
  readonly ids?: readonly DossierId[] | undefined;
}

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
}

/** One row of a list, a search result, a similar dossier or a linked one. */
export interface DossierRowView {
  readonly id: DossierId;
  readonly kind: string;
  readonly number: string | null;
  readonly receipt: string;
  readonly title: string;
  readonly stage: string;
  readonly ended: boolean;
  readonly unit: string | null;
  readonly field: string | null;
  readonly locality: string | null;
  readonly responsible: string | null;
  readonly holder: string | null;
  readonly classification: string | null;
  readonly money: number | null;
  readonly people: number | null;
  readonly openedAt: Instant;
  readonly changedAt: Instant;
  readonly dueAt: Instant | null;
  readonly light: LightView;
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

export const ROW_COLUMNS = sql`d.id, d.kind, d.number, d.receipt, d.title, d.stage, d.ended, d.unit, d.field, d.locality, d.responsible, d.holder,
  d.classification, d.money::float8 as money, d.people, d.opened_at, d.changed_at, d.due_at, d.clock_state, d.late`;

/** A dossier row as ROW_COLUMNS selects it. */
export interface StoredRow {
  readonly id: string;
  readonly kind: string;
  readonly number: string | null;
  readonly receipt: string;
  readonly title: string;
  readonly stage: string;
  readonly ended: boolean;
  readonly unit: string | null;
  readonly field: string | null;
  readonly locality: string | null;
  readonly responsible: string | null;
  readonly holder: string | null;
  readonly classification: string | null;
  readonly money: number | null;
  readonly people: number | null;
  readonly opened_at: Date | string;
  readonly changed_at: Date | string;
  readonly due_at: Date | string | null;
  readonly clock_state: string | null;
  readonly late: boolean;
}

/** The row as pages and API show it, with its light of the moment. */
export function toRowView(row: StoredRow, now: Instant, asker: Asker): DossierRowView {
  const dueAt = row.due_at === null ? null : asInstant(row.due_at);
  return {
    id: asDossierId(row.id),
    kind: row.kind,
    number: row.number,
    receipt: row.receipt,
    // A restricted dossier has no title; it goes by its random code.
    title: row.title === '' ? row.receipt : row.title,
    stage: row.stage,
    ended: row.ended,
    unit: row.unit,
    field: row.field,
    locality: row.locality,
    responsible: row.responsible,
    holder: row.holder,
    classification: row.classification,
    money: row.money,
    people: row.people,
    openedAt: asInstant(row.opened_at),
    changedAt: asInstant(row.changed_at),
    dueAt,
    light: lightOf({ ended: row.ended, late: row.late, clockState: row.clock_state, dueAt }, now, asker.law.calendar),
  };
}

function conditionsOf(filter: ListFilter): readonly Fragment[] {
  const equal = (column: string, value: string | undefined) =>
    value === undefined ? [] : [sql`${sql.ref(`d.${column}`)} = ${value}`];
  return [
    ...equal('kind', filter.kind),
    ...equal('stage', filter.stage),
    ...equal('unit', filter.unit),
    ...equal('field', filter.field),
    ...equal('locality', filter.locality),
    ...equal('responsible', filter.responsible),
    ...equal('classification', filter.classification),
    ...(filter.since ? [sql`d.opened_at >= (${filter.since}::date)::timestamp at time zone 'Asia/Ho_Chi_Minh'`] : []),
    ...(filter.until ? [sql`d.opened_at < (${filter.until}::date + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh'`] : []),
    ...stateConditions(filter.state),
    ...(filter.label ? [sql`d.id in (select l.dossier from app.dossier_label l where l.label = ${filter.label})`] : []),
    ...(filter.ids ? [sql`d.id = any (${filter.ids}::uuid[])`] : []),
  ];
}

function stateConditions(state: ListFilter['state']): readonly Fragment[] {
  switch (state) {
    case undefined:
      return [];
    case 'open':
      return [sql`not d.ended`];
    case 'ended':
      return [sql`d.ended`];
    case 'late':
      return [sql`not d.ended and d.clock_state <> 'paused' and d.due_at < (select app.business_now())`];
    case 'due':
      return [
        sql`not d.ended and d.clock_state = 'running' and d.due_at between (select app.business_now()) and (select app.business_now()) + interval '4 days'`,
      ];
    case 'paused':
      return [sql`not d.ended and d.clock_state = 'paused'`];
  }
}

/**
 * Where the rows come from: the whole record, or what the words of the filter find in it, the newest so many. Every word must occur,
 * with or without diacritics; a number or symbol is found as such. Without a limit every match is looked at.
 */
export function sourceOf(
  filter: ListFilter,
  most: number | null,
): {
  readonly found: Fragment;
  readonly from: Fragment;
  readonly isCut: Fragment;
} {
  const where = allOf(conditionsOf(filter));
  if (!filter.text) {
    return { found: sql``, from: sql`app.dossier d where ${where}`, isCut: sql`false` };
  }
  const { kind, unit, since, until } = filter;
  const tags = [...(kind === undefined ? [] : [`kind=${kind}`]), ...(unit === undefined ? [] : [`unit=${unit}`])];
  const day = (date: string | undefined, more: number) =>
    date ? sql`(${date}::date + ${more}::int)::timestamp at time zone 'Asia/Ho_Chi_Minh'` : sql`null`;
  const narrow = sql`${tags}::text[], ${day(since, 0)}, ${day(until, 1)}, ${most === null ? null : most + 1}::int`;
  return {
    found: sql`match as materialized (
        select dossier from app.find_entries(null, plainto_tsquery('simple', ${wordsOf(filter.text).folded}), null, ${narrow})
        union select dossier from app.find_entries(null, null, ${marksOf(filter.text)}::text[], ${narrow})),
      found as materialized (select ${ROW_COLUMNS} from match m join app.dossier d on d.id = m.dossier where ${where}),`,
    from: sql`found d where true`,
    isCut: most === null ? sql`false` : sql`(select count(*) > ${most} from match)`,
  };
}

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

function decodeCursor(cursor: string, column: string): { readonly v: string | null; readonly id: string } {
  try {
    const read = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as { v: unknown; id: unknown };
    if ((read.v === null || (typeof read.v === 'string' && CURSOR_VALUES[column]?.test(read.v))) && isUuid(String(read.id)))
      return { v: read.v, id: String(read.id) };
  } catch {
    // Falls through to the refusal below.
  }
  throw new AppError('list.bad_cursor', 'invalid');
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
 * the order of a list: of all kinds a stretch of each is taken and the first of them kept, where one question would put every dossier there
 * is in order.
 */
function rowsAfter(from: Fragment, request: ListRequest, limit: number, kinds: readonly string[]): Fragment {
  const { filter } = request;
  const order = ORDERS[request.order];
  const place = request.cursor ? decodeCursor(request.cursor, order.column) : undefined;
  const after = place ? sql` and ${order.after(place.v, place.id)}` : sql``;
  const rows = (more: Fragment) => sql`select ${ROW_COLUMNS}, ${sql.ref(`d.${order.column}`)}::text as sort_value
    from ${from}${after}${more} order by ${order.by} limit ${limit + 1}`;
  if (!order.isIndexed || filter.kind || filter.text || filter.ids || filter.label) return rows(sql``);
  return sql`select d.* from unnest(${kinds}::text[]) k (kind), lateral (${rows(sql` and d.kind = k.kind`)}) d
    order by ${order.by} limit ${limit + 1}`;
}

function toPage(rows: readonly SortedRow[], limit: number, now: Instant, asker: Asker): Pick<ListPage, 'rows' | 'next'> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  const next = hasMore ? Buffer.from(JSON.stringify({ v: last.sort_value, id: last.id })).toString('base64url') : undefined;
  return { rows: shown.map((row) => toRowView(row, now, asker)), ...(next ? { next } : {}) };
}

const LATE = sql`not d.ended and d.clock_state <> 'paused' and d.due_at < (select app.business_now())`;

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

/** One page of what the asker may read, in one statement. */
export async function listDossiers(store: Store, asker: Asker, request: ListRequest): Promise<ListPage> {
  const { found, from, isCut } = sourceOf(request.filter, MATCH_LIMIT);
  const limit = Math.min(Math.max(1, request.limit), 200);
  const extras = request.offering
    ? sql`(select app.offered(array(select p.id from page p), ${request.offering}::text[])) as offered,
      (select jsonb_object_agg(l.dossier, l.labels) from (select l.dossier, jsonb_agg(distinct l.label) as labels
         from app.dossier_label l where l.dossier in (select p.id from page p) group by l.dossier) l) as labels,`
    : sql``;
  const statement = sql`
    with ${found} page as (${rowsAfter(
      from,
      request,
      limit,
      store.registry.all.map(({ kind }) => kind.name),
    )}),
    counted as materialized (${countedOf(request.filter, from)})
    select coalesce((select jsonb_agg(p) from page p), '[]') as rows,
      (select c.total from counted c) as total,
      (select case when c.total <= ${TOTAL_LIMIT} or c.late > ${TOTAL_LIMIT} or c.is_past_late then c.late
         else (select count(*)::int from (select 1 from ${from} and ${LATE} limit ${TOTAL_LIMIT + 1}) t) end from counted c) as late,
      ${extras} ${isCut} as cut, (select app.business_now()) as now`;
  return readAs(store.pool, asker.identity, async (client) => {
    const [read] = await rowsOf<Read>(client, statement);
    const now = asInstant(read?.now ?? new Date(0));
    return {
      ...toPage(read?.rows ?? [], limit, now, asker),
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
