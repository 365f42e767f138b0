import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEmptyDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { tiedKind } from '../../../tests/support/tied-kind.ts';
import { toyKind } from '../../../tests/support/toy-kind.ts';
import { createWorld, type World } from '../../../tests/support/world.ts';
import { isAppError } from '../../kernel/errors.ts';
import { asPersonId } from '../../kernel/ids.ts';
import { findRoot } from '../../main/root.ts';
import { createAccount } from '../accounts/account.ts';
import { readCopiedAt } from '../copy.ts';
import { openPool } from '../database.ts';
import { perform } from '../perform.ts';
import { createStore, type Store } from '../store.ts';
import { describeDifference, verify } from '../verify.ts';
import { checkArchive } from './check-archive.ts';
import { checkReadable, loadArchive } from './load-archive.ts';
import { INTRODUCTION, MANIFEST, MANIFEST_HASH, type Manifest, writeManifest } from './manifest.ts';
import { ARCHIVED_TABLES, LEFT_OUT } from './tables.ts';
import { readTar, TAR_END, tarHeader, tarPadding } from './tar.ts';
import { writeArchive } from './write-archive.ts';

const root = findRoot(import.meta.url);
const ASK = { kind: 'toy', act: 'ask', body: { what: 'Chưa có quy định giao đất xen kẹp', unit: 'C1', hide: 'no' } };

let world: World;
let folder: string;
let exported: Manifest;
const databases: TestDatabase[] = [];
const pools: pg.Pool[] = [];

const at = (name: string) => path.join(folder, name);
const archive = (file: string, more: { url?: string; content?: 'export' | 'backup' } = {}) =>
  writeArchive({
    url: more.url ?? world.adminUrl,
    tenant: world.store.tenant,
    registry: world.store.registry,
    content: more.content ?? 'export',
    file: at(file),
    program: 'test',
  });

async function bringIn(
  file: string,
  use: 'restore' | 'copy',
): Promise<{ readonly url: string; readonly store: Store; readonly admin: pg.Pool }> {
  const database = await createEmptyDatabase();
  databases.push(database);
  const manifest = await checkArchive(at(file));
  await loadArchive({ url: database.url, root, file: at(file), manifest, registry: world.store.registry, use });
  const pool = openPool(database.url, 'app_worker', 2);
  const admin = new pg.Pool({ connectionString: database.url, max: 1 });
  admin.on('error', () => undefined);
  pools.push(pool, admin);
  return { url: database.url, store: createStore(pool, world.store.tenant, world.store.registry), admin };
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'khoithong-archive-'));
  world = await createWorld({ kinds: [toyKind, tiedKind], limits: { 'toy.register': 1, 'toy.answer': 5 } });
  const pool = openPool(world.adminUrl, 'app_worker', 2);
  pools.push(pool);
  const asked = await world.act('C2-staff', ASK);
  await world.act('C1-clerk', { dossier: asked.dossier, act: 'register', body: { note: 'Vào sổ' } });
  await world.act('C2-staff', { ...ASK, body: { ...ASK.body, hide: 'yes' }, idempotencyKey: 'một lần' } as Parameters<
    World['act']
  >[1]);
  const bytes = Buffer.from([0, 255, 10, 34, 92, 128]);
  const hash = createHash('sha256').update(bytes).digest('hex');
  await world.admin("select app.set_identity('test', 'C2-staff', 'official'), app.take_content($1, 'text/plain', $2)", [
    hash,
    bytes,
  ]);
  await world.act('C2-staff', {
    kind: 'tied',
    act: 'tie',
    body: {
      to: asked.dossier,
      what: 'Nối «hồ sơ» "trước"\n',
      files: [{ hash, name: 'tệp.txt', size: bytes.length, type: 'text/plain' }],
    },
  });
  await createAccount(createStore(pool, world.store.tenant, world.store.registry), {
    person: asPersonId('C2-staff'),
    name: 'c2',
    password: 'một mật khẩu đủ dài',
  });
  await world.admin(
    `insert into app.draft (tenant, id, person, kind, act, body) values ('test', gen_random_uuid(), 'C1-clerk', 'toy', 'ask', 'null')`,
  );
  await world.admin("insert into app.setting (tenant, name, value) values ('test', 'nothing', 'null')");
  // An effect asked for and not yet carried out when the archive is taken.
  await world.admin(
    `insert into app.follow_up (tenant, cause_dossier, cause_seq, n, target, act, body) values ('test', $1, 1, 1, $1, 'remind', '{}')`,
    [asked.dossier],
  );
  exported = (await archive('whole.tar')).manifest;
});
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await world.close();
  await Promise.all(databases.map((database) => database.drop()));
  await rm(folder, { recursive: true, force: true });
});

describe('what is archived', () => {
  test('every table of the schema is carried or left out with a reason', async () => {
    const tables = await world.admin<{ name: string }>(
      "select relname as name from pg_class where relnamespace = 'app'::regnamespace and relkind in ('r', 'p')",
    );
    expect([...ARCHIVED_TABLES.map((t) => t.name), ...Object.keys(LEFT_OUT)].sort()).toEqual(tables.map((t) => t.name).sort());
  });

  test('in an order that is total: no two rows can change places', async () => {
    for (const { name, order } of ARCHIVED_TABLES) {
      const columns = order.map((by) => by.replace(/ collate "C"|lower\(|\)/g, ''));
      const [found] = await world.admin<{ unique: boolean }>(
        `select exists (select 1 from pg_index i where i.indrelid = to_regclass($1) and (i.indisunique or i.indisexclusion) and (
           select coalesce(array_agg(a.attname::text), '{}') from pg_attribute a
           where a.attrelid = i.indrelid and a.attnum = any (i.indkey::int2[]) and a.attname <> 'tenant') <@ $2::text[]) as unique`,
        [`app.${name}`, columns],
      );
      expect([name, found?.unique]).toEqual([name, true]);
    }
  });

  test('an account under row security sees every row the superuser sees', async () => {
    const password = createHash('sha256').update(folder).digest('hex');
    const role = `kt_plain_${password.slice(0, 8)}`;
    await world.admin(`create role ${role} login password '${password}' in role app_owner, app_web, app_worker`);
    const url = new URL(world.adminUrl);
    [url.username, url.password] = [role, password];
    const [plain, all] = await Promise.all([
      archive('plain.tar', { url: url.href, content: 'backup' }),
      archive('all.tar', { content: 'backup' }),
    ]);
    await world.admin(`drop role ${role}`);
    expect(plain.manifest.tables).toEqual(all.manifest.tables);
    expect(all.manifest.tables.find((t) => t.name === 'draft')?.rows).toBe(1);
    expect(all.manifest.tables.find((t) => t.name === 'account')?.rows).toBe(1);
  });

  test('an export holds neither accounts nor drafts; no archive holds a secret or a session', () => {
    expect(exported.tables.map((t) => t.name)).not.toEqual(expect.arrayContaining(['account']));
    expect(Object.keys(exported.leftOut)).toEqual(expect.arrayContaining(['account', 'draft', 'secret', 'user_session']));
  });
});

describe('a restored record', () => {
  test('is byte for byte the same, verifies, and goes on where it stopped', async () => {
    const { url, store, admin } = await bringIn('whole.tar', 'restore');
    const again = await archive('again.tar', { url });
    expect(again.manifest.tables).toEqual(exported.tables);
    const report = await verify(store);
    expect(report.differences.map(describeDifference)).toEqual([]);
    const jobs = await admin.query("select payload->>'n' as n from graphile_worker._private_jobs");
    expect(jobs.rows).toEqual([{ n: '1' }]);
    const before = await world.admin<{ highest: string; place: string }>(
      `select (select max(number) from app.dossier) as highest, (select max(place) from app.ledger_pending) as place`,
    );
    await admin.query("select app.set_identity('test', '', 'system')");
    // Openings are no part of an archive: a start writes them from the declarations.
    await admin.query(`insert into app.kind_opening select 'test', 'toy', 'ask', 'official'`);
    const asked = await perform(store, { person: asPersonId('C2-staff') }, ASK);
    const registered = await perform(
      store,
      { person: asPersonId('C1-clerk') },
      { dossier: asked.dossier, act: 'register', body: {} },
    );
    const number = (text: string | undefined) => Number(text?.split('-')[2]);
    expect(number(registered.number)).toBe(number(before[0]?.highest) + 1);
    const place = await admin.query<{ place: string }>('select max(place) as place from app.ledger_pending');
    expect(Number(place.rows[0]?.place)).toBe(Number(before[0]?.place) + 2);
    expect((await verify(store)).found).toBe(0);
  });

  test('as a copy is refused every write by the database, with a code that has a sentence', async () => {
    const { url, store, admin } = await bringIn('whole.tar', 'copy');
    expect(await readCopiedAt(store.pool)).toBe(exported.takenAt);
    expect((await archive('copied.tar', { url })).manifest.tables).toEqual(exported.tables);
    await expect(perform(store, { person: asPersonId('C2-staff') }, ASK)).rejects.toSatisfy((e) =>
      isAppError(e, 'store.read_only_copy'),
    );
    // Even to the superuser, and on every table of the record; but whoever reads in a copy is noted in it.
    for (const { name, belongs } of ARCHIVED_TABLES) {
      if (belongs === 'record' && name !== 'read_event')
        await expect(admin.query(`delete from app.${name}`)).rejects.toMatchObject({ code: 'KT010' });
    }
    expect((await verify(store)).found).toBe(0);
    expect((await admin.query('select 1 from graphile_worker._private_jobs')).rowCount).toBe(0);
  });
});

/** The same archive with other bytes in one file of it, its lists and hashes brought in line as a forger would. */
async function forge(file: string, change: (name: string, bytes: Buffer) => Buffer): Promise<void> {
  const source = await readFile(at('whole.tar'));
  let position = 0;
  const read = async (length: number) => {
    const bytes = source.subarray(position, position + length);
    position += bytes.length;
    return bytes;
  };
  const manifest = structuredClone(exported);
  const files: Buffer[] = [];
  const add = (name: string, bytes: Buffer) => files.push(tarHeader(name, bytes.length, 0), bytes, tarPadding(bytes.length));
  for await (const { name, bytes } of readTar(read, 1e9)) {
    const part = manifest.tables.flatMap((t) => t.parts).find((p) => p.name === name);
    if (part) {
      const changed = change(name, gunzipSync(bytes));
      Object.assign(part, { bytes: changed.length, sha256: createHash('sha256').update(changed).digest('hex') });
      add(name, gzipSync(changed));
    } else if (name === INTRODUCTION) add(name, change(name, bytes));
  }
  const said = writeManifest(manifest);
  add(MANIFEST, said);
  add(MANIFEST_HASH, Buffer.from(`${createHash('sha256').update(said).digest('hex')}  ${MANIFEST}\n`));
  await writeFile(at(file), Buffer.concat([...files, TAR_END]));
}

describe('an archive that is not what was written', () => {
  const refusal = async (file: string) =>
    checkArchive(at(file)).then(
      () => 'taken',
      (error: unknown) => (isAppError(error) ? error.code : String(error)),
    );

  test('is refused wherever it is cut and whatever byte of it is changed', async () => {
    const whole = await readFile(at('whole.tar'));
    for (const share of [0, 0.001, 0.3, 0.7, 0.999]) {
      await writeFile(at('cut.tar'), whole.subarray(0, Math.floor(whole.length * share)));
      expect(['archive.truncated', 'archive.not_an_archive']).toContain(await refusal('cut.tar'));
    }
    for (let i = 0; i < 40; i += 1) {
      const bytes = Buffer.from(whole);
      const place = Math.floor(((i + 0.5) / 40) * whole.length);
      bytes[place] = (bytes[place] ?? 0) ^ 0x20;
      await writeFile(at('changed.tar'), bytes);
      const said = await refusal('changed.tar');
      // Padding and the names of gzip carry nothing; then what is read is the same to the byte.
      if (said === 'taken') expect((await checkArchive(at('changed.tar'))).tables).toEqual(exported.tables);
      else expect(said).toMatch(/^archive\./);
    }
  });

  test('is refused when a newer program wrote it, or when it is none', async () => {
    await forge('newer.tar', (name, bytes) =>
      name === INTRODUCTION ? Buffer.from(JSON.stringify({ format: 'khoithong-archive', formatVersion: 2, more: true })) : bytes,
    );
    expect(await refusal('newer.tar')).toBe('archive.newer_format');
    await writeFile(at('none.tar'), 'a text that is no archive'.repeat(100));
    expect(await refusal('none.tar')).toBe('archive.not_an_archive');
    const reader = { root, tenant: world.store.tenant, registry: world.store.registry };
    await checkReadable(exported, reader);
    await expect(checkReadable({ ...exported, kinds: { toy: 99 } }, reader)).rejects.toMatchObject({
      code: 'archive.newer_program',
    });
    const later = [...exported.migrations, { name: '9999_later.sql', checksum: '0'.repeat(64) }];
    await expect(checkReadable({ ...exported, migrations: later }, reader)).rejects.toMatchObject({
      code: 'archive.newer_program',
    });
    await expect(checkReadable({ ...exported, tenant: 'other' }, reader)).rejects.toMatchObject({ code: 'archive.other_tenant' });
  });

  test('is found by verify when its hashes were brought in line', async () => {
    await forge('forged.tar', (name, bytes) =>
      name.startsWith('vault/') ? Buffer.from(bytes.toString('utf8').replace('xen kẹp', 'xen lấn')) : bytes,
    );
    const { store } = await bringIn('forged.tar', 'restore');
    expect((await verify(store)).differences.map((d) => d.code)).toContain('text-changed');
  });

  test('a file of the same name is never written over', async () => {
    await writeFile(at('mine.tar'), 'mine');
    await expect(archive('mine.tar')).rejects.toMatchObject({ code: 'archive.exists' });
    expect(await readFile(at('mine.tar'), 'utf8')).toBe('mine');
  });
});
