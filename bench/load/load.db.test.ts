import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asInstant } from '../../src/kernel/time.ts';
import { openStore } from '../../src/main/installation.ts';
import { TENANT } from '../../src/main/province.ts';
import { productRegistry } from '../../src/main/registry.ts';
import { openBulkDoor } from '../../src/store/bulk/door.ts';
import { BULK_COLUMNS, emptyLines } from '../../src/store/bulk/record-rows.ts';
import { readAs } from '../../src/store/database.ts';
import type { Store } from '../../src/store/store.ts';
import { describeDifference, verify } from '../../src/store/verify.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { openLog } from '../../tests/support/open-log.ts';
import { prepareBenchProvince } from '../server/cluster.ts';
import { liveThrough } from './life.ts';
import { type LoadReport, loadDossiers } from './load.ts';
import { openYears } from './maker.ts';
import { LIVES, planDossier } from './plan.ts';

const DOSSIERS = 300;

let database: TestDatabase;
let store: Store;
let loaded: LoadReport;

beforeAll(async () => {
  database = await createTestDatabase();
  await prepareBenchProvince(database.url);
  loaded = await loadDossiers({ ownerUrl: database.url, tenant: TENANT, dossiers: DOSSIERS, processes: 1 });
  store = openStore(database.url, 'app_worker', 2);
}, 120_000);

afterAll(async () => {
  await store?.pool.end();
  await database?.drop();
});

async function countActs(name: string): Promise<number> {
  return readAs(store.pool, { tenant: TENANT, person: null, keys: ['system'] }, async (client) => {
    const { rows } = await client.query<{ n: number }>('select count(*)::int as n from app.act where name = $1', [name]);
    return rows[0]?.n ?? 0;
  });
}

async function countIndexes(of: Store): Promise<number> {
  const { rows } = await of.pool.query<{ n: number }>("select count(*)::int as n from pg_indexes where schemaname = 'app'");
  return rows[0]?.n ?? 0;
}

/** Every life is lived when LIVES=all; otherwise one of five, of which each sort is among them. A load says loudly when any other fails. */
const EVERY = process.env['LIVES'] === 'all' ? 1 : 5;

test('every life obeys the rules of its kind, silences and all', async () => {
  const { years, era } = await openYears(database.url, TENANT, productRegistry, asInstant(Date.now()));
  const acts = new Set<string>();
  for (let life = 0; life < LIVES; life += EVERY) {
    const { lives } = liveThrough(years, planDossier(life, era), era.until, (series) => `${series}-0`);
    for (const decided of lives.flat()) acts.add(`${decided.kind.name}.${decided.act.name}`);
  }
  expect([...acts]).toEqual(expect.arrayContaining(['obstacle.confirm', 'obstacle.lapse', 'task.assign', 'task.verify']));
}, 300_000);

test('a second load goes on where the first ended, and verification finds every loaded dossier whole', async () => {
  expect(loaded.dossiers).toBeGreaterThanOrEqual(DOSSIERS);
  const more = await loadDossiers({ ownerUrl: database.url, tenant: TENANT, dossiers: 100, from: DOSSIERS, processes: 1 });
  const report = await verify(store);
  expect(report.differences.map((difference) => describeDifference(difference).en)).toEqual([]);
  expect(report.acts).toBeGreaterThanOrEqual(loaded.acts + more.acts);
});

test('its leaves enter the ledger in the order in which their acts were written', async () => {
  const log = await openLog({ adminUrl: database.url, store });
  try {
    expect(await log.sequence()).toBeGreaterThanOrEqual(loaded.acts);
    const report = await verify(store);
    expect(report.differences.map((difference) => describeDifference(difference).en)).toEqual([]);
  } finally {
    await log.close();
  }
});

test('the load leaves silences behind, and every index it took away stands again', async () => {
  expect(await countActs('lapse')).toBeGreaterThan(0);
  expect(await countActs('verify')).toBeGreaterThan(0);
  const fresh = await createTestDatabase();
  const other = openStore(fresh.url, 'app_worker', 1);
  try {
    expect(await countIndexes(store)).toBe(await countIndexes(other));
  } finally {
    await other.pool.end();
    await fresh.drop();
  }
});

test('a receipt that another dossier has is drawn again', async () => {
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  const door = await openBulkDoor(database.url);
  try {
    const columns = BULK_COLUMNS.dossier.map((name) => `"${name}"`).join(', ');
    const stream = owner.query(
      copyTo(`copy (select ${columns} from app.dossier where kind = 'task' order by id limit 1) to stdout`),
    );
    const line = await text(stream);
    const [id = '', receipt = ''] = [line.split('\t')[1], line.split('\t')[BULK_COLUMNS.dossier.indexOf('receipt')]];
    // Two of one stretch that are alike, and like one that is there already.
    const twins = [randomUUID(), randomUUID()];
    const dossier = twins.map((twin) => {
      const cells = line.replace(id, twin).split('\t');
      cells[BULK_COLUMNS.dossier.indexOf('number')] = '\\N';
      return cells.join('\t');
    });
    await door.write({ ...emptyLines(), dossier });
    const { rows } = await owner.query<{ receipt: string }>('select receipt from app.dossier where id = any ($1)', [twins]);
    for (const row of rows) expect(row.receipt).toMatch(/^\w{4}-\w{4}$/);
    expect(new Set([receipt, ...rows.map((row) => row.receipt)]).size).toBe(3);
  } finally {
    await door.close();
    await owner.end();
  }
});

test('the owner door opens for none of the program’s own roles', async () => {
  const url = new URL(database.url);
  url.searchParams.set('options', '-c role=app_worker');
  await expect(openBulkDoor(url.href)).rejects.toThrow('store.not_the_owner');
});
