/** A list taken out whole, as a file is: first which dossiers stand in it, then their rows piece by piece. */
import type { AnyKind } from '../../dossier/kind.ts';
import { asDossierId, type DossierId } from '../../kernel/ids.ts';
import { asInstant } from '../../kernel/time.ts';
import { readAs } from '../database.ts';
import type { Asker, Store } from '../store.ts';
import { readItems } from './apart-items.ts';
import { type DossierRowView, ROW_COLUMNS, type StoredRow, toRowView, withItems } from './dossier-row.ts';
import { type ListRequest, ORDERS } from './list.ts';
import { findSource } from './list-source.ts';
import { rowsOf, sql } from './sql.ts';

/** Every dossier of a list in its order. */
export interface WholeList {
  readonly ids: readonly DossierId[];
  /** True when the list holds more than were asked for. */
  readonly isCut: boolean;
}

/** Most rows one file holds. */
export const EXPORT_LIMIT = 100_000;

/** Words that stand in half the record are looked up in one go; a page would not wait so long, whoever takes out a file does. */
const PATIENCE = '5min';

/** So many lists are looked up at once; whoever comes next waits without keeping a connection from the pages. */
const AT_ONCE = 2;
let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/** Which dossiers stand in a list, at most so many, within what the asker may read; of a filter's words every match. */
export async function findAll(
  store: Store,
  asker: Asker,
  asked: Pick<ListRequest, 'filter' | 'order'>,
  most: number,
): Promise<WholeList> {
  const order = ORDERS[asked.order];
  const [read] = await inTurn(() =>
    readAs(store.pool, asker.identity, async (client) => {
      await client.query(`set local statement_timeout = '${PATIENCE}'`);
      const { found, from } = await findSource(client, asked.filter, store.registry, null);
      const statement = sql`with ${found} chosen as (select d.id, row_number() over (order by ${order.by}) as place
          from ${from} order by ${order.by} limit ${most + 1})
        select coalesce(array_agg(c.id::text order by c.place), '{}') as ids from chosen c`;
      return rowsOf<{ ids: readonly string[] }>(client, statement);
    }),
  );
  const ids = (read?.ids ?? []).map(asDossierId);
  return { ids: ids.slice(0, most), isCut: ids.length > most };
}

const READ_AT_ONCE = 1000;

/**
 * The rows of these dossiers in this order, those of one `kind` apart with what its list says besides, but for what the asker may no longer read. Each piece is a read of its own: a file somebody
 * takes slowly must not keep a connection from everybody else.
 */
export async function* readRows(
  store: Store,
  asker: Asker,
  ids: readonly DossierId[],
  kind?: AnyKind,
): AsyncGenerator<DossierRowView> {
  for (let i = 0; i < ids.length; i += READ_AT_ONCE) {
    const piece = ids.slice(i, i + READ_AT_ONCE);
    const statement = sql`select coalesce(jsonb_agg(r), '[]') as rows, (select app.business_now()) as now
      from (select ${ROW_COLUMNS} from app.dossier d where d.id = any (${piece}::uuid[])) r`;
    const { read, items } = await readAs(store.pool, asker.identity, async (client) => ({
      read: (await rowsOf<{ rows: StoredRow[]; now: Date }>(client, statement))[0],
      items: await readItems(client, kind, piece),
    }));
    const now = asInstant(read?.now ?? new Date(0));
    const rows = new Map((read?.rows ?? []).map((row) => [row.id, row]));
    for (const id of piece) {
      const row = rows.get(id);
      if (row) yield withItems(toRowView(row, now, asker), items);
    }
  }
}
