/** Somebody dares: a proposal is on record before anything is done, is voted on in time, piloted and assessed. */
import type { Browser, Page } from '@playwright/test';
import { choose, openAct, passFiveDays, send } from './support/acts.ts';
import { verifyRecord } from './support/database.ts';
import { signInAtPost } from './support/people.ts';
import { expect, test } from './support/test.ts';

const DESK = { width: 1240, height: 900 };
const REASON = 'Lý do được nêu rõ ràng và đầy đủ để người đọc sau này hiểu vì sao đã quyết định như vậy.';

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

  test('is registered, heard on and voted on: one ballot each, read by voters alone', async ({ browser }) => {
    const clerk = await at(browser, '22-snnmt.clerk');
    await openAct(clerk, 'Vào sổ, trình lãnh đạo');
    await choose(clerk, 'Cấp ủy cùng cấp cho ý kiến', 'Thành ủy Quảng Ninh');
    await send(clerk, 'Vào sổ và cấp số');
    await expect(clerk).toHaveURL(/\/dx\/2026-\d{5}/);
    path = new URL(clerk.url()).pathname;
    const party = await at(browser, '22-tu.head');
    await openAct(party, 'Cho ý kiến của cấp ủy');
    await party.getByRole('radio', { name: 'Nhất trí', exact: true }).check();
    await party.getByLabel('Nội dung').fill('Cấp ủy nhất trí chủ trương.');
    await send(party, 'Gửi ý kiến');
    for (const [post, word] of [
      ['22-snnmt.head', 'Đồng ý'],
      ['22-snnmt.deputy-1', 'Không đồng ý'],
    ] as const) {
      const voter = await at(browser, post);
      await openAct(voter, 'Biểu quyết');
      await voter.getByRole('radio', { name: word, exact: true }).check();
      await send(voter, 'Bỏ phiếu');
    }
    const again = await at(browser, '22-snnmt.deputy-1');
    await expect(again.locator('main').getByRole('link', { name: 'Biểu quyết', exact: true })).toHaveCount(0);
    const head = await at(browser, '22-snnmt.head');
    await openAct(head, 'Kết thúc biểu quyết');
    await head.getByLabel('Kết luận cuộc họp').fill('Tập thể lãnh đạo đã thảo luận và biểu quyết.');
    await send(head, 'Kiểm phiếu');
    await expect(head.getByText('Thông qua: bằng nhau, theo người đứng đầu').first()).toBeVisible();
  });

  test('is allowed as the vote says, within limits, and is then read by every official, but for the ballots', async ({
    browser,
  }) => {
    const head = await at(browser, '22-snnmt.head');
    await openAct(head, 'Cho làm thí điểm');
    await head.getByLabel('Lý do').fill(REASON);
    await head.getByLabel('Căn cứ').fill('Nghị định 73/2023/NĐ-CP, Điều 8 khoản 1');
    await head.locator('main').getByLabel('Số văn bản').fill('12/QĐ-SNNMT');
    await head
      .locator('main')
      .getByRole('checkbox', { name: /Hồng Gai/ })
      .check();
    await head.getByLabel('Nguồn lực được giao').fill('Hai chuyên viên của sở.');
    await send(head, 'Quyết định');
    const other = await at(browser, '22-sxd.specialist-1');
    expect((await other.goto(path))?.status()).toBe(200);
    const ballots = other.locator('section', { has: other.getByRole('heading', { name: 'Phiếu', exact: true }) });
    await expect(ballots).toBeVisible();
    await expect(ballots.getByText('Không đồng ý')).toHaveCount(0);
    // What one may not read is said in words, in the section and in the timeline.
    await other.goto(`${path}?dien-bien=tat-ca`);
    await expect(ballots.getByText('Nội dung chỉ người xử lý trực tiếp đọc được')).toHaveCount(2);
    await expect(other.locator('main')).not.toContainText('⟦');
    const deputy = await at(browser, '22-snnmt.deputy-1');
    await expect(
      deputy.locator('section', { has: deputy.getByRole('heading', { name: 'Phiếu', exact: true }) }).getByText('Không đồng ý'),
    ).toHaveCount(1);
  });

  test('is measured, reported on and assessed, causes apart', async ({ browser }) => {
    const holder = await at(browser, '22-snnmt.specialist-1');
    await passFiveDays(holder, 3);
    await holder.goto(path);
    await openAct(holder, 'Ghi số đo');
    await holder.getByLabel('Chỉ số thứ').fill('1');
    await holder.getByLabel('Giá trị').fill('90');
    await holder.getByLabel('Ngày đo').fill('30/11/2026');
    await holder.getByLabel('Nguồn số liệu').fill('Sổ theo dõi');
    await send(holder, 'Ghi');
    await openAct(holder, 'Kết thúc thí điểm');
    await holder.getByLabel('Ghi thêm').fill('Đã đạt mục tiêu sớm.');
    await send(holder, 'Kết thúc');
    await openAct(holder, 'Báo cáo kết quả');
    await holder.getByRole('radio', { name: 'Hoàn thành một phần' }).check();
    await holder.getByLabel('Nội dung').fill(`${REASON} Chín mươi ngày thay vì sáu mươi.`);
    await holder.getByRole('radio', { name: 'Không', exact: true }).check();
    await send(holder, 'Gửi báo cáo');
    const party = await at(browser, '22-tu.head');
    await openAct(party, 'Cho ý kiến của cấp ủy');
    await party.getByRole('radio', { name: 'Nhất trí', exact: true }).check();
    await party.getByLabel('Nội dung').fill('Nhất trí với báo cáo.');
    await send(party, 'Gửi ý kiến');
    const head = await at(browser, '22-snnmt.head');
    await openAct(head, 'Đánh giá kết quả');
    await head.getByRole('radio', { name: 'Hoàn thành một phần' }).check();
    await head.getByRole('radio', { name: 'Không', exact: true }).check();
    await head.getByLabel('Nhận xét, đánh giá').fill(REASON);
    const cause = head.getByRole('group', { name: 'Nguyên nhân 1', exact: true });
    await cause
      .getByLabel('Loại')
      .selectOption({ label: 'Khách quan' })
      .catch(() => cause.getByRole('radio', { name: 'Khách quan' }).check());
    await cause.getByLabel('Nguyên nhân', { exact: true }).fill('Bão số 3 làm chậm đo đạc.');
    await cause.getByLabel('Bằng chứng').fill('Công điện ngày 10/12.');
    await head.getByRole('radio', { name: 'Nhân rộng' }).check();
    await head.getByLabel('Bài học').fill('Gom hồ sơ theo quý thì nhanh hơn theo tháng.');
    await send(head, 'Kết luận');
    await expect(head.getByText('Hoàn thành một phần').first()).toBeVisible();
    await verifyRecord();
  });
});
