/** What the store knows of verifications of the whole record by the program itself: when the last was, what it found, and whose turn it is. */
import { key } from '../../dossier/keys.ts';
import { asInstant, type Instant } from '../../kernel/time.ts';
import { connect, type Identity, readAs, writeAs } from '../database.ts';
import type { Store } from '../store.ts';

/** What a verification came to; nothing of any dossier is in it. */
export interface CheckFound {
  readonly seconds: number;
  readonly dossiers: number;
  readonly acts: number;
  readonly found: number;
  /** What kinds of differences, a few. */
  readonly codes: readonly string[];
}

/** The real time of the database, and since when nobody has verified. */
export interface CheckTimes {
  readonly now: Instant;
  /** The end of the last verification, else the opening of the ledger; undefined before that. */
  readonly since: Instant | undefined;
}

/** Reads both in one statement. */
export async function readCheckTimes(store: Store): Promise<CheckTimes> {
  return readAs(store.pool, systemOf(store), async (client) => {
    const found = await client.query<{ now: Date; since: Date | null }>({
      name: 'check_times',
      text: `select clock_timestamp() as now, coalesce(
         (select max(c.at) from app.ledger_check c where c.tenant = app.current_tenant()),
         (select min(l.opened_at) from app.ledger_log l where l.tenant = app.current_tenant())) as since`,
    });
    const { now, since } = found.rows[0] ?? {};
    if (now === undefined) throw new Error('the database tells no time');
    return { now: asInstant(now), since: since ? asInstant(since) : undefined };
  });
}

/** Keeps what a verification found, for anybody to see. */
export async function noteCheck(store: Store, { seconds, dossiers, acts, found, codes }: CheckFound): Promise<void> {
  await writeAs(store.pool, systemOf(store), (client) =>
    client.query('select app.note_check($1, $2, $3, $4, $5)', [seconds, dossiers, acts, found, codes]),
  );
}

const TAKE = 'select pg_try_advisory_lock(7244228, hashtext($1)) as taken';
const GIVE_BACK = 'select pg_advisory_unlock(7244228, hashtext($1))';

/**
 * Does the work while nobody else of this installation does the same; undefined where somebody does. A program that ends in the middle, however it
 * ends, leaves the turn to others: the turn is its connection's.
 */
export async function takeTurn<T>(store: Store, work: () => Promise<T>): Promise<T | undefined> {
  const client = await connect(store.pool);
  let broken: Error | undefined;
  try {
    const asked = await client.query<{ taken: boolean }>(TAKE, [store.tenant]);
    if (asked.rows[0]?.taken !== true) return undefined;
    try {
      return await work();
    } finally {
      // A connection that would keep the turn must not go back to the others.
      await client.query(GIVE_BACK, [store.tenant]).catch((error: Error) => {
        broken = error;
      });
    }
  } catch (error) {
    broken ??= error as Error;
    throw error;
  } finally {
    client.release(broken);
  }
}

function systemOf(store: Store): Identity {
  return { tenant: store.tenant, person: null, keys: [key.system] };
}
