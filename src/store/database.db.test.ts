import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { layWire } from '../../tests/support/cuttable-wire.ts';
import { createTestDatabase } from '../../tests/support/database.ts';
import { connect, isUndone, openPool, queryOnce, toAppError } from './database.ts';

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

test('what an error means for its connection is told by its code, in whatever language the server speaks', () => {
  const said = (code: string) => Object.assign(new pg.DatabaseError('…', 1, 'error'), { severity: 'LỖI', code });
  for (const code of ['23505', 'KT001', '53100', '42501', '55P03', '40001'])
    expect([code, isUndone(said(code))]).toEqual([code, true]);
  for (const code of ['57P01', '57P02', '08006', '25P03', 'XX000']) expect([code, isUndone(said(code))]).toEqual([code, false]);
  expect(isUndone(new Error('Connection terminated unexpectedly'))).toBe(false);
  expect(isUndone(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }))).toBe(false);
});

test('a connection lost between two statements of somebody ends that work and not the program', async () => {
  const wire = await layWire(database.url);
  const pool = openPool(wire.url, 'app_web', 2);
  const uncaught: unknown[] = [];
  const hear = (fault: unknown) => uncaught.push(fault);
  process.on('uncaughtException', hear);
  try {
    const client = await connect(pool);
    await client.query('begin');
    wire.cut();
    await expect.poll(() => (client as unknown as { _queryable: boolean })._queryable).toBe(false);
    await expect(client.query('select 1').catch((error: unknown) => Promise.reject(toAppError(error)))).rejects.toMatchObject({
      code: 'store.unavailable',
    });
    client.release(true);
    wire.mend();
    expect((await queryOnce<{ one: number }>(pool, { text: 'select 1 as one' })).rows).toEqual([{ one: 1 }]);
    expect(uncaught).toEqual([]);
  } finally {
    process.off('uncaughtException', hear);
    await pool.end();
    await wire.close();
  }
});
