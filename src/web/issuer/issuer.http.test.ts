/** Signing in at a real issuer, honestly and otherwise. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openIssuer, TEST_CLIENT, type TestIssuer, walkIssuer } from '../../../tests/support/issuer.ts';
import { createWorld, type World } from '../../../tests/support/world.ts';
import { asPersonId } from '../../kernel/ids.ts';
import { createAccount, setAccountActive } from '../../store/accounts/account.ts';
import { createApp, type WebApp } from '../http/app.ts';
import { toAssets } from '../http/assets.ts';
import { type WebConfig, WORK_SESSION } from '../http/config.ts';
import { isFreshFromIssuer } from '../pages/signing/posted.ts';
import { type Browser, openBrowser, signInAs } from '../testing/browser.ts';
import { createIssuer, type IssuerConfig } from './issuer.ts';

const ORIGIN = 'http://localhost';
const PASSWORD = 'mật khẩu đủ dài';
const config: WebConfig = { secureCookies: false, demo: false, ...WORK_SESSION, place: { vi: 'Tỉnh thử', en: 'Test province' } };
let world: World;
let issuer: TestIssuer;
let web: WebApp;

beforeAll(async () => {
  world = await createWorld({ kinds: [] });
  issuer = await openIssuer({ origins: [ORIGIN, 'https://kt.example.vn'] });
  web = await makeApp({});
  await createAccount(world.store, { person: asPersonId('P-member'), name: 'member', password: PASSWORD });
});
afterAll(async () => {
  await web.app.close();
  await issuer.close();
  await world.close();
});

async function makeApp(of: Partial<IssuerConfig>, site: Partial<WebConfig> = {}): Promise<WebApp> {
  const made = await createApp({
    store: world.store,
    registry: world.store.registry,
    assets: toAssets({}),
    config: { ...config, ...site },
    issuer: createIssuer({ url: issuer.url, ...TEST_CLIENT, staffClaim: 'staff_code', scope: 'openid profile', ...of }),
  });
  made.app.get('/viec', async (request, reply) =>
    made.show(request, reply, { title: 'x', children: `${request.asker().person}|` }),
  );
  made.app.get('/vm/:n', async (request, reply) =>
    made.show(request, reply, { title: 'x', children: `${request.asker().person}|` }),
  );
  made.app.get('/moi-xac-nhan', async (request, reply) =>
    made.show(request, reply, { title: 'x', children: isFreshFromIssuer(request) ? 'vừa xác nhận|' : 'đã lâu|' }),
  );
  made.app.post('/vm/moi', async (_request, reply) => reply.redirect('/viec', 303));
  return made;
}

const newBrowser = (of: () => WebApp = () => web): Browser => openBrowser(() => of().app);
const pathOf = (url: string) => url.slice(new URL(url).origin.length);

/** Begins at the button; gives the address at the issuer. */
async function begin(browser: Browser, query = ''): Promise<string> {
  const reply = await browser.get(`/dang-nhap/co-quan${query}`);
  expect(reply.statusCode).toBe(303);
  return String(reply.headers.location);
}

/** Opens a page, and where signing in failed the page that says so. */
async function open(browser: Browser, path: string) {
  const reply = await browser.get(path);
  const location = String(reply.headers.location ?? '');
  return location.startsWith('/dang-nhap/chua-vao') ? browser.get(location) : reply;
}

/** The whole way, as who; gives the last answer. */
async function signIn(browser: Browser, who: string, query = '') {
  return open(browser, pathOf(await walkIssuer(await begin(browser, query), who)));
}

describe('somebody the issuer knows', () => {
  test('comes back to the page they wanted, with a session of ours that says who opened it', async () => {
    const browser = newBrowser();
    const page = await browser.get('/dang-nhap?den=%2Fvm%2F7%3Ftim%3Da');
    expect(page.body).toContain('href="/dang-nhap/co-quan?den=%2Fvm%2F7%3Ftim%3Da"');
    const reply = await signIn(browser, 'D1-head', '?den=%2Fvm%2F7%3Ftim%3Da');
    expect([reply.statusCode, reply.headers.location]).toEqual([303, '/vm/7?tim=a']);
    expect((await browser.get('/vm/7')).body).toContain('D1-head|');
    expect(await world.admin("select step from app.user_session where person = 'D1-head'")).toEqual([{ step: 'issuer' }]);
    expect(browser.cookies.has('vao')).toBe(false);
  });

  test('is asked for a code that only we can redeem, once, with nothing of ours in the address', async () => {
    const asked = new URL(await begin(newBrowser())).searchParams;
    expect(asked.get('code_challenge_method')).toBe('S256');
    expect(asked.get('response_type')).toBe('code');
    expect(asked.get('redirect_uri')).toBe(`${ORIGIN}/dang-nhap/tra-loi`);
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)).toMatch(/^[\w-]{43}$/);
    expect(new Set([asked.get('state'), asked.get('nonce'), asked.get('code_challenge')]).size).toBe(3);
  });

  test('need not have a name and a password here, and whoever is signed in is not sent away', async () => {
    const browser = newBrowser();
    expect((await signIn(browser, 'D2-staff')).headers.location).toBe('/viec');
    expect((await browser.get('/dang-nhap/co-quan?den=/vm/1')).headers.location).toBe('/vm/1');
    expect((await browser.get('/dang-nhap/tra-loi?code=x&state=y')).headers.location).toBe('/viec');
  });

  test('gets a fresh session: the id the browser had before opens nothing', async () => {
    const browser = newBrowser();
    browser.cookies.set('sid', 'A'.repeat(43));
    await signIn(browser, 'D1-staff');
    expect(browser.cookies.get('sid')).not.toBe('A'.repeat(43));
    const [before] = [browser.cookies.get('sid')];
    await signIn(newBrowser(), 'D1-staff');
    expect(browser.cookies.get('sid')).toBe(before);
  });

  test('whose code stands in the token itself is known without another question', async () => {
    const own = await openIssuer({ origins: [ORIGIN], codeInToken: true });
    const app = await makeApp({ url: own.url });
    const browser = newBrowser(() => app);
    const address = await begin(browser);
    const back = await walkIssuer(address, 'D1-clerk');
    const before = own.asked();
    expect((await browser.get(pathOf(back))).headers.location).toBe('/viec');
    // The token and the keys that prove it; no account asked for.
    expect(own.asked() - before).toBe(2);
    await app.app.close();
    await own.close();
  });

  test('over https carries cookies no other host can have set', async () => {
    const app = await makeApp({}, { publicUrl: 'https://kt.example.vn', secureCookies: true, trustProxy: true });
    const reply = await app.app.inject({
      url: '/dang-nhap/co-quan',
      headers: { host: 'kt.example.vn', 'x-forwarded-proto': 'https' },
    });
    expect(String(reply.headers['set-cookie'])).toMatch(
      /^__Host-vao=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=600$/,
    );
    expect(String(reply.headers.location)).toContain(encodeURIComponent('https://kt.example.vn/dang-nhap/tra-loi'));
    await app.app.close();
  });
});

describe('whoever may not come in', () => {
  test('gets one and the same page for a code nobody has, no code at all, and a closed account', async () => {
    await createAccount(world.store, { person: asPersonId('D2-clerk'), name: 'clerk', password: PASSWORD });
    await setAccountActive(world.store, asPersonId('D2-clerk'), false);
    const pages: string[] = [];
    for (const who of ['X-999', '-', 'D2-clerk']) {
      const browser = newBrowser();
      const reply = await signIn(browser, who);
      expect(reply.statusCode).toBe(403);
      expect((await browser.get('/viec')).statusCode).toBe(303);
      pages.push(reply.body.replaceAll(/\b[A-Z0-9]{4}-[A-Z0-9]{4}\b/g, 'CODE').replaceAll(/name="csrf" value="[\w-]+"/g, ''));
      expect(reply.body).not.toContain('X-999');
    }
    expect(new Set(pages).size).toBe(1);
    expect(pages[0]).toContain('bộ phận tổ chức cán bộ');
    expect(pages[0]).toContain('href="/dang-nhap/co-quan?khac=1"');
    expect((await open(newBrowser(), '/dang-nhap/chua-vao?vi=refused&ma=7M4Q-92XH&lang=en')).body).toContain('personnel section');
    const forged = await newBrowser().get('/dang-nhap/chua-vao?vi=refused&ma=Gọi+ngay+số+này');
    expect([forged.statusCode, forged.body.includes('Gọi ngay')]).toEqual([403, false]);
  });

  test('may use another account: the issuer asks afresh', async () => {
    expect(new URL(await begin(newBrowser(), '?khac=1')).searchParams.get('prompt')).toBe('login');
  });

  test('confirms afresh although signed in, and only what the issuer saw a moment ago counts as fresh', async () => {
    const browser = newBrowser();
    await signIn(browser, 'D1-staff');
    const isFresh = async (of: Browser) => (await of.get('/moi-xac-nhan')).body.includes('vừa xác nhận|');
    expect(await isFresh(browser)).toBe(false);
    const before = browser.cookies.get('sid');
    const address = await begin(browser, '?lai=1&den=/vm/7');
    const asked = new URL(address).searchParams;
    expect([asked.get('prompt'), asked.get('max_age')]).toEqual(['login', '0']);
    const back = await browser.get(pathOf(await walkIssuer(address, 'D1-staff')));
    expect([back.statusCode, back.headers.location]).toEqual([303, '/vm/7']);
    expect(browser.cookies.get('sid')).not.toBe(before);
    expect(await isFresh(browser)).toBe(true);
    await world.admin("update app.user_session set proved_at = proved_at - interval '3 minutes' where person = 'D1-staff'");
    expect(await isFresh(browser)).toBe(false);
  });

  test('is not taken for fresh by a cookie that says so: the issuer was not asked when they signed in', async () => {
    const browser = newBrowser();
    const address = await begin(browser);
    browser.cookies.set('vao', `${browser.cookies.get('vao')}!`);
    const back = await open(browser, pathOf(await walkIssuer(address, 'D1-staff')));
    expect(back.statusCode).toBe(400);
    expect(browser.cookies.has('sid')).toBe(false);
  });

  test('a lock on the password, which anybody can bring about, does not shut out whom the issuer confirms', async () => {
    for (let n = 0; n < 5; n += 1) await signInAs(newBrowser(), { name: 'member', password: 'sai mật khẩu' });
    expect((await signInAs(newBrowser(), { name: 'member', password: PASSWORD })).statusCode).toBe(422);
    expect((await signIn(newBrowser(), 'P-member')).headers.location).toBe('/viec');
  });

  test('who declines at the issuer is told so and keeps the way to where they wanted to go', async () => {
    const reply = await signIn(newBrowser(), '!', '?den=/vm/3');
    expect(reply.statusCode).toBe(403);
    expect(reply.body).toContain('name="den" value="/vm/3"');
  });
});

describe('a forged answer', () => {
  const refused = async (browser: Browser, path: string) => {
    const reply = await open(browser, path);
    expect(reply.statusCode).toBe(400);
    expect(reply.body).toContain('chưa hoàn tất');
    expect(browser.cookies.has('sid')).toBe(false);
    return reply;
  };

  test('without the cookie of the browser that asked is refused before the issuer hears of it', async () => {
    const back = await walkIssuer(await begin(newBrowser()), 'D1-head');
    const other = newBrowser();
    await begin(other);
    const before = issuer.asked();
    await refused(newBrowser(), pathOf(back));
    await refused(other, pathOf(back));
    expect(issuer.asked()).toBe(before);
  });

  test('with a state that is not the one sent, or two of them, is refused', async () => {
    for (const forge of [
      (url: URL) => url.searchParams.set('state', 'x'.repeat(43)),
      (url: URL) => url.searchParams.delete('state'),
      (url: URL) => url.searchParams.append('state', 'x'),
      (url: URL) => url.searchParams.append('code', 'x'),
      (url: URL) => url.searchParams.set('code', 'x'.repeat(3000)),
      (url: URL) => url.searchParams.delete('code'),
    ]) {
      const browser = newBrowser();
      const back = new URL(await walkIssuer(await begin(browser), 'D1-head'));
      forge(back);
      await refused(browser, pathOf(back.href));
    }
  });

  test('from another issuer, or without a word of which, is refused', async () => {
    for (const forge of [
      (url: URL) => url.searchParams.set('iss', 'https://other.example'),
      (url: URL) => url.searchParams.delete('iss'),
    ]) {
      const browser = newBrowser();
      const back = new URL(await walkIssuer(await begin(browser), 'D1-head'));
      forge(back);
      await refused(browser, pathOf(back.href));
    }
  });

  test('with a token minted for another nonce, or a code asked for with another proof, is refused', async () => {
    for (const name of ['nonce', 'code_challenge']) {
      const browser = newBrowser();
      const address = new URL(await begin(browser));
      address.searchParams.set(name, 'n'.repeat(43));
      await refused(browser, pathOf(await walkIssuer(address.href, 'D1-head')));
    }
  });

  test('sent a second time opens nothing, with or without the cookie put back', async () => {
    const browser = newBrowser();
    const address = await begin(browser);
    const kept = browser.cookies.get('vao') ?? '';
    const back = pathOf(await walkIssuer(address, 'D1-head'));
    expect((await browser.get(back)).headers.location).toBe('/viec');
    await refused(newBrowser(), back);
    const thief = newBrowser();
    thief.cookies.set('vao', kept);
    await refused(thief, back);
  });

  test('cannot lead to another site, whatever the cookie or the address says', async () => {
    for (const den of ['//evil.example', 'https://evil.example/', '/\\evil.example', '/dang-xuat/xong', 'javascript:alert(1)']) {
      const browser = newBrowser();
      expect((await signIn(browser, 'D1-head', `?den=${encodeURIComponent(den)}`)).headers.location).toBe('/viec');
    }
    const browser = newBrowser();
    const address = await begin(browser);
    const [secret] = (browser.cookies.get('vao') ?? '').split('.');
    browser.cookies.set('vao', `${secret}.${Buffer.from('//evil.example').toString('base64url')}`);
    expect((await browser.get(pathOf(await walkIssuer(address, 'D1-head')))).headers.location).toBe('/viec');
  });

  test('of any shape gets an answer and never a failure of ours', async () => {
    const browser = newBrowser();
    await begin(browser);
    const kept = browser.cookies.get('vao') ?? '';
    for (const query of [
      '',
      '?',
      '?error=x',
      '?state',
      '?state=%00',
      '?code=%F0%9F%98%80&state=é',
      `?state=${'s'.repeat(8000)}`,
      '?iss=::&iss=',
    ]) {
      browser.cookies.set('vao', kept);
      expect((await open(browser, `/dang-nhap/tra-loi${query}`)).statusCode).toBe(400);
    }
    for (const cookie of ['', '.', 'x', `${'a'.repeat(43)}.!!`, `${'a'.repeat(43)}.${'_'.repeat(4001)}`]) {
      browser.cookies.set('vao', cookie);
      expect((await open(browser, '/dang-nhap/tra-loi?code=a&state=b')).statusCode).toBe(400);
    }
  });
});

describe('an issuer that is away', () => {
  test('leaves names and passwords working, says so, and is asked again by the next who tries', async () => {
    const own = await openIssuer({ origins: [ORIGIN] });
    const app = await makeApp({ url: own.url });
    await own.goAway();
    const away = await open(
      newBrowser(() => app),
      '/dang-nhap/co-quan?den=/vm/4',
    );
    expect(away.statusCode).toBe(503);
    expect(away.headers['retry-after']).toBe('30');
    expect(away.body).toContain('chưa trả lời');
    expect(away.body).toContain('name="den" value="/vm/4"');
    expect(
      (
        await open(
          newBrowser(() => app),
          '/dang-nhap/co-quan?lang=en',
        )
      ).body,
    ).toContain('does not answer');
    await createAccount(world.store, { person: asPersonId('D1-head'), name: 'ahead', password: PASSWORD });
    expect(
      (
        await signInAs(
          newBrowser(() => app),
          { name: 'ahead', password: PASSWORD },
        )
      ).headers.location,
    ).toBe('/viec');
    await own.comeBack();
    const browser = newBrowser(() => app);
    const back = await walkIssuer(await begin(browser), 'D1-head');
    await own.goAway();
    expect((await open(browser, pathOf(back))).statusCode).toBe(503);
    await own.comeBack();
    const later = newBrowser(() => app);
    const state = new URL(await begin(later)).searchParams.get('state');
    own.breakDown(true);
    expect((await open(later, `/dang-nhap/tra-loi?code=x&state=${state}&iss=${own.url}`)).statusCode).toBe(503);
    own.breakDown(false);
    expect(
      (
        await signIn(
          newBrowser(() => app),
          'D1-head',
        )
      ).headers.location,
    ).toBe('/viec');
    await app.app.close();
    await own.close();
  });

  test('that is another than it says, or no issuer at all, is one that is away', async () => {
    for (const url of [issuer.url.replace('127.0.0.1', 'localhost'), `${issuer.url}/no`, 'http://127.0.0.1:1']) {
      const app = await makeApp({ url });
      expect(
        (
          await open(
            newBrowser(() => app),
            '/dang-nhap/co-quan',
          )
        ).statusCode,
      ).toBe(503);
      await app.app.close();
    }
  });

  test('that takes a question and never answers is given up', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const app = await makeApp({ url: `http://127.0.0.1:${(silent.address() as AddressInfo).port}` });
    expect(
      (
        await open(
          newBrowser(() => app),
          '/dang-nhap/co-quan',
        )
      ).statusCode,
    ).toBe(503);
    await app.app.close();
    silent.closeAllConnections();
    silent.close();
  });

  test('that does not take our secret is a fault of the installation, not of the person', async () => {
    const app = await makeApp({ clientSecret: 'wrong' });
    const browser = newBrowser(() => app);
    const reply = await signIn(browser, 'D1-head');
    expect(reply.statusCode).toBe(503);
    await app.app.close();
  });
});

describe('signing out', () => {
  const out = async (browser: Browser) => {
    const form = await browser.get('/form');
    return browser.post('/dang-xuat', { csrf: form.body });
  };

  test('of a session the issuer opened ends it here and offers to end the one there, by a link', async () => {
    const app = await makeApp({});
    app.app.get('/form', async (request) => request.formToken());
    const browser = newBrowser(() => app);
    await signIn(browser, 'D1-head');
    const reply = await out(browser);
    expect(reply.headers.location).toBe('/dang-xuat/xong');
    expect((await browser.get('/viec')).statusCode).toBe(303);
    const page = await browser.get('/dang-xuat/xong');
    const link = /href="(http:\/\/127[^"]+)"/.exec(page.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(new URL(link).searchParams.get('post_logout_redirect_uri')).toBe(`${ORIGIN}/`);
    expect((await fetch(link)).status).toBe(200);
    await app.app.close();
  });

  test('of a session of ours says nothing of an issuer', async () => {
    const app = await makeApp({});
    app.app.get('/form', async (request) => request.formToken());
    const browser = newBrowser(() => app);
    await createAccount(world.store, { person: asPersonId('D1-clerk'), name: 'aclerk', password: PASSWORD });
    await signInAs(browser, { name: 'aclerk', password: PASSWORD });
    expect((await out(browser)).headers.location).toBe('/');
    await app.app.close();
  });
});

test('a form whose session ended is kept open while its sender signs in in another tab, and then goes on', async () => {
  const browser = newBrowser();
  const interrupted = await browser.post('/vm/moi', { what: 'đã gõ' });
  expect(interrupted.statusCode).toBe(401);
  expect(interrupted.body).toMatch(/<a class="btn" href="\/dang-nhap\/co-quan" [^>]*target="_blank" rel="noopener"/);
  await signIn(browser, 'D1-head');
  const again = { what: 'đã gõ', __resume: '1', __name: '', __password: '', csrf: 'whatever' };
  const reply = await browser.post('/vm/moi', again);
  expect(reply.statusCode).toBe(200);
  expect(reply.body).toContain('đã gõ');
});

test('without an issuer nothing of one is there', async () => {
  const made = await createApp({ store: world.store, registry: world.store.registry, assets: toAssets({}), config });
  const browser = newBrowser(() => made);
  expect((await browser.get('/dang-nhap')).body).not.toContain('co-quan');
  expect((await browser.get('/dang-nhap/co-quan')).statusCode).toBe(404);
  await made.app.close();
});
