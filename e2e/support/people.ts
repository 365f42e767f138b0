/** The people of the tests: personas enter with one click, everybody else with name and password. */
import { expect, type Page } from '@playwright/test';
import { isAppError } from '../../src/kernel/errors.ts';
import { asPostId } from '../../src/kernel/ids.ts';
import { openStore } from '../../src/main/installation.ts';
import { createAccount } from '../../src/store/accounts/account.ts';
import { askAs } from '../../src/store/store.ts';
import { PASSWORD } from './acts.ts';
import { databaseUrl } from './database.ts';

/** The seven people one may be with one click. */
export type PersonaId =
  | 'commune-official'
  | 'specialist'
  | 'department-head'
  | 'clerk'
  | 'standing-committee-member'
  | 'inspector'
  | 'administrator';

/** Signs in as a persona with the one click of the demonstration. */
export async function enterAs(page: Page, persona: PersonaId): Promise<void> {
  await page.goto('/trai-nghiem');
  await page.locator(`button[name="persona"][value="${persona}"]`).click();
  await expect(page).toHaveURL(/\/viec$/);
}

/** Signs in as whoever holds a post, by name and password, as on a working day. */
export async function signInAtPost(page: Page, post: string): Promise<void> {
  const login = await giveAccount(post);
  await page.goto('/dang-nhap');
  await page.getByLabel('Tên đăng nhập').fill(login);
  await page.getByLabel('Mật khẩu').fill(PASSWORD);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await expect(page).toHaveURL(/\/viec$/);
}

async function giveAccount(post: string): Promise<string> {
  const login = post.replaceAll('.', '-');
  const store = openStore(databaseUrl(), 'app_worker', 1);
  try {
    const { org } = await askAs(store, null);
    const holder = org.actingHolder(asPostId(post));
    if (!holder) throw new Error(`nobody holds ${post}`);
    await createAccount(store, { person: holder.person, name: login, password: PASSWORD });
  } catch (error) {
    // An earlier test gave it.
    if (!isAppError(error, 'account.taken')) throw error;
  } finally {
    await store.pool.end();
  }
  return login;
}
