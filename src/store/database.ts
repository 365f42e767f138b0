import type { Writable } from 'node:stream';
import pg from 'pg';
import { AppError } from '../kernel/errors.ts';
import type { PersonId, TenantId } from '../kernel/ids.ts';

/** The database roles the program works as; neither can see past row security nor owns anything. */
export type AppRole = 'app_web' | 'app_worker';

/** Who a transaction is for: everything row security compares. */
export interface Identity {
  readonly tenant: TenantId;
  readonly person: PersonId | null;
  readonly keys: readonly string[];
}

/** Separates keys in the setting they travel in; never part of a key. */
const KEY_SEPARATOR = '\x1f';

/** The keys as the database reads them. */
export function joinKeys(keys: readonly string[]): string {
  return keys.join(KEY_SEPARATOR);
}

/** Opens a pool that works as one of the two roles. The URL's own user must be a member of the role. */
export function openPool(url: string, role: AppRole, max = 10): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    // Some outlive a quiet minute: on a full disk PostgreSQL may refuse new ones, and reading should go on.
    min: Math.min(2, max),
    // Statements that need not wait for one another's answer travel together: a read is one trip instead of four.
    pipeline: true,
    // The names are looked up where the functions look them up: another path would have what both run made ready again at every turn.
    // Compiling a plan costs more than any of these statements takes, and a server of another's may have it on.
    options: `-c role=${role} -c search_path=app,pg_temp -c statement_timeout=30000 -c timezone=UTC -c jit=off`,
    application_name: `khoithong ${role}`,
  });
  // A connection lost while idle is replaced by the pool; without a listener it would end the process. One lost while somebody has it, between two
  // statements, says so to whoever asks it next: the pool itself listens to no connection it has given away.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** A pool, or one connection of it that is held. */
export type Queryable = Pick<pg.Pool, 'query'>;

/** What tells a transaction who it is for. */
export function identify(identity: Identity): pg.QueryConfig {
  return {
    name: 'set_identity',
    text: 'select app.set_identity($1, $2, $3)',
    values: [identity.tenant, identity.person, joinKeys(identity.keys)],
  };
}

/** A connection of the pool. @throws {store.unavailable} {store.full} */
export async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  return pool.connect().catch((cause: unknown) => {
    const known = toAppError(cause);
    throw known instanceof AppError ? known : new AppError('store.unavailable', 'unavailable', { cause });
  });
}

/** Codes after which the server ends the connection; how grave it thinks an error is, it says in its own language. */
const ENDS_CONNECTION = /^(08|57P|25P0[34]|XX)/;

/** Whether the server answered that the statement did nothing, and goes on listening; a connection that was lost says no such thing. */
export function isUndone(error: unknown): error is pg.DatabaseError {
  return error instanceof pg.DatabaseError && error.code !== undefined && !ENDS_CONNECTION.test(error.code);
}

/**
 * One statement, a transaction of its own, on a connection that outlives a refusal. The pool's own way throws the connection away with
 * every error; on a full disk the next one may not be had.
 * @throws what the database said, untranslated
 */
export async function queryOnce<R extends pg.QueryResultRow>(pool: pg.Pool, query: pg.QueryConfig): Promise<pg.QueryResult<R>> {
  const client = await connect(pool);
  let broken: Error | undefined;
  try {
    return await client.query<R>(query);
  } catch (error) {
    if (!isUndone(error)) broken = error as Error;
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Sends what is asked meanwhile with one call of the system; one for each statement takes a sixth of the time of reading. */
function together<T>(client: pg.PoolClient, ask: () => T): T {
  const { stream } = (client as pg.PoolClient & { readonly connection: { readonly stream: Writable } }).connection;
  stream.cork();
  try {
    return ask();
  } finally {
    stream.uncork();
  }
}

/** One read under row security: a transaction that knows who reads. */
export function readAs<T>(pool: pg.Pool, identity: Identity, read: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return readIn(pool, identity, 'begin read only', read);
}

/** The same where several statements must see one moment. */
export function readSnapshot<T>(pool: pg.Pool, identity: Identity, read: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return readIn(pool, identity, 'begin isolation level repeatable read read only', read);
}

async function readIn<T>(
  pool: pg.Pool,
  identity: Identity,
  begin: string,
  read: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await connect(pool);
  let broken: Error | undefined;
  try {
    const begun = together(client, () => [client.query(begin), client.query(identify(identity)), read(client)] as const);
    const [, , result] = await Promise.all(begun);
    // Nothing was written: the answer need not wait for the end of the transaction, and whoever comes next on this connection does.
    client.query('commit').catch(() => undefined);
    return result;
  } catch (error) {
    await client.query('rollback').catch((lost: Error) => {
      broken = lost;
    });
    throw toAppError(error);
  } finally {
    client.release(broken);
  }
}

/** Writes under row security, all of it or nothing. @throws what the work threw, of the database by its own name where it has one */
export async function writeAs<T>(pool: pg.Pool, identity: Identity, write: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await connect(pool);
  let broken: Error | undefined;
  try {
    const begun = [client.query('begin'), client.query(identify(identity))];
    const [result] = await Promise.all([write(client), ...begun]);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((lost: Error) => {
      broken = lost;
    });
    throw toAppError(error);
  } finally {
    client.release(broken);
  }
}

const CONNECTION_FAULTS = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '08006',
  '08003',
]);

/** What the driver says of its own accord, without a code. */
const CONNECTION_LOST = /^(Connection terminated|Client has encountered a connection error)/;

/** No room for what was to be written, or for what a large question needs meanwhile; it passes when somebody makes room. */
const DISK_FULL = '53100';

/** Translates what the database says into the product's own errors; everything else passes unchanged. */
export function toAppError(error: unknown): unknown {
  if (error instanceof AppError || typeof error !== 'object' || error === null) return error;
  const { code, message } = error as { code?: string; message?: string };
  if (code === DISK_FULL) return new AppError('store.full', 'unavailable', { cause: error });
  if (code && CONNECTION_FAULTS.has(code)) return new AppError('store.unavailable', 'unavailable', { cause: error });
  if (message !== undefined && CONNECTION_LOST.test(message))
    return new AppError('store.unavailable', 'unavailable', { cause: error });
  // Row security refused: for the asker the thing does not exist.
  if (code === '42501') return new AppError('dossier.not_found', 'not_found', { cause: error });
  if (code === 'KT010') return new AppError('store.read_only_copy', 'precondition', { cause: error });
  if (code === 'KT012') return new AppError('act.signature_expired', 'precondition', { cause: error });
  if (code === 'KT013') return new AppError('act.signature_wrong', 'precondition', { cause: error });
  if (code === 'KT015') return new AppError('act.signature_wrong', 'precondition', { cause: error });
  if (code === 'KT014') return new AppError('passkey.too_many', 'precondition', { cause: error });
  if (code === 'KT011') return new AppError('account.own', 'forbidden', { cause: error });
  if (code === 'KT005') return new AppError('follow_up.settled', 'conflict', { cause: error });
  if (code === 'KT004') return new AppError('content.not_found', 'not_found', { cause: error });
  // A NUL or a broken character in a search or an address: the request itself is unreadable.
  if (code === '22021' || code === '22P05') return new AppError('request.malformed', 'invalid', { cause: error });
  if (code === '22P02' || code === '22007' || code === '22008')
    return new AppError('dossier.not_found', 'not_found', { cause: error });
  return error;
}
