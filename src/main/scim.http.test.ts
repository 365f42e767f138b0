/** Provisioning over HTTP, as a service of the province does it and as a stranger would try it. */
import fc from 'fast-check';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openRow } from '../../tests/support/open-row.ts';
import { createWorld, type World } from '../../tests/support/world.ts';
import { registerScim } from '../api/scim/routes.ts';
import type { RowOp } from '../dossier/table.ts';
import { asPersonId } from '../kernel/ids.ts';
import { asInstant, toMillis } from '../kernel/time.ts';
import { createAccount } from '../store/accounts/account.ts';
import { changeAccount } from '../store/accounts/provision.ts';
import { findSession, openSession } from '../store/accounts/session.ts';
import { signIn } from '../store/accounts/sign-in.ts';
import { findToken, issueToken, type TokenScope } from '../store/accounts/token.ts';
import { createApp, type WebApp } from '../web/http/app.ts';
import { toAssets } from '../web/http/assets.ts';
import { type WebConfig, WORK_SESSION } from '../web/http/config.ts';
import { serveApi } from './serve-api.ts';
import { serveScim } from './serve-scim.ts';

const administrator: readonly RowOp[] = ['admin', 'second'].flatMap((id) => [
  openRow(
    'post',
    { post: `P.${id}` },
    {
      unit: 'P',
      title_vi: 'Quản trị',
      title_en: 'Administrator',
      function: 'specialist',
      superior: null,
      roles: ['admin'],
      rank: 9,
    },
  ),
  openRow('person', { person: id }, { family_and_middle: 'Đỗ', given: id, honorific: 'Ông', staff_code: id, demo: true }),
  openRow('holding', { post: `P.${id}` }, { person: id, form: 'full' }),
]);
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const config: WebConfig = { secureCookies: false, demo: false, ...WORK_SESSION, place: { vi: 'Tỉnh thử', en: 'Test province' } };
let world: World;
let web: WebApp;
let secret: string;

beforeAll(async () => {
  world = await createWorld({ kinds: [], rows: administrator });
  web = await createApp({ store: world.store, registry: world.store.registry, assets: toAssets({}), config });
  serveScim(web.app, world.store, undefined);
  serveApi(web, world.store, undefined);
  secret = await tokenOf('admin', ['provision']);
});
afterAll(async () => {
  await web.app.close();
  await world.close();
});
beforeEach(async () => {
  await world.admin("delete from app.account where person not in ('admin', 'second')");
});

async function tokenOf(person: string, scopes: readonly TokenScope[]): Promise<string> {
  const { identity } = await world.ask(person);
  const now = asInstant(Date.now());
  const wanted = { label: 'thử', scopes, now, expiresAt: asInstant(toMillis(now) + 86_400_000) };
  return (await issueToken(world.store, identity, wanted)).secret;
}

type Verb = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
const send = (
  method: Verb,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<LightMyRequestResponse> =>
  web.app.inject({
    method,
    url: `/scim/v2${path}`,
    headers: {
      host: 'localhost',
      authorization: `Bearer ${secret}`,
      ...(body === undefined ? {} : { 'content-type': 'application/scim+json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
const find = (filter: string) => send('GET', `/Users?filter=${encodeURIComponent(filter)}`);
async function make(staffCode: string, more: Record<string, unknown> = {}): Promise<{ id: string; userName: string }> {
  const reply = await send('POST', '/Users', { userName: `${staffCode}@tinh.example`, externalId: staffCode, ...more });
  expect([reply.statusCode, reply.body]).toEqual([201, reply.body]);
  return reply.json();
}

describe('a person on record', () => {
  test('gets an account without a password, under the name the service gives, shown with the name of the register', async () => {
    const reply = await send('POST', '/Users', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', ENTERPRISE],
      userName: 'Truong.D1@tinh.example',
      externalId: 'a1b2',
      name: { givenName: 'Tên', familyName: 'Khác' },
      emails: [{ value: 'x@y' }],
      password: 'không được nhận',
      [ENTERPRISE]: { employeeNumber: 'D1-head' },
    });
    expect(reply.statusCode).toBe(201);
    expect(reply.headers['content-type']).toContain('application/scim+json');
    const user = reply.json();
    expect(user).toMatchObject({
      userName: 'truong.d1@tinh.example',
      externalId: 'a1b2',
      active: true,
      displayName: 'Nguyễn Văn Trưởng D1',
      [ENTERPRISE]: { employeeNumber: 'D1-head' },
      meta: { resourceType: 'User', location: `http://localhost/scim/v2/Users/${user.id}` },
    });
    expect(reply.headers.location).toBe(user.meta.location);
    expect(reply.body).not.toMatch(/password|salt|proof|không được nhận/);
    expect(await world.admin("select proof, changed_by from app.account where person = 'D1-head'")).toEqual([
      { proof: null, changed_by: 'admin' },
    ]);
    expect(await signIn(world.store, { name: 'truong.d1@tinh.example', password: '', address: '1' })).toBeUndefined();
    expect((await send('GET', `/Users/${user.id}`)).json()).toEqual(user);
  });

  test('must be on record first: a staff code nobody has, or no code, makes nothing and says what to do', async () => {
    for (const body of [
      { userName: 'la', externalId: 'X-1' },
      { userName: 'la' },
      { userName: 'la', externalId: 'D1-head', [ENTERPRISE]: { employeeNumber: 'X' } },
    ]) {
      const reply = await send('POST', '/Users', body, { 'accept-language': 'en' });
      expect(reply.statusCode).toBe(400);
      expect(reply.json()).toMatchObject({
        schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
        status: '400',
        scimType: 'invalidValue',
      });
      expect(reply.json().detail).toContain('decision on the organisation');
    }
    expect(await world.admin("select 1 from app.account where name = 'la'")).toEqual([]);
  });

  test('has one account and one name: whatever would make a second is a conflict', async () => {
    const one = await make('D1-head');
    for (const body of [
      { userName: 'other', externalId: 'D1-head' },
      { userName: one.userName.toUpperCase(), externalId: 'D2-head' },
    ]) {
      const reply = await send('POST', '/Users', body);
      expect([reply.statusCode, reply.json().scimType]).toEqual([409, 'uniqueness']);
    }
    const two = await make('D2-head');
    const taken = await send('PATCH', `/Users/${two.id}`, {
      Operations: [{ op: 'replace', path: 'userName', value: one.userName }],
    });
    expect(taken.statusCode).toBe(409);
  });
});

describe('a list', () => {
  test('is found by equality and turned by pages', async () => {
    const made = [];
    for (const code of ['D1-head', 'D1-clerk', 'D2-head']) made.push(await make(code));
    await send('PATCH', `/Users/${made[1]?.id}`, { Operations: [{ op: 'replace', path: 'active', value: false }] });
    const ids = async (filter: string) => (await find(filter)).json().Resources.map((user: { id: string }) => user.id);
    expect(await ids('userName eq "D1-HEAD@tinh.example"')).toEqual([made[0]?.id]);
    expect(await ids('externalId eq "D2-head" and active eq true')).toEqual([made[2]?.id]);
    expect(await ids('active eq false')).toEqual([made[1]?.id]);
    expect(await ids(`${ENTERPRISE}:employeeNumber eq "D1-clerk"`)).toEqual([made[1]?.id]);
    expect(await ids(`id eq "${made[0]?.id}"`)).toEqual([made[0]?.id]);
    for (const nobody of ['userName eq "x"', 'id eq "x"', `${ENTERPRISE}:employeeNumber eq "x"`, 'userName eq "\\u0000"'])
      expect(await ids(nobody)).toEqual([]);
    const page = (await send('GET', '/Users?startIndex=2&count=1')).json();
    expect(page).toMatchObject({ totalResults: 3, startIndex: 2, itemsPerPage: 1 });
    expect(page.Resources[0].id).toBe(made[1]?.id);
    expect((await send('GET', '/Users?count=0')).json()).toMatchObject({ totalResults: 3, itemsPerPage: 0, Resources: [] });
    expect((await send('GET', '/Users?startIndex=-5&count=-1')).json()).toMatchObject({ startIndex: 1, itemsPerPage: 0 });
    expect((await send('GET', '/Users?startIndex=999999999999999')).json()).toMatchObject({ totalResults: 3, Resources: [] });
  });
});

describe('closing an account', () => {
  const entries = async (person: string) => {
    const session = await openSession(world.store, asPersonId(person), 'issuer');
    const token = await tokenOf(person, ['read', 'act']);
    expect([await findSession(world.store, session), await findToken(world.store, token)]).not.toContain(undefined);
    return async () => [await findSession(world.store, session), await findToken(world.store, token)];
  };

  test.each([
    [
      'PATCH',
      (id: string) => send('PATCH', `/Users/${id}`, { Operations: [{ op: 'Replace', path: 'active', value: 'False' }] }),
      200,
    ],
    ['PUT', (id: string) => send('PUT', `/Users/${id}`, { userName: 'con', active: false }), 200],
    ['DELETE', (id: string) => send('DELETE', `/Users/${id}`), 204],
  ])('by %s ends every session and token at once, and none can be opened', async (_name, close, status) => {
    const { id } = await make('D1-staff');
    const left = await entries('D1-staff');
    expect((await close(id)).statusCode).toBe(status);
    expect(await left()).toEqual([undefined, undefined]);
    expect(await findSession(world.store, await openSession(world.store, asPersonId('D1-staff'), 'issuer'))).toBeUndefined();
  });

  test('holds for a session that was being opened at that moment, and for a name given at that moment', async () => {
    const { id } = await make('D1-staff');
    const session = await openSession(world.store, asPersonId('D1-staff'), 'issuer');
    // What a closing in another transaction leaves behind: it does not see a session that is not yet committed.
    await world.admin("update app.account set active = false where person = 'D1-staff'");
    expect(await findSession(world.store, session)).toBeUndefined();
    const admin = (await world.ask('admin')).identity;
    expect(await changeAccount(world.store, admin, id, { name: 'ten-moi', externalId: null, isActive: null })).toBe(true);
    expect((await send('GET', `/Users/${id}`)).json()).toMatchObject({ userName: 'ten-moi', active: false });
    // Said by nobody, the state stays; said, it holds even where it seemed to hold already.
    expect((await send('PUT', `/Users/${id}`, { userName: 'con' })).json()).toMatchObject({ userName: 'con', active: false });
    await openSession(world.store, asPersonId('D1-staff'), 'issuer');
    await send('PUT', `/Users/${id}`, { userName: 'con', active: false });
    expect(await world.admin("select 1 from app.user_session where person = 'D1-staff'")).toEqual([]);
  });

  test('and opening it again lets the person in, with nothing of before', async () => {
    const { id } = await make('D1-staff', { active: false });
    await send('PATCH', `/Users/${id}`, { Operations: [{ op: 'replace', value: { active: true } }] });
    expect(await findSession(world.store, await openSession(world.store, asPersonId('D1-staff'), 'issuer'))).toBeDefined();
  });

  test('for good frees its name, forgets its password, keeps the person out, and can be undone by making it anew', async () => {
    await createAccount(world.store, { person: asPersonId('C1-staff'), name: 'c1', password: 'mật khẩu đủ dài' });
    const [{ id }] = (await find('userName eq "c1"')).json().Resources;
    expect((await send('DELETE', `/Users/${id}`)).statusCode).toBe(204);
    for (const gone of [
      await send('GET', `/Users/${id}`),
      await send('DELETE', `/Users/${id}`),
      await send('PUT', `/Users/${id}`, { userName: 'c1' }),
    ])
      expect(gone.statusCode).toBe(404);
    expect((await find('userName eq "c1"')).json().totalResults).toBe(0);
    expect(await signIn(world.store, { name: 'c1', password: 'mật khẩu đủ dài', address: '1' })).toBeUndefined();
    const again = await make('C1-staff', { userName: 'c1' });
    expect(again.id).not.toBe(id);
    expect(await findSession(world.store, await openSession(world.store, asPersonId('C1-staff'), 'issuer'))).toBeDefined();
  });

  test('is refused for the account one asks with, so that nobody is locked out of opening it again', async () => {
    await createAccount(world.store, { person: asPersonId('admin'), name: 'admin', password: 'mật khẩu đủ dài' });
    const [{ id }] = (await find('userName eq "admin"')).json().Resources;
    expect((await send('DELETE', `/Users/${id}`)).statusCode).toBe(403);
    expect(
      (await send('PATCH', `/Users/${id}`, { Operations: [{ op: 'replace', path: 'active', value: false }] })).statusCode,
    ).toBe(403);
    expect((await find('userName eq "admin"')).json().Resources[0].active).toBe(true);
  });
});

describe('whoever may not', () => {
  test('has no token, another sort of token, or no office any longer', async () => {
    const ask = (authorization: string) => send('GET', '/Users', undefined, { authorization });
    for (const none of ['', 'Bearer', 'Bearer x', `Basic ${secret}`, `Bearer kt_${'A'.repeat(43)}`]) {
      const reply = await ask(none);
      expect([reply.statusCode, reply.headers['www-authenticate']]).toEqual([401, 'Bearer realm="scim"']);
      expect(reply.json().schemas).toEqual(['urn:ietf:params:scim:api:messages:2.0:Error']);
    }
    expect((await ask(`Bearer ${await tokenOf('admin', ['read', 'act'])}`)).statusCode).toBe(403);
    await expect(tokenOf('D1-head', ['provision'])).rejects.toMatchObject({ code: 'dossier.not_found' });
    await expect(tokenOf('admin', ['provision', 'read'])).rejects.toMatchObject({ code: 'token.bad_request' });
    const other = await tokenOf('second', ['provision']);
    expect((await ask(`Bearer ${other}`)).statusCode).toBe(200);
    await world.admin("update app.api_token set person = 'D1-head' where person = 'second'");
    expect((await ask(`Bearer ${other}`)).statusCode).toBe(403);
  });

  test('a token that provisions reads nothing of the record', async () => {
    const reply = await web.app.inject({
      url: '/api/v1/work',
      headers: { host: 'localhost', authorization: `Bearer ${secret}` },
    });
    expect(reply.statusCode).toBe(403);
  });
});

describe('what the system says of itself', () => {
  test('is what it does', async () => {
    expect((await send('GET', '/ServiceProviderConfig')).json()).toMatchObject({
      patch: { supported: true },
      bulk: { supported: false },
    });
    expect((await send('GET', '/ResourceTypes')).json().Resources[0]).toMatchObject({ endpoint: '/Users' });
    expect((await send('GET', '/ResourceTypes/User')).json().schemaExtensions).toEqual([{ schema: ENTERPRISE, required: false }]);
    expect((await send('GET', '/Schemas')).json().totalResults).toBe(2);
    expect((await send('GET', `/Schemas/${ENTERPRISE}`)).json().id).toBe(ENTERPRISE);
    for (const path of ['/Schemas/x', '/Groups', '/Bulk', '/Users/x', '/Users/00000000-0000-0000-0000-000000000000', '/Me'])
      expect([path, (await send('GET', path)).statusCode]).toEqual([path, 404]);
  });
});

test('whoever asks too often is told to wait', async () => {
  const made = await createApp({ store: world.store, registry: world.store.registry, assets: toAssets({}), config });
  const asker = await world.ask('admin');
  registerScim(made.app, { store: world.store, authenticate: async () => ({ asker, token: 'one' }), perMinute: 1 });
  const ask = () => made.app.inject({ url: '/scim/v2/Users', headers: { host: 'localhost' } });
  expect((await ask()).statusCode).toBe(200);
  const limited = await ask();
  expect([limited.statusCode, limited.headers['retry-after'], limited.json().status]).toEqual([429, '60', '429']);
  await made.app.close();
});

describe('hostile requests', () => {
  test('are refused in words of SCIM and never a fault of ours', async () => {
    const { id } = await make('D1-head');
    const bodies = [
      '',
      '{',
      '[]',
      'null',
      '7',
      '{"__proto__":{"active":false}}',
      '{"userName":"\\u0000"}',
      '{"userName":"a b"}',
      `{"userName":"${'a'.repeat(300)}"}`,
      '{"Operations":[]}',
      '{"Operations":[{"op":"replace","path":"userName","value":"\\ud800"}]}',
      '{"Operations":[{"op":"add","path":"externalId","value":"\\u0000"}]}',
    ];
    for (const body of bodies)
      for (const [verb, path] of [
        ['POST', '/Users'],
        ['PUT', `/Users/${id}`],
        ['PATCH', `/Users/${id}`],
        ['PATCH', '/Users/%00'],
        ['DELETE', '/Users/%F0%9F%98%80'],
      ] as const) {
        const reply = await send(verb, path, body);
        expect([body, verb, reply.statusCode >= 400 && reply.statusCode < 500]).toEqual([body, verb, true]);
        expect(reply.json().schemas).toEqual(['urn:ietf:params:scim:api:messages:2.0:Error']);
      }
    expect((await send('POST', '/Users', `{"userName":"${'a'.repeat(70_000)}"}`)).statusCode).toBe(413);
    expect((await send('POST', '/Users', 'x', { 'content-type': 'text/plain' })).statusCode).toBe(415);
    expect((await send('POST', '/Users', 'x=1', { 'content-type': 'application/x-www-form-urlencoded' })).statusCode).toBe(415);
    for (const query of [
      'count=x',
      'startIndex=1e9',
      'count=1&count=2',
      'filter=a&filter=b',
      'filter=',
      'startIndex=99999999999999999999',
    ])
      expect([query, (await send('GET', `/Users?${query}`)).statusCode]).toEqual([query, 400]);
  });

  test('of any filter and any change are answered', async () => {
    const { id } = await make('D1-head');
    const word = fc.constantFrom(
      'userName',
      'active',
      'externalId',
      ' eq ',
      ' and ',
      '"D1-head"',
      '"\\u0000"',
      'true',
      '(',
      "'",
      '%',
      '\0',
      '\u{d800}',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(word, { maxLength: 8 }),
        fc.jsonValue(),
        fc.constantFrom('active', 'userName', 'externalId', 'name', 'x'),
        async (words, value, path) => {
          const found = await send('GET', `/Users?filter=${encodeURIComponent(words.join('').toWellFormed())}`);
          expect([200, 400]).toContain(found.statusCode);
          const changed = await send('PATCH', `/Users/${id}`, { Operations: [{ op: 'replace', path, value }] });
          expect([200, 400]).toContain(changed.statusCode);
        },
      ),
      { numRuns: 150 },
    );
  });
});
