/** A PostgreSQL of the bench's own, durable and tuned as an administrator would, and databases on it. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startCluster } from '../../src/main/cluster/index.ts';
import { loadGenesis } from '../../src/main/genesis.ts';
import { openStore } from '../../src/main/installation.ts';
import { PLACE, TENANT } from '../../src/main/province.ts';
import { productRegistry } from '../../src/main/registry.ts';
import { findRoot } from '../../src/main/root.ts';
import { migrate, syncTenant } from '../../src/store/migrate.ts';

/** Every commit reaches the disk; memory and checkpoints are set for a machine that serves this alone. */
const TUNED = {
  shared_buffers: '1GB',
  effective_cache_size: '4GB',
  maintenance_work_mem: '256MB',
  max_wal_size: '4GB',
  checkpoint_timeout: '15min',
  wal_buffers: '16MB',
  max_connections: '80',
} as const;

/** The server and what may be done with it. */
export interface BenchServer {
  readonly pid: number;
  readonly dataDir: string;
  urlOf(database: string): string;
  /** Makes a database, anew where there is one; from a template that nobody is connected to, or empty. */
  create(database: string, template?: string): Promise<void>;
  remove(database: string): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the server in a folder of its own, which goes with it; in a folder that is named, what was loaded stays for another run. */
export async function startBenchServer(keep?: string): Promise<BenchServer> {
  const dataDir = keep === undefined ? await mkdtemp(path.join(os.tmpdir(), 'khoithong-bench-')) : path.resolve(keep);
  await mkdir(dataDir, { recursive: true });
  const cluster = await startCluster({ dataDir, durable: true, settings: TUNED });
  const urlOf = (database: string): string => {
    const url = new URL(cluster.url);
    url.pathname = `/${database}`;
    return url.href;
  };
  return {
    pid: cluster.pid,
    dataDir,
    urlOf,
    async create(database, template = 'template0') {
      await runOn(urlOf('postgres'), `drop database if exists ${database} with (force)`);
      await runOn(urlOf('postgres'), `create database ${database} template ${template} encoding 'UTF8'`);
    },
    remove: (database) => runOn(urlOf('postgres'), `drop database if exists ${database} with (force)`),
    async stop() {
      await cluster.stop();
      if (keep === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** One statement as the superuser. */
export async function runOn(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Brings an empty database to a demo province with its organisation and law, without a single dossier of the story. */
export async function prepareBenchProvince(url: string): Promise<void> {
  const root = findRoot(import.meta.url);
  await migrate(url, { root });
  await syncTenant(url, TENANT, PLACE, productRegistry);
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  await owner.query(`insert into app.setting (tenant, name, value) values ($1, 'installation', '"demo"')`, [TENANT]);
  await owner.end();
  const store = openStore(url, 'app_worker', 2);
  try {
    await loadGenesis(store, { demo: true, root });
  } finally {
    await store.pool.end();
  }
}
