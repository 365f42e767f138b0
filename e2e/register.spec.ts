/** The clerk's books: scans entered one by one by keyboard, counted key by key; the same paper twice; print; no script. */
import type { Page } from '@playwright/test';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { enterAs } from './support/people.ts';
import { expect, test } from './support/test.ts';
import { expectTyped } from './support/unikey.ts';

/** ux.md §6.2: two to four letters of the unit, Enter, F9. */
const KEYS_PER_PAPER = 7;

interface Scan {
  readonly symbol: string;
  readonly subject: string;
  readonly issuer?: string;
}

let made = 0;

/** A paper as a scanner with a text layer gives it; each its own file. */
function scanOf({ symbol, subject, issuer = 'SỞ NỘI VỤ' }: Scan) {
  made += 1;
  const text = [
    issuer,
    `Số: ${symbol}`,
    `V/v ${subject}`,
    'Quảng Ninh, ngày 16 tháng 11 năm 2026',
    'Kính gửi: Văn phòng Ủy ban nhân dân tỉnh',
    `${subject}, bản thứ ${made}.`,
  ].join('\n');
  return { name: `quet-${made}.txt`, mimeType: 'text/plain', buffer: Buffer.from(text) };
}

async function bring(page: Page, scans: readonly ReturnType<typeof scanOf>[]): Promise<void> {
  await page.goto('/so-den');
  await page.locator('#ban-quet').setInputFiles([...scans]);
  await page.getByRole('button', { name: 'Đưa vào hàng đợi' }).click();
  await expect(page.getByRole('status').filter({ hasText: `Đã nhận ${scans.length} bản quét.` })).toBeVisible();
}

/** Sends keys to the page and counts them. */
function counting(page: Page) {
  let count = 0;
  return {
    press: async (...keys: readonly string[]) => {
      for (const key of keys) {
        count += 1;
        await page.keyboard.press(key);
      }
    },
    take: () => {
      const taken = count;
      count = 0;
      return taken;
    },
  };
}

test.describe('the queue at a desk', () => {
  test.use({ viewport: { width: 1240, height: 900 } });
  test.beforeEach(({ page }) => enterAs(page, 'clerk'));

  test('a paper becomes an entry in at most seven keys, and the next one is there at once', async ({ page }) => {
    const subjects = ['cử cán bộ tham gia lớp bồi dưỡng', 'bố trí trụ sở tiếp công dân', 'sơ kết luân chuyển cán bộ'];
    await bring(
      page,
      subjects.map((subject, n) => scanOf({ symbol: `${901 + n}/SNV-CCVC`, subject })),
    );
    await page.keyboard.press('F4');
    await expect(page).toHaveURL(/\/so-den\/xu-ly/);
    const first = Number(await page.locator('#f-number').inputValue());
    const keys = counting(page);
    for (const [n, subject] of subjects.entries()) {
      await expect(page.locator('.count')).toContainText(`Còn ${subjects.length - n}`);
      await expect(page.locator('#f-subject')).toHaveValue(new RegExp(subject));
      await expect(page.locator('#f-symbol')).toHaveValue(`${901 + n}/SNV-CCVC`);
      await expect(page.locator('#f-issuedOn')).toHaveValue('16/11/2026');
      await expect(page.locator('#f-number')).toHaveValue(String(first + n));
      await expect(page.locator('#f-to')).toBeFocused();
      await keys.press('s', 'x', 'd', 'Enter', 'F9');
      await expect(page.getByRole('status').filter({ hasText: `số đến ${first + n}.` })).toBeVisible();
      expect(keys.take()).toBeLessThanOrEqual(KEYS_PER_PAPER);
    }
    await expect(page.getByRole('heading', { name: /^Hết văn bản\. Đã xử lý \d+\.$/ })).toBeVisible();
    await page.goto('/so-den?ky=hom-nay');
    const row = page.locator('[data-row]').filter({ hasText: '903/SNV-CCVC' });
    await expect(row).toContainText(String(first + 2));
    await expect(row).toContainText('Sở Xây dựng');
  });

  test('the same paper again is recognised and leads to the entry; it is thrown out and takes no number', async ({ page }) => {
    await bring(page, [scanOf({ symbol: '77/UBND-VP', subject: 'lối đi chung', issuer: 'ỦY BAN NHÂN DÂN XÃ HOÀ BÌNH' })]);
    await page.goto('/so-den/xu-ly');
    const given = await page.locator('#f-number').inputValue();
    await page.keyboard.press('F9');
    await expect(page.getByRole('heading', { name: /^Hết văn bản/ })).toBeVisible();

    await bring(page, [scanOf({ symbol: '77/ubnd-vp', subject: 'lối đi chung', issuer: 'UỶ BAN NHÂN DÂN XÃ HÒA BÌNH' })]);
    await page.goto('/so-den/xu-ly');
    await page.keyboard.press('F9');
    await expect(page.getByRole('status').filter({ hasText: 'Văn bản này đã vào sổ' })).toBeVisible();
    const other = page.getByRole('link', { name: /^Xem DEN-VPUBND-2026-/ });
    await expect(other).toHaveAttribute('href', new RegExp(`/den/VPUBND-2026-0*${given}$`));
    await page.keyboard.press('F8');
    await expect(page.locator('#f-note')).toBeFocused();
    await page.keyboard.type('Gửi hai lần');
    await page.getByRole('button', { name: 'Bỏ bản quét' }).click();
    await expect(page.getByRole('heading', { name: /^Hết văn bản/ })).toBeVisible();
    await other.waitFor({ state: 'detached' });
  });

  test('a number that stands with another paper leads to it; a page left open takes the number after', async ({
    page,
    context,
  }) => {
    await bring(page, [
      scanOf({ symbol: '11/TTr-SNV', subject: 'số đến thứ nhất' }),
      scanOf({ symbol: '12/TTr-SNV', subject: 'số đến thứ hai' }),
    ]);
    await page.goto('/so-den/xu-ly');
    const next = Number(await page.locator('#f-number').inputValue());
    await page.locator('#f-number').fill('1181');
    await page.keyboard.press('F9');
    await expect(
      page.getByRole('status').filter({ hasText: `Số 1181 đã cấp cho văn bản khác. Số kế tiếp là ${next}.` }),
    ).toBeVisible();
    await expect(page.getByRole('link', { name: 'Xem DEN-VPUBND-2026-01181' })).toBeVisible();

    // A second window shows the same scan and is faster.
    const faster = await context.newPage();
    await faster.goto('/so-den/xu-ly?qua=1');
    await faster.keyboard.press('F9');
    await expect(faster.getByRole('status').filter({ hasText: `số đến ${next}.` })).toBeVisible();
    await page.goto('/so-den/xu-ly');
    await page.keyboard.press('F9');
    await expect(page.getByRole('status').filter({ hasText: `số đến ${next + 1}.` })).toBeVisible();
  });

  test('a scan that cannot be read goes to the end with a note', async ({ page }) => {
    await bring(page, [
      scanOf({ symbol: '21/BC-SNV', subject: 'trang hai mờ' }),
      scanOf({ symbol: '22/BC-SNV', subject: 'bản đọc được' }),
    ]);
    await page.goto('/so-den/xu-ly');
    await expect(page.locator('#f-symbol')).toHaveValue('21/BC-SNV');
    await page.keyboard.press('F8');
    await expect(page.locator('#f-note')).toBeFocused();
    await page.keyboard.type('Trang 2 mờ, chờ bản rõ');
    await page.keyboard.press('Enter');
    await expect(page.locator('#f-symbol')).toHaveValue('22/BC-SNV');
    await page.keyboard.press('F9');
    await expect(page.locator('#f-symbol')).toHaveValue('21/BC-SNV');
    await expect(page.getByText('Đã để lại: Trang 2 mờ, chờ bản rõ')).toBeVisible();
    await page.keyboard.press('F9');
    await expect(page.getByRole('heading', { name: /^Hết văn bản/ })).toBeVisible();
  });

  test('Vietnamese typed with UniKey arrives whole in every field', async ({ page }) => {
    await bring(page, [scanOf({ symbol: '31/SNV', subject: 'gõ bằng UniKey' })]);
    await page.goto('/so-den/xu-ly?de-lai=1');
    const fields = page.locator('main form input[type="text"]:visible');
    const count = await fields.count();
    expect(count).toBeGreaterThanOrEqual(6);
    const found = await fields.evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
    for (let n = 0; n < count; n += 1) await expectTyped(page, fields.nth(n));
    // What was typed is kept for the next look; put right, the paper leaves the queue as the next test wants it.
    for (const [n, value] of found.entries()) await fields.nth(n).fill(value);
    await page.keyboard.press('F9');
    await expect(page).toHaveURL(/xong=/);
  });

  test('a paper becomes what it asks for: a directive at once, an obstacle in its own form', async ({ page }) => {
    await bring(page, [
      scanOf({ symbol: '41/CT-UBND', subject: 'đẩy nhanh giải ngân' }),
      scanOf({ symbol: '42/UBND-ĐC', subject: 'giao đất xen kẹp' }),
    ]);
    await page.goto('/so-den/xu-ly');
    await expect(page.locator('#f-symbol')).toHaveValue('41/CT-UBND');
    await page.locator('#f-becomes').selectOption({ label: 'Văn bản chỉ đạo' });
    await page.keyboard.press('F9');
    await expect(page.locator('#f-symbol')).toHaveValue('42/UBND-ĐC');
    await page.locator('#f-becomes').selectOption({ label: 'Vướng mắc' });
    await page.keyboard.press('F9');
    await expect(page).toHaveURL(/\/vm\/moi\/report/);
    await expect(page.locator('#f-what')).toHaveValue(/giao đất xen kẹp/);
    await expect(page.locator('input[name="files.0.hash"]')).toHaveCount(1);
    await page.goto('/vb');
    await page.locator('[data-row] a').filter({ hasText: 'đẩy nhanh giải ngân' }).first().click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('đẩy nhanh giải ngân');
    await expect(page.locator('main a[href^="/den/VPUBND-2026-"]').first()).toBeVisible();
  });
});

test('without script, on a phone, the paper stands above the fields and is entered all the same', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 360, height: 740 },
    baseURL: baseURL ?? '',
  });
  const page = await context.newPage();
  await enterAs(page, 'clerk');
  await bring(page, [scanOf({ symbol: '51/SNV-VP', subject: 'không cần tập lệnh' })]);
  await page.goto('/so-den/xu-ly');
  const paper = await page.locator('.queuepaper').boundingBox();
  const fields = await page.locator('.queuefields').boundingBox();
  expect((paper?.y ?? 0) + (paper?.height ?? 0)).toBeLessThanOrEqual(fields?.y ?? 0);
  await page.locator('select[name="to"]').selectOption({ label: 'Sở Xây dựng' });
  await page.getByRole('button', { name: 'Lưu và tiếp' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Đã vào sổ: số đến' })).toBeVisible();
  await context.close();
});

test('the book prints on A4 lying, with the columns of the form, numbers kept and struck out among them', async ({ page }) => {
  await enterAs(page, 'clerk');
  await page.goto('/so-di/in');
  const paper = await getDocument({ data: new Uint8Array(await page.pdf({ preferCSSPageSize: true })), useSystemFonts: false })
    .promise;
  const sheet = await paper.getPage(1);
  const { width, height } = sheet.getViewport({ scale: 1 });
  // Chromium rounds the sheet to whole CSS pixels.
  expect(Math.abs(width - 842)).toBeLessThanOrEqual(1.5);
  expect(Math.abs(height - 595)).toBeLessThanOrEqual(1.5);
  const { items } = await sheet.getTextContent();
  const text = items
    .map((item) => ('str' in item ? item.str : ''))
    .join('')
    .normalize('NFC')
    .replace(/\s+/g, '');
  for (const said of [
    'SỔ ĐĂNG KÝ VĂN BẢN ĐI',
    'Năm: 2026',
    '(10)',
    '642/VP-TH',
    'Hủy số: Sai ngày họp',
    'Giữ số: Thông báo kết luận',
  ])
    expect(text).toContain(said.replace(/\s+/g, ''));
  expect(text).not.toContain('+5ngàylàmviệc');
});
