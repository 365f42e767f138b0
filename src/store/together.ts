/** The two trips of an act to the database, shared by those that are asked at the same time. Each is read and written as its own asker. */
import pg from 'pg';
import { type Identity, isUndone, joinKeys, queryOnce } from './database.ts';
import { type LaneLimits, Lanes } from './lanes.ts';

/** What is read for an act. */
export interface ReadAsked {
  readonly identity: Identity;
  readonly dossier: string | null;
  readonly idempotencyKey: string | null;
}

/** What an act writes: a document for `app.append_act`, already text. */
export interface AppendAsked {
  readonly identity: Identity;
  readonly document: string;
}

/** Groups at once; reading never waits for writing. */
const READ_LANES = 2;
const APPEND_LANES = 3;
/** Milliseconds. */
const PATIENCE = 250;
const LARGEST_GROUP = 16;
/** Acts at work go in as many groups: while one is decided and one is written, one waits for the disk, and neither program nor database stands idle. */
const GROUPS = 3;

interface Doors {
  /** Acts that were begun and are not done. */
  atWork: number;
  readonly read: Lanes<ReadAsked, unknown>;
  readonly append: Lanes<AppendAsked, void>;
}

const doors = new WeakMap<pg.Pool, Doors>();

function doorsOf(pool: pg.Pool): Doors {
  const known = doors.get(pool);
  if (known) return known;
  // As many as wait must go at once: not all who read are performing.
  const limitsOf = (lanes: number): LaneLimits => ({
    lanes,
    most: (waiting) => Math.min(LARGEST_GROUP, Math.max(Math.ceil(made.atWork / GROUPS), Math.ceil(waiting / lanes))),
    patience: PATIENCE,
  });
  const made: Doors = {
    atWork: 0,
    read: new Lanes(limitsOf(READ_LANES), (asked) => readAll(pool, asked)),
    append: new Lanes(limitsOf(APPEND_LANES), (asked) => appendAll(pool, asked)),
  };
  doors.set(pool, made);
  return made;
}

/** Performs one act from reading to writing; how many are at it says how large the groups are. @throws what the work throws */
export async function amongOthers<T>(pool: pg.Pool, act: () => Promise<T>): Promise<T> {
  const known = doorsOf(pool);
  known.atWork += 1;
  try {
    return await act();
  } finally {
    known.atWork -= 1;
  }
}

/** Reads what an act is decided on. @throws what the database said, untranslated */
export async function readForActs<T>(pool: pg.Pool, asked: ReadAsked): Promise<T> {
  return (await doorsOf(pool).read.ask(asked)) as T;
}

/**
 * Writes an act down, all of it or nothing, whatever becomes of those that travel with it; when this returns it is on disk.
 * @throws what the database said of this act, untranslated
 */
export function appendTogether(pool: pg.Pool, asked: AppendAsked): Promise<void> {
  return doorsOf(pool).append.ask(asked);
}

/** Reads for one act on a connection that somebody holds. @throws what the database said, untranslated */
export async function readForActOn<T>(on: Pick<pg.Pool, 'query'>, asked: ReadAsked): Promise<T | undefined> {
  return (await on.query<Reads<T>>(readStatement([asked]))).rows[0]?.reads[0];
}

interface Reads<T> {
  readonly reads: readonly T[];
}

function readStatement(asked: readonly ReadAsked[]): pg.QueryConfig {
  const documents = asked.map(({ identity, dossier, idempotencyKey }) => ({ ...askerOf(identity), dossier, idempotencyKey }));
  return { name: 'open_together', text: 'select app.open_together($1) as reads', values: [JSON.stringify(documents)] };
}

async function readAlone(pool: pg.Pool, asked: ReadAsked): Promise<unknown> {
  return (await queryOnce<Reads<unknown>>(pool, readStatement([asked]))).rows[0]?.reads[0];
}

async function readAll(pool: pg.Pool, asked: readonly ReadAsked[]): Promise<readonly Promise<unknown>[]> {
  if (asked.length === 1) return arrived(asked.map((one) => readAlone(pool, one)));
  const found = await unlessUndone<Reads<unknown>>(pool, readStatement(asked));
  if (found === undefined) return asked.map((one) => readAlone(pool, one));
  return found.reads.map((read) => Promise.resolve(read));
}

/** Writes an act down in a transaction of its own. @throws what the database said, untranslated */
export async function appendAlone(pool: pg.Pool, { identity, document }: AppendAsked): Promise<void> {
  await queryOnce(pool, {
    name: 'append_as',
    text: 'select app.append_as($1, $2, $3, $4)',
    values: [identity.tenant, identity.person, joinKeys(identity.keys), document],
  });
}

/** One act of a group that was not written, and why; what was said of it comes back as data, for the others were written. */
interface Failed {
  readonly n: number;
  readonly code: string;
  readonly message: string;
  readonly detail: string;
}

/** It waited for a lock longer than the others of its group should wait for it. */
const LOCKED = '55P03';

async function appendAll(pool: pg.Pool, asked: readonly AppendAsked[]): Promise<readonly Promise<void>[]> {
  if (asked.length === 1) return arrived(asked.map((one) => appendAlone(pool, one)));
  // The documents are text already: put side by side they need not be read and written once more.
  const documents = asked.map(({ identity, document }) => `${JSON.stringify(askerOf(identity)).slice(0, -1)},"w":${document}}`);
  const written = await unlessUndone<{ failed: readonly Failed[] }>(pool, {
    name: 'append_together',
    text: 'select app.append_together($1) as failed',
    values: [`[${documents.join(',')}]`],
  });
  if (written === undefined) return asked.map((one) => appendAlone(pool, one));
  const failed = new Map(written.failed.map((one) => [one.n, one]));
  // Who waits for a lock goes on alone; the others have their answer.
  return asked.map(async (one, n) => {
    const fault = failed.get(n);
    if (fault?.code === LOCKED) return appendAlone(pool, one);
    if (fault) throw toDatabaseError(fault);
  });
}

/**
 * What a statement for a whole group gives; nothing where the database answered that it did nothing: none of a group need suffer for another.
 * A lost connection says no such thing, and is thrown.
 */
async function unlessUndone<R extends pg.QueryResultRow>(pool: pg.Pool, query: pg.QueryConfig): Promise<R | undefined> {
  try {
    return (await queryOnce<R>(pool, query)).rows[0];
  } catch (error) {
    if (isUndone(error)) return undefined;
    throw error;
  }
}

/** A group of one: it has arrived when it was answered. */
async function arrived<T>(answers: readonly Promise<T>[]): Promise<readonly Promise<T>[]> {
  await Promise.allSettled(answers);
  return answers;
}

function askerOf(identity: Identity): Readonly<Record<string, string | null>> {
  return { tenant: identity.tenant, person: identity.person, keys: joinKeys(identity.keys) };
}

function toDatabaseError({ code, message, detail }: Failed): pg.DatabaseError {
  return Object.assign(new pg.DatabaseError(message, message.length, 'error'), { code, detail });
}
