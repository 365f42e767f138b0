/** Decisions signed by the person, on a wide screen and on a telephone: by a passkey, by the password, and in the trial of a demonstration. */
import type { Browser, Page } from '@playwright/test';
import { PASSWORD } from './support/acts.ts';
import { query, verifyRecord } from './support/database.ts';
import { addPasskey, plugIn } from './support/passkey.ts';
import { enterAs, signInAtPost } from './support/people.ts';
import { expect, test } from './support/test.ts';

const BUTTON = 'Biểu dương';
const REASON = 'Giải quyết xong 40 hồ sơ tồn trong một tháng';
const shots = process.env['SCREENSHOTS'];
const picture = async (page: Page, name: string): Promise<void> => {
  if (shots !== undefined) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
};

/** Writes a word of praise, which a head gives at once, up to the page that asks once more. */
async function writePraise(page: Page): Promise<void> {
  await page.goto('/kt/moi/praise');
  await page.locator('main [name="reason"]').fill(REASON);
  await page.locator('main').getByRole('button', { name: BUTTON, exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Ký xác nhận' })).toBeVisible();
}

const receipt = (page: Page) => page.getByRole('heading', { name: /^Đã ghi sổ lúc/ });
const expectNothingCutOff = async (page: Page): Promise<void> => {
  const { scroll, width } = await page.evaluate(() => ({
    scroll: document.documentElement.scrollWidth,
    width: document.documentElement.clientWidth,
  }));
  expect(scroll).toBeLessThanOrEqual(width);
};
const lastSigned = async (): Promise<string | undefined> => {
  const [row] = await query<{ how: string }>(
    `select s.how from app.act_signature s join app.act a using (tenant, dossier, seq) order by a.at desc, a.seq desc limit 1`,
  );
  return row?.how;
};

for (const width of [1240, 360]) {
  test.describe(`signing at ${width} px`, () => {
    test.describe.configure({ mode: 'serial', timeout: 120_000 });
    const open = async (browser: Browser): Promise<Page> =>
      (await browser.newContext({ viewport: { width, height: 900 }, locale: 'vi-VN' })).newPage();

    test('a passkey is added on the profile page and signs what is shown', async ({ browser, baseURL }) => {
      const page = await open(browser);
      const device = await plugIn(page);
      await signInAtPost(page, '22-snnmt.head');
      await addPasskey(page, baseURL ?? '', `Máy ${width}`);
      await expect(page.getByText(`Máy ${width}`).first()).toBeVisible();
      await expectNothingCutOff(page);
      await picture(page, `profile-${width}`);
      // Whose key it is stands in a dossier of its own, which every official may read.
      await page.locator('#khoa-truy-cap').getByRole('link', { name: /^KK-/ }).last().click();
      await expect(page.getByRole('heading', { name: /^Khoá ký/ })).toBeVisible();
      await expect(page.getByText('Đang dùng').first()).toBeVisible();
      await expectNothingCutOff(page);
      await picture(page, `key-${width}`);
      await writePraise(page);
      await expect(page.getByRole('button', { name: `Ký bằng khoá truy cập: ${BUTTON}` })).toBeVisible();
      await expectNothingCutOff(page);
      await picture(page, `check-passkey-${width}`);
      // The device does not recognise its owner: nothing is recorded, nothing is lost.
      await device.verify(false);
      await page.getByRole('button', { name: `Ký bằng khoá truy cập: ${BUTTON}` }).click();
      await expect(page.getByText(/^Chưa ký:/)).toBeVisible({ timeout: 130_000 });
      await picture(page, `check-refused-${width}`);
      await device.verify(true);
      await page.getByRole('button', { name: `Ký bằng khoá truy cập: ${BUTTON}` }).click();
      await expect(receipt(page)).toBeVisible();
      await expect(page.getByText('Đã ký bằng khoá truy cập').first()).toBeVisible();
      await picture(page, `signed-${width}`);
      expect(await lastSigned()).toBe('passkey');
    });

    test('a password confirms, plainly marked weaker, and a wrong one costs nothing that was typed', async ({ browser }) => {
      const page = await open(browser);
      await signInAtPost(page, '22-snnmt.head');
      await writePraise(page);
      await page.getByText('Xác nhận bằng mật khẩu (yếu hơn khoá truy cập)').click();
      await page.getByLabel('Mật khẩu của bạn').fill('không phải mật khẩu');
      await page.getByRole('button', { name: BUTTON, exact: true }).click();
      await expect(page.getByText('Chưa xác nhận được')).toBeVisible();
      await expect(page.locator('main').getByText(REASON).first()).toBeVisible();
      await page.getByText('Xác nhận bằng mật khẩu (yếu hơn khoá truy cập)').click();
      await picture(page, `check-password-${width}`);
      await page.getByLabel('Mật khẩu của bạn').fill(PASSWORD);
      await page.getByRole('button', { name: BUTTON, exact: true }).click();
      await expect(receipt(page)).toBeVisible();
      await expect(page.getByText('Xác nhận bằng mật khẩu (yếu hơn)').first()).toBeVisible();
      expect(await lastSigned()).toBe('password');
    });

    test('without script the password confirms', async ({ browser }) => {
      const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'vi-VN', javaScriptEnabled: false });
      const page = await context.newPage();
      await signInAtPost(page, '22-snnmt.head');
      await writePraise(page);
      await expect(page.getByRole('button', { name: /^Ký bằng khoá truy cập/ })).toBeHidden();
      await page.getByText('Xác nhận bằng mật khẩu (yếu hơn khoá truy cập)').click();
      await page.getByLabel('Mật khẩu của bạn').fill(PASSWORD);
      await page.getByRole('button', { name: BUTTON, exact: true }).click();
      await expect(receipt(page)).toBeVisible();
    });

    test('a persona of the trial confirms without a password, and the record says so', async ({ browser }) => {
      const page = await open(browser);
      await enterAs(page, 'department-head');
      await writePraise(page);
      // This person has a passkey by now, which stands first here as well.
      await page.getByText('Cách khác (yếu hơn khoá truy cập)').click();
      await expect(page.getByText(/^Bản thử: xác nhận không có mật khẩu\./)).toBeVisible();
      await picture(page, `check-demo-${width}`);
      await page.getByRole('button', { name: BUTTON, exact: true }).click();
      await expect(receipt(page)).toBeVisible();
      await expect(page.getByText('Bản thử: xác nhận không có mật khẩu').first()).toBeVisible();
      expect(await lastSigned()).toBe('demo');
    });
  });
}

test('the record with all these signatures is whole', async () => {
  const verified = await verifyRecord();
  expect(verified.code, verified.output).toBe(0);
});
