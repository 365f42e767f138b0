/** How far a person has looked at notices. */
import { type Identity, readAs, writeAs } from '../database.ts';
import type { Store } from '../store.ts';

/** Remembers that a person has seen every notice up to this one; never goes back. */
export async function markNoticesSeen(store: Store, identity: Identity, lastId: bigint | number): Promise<void> {
  await writeAs(store.pool, identity, (client) =>
    client.query(
      `insert into app.notice_seen as n (tenant, person, last_id) values (app.current_tenant(), app.current_person(), $1)
       on conflict (tenant, person) do update set last_id = greatest(n.last_id, excluded.last_id), at = now()`,
      [String(lastId)],
    ),
  );
}

/** The last notice a person has seen; 0 for none. */
export async function lastNoticeSeen(store: Store, identity: Identity): Promise<bigint> {
  return readAs(store.pool, identity, async (client) => {
    const result = await client.query<{ last: string }>('select last_id::text as last from app.notice_seen');
    return BigInt(result.rows[0]?.last ?? 0);
  });
}
