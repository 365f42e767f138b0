/** An archive carries the ledger byte for byte and no key; where the keys are, a restored installation goes on signing where it stopped. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEmptyDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { type OpenedLog, openLog, resumeLog } from '../../../tests/support/open-log.ts';
import { toyKind } from '../../../tests/support/toy-kind.ts';
import { createWorld, type World } from '../../../tests/support/world.ts';
import { newWitness } from '../../../verifier/formats/keys.test-support.ts';
import { parseNote } from '../../../verifier/formats/note.ts';
import { asPersonId } from '../../kernel/ids.ts';
import { findRoot } from '../../main/root.ts';
import { checkArchive } from '../archive/check-archive.ts';
import { loadArchive } from '../archive/load-archive.ts';
import { readTar } from '../archive/tar.ts';
import { writeArchive } from '../archive/write-archive.ts';
import { openPool } from '../database.ts';
import { syncTenant } from '../migrate.ts';
import { perform } from '../perform.ts';
import { createStore } from '../store.ts';
import { describeDifference, verify } from '../verify.ts';

const ASK = { kind: 'toy', act: 'ask', body: { what: 'Bến phà chưa có người trực', unit: 'C1', hide: 'no' } } as const;
const TABLES = [
  'ledger_log',
  'ledger_key',
  'ledger_entry',
  'ledger_pending',
  'ledger_tile',
  'ledger_checkpoint',
  'ledger_cosignature',
];
const MANY = 270;
const GZIP = [0x1f, 0x8b];

let world: World;
let log: OpenedLog;
let folder: string;
let restored: TestDatabase;
const file = (content: string) => path.join(folder, `${content}.tar`);

async function rowsOf(url: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const rows: Record<string, readonly string[]> = {};
    for (const table of TABLES) {
      const found = await client.query<{ row: string }>(`select to_jsonb(t)::text as row from app.${table} t order by 1`);
      rows[table] = found.rows.map(({ row }) => row);
    }
    return rows;
  } finally {
    await client.end();
  }
}

/** Everything in an archive, unpacked, in one piece. */
async function unpack(archive: string): Promise<Buffer> {
  const bytes = await readFile(archive);
  let at = 0;
  const read = async (length: number) => {
    at += length;
    return bytes.subarray(at - length, at);
  };
  const parts: Buffer[] = [];
  for await (const { bytes: part } of readTar(read, 1e9))
    parts.push(part[0] === GZIP[0] && part[1] === GZIP[1] ? gunzipSync(part) : part);
  return Buffer.concat(parts);
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'khoithong-ledger-'));
  world = await createWorld({ kinds: [toyKind], limits: { 'toy.register': 1, 'toy.answer': 5 } });
  log = await openLog(world);
  for (let n = 0; n < MANY; n++) await world.act('C2-staff', ASK);
  const size = await log.sequence();
  const notes = await world.admin<{ note: string }>(`select note from app.ledger_checkpoint where log = 'main' and size = $1`, [
    size,
  ]);
  const line = newWitness('nhan-chung.test').cosign(parseNote(notes[0]?.note ?? '').text, 1_800_000_000);
  await world.admin(
    `insert into app.ledger_cosignature (tenant, log, epoch, size, witness, time, line) values ('test', 'main', 1, $1, 'nhan-chung', 1800000000, $2)`,
    [size, line],
  );
  for (let n = 0; n < 3; n++) await world.act('C2-staff', ASK);
  for (const content of ['backup', 'export'] as const)
    await writeArchive({
      url: world.adminUrl,
      tenant: world.store.tenant,
      registry: world.store.registry,
      content,
      file: file(content),
      program: 'test',
    });
  restored = await createEmptyDatabase();
  const manifest = await checkArchive(file('backup'));
  const root = findRoot(import.meta.url);
  await loadArchive({ url: restored.url, root, file: file('backup'), manifest, registry: world.store.registry, use: 'restore' });
  await syncTenant(restored.url, world.store.tenant, { vi: 'Tỉnh thử', en: 'Test province' }, world.store.registry);
});
afterAll(async () => {
  await log.close();
  await world.close();
  await restored.drop();
  await rm(folder, { recursive: true, force: true });
});

describe('an archive', () => {
  test('carries every leaf, tile, checkpoint and cosignature as it was', async () => {
    const before = await rowsOf(world.adminUrl);
    expect(await rowsOf(restored.url)).toEqual(before);
    for (const table of TABLES) expect([table, (before[table] ?? []).length > 0]).toEqual([table, true]);
  });

  test('holds no private key, in whatever writing', async () => {
    for (const content of ['backup', 'export']) {
      const bytes = await unpack(file(content));
      expect(bytes.includes(log.signer.logKey('main', log.origin))).toBe(true);
      for (const key of Object.values(log.keys)) {
        const seed = key.export({ type: 'pkcs8', format: 'der' }).subarray(-32);
        for (const writing of [seed, ...(['hex', 'base64', 'base64url'] as const).map((way) => Buffer.from(seed.toString(way)))])
          expect(bytes.includes(writing)).toBe(false);
      }
    }
  });

  test('comes back to a record that verifies and, with the keys, goes on where it stopped', async () => {
    const pool = openPool(restored.url, 'app_worker', 4);
    const store = createStore(pool, world.store.tenant, world.store.registry);
    try {
      expect((await verify(store)).differences.map(describeDifference)).toEqual([]);
      const before = await rowsOf(restored.url);
      const web = createStore(openPool(restored.url, 'app_web', 1), world.store.tenant, world.store.registry);
      await perform(web, { person: asPersonId('C2-staff') }, ASK);
      await web.pool.end();
      await resumeLog(store, log.signer);
      const after = await rowsOf(restored.url);
      for (const table of ['ledger_entry', 'ledger_checkpoint', 'ledger_cosignature', 'ledger_key'])
        expect(after[table]).toEqual(expect.arrayContaining([...(before[table] ?? [])]));
      expect(after['ledger_entry']?.length).toBe((before['ledger_entry']?.length ?? 0) + 4);
      expect(after['ledger_pending']).toEqual([]);
      const report = await verify(store);
      expect(report.differences.map(describeDifference)).toEqual([]);
      expect(report).toMatchObject({ leaves: after['ledger_entry']?.length, cosignatures: 1 });
    } finally {
      await pool.end();
    }
  });
});
