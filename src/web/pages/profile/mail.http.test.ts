import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSite, type Site } from '../../../../tests/support/site.ts';
import { toyKind } from '../../../../tests/support/toy-kind.ts';
import { type Browser, tokenIn } from '../../testing/browser.ts';

let site: Site;
let reader: Browser;
beforeAll(async () => {
  site = await openSite({ kinds: [toyKind], limits: { 'toy.register': 2, 'toy.answer': 5 }, day: true, sendsMail: true });
  reader = await site.as('C2-staff');
});
afterAll(() => site.close());

const card = (html: string): string => {
  const from = html.indexOf('id="thu"');
  return html.slice(from, html.indexOf('id="ma-truy-cap"', from));
};
const profile = async (query = ''): Promise<string> => (await reader.get(`/ca-nhan${query}`)).body;
const save = async (fields: Record<string, string>) => reader.post('/ca-nhan/thu', { csrf: tokenIn(await profile()), ...fields });
const rows = () =>
  site.world.admin<{ person: string; address: string; is_on: boolean; masked: boolean; lang: string }>(
    'select person, address, is_on, masked, lang from app.mail_address order by person',
  );

test('acts behind a mask are left out until somebody chooses otherwise, and the page says why', async () => {
  const shown = card(await profile());
  expect(shown).toContain('Nhận biên nhận qua thư điện tử');
  expect(shown).toContain('Hộp thư có thể bị người khác đọc');
  expect(/<input[^>]*name="on"[^>]*>/.exec(shown)?.[0]).toContain('checked');
  expect(/<input[^>]*name="masked"[^>]*>/.exec(shown)?.[0]).not.toContain('checked');
});

test('an address is kept as its owner wrote it, told only to them, and forgotten when they say so', async () => {
  const saved = await save({ address: ' an@tinh.example.vn ', on: 'yes' });
  expect([saved.statusCode, saved.headers.location]).toEqual([303, '/ca-nhan?thu=luu']);
  expect(await profile('?thu=luu')).toContain('Thư thử sẽ tới địa chỉ mới');
  expect(await rows()).toEqual([{ person: 'C2-staff', address: 'an@tinh.example.vn', is_on: true, masked: false, lang: 'vi' }]);
  const shown = card(await profile());
  expect(shown).toContain('value="an@tinh.example.vn"');
  expect(shown).toContain('Thư thử đang chờ gửi');
  expect((await (await site.as('D1-staff')).get('/ca-nhan')).body).not.toContain('an@tinh.example.vn');
  await save({ address: 'an@tinh.example.vn', masked: 'yes' });
  expect(await rows()).toMatchObject([{ is_on: false, masked: true }]);
  expect(card(await profile())).toContain('Đang tắt');
  await save({ address: '', on: 'yes' });
  expect(await rows()).toEqual([]);
});

test('a wrong address is refused in words, and what was typed and chosen stays', async () => {
  const refused = await save({ address: 'an@x.vn, b@x.vn', on: 'yes', masked: 'yes' });
  expect(refused.statusCode).toBe(422);
  const shown = card(refused.body);
  expect(shown).toContain('Địa chỉ thư điện tử này không đúng');
  expect(shown).toContain('value="an@x.vn, b@x.vn"');
  expect(/<input[^>]*name="masked"[^>]*>/.exec(shown)?.[0]).toContain('checked');
  expect(await rows()).toEqual([]);
});

test('how letters went is said in plain words, in both languages', async () => {
  await save({ address: 'an@tinh.example.vn', on: 'yes' });
  await site.world.admin(
    "update app.mail_address set fault = 'address', fault_at = now(), sent_at = now(), trial = false, given_up = 2",
  );
  const shown = card(await profile());
  expect(shown).toContain('máy chủ gửi thư không nhận địa chỉ này; hãy xem lại. Sẽ gửi lại.');
  expect(shown).toContain('2 biên nhận không gửi được sau ba ngày');
  const english = card(await profile('?lang=en'));
  expect(english).toContain('The mail server took the last letter at');
  expect(english).not.toContain('⟦');
  await profile('?lang=vi');
});

test('where no mail is sent, the page says so', async () => {
  const silent = await openSite({ kinds: [toyKind], limits: { 'toy.register': 2, 'toy.answer': 5 }, day: true });
  try {
    const page = await (await silent.as('C2-staff')).get('/ca-nhan');
    expect(card(page.body)).toContain('Bản cài đặt này không gửi thư');
  } finally {
    await silent.close();
  }
});
