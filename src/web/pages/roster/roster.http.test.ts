import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSite, type Site } from '../../../../tests/support/site.ts';
import { organisationDecisionKind } from '../../../kinds/organisation-decision/index.ts';
import { type Browser, tokenIn } from '../../testing/browser.ts';

let site: Site;
let admin: Browser;
let clerk: Browser;
beforeAll(async () => {
  const from = '2025-01-01';
  const values = {
    unit: 'P',
    title_vi: 'Quản trị',
    title_en: 'Administrator',
    function: 'administrator',
    superior: null,
    roles: ['admin'],
    rank: 1,
  };
  site = await openSite({
    kinds: [organisationDecisionKind],
    day: true,
    rows: [
      { op: 'open', table: 'post', key: { post: 'P.admin' }, values, from: from as never },
      {
        op: 'open',
        table: 'holding',
        key: { post: 'P.admin' },
        values: { person: 'P-staff', form: 'full' },
        from: from as never,
      },
    ],
  });
  admin = await site.as('P-staff');
  clerk = await site.as('C1-clerk');
});
afterAll(() => site.close());

const BOUNDARY = 'register-test';
const csv = (...rows: string[]): string => `\ufeff${rows.join('\r\n')}\r\n`;

/** Sends the form as a browser does, with a file in it. */
async function send(browser: Browser, fields: Record<string, string>, file?: { text: string | Buffer; name: string }) {
  const page = await browser.get('/to-chuc/nhap');
  const part = (head: string, value: string | Buffer) =>
    Buffer.concat([
      Buffer.from(`--${BOUNDARY}\r\ncontent-disposition: form-data; ${head}\r\n\r\n`),
      Buffer.from(value),
      Buffer.from('\r\n'),
    ]);
  const parts = Object.entries({ csrf: tokenIn(page.body), ...fields }).map(([name, value]) => part(`name="${name}"`, value));
  if (file) parts.push(part(`name="tep"; filename="${file.name}"`, file.text));
  return browser.send({
    method: 'POST',
    url: '/to-chuc/nhap',
    headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}`, 'sec-fetch-site': 'same-origin' },
    payload: Buffer.concat([...parts, Buffer.from(`--${BOUNDARY}--\r\n`)]),
  });
}

const hiddenIn = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.slice(html.lastIndexOf('<form')).matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map((m) => [
      m[1],
      m[2],
    ]),
  ) as Record<string, string>;

test('a file is compared, agreed to, written by a decision, and changes nothing when it comes again', async () => {
  const file = {
    name: 'can-bo.csv',
    text: csv('Mã cán bộ;Họ và tên;Điện thoại', '0012;Nguyễn Thị Hoà;0912345678', 'C1-staff;Lê Văn Viên C1;'),
  };
  const preview = await send(admin, { so: '12-QĐ/TU' }, file);
  expect(preview.statusCode).toBe(200);
  expect(preview.body).toContain('Xem trước: 1 thay đổi');
  expect(preview.body).toContain('Nguyễn Thị Hoà');
  expect(preview.body).toContain('cột «Điện thoại»');
  expect((await site.world.ask(null)).org.people().some((person) => person.staffCode === '0012')).toBe(false);
  const fields = hiddenIn(preview.body);
  // What nobody asked for is not kept anywhere.
  expect(await site.world.admin("select 1 from app.content where convert_from(bytes, 'UTF8') like '%0912345678%'")).toEqual([]);
  const compared = await admin.post('/to-chuc/nhap', { ...fields, __do: 'compare' });
  expect(compared.body).toContain('Nguyễn Thị Hoà');
  const written = await admin.post('/to-chuc/nhap', { ...fields, __do: 'write' });
  expect(written.statusCode).toBe(303);
  const decision = await admin.get(String(written.headers['location']));
  expect(decision.body).toContain('12-QĐ/TU');
  const asker = await site.world.ask(null);
  expect(asker.org.people().find((person) => person.staffCode === '0012')).toMatchObject({ given: 'Hoà', demo: false });
  const again = await send(admin, { so: '13-QĐ/TU' }, file);
  expect(again.body).toContain('Không có gì thay đổi');
});

test('a wrong cell is named in the language of the reader and nothing is kept', async () => {
  const file = { name: 'x.csv', text: csv('Mã chức vụ,Mã cán bộ', 'C1.nobody,C1-staff', 'C1.head,') };
  const refused = await send(admin, { so: '12-QĐ/TU' }, file);
  expect(refused.statusCode).toBe(422);
  expect(refused.body).toContain('Dòng 2, cột A (Mã chức vụ): không có chức vụ nào mang mã «C1.nobody»');
  expect(refused.body).toContain('Dòng 3, cột B (Mã cán bộ): ô này để trống');
  expect(refused.body).toContain('value="12-QĐ/TU"');
  const empty = await send(admin, { so: '' });
  expect(empty.statusCode).toBe(422);
  expect(empty.body).toContain('Hãy chọn một tệp.');
});

test('whatever is in the file, the page answers', async () => {
  const line = fc.array(fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom('Mã cán bộ', 'Họ và tên', 'C1.head', '"', ';')), {
    maxLength: 5,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 4 }), fc.string({ maxLength: 10 }), async (lines, number) => {
      const reply = await send(
        admin,
        { so: number.replaceAll(/[\r\n]/g, '') },
        { name: 'x.csv', text: lines.map((one) => one.join(',')).join('\n') },
      );
      expect(reply.statusCode).toBeLessThan(500);
    }),
    { numRuns: 8 },
  );
});

test('what was exported, of either sort, comes in again and changes nothing, whole list or part', async () => {
  const csrf = tokenIn((await admin.get('/to-chuc/nhap')).body);
  const files = [
    { register: 'all', sort: 'xlsx' },
    { register: 'people', sort: 'csv' },
    { register: 'units', sort: 'csv' },
  ];
  for (const { register, sort } of files) {
    const sent = await admin.post('/to-chuc/xuat', {
      csrf,
      'danh-muc': register,
      dang: sort,
      'ly-do': 'Sửa hàng loạt rồi nhập lại',
    });
    expect(sent.statusCode).toBe(200);
    for (const missing of register === 'all' ? ['keep', 'end'] : ['end']) {
      const again = await send(admin, { so: '14-QĐ/TU', vang: missing }, { text: sent.rawPayload, name: `x.${sort}` });
      expect({ register, missing, body: again.body }).toMatchObject({ body: expect.stringContaining('Không có gì thay đổi') });
    }
  }
});

test('who may not bring registers in finds no such page, and registers leave only with a reason that is kept', async () => {
  expect((await clerk.get('/to-chuc/nhap')).statusCode).toBe(404);
  const csrf = tokenIn((await admin.get('/to-chuc/nhap')).body);
  const silent = await admin.post('/to-chuc/xuat', { csrf, 'danh-muc': 'people', dang: 'csv', 'ly-do': 'vì' });
  expect(silent.statusCode).toBe(422);
  const sent = await admin.post('/to-chuc/xuat', {
    csrf,
    'danh-muc': 'people',
    dang: 'csv',
    'ly-do': 'Đối chiếu với Ban Tổ chức',
  });
  expect(sent.headers['content-disposition']).toContain('.csv');
  expect(sent.body).toContain('C1-head');
  const log = await admin.get('/xuat');
  expect(log.body).toContain('Đối chiếu với Ban Tổ chức');
  expect((await clerk.get('/xuat')).body).not.toContain('Đối chiếu với Ban Tổ chức');
  const list = await clerk.get('/tc/xuat.csv');
  expect(list.statusCode).toBe(200);
  expect((await clerk.get('/xuat')).body).toContain('Quyết định về tổ chức');
});
