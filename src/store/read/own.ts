/** «Hồ sơ của tôi»: what somebody opened or is a party to, and what others still owe on it. */
import type { KindRegistry } from '../../dossier/registry.ts';
import type { Clock } from '../../dossier/words.ts';
import { asDossierId, type DossierId } from '../../kernel/ids.ts';
import { asInstant, type Instant } from '../../kernel/time.ts';
import { readAs } from '../database.ts';
import type { Asker, Store } from '../store.ts';
import { type DossierRowView, ROW_COLUMNS, type StoredRow, toRowView } from './dossier-row.ts';
import { type HeldClock, toHeld } from './held.ts';
import { type ListOrder, ORDERS, readPlace, writePlace } from './list.ts';
import { type Fragment, rowsOf, sql } from './sql.ts';
import { heldPosts } from './work.ts';

/** A dossier of one's own, and as what: the roles of the party, the empty one for its author. */
export interface OwnRow extends DossierRowView {
  readonly ties: readonly string[];
}

/** The dossiers of one kind that are under way, or those that have ended. */
export interface OwnGroup {
  readonly kind: string;
  readonly ended: boolean;
  readonly total: number;
  /** The most urgent, or those that ended last. */
  readonly rows: readonly OwnRow[];
}

/** The open clocks of others on one's own dossiers, the most urgent first. */
export interface Owed {
  readonly clocks: readonly HeldClock[];
  readonly total: number;
  readonly late: number;
}

/** The first look at everything of one's own. */
export interface OwnView {
  readonly groups: readonly OwnGroup[];
  readonly owed: Owed;
  readonly now: Instant;
}

/** A page of one's own dossiers. */
export interface OwnPage {
  readonly rows: readonly OwnRow[];
  readonly total: number;
  readonly next?: string;
  readonly now: Instant;
}

/** Which of one's own dossiers, in what order, and how many. */
export interface OwnRequest {
  readonly kind?: string | undefined;
  readonly state?: 'open' | 'ended' | undefined;
  readonly order: ListOrder;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

type StoredOwn = StoredRow & { readonly ties: readonly string[] };

/** The kinds whose dossiers are somebody's own, in the order of the registry. */
export function personalKinds(registry: KindRegistry) {
  return registry.all.flatMap(({ kind }) => (kind.personal === undefined ? [] : [{ kind, roles: kind.personal.roles }]));
}

/** The asker's own dossiers, as `own`. A post one fills for somebody else makes nothing one's own. */
function ownOf(store: Store, asker: Asker): Fragment {
  const kinds = personalKinds(store.registry);
  const roles = kinds.flatMap(({ kind, roles }) => roles.map((role) => `${kind.name}|${role}`));
  const posts = asker.standing.capacities.flatMap((c) =>
    c.key.startsWith('post:') && !c.onBehalfOf ? [c.key.slice('post:'.length)] : [],
  );
  return sql`own as materialized (select o.dossier, o.kind, o.ended, o.ties
    from app.own_dossiers(${kinds.map(({ kind }) => kind.name)}::text[], ${roles}::text[], ${[...new Set(posts)]}::text[]) o)`;
}

/** What others owe, as `owed`: a clock the asker holds, be it for somebody else, is the asker's own to answer. */
function owedTo(asker: Asker): Fragment {
  return sql`owed as materialized (select c.dossier, c.n, c.due_at, c.state <> 'paused' and not c.expected and c.due_at < (select app.business_now()) as late
    from own o join app.clock c on c.tenant = app.current_tenant() and c.dossier = o.dossier
    where not o.ended and c.state in ('running', 'lapsed', 'paused') and c.holder <> all (${[...heldPosts(asker)]}::text[]))`;
}

interface ReadOwed {
  readonly owed: readonly { readonly clock: Clock; readonly row: StoredRow }[];
  readonly owed_total: number;
  readonly owed_late: number;
  readonly now: Date;
}

const owedColumns = (limit: number, skip: number) => sql`
  coalesce((select jsonb_agg(x) from (select c.detail as clock, to_jsonb(r) as row
      from (select * from owed w order by w.due_at, w.dossier, w.n limit ${limit} offset ${skip}) w
      join app.clock c on c.tenant = app.current_tenant() and c.dossier = w.dossier and c.n = w.n
      join lateral (select ${ROW_COLUMNS} from app.dossier d where d.id = w.dossier) r on true
      order by w.due_at, w.dossier, w.n) x), '[]') as owed,
  (select count(*)::int from owed) as owed_total, (select count(*)::int from owed w where w.late) as owed_late,
  (select app.business_now()) as now`;

function toOwed(read: ReadOwed, now: Instant, asker: Asker): Owed {
  return {
    clocks: read.owed.map(({ clock, row }) => toHeld(clock, row, now, asker)),
    total: read.owed_total,
    late: read.owed_late,
  };
}

/** Of each kind the first dossiers under way and the last that ended, with what others owe; so many of each. */
export async function readOwn(
  store: Store,
  asker: Asker,
  few: { readonly rows: number; readonly owed: number },
): Promise<OwnView> {
  const order = sql`case when not d.ended then d.due_at end asc nulls last, d.changed_at desc, d.id`;
  const statement = sql`
    with ${ownOf(store, asker)}, ${owedTo(asker)},
    placed as materialized (select o.*, count(*) over g as total, row_number() over (g order by ${order}) as place
      from own o join app.dossier d on d.id = o.dossier window g as (partition by o.kind, o.ended))
    select coalesce((select jsonb_agg(x) from (select p.kind, p.ended, max(p.total)::int as total, jsonb_agg(to_jsonb(r) || jsonb_build_object('ties', p.ties) order by p.place) as rows
        from placed p join lateral (select ${ROW_COLUMNS} from app.dossier d where d.id = p.dossier) r on true
        where p.place <= ${few.rows} group by p.kind, p.ended) x), '[]') as groups, ${owedColumns(few.owed, 0)}`;
  const [read] = await readAs(store.pool, asker.identity, (client) =>
    rowsOf<ReadOwed & { groups: readonly { kind: string; ended: boolean; total: number; rows: readonly StoredOwn[] }[] }>(
      client,
      statement,
    ),
  );
  const now = asInstant(read?.now ?? new Date(0));
  return {
    groups: (read?.groups ?? []).map((group) => ({ ...group, rows: group.rows.map((row) => toOwnRow(row, now, asker)) })),
    owed: read ? toOwed(read, now, asker) : { clocks: [], total: 0, late: 0 },
    now,
  };
}

/** What others owe, a page at a time. */
export async function readOwed(
  store: Store,
  asker: Asker,
  page: { readonly limit: number; readonly skip: number },
): Promise<Owed & { readonly now: Instant }> {
  const statement = sql`with ${ownOf(store, asker)}, ${owedTo(asker)} select ${owedColumns(page.limit, page.skip)}`;
  const [read] = await readAs(store.pool, asker.identity, (client) =>
    rowsOf<ReadOwed & Record<string, unknown>>(client, statement),
  );
  const now = asInstant(read?.now ?? new Date(0));
  return { ...(read ? toOwed(read, now, asker) : { clocks: [], total: 0, late: 0 }), now };
}

/** A page of one's own dossiers. */
export async function listOwn(store: Store, asker: Asker, request: OwnRequest): Promise<OwnPage> {
  const limit = Math.min(Math.max(1, request.limit), 200);
  const order = ORDERS[request.order];
  const place = request.cursor ? readPlace(request.cursor, order.column) : undefined;
  const statement = sql`
    with ${ownOf(store, asker)}, chosen as (select o.* from own o where ${chosen(request)}),
    page as (select ${ROW_COLUMNS}, o.ties, ${sql.ref(`d.${order.column}`)}::text as sort_value
      from chosen o join app.dossier d on d.id = o.dossier
      where ${place ? order.after(place.v, place.id) : sql`true`} order by ${order.by} limit ${limit + 1})
    select coalesce((select jsonb_agg(p) from page p), '[]') as rows, (select count(*)::int from chosen) as total, (select app.business_now()) as now`;
  const [read] = await readAs(store.pool, asker.identity, (client) =>
    rowsOf<{ rows: readonly (StoredOwn & { readonly sort_value: string | null })[]; total: number; now: Date }>(
      client,
      statement,
    ),
  );
  const now = asInstant(read?.now ?? new Date(0));
  const rows = (read?.rows ?? []).slice(0, limit);
  const last = rows.at(-1);
  return {
    rows: rows.map((row) => toOwnRow(row, now, asker)),
    total: read?.total ?? 0,
    ...(last && (read?.rows.length ?? 0) > limit ? { next: writePlace(last.sort_value, last.id) } : {}),
    now,
  };
}

function chosen({ kind, state }: Pick<OwnRequest, 'kind' | 'state'>): Fragment {
  const ofKind = kind === undefined ? sql`true` : sql`o.kind = ${kind}`;
  return state === undefined ? ofKind : sql`${ofKind} and o.ended = ${state === 'ended'}`;
}

/** All of one's own dossiers, the oldest first: which ones a file is to hold. */
export async function findOwn(
  store: Store,
  asker: Asker,
  part: { readonly skip: number; readonly limit: number },
): Promise<{ readonly ids: readonly DossierId[]; readonly total: number }> {
  const statement = sql`
    with ${ownOf(store, asker)}
    select coalesce((select array_agg(x.id order by x.opened_at, x.id) from (select d.id::text as id, d.opened_at
        from own o join app.dossier d on d.id = o.dossier order by d.opened_at, d.id limit ${part.limit} offset ${part.skip}) x), '{}') as ids,
      (select count(*)::int from own) as total`;
  const [read] = await readAs(store.pool, asker.identity, (client) =>
    rowsOf<{ ids: readonly string[]; total: number }>(client, statement),
  );
  return { ids: (read?.ids ?? []).map(asDossierId), total: read?.total ?? 0 };
}

function toOwnRow(row: StoredOwn, now: Instant, asker: Asker): OwnRow {
  return { ...toRowView(row, now, asker), ties: row.ties };
}
