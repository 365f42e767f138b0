import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEmptyDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { signIn } from '../store/accounts/sign-in.ts';
import { askAs, type Store } from '../store/store.ts';
import { verify } from '../store/verify.ts';
import { readConfig } from './config.ts';
import { openStore, prepareProvince, prepareSchema } from './installation.ts';
import { findRoot } from './root.ts';
import { runCli as run } from './testing/run-cli.ts';

const root = findRoot(import.meta.url);
const PASSWORD = /^[a-z0-9]{5}(-[a-z0-9]{5}){3}\n$/;
const FIRST = ['account', '--first', '--name', 'Hoàng Minh  Thử', '--login', 'quantri'];

let database: TestDatabase;
let bare: TestDatabase;
let work: Store;
let store: Store;
let env: Record<string, string>;
beforeAll(async () => {
  [database, bare] = await Promise.all([createEmptyDatabase(), createEmptyDatabase()]);
  const opened = { url: database.url, isEmbedded: false, stop: async () => undefined };
  const config = readConfig({ demo: false }, {}, root);
  await prepareSchema(opened, { config, root, log: () => undefined });
  work = openStore(database.url, 'app_worker', 2);
  store = openStore(database.url, 'app_web', 2);
  await prepareProvince(opened, work, { config, root, log: () => undefined });
  env = { DATABASE_URL: database.url };
});
afterAll(async () => {
  await Promise.all([work.pool.end(), store.pool.end()]);
  await Promise.all([database.drop(), bare.drop()]);
});

const tries = (name: string, password: string) =>
  signIn(store, { name, password, address: '192.0.2.1' }).then(
    (person) => person,
    () => undefined,
  );

describe('what is asked wrongly', { timeout: 180_000 }, () => {
  test('exits 2 with one sentence and changes nothing', async () => {
    const wrong = await Promise.all([
      run(['account'], env),
      run(['account', '--first', '--person', 'x', '--login', 'quantri'], env),
      run(['account', '--first', '--login', 'quantri'], env),
      run(['account', '--first', '--name', 'Thử', '--login', 'quantri'], env),
      run(['account', '--first', '--name', 'Hoàng Thử', '--login', 'quản trị!'], env),
      run(['account', '--person', 'x', '--login', 'y', '--name', 'Hoàng Thử'], env),
      run(['account', '--person', 'x'], env),
    ]);
    for (const ended of wrong) {
      expect(ended, ended.err).toMatchObject({ code: 2, out: '' });
      expect(ended.err.trim().split('\n')).toHaveLength(2);
    }
    expect((await askAs(store, null)).org.people()).toEqual([]);
  });

  test('a post that is no administrator’s, or an unprepared database, exits 1 and changes nothing', async () => {
    const [post, unprepared] = await Promise.all([
      run([...FIRST, '--post', '22-snnmt.head'], env),
      run(FIRST, { DATABASE_URL: bare.url }),
    ]);
    expect(post).toMatchObject({ code: 1, out: '', err: expect.stringContaining('22-vpubnd.administrator') });
    expect(unprepared).toMatchObject({ code: 1, out: '', err: expect.stringContaining('has not been prepared') });
    expect((await askAs(store, null)).org.people()).toEqual([]);
  });
});

describe('the first administrator', { timeout: 180_000 }, () => {
  test('is put on record and in the post by a decision in force, signs in, and only one is made', async () => {
    const made = await run(FIRST, env);
    expect(made, made.err).toMatchObject({ code: 0, out: expect.stringMatching(PASSWORD) });
    const { org } = await askAs(store, null);
    const [person] = org.people();
    expect(org.people()).toHaveLength(1);
    expect(person).toMatchObject({ familyAndMiddle: 'Hoàng Minh', given: 'Thử', staffCode: 'quantri', honorific: 'Đồng chí' });
    const asker = await askAs(store, person?.id ?? null);
    expect(asker.standing.keys).toContain('role:admin');
    expect(await tries('quantri', made.out.trim())).toBe(person?.id);
    expect((await verify(work, {})).found).toBe(0);

    const again = await run([...FIRST.slice(0, -1), 'khac'], env);
    expect(again).toMatchObject({ code: 1, out: '', err: expect.stringContaining('has people already') });
    expect((await askAs(store, null)).org.people()).toHaveLength(1);
  });

  test('has one account, and a lost password is replaced', async () => {
    const [second, unknown, nobody] = await Promise.all([
      run(['account', '--person', 'quantri', '--login', 'ten-khac'], env),
      run(['account', '--person', 'khong-co', '--login', 'ten-khac'], env),
      run(['account', '--reset-password', 'khong-co'], env),
    ]);
    expect(second).toMatchObject({ code: 1, out: '', err: expect.stringContaining('has an account already') });
    expect(unknown).toMatchObject({ code: 1, out: '', err: expect.stringContaining('There is no person') });
    expect(nobody).toMatchObject({ code: 1, out: '', err: expect.stringContaining('There is no login name') });

    const renewed = await run(['account', '--reset-password', 'QuanTri'], env);
    expect(renewed, renewed.err).toMatchObject({ code: 0, out: expect.stringMatching(PASSWORD) });
    expect(await tries('quantri', 'aaaaa-aaaaa-aaaaa-aaaaa')).toBeUndefined();
    expect(await tries('quantri', renewed.out.trim())).toBe('quantri');
  });
});

test('the help says what is possible in both languages', async () => {
  const help = await run(['account', '--help']);
  expect(help.code).toBe(0);
  expect(help.out).toMatch(/--first[\s\S]*--reset-password[\s\S]*Options/);
  expect(help.out).not.toContain('⟦');
});
