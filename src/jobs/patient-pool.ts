/** Connections as graphile-worker uses them: what it must write outlives a database that was away. */
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { AppError } from '../kernel/errors.ts';
import { connect, toAppError } from '../store/database.ts';

/** A transaction that failed for others: of all faults the one after which graphile-worker tries again soonest. */
const TRIES_AGAIN = '40001';
/** Milliseconds between two attempts to connect. */
const PAUSE = 1000;

/**
 * The same pool, which waits for a database that is away until the signal is given, and tells of a connection lost in the middle or of a full
 * disk in the one way after which graphile-worker tries again. Any other it takes for the end: that a job was done would be noted nowhere,
 * and the fault, caught by nobody, would end the program.
 */
export function bePatient(pool: pg.Pool, until: AbortSignal): pg.Pool {
  return instead(pool, 'connect', (...given: unknown[]) =>
    // It listens on a connection it asks for with a callback and sees to itself.
    given.length > 0 ? Reflect.apply(pool.connect, pool, given) : connectPatiently(pool, until),
  );
}

async function connectPatiently(pool: pg.Pool, until: AbortSignal): Promise<pg.PoolClient> {
  for (;;) {
    try {
      const client = await connect(pool);
      return instead(client, 'query', (...given: unknown[]) => {
        const asked: unknown = Reflect.apply(client.query, client, given);
        return asked instanceof Promise ? asked.catch(tellToTryAgain) : asked;
      });
    } catch (error) {
      if (!isUnavailable(error) || until.aborted || pool.ending) throw error;
    }
    await sleep(PAUSE, undefined, { signal: until }).catch(() => undefined);
  }
}

function tellToTryAgain(error: unknown): never {
  if (!isUnavailable(error)) throw error;
  throw Object.assign(new Error('the database was away', { cause: error }), { code: TRIES_AGAIN });
}

function isUnavailable(error: unknown): boolean {
  const known = toAppError(error);
  return known instanceof AppError && known.category === 'unavailable';
}

/** The object with another way of doing one thing; everything else is its own. */
function instead<T extends object>(of: T, name: keyof T, way: (...given: unknown[]) => unknown): T {
  return new Proxy(of, {
    get(target, asked) {
      if (asked === name) return way;
      const value: unknown = Reflect.get(target, asked, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
