import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSite, type Site } from '../../../tests/support/site.ts';
import { tiedKind } from '../../../tests/support/tied-kind.ts';
import { toyKind } from '../../../tests/support/toy-kind.ts';
import { type Browser, tokenIn } from '../testing/browser.ts';

let site: Site;
let staff: Browser;
let target: string;

beforeAll(async () => {
  site = await openSite({
    kinds: [toyKind, tiedKind],
    limits: { 'toy.register': 2, 'toy.answer': 5 },
    panels: { toy: (props) => `bảng riêng: ${props.children.map((c) => `${c.number} ${c.href}`).join()}` },
  });
  await site.world.setClock('2026-03-02T02:00:00Z');
  const asked = await site.world.act('C1-staff', {
    kind: 'toy',
    act: 'ask',
    body: { what: 'Hồ sơ gốc', unit: 'D1', hide: 'no' },
  });
  await site.world.act('D1-clerk', { dossier: asked.dossier, act: 'register', body: {} });
  target = asked.dossier;
  staff = await site.as('C1-staff');
});
afterAll(async () => site.close());

const BOUNDARY = 'ranh-gioi';
function multipart(fields: Record<string, string>, file?: { name: string; text: string }): string {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const upload = file
    ? `--${BOUNDARY}\r\ncontent-disposition: form-data; name="files"; filename="${file.name}"\r\ncontent-type: text/plain\r\n\r\n${file.text}\r\n`
    : '';
  return `${parts.join('')}${upload}--${BOUNDARY}--\r\n`;
}

async function tie(file: { name: string; text: string }) {
  const page = await staff.get('/yy/moi');
  return staff.send({
    method: 'POST',
    url: '/yy/moi',
    headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}`, 'sec-fetch-site': 'same-origin' },
    payload: multipart({ csrf: tokenIn(page.body), to: target, what: 'Hồ sơ nối với hồ sơ gốc' }, file),
  });
}

test('a file comes with its act, is listed with its hash, and leaves only as a download', async () => {
  const done = await tie({ name: 'Tờ trình 41.txt', text: 'Kính gửi Sở Một, về việc giao đất.' });
  expect(done.statusCode).toBe(303);
  const page = await staff.get(done.headers.location?.split('?')[0] ?? '');
  expect(page.body).toContain('Tờ trình 41.txt');
  const href = /href="(\/tep\/[0-9a-f]{64}\?ten=[^"]+)"/.exec(page.body)?.[1] ?? '';
  const file = await staff.get(href);
  expect(file.body).toBe('Kính gửi Sở Một, về việc giao đất.');
  expect(file.headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
  });
  expect(file.headers['content-disposition']).toContain(`filename*=UTF-8''T%E1%BB%9D%20tr%C3%ACnh%2041.txt`);
});

test('a file marked secret is refused, and the rest of the form comes back', async () => {
  const refused = await tie({ name: 'mat.txt', text: 'TỐI MẬT\nKính gửi Sở Một, về việc giao đất.' });
  expect(refused.statusCode).toBe(422);
  expect(refused.body).toContain('có dấu độ mật nên không được nhận');
  expect(refused.body).toContain('>Hồ sơ nối với hồ sơ gốc</textarea>');
});

test('ties are shown from both sides, and the panel of a kind knows what hangs on it', async () => {
  const page = await staff.get('/dc/2026-00001');
  expect(page.body).toContain('phát sinh từ hồ sơ này');
  expect(page.body).toContain('bảng riêng: YY-2026-00001 /yy/2026-00001');
  expect((await staff.get('/yy/2026-00001')).body).toMatch(/href="\/dc\/2026-00001">DC-2026-00001<\/a> · phát sinh từ/);
});
