/** A passkey in the window of a test: Chromium's own virtual authenticator, which makes and uses keys as a device would. */
import { expect, type Page } from '@playwright/test';

/** Plugs an authenticator into a window; its owner is recognised at once unless told otherwise. */
export async function plugIn(page: Page, { isVerified = true } = {}): Promise<{ verify(yes: boolean): Promise<void> }> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: isVerified,
      automaticPresenceSimulation: true,
    },
  });
  return {
    verify: async (yes) => {
      await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: yes });
    },
  };
}

/** Adds a passkey on the profile page of whoever is signed in. */
export async function addPasskey(page: Page, url: string, name: string): Promise<void> {
  await page.goto(`${url}/ca-nhan`);
  await page.getByRole('link', { name: 'Thêm khoá truy cập' }).click();
  await page.getByLabel('Tên khoá').fill(name);
  await page.getByRole('button', { name: 'Tạo khoá' }).click();
  await expect(page.getByText('Đã thêm khoá truy cập.')).toBeVisible();
}
