/** Somebody dares: what is asked and promised before anything is written, and who reads what. The ways of the chain are walked in walks.spec.ts. */
import type { Browser, Page } from '@playwright/test';
import { send } from './support/acts.ts';
import { query } from './support/database.ts';
import { signInAtPost } from './support/people.ts';
import { expect, test } from './support/test.ts';

const DESK = { width: 1240, height: 900 };

test.describe('a proposal', () => {
  test.describe.configure({ mode: 'serial', timeout: 180_000 });
  let path = '';

  const at = async (browser: Browser, post: string): Promise<Page> => {
    const page = await (await browser.newContext({ viewport: DESK, locale: 'vi-VN' })).newPage();
    await signInAtPost(page, post);
    if (path !== '') await page.goto(path);
    return page;
  };

  test('begins with why the law does not let it be done, and with what is promised; nothing is kept before', async ({
    browser,
  }) => {
    const page = await at(browser, '22-snnmt.specialist-1');
    await page.goto('/dx/moi');
    await page.getByRole('radio', { name: /^Thiếu người, tiền, phương tiện/ }).check();
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    await expect(page.locator('main').getByRole('link', { name: 'Báo vướng mắc' })).toBeVisible();
    await page.getByRole('link', { name: 'Chọn lại' }).click();
    await page.getByRole('radio', { name: /^Chưa có quy định/ }).check();
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    await expect(page.getByRole('heading', { name: 'Không được hứa' })).toBeVisible();
    await page.getByRole('button', { name: 'Tôi đã đọc và hiểu, viết đề xuất' }).click();
    for (const [label, text] of Object.entries({
      'Tên đề xuất': 'Giao đất xen kẹp theo đợt',
      'Sự cần thiết và điểm nghẽn': 'Chưa có quy định về giao đất xen kẹp dưới 100 mét vuông.',
      'Nội dung, nhiệm vụ, giải pháp': 'Gom hồ sơ theo đợt, xét công khai một lần mỗi quý.',
      'Phạm vi, đối tượng': 'Ba xã ven biển, các hộ có đất liền kề.',
      'Nguồn lực': 'Hai chuyên viên, không thêm kinh phí.',
      'Tính khả thi': 'Đã có bản đồ và danh sách hộ.',
      'Tác động tích cực': 'Hồ sơ tồn giảm, thu ngân sách tăng.',
      'Hiệu quả dự kiến': 'Sáu mươi ngày thay vì một năm.',
      'Đã cân nhắc cách nào khác?': 'Chờ luật mới; giao từng hồ sơ.',
      'Rủi ro lường trước': 'Khiếu nại về thứ tự xét.',
      'Khi nào phải dừng?': 'Quá năm phần trăm hồ sơ bị khiếu nại.',
      'Từ ngày': '+10',
      'Đến ngày': '+60',
    }))
      await page
        .getByLabel(label, { exact: true })
        .or(page.getByLabel(new RegExp(`^${label.replace('?', '\\?')}`)))
        .first()
        .fill(text);
    const row = page.getByRole('group', { name: 'Chỉ số đo kết quả 1', exact: true });
    await row.getByLabel('Chỉ số', { exact: true }).fill('Số ngày giải quyết');
    await row.getByLabel('Đơn vị tính').fill('ngày');
    await row.getByLabel('Hiện nay').fill('365');
    await row.getByLabel('Phải đạt').fill('60');
    await page.getByRole('radio', { name: 'Không có' }).check();
    await page.getByRole('checkbox', { name: /Vì lợi ích chung, không vụ lợi/ }).check();
    await send(page, 'Gửi đề xuất');
    path = new URL(page.url()).pathname;
    await expect(page.getByRole('heading', { level: 1, name: 'Giao đất xen kẹp theo đợt' })).toBeVisible();
  });

  test('does not exist for whoever is not concerned, until it is allowed', async ({ browser }) => {
    const stranger = await at(browser, '22-sxd.specialist-1');
    expect((await stranger.goto(path))?.status()).toBe(404);
    await stranger.goto('/dx');
    await expect(stranger.getByText('Giao đất xen kẹp theo đợt')).toHaveCount(0);
  });

  test('that was decided is read by every official, but for who voted what, which is said in words', async ({ browser }) => {
    const [piloted] = await query<{ number: string }>(
      "select number from app.dossier where kind = 'proposal' and stage = 'piloting' limit 1",
    );
    const decided = `/dx/${piloted?.number.slice('DX-'.length)}`;
    const other = await at(browser, '22-sxd.specialist-1');
    expect((await other.goto(`${decided}?dien-bien=tat-ca`))?.status()).toBe(200);
    const ballotsOf = (page: Page) => page.locator('section', { has: page.getByRole('heading', { name: 'Phiếu', exact: true }) });
    await expect(ballotsOf(other).getByText('Đồng ý')).toHaveCount(0);
    await expect(ballotsOf(other).getByText('Nội dung chỉ người xử lý trực tiếp đọc được')).toHaveCount(2);
    await expect(other.locator('main')).not.toContainText('⟦');
    const deputy = await at(browser, '22-stc.deputy-1');
    await deputy.goto(decided);
    await expect(ballotsOf(deputy).getByText('Đồng ý')).toHaveCount(2);
  });
});
