import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '../../../tests/support/database.ts';
import { createRegistry } from '../../dossier/registry.ts';
import { rowKey } from '../../dossier/table.ts';
import { AppError } from '../../kernel/errors.ts';
import { asPersonId, asTenantId } from '../../kernel/ids.ts';
import { rowsOf, smallProvince } from '../../organisation/testing/rows.ts';
import { createAccount } from '../../store/accounts/account.ts';
import { csrfOf } from '../../store/accounts/session.ts';
import { openPool } from '../../store/database.ts';
import { syncTenant } from '../../store/migrate.ts';
import { businessNow, createStore } from '../../store/store.ts';
import { type Browser, openBrowser, signInAs, tokenIn } from '../testing/browser.ts';
import { createApp, type WebApp } from './app.ts';
import { toAssets } from './assets.ts';
import { type WebConfig, WORK_SESSION } from './config.ts';
import { isToken } from './form-token.ts';

const TENANT = asTenantId('22');
const PASSWORD = 'mật khẩu đủ dài';
const database = await createTestDatabase();
const registry = createRegistry([]);
const pool = openPool(database.url, 'app_web');
const owner = new pg.Client({ connectionString: database.url });
const store = createStore(pool, TENANT, registry);
const config: WebConfig = { secureCookies: false, demo: true, ...WORK_SESSION, place: { vi: 'Tỉnh thử', en: 'Test province' } };
const assets = toAssets({ 'style.css': { hashed: 'style.abc.css', bytes: Buffer.from('a{}'.repeat(1000)) } });
const logged: string[] = [];
let web: WebApp;
let performed: ReadonlyMap<string, readonly string[]>[] = [];

beforeAll(async () => {
  await owner.connect();
  await syncTenant(database.url, TENANT, { vi: 'Tỉnh thử', en: 'Test province' }, registry);
  // What an installation is, its owner writes; legal time moves in a demonstration only.
  await owner.query(`insert into app.setting (tenant, name, value) values ($1, 'installation', '"demo"')`, [TENANT]);
  for (const row of rowsOf([smallProvince()])) {
    await owner.query(
      `insert into app.effective_row (tenant, table_name, key, key_text, "values", valid, dossier, seq)
       values ($1, $2, $3, $4, $5, daterange($6, $7), gen_random_uuid(), 1)`,
      [TENANT, row.table, row.key, rowKey(row.table, row.key), JSON.stringify(row.values), row.from, row.to],
    );
  }
  await createAccount(store, { person: asPersonId('director'), name: 'giam.doc', password: PASSWORD });
  web = await makeApp(config);
});
afterAll(async () => {
  await web.app.close();
  await pool.end();
  await owner.end();
  await database.drop();
});

async function makeApp(of: WebConfig): Promise<WebApp> {
  const personas = [{ id: 'clerk', person: asPersonId('clerk'), name: 'Văn thư', post: { vi: 'Văn thư sở', en: 'Clerk' } }];
  const made = await createApp({
    store,
    config: of,
    assets,
    registry,
    personas,
    migrations: ['0001_core.sql', '0002_accounts.sql'],
  });
  const { app, show } = made;
  app.addHook('onRequest', async (request) => {
    request.log.error = ((...args: unknown[]) => logged.push(JSON.stringify(args))) as never;
  });
  app.get('/', { config: { public: true } }, async (request, reply) =>
    show(request, reply, { title: 'x', children: request.formToken() }),
  );
  app.get('/viec', async (request, reply) =>
    show(request, reply, { title: 'Việc', children: `${request.asker().person}|${request.formToken()}|` }),
  );
  app.post('/vm/moi', async (request, reply) => {
    performed.push(request.form.values);
    return reply.redirect('/viec', 303);
  });
  app.post('/vm/lai', { config: { resumes: true } }, async (request, reply) =>
    show(request, reply, {
      title: 'x',
      children: request.resumed ? `hiện lại: ${request.form.values.get('what')?.[0]}` : 'đã gửi',
    }),
  );
  app.post('/vm/tep', async (request, reply) =>
    reply.send({
      files: request.form.files.map((f) => [f.field, f.name, f.bytes.length]),
      what: request.form.values.get('what'),
    }),
  );
  app.all<{ Params: { code: string } }>('/loi/:code', async (request) => {
    if (request.params.code === 'boom') throw new Error('bí mật của người dùng');
    throw new AppError(request.params.code, 'conflict', { params: { seen: 1, now: 2 } });
  });
  return made;
}

const newBrowser = (of: () => WebApp = () => web): Browser => openBrowser(() => of().app);
const signIn = (browser: Browser, den = '/viec') => signInAs(browser, { name: 'giam.doc', password: PASSWORD, den });

describe('every answer', () => {
  test('carries a policy without inline code and is kept by nobody', async () => {
    const { headers } = await newBrowser().get('/');
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(headers['content-security-policy']).toContain("require-trusted-types-for 'script'");
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    expect(headers).not.toHaveProperty('strict-transport-security');
  });

  test('leaves compressed when it is worth it and the browser can', async () => {
    const page = await newBrowser().get('/', { 'accept-encoding': 'gzip, br' });
    expect(page.headers['content-encoding']).toBe('br');
    expect((await newBrowser().get('/')).headers['content-encoding']).toBeUndefined();
    expect((await newBrowser().get('/livez', { 'accept-encoding': 'br' })).headers['content-encoding']).toBeUndefined();
  });

  test('a file of the build is kept for a year, one nobody built is not there', async () => {
    const style = await newBrowser().get('/static/style.abc.css', { 'accept-encoding': 'gzip' });
    expect(style.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-encoding': 'gzip',
      'content-type': 'text/css; charset=utf-8',
    });
    expect((await newBrowser().get('/static/style.css')).statusCode).toBe(404);
    expect((await newBrowser().get('/static/..%2fmanifest.json')).statusCode).toBe(404);
  });

  test('over plain http only the machine itself is served, with one clear sentence for every other name', async () => {
    for (const host of ['localhost:8080', '127.0.0.1', '[::1]:80'])
      expect((await newBrowser().get('/livez', { host })).statusCode).toBe(200);
    const refused = await newBrowser().get('/', { host: 'khoithong.example.vn' });
    expect(refused.statusCode).toBe(421);
    expect(refused.body).toContain('PUBLIC_URL');
  });

  test('health says that the process lives and the database is as this program needs it', async () => {
    expect((await newBrowser().get('/livez')).json()).toEqual({ status: 'ok' });
    expect((await newBrowser().get('/readyz')).json()).toMatchObject({ status: 'ok', ledger: 'ok' });
    const newer = await createApp({ store, config, assets, registry, migrations: ['9999_later.sql'] });
    expect((await newer.app.inject({ url: '/readyz', headers: { host: 'localhost' } })).statusCode).toBe(503);
    await newer.app.close();
  });
});

describe('language', () => {
  test('is Vietnamese, or what the address says, and is remembered', async () => {
    const browser = newBrowser();
    expect((await browser.get('/dang-nhap')).body).toContain('<html lang="vi">');
    expect((await browser.get('/dang-nhap?lang=en')).body).toContain('<html lang="en">');
    const again = await browser.get('/dang-nhap');
    expect(again.body).toContain('Sign in');
    expect(again.headers['content-language']).toBe('en');
    const page = await browser.get('/dang-nhap');
    const changed = await browser.post('/ngon-ngu', { csrf: tokenIn(page.body), lang: 'vi', den: '//evil.example' });
    expect(changed.headers.location).toBe('/');
    expect((await browser.get('/dang-nhap')).body).toContain('<html lang="vi">');
  });
});

describe('signing in', () => {
  test('a protected page leads to the sign-in and back to itself', async () => {
    const browser = newBrowser();
    const refused = await browser.get('/viec?loc=1');
    expect(refused.statusCode).toBe(303);
    expect(refused.headers.location).toBe('/dang-nhap?den=%2Fviec%3Floc%3D1');
    const entered = await signIn(browser, '/viec?loc=1');
    expect(entered.statusCode).toBe(303);
    expect(entered.headers.location).toBe('/viec?loc=1');
    expect(entered.headers['set-cookie']).toMatch(/^sid=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    expect((await browser.get('/viec')).body).toContain('director|');
  });

  test('nobody is led to another site', async () => {
    for (const den of ['https://evil.example', '//evil.example', '/\\evil.example', '/x/..//evil.example']) {
      expect((await signIn(newBrowser(), den)).headers.location).toBe('/viec');
    }
  });

  test('a wrong name and a wrong password get the same page, with the name still there', async () => {
    const pages = [];
    for (const name of ['giam.doc', 'khong.ai.ca']) {
      const browser = newBrowser();
      const page = await browser.get('/dang-nhap');
      const answer = await browser.post('/dang-nhap', { csrf: tokenIn(page.body), __name: name, __password: 'sai' });
      expect(answer.statusCode).toBe(422);
      expect(answer.body).toContain(`value="${name}"`);
      expect(answer.body).not.toContain('sai"');
      pages.push(answer.body.replaceAll(name, 'N').replaceAll(/value="[\w-]{86}"/g, ''));
    }
    expect(pages[0]).toBe(pages[1]);
  });

  test('the sign-in form works only with the token of this browser', async () => {
    const page = await newBrowser().get('/dang-nhap');
    const other = newBrowser();
    await other.get('/dang-nhap');
    for (const csrf of ['', tokenIn(page.body)]) {
      expect((await other.post('/dang-nhap', { csrf, __name: 'giam.doc', __password: PASSWORD })).statusCode).toBe(403);
    }
    expect(other.cookies.has('sid')).toBe(false);
  });

  test('signing in gives a new session and ends the one before; signing out ends it', async () => {
    const browser = newBrowser();
    await signIn(browser);
    const first = browser.cookies.get('sid') ?? '';
    const token = (await browser.get('/viec')).body.split('|')[1] ?? '';
    await browser.post('/trai-nghiem/vao-vai', { csrf: token, persona: 'clerk' });
    expect(browser.cookies.get('sid')).not.toBe(first);
    const old = newBrowser();
    old.cookies.set('sid', first);
    expect((await old.get('/viec')).statusCode).toBe(303);
    const page = (await browser.get('/viec')).body;
    expect(page).toContain('clerk|');
    const last = browser.cookies.get('sid') ?? '';
    await browser.post('/dang-xuat', { csrf: page.split('|')[1] ?? '' });
    expect(browser.cookies.has('sid')).toBe(false);
    old.cookies.set('sid', last);
    expect((await old.get('/viec')).statusCode).toBe(303);
  });

  test('personas and the demo clock exist in demo mode only', async () => {
    const work = await makeApp({ ...config, demo: false });
    const browser = newBrowser(() => work);
    const token = tokenIn((await browser.get('/dang-nhap')).body);
    expect((await browser.post('/trai-nghiem/vao-vai', { csrf: token, persona: 'clerk' })).statusCode).toBe(404);
    await signIn(browser);
    expect((await browser.post('/demo/dong-ho', { days: '1' })).statusCode).toBe(404);
    await work.app.close();
  });

  test('behind https the cookies belong to this host alone and never travel in the clear', async () => {
    const secure = await makeApp({ ...config, secureCookies: true, publicUrl: 'https://khoithong.example.vn' });
    const browser = newBrowser(() => secure);
    const page = await browser.get('/dang-nhap', { host: 'khoithong.example.vn' });
    expect(page.headers['strict-transport-security']).toContain('max-age=31536000');
    expect(String(page.headers['set-cookie'])).toMatch(/__Host-pre=.*; Secure/);
    await secure.app.close();
  });
});

describe('forms', () => {
  test('another site cannot make a browser send one', async () => {
    const browser = newBrowser();
    await signIn(browser);
    const csrf = (await browser.get('/viec')).body.split('|')[1] ?? '';
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }]) {
      expect((await browser.post('/vm/moi', { csrf, what: 'x' }, headers as Record<string, string>)).statusCode).toBe(403);
    }
    const unnamed = { 'content-type': 'application/x-www-form-urlencoded', origin: 'null' };
    const silent = await browser.send({
      method: 'POST',
      url: '/vm/moi',
      headers: unnamed,
      payload: new URLSearchParams({ csrf, what: 'x' }).toString(),
    });
    expect(silent.statusCode).toBe(403);
    expect(performed).toEqual([]);
    expect((await browser.post('/vm/moi', { csrf, what: 'x' }, { origin: 'http://localhost' })).statusCode).toBe(303);
    performed = [];
  });

  test('one without the token of the session is shown again with everything typed, and goes through from there', async () => {
    const browser = newBrowser();
    await signIn(browser);
    const stale = await browser.post('/vm/moi', { csrf: 'cũ', what: 'một\nhai "ba"' });
    expect(stale.statusCode).toBe(403);
    expect(performed).toEqual([]);
    expect(stale.body).toContain('một\nhai &quot;ba&quot;');
    await browser.post('/vm/moi', { csrf: tokenIn(stale.body), what: 'một\nhai' });
    expect(performed[0]?.get('what')).toEqual(['một\nhai']);
    performed = [];
  });

  test('one sent after the session has ended is carried over the sign-in, and nothing is done before it is sent again', async () => {
    const browser = newBrowser();
    const asked = await browser.post('/vm/moi', { csrf: 'hết', what: 'chữ dài', __key: 'k1' });
    expect(asked.statusCode).toBe(401);
    expect(asked.body).toContain('data-sign-in');
    expect(asked.body).toContain('value="chữ dài"');
    const wrong = await browser.post('/vm/moi', {
      csrf: tokenIn(asked.body),
      __resume: '1',
      __name: 'giam.doc',
      __password: 'sai',
      what: 'chữ dài',
    });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('value="chữ dài"');
    const entered = await browser.post('/vm/moi', {
      csrf: tokenIn(wrong.body),
      __resume: '1',
      __name: 'giam.doc',
      __password: PASSWORD,
      what: 'chữ dài',
      __key: 'k1',
    });
    expect(entered.statusCode).toBe(200);
    expect(entered.body).toContain('value="chữ dài"');
    expect(entered.body).not.toContain(PASSWORD);
    expect(performed).toEqual([]);
    const sent = await browser.post('/vm/moi', { csrf: tokenIn(entered.body), what: 'chữ dài', __key: 'k1' });
    expect(sent.statusCode).toBe(303);
    expect(performed[0]?.get('__key')).toEqual(['k1']);
    performed = [];
  });

  test('a page that can show its form again does so after the sign-in, also for a persona', async () => {
    const browser = newBrowser();
    const asked = await browser.post('/vm/lai', { what: 'giữ lấy' });
    const entered = await browser.post('/vm/lai', {
      csrf: tokenIn(asked.body),
      __resume: '1',
      __persona: 'clerk',
      what: 'giữ lấy',
    });
    expect(entered.body).toContain('hiện lại: giữ lấy');
    const forged = newBrowser();
    await forged.get('/dang-nhap');
    expect((await forged.post('/vm/lai', { __resume: '1', __persona: 'clerk', what: 'x' })).statusCode).toBe(401);
  });

  test('a script of ours is told in JSON that the session has ended', async () => {
    const answer = await newBrowser().post('/vm/moi', { what: 'x' }, { accept: 'application/json' });
    expect(answer.statusCode).toBe(401);
    expect(answer.json()).toMatchObject({ code: 'session.required' });
  });

  test('one that is too large says so', async () => {
    const answer = await newBrowser().post('/vm/moi', { what: 'x'.repeat(1024 * 1024 + 1) });
    expect(answer.statusCode).toBe(413);
    expect(answer.body).toContain('25 MB');
  });

  test('files arrive whole for those signed in and are not held for strangers', async () => {
    const browser = newBrowser();
    await signIn(browser);
    const csrf = (await browser.get('/viec')).body.split('|')[1] ?? '';
    const part = (name: string, more: string, value: string) =>
      `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
    const payload = `${part('csrf', '', csrf)}${part('what', '', 'gì')}${part('papers', '; filename="báo cáo.pdf"', '%PDF')}${part('papers', '; filename=""', '')}--b--\r\n`;
    const headers = { 'content-type': 'multipart/form-data; boundary=b', 'sec-fetch-site': 'same-origin' };
    const taken = await browser.send({ method: 'POST', url: '/vm/tep', headers, payload });
    expect(taken.json()).toEqual({ files: [['papers', 'báo cáo.pdf', 4]], what: ['gì'] });
    const stranger = await newBrowser().send({ method: 'POST', url: '/vm/tep', headers, payload });
    expect(stranger.statusCode).toBe(401);
    expect(stranger.body).toContain('value="gì"');
    expect(stranger.body).not.toContain('%PDF');
  });
});

describe('errors', () => {
  test('an address nobody serves is a page that says what to do, with a code to quote', async () => {
    const answer = await newBrowser().get('/khong-co');
    expect(answer.statusCode).toBe(404);
    expect(answer.body).toContain('Không tìm thấy');
    expect(answer.body).toContain(String(answer.headers['x-request-id']));
    expect((await newBrowser().get('/khong-co?lang=en')).body).toContain('Page not found');
  });

  test('a conflict says what happened in the words of its code', async () => {
    const browser = newBrowser();
    await signIn(browser);
    const answer = await browser.get('/loi/dossier.moved');
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain('vừa có người khác sửa');
  });

  test('a fault of ours gives a code, keeps the form, and logs not a word of what was sent', async () => {
    const browser = newBrowser();
    await signIn(browser);
    const csrf = (await browser.get('/viec')).body.split('|')[1] ?? '';
    logged.length = 0;
    const answer = await browser.post('/loi/boom', { csrf, what: 'chữ riêng tư' });
    expect(answer.statusCode).toBe(500);
    expect(answer.body).toContain('value="chữ riêng tư"');
    expect(answer.body).not.toContain('bí mật');
    expect(logged.join()).toContain(String(answer.headers['x-request-id']));
    expect(logged.join()).not.toMatch(/bí mật|riêng tư|director/);
  });

  test('what cannot be read is a clear refusal, never a fault', async () => {
    const browser = newBrowser();
    const odd = [
      browser.post('/vm/moi', {}, { 'content-type': 'text/csv' }),
      browser.get('/%E0%A4%A'),
      browser.get('/viec', { cookie: 'sid=%00;;=;a' }),
      browser.send({ method: 'POST', url: '/vm/tep', headers: { 'content-type': 'multipart/form-data' }, payload: 'x' }),
      browser.send({ method: 'POST', url: '/vm/moi', headers: { 'content-type': 'application/json' }, payload: '{' }),
    ];
    const answers = await Promise.all(odd);
    expect(answers.map((answer) => answer.statusCode)).toEqual([415, 400, 303, 400, 400]);
  });

  test('an address that cannot be read is answered under the same headers as any other', async () => {
    const answer = await newBrowser().get('/%ff');
    expect(answer.statusCode).toBe(400);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  });

  test('a place to go to that is named twice leads nowhere else and breaks nothing', async () => {
    const answer = await newBrowser().get('/dang-nhap?den=/viec&den=//evil.example');
    expect(answer.statusCode).toBe(200);
    expect(answer.body).not.toMatch(/(?:href|action|value)="[^"]*\/\/evil/);
  });
});

test('without its database the site says that it is busy, and still answers that it lives', async () => {
  const gone = createStore(openPool('postgres://nobody@127.0.0.1:1/none', 'app_web'), TENANT, registry);
  const { app } = await createApp({ store: gone, config, assets, registry });
  const headers = { host: 'localhost', cookie: `sid=${'a'.repeat(43)}` };
  expect((await app.inject({ url: '/livez', headers })).statusCode).toBe(200);
  expect((await app.inject({ url: '/readyz', headers })).statusCode).toBe(503);
  const page = await app.inject({ url: '/dang-nhap', headers });
  expect(page.statusCode).toBe(503);
  expect(page.body).toContain('Cơ sở dữ liệu đang tạm ngừng');
  await app.close();
});

test('a form sent while the session cannot be looked up is shown again with every word of it and a token of its session', async () => {
  const gone = createStore(openPool('postgres://nobody@127.0.0.1:1/none', 'app_web'), TENANT, registry);
  const { app } = await createApp({ store: gone, config, assets, registry });
  app.post('/thu', async () => 'never');
  const id = 'b'.repeat(43);
  const browser = openBrowser(() => app);
  browser.cookies.set('sid', id);
  const typed = { csrf: 'x', __idem: 'khoa-1', what: 'Đường vào thôn bị <lún>\nhai đoạn' };
  const page = await browser.post('/thu', typed);
  expect(page.statusCode).toBe(503);
  expect(page.body).toContain('Những gì bạn đã nhập vẫn còn');
  expect(page.body).toContain('Đường vào thôn bị &lt;lún');
  expect(page.body).toContain('name="__idem" value="khoa-1"');
  expect(isToken(tokenIn(page.body), csrfOf(id))).toBe(true);
  const script = await browser.post('/thu', typed, { accept: 'application/json' });
  expect([script.statusCode, script.json<{ code: string }>().code]).toEqual([503, 'store.unavailable']);
  await app.close();
});

describe('the demo clock', () => {
  test('moves to the same hour of a working day and tells the jobs', async () => {
    let told = 0;
    const { app } = await createApp({
      store,
      config,
      assets,
      registry,
      personas: [{ id: 'clerk', person: asPersonId('clerk'), name: 'V', post: { vi: 'V', en: 'C' } }],
      onClockMoved: async () => {
        told += 1;
      },
    });
    app.get('/viec', async (request, reply) => reply.type('text/html').send(request.formToken()));
    const browser = newBrowser(() => ({ ...web, app }));
    const token = tokenIn((await browser.get('/dang-nhap')).body);
    await browser.post('/trai-nghiem/vao-vai', { csrf: token, persona: 'clerk' });
    const before = Date.parse(await businessNow(store));
    const moved = await browser.post('/demo/dong-ho', { csrf: (await browser.get('/viec')).body, days: '5', den: '/vm' });
    expect(moved.headers.location).toBe('/vm');
    const days = (Date.parse(await businessNow(store)) - before) / 86_400_000;
    // Five working days are a week from a weekday; a Saturday or Sunday is not one of them.
    const weekday = new Date(before + 7 * 3_600_000).getUTCDay();
    expect(Math.abs(days - (weekday === 6 ? 6 : weekday === 0 ? 5 : 7))).toBeLessThan(0.01);
    expect(told).toBe(1);
    expect((await browser.post('/demo/dong-ho', { csrf: (await browser.get('/viec')).body, days: '400' })).statusCode).toBe(422);
    await app.close();
  });
});
