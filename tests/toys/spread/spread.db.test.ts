import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { carryOutFollowUp, resumeEffects, SPREAD_PAGE, spreadPage } from '../../../src/jobs/index.ts';
import type { DossierId } from '../../../src/kernel/ids.ts';
import { openPool } from '../../../src/store/database.ts';
import { readDossier } from '../../../src/store/read/dossier.ts';
import { createStore, type Store } from '../../../src/store/store.ts';
import { verify } from '../../../src/store/verify.ts';
import { createWorld, type World } from '../../support/world.ts';
import { atSize, isFull } from '../size.ts';
import { keptFileKind, moveOrderKind } from './kind.ts';

const FILES = atSize(10_000, 600);
const PER_ACT = 20;
const LOCKED = 3;
const CLOSED = 2;

let world: World;
let workers: readonly [Store, Store];
let order: DossierId;
let after: DossierId;

const underWay = async () => (await readDossier(world.store, await world.ask('C1-head'), order)).underWay;
const count = async (sql: string): Promise<number> => {
  const [row] = await world.admin<{ n: number }>(`select count(*)::int as n from ${sql}`);
  return row?.n ?? -1;
};
const moved = () => count(`app.act where name = 'move'`);

beforeAll(
  async () => {
    world = await createWorld({ kinds: [keptFileKind, moveOrderKind] });
    const worker = () => createStore(openPool(world.adminUrl, 'app_worker'), world.store.tenant, world.store.registry);
    workers = [worker(), worker()];
    const draft = { kind: 'move-order', act: 'draft', body: { from: 'C1', to: 'C2' } };
    order = (await world.act('C1-clerk', draft)).dossier;
    for (let i = 0; i < FILES; i += PER_ACT)
      await world.act('C1-clerk', { dossier: order, act: 'fill', body: { count: PER_ACT } });
    const files = await world.admin<{ id: DossierId }>(
      `select id from app.dossier where kind = 'kept-file' order by id limit $1`,
      [LOCKED + CLOSED],
    );
    for (const [i, { id }] of files.entries())
      await world.act('C1-clerk', { dossier: id, act: i < LOCKED ? 'lock' : 'close', body: {} });
  },
  isFull ? 1_800_000 : 300_000,
);
afterAll(async () => {
  for (const { pool } of workers) await pool.end();
  await world.close();
});

describe('one act that moves every file of a unit', () => {
  test('is a small transaction: what is asked for is written, whom it reaches is found afterwards', async () => {
    await world.act('C1-head', { dossier: order, act: 'sign', body: {} });
    after = (await world.act('C1-staff', { kind: 'kept-file', act: 'keep', body: { name: 'after', unit: 'C1' } })).dossier;
    expect(await count('app.follow_up')).toBe(0);
    expect(await count(`app.spread where not finished and cause_dossier = '${order}'`)).toBe(1);
    expect(await count(`graphile_worker.jobs where task_identifier = 'spread'`)).toBe(await count('app.spread'));
    expect(await underWay()).toBe(1);
  });

  test('goes a page at a time, and its page says how many are still under way', async () => {
    const key = await spreadKey();
    expect(await spreadPage(workers[0], key)).toEqual({ done: SPREAD_PAGE - LOCKED, refused: LOCKED, more: true });
    expect(await underWay()).toBe(FILES - CLOSED - SPREAD_PAGE);
    expect(await moved()).toBe(SPREAD_PAGE - LOCKED);
  });

  test('a worker killed in the middle of a page leaves nothing half done, and another carries on', async () => {
    const key = await spreadKey();
    const victim = createStore(openPool(world.adminUrl, 'app_worker'), world.store.tenant, world.store.registry);
    victim.pool.on('connect', (client) => client.on('error', () => undefined));
    const dying = spreadPage(victim, key).catch((error: unknown) => error);
    await expect.poll(moved, { timeout: 20_000, interval: 5 }).toBeGreaterThan(SPREAD_PAGE + 5);
    const killer = new pg.Client({ connectionString: world.adminUrl });
    await killer.connect();
    await victim.pool.end().catch(() => undefined);
    await killer.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = current_user
      and application_name = 'khoithong app_worker' and state <> 'idle' and pid <> pg_backend_pid()`);
    await killer.end();
    expect(await dying).toBeInstanceOf(Error);
    const left = await count('app.follow_up where done_seq is null and refused is null');
    expect(left).toBeGreaterThan(0);
    expect(await moved()).toBe(2 * SPREAD_PAGE - LOCKED - left);
    expect(await resumeEffects(workers[0], undefined, 3600)).toBe(0);
  });

  test('two workers at once do each once', async () => {
    const key = await spreadKey();
    const all = async (store: Store) => {
      while ((await spreadPage(store, key)).more);
    };
    await Promise.all([all(workers[0]), all(workers[1]), resumeEffects(workers[1], undefined, 0)]);
    await resumeEffects(workers[0], undefined, 0);
    expect(await underWay()).toBe(0);
    const expected = FILES - CLOSED - LOCKED;
    expect(await moved()).toBe(expected);
    expect(await count(`app.dossier where kind = 'kept-file' and state->>'moves' = '1' and unit = 'C2' and seq = 2`)).toBe(
      expected,
    );
    expect(await count('app.follow_up where done_seq = 2')).toBe(expected);
    expect(await count(`app.follow_up where refused = 'kept-file.locked'`)).toBe(LOCKED);
  }, 300_000);

  test('leaves alone what was closed before, locked, or opened later', async () => {
    const rows = await world.admin<{ id: string; stage: string; locked: boolean }>(
      `select id, stage, (state->'locked')::boolean as locked from app.dossier where kind = 'kept-file' and unit = 'C1'`,
    );
    expect(rows.filter((r) => r.locked)).toHaveLength(LOCKED);
    expect(rows.filter((r) => r.stage === 'closed')).toHaveLength(CLOSED);
    expect(rows.filter((r) => !r.locked && r.stage !== 'closed').map((r) => r.id)).toEqual([after]);
  });

  test('done again, whole or one by one, changes nothing', async () => {
    const key = await spreadKey();
    const before = await moved();
    expect(await spreadPage(workers[1], key)).toEqual({ done: 0, refused: 0, more: false });
    expect(await carryOutFollowUp(workers[1], { ...key, n: 7 })).toBe('settled-before');
    expect(await moved()).toBe(before);
  });

  test('grows by one act and one page row for each file, and verification finds nothing', async () => {
    const report = await verify(workers[0]);
    expect(report.differences).toEqual([]);
    expect(await count('app.follow_up')).toBe(FILES - CLOSED);
    expect(await count(`app.follow_up where body <> '{}' and done_seq is not null`)).toBe(0);
  }, 120_000);

  test('verification names an effect whose act is not there', async () => {
    await world.admin(`update app.follow_up set done_seq = 1 where cause_dossier = $1 and n = 7`, [order]);
    const report = await verify(workers[0]);
    expect(report.differences.map((d) => [d.code, d.where])).toEqual([['orphan', 'follow_up.done_seq']]);
  }, 120_000);
});

async function spreadKey() {
  const [row] = await world.admin<{ seq: number; n: number }>(
    'select cause_seq as seq, n from app.spread where cause_dossier = $1',
    [order],
  );
  return { dossier: order, seq: row?.seq ?? 0, n: row?.n ?? 0 };
}
