import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEmptyDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { runCli as run } from './testing/run-cli.ts';

/** One sentence per language: what is wrong is said once and nothing else. */
const lines = (text: string) => text.trim().split('\n');

let database: TestDatabase;
let empty: TestDatabase;
let folder: string;
let web: Server;
beforeAll(async () => {
  [database, empty] = await Promise.all([createEmptyDatabase(), createEmptyDatabase()]);
  folder = await mkdtemp(path.join(os.tmpdir(), 'khoithong-cli-'));
  web = createServer((_request, reply) => reply.end('not a database'));
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  web.closeAllConnections();
  await new Promise((resolve) => web.close(resolve));
  await ask('drop role if exists kt_plain');
  await Promise.all([database.drop(), empty.drop()]);
  await rm(folder, { recursive: true, force: true });
});

function portOf(server: net.Server | Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function ask(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

describe('usage', { timeout: 300_000 }, () => {
  test('every command explains itself in both languages and exits 0', async () => {
    const helps = await Promise.all([run(['--help']), run(['start', '--help']), run(['verify', '--help'])]);
    for (const help of helps) {
      expect(help.code).toBe(0);
      expect(help.out).toMatch(/khoithong/);
      expect(help.out).toMatch(/Tuỳ chọn|Các lệnh/);
      expect(help.out).toMatch(/Options|Commands/);
      expect(help.out).not.toContain('⟦');
    }
  });

  test('a wrong command, a wrong option and a wrong value exit 2 with one sentence', async () => {
    const wrong = await Promise.all([run(['dance']), run(['verify', '--fast']), run(['start', '--port', 'x']), run(['token'])]);
    for (const ended of wrong) {
      expect(ended.code).toBe(2);
      expect(lines(ended.err)).toHaveLength(2);
    }
  });
});

describe('a start that cannot succeed', { timeout: 300_000 }, () => {
  const cases: readonly (readonly [string, readonly string[], () => Record<string, string>, RegExp])[] = [
    ['nothing listens', ['migrate'], () => ({ DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x' }), /cannot be reached/],
    ['not PostgreSQL', ['migrate'], () => ({ DATABASE_URL: `postgres://a:b@127.0.0.1:${portOf(web)}/x` }), /not PostgreSQL/],
    ['no such database', ['migrate'], () => ({ DATABASE_URL: database.url.replace(/\/[^/]+$/, '/nowhere') }), /no database/],
    ['a missing certificate', ['migrate'], () => ({ DATABASE_URL: `${database.url}?sslrootcert=/nowhere` }), /cannot be reached/],
    ['nobody prepared it', ['token', '--person', 'x'], () => ({ DATABASE_URL: empty.url }), /has not been prepared/],
    ['a folder no system makes', ['start', '--data', '/proc/khoithong', '--port', '0'], () => ({}), /\/proc\/khoithong/],
    ['a folder without data', ['verify', '--data', '/nowhere/at/all'], () => ({}), /There is no data/],
    ['a port taken', ['start', '--port', 'WEB', '--data', 'FOLDER'], () => ({}), /is in use/],
    ['a folder that cannot be written', ['start', '--data', '/dev/null/data', '--port', '0'], () => ({}), /\/dev\/null/],
  ];
  test.each(cases)('%s: one sentence in each language, exit code 1', async (_, args, env, sentence) => {
    const ended = await run(
      args.map((arg) => arg.replace('WEB', String(portOf(web))).replace('FOLDER', path.join(folder, 'unused'))),
      env(),
    );
    expect(ended.err).toMatch(sentence);
    expect(ended.code).toBe(1);
    expect(lines(ended.err)).toHaveLength(2);
  });

  test('an account without rights is told what it lacks', async () => {
    await ask(
      `do $$ begin if not exists (select 1 from pg_roles where rolname = 'kt_plain') then create role kt_plain login password 'x'; end if; end $$`,
    );
    const url = new URL(database.url);
    url.username = 'kt_plain';
    url.password = 'x';
    const ended = await run(['migrate'], { DATABASE_URL: url.href });
    expect(ended.err).toMatch(/lacks rights \(CREATE\)/);
    expect(ended.code).toBe(1);
  });
});

describe('an outside database', { timeout: 300_000 }, () => {
  test('is migrated, loaded with the demo once, verified, and gives tokens', async () => {
    const env = { DATABASE_URL: database.url };
    const migrated = await run(['migrate'], env);
    expect(migrated).toMatchObject({ code: 0, err: '' });
    expect(migrated.out).toContain('0001_core.sql');
    expect((await run(['personas'], env)).code).toBe(1);
    const loaded = await run(['demo'], env);
    expect(loaded, loaded.err).toMatchObject({ code: 0, err: '' });
    const again = await run(['demo'], env);
    expect(/(\d+) dossiers/.exec(again.out)?.[1]).toBe(/(\d+) dossiers/.exec(loaded.out)?.[1]);

    const [whole, personas, unknown] = await Promise.all([
      run(['verify', '--json'], env),
      run(['personas', '--json'], env),
      run(['token', '--person', 'nobody'], env),
    ]);
    expect(JSON.parse(whole.out)).toMatchObject({ found: 0, differences: [] });
    expect(whole.code).toBe(0);
    const list = JSON.parse(personas.out) as {
      name: string;
      post: { vi: string };
      unit: { vi: string };
      token: string;
      person: string;
    }[];
    expect(list).toHaveLength(7);
    for (const persona of list)
      expect(persona).toMatchObject({ name: expect.stringMatching(/\S/), token: expect.stringMatching(/^kt_[\w-]{43}$/) });
    expect(unknown).toMatchObject({ code: 1, out: '' });
    const token = await run(['token', '--person', list[0]?.person ?? '', '--days', '3', '--scope', 'read'], env);
    expect(token.code).toBe(0);
    expect(token.out).toMatch(/^kt_[\w-]{43}\n$/);

    // The two who decide are each named by an option of the same name; the ceremony asks before it closes a log for good.
    const officers = list.slice(0, 2).flatMap(({ person }) => ['--officer', person]);
    const reopen = await run(['ledger', 'reopen', ...officers, '--reason', 'Phục hồi từ một bản sao lưu cũ'], {
      ...env,
      KEYS_DIR: path.join(folder, 'keys'),
    });
    expect(reopen.err).toContain('keys/main.pem');
    expect(await run(['ledger'], env)).toMatchObject({ code: 2, err: expect.stringContaining('rotate-key') });

    await ask(
      `update app.effective_row set "values" = "values" || '{"value":50}' where table_name = 'parameter' and key->>'parameter' = 'obstacle.decide'`,
    );
    const broken = await run(['verify'], env);
    expect(broken.code).toBe(1);
    expect(broken.out).toMatch(/bảng parameter\[.*obstacle\.decide.* đã bị sửa/);

    await ask(`insert into app.schema_migration (name, checksum) values ('9999_later.sql', 'x')`);
    const refused = await Promise.all([run(['migrate'], env), run(['web', '--port', '0'], env), run(['verify'], env)]);
    for (const newer of refused)
      expect(newer).toMatchObject({ code: 1, err: expect.stringContaining('newer Khơi Thông (9999_later.sql)') });
    await ask(`delete from app.schema_migration where name >= '0002'`);
    expect(await run(['worker'], env)).toMatchObject({ code: 1, err: expect.stringContaining('lacks step 0002') });
  });

  test('that holds real data takes no demo', async () => {
    const env = { DATABASE_URL: empty.url };
    expect((await run(['migrate'], env)).code).toBe(0);
    const client = new pg.Client({ connectionString: empty.url });
    await client.connect();
    await client.query("begin; set local role app_owner; select app.set_identity('quang-ninh', '', 'system')");
    await client.query("insert into app.setting (tenant, name, value) values ('quang-ninh', 'installation', '\"work\"'); commit");
    await client.end();
    const refused = await run(['demo'], env);
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('real data') });
    expect(await run(['personas'], env)).toMatchObject({ code: 1, out: '' });
  });
});
