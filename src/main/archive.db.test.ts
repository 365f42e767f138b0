import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createEmptyDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { checkArchive } from '../store/archive/check-archive.ts';
import { findCommand } from './command.ts';
import { readConfig } from './config.ts';
import { findCopiedAt } from './copied-at.ts';
import { prepareSchema } from './installation.ts';
import { findRoot } from './root.ts';
import { type Sentence, StartProblem } from './start-problem.ts';
import { UsageProblem } from './words.ts';

const root = findRoot(import.meta.url);
const release = path.join(root, 'tests/fixtures/releases/0.1.0.tar');

let folder: string;
let database: TestDatabase;
let other: TestDatabase;
let env: Record<string, string>;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'khoithong-archive-cli-'));
  [database, other] = await Promise.all([createEmptyDatabase(), createEmptyDatabase()]);
  env = { DATABASE_URL: database.url, BACKUP_DIR: path.join(folder, 'backups') };
});
afterAll(async () => {
  await Promise.all([database.drop(), other.drop()]);
  await rm(folder, { recursive: true, force: true });
});

let said = '';
beforeEach(() => {
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      said += String(text);
      return true;
    });
  }
});
afterEach(() => {
  vi.restoreAllMocks();
});

interface Ended {
  readonly code: number;
  readonly text: string;
}

/** A command as the command line runs it, without the cost of a process. */
async function run(name: string, values: Readonly<Record<string, string | boolean>>, environment = env): Promise<Ended> {
  said = '';
  const command = findCommand(name)?.command;
  if (!command) throw new Error(name);
  try {
    const code = await command.run({ config: readConfig({}, environment, root), values, files: [], root });
    return { code, text: said };
  } catch (error) {
    if (!(error instanceof StartProblem)) throw error;
    return { code: error instanceof UsageProblem ? 2 : 1, text: said + error.sentence.en };
  }
}

async function ask<T extends pg.QueryResultRow>(sql: string, url = database.url): Promise<readonly T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

const schemas = async (url?: string) =>
  (
    await ask<{ name: string }>(
      "select nspname as name from pg_namespace where nspname !~ '^(pg_|information_|public)' order by 1",
      url,
    )
  ).map((row) => row.name);

test('what is missing or cannot be is a mistake in usage', async () => {
  const one = path.join(folder, 'one.tar');
  for (const [name, values] of [
    ['restore', {}],
    ['export', {}],
    ['import', { from: release }],
    ['backup', { keep: '0' }],
    ['backup', { to: one, keep: '3' }],
  ] as const)
    expect([name, (await run(name, values)).code]).toEqual([name, 2]);
});

describe('backup and restore', { timeout: 300_000 }, () => {
  test('a stored release comes back, is backed up, and old backups go only when told', async () => {
    expect(await run('restore', { from: release })).toEqual({ code: 0, text: expect.stringMatching(/Whole: \d+ dossiers/) });
    expect(await schemas()).toEqual(['app', 'graphile_worker']);
    const place = env['BACKUP_DIR'] ?? '';
    await mkdir(place);
    for (const name of ['khoithong-backup-20260101T000000.000Z.tar', 'another.tar']) await writeFile(path.join(place, name), '');
    expect(await run('backup', {})).toEqual({ code: 0, text: expect.stringMatching(/read back and compared/) });
    expect(await readdir(place)).toHaveLength(3);
    expect(await run('backup', { keep: '2' })).toEqual({ code: 0, text: expect.stringMatching(/1 older dropped/) });
    const [stranger, newest = ''] = (await readdir(place)).sort();
    expect(stranger).toBe('another.tar');
    const backup = await checkArchive(path.join(place, newest));
    // What people said and did is carried through word for word; what is derived may have been written anew.
    const said = (tables: typeof backup.tables) =>
      tables.filter((t) => ['act', 'vault', 'content', 'attachment', 'notice', 'ledger_pending', 'idempotency'].includes(t.name));
    expect(said(backup.tables)).toEqual(said((await checkArchive(release)).tables));
  });

  test('never into what holds something, unless told; and then the old is kept until the new verifies', async () => {
    expect(await run('restore', { from: release })).toEqual({ code: 1, text: expect.stringMatching(/holds something already/) });
    await ask("update app.dossier set title = 'bị sửa' where id = (select min(id::text)::uuid from app.dossier)");
    const damaged = path.join(folder, 'damaged.tar');
    expect((await run('backup', { to: damaged })).code).toBe(0);
    expect(await run('restore', { from: damaged, replace: true })).toEqual({
      code: 1,
      text: expect.stringMatching(/1 difference in[\s\S]*nothing of it was kept/),
    });
    expect(await schemas()).toEqual(['app', 'graphile_worker']);
    expect(await ask("select 1 from app.dossier where title = 'bị sửa'")).toHaveLength(1);
    expect((await run('restore', { from: damaged, replace: true, 'accept-differences': true })).code).toBe(0);
    expect((await run('restore', { from: release, replace: true })).code).toBe(0);
    expect(await ask("select 1 from app.dossier where title = 'bị sửa'")).toEqual([]);
    expect(await schemas()).toEqual(['app', 'graphile_worker']);
  });

  test('what was interrupted is refused by every other command and put right by the next restore', async () => {
    await ask(`create schema khoithong_restore; alter schema app rename to app_before_restore;
      alter schema graphile_worker rename to graphile_worker_before_restore`);
    expect(await run('verify', {})).toEqual({ code: 1, text: expect.stringMatching(/restore was interrupted/) });
    expect(await run('restore', { from: release })).toEqual({ code: 1, text: expect.stringMatching(/holds something already/) });
    expect(await schemas()).toEqual(['app', 'graphile_worker']);
    expect((await run('verify', {})).code).toBe(0);
  });

  test('not while the program is running on the database', async () => {
    const client = new pg.Client({ connectionString: database.url, application_name: 'khoithong app_web' });
    await client.connect();
    expect(await run('restore', { from: release, replace: true })).toEqual({
      code: 1,
      text: expect.stringMatching(/stop it first/),
    });
    await client.end();
  });

  test('a cut or missing file is one sentence and touches no database', async () => {
    const cut = path.join(folder, 'cut.tar');
    await writeFile(cut, (await readFile(release)).subarray(0, 300_000));
    const on = { ...env, DATABASE_URL: other.url };
    for (const from of [cut, path.join(folder, 'no.tar')])
      expect(await run('restore', { from }, on)).toEqual({
        code: 1,
        text: expect.stringMatching(/ends too early|cannot be used/),
      });
    expect(await schemas(other.url)).toEqual([]);
  });
});

describe('a read-only copy', { timeout: 300_000 }, () => {
  test('is made of an export, verifies, and is refused background work and upgrades', async () => {
    const on = { ...env, DATABASE_URL: other.url };
    const exported = path.join(folder, 'record.tar');
    expect((await run('export', { to: exported })).code).toBe(0);
    expect((await run('import', { from: exported, as: 'copy' }, on)).code).toBe(0);
    expect(await findCopiedAt(other.url)).toBe((await checkArchive(exported)).takenAt);
    expect((await run('migrate', {}, on)).code).toBe(0);
    expect(await run('worker', {}, on)).toEqual({ code: 1, text: expect.stringMatching(/no background work/) });
    expect((await run('verify', {}, on)).code).toBe(0);
    await expect(upgrade(other.url, path.join(folder, 'unused'))).rejects.toMatchObject({ code: 'main.problem.olderCopy' });
  });
});

/** What a program with one step more would do when it starts. */
async function upgrade(url: string, backupDir: string): Promise<readonly Sentence[]> {
  const later = await mkdtemp(path.join(folder, 'later-'));
  await mkdir(path.join(later, 'src/store'), { recursive: true });
  const repeated = (await readdir(path.join(root, 'src/store'))).filter((name) => name.endsWith('.sql'));
  for (const name of ['migrations', ...repeated])
    await cp(path.join(root, 'src/store', name), path.join(later, 'src/store', name), { recursive: true });
  await cp(path.join(root, 'package.json'), path.join(later, 'package.json'));
  await writeFile(path.join(later, 'src/store/migrations/9999_later.sql'), "comment on schema app is 'later';");
  const told: Sentence[] = [];
  const config = { ...readConfig({}, {}, root), backupDir };
  const opened = { url, isEmbedded: false, stop: async () => undefined };
  await prepareSchema(opened, { config, root: later, log: (sentence) => told.push(sentence) });
  return told;
}

describe('an upgrade', { timeout: 300_000 }, () => {
  test('does not begin when its backup cannot be written', async () => {
    const blocked = path.join(folder, 'blocked');
    await writeFile(blocked, '');
    await expect(upgrade(database.url, blocked)).rejects.toMatchObject({ code: 'main.problem.archivePlace' });
    expect(await ask("select 1 from app.schema_migration where name = '9999_later.sql'")).toEqual([]);
  });

  test('says where its backup is and how long it is kept, and the backup holds the schema before', async () => {
    const place = path.join(folder, 'upgrades');
    const told = await upgrade(database.url, place);
    expect(told.map((sentence) => sentence.en).join('\n')).toMatch(/newest 3 backups[\s\S]*read back and compared/);
    const [name = ''] = await readdir(place);
    const manifest = await checkArchive(path.join(place, name));
    expect(manifest.migrations.map((step) => step.name)).not.toContain('9999_later.sql');
    expect(await ask("select 1 from app.schema_migration where name = '9999_later.sql'")).toHaveLength(1);
  });
});
