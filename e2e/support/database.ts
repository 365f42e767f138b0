/** The database of the product under test, seen by its owner. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import pg from 'pg';
import { findRunningCluster } from '../../src/main/cluster/index.ts';

/** The folder of the product under test. */
export function dataDir(): string {
  const folder = process.env['E2E_DATA_DIR'];
  if (folder === undefined) throw new Error('the product under test was not started by the global setup');
  return folder;
}

/** Where the database of the product under test listens. */
export function databaseUrl(): string {
  const cluster = findRunningCluster(dataDir());
  if (!cluster) throw new Error(`no database is running in ${dataDir()}`);
  return cluster.url;
}

/** Asks the database directly, past every wall of the product. */
export async function query<T extends pg.QueryResultRow>(sql: string, params: readonly unknown[] = []): Promise<readonly T[]> {
  const client = new pg.Client({ connectionString: databaseUrl() });
  await client.connect();
  try {
    return (await client.query<T>(sql, [...params])).rows;
  } finally {
    await client.end();
  }
}

/** Runs `khoithong verify` on the product under test while it goes on running. */
export async function verifyRecord(): Promise<{ readonly code: number; readonly output: string }> {
  const program = path.resolve(import.meta.dirname, '../../bin/khoithong.mjs');
  const child = spawn(process.execPath, [program, 'verify', '--data', dataDir()], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const read = (chunk: Buffer) => {
    output += chunk.toString('utf8');
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  const [code] = (await once(child, 'close')) as [number];
  return { code, output };
}
