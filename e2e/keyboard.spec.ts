/** The keyboard of a clerk, and Vietnamese typed with UniKey, which deletes and types again what was typed. */
import { enterAs } from './support/people.ts';
import { expect, test } from './support/test.ts';
import { expectTyped } from './support/unikey.ts';

test.use({ viewport: { width: 1240, height: 900 } });

test.describe('a list', () => {
  test.beforeEach(async ({ page }) => {
    await enterAs(page, 'department-head');
    await page.goto('/vm');
  });

  test('is walked with arrows and opened with Enter; F8 walks on from dossier to dossier', async ({ page }) => {
    const links = await page
      .locator('[data-row] a[href^="/vm/2026-"]')
      .evaluateAll((all) => [...new Set(all.map((a) => new URL((a as HTMLAnchorElement).href).pathname))]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(`${links[0]}$`));
    await page.goto('/vm');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('F8');
    await expect(page).toHaveURL(new RegExp(`${links[0]}$`));
    await page.keyboard.press('F8');
    await expect(page).toHaveURL(new RegExp(`${links[1]}$`));
  });

  test('is filtered with / and F2 begins something new', async ({ page }) => {
    await page.keyboard.press('/');
    const quick = page.locator('[data-quick]');
    await expect(quick).toBeFocused();
    await page.keyboard.type('bai chay');
    await expect(page.locator('[data-row]:visible')).toHaveCount(1);
    await expect(page.locator('[data-row]:visible')).toContainText('P. Bãi Cháy');
    await page.keyboard.press('F2');
    await expect(page).toHaveURL(/\/vm\/moi/);
  });
});

test('Ctrl+K goes to the search and opens a page by name', async ({ page }) => {
  await enterAs(page, 'department-head');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Tìm hồ sơ, số văn bản' })).toBeFocused();
  await page.keyboard.type('to chuc');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/to-chuc/);
});

test('? shows the keys on the page one is on, and is a letter like any other while typing', async ({ page }) => {
  await enterAs(page, 'department-head');
  await page.goto('/vm/2026-00011/decide');
  await page.locator('#f-reasons').fill('Vì sao');
  await page.locator('#f-reasons').press('?');
  await expect(page.locator('[data-keys-help] dl')).toBeHidden();
  await page.locator('#f-reasons').blur();
  await page.keyboard.press('?');
  await expect(page.locator('[data-keys-help] dl')).toBeVisible();
  await expect(page.locator('#f-reasons')).toHaveValue('Vì sao?');
});

test('F4 does the main thing of a page and Ctrl+Enter sends a form', async ({ page }) => {
  await enterAs(page, 'department-head');
  await page.goto('/vm/2026-00011');
  await page.keyboard.press('F4');
  await expect(page).toHaveURL(/\/decide$/);
  await page.locator('#f-reasons').fill('Thử gửi bằng phím.');
  await page.locator('#f-reasons').press('Control+Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'chỗ cần sửa' })).toBeFocused();
  await expect(page.locator('#f-reasons')).toHaveValue('Thử gửi bằng phím.');
});

test('Vietnamese typed with UniKey arrives whole in every text field of the report', async ({ page }) => {
  await enterAs(page, 'commune-official');
  await page.goto('/vm/moi');
  await page.getByText('Thông tin thêm').click();
  const fields = page.locator('main form textarea:visible, main form input[type="text"]:visible, main form .combo input:visible');
  const count = await fields.count();
  expect(count).toBeGreaterThanOrEqual(6);
  for (let n = 0; n < count; n += 1) await expectTyped(page, fields.nth(n));
});

test('Vietnamese typed with UniKey arrives whole in the search and in the quick filter', async ({ page }) => {
  await enterAs(page, 'department-head');
  await page.goto('/vm');
  await expectTyped(page, page.getByRole('combobox', { name: 'Tìm hồ sơ, số văn bản' }));
  await expectTyped(page, page.locator('[data-quick]'));
});

test('the keys used while an input method is composing do nothing', async ({ page }) => {
  await enterAs(page, 'department-head');
  await page.goto('/vm');
  for (const key of ['F2', 'F4', 'ArrowDown', 'Enter', '/']) {
    await page.evaluate((name) => {
      document.body.dispatchEvent(
        new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, isComposing: true }),
      );
    }, key);
  }
  expect(new URL(page.url()).pathname).toBe('/vm');
  await expect(page.locator('[data-quick]')).not.toBeFocused();
});
