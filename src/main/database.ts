/** Which database the program works on, and what to say when it cannot. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { isAppError } from '../kernel/errors.ts';
import { reasonOf } from './cluster/problem.ts';
import type { Config } from './config.ts';
import { type Sentence, StartProblem } from './start-problem.ts';
import { problem, say } from './words.ts';

/** A database the program may use until it lets go of it. */
export interface OpenDatabase {
  /** URL of the account that owns or may change everything; the doors work as lesser roles. */
  readonly url: string;
  /** True for the PostgreSQL that comes along. */
  readonly isEmbedded: boolean;
  /** Stops what this process started; an outside server keeps running. */
  stop(): Promise<void>;
}

/** How to find the database. */
export interface DatabaseWish {
  /** True: a folder without data is made ready; else it is a mistake. */
  readonly mayCreate: boolean;
  /** True: work beside a program that is running on the folder; else only alone. */
  readonly mayShare: boolean;
  readonly log: (sentence: Sentence) => void;
}

/** Opens the database named by the configuration. @throws {StartProblem} */
export async function openDatabase(config: Config, wish: DatabaseWish): Promise<OpenDatabase> {
  if (config.databaseUrl !== undefined) {
    await checkServer(config.databaseUrl);
    return { url: config.databaseUrl, isEmbedded: false, stop: async () => undefined };
  }
  if (!wish.mayCreate && !existsSync(path.join(config.dataDir, 'postgresql', 'PG_VERSION'))) {
    throw problem('problem.noData', { folder: config.dataDir });
  }
  const { findRunningCluster, startCluster } = await import('./cluster/index.ts');
  const running = wish.mayShare ? findRunningCluster(config.dataDir) : null;
  if (running && (await answers(running.url))) return { url: running.url, isEmbedded: true, stop: async () => undefined };
  wish.log(say('say.startingDatabase', { folder: config.dataDir }));
  const cluster = await startCluster({ dataDir: config.dataDir, log: wish.log });
  return { url: cluster.url, isEmbedded: true, stop: cluster.stop };
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3000 });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

const CONNECT_MILLIS = 8000;

/** Guarantees a reachable PostgreSQL ≥ 15 on which the account may do what the program needs. @throws {StartProblem} */
async function checkServer(url: string): Promise<void> {
  const client = openClient(url);
  try {
    await client.connect();
    const result = await client.query<{ version: number; encoding: string; may_roles: boolean; may_create: boolean }>(
      `select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding,
         (select r.rolsuper or r.rolcreaterole from pg_roles r where r.rolname = current_user)
           or (select count(*) = 3 and bool_and(pg_has_role(current_user, r.oid, 'member')) from pg_roles r
               where r.rolname in ('app_owner', 'app_web', 'app_worker')) as may_roles,
         has_database_privilege(current_database(), 'CREATE') as may_create`,
    );
    const found = result.rows[0];
    const place = placeOf(url);
    if (!found || found.version < 150000) throw problem('problem.oldPostgres', place);
    if (found.encoding !== 'UTF8') throw problem('problem.wrongEncoding', { ...place, found: found.encoding });
    if (!found.may_create) throw problem('problem.noRights', { ...place, reason: 'CREATE' });
    if (!found.may_roles) throw problem('problem.noRights', { ...place, reason: 'CREATEROLE' });
  } catch (error) {
    throw toDatabaseProblem(error, url);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function openClient(url: string): pg.Client {
  try {
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: CONNECT_MILLIS,
      application_name: 'khoithong check',
    });
    client.on('error', () => undefined);
    return client;
  } catch (error) {
    // The URL names files (certificates) that are read at once.
    throw toDatabaseProblem(error, url);
  }
}

function placeOf(url: string): { readonly host: string; readonly database: string } {
  const { host, pathname } = new URL(url);
  return { host, database: decodeURIComponent(pathname.slice(1)) };
}

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  '57P03',
  '53300',
]);

/** The one sentence for what a database said; what is none of its business passes unchanged. */
export function toDatabaseProblem(error: unknown, url: string): unknown {
  if (error instanceof StartProblem) return error;
  const place = placeOf(url);
  if (isAppError(error)) {
    if (error.code === 'store.old_postgres') return problem('problem.oldPostgres', place, error);
    if (error.code === 'store.newer_schema') return problem('problem.newerSchema', error.params, error);
    if (error.code === 'store.changed_migration') return problem('problem.changedMigration', error.params, error);
    if (error.code === 'store.read_only_copy') return problem('problem.readOnlyCopy', {}, error);
    return error;
  }
  const { code = '', message = '' } = error as { code?: string; message?: string };
  if (UNREACHABLE.has(code)) return problem('problem.unreachable', { ...place, reason: reasonOf(error) || code }, error);
  if (code === '28P01' || code === '28000') return problem('problem.wrongPassword', place, error);
  if (code === '3D000') return problem('problem.noDatabase', place, error);
  // No table, schema, function or role of ours: nobody has prepared this database yet.
  if (['42P01', '3F000', '42883'].includes(code) || (code === '22023' && /role "app_/.test(message))) {
    return problem('problem.notPrepared', place, error);
  }
  if (code === '42501') return problem('problem.noRights', { ...place, reason: message }, error);
  if (code === 'KT010') return problem('problem.readOnlyCopy', {}, error);
  if (code === '55P03') return problem('problem.busyDatabase', {}, error);
  // The other side closed, kept silent or spoke something else: not the protocol of PostgreSQL.
  if (
    code === 'ECONNRESET' ||
    code === 'EPIPE' ||
    (code === '' && /timeout expired|Connection terminated|message/i.test(message))
  ) {
    return problem('problem.notPostgres', place, error);
  }
  return error;
}
