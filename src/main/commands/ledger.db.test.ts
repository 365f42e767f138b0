/** `khoithong ledger` as an administrator uses it: on the built program, beside a database of one's own. */
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEmptyDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { formatCheckpoint } from '../../../verifier/formats/checkpoint.ts';
import { makeMissingKeys } from '../../ledger/keys.ts';
import { createSigner } from '../../ledger/signer.ts';
import { runCli, startCli } from '../testing/run-cli.ts';

let database: TestDatabase;
let folder: string;
let env: Record<string, string>;
let officers: readonly string[];

const REASON = ['--reason', 'Diễn tập với hai cán bộ có mặt'];
const run = (args: readonly string[], typed?: string) => runCli(args, env, typed);
const keys = async () => {
  const listed = await run(['ledger', 'keys']);
  expect(listed, listed.err).toMatchObject({ code: 0 });
  return listed.out
    .trim()
    .split('\n')
    .map((line) => {
      const [log = '', purpose = '', , until, vkey = ''] = line.split(' ');
      return { log, purpose, signs: until === '…', vkey };
    });
};
const signing = async () => (await keys()).filter(({ signs }) => signs).map(({ log, purpose }) => `${log} ${purpose}`);
const whole = async () => {
  const verified = await run(['verify', '--ledger', '--json']);
  expect(JSON.parse(verified.out)).toMatchObject({ found: 0, differences: [] });
};

/** The background work until it has signed all there is. */
async function work(): Promise<string> {
  const child = startCli(['worker'], env);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  const closed = once(child, 'close');
  await until(async () => child.exitCode !== null || said.includes('Ctrl-C'));
  if (!said.includes('NOT SIGNED') && !said.includes('signs nothing'))
    await until(async () => {
      const [left] = await ask<{ n: number }>(
        `select (select count(*) from app.ledger_pending)::int
           + (select count(*) from app.ledger_log l where l.closed_at is null and l.size > coalesce((select max(c.size) from app.ledger_checkpoint c where c.log = l.log and c.epoch = l.epoch), 0))::int as n`,
      );
      return left?.n === 0;
    });
  child.kill('SIGTERM');
  await closed;
  return said;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 100));
}

async function ask<T extends pg.QueryResultRow>(sql: string): Promise<readonly T[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  database = await createEmptyDatabase();
  folder = await mkdtemp(path.join(os.tmpdir(), 'khoithong-ledger-'));
  env = { DATABASE_URL: database.url, KEYS_DIR: path.join(folder, 'keys') };
  for (const command of ['migrate', 'demo']) expect(await run([command])).toMatchObject({ code: 0 });
  const personas = JSON.parse((await run(['personas', '--json'])).out) as readonly { readonly person: string }[];
  officers = personas.slice(0, 2).flatMap(({ person }) => ['--officer', person]);
  await work();
}, 600_000);
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

describe('khoithong ledger', { timeout: 300_000 }, () => {
  test('keys lists every key there was, and what each is for', async () => {
    expect((await keys()).map(({ log, purpose, signs }) => `${log} ${purpose} ${signs}`)).toEqual([
      'main/1 log true',
      'main/1 receipt true',
      'reads/1 log true',
    ]);
    await whole();
  });

  test('rotate-key gives both logs a new key, and what comes then is signed by it', async () => {
    const before = await keys();
    const rotated = await run(['ledger', 'rotate-key']);
    expect(rotated).toMatchObject({ code: 0, err: '' });
    const after = await keys();
    expect(after).toHaveLength(5);
    expect(after.filter(({ signs }) => !signs).map(({ vkey }) => vkey)).toEqual(
      before.filter(({ purpose }) => purpose === 'log').map(({ vkey }) => vkey),
    );
    for (const { vkey } of after.filter(({ purpose, signs }) => purpose === 'log' && signs)) expect(rotated.out).toContain(vkey);
    expect(await work()).not.toMatch(/NOT SIGNED|signs nothing/);
    await whole();
  });

  test('rotate-key --purpose receipt changes that one alone; the one before stays listed', async () => {
    const before = await keys();
    expect(await run(['ledger', 'rotate-key', '--purpose', 'receipt'])).toMatchObject({ code: 0, err: '' });
    const after = await keys();
    expect(after.filter(({ vkey }) => !before.some((one) => one.vkey === vkey))).toMatchObject([
      { purpose: 'receipt', signs: true },
    ]);
    expect(after.filter(({ purpose }) => purpose === 'receipt').map(({ signs }) => signs)).toEqual([false, true]);
    expect(await run(['ledger', 'rotate-key', '--purpose', 'x'])).toMatchObject({ code: 2 });
    expect(await work()).not.toMatch(/NOT SIGNED|signs nothing/);
  });

  test('a change of key that died on its way is ended by whoever comes next', async () => {
    const folderOf = env['KEYS_DIR'] ?? '';
    const before = await readFile(path.join(folderOf, 'main.pem'));
    expect(await run(['ledger', 'rotate-key'])).toMatchObject({ code: 0 });
    await rename(path.join(folderOf, 'main.pem'), path.join(folderOf, 'main.next.pem'));
    await writeFile(path.join(folderOf, 'main.pem'), before, { mode: 0o600 });
    expect(await work()).not.toMatch(/NOT SIGNED|signs nothing/);
    expect((await readdir(folderOf)).filter((name) => name.includes('next'))).toEqual([]);
    await whole();
  });

  test('lost-key refuses without two officers, changes nothing where nothing is lost, and asks before it begins anew', async () => {
    expect(await run(['ledger', 'lost-key', ...officers.slice(0, 2), ...REASON])).toMatchObject({ code: 2 });
    expect(await run(['ledger', 'lost-key', ...officers])).toMatchObject({ code: 2 });
    expect(await run(['ledger', 'lost-key', ...officers, ...REASON])).toMatchObject({
      code: 0,
      out: expect.stringContaining('nothing to do'),
    });
    await rm(path.join(env['KEYS_DIR'] ?? '', 'main.pem'));
    expect(await work()).toContain('signs nothing');
    expect(await run(['ledger', 'lost-key', ...officers, ...REASON], 'khong\n')).toMatchObject({ code: 1 });
    expect(await signing()).toContain('main/1 log');
    const [open] = await ask<{ origin: string }>(`select origin from app.ledger_log where log = 'main' and closed_at is null`);
    const begun = await run(['ledger', 'lost-key', ...officers, ...REASON], `${open?.origin}\n`);
    expect(begun, begun.err).toMatchObject({ code: 0 });
    expect(await signing()).toEqual(expect.arrayContaining(['main/2 log', 'main/2 receipt', 'reads/1 log']));
    expect(await work()).not.toMatch(/NOT SIGNED|signs nothing/);
    await whole();
  });

  test('reopen takes a checkpoint only with a signature of the log, and writes down what was lost', async () => {
    const [open] = await ask<{ origin: string; size: number }>(
      `select origin, size::int from app.ledger_log where log = 'main' and closed_at is null`,
    );
    if (!open) throw new Error('no log');
    const seen = { origin: open.origin, size: open.size + 7, root: Buffer.alloc(32, 3) };
    const own = createSigner(await makeMissingKeys(env['KEYS_DIR'] ?? ''));
    const strange = createSigner(await makeMissingKeys(path.join(folder, 'strange')));
    const file = path.join(folder, 'last.txt');
    const reopen = (typed: string) => run(['ledger', 'reopen', ...officers, ...REASON, '--last-checkpoint', file], typed);
    for (const note of [strange.checkpoint('main', seen), formatCheckpoint(seen), 'no checkpoint']) {
      await writeFile(file, note);
      expect(await reopen(`${open.origin}\n`)).toMatchObject({ code: 1, err: expect.stringContaining('not signed by a key') });
    }
    await writeFile(file, own.checkpoint('main', { ...seen, origin: `${open.origin}0` }));
    expect(await reopen(`${open.origin}\n`)).toMatchObject({ code: 1, err: expect.stringContaining('not signed by a key') });
    expect(await signing()).toContain('main/2 log');
    await writeFile(file, own.checkpoint('main', seen));
    const begun = await reopen(`${open.origin}\n`);
    expect(begun.err).toContain(`${seen.size}`);
    expect(begun).toMatchObject({ code: 0 });
    expect(await signing()).toEqual(expect.arrayContaining(['main/3 log', 'main/3 receipt', 'reads/2 log']));
    expect(await work()).not.toMatch(/NOT SIGNED|signs nothing/);
    await whole();
  });
});
