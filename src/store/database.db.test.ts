import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { createTestDatabase } from '../../tests/support/database.ts';
import { openPool, queryOnce, toAppError } from './database.ts';

const database = await createTestDatabase();
const pool = openPool(database.url, 'app_web', 1);

afterAll(async () => {
  await pool.end();
  await database.drop();
});

const pid = async () => (await queryOnce<{ pid: number }>(pool, { text: 'select pg_backend_pid() as pid' })).rows[0]?.pid;

test('a statement that is refused keeps its connection, one whose connection ended gets another', async () => {
  const before = await pid();
  const refused = await queryOnce(pool, { text: 'do $$ begin raise disk_full; end $$' }).catch((error: unknown) =>
    toAppError(error),
  );
  expect(refused).toMatchObject({ code: 'store.full', category: 'unavailable' });
  expect(await pid()).toBe(before);
  const waiting = queryOnce(pool, { text: 'select pg_sleep(60)' }).catch((error: unknown) => toAppError(error));
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  await owner.query('select pg_terminate_backend($1)', [before]);
  await owner.end();
  const lost = await waiting;
  expect(lost).toMatchObject({ code: 'store.unavailable' });
  expect(await pid()).not.toBe(before);
});
