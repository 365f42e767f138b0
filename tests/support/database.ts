import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { databaseUrl } from './database-url.ts';
import type {} from './global-setup.ts';

/** A migrated database of one test file, nobody else's. */
export interface TestDatabase {
  /** Superuser URL of this database. */
  readonly url: string;
  /** Removes the database, ending connections that are still open. */
  drop(): Promise<void>;
}

/**
 * Returns a fresh clone of the migrated template, or of a database of the test's own that nobody is connected to; the caller
 * drops it in `afterAll`.
 */
export async function createTestDatabase(like?: TestDatabase): Promise<TestDatabase> {
  const server = inject('testServerUrl');
  const name = `kt_test_${randomBytes(6).toString('hex')}`;
  const template = like === undefined ? inject('testTemplate') : new URL(like.url).pathname.slice(1);
  await runOnServer(server, `create database ${name} template ${template}`);
  return {
    url: databaseUrl(server, name),
    drop: () => runOnServer(server, `drop database if exists ${name} with (force)`),
  };
}

/** Returns an empty, unmigrated database, for tests of the migrations themselves. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  const server = inject('testServerUrl');
  const name = `kt_empty_${randomBytes(6).toString('hex')}`;
  await runOnServer(server, `create database ${name} template template0 encoding 'UTF8'`);
  return {
    url: databaseUrl(server, name),
    drop: () => runOnServer(server, `drop database if exists ${name} with (force)`),
  };
}

async function runOnServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
