/** Signing in at the province's issuer of identities, with a real one on this machine, in a real browser and its policies. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import type { Page } from '@playwright/test';
import pg from 'pg';
import { findRunningCluster } from '../src/main/cluster/index.ts';
import { openIssuer, TEST_CLIENT, type TestIssuer } from '../tests/support/issuer.ts';
import { type Product, startProduct } from './support/product.ts';
import { expect, test } from './support/test.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const NAME = 'Tài khoản tỉnh';
const BUTTON = `Đăng nhập bằng ${NAME}`;
let issuer: TestIssuer;
let product: Product;
let staffCode: string;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  // The issuer must know the address before the product has it.
  const port = await freePort();
  issuer = await openIssuer({ origins: [`http://localhost:${port}`] });
  product = await startProduct({
    port,
    env: {
      OIDC_ISSUER: issuer.url,
      OIDC_CLIENT_ID: TEST_CLIENT.clientId,
      OIDC_CLIENT_SECRET: TEST_CLIENT.clientSecret,
      OIDC_NAME: NAME,
    },
  });
  staffCode = await someStaffCode(product.dataDir);
});
test.afterAll(async () => {
  await product.stop();
  await issuer.close();
});

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, 'localhost', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** Somebody of the demonstration who holds a post. */
async function someStaffCode(dataDir: string): Promise<string> {
  const client = new pg.Client({ connectionString: findRunningCluster(dataDir)?.url });
  await client.connect();
  try {
    const { rows } = await client.query<{ code: string }>(
      `select p.values->>'staff_code' as code from app.effective_row p join app.effective_row h
         on h.table_name = 'holding' and h.values->>'person' = p.key->>'person' and upper_inf(h.valid)
       where p.table_name = 'person' and upper_inf(p.valid) order by 1 limit 1`,
    );
    return rows[0]?.code ?? '';
  } finally {
    await client.end();
  }
}

/** Answers the one question of the issuer. */
async function nameAtIssuer(page: Page, who: string): Promise<void> {
  await page.getByLabel('Staff').fill(who);
  await page.getByRole('button', { name: 'Go' }).click();
}

async function signOut(page: Page): Promise<void> {
  await page.goto(`${product.url}/ca-nhan`);
  await page.locator('form[action="/dang-xuat"] button').first().click();
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with script' : 'without script', () => {
    test.use({ javaScriptEnabled });

    test('from the page one wanted to the issuer, back to that page, and out again', async ({ page }) => {
      await page.goto(`${product.url}/viec?xem=tat-ca`);
      await expect(page).toHaveURL(/\/dang-nhap\?den=/);
      await page.getByRole('link', { name: BUTTON }).click();
      await nameAtIssuer(page, staffCode);
      await expect(page).toHaveURL(`${product.url}/viec?xem=tat-ca`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await signOut(page);
      await expect(page.getByRole('heading', { level: 1, name: 'Bạn đã đăng xuất khỏi Khơi Thông' })).toBeVisible();
      await page.getByRole('link', { name: 'Đăng xuất tài khoản của tỉnh' }).click();
      await expect(page).toHaveURL(new RegExp(`^${issuer.url}/session/end`));
      await page.goto(`${product.url}/viec`);
      await expect(page).toHaveURL(/\/dang-nhap/);
    });
  });
}

test('a staff code nobody has is told whom to ask, in both languages, and may try another account', async ({ page }) => {
  await page.goto(`${product.url}/dang-nhap`);
  await page.getByRole('link', { name: BUTTON }).click();
  await nameAtIssuer(page, 'KHONG-CO-AI');
  await expect(page.getByRole('heading', { level: 1, name: 'Tài khoản này chưa vào được' })).toBeVisible();
  await expect(page.locator('main')).toContainText('bộ phận tổ chức cán bộ');
  const code = await page.locator('.ref').textContent();
  await page.getByRole('link', { name: 'English' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'This account is not admitted' })).toBeVisible();
  expect(await page.locator('.ref').textContent()).toContain(code?.match(/[A-Z0-9]{4}-[A-Z0-9]{4}/)?.[0]);
  await page.getByRole('link', { name: 'Use another account' }).click();
  await nameAtIssuer(page, staffCode);
  await expect(page).toHaveURL(`${product.url}/viec`);
});

test('while the issuer is away the page says so and keeps its form', async ({ page }) => {
  await page.goto(`${product.url}/dang-nhap?den=%2Fvm`);
  await issuer.goAway();
  await page.getByRole('link', { name: BUTTON }).click();
  await expect(page.getByRole('status').filter({ hasText: 'chưa trả lời' })).toBeVisible();
  await expect(page.getByLabel('Tên đăng nhập')).toBeVisible();
  await issuer.comeBack();
  await page.getByRole('link', { name: BUTTON }).click();
  await nameAtIssuer(page, staffCode);
  await expect(page).toHaveURL(`${product.url}/vm`);
});

test('every page of it: nothing axe finds, nothing cut off', async ({ page, surfaces }, info) => {
  for (const { language, width } of surfaces) {
    await page.setViewportSize({ width, height: 800 });
    for (const [name, path] of [
      ['sign-in', '/dang-nhap'],
      ['away', '/dang-nhap/chua-vao?vi=away'],
      ['refused', '/dang-nhap/chua-vao?vi=refused&ma=7M4Q-92XH'],
      ['signed-out', '/dang-xuat/xong'],
    ] as const) {
      await page.goto(`${product.url}${path}${path.includes('?') ? '&' : '?'}lang=${language}`);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await page.screenshot({ path: info.outputPath(`${name}-${language}-${width}.png`), fullPage: true });
      await page.evaluate(AXE);
      const found = await page.evaluate(async () => {
        const { axe } = globalThis as unknown as { axe: { run: () => Promise<{ violations: { id: string }[] }> } };
        return (await axe.run()).violations.map(({ id }) => id);
      });
      expect([name, language, width, found]).toEqual([name, language, width, []]);
    }
  }
});
