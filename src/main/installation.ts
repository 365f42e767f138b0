/** The one province of this installation, and its database brought to where the program can work with it. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { asInstant } from '../kernel/time.ts';
import { type AppRole, openPool } from '../store/database.ts';
import { migrate, syncTenant } from '../store/migrate.ts';
import { createStore, type Store } from '../store/store.ts';
import type { StoreWatch } from '../store/watch.ts';
import type { Config } from './config.ts';
import { findCopiedAt } from './copied-at.ts';
import { type OpenDatabase, toDatabaseProblem } from './database.ts';
import { PLACE, TENANT } from './province.ts';
import { productRegistry } from './registry.ts';
import { refuseHalfRestored } from './restore/set-aside.ts';
import type { Sentence } from './start-problem.ts';
import { backUpBeforeUpgrade } from './upgrade-backup.ts';
import { problem, say } from './words.ts';

/** A store working as one role; the caller ends its pool. */
export function openStore(url: string, role: AppRole, connections = 10, watch?: StoreWatch): Store {
  return createStore(openPool(url, role, connections), TENANT, productRegistry, watch);
}

/** Names of the migrations this program knows. */
export async function listMigrations(root: string): Promise<readonly string[]> {
  const names = await readdir(path.join(root, 'src/store/migrations'));
  return names.filter((name) => name.endsWith('.sql')).sort();
}

/**
 * Applies what is missing, after a backup where there was something before, and writes the declarations of the kinds down. A
 * read-only copy is left as it is.
 * @throws {StartProblem} also when the backup could not be written: then nothing was upgraded
 */
export async function prepareSchema(database: OpenDatabase, { config, root, log }: ProvinceWish): Promise<readonly string[]> {
  const { url } = database;
  try {
    await refuseHalfRestored(url);
    const beforeUpgrade = (steps: readonly string[]) => backUpBeforeUpgrade({ url, root, folder: config.backupDir, steps, log });
    const { applied } = await migrate(url, { root, beforeUpgrade });
    if ((await findCopiedAt(url)) === null) await syncTenant(url, TENANT, PLACE, productRegistry);
    return applied;
  } catch (error) {
    throw toDatabaseProblem(error, database.url);
  }
}

/** Guarantees a database at exactly the steps this program knows, for commands that change none of them. @throws {StartProblem} */
export async function requireSchema(database: OpenDatabase, root: string): Promise<void> {
  const known = await listMigrations(root);
  const client = new pg.Client({ connectionString: database.url });
  try {
    await refuseHalfRestored(database.url);
    await client.connect();
    const { rows } = await client.query<{ name: string }>('select name from app.schema_migration order by name');
    const applied = rows.map((row) => row.name);
    const newer = applied.find((name) => !known.includes(name));
    if (newer !== undefined) throw problem('problem.newerSchema', { name: newer });
    const missing = known.find((name) => !applied.includes(name));
    if (missing !== undefined) throw problem('problem.olderSchema', { name: missing });
  } catch (error) {
    throw toDatabaseProblem(error, database.url);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** What the database holds. */
export interface Holding {
  readonly dossiers: number;
  /** True when its people are the invented ones; null before anything was loaded. */
  readonly isDemo: boolean | null;
}

/** Counts what is there, as the system. */
export async function readHolding(pool: pg.Pool): Promise<Holding> {
  const client = await pool.connect();
  try {
    await client.query('begin read only');
    await client.query("select app.set_identity($1, '', 'system')", [TENANT]);
    const result = await client.query<Holding>(
      `select (select count(*)::int from app.dossier) as dossiers,
         (select s.value = '"demo"' from app.setting s where s.name = 'installation') as "isDemo"`,
    );
    await client.query('commit');
    return result.rows[0] ?? { dossiers: 0, isDemo: null };
  } finally {
    client.release();
  }
}

/** What preparing the province needs to know. */
export interface ProvinceWish {
  readonly config: Config;
  readonly root: string;
  readonly log: (sentence: Sentence) => void;
}

/**
 * Guarantees that the province is there: loads it into an empty database, goes on where an interrupted loading stopped.
 * What it is, demonstration or real, was decided when it was first loaded.
 * @throws {StartProblem} a demonstration was asked for where real data is
 */
export async function prepareProvince(database: OpenDatabase, store: Store, wish: ProvinceWish): Promise<Holding> {
  const { config, root, log } = wish;
  const before = await readHolding(store.pool);
  const isReal = before.isDemo === false || (before.isDemo === null && before.dossiers > 0);
  if (isReal && config.demo && config.isDemoGiven) throw problem('problem.notEmpty');
  if (isReal && config.demo) log(say('say.noDemoHere'));
  const demo = before.isDemo ?? (config.demo && !isReal);
  if (before.isDemo === null) await writeMode(database.url, demo);
  if (before.dossiers === 0) log(say(demo ? 'say.loadingDemo' : 'say.loading'));
  const { loadGenesis } = await import('./genesis.ts');
  await loadGenesis(store, { demo, root });
  if (demo) await tellDemo(store, log);
  return readHolding(store.pool);
}

const PROGRESS_MILLIS = 2000;

/** What happened in the demo province so far; told once. */
async function tellDemo(store: Store, log: (sentence: Sentence) => void): Promise<void> {
  const { tellStory } = await import('./demo/tell-story.ts');
  let said = performance.now();
  await tellStory(store, {
    now: asInstant(Date.now()),
    onProgress: ({ done, of }) => {
      if (performance.now() - said < PROGRESS_MILLIS) return;
      said = performance.now();
      log(say('say.telling', { done, of }));
    },
  });
}

/** Written before the first decision is loaded, so that an interrupted loading is completed as what it began as. */
async function writeMode(url: string, demo: boolean): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('begin');
    await client.query('set local role app_owner');
    await client.query("select app.set_identity($1, '', 'system')", [TENANT]);
    await client.query(
      "insert into app.setting (tenant, name, value) values ($1, 'installation', to_jsonb($2::text)) on conflict do nothing",
      [TENANT, demo ? 'demo' : 'work'],
    );
    await client.query('commit');
  } finally {
    await client.end();
  }
}
