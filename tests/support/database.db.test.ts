import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { createTestDatabase } from './database.ts';

const databases = await Promise.all([createTestDatabase(), createTestDatabase()]);
afterAll(async () => {
  await Promise.all(databases.map((database) => database.drop()));
});

async function ask(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<unknown[]>({ text: statement, rowMode: 'array' })).rows.map((row) => row[0]);
  } finally {
    await client.end();
  }
}

test('what one test file writes the other never sees', async () => {
  const [mine, theirs] = databases;
  await ask(mine?.url ?? '', 'create table mine (v int)');
  expect(await ask(theirs?.url ?? '', `select to_regclass('mine')::text`)).toEqual([null]);
});

test('the server is PostgreSQL 15 or newer and speaks UTF8', async () => {
  const url = databases[0]?.url ?? '';
  expect(Number(String((await ask(url, 'show server_version_num'))[0])) >= 150000).toBe(true);
  expect(await ask(url, 'show server_encoding')).toEqual(['UTF8']);
});
