/** Saved filters: a list with its filters, kept for oneself or for the staff of one's unit. */
import { randomUUID } from 'node:crypto';
import { AppError } from '../../kernel/errors.ts';
import { isUuid, type UnitId } from '../../kernel/ids.ts';
import { cleanInput } from '../../kernel/text.ts';
import { type Identity, readAs, writeAs } from '../database.ts';
import type { Store } from '../store.ts';

/** A filter as a list page shows it. */
export interface SavedFilter {
  readonly id: string;
  readonly label: string;
  /** Path and query within the site. */
  readonly url: string;
  /** The unit whose staff sees it; null: only its owner. */
  readonly unit: UnitId | null;
  readonly pinned: boolean;
  /** True when whoever asks may change and drop it. */
  readonly own: boolean;
}

/** Most filters one person keeps. */
const MOST = 100;

/**
 * Keeps a list with its filters. Gives its id.
 * @throws {filter.bad_request} no label, or an address outside the site
 * @throws {filter.too_many}
 * @throws {dossier.not_found} a unit one is not on the staff of
 */
export async function saveFilter(
  store: Store,
  identity: Identity,
  filter: { readonly label: string; readonly url: string; readonly unit?: UnitId; readonly pinned?: boolean },
): Promise<string> {
  const label = cleanInput(filter.label, { multiline: false });
  if (label === '' || label.length > 100 || !/^\/[^/\\\p{Cc}][^\\\p{Cc}]*$/u.test(filter.url) || filter.url.length > 2000) {
    throw new AppError('filter.bad_request', 'invalid');
  }
  const id = randomUUID();
  return writeAs(store.pool, identity, async (client) => {
    const count = await client.query<{ n: number }>(
      'select count(*)::int as n from app.saved_filter where person = app.current_person()',
    );
    if ((count.rows[0]?.n ?? 0) >= MOST) throw new AppError('filter.too_many', 'limited', { params: { max: MOST } });
    await client.query(
      `insert into app.saved_filter (tenant, id, person, label, url, scope, unit, pinned)
       values (app.current_tenant(), $1, app.current_person(), $2, $3, $4, $5, $6)`,
      [id, label, filter.url, filter.unit === undefined ? 'private' : 'unit', filter.unit ?? null, filter.pinned ?? false],
    );
    return id;
  });
}

/** The filters somebody may use whose path begins so: pinned ones first, then by label. */
export async function listFilters(store: Store, identity: Identity, path = '/'): Promise<readonly SavedFilter[]> {
  return readAs(store.pool, identity, async (client) => {
    const result = await client.query<SavedFilter>(
      `select id, label, url, unit, pinned, person = app.current_person() as own from app.saved_filter
       where starts_with(url, $1) order by pinned desc, label collate "vi-x-icu", id`,
      [path],
    );
    return result.rows;
  });
}

/** Pins or unpins a filter of one's own. Gives false where there is none. */
export async function pinFilter(store: Store, identity: Identity, id: string, pinned: boolean): Promise<boolean> {
  return changeOwn(
    store,
    identity,
    'update app.saved_filter set pinned = $2 where id = $1 and person = app.current_person()',
    id,
    [pinned],
  );
}

/** Drops a filter of one's own. Gives false where there is none. */
export async function dropFilter(store: Store, identity: Identity, id: string): Promise<boolean> {
  return changeOwn(store, identity, 'delete from app.saved_filter where id = $1 and person = app.current_person()', id, []);
}

async function changeOwn(store: Store, identity: Identity, sql: string, id: string, more: readonly unknown[]): Promise<boolean> {
  if (!isUuid(id)) return false;
  return writeAs(store.pool, identity, async (client) => ((await client.query(sql, [id, ...more])).rowCount ?? 0) > 0);
}
