/** What people do on any page: fill a field whatever control it has, perform an act, let working days pass. */
import { expect, type Locator, type Page } from '@playwright/test';

/** Chooses in a list of choices: the native one, or where script made one to type in, that. */
export async function choose(scope: Page | Locator, label: string | RegExp, option: string): Promise<void> {
  const control = scope.getByLabel(label).first();
  if ((await control.evaluate((element) => element.tagName)) === 'SELECT') {
    await control.selectOption({ label: option });
    return;
  }
  await control.fill(option);
  await scope.getByRole('option', { name: option }).first().click();
}

/** Opens the form of an act from the dossier, from its main button or from the other ones. */
export async function openAct(page: Page, name: string): Promise<void> {
  const link = page.locator('main').getByRole('link', { name, exact: true }).first();
  if (!(await link.isVisible())) await page.getByText('Thao tác khác').click();
  await link.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
}

/** Sends a form; where it is told of something alike or asked once more, goes on; ends on the dossier with its receipt. */
export async function send(page: Page, button: string): Promise<void> {
  const again = page.locator('main').getByText('bấm gửi lần nữa ở dưới');
  await page.getByRole('button', { name: button, exact: true }).click();
  const check = page.getByRole('heading', { level: 1, name: 'Kiểm tra trước khi gửi' });
  const receipt = page.getByRole('heading', { name: /^Đã ghi sổ lúc \d\d:\d\d \d\d\/\d\d\/\d{4}$/ });
  await expect(check.or(receipt).or(again).first()).toBeVisible();
  if (await again.isVisible()) await page.getByRole('button', { name: button, exact: true }).click();
  await expect(check.or(receipt)).toBeVisible();
  if (await check.isVisible()) await confirm(page, button);
  await expect(receipt).toBeVisible();
}

/** The password of everybody the tests give an account. */
export const PASSWORD = 'mot mat khau dai de thu';

/** Makes the answers looked at once more an act: where it must be confirmed in person, by the passkey of the window, else by the password. */
export async function confirm(page: Page, button: string): Promise<void> {
  const main = page.locator('main');
  const password = main.getByLabel('Mật khẩu của bạn');
  if (await password.isVisible()) await password.fill(PASSWORD);
  await main.getByRole('button', { name: button }).click();
}

/** Lets five working days pass on the demo clock, as often as told; settles what ran out. */
export async function passFiveDays(page: Page, times = 1): Promise<void> {
  for (let n = 0; n < times; n += 1) {
    const before = await page.getByText(/^Hôm nay là /).textContent();
    await page.getByRole('button', { name: '+5 ngày làm việc' }).click();
    await expect(page.getByText(/^Hôm nay là /)).not.toHaveText(before ?? '');
  }
}
