/** Vietnamese as UniKey types it, replayed key by key. */
import { expect, type Locator, type Page } from '@playwright/test';

/** What the browser sees when UniKey turns «as» into «á»: the letter, a Backspace nobody pressed, the letter anew. */
async function typeLikeUniKey(page: Page, field: Locator): Promise<void> {
  await field.focus();
  await page.keyboard.press('a');
  await page.keyboard.press('Backspace');
  await page.keyboard.insertText('á');
  await page.keyboard.press('t');
  // «taoj»: three letters go and come back as two.
  for (const letter of ['a', 'o']) await page.keyboard.press(letter);
  for (let n = 0; n < 3; n += 1) await page.keyboard.press('Backspace');
  await page.keyboard.insertText('tạo');
}

/** Types into a field as UniKey does and says whether every letter arrived and nothing else happened. */
export async function expectTyped(page: Page, field: Locator): Promise<void> {
  const address = page.url();
  await field.fill('');
  await typeLikeUniKey(page, field);
  await expect(field).toHaveValue('átạo');
  // Long enough for anything that reacts late.
  await page.waitForTimeout(250);
  await expect(field).toHaveValue('átạo');
  expect(page.url()).toBe(address);
}
