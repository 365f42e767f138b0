/** How far a person has looked: notices and portfolios. */
import type { PostId } from '../../kernel/ids.ts';
import { asInstant, type Instant } from '../../kernel/time.ts';
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

/** Remembers a look at the portfolio of a post and gives the one before, so that the page can show what is new since. */
export async function markPortfolioSeen(
  store: Store,
  identity: Identity,
  post: PostId,
  at: Instant,
): Promise<Instant | undefined> {
  return writeAs(store.pool, identity, async (client) => {
    const before = await client.query<{ seen_at: Date }>('select seen_at from app.portfolio_seen where post = $1 for update', [
      post,
    ]);
    await client.query(
      `insert into app.portfolio_seen (tenant, person, post, seen_at) values (app.current_tenant(), app.current_person(), $1, $2)
       on conflict (tenant, person, post) do update set seen_at = excluded.seen_at`,
      [post, at],
    );
    const last = before.rows[0]?.seen_at;
    return last && asInstant(last);
  });
}
