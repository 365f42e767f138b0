/** After an upgrade keys and search entries are written anew, batch by batch, whatever else goes on meanwhile. */
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toyKind } from '../../tests/support/toy-kind.ts';
import { createWorld, type World } from '../../tests/support/world.ts';
import type { DossierId } from '../kernel/ids.ts';
import { openPool } from './database.ts';
import { refreshAccess } from './refresh-access.ts';
import { createStore, type Store } from './store.ts';
import { describeDifference, verify } from './verify.ts';

const MANY = 130;
const ACTED = 15;

let world: World;
let store: Store;
const asked: DossierId[] = [];

beforeAll(async () => {
  world = await createWorld({ kinds: [toyKind], limits: { 'toy.register': 1, 'toy.answer': 5 } });
  store = createStore(openPool(world.adminUrl, 'app_worker', 2), world.store.tenant, world.store.registry);
  await world.setClock('2026-11-16T02:00:00Z');
  for (let n = 0; n < MANY; n++) {
    const body = { what: `Bến phà thứ ${n}`, unit: 'C1', hide: 'no' };
    asked.push((await world.act('C2-staff', { kind: 'toy', act: 'ask', body })).dossier);
  }
});
afterAll(async () => {
  await store.pool.end();
  await world.close();
});

/** As a program with other rules would have left it. */
async function makeOld(): Promise<void> {
  await world.admin(`update app.dossier set read_keys = read_keys || '{post:cũ}', title = 'cũ' where kind = 'toy'`);
  await world.admin(
    `update app.search_entry e set tags = '{system}', words = 'cu' from app.dossier d where d.id = e.dossier and d.kind = 'toy'`,
  );
  await world.admin(`delete from app.setting where name like 'access.%'`);
}

async function refresh(): Promise<number> {
  const client = new pg.Client({ connectionString: world.adminUrl });
  // Its end is what one of the tests is about.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await refreshAccess(client, world.store.tenant, world.store.registry);
  } finally {
    await client.end();
  }
}

const differences = async () => (await verify(store)).differences.map(describeDifference);

test('two programs that start at once share the work, while people act', async () => {
  await makeOld();
  const acted = (async () => {
    for (const dossier of asked.slice(-ACTED)) await world.act('C1-clerk', { dossier, act: 'register', body: {} });
  })();
  const [one, other] = await Promise.all([refresh(), refresh(), acted]);
  // Whoever acted first wrote the new keys already.
  expect(one + other).toBeLessThanOrEqual(MANY);
  expect(one + other).toBeGreaterThanOrEqual(MANY - ACTED);
  expect(await differences()).toEqual([]);
  expect(await refresh()).toBe(0);
});

test('what broke off goes on where it stopped', async () => {
  await makeOld();
  const [{ total } = { total: 0 }] = await world.admin<{ total: number }>(
    `select count(*)::int as total from app.dossier where kind = 'toy'`,
  );
  const holder = new pg.Client({ connectionString: world.adminUrl });
  await holder.connect();
  await holder.query(
    `begin; select 1 from app.dossier where id = (select max(id::text)::uuid from app.dossier where kind = 'toy') for update`,
  );
  const broken = refresh().then(
    () => 'done',
    () => 'broken',
  );
  const waiting = `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like 'update app.dossier%'`;
  let pid: number | undefined;
  while (pid === undefined) pid = (await world.admin<{ pid: number }>(waiting))[0]?.pid;
  await world.admin('select pg_terminate_backend($1)', [pid]);
  expect(await broken).toBe('broken');
  await holder.query('rollback');
  await holder.end();
  const [{ fresh } = { fresh: 0 }] = await world.admin<{ fresh: number }>(
    `select count(*)::int as fresh from app.dossier where kind = 'toy' and title <> 'cũ'`,
  );
  expect(fresh).toBeGreaterThan(0);
  expect(fresh).toBeLessThan(total);
  expect(await refresh()).toBe(total - fresh);
  expect(await differences()).toEqual([]);
});

test('an erased text leaves title and search entry', async () => {
  const [dossier] = asked;
  await world.admin(
    `update app.vault set value = null, salt = null, erased_by = '12-QĐ/TU' where dossier = $1 and name = 'body/what'`,
    [dossier],
  );
  await world.admin(`delete from app.setting where name = 'access.version'`);
  expect(await refresh()).toBe(1);
  expect(await differences()).toEqual([]);
});
