/** The page that checks without the program: opened from the disk, with no network, in a browser of its own. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { enterAs } from './support/people.ts';
import { expect, test } from './support/test.ts';

const PAGE = pathToFileURL(path.resolve(import.meta.dirname, '../dist/verifier.html')).href;

test('a receipt taken from the product is checked on the page that runs from disk', async ({ page, browser }) => {
  await enterAs(page, 'department-head');
  const note = await (await page.request.get('/vm/2026-00011/bien-nhan/1.txt')).text();
  await page.goto('/so-cai');
  const keys = await page.locator('.vkeys code').allTextContents();
  const key = keys.find((one) => /\/receipt\+/.test(one)) ?? '';
  const alone = await browser.newContext({ offline: true, locale: 'vi-VN', viewport: { width: 360, height: 740 } });
  const checker = await alone.newPage();
  await checker.goto(PAGE);
  await checker.getByRole('button', { name: 'Kiểm tra biên nhận' }).click();
  await expect(checker.getByText('Chưa dán gì.')).toBeVisible();
  await checker.getByLabel('Hoặc dán biên nhận').fill(note);
  await checker.getByRole('button', { name: 'Kiểm tra biên nhận' }).click();
  await expect(checker.getByText('Chưa kiểm tra được: biên nhận của sổ')).toBeVisible();
  await checker.getByLabel('Hoặc dán chính sách, khóa hay chứng thư').fill(key);
  await checker.getByRole('button', { name: 'Dùng nội dung đã dán' }).click();
  await expect(checker.getByText('ĐÚNG – biên nhận có chữ ký')).toBeVisible();
  await checker.getByRole('button', { name: 'English' }).click();
  await expect(checker.getByText('TRUE – the receipt is signed')).toBeVisible();
  await checker
    .locator('#bundle')
    .setInputFiles({ name: 'b.txt', mimeType: 'text/plain', buffer: Buffer.from(note.replace('T', 't')) });
  await expect(checker.getByText('FALSE: receipt')).toBeVisible();
  const csp = await checker.locator('meta[http-equiv]').getAttribute('content');
  expect(csp).toMatch(
    /^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'$/,
  );
  await alone.close();
});
