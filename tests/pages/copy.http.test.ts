/** A site on a read-only copy: everything can be read, nothing written, and every page says so. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asInstant } from '../../src/kernel/time.ts';
import { readExportLog } from '../../src/store/export-log.ts';
import { tokenIn } from '../../src/web/testing/browser.ts';
import { openSite, type Site } from '../support/site.ts';
import { toyKind } from '../support/toy-kind.ts';

const SAID = 'Bản sao chỉ đọc, lấy lúc 09:05 23/11/2026';

let site: Site;
beforeAll(async () => {
  site = await openSite({
    kinds: [toyKind],
    limits: { 'toy.register': 2, 'toy.answer': 5 },
    day: true,
    copiedAt: asInstant('2026-11-23T02:05:00Z'),
  });
  await site.world.act('C2-staff', { kind: 'toy', act: 'ask', body: { what: 'Chưa có quy định', unit: 'C1', hide: 'no' } });
  await site.world.admin("begin; set local role app_owner; select app.seal_copy('2026-11-23T02:05:00Z'); commit");
});
afterAll(() => site.close());

test('lets people sign in and read, and says on every page that it is a copy', async () => {
  const reader = await site.as('C2-staff');
  for (const address of ['/viec', `/${toyKind.kind.prefix.toLowerCase()}`, '/khong-co', '/thong-bao']) {
    const page = await reader.get(address);
    expect([address, page.body.includes(SAID)]).toEqual([address, true]);
  }
  expect((await reader.get(`/${toyKind.kind.prefix.toLowerCase()}`)).body).toContain('Chưa có quy định');
});

test('refuses a form before anybody types, and the sending of one all the same', async () => {
  const reader = await site.as('C2-staff');
  const address = `/${toyKind.kind.prefix.toLowerCase()}/moi`;
  const csrf = tokenIn((await reader.get('/ca-nhan')).body);
  expect(csrf).not.toBe('');
  for (const page of [
    await reader.get(address),
    await reader.post(address, { csrf, what: 'Một điều', unit: 'C1', hide: 'no' }),
  ]) {
    expect(page.statusCode).toBe(409);
    expect(page.body).toContain('Đây là bản sao chỉ đọc của hồ sơ. Chưa có gì được ghi');
  }
});

const SEGMENT = toyKind.kind.prefix.toLowerCase();

test('lets a list leave, and notes it in the log of the copy', async () => {
  const reader = await site.as('C2-staff');
  const csv = await reader.get(`/${SEGMENT}/xuat.csv`);
  expect(csv.statusCode).toBe(200);
  expect(csv.body).toContain('Chưa có quy định');
  const [note] = await readExportLog(site.world.store, await site.world.ask('C2-staff'));
  expect(note).toMatchObject({ what: `/${SEGMENT}`, person: 'C2-staff', format: 'csv' });
});

test('offers nothing that would be refused', async () => {
  const reader = await site.as('C2-staff');
  const list = (await reader.get(`/${SEGMENT}`)).body;
  expect(list).toContain('Xuất Excel');
  expect(list).not.toMatch(/\/moi"|value="@nhan"|luu=1/);
  const clerk = await site.as('C1-clerk');
  const work = (await clerk.get('/viec')).body;
  expect(work).toContain('Chưa có quy định');
  expect(work).not.toContain('/moi"');
  const [dossier] = await site.world.admin<{ id: string }>('select id from app.dossier where title = $1', ['Chưa có quy định']);
  expect(work).not.toContain(`/${SEGMENT}/${dossier?.id}/`);
  const page = await clerk.get(`/${SEGMENT}/${dossier?.id}`);
  expect(page.statusCode).toBe(200);
  expect(page.body).not.toMatch(
    new RegExp(`href="/${SEGMENT}/${dossier?.id}/(register|answer|remind|correct|annul|move-to|divert)`),
  );
  expect(page.body).not.toContain('<form method="post" action="/dc');
});
