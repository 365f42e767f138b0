/** The log of readings on a real database: who is noted, who is told, and what a leaf commits to. */
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Kind } from '../../src/dossier/kind.ts';
import { createRegistry } from '../../src/dossier/registry.ts';
import { createTasks } from '../../src/jobs/index.ts';
import { objectionKind } from '../../src/kinds/objection/index.ts';
import { hashLeaf } from '../../src/ledger/leaf.ts';
import { digestAll } from '../../src/ledger/read-batch.ts';
import type { Performed } from '../../src/store/command.ts';
import { openPool } from '../../src/store/database.ts';
import { sequenceOnce } from '../../src/store/ledger/sequence.ts';
import { type Purpose, readPurpose, statePurpose } from '../../src/store/read/closed.ts';
import { readDossier } from '../../src/store/read/dossier.ts';
import { readReadings } from '../../src/store/read/readings.ts';
import { createStore, type Store } from '../../src/store/store.ts';
import { verify } from '../../src/store/verify.ts';
import { inspector, objectionLaw, objectionLimits, objectionReport } from '../support/inspector.ts';
import { openLog } from '../support/open-log.ts';
import { toyKind } from '../support/toy-kind.ts';
import { createWorld, type World } from '../support/world.ts';

const silentLog = { info: () => undefined, warn: () => undefined, error: () => undefined };
const CHECK: Purpose = { code: 'inspection', words: '' };

let world: World;
let pool: pg.Pool;
let worker: Store;
let open: Performed;
let hidden: Performed;

const events = () =>
  world.admin<{
    reader: string;
    key: string;
    post: string | null;
    purpose: string;
    what: string;
    times: number;
    subjects: string[];
  }>('select reader, key, post, purpose, what, times, subjects from app.read_event order by at, id');
const round = () => createTasks({ pool, store: worker, log: silentLog })['lapses']?.({}, {} as never);
const read = async (person: string, of: Performed, purpose?: Purpose) =>
  readDossier(world.store, await world.ask(person), of.dossier, { what: 'page', ...(purpose ? { purpose } : {}) });
const told = async (person: string) => (await readReadings(world.store, await world.ask(person), { limit: 50, skip: 0 })).rows;

beforeAll(async () => {
  world = await createWorld({
    kinds: [objectionKind, toyKind],
    limits: { ...objectionLimits, 'toy.register': 2, 'toy.answer': 5 },
    rows: [...inspector, ...objectionLaw],
  });
  pool = openPool(world.adminUrl, 'app_worker');
  worker = createStore(pool, world.store.tenant, world.store.registry);
  await world.setClock('2026-11-23T02:05:00Z');
  open = await world.act('D1-staff', objectionReport());
  hidden = await world.act('C1-staff', objectionReport({ seen: 'superior-only' }));
});
afterAll(async () => {
  await pool.end();
  await world.close();
});

describe('a reading', () => {
  test('of one’s own report is no event', async () => {
    await read('D1-staff', open);
    await read('C1-staff', hidden);
    expect(await events()).toEqual([]);
  });

  test('by somebody without a part in it needs a purpose, and leaves nothing behind before it has one', async () => {
    await expect(read('P-inspector', open)).rejects.toMatchObject({
      code: 'reading.purpose_needed',
      params: { dossier: open.dossier, kind: 'objection' },
    });
    expect(await events()).toEqual([]);
  });

  test('that is refused leaves no trace and is answered as what does not exist', async () => {
    await expect(read('D2-staff', open, CHECK)).rejects.toMatchObject({ code: 'dossier.not_found' });
    await expect(statePurpose(world.store, await world.ask('D2-staff'), open.dossier, CHECK)).rejects.toMatchObject({
      code: 'dossier.not_found',
    });
    expect(await events()).toEqual([]);
    expect(await world.admin('select 1 from app.read_purpose')).toEqual([]);
  });

  test('by whoever must answer is noted with the post and an evident purpose', async () => {
    await read('D1-head', open);
    expect(await events()).toEqual([
      {
        reader: 'D1-head',
        key: 'post:D1.head',
        post: 'D1.head',
        purpose: 'handling',
        what: 'page',
        times: 1,
        subjects: ['D1-staff'],
      },
    ]);
  });

  test('for a stated purpose is noted with it, and again within the minute counts up', async () => {
    await read('P-inspector', open, CHECK);
    await read('P-inspector', open, CHECK);
    expect((await events()).slice(1)).toMatchObject([
      { reader: 'P-inspector', key: 'role:inspector', post: 'P.inspector', purpose: 'inspection', times: 2 },
    ]);
  });

  test('goes on for a purpose stated once, and for no other dossier', async () => {
    const asker = await world.ask('P-inspector');
    await statePurpose(world.store, asker, hidden.dossier, readPurpose('other', 'Theo thư của Tỉnh ủy'));
    await read('P-inspector', hidden);
    expect((await events()).at(-1)).toMatchObject({ purpose: 'other', subjects: ['C1-staff'] });
    const another = await world.act('D1-staff', objectionReport());
    await expect(read('P-inspector', another)).rejects.toMatchObject({ code: 'reading.purpose_needed' });
    await world.admin("update app.read_purpose set at = at - interval '9 hours'");
    await expect(read('P-inspector', hidden)).rejects.toMatchObject({ code: 'reading.purpose_needed' });
  });

  test.each([
    ['handling', 'x'],
    ['other', ''],
    ['inspection', 'x'.repeat(201)],
  ])('is not for «%s»', (code, words) => {
    expect(() => readPurpose(code, words)).toThrow(/reading.purpose/);
  });

  test('of an unrestricted dossier asks nothing more of the database', async () => {
    const toy = await world.act('C2-staff', {
      kind: 'toy',
      act: 'ask',
      body: { what: 'Một việc thường', unit: 'C1', hide: 'no' },
    });
    const before = (await events()).length;
    await read('C1-clerk', toy);
    expect(await events()).toHaveLength(before);
  });
});

describe('those a dossier concerns', () => {
  test('are told who read it, when, by which post and what for; nobody else is told anything', async () => {
    expect(await told('D1-staff')).toMatchObject([
      { reader: 'P-inspector', post: 'P.inspector', purpose: 'inspection', times: 2, dossier: { receipt: open.receipt } },
      { reader: 'D1-head', post: 'D1.head', purpose: 'handling', times: 1 },
    ]);
    expect((await told('C1-staff')).map((row) => row.reader)).toEqual(['P-inspector']);
    for (const person of ['P-inspector', 'D1-head', 'D2-staff', 'P-head']) expect(await told(person)).toEqual([]);
  });

  test('are told no longer once they may not read it, and of nothing held back', async () => {
    await world.admin('update app.dossier set excluded = array[$2] where id = $1', [open.dossier, 'D1-staff']);
    const asker = await world.ask('D1-staff');
    expect(await readReadings(world.store, asker, { limit: 50, skip: 0 })).toMatchObject({ rows: [], total: 0 });
    await world.admin("update app.dossier set excluded = '{}' where id = $1", [open.dossier]);
    expect(await told('D1-staff')).toHaveLength(2);
  });

  test('see them page by page and dossier by dossier', async () => {
    const asker = await world.ask('D1-staff');
    const first = await readReadings(world.store, asker, { limit: 1, skip: 0 });
    const second = await readReadings(world.store, asker, { limit: 1, skip: 1 });
    expect([first.total, first.rows[0]?.reader, second.rows[0]?.reader]).toEqual([2, 'P-inspector', 'D1-head']);
    expect((await readReadings(world.store, asker, { limit: 9, skip: 0, dossier: open.receipt })).total).toBe(2);
    expect((await readReadings(world.store, asker, { limit: 9, skip: 0, dossier: hidden.receipt })).total).toBe(0);
  });
});

describe('a kind whose readings are held back', () => {
  const heldBack = (readings: Kind['readings']) =>
    createStore(
      world.store.pool,
      world.store.tenant,
      createRegistry([{ ...objectionKind, kind: { ...objectionKind.kind, ...(readings ? { readings } : {}) } }]),
    );
  const readIn = async (store: Store, of: Performed) =>
    readDossier(store, await world.ask('P-inspector'), of.dossier, { what: 'page', purpose: CHECK });

  test('shows them once the dossier has ended', async () => {
    const report = await world.act('C2-staff', objectionReport());
    await readIn(heldBack({ until: 'ended' }), report);
    expect(await told('C2-staff')).toEqual([]);
    await world.act('C2-staff', { dossier: report.dossier, act: 'withdraw', body: { reason: 'Lệnh đã được sửa đúng luật.' } });
    expect(await told('C2-staff')).toMatchObject([{ reader: 'P-inspector' }]);
  });

  test('or when as many days have passed as the parameter says', async () => {
    const report = await world.act('C2-clerk', objectionReport());
    await readIn(heldBack({ days: 'toy.answer' }), report);
    expect(await told('C2-clerk')).toEqual([]);
    const [event] = await world.admin<{ days: number }>(
      'select extract(day from shown_at - at)::int as days from app.read_event where shown_at is not null',
    );
    expect(event?.days).toBe(5);
  });
});

describe('a round', () => {
  const batches = () =>
    world.admin<{ n: string; leaf: string; leaf_hash: Buffer; prev_hash: Buffer | null; digests: string[] }>(
      'select n, leaf, leaf_hash, prev_hash, digests from app.read_batch order by n',
    );

  test('commits to every reading in one leaf, and to none twice', async () => {
    await round();
    await round();
    const [batch, ...others] = await batches();
    expect(others).toEqual([]);
    const leaf = JSON.parse(batch?.leaf ?? '') as Record<string, unknown>;
    expect(leaf).toMatchObject({ v: 'khoithong/1', k: 'reads', n: 0, p: '', d: [digestAll(batch?.digests ?? [])], g: '' });
    expect(Buffer.from(hashLeaf(batch?.leaf ?? '')).equals(batch?.leaf_hash ?? Buffer.of())).toBe(true);
    expect(batch?.digests).toHaveLength((await events()).length);
    // But for its digests, in which any two letters stand by chance some day.
    const digest = /"[\w-]{43}"/g;
    expect(batch?.leaf.match(digest)).toHaveLength(3);
    expect(batch?.leaf.replaceAll(digest, '')).not.toMatch(/D1|inspector|handling/);
  });

  test('chains its leaf to the one before', async () => {
    await read('D1-head', open);
    await round();
    const [first, second] = await batches();
    expect(second?.prev_hash?.equals(first?.leaf_hash ?? Buffer.of())).toBe(true);
    expect(JSON.parse(second?.leaf ?? '')).toMatchObject({ n: 1, s: (JSON.parse(first?.leaf ?? '') as { s: string }).s });
    expect(await verify(worker)).toMatchObject({ found: 0 });
  });

  test('beside another one leaves no reading in two leaves', async () => {
    await read('D1-head', hidden);
    await Promise.all([round(), round(), round()]);
    expect(await batches()).toHaveLength(3);
    expect(await verify(worker)).toMatchObject({ found: 0 });
  });

  test('after it nothing of a reading can be changed, even by the owner of the tables', async () => {
    await expect(world.admin("update app.read_event set purpose = 'records'")).rejects.toThrow('kt.immutable');
    await expect(world.admin('delete from app.read_event')).rejects.toThrow('kt.immutable');
    await expect(world.admin('update app.read_batch set at = now()')).rejects.toThrow('kt.immutable');
  });

  test.each([
    ['read-changed', "update app.read_event set reader = 'P-head' where times = 2"],
    ['read-changed', "update app.read_event set subjects = '{}' where times = 2"],
    ['read-missing', 'delete from app.read_event where times = 2'],
    ['read-missing', 'update app.read_event set batch = null where times = 2'],
    ['read-chain-broken', 'delete from app.read_batch where n = 0'],
    ['read-leaf-missing', 'delete from app.read_batch where n = 2'],
    ['read-leaf-changed', 'update app.read_batch set digests = digests - 0 where n = 0'],
    ['read-leaf-changed', 'update app.read_batch set leaf = replace(leaf, \'"reads"\', \'"writes"\') where n = 1'],
  ])('verification names %s: %s', async (code, tampering) => {
    await world.admin('create schema kept');
    for (const table of ['read_event', 'read_batch']) {
      await world.admin(`create table kept.${table} as table app.${table}`);
      await world.admin(`alter table app.${table} disable trigger user`);
    }
    await world.admin(tampering);
    const report = await verify(worker);
    for (const table of ['read_event', 'read_batch']) {
      await world.admin(`delete from app.${table}`);
      await world.admin(`insert into app.${table} select * from kept.${table}`);
      await world.admin(`alter table app.${table} enable trigger user`);
    }
    await world.admin('drop schema kept cascade');
    expect(report.differences.map((difference) => difference.code)).toContain(code);
  });

  test('its leaf has a place in the log, and a chain that was cut or written anew no longer agrees with it', async () => {
    const log = await openLog(world);
    while ((await sequenceOnce(log.store, log.signer, 'reads')).sequenced > 0);
    expect(await verify(worker)).toMatchObject({ found: 0 });
    const at = async (...tampering: string[]) => {
      await world.admin(`set session_replication_role = replica; ${tampering.join(';')}; set session_replication_role = origin`);
      return (await verify(worker)).differences.map(({ code, where }) => `${code} ${where}`);
    };
    await world.admin('create table public.kept as table app.read_batch');
    expect(await at(`update app.read_batch set idx = 7 where n = 2`)).toEqual([
      'read-missing reads/1 2',
      'read-leaf-changed read_batch 2, reads/1 7',
    ]);
    expect(await at('delete from app.read_event where batch = 2', 'delete from app.read_batch where n = 2')).toEqual([
      'read-missing reads/1 2',
    ]);
    await at('delete from app.read_batch', 'insert into app.read_batch select * from public.kept');
    await log.close();
  });
});
