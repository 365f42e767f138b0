/** Room for a restore: what a database holds is set aside, dropped when the new stands, put back when it does not. */
import pg from 'pg';
import { problem } from '../words.ts';

/** Stands from the first change of a restore to its last; a database that has it is neither the old nor the new. */
const MARK = 'khoithong_restore';
const OURS = ['app', 'graphile_worker'] as const;
const asideOf = (schema: string) => `${schema}_before_restore`;

/** Runs work on a connection that may change schemas. */
export async function onDatabase<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'khoithong restore' });
  // A connection lost is said by the query at hand; without a listener it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function isThere(client: pg.Client, schema: string): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>('select to_regnamespace($1) is not null as found', [schema]);
  return rows[0]?.found ?? false;
}

/** Guarantees that no restore was left half done here. @throws {StartProblem} */
export async function refuseHalfRestored(url: string): Promise<void> {
  if (await onDatabase(url, (client) => isThere(client, MARK))) throw problem('problem.halfRestored');
}

/**
 * Makes room: refuses a database that holds something, unless it may be replaced, and one that others are working on. What an
 * interrupted restore left is put right first.
 * @throws {StartProblem} nothing was changed
 */
export async function makeRoom(url: string, mayReplace: boolean): Promise<void> {
  await onDatabase(url, async (client) => {
    await refuseInUse(client);
    if (await isThere(client, MARK)) await putBackOn(client);
    const holds = (await Promise.all(OURS.map(async (schema) => ((await isThere(client, schema)) ? [schema] : [])))).flat();
    if (holds.length > 0 && !mayReplace) throw problem('problem.holdsSomething');
    await client.query('begin');
    await client.query(`create schema ${MARK}`);
    for (const schema of holds) await client.query(`alter schema ${schema} rename to ${asideOf(schema)}`);
    await client.query('commit');
  });
}

/** Ends a restore that succeeded: what was set aside is gone. */
export async function dropSetAside(url: string): Promise<void> {
  await onDatabase(url, (client) => client.query(`drop schema if exists ${[...OURS.map(asideOf), MARK].join(', ')} cascade`));
}

/** Ends a restore that failed: everything is as it was before. */
export async function putBack(url: string): Promise<void> {
  await onDatabase(url, putBackOn);
}

async function putBackOn(client: pg.Client): Promise<void> {
  await client.query('begin');
  await client.query(`drop schema if exists ${OURS.join(', ')} cascade`);
  for (const schema of OURS) {
    if (await isThere(client, asideOf(schema))) await client.query(`alter schema ${asideOf(schema)} rename to ${schema}`);
  }
  await client.query(`drop schema if exists ${MARK} cascade`);
  await client.query('commit');
}

/** Sessions of the program on the same database; those of other accounts are seen by name only where rights allow. */
async function refuseInUse(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select application_name as name from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and application_name ~ '^(khoithong|app_)' limit 1`,
  );
  if (rows.length > 0) throw problem('problem.inUse');
}
