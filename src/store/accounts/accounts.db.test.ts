import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '../../../tests/support/database.ts';
import { createRegistry } from '../../dossier/registry.ts';
import { asPersonId, asTenantId, asUnitId } from '../../kernel/ids.ts';
import { asInstant } from '../../kernel/time.ts';
import { type Identity, openPool } from '../database.ts';
import { syncTenant } from '../migrate.ts';
import { createStore } from '../store.ts';
import { changePassword, createAccount, setAccountActive, sweepAccounts } from './account.ts';
import { dropDraft, findDraft, listDrafts, saveDraft } from './draft.ts';
import { dropFilter, listFilters, pinFilter, saveFilter } from './filter.ts';
import { lastNoticeSeen, markNoticesSeen } from './seen.ts';
import { endAllSessions, endSession, findSession, listSessions, openSession } from './session.ts';
import { signIn } from './sign-in.ts';
import { findToken, issueToken, listTokens, revokeToken } from './token.ts';

const TENANT = asTenantId('22');
const database = await createTestDatabase();
const registry = createRegistry([]);
const pool = openPool(database.url, 'app_web');
const owner = new pg.Client({ connectionString: database.url });
const store = createStore(pool, TENANT, registry);
const password = 'một mật khẩu đủ dài';

beforeAll(async () => {
  await syncTenant(database.url, TENANT, { vi: 'Tỉnh thử', en: 'Test province' }, registry);
  await owner.connect();
});
afterAll(async () => {
  await pool.end();
  await owner.end();
  await database.drop();
});

function as(person: string, ...keys: string[]): Identity {
  return { tenant: TENANT, person: asPersonId(person), keys: ['official', `person:${person}`, ...keys] };
}

let made = 0;
async function newAccount(): Promise<{ person: ReturnType<typeof asPersonId>; name: string }> {
  made += 1;
  const account = { person: asPersonId(`p${made}`), name: `can.bo.${made}` };
  await createAccount(store, { ...account, password });
  return account;
}

const from = (address: string) => ({ address });

describe('signing in', () => {
  test('the right password of a name in any case and form gives its person', async () => {
    const { person, name } = await newAccount();
    expect(await signIn(store, { name: ` ${name.toUpperCase()} `, password: password.normalize('NFD'), ...from('a1') })).toBe(
      person,
    );
  });

  test('a wrong password and a name nobody has get the same answer', async () => {
    const { name } = await newAccount();
    expect(await signIn(store, { name, password: 'sai', ...from('a2') })).toBeUndefined();
    expect(await signIn(store, { name: 'khong.ai', password: 'sai', ...from('a2') })).toBeUndefined();
    expect(await signIn(store, { name: 'nul\0 \ud800', password: 'sai', ...from('a2') })).toBeUndefined();
  });

  test('a name nobody has always gets the same salt, another name another', async () => {
    const client = await pool.connect();
    await client.query('begin');
    await client.query("select app.set_identity($1, '', '')", [TENANT]);
    const salts = await client.query<{ a: string; b: string; c: string }>(
      "select (select salt::text from app.salt_of('x')) as a, (select salt::text from app.salt_of('x')) as b, (select salt::text from app.salt_of('y')) as c",
    );
    await client.query('commit');
    client.release();
    const row = salts.rows[0];
    expect(row?.a).toBe(row?.b);
    expect(row?.a).not.toBe(row?.c);
  });

  test('after five failures even the right password is refused, and after a quarter of an hour it is not', async () => {
    const { person, name } = await newAccount();
    for (let n = 0; n < 5; n += 1) expect(await signIn(store, { name, password: 'sai rồi', ...from('a3') })).toBeUndefined();
    expect(await signIn(store, { name, password, ...from('a4') })).toBeUndefined();
    await owner.query("update app.account set locked_until = locked_until - interval '15 minutes' where person = $1", [person]);
    expect(await signIn(store, { name, password, ...from('a4') })).toBe(person);
  });

  test('a success forgets the failures before it', async () => {
    const { person, name } = await newAccount();
    for (let round = 0; round < 2; round += 1) {
      for (let n = 0; n < 4; n += 1) await signIn(store, { name, password: 'sai', ...from('a5') });
      expect(await signIn(store, { name, password, ...from('a5') })).toBe(person);
    }
  });

  test('an address that has failed fifty times is told to wait, another is not', async () => {
    await owner.query("select set_config('app.tenant', $1, false)", [TENANT]);
    await owner.query(
      `insert into app.sign_in_attempt (tenant, name_hash, address_hash, succeeded)
       select $1, '\\x00', app.keyed_hash('attempt', 'a6'), false from generate_series(1, 50)`,
      [TENANT],
    );
    await expect(signIn(store, { name: 'x', password: 'y', ...from('a6') })).rejects.toMatchObject({
      code: 'account.too_many_attempts',
    });
    expect(await signIn(store, { name: 'x', password: 'y', ...from('a7') })).toBeUndefined();
  });

  test('a closed account signs in no more and loses sessions and tokens at once', async () => {
    const { person, name } = await newAccount();
    const id = await openSession(store, person, 'password');
    const now = asInstant(new Date());
    const token = await issueToken(store, as(person), {
      label: 't',
      scopes: ['read'],
      expiresAt: asInstant(Date.parse(now) + 86_400_000),
      now,
    });
    await setAccountActive(store, person, false);
    expect(await signIn(store, { name, password, ...from('a8') })).toBeUndefined();
    expect(await findSession(store, id)).toBeUndefined();
    expect(await findToken(store, token.secret)).toBeUndefined();
    expect(await findSession(store, await openSession(store, person, 'demo'))).toBeUndefined();
  });

  test('a new password ends the sessions of the old one', async () => {
    const { person, name } = await newAccount();
    const id = await openSession(store, person, 'password');
    await changePassword(store, person, 'mật khẩu mới cũng dài');
    expect(await findSession(store, id)).toBeUndefined();
    expect(await signIn(store, { name, password, ...from('a9') })).toBeUndefined();
    expect(await signIn(store, { name, password: 'mật khẩu mới cũng dài', ...from('a9') })).toBe(person);
  });

  test('a short password, a strange name and a second account are refused', async () => {
    const { person, name } = await newAccount();
    const other = asPersonId('other');
    await expect(createAccount(store, { person: other, name: 'x', password: 'ngắn' })).rejects.toMatchObject({
      code: 'account.password_length',
    });
    await expect(createAccount(store, { person: other, name: 'a b', password })).rejects.toMatchObject({
      code: 'account.bad_name',
    });
    await expect(createAccount(store, { person: other, name, password })).rejects.toMatchObject({ code: 'account.taken' });
    await expect(createAccount(store, { person, name: 'khac', password })).rejects.toMatchObject({ code: 'account.taken' });
    await expect(createAccount(store, { person: other, name: 'khac', password }, as('x'))).rejects.toMatchObject({
      code: 'dossier.not_found',
    });
  });
});

describe('what the program itself may not see', () => {
  test.each([
    'account',
    'user_session',
    'sign_in_attempt',
    'api_token',
    'secret',
  ])('the web role reads nothing of %s', async (table) => {
    await expect(pool.query(`select * from app.${table}`)).rejects.toMatchObject({ code: '42501' });
  });

  test('the web role cannot form the keyed hashes', async () => {
    await expect(pool.query("select app.keyed_hash('attempt', 'x')")).rejects.toMatchObject({ code: '42501' });
  });

  test('the database holds the hash of a session, never its id', async () => {
    const id = await openSession(store, asPersonId('hashed'), 'demo');
    const rows = await owner.query<{ id_hash: Buffer }>("select id_hash from app.user_session where person = 'hashed'");
    expect(rows.rows[0]?.id_hash).toHaveLength(32);
    expect(rows.rows[0]?.id_hash.toString('base64url')).not.toBe(id);
  });
});

describe('sessions', () => {
  const me = asPersonId('me');

  test('a session is found by its id alone and ends when it is ended', async () => {
    const id = await openSession(store, me, 'demo');
    const found = await findSession(store, id);
    expect(found).toMatchObject({ person: 'me', step: 'demo', epochs: { organisation: 0, law: 0 } });
    expect(found?.csrf).toMatch(/^[\w-]{43}$/);
    expect(await findSession(store, `${id.slice(0, -1)}${id.endsWith('A') ? 'B' : 'A'}`)).toBeUndefined();
    expect(await findSession(store, 'rác')).toBeUndefined();
    await endSession(store, id);
    expect(await findSession(store, id)).toBeUndefined();
  });

  test('a request keeps it alive, silence ends it, and so does its last hour', async () => {
    const idle = await openSession(store, asPersonId('idle'), 'demo');
    await owner.query("update app.user_session set last_seen_at = now() - interval '14 minutes' where person = 'idle'");
    expect(await findSession(store, idle)).toBeDefined();
    const seen = await owner.query<{ fresh: boolean }>(
      "select last_seen_at > now() - interval '1 minute' as fresh from app.user_session where person = 'idle'",
    );
    expect(seen.rows[0]?.fresh).toBe(true);
    await owner.query("update app.user_session set last_seen_at = now() - interval '16 minutes' where person = 'idle'");
    expect(await findSession(store, idle)).toBeUndefined();
    const old = await openSession(store, asPersonId('old'), 'demo');
    await owner.query("update app.user_session set ends_at = now() - interval '1 second' where person = 'old'");
    expect(await findSession(store, old)).toBeUndefined();
  });

  test('a clock that ran ahead and was turned back lengthens no session by that hour', async () => {
    const ahead = await openSession(store, asPersonId('ahead'), 'demo');
    await owner.query("update app.user_session set last_seen_at = now() + interval '1 hour' where person = 'ahead'");
    expect(await findSession(store, ahead)).toBeDefined();
    const seen = await owner.query<{ ahead: boolean }>(
      "select last_seen_at > now() as ahead from app.user_session where person = 'ahead'",
    );
    expect(seen.rows[0]?.ahead).toBe(false);
  });

  test('on a full disk sessions and tokens are found all the same, and what must be written says that the disk is full', async () => {
    const id = await openSession(store, asPersonId('full'), 'demo');
    const token = await issueToken(store, as('full'), {
      label: 't',
      scopes: ['read'],
      expiresAt: asInstant(Date.now() + 86_400_000),
      now: asInstant(Date.now()),
    });
    await owner.query("update app.user_session set last_seen_at = now() - interval '5 minutes' where person = 'full'");
    await owner.query(`create function app.no_room() returns trigger language plpgsql as $$ begin raise disk_full; end $$;
      create trigger no_room before insert or update on app.user_session for each row execute function app.no_room();
      create trigger no_room before update on app.api_token for each row execute function app.no_room()`);
    try {
      expect(await findSession(store, id)).toMatchObject({ person: 'full' });
      expect(await findToken(store, token.secret)).toMatchObject({ person: 'full' });
      await expect(openSession(store, asPersonId('full'), 'demo')).rejects.toMatchObject({
        code: 'store.full',
        category: 'unavailable',
      });
    } finally {
      await owner.query('drop function app.no_room() cascade');
    }
  });

  test('all sessions of a person end but the one in hand, by that person or an administrator only', async () => {
    const who = asPersonId('many');
    const [a, b, c] = await Promise.all([1, 2, 3].map(() => openSession(store, who, 'demo')));
    expect(await listSessions(store, as('many'))).toHaveLength(3);
    await expect(endAllSessions(store, as('stranger'), who)).rejects.toMatchObject({ code: 'dossier.not_found' });
    expect(await endAllSessions(store, as('many'), who, a)).toBe(2);
    expect(await findSession(store, a ?? '')).toBeDefined();
    expect(await findSession(store, b ?? '')).toBeUndefined();
    expect(await endAllSessions(store, as('boss', 'role:admin'), who)).toBe(1);
    expect(await findSession(store, c ?? '')).toBeUndefined();
  });
});

describe('tokens', () => {
  const now = asInstant(new Date());
  const soon = asInstant(Date.parse(now) + 86_400_000);

  test('a token works in the name of its person until it is withdrawn', async () => {
    const token = await issueToken(store, as('t1'), { label: 'báo cáo', scopes: ['read', 'act'], expiresAt: soon, now });
    expect(await findToken(store, token.secret)).toMatchObject({ id: token.id, person: 't1', scopes: ['read', 'act'] });
    expect(await revokeToken(store, as('t2'), token.id)).toBe(false);
    expect(await revokeToken(store, as('t1'), token.id)).toBe(true);
    expect(await findToken(store, token.secret)).toBeUndefined();
    expect(await listTokens(store, as('t1'))).toMatchObject([{ label: 'báo cáo', scopes: ['read', 'act'] }]);
    expect(await listTokens(store, as('t2'))).toEqual([]);
  });

  test('a token ends by itself', async () => {
    const token = await issueToken(store, as('t3'), { label: 'x', scopes: ['read'], expiresAt: soon, now });
    await owner.query('update app.api_token set expires_at = now() where id = $1', [token.id]);
    expect(await findToken(store, token.secret)).toBeUndefined();
  });

  test('a token without scope, label or a near end is not made, nor one of nobody', async () => {
    const wanted = { label: 'x', scopes: ['read'] as const, expiresAt: soon, now };
    const far = asInstant(Date.parse(now) + 400 * 86_400_000);
    for (const bad of [{ scopes: [] }, { label: ' ' }, { expiresAt: now }, { expiresAt: far }]) {
      await expect(issueToken(store, as('t4'), { ...wanted, ...bad })).rejects.toMatchObject({ code: 'token.bad_request' });
    }
    await expect(issueToken(store, { tenant: TENANT, person: null, keys: ['system'] }, wanted)).rejects.toMatchObject({
      code: 'token.no_person',
    });
  });
});

describe('drafts', () => {
  const slot = { kind: 'obstacle', dossier: null, act: 'report' };

  test('one draft per form, the last one, seen by its person alone', async () => {
    await saveDraft(store, as('d1'), slot, { what: ['một'] });
    await saveDraft(store, as('d1'), slot, { what: ['hai\0'] });
    await saveDraft(store, as('d1'), { ...slot, dossier: '00000000-0000-7000-8000-000000000001' }, { what: ['ba'] });
    expect(await findDraft(store, as('d1'), slot)).toMatchObject({ body: { what: ['hai'] } });
    expect(await listDrafts(store, as('d1'))).toHaveLength(2);
    expect(await findDraft(store, as('d2'), slot)).toBeUndefined();
    expect(await findDraft(store, as('d2', 'system'), slot)).toBeUndefined();
    await dropDraft(store, as('d2'), slot);
    expect(await findDraft(store, as('d1'), slot)).toBeDefined();
    await dropDraft(store, as('d1'), slot);
    expect(await findDraft(store, as('d1'), slot)).toBeUndefined();
  });

  test('a text with a secrecy marking is refused before anything is written', async () => {
    await expect(saveDraft(store, as('d3'), slot, { what: ['TỐI MẬT\nnội dung'] })).rejects.toMatchObject({
      code: 'document.secret',
    });
    expect(await listDrafts(store, as('d3'))).toEqual([]);
  });

  test('the sweep takes drafts of more than ninety days and no others', async () => {
    await saveDraft(store, as('d4'), slot, { what: ['cũ'] });
    await saveDraft(store, as('d5'), slot, { what: ['mới'] });
    await owner.query("update app.draft set updated_at = now() - interval '91 days' where person = 'd4'");
    await sweepAccounts(store);
    expect(await listDrafts(store, as('d4'))).toEqual([]);
    expect(await listDrafts(store, as('d5'))).toHaveLength(1);
  });
});

describe('filters and what was seen', () => {
  test('a private filter is its owner’s, one of a unit is its staff’s, and only the owner changes it', async () => {
    const mine = await saveFilter(store, as('f1', 'staff:u1'), { label: 'Của tôi', url: '/vm?han=qua' });
    const ours = await saveFilter(store, as('f1', 'staff:u1'), { label: 'Của sở', url: '/vm?han=sap', unit: asUnitId('u1') });
    expect((await listFilters(store, as('f1', 'staff:u1'), '/vm')).map((f) => f.id).sort()).toEqual([mine, ours].sort());
    expect(await listFilters(store, as('f2', 'staff:u1'))).toMatchObject([{ id: ours, own: false }]);
    expect(await listFilters(store, as('f3', 'staff:u2'))).toEqual([]);
    expect(await dropFilter(store, as('f2', 'staff:u1'), ours)).toBe(false);
    await expect(pinFilter(store, as('f1'), ours, true)).rejects.toMatchObject({ code: 'dossier.not_found' });
    expect(await pinFilter(store, as('f1', 'staff:u1'), ours, true)).toBe(true);
    expect((await listFilters(store, as('f1', 'staff:u1')))[0]).toMatchObject({ id: ours, pinned: true });
    expect(await dropFilter(store, as('f1'), mine)).toBe(true);
  });

  test('a filter leads nowhere outside the site, and not to a unit one does not belong to', async () => {
    for (const url of ['//x.vn', 'https://x.vn', '/\\x', 'vm', '/vm\n']) {
      await expect(saveFilter(store, as('f4'), { label: 'x', url })).rejects.toMatchObject({ code: 'filter.bad_request' });
    }
    await expect(saveFilter(store, as('f4'), { label: 'x', url: '/vm', unit: asUnitId('u9') })).rejects.toMatchObject({
      code: 'dossier.not_found',
    });
  });

  test('notices seen never go back', async () => {
    expect(await lastNoticeSeen(store, as('n1'))).toBe(0n);
    await markNoticesSeen(store, as('n1'), 7);
    await markNoticesSeen(store, as('n1'), 3n);
    expect(await lastNoticeSeen(store, as('n1'))).toBe(7n);
    expect(await lastNoticeSeen(store, as('n2'))).toBe(0n);
  });
});
