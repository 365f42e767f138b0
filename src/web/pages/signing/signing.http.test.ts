/** Confirming in person on the pages: what is shown is what is signed, and nothing typed is lost on the way. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSite, type Site } from '../../../../tests/support/site.ts';
import { SoftPasskey } from '../../../../tests/support/soft-passkey.ts';
import { toyKind } from '../../../../tests/support/toy-kind.ts';
import { signingKeyKind } from '../../../kinds/signing-key/index.ts';
import { type Browser, tokenIn } from '../../testing/browser.ts';

const PASSWORD = 'mật khẩu đủ dài';
const HERE = { rpId: 'localhost', origin: 'http://localhost' };

/** The toy with a field of its own that is called as one of the act by which anything is corrected. */
const { vi } = toyKind.messages;
const fields = { ...(vi['fields'] as object), field: { label: 'Lĩnh vực', hint: '' } };
const toyWithField = { ...toyKind, messages: { ...toyKind.messages, vi: { ...vi, fields } } };

let site: Site;
let head: Browser;
beforeAll(async () => {
  site = await openSite({
    kinds: [toyWithField, signingKeyKind],
    limits: { 'toy.register': 1, 'toy.answer': 5 },
    day: true,
    signing: true,
  });
  head = await site.as('C1-head');
});
afterAll(() => site.close());

async function waiting(): Promise<string> {
  const body = { what: 'Chưa có quy định giao đất', unit: 'C1', hide: 'no' };
  const opened = await site.world.act('C2-staff', { kind: 'toy', act: 'ask', body });
  const { number } = await site.world.act('C1-clerk', { dossier: opened.dossier, act: 'register', body: {} });
  return `/dc/${number?.slice(3)}`;
}

const TYPED = { stance: 'yes', text: 'Đồng ý làm ngay, giao văn phòng theo dõi' };
const value = (html: string, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
const challengeIn = (html: string): string => /data-challenge="([\w-]+)"/.exec(html)?.[1] ?? '';

/** The page that asks once more, and what its form would send. */
async function check(browser: Browser, place: string) {
  const form = await browser.get(`${place}/answer`);
  const page = await browser.post(`${place}/answer`, {
    csrf: tokenIn(form.body),
    __key: value(form.body, '__key'),
    __seq: value(form.body, '__seq'),
    ...TYPED,
  });
  return { page, sent: carried(page.body) };
}
const carried = (html: string) => ({
  csrf: tokenIn(html),
  __key: value(html, '__key'),
  __seq: value(html, '__seq'),
  __signing: value(html, '__signing'),
  __checked: '1',
  ...TYPED,
});

async function enrol(browser: Browser, name = 'Máy ở cơ quan'): Promise<SoftPasskey> {
  const key = new SoftPasskey(HERE);
  const page = await browser.get('/ca-nhan/khoa-truy-cap/them');
  expect(page.body).toContain('data-mode="make"');
  const added = await browser.post('/ca-nhan/khoa-truy-cap/them', {
    csrf: tokenIn(page.body),
    name,
    __signing: value(page.body, '__signing'),
    __assertion: JSON.stringify(key.register(challengeIn(page.body))),
  });
  expect(added.headers.location).toBe('/ca-nhan?khoa=added#khoa-truy-cap');
  return key;
}

describe('without a passkey', () => {
  test('the page asks for the password, says that it is weaker, and where a passkey is added', async () => {
    const { page } = await check(head, await waiting());
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Mật khẩu yếu hơn khoá truy cập');
    expect(page.body).toContain('href="/ca-nhan/khoa-truy-cap/them"');
    expect(page.body).not.toContain('<kt-sign');
  });

  test('a missing or wrong password shows the same page again with everything typed, the right one is recorded as such', async () => {
    const place = await waiting();
    const { sent } = await check(head, place);
    const missing = await head.post(`${place}/answer`, sent);
    expect(missing.statusCode).toBe(409);
    expect(missing.body).toContain('do chính bạn xác nhận');
    expect(value(missing.body, 'text')).toBe(TYPED.text);
    const wrong = await head.post(`${place}/answer`, { ...carried(missing.body), __confirm: 'không phải mật khẩu' });
    expect(wrong.body).toContain('Chưa có gì được ghi');
    expect(wrong.body).not.toContain('không phải mật khẩu');
    const done = await head.post(`${place}/answer`, { ...carried(wrong.body), __confirm: PASSWORD });
    expect(done.statusCode).toBe(303);
    expect((await head.get(place)).body).toContain('Xác nhận bằng mật khẩu (yếu hơn)');
  });

  test('what is sent must be what was shown', async () => {
    const place = await waiting();
    const { sent } = await check(head, place);
    const other = await head.post(`${place}/answer`, { ...sent, text: 'Không đồng ý gì hết', __confirm: PASSWORD });
    expect(other.statusCode).toBe(409);
    expect(other.body).toContain('khác với nội dung đã ký');
  });

  test('a challenge of one person is nothing to another, and none of it is carried over a sign-in', async () => {
    const place = await waiting();
    const { sent } = await check(head, place);
    await head.get('/ca-nhan');
    const forged = await head.post(`${place}/answer`, { ...sent, csrf: 'x', __confirm: PASSWORD });
    expect(forged.statusCode).toBe(403);
    expect(forged.body).toContain(TYPED.text);
    expect(forged.body).not.toContain('__confirm');
    expect(forged.body).not.toContain('__signing');
  });
});

describe('a correction of what was confirmed', () => {
  test('is asked for in its own words, not in those of a field of the kind that is called alike, the old text beside the new', async () => {
    const staff = await site.as('C2-staff');
    const place = await waiting();
    const form = await staff.get(`${place}/correct?seq=1&field=what`);
    const page = await staff.post(`${place}/correct`, {
      csrf: tokenIn(form.body),
      __key: value(form.body, '__key'),
      __seq: value(form.body, '__seq'),
      seq: '1',
      field: 'what',
      text: 'Chưa có quy định cho thuê đất',
      reason: 'Ghi nhầm loại việc',
    });
    expect(page.body).toContain('Kiểm tra trước khi gửi');
    expect(page.body).toMatch(/Trường cần đính chính[\s\S]*Hỏi gì\?/);
    expect(page.body).not.toContain('Lĩnh vực');
    expect(page.body).toMatch(/<s>[\s\S]*Chưa có quy định giao đất[\s\S]*<\/s>[\s\S]*Chưa có quy định cho thuê đất/);
  });
});

describe('passkeys on the profile page', () => {
  test('are asked for once more who it is, added, named and removed, each time in a session with a new id', async () => {
    const clerk = await site.as('C1-clerk');
    const before = clerk.cookies.get('sid');
    await enrol(clerk, 'Điện thoại');
    expect(clerk.cookies.get('sid')).not.toBe(before);
    const profile = await clerk.get('/ca-nhan?khoa=added');
    expect(profile.body).toContain('Điện thoại');
    expect(profile.body).toContain('Đã thêm khoá truy cập.');
    const id = /khoa-truy-cap\/bo\?id=([\w-]+)/.exec(profile.body)?.[1] ?? '';
    await clerk.post('/ca-nhan/khoa-truy-cap/ten', { csrf: tokenIn(profile.body), id, name: 'Máy bàn' });
    expect((await clerk.get('/ca-nhan')).body).toContain('Máy bàn');
    const page = await clerk.get(`/ca-nhan/khoa-truy-cap/bo?id=${id}`);
    expect(page.body).toContain('Máy bàn');
    const gone = await clerk.post('/ca-nhan/khoa-truy-cap/bo', { csrf: tokenIn(page.body), id });
    expect(gone.headers.location).toBe('/ca-nhan?khoa=removed#khoa-truy-cap');
    expect((await clerk.get('/ca-nhan')).body).not.toContain('Máy bàn');
  });

  test('stand in the record: the act, its number, the page everybody may read, the notice; removed, they sign no more', async () => {
    const owner = await site.as('D2-staff');
    const key = await enrol(owner, 'Khoá có hồ sơ');
    const profile = (await owner.get('/ca-nhan')).body;
    const [, place = '', number = ''] = /<a href="(\/kk\/[\w-]+)">(KK-[\d-]+)<\/a>/.exec(profile) ?? [];
    const acts = (name: string) =>
      site.world.admin('select 1 from app.act a join app.dossier d on d.id = a.dossier where d.number = $1 and a.name = $2', [
        number,
        name,
      ]);
    expect(await acts('enrol')).toHaveLength(1);
    const reader = await site.as('C1-staff');
    const page = (await reader.get(place)).body;
    for (const words of [number, key.id, key.spki, 'Đang dùng', 'ghi nhận khoá ký']) expect(page).toContain(words);
    expect((await reader.get('/kk')).body).toContain(number);
    expect((await reader.get('/kk')).body).not.toContain('/kk/moi');
    // No form offers what only a device can give.
    for (const form of ['/kk/moi', '/kk/moi/enrol']) expect((await owner.get(form)).statusCode).toBe(404);
    expect((await owner.get('/thong-bao')).body).toContain('Một khoá ký vừa được ghi nhận cho bạn');

    // Nobody enrols or removes one by the form every dossier has.
    const own = (await owner.get(place)).body;
    expect(own).not.toContain(`${place}/remove`);
    const form = await owner.get(`${place}/remove`);
    const sent = await owner.post(`${place}/remove`, {
      csrf: tokenIn(form.body),
      __key: value(form.body, '__key'),
      __seq: '1',
      __checked: '1',
    });
    expect(sent.statusCode).not.toBe(303);
    expect(await acts('remove')).toEqual([]);

    const opening = async () => {
      const asked = await owner.get('/dc/moi/ask');
      const typed = { what: 'Chưa có quy định giao đất', unit: 'C1', hide: 'no' };
      const token = { csrf: tokenIn(asked.body), __key: value(asked.body, '__key') };
      const checked = await owner.post('/dc/moi/ask', { ...token, ...typed });
      const again = {
        csrf: tokenIn(checked.body),
        __key: value(checked.body, '__key'),
        __signing: value(checked.body, '__signing'),
        __checked: '1',
      };
      return owner.post('/dc/moi/ask', { ...again, ...typed, __assertion: JSON.stringify(key.sign(challengeIn(checked.body))) });
    };
    expect((await opening()).statusCode).toBe(303);
    const id = /khoa-truy-cap\/bo\?id=([\w-]+)/.exec(profile)?.[1] ?? '';
    const asked = await owner.get(`/ca-nhan/khoa-truy-cap/bo?id=${id}`);
    expect((await owner.post('/ca-nhan/khoa-truy-cap/bo', { csrf: tokenIn(asked.body), id })).statusCode).toBe(303);
    expect(await acts('remove')).toHaveLength(1);
    expect((await reader.get(place)).body).toContain('Đã bỏ');
    expect((await opening()).statusCode).not.toBe(303);
  });

  test('stand in a list that says whose they are, the newest first, without a word of deadlines, in both languages', async () => {
    const owner = await site.as('D1-staff');
    const reader = await site.as('C1-staff');
    await enrol(owner);
    const main = (html: string): string => /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? '';
    const list = main((await reader.get('/kk')).body);
    const [first = '', second = ''] = [...list.matchAll(/KK-\d{4}-\d{5}/g)]
      .map(([number]) => number)
      .filter((n, i, all) => all.indexOf(n) === i);
    expect(first > second && second !== '').toBe(true);
    const { name } = (await site.world.ask('D1-staff')).standing;
    for (const words of ['Khoá của', 'Ghi nhận ngày', name, 'Đang dùng', 'href="/kk?buoc=removed"'])
      expect(list).toContain(words);
    for (const words of ['Của đơn vị tôi', 'Quá hạn', 'Hạn', 'Đơn vị chủ trì', 'class="light']) expect(list).not.toContain(words);

    const id = /khoa-truy-cap\/bo\?id=([\w-]+)/.exec((await owner.get('/ca-nhan')).body)?.[1] ?? '';
    const asked = await owner.get(`/ca-nhan/khoa-truy-cap/bo?id=${id}`);
    await owner.post('/ca-nhan/khoa-truy-cap/bo', { csrf: tokenIn(asked.body), id });
    const page = main((await reader.get(`/kk/${first.slice('KK-'.length)}`)).body);
    expect(page).toContain('Đã bỏ');
    for (const words of ['Xong đúng hạn', 'thời hạn', 'không còn']) expect(page).not.toContain(words);
    for (const at of ['/kk', `/kk/${first.slice('KK-'.length)}`]) {
      const english = main((await reader.get(`${at}?lang=en`)).body);
      expect(english).toMatch(/Signing key [0-9A-F]{4}-/);
      expect(english).not.toContain('Khoá ký');
      expect(english).not.toMatch(/on time|[Dd]eadline|Overdue/);
    }
    const named = main((await reader.get(`/kk?tim=${encodeURIComponent('vien d1')}`)).body);
    expect(new Set(named.match(/KK-\d{4}-\d{5}/g))).toEqual(new Set([first]));
    expect((await reader.get('/kk/xuat.csv?tim=vien%20d1')).body).not.toContain(second);
    const csv = (await reader.get('/kk/xuat.csv')).body;
    expect(csv).toContain('Signing key ');
    expect(csv).toContain(name);
    await reader.get('/kk?lang=vi');
  });

  test('are neither added nor removed in a session whose person has long not proved to be there', async () => {
    const staff = await site.as('C2-staff');
    await enrol(staff);
    await site.world.admin("update app.user_session set proved_at = now() - interval '6 minutes' where person = 'C2-staff'");
    const asked = await staff.get('/ca-nhan/khoa-truy-cap/them');
    expect(asked.body).toContain('Xác nhận là bạn');
    expect(asked.body).not.toContain('data-mode="make"');
    const [key] = await site.world.admin<{ id: string }>("select id from app.passkey where person = 'C2-staff'");
    const refused = await staff.post('/ca-nhan/khoa-truy-cap/bo', { csrf: tokenIn(asked.body), id: key?.id ?? '' });
    expect(refused.body).toContain('Xác nhận là bạn');
    expect(await site.world.admin("select id from app.passkey where person = 'C2-staff'")).toHaveLength(1);
    const proof = { csrf: tokenIn(asked.body), den: '/ca-nhan/khoa-truy-cap/them', __signing: value(asked.body, '__signing') };
    const wrong = await staff.post('/ca-nhan/xac-nhan', { ...proof, __confirm: 'sai mật khẩu' });
    expect(wrong.statusCode).toBe(409);
    const again = { ...proof, csrf: tokenIn(wrong.body), __signing: value(wrong.body, '__signing'), __confirm: PASSWORD };
    const sid = staff.cookies.get('sid');
    expect((await staff.post('/ca-nhan/xac-nhan', again)).headers.location).toBe('/ca-nhan/khoa-truy-cap/them');
    expect(staff.cookies.get('sid')).not.toBe(sid);
    expect((await staff.get('/ca-nhan/khoa-truy-cap/them')).body).toContain('data-mode="make"');
  });
});

describe('with a passkey', () => {
  let key: SoftPasskey;
  beforeAll(async () => {
    key = await enrol(head);
  });

  test('the page puts the challenge before it, keeps the password as the weaker way, and the record says which it was', async () => {
    const place = await waiting();
    const { page, sent } = await check(head, place);
    expect(page.body).toContain('data-mode="sign"');
    expect(page.body).toContain('Xác nhận bằng mật khẩu (yếu hơn khoá truy cập)');
    const __assertion = JSON.stringify(key.sign(challengeIn(page.body)));
    const done = await head.post(`${place}/answer`, { ...sent, __assertion });
    expect(done.statusCode).toBe(303);
    expect((await head.get(place)).body).toContain('Đã ký bằng khoá truy cập');
    // Sent twice: the first receipt.
    expect((await head.post(`${place}/answer`, { ...sent, __assertion })).headers.location).toBe(done.headers.location);
  });

  test.each([
    ['without the person being verified', { isVerified: false }],
    ['for another site', { rpId: 'khac.example.vn' }],
    ['at another origin', { origin: 'http://khac.example.vn' }],
    ['to another challenge', { challenge: 'AAAA' }],
    ['by a device that counts backwards', { counter: 1 }],
  ])('a signature made %s is refused, and the page comes again', async (_, lies) => {
    const place = await waiting();
    const { page, sent } = await check(head, place);
    const __assertion = JSON.stringify(key.sign(challengeIn(page.body), lies));
    const refused = await head.post(`${place}/answer`, { ...sent, __assertion });
    expect(refused.statusCode).toBe(409);
    expect(refused.body).toContain('Chưa xác nhận được');
    expect(value(refused.body, 'text')).toBe(TYPED.text);
  });

  test('an old or spent challenge is refused, and so is a dossier that has gone on', async () => {
    const place = await waiting();
    const first = await check(head, place);
    await site.world.admin("update app.signing set created_at = now() - interval '3 minutes'");
    const __assertion = JSON.stringify(key.sign(challengeIn(first.page.body)));
    const old = await head.post(`${place}/answer`, { ...first.sent, __assertion });
    expect(old.body).toContain('quá 2 phút');
    const second = await check(head, place);
    const number = `DC-${place.slice(4)}`;
    const [row] = await site.world.admin<{ id: string }>('select id from app.dossier where number = $1', [number]);
    await site.world.act('C2-staff', {
      dossier: row?.id as never,
      act: 'remind',
      body: { clock: 'answer', text: 'Xin trả lời' },
    });
    const moved = await head.post(`${place}/answer`, {
      ...second.sent,
      __assertion: JSON.stringify(key.sign(challengeIn(second.page.body))),
    });
    expect(moved.statusCode).toBe(409);
    expect(value(moved.body, 'text') || moved.body).toContain('Đồng ý làm ngay');
    expect(await site.world.admin('select seq from app.dossier where id = $1', [row?.id])).toEqual([{ seq: 3 }]);
  });
});
