/** The way of a working day, walked as people walk it: a dispatch comes in, tasks go out, an obstacle is reported, left in silence, decided and confirmed. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Locator, Page } from '@playwright/test';
import { dispatchText } from './fixtures/dispatch.ts';
import { choose, openAct, passFiveDays, send } from './support/acts.ts';
import { verifyRecord } from './support/database.ts';
import { enterAs, type PersonaId, signInAtPost } from './support/people.ts';
import { expect, test } from './support/test.ts';

const DESK = { width: 1240, height: 900 };
const PHONE = { width: 360, height: 740 };

for (const javaScript of [true, false]) {
  test.describe(`the journey ${javaScript ? 'with' : 'without'} JavaScript`, () => {
    test.describe.configure({ mode: 'serial', timeout: 120_000 });
    const as = (browser: Browser, viewport: typeof DESK) => newPage(browser, javaScript, viewport);
    const enter = async (browser: Browser, persona: PersonaId, viewport = DESK) => {
      const page = await as(browser, viewport);
      await enterAs(page, persona);
      return page;
    };
    const wording = javaScript ? 'sân trường' : 'nhà bán trú';
    const sentence = `Đất thừa khi đào móng ${wording} không biết xác nhận khối lượng theo mẫu nào nên công trình phải dừng đã hai tháng nay.`;
    let directive = '';
    let obstacle = '';

    test('a dispatch comes in and is entered in the book', async ({ browser }) => {
      const page = await as(browser, DESK);
      await signInAtPost(page, '22-vptu.clerk');
      await page.goto('/vb/moi');
      const number = javaScript ? 3101 : 3102;
      await page.getByLabel('Nội dung văn bản').fill(dispatchText(number));
      await page.getByRole('button', { name: 'Đọc văn bản' }).click();
      await expect(page.getByText('Bước 2 trên 3')).toBeVisible();
      await expect(page.locator('#f-symbol')).toHaveValue(`${number}-CV/TU`);
      await expect(page.locator('#f-issuedOn')).toHaveValue('16/11/2026');
      await expect(page.locator('#f-issuer')).toHaveValue('Tỉnh ủy Quảng Ninh');
      await expect(page.locator('mark', { hasText: 'trước ngày 15/12/2026' })).toBeVisible();
      await page.getByRole('button', { name: 'Xem lại' }).click();
      await expect(page.getByText('Bước 3 trên 3')).toBeVisible();
      await send(page, 'Đưa vào hệ thống');
      await openAct(page, 'Vào sổ và phát hành');
      await send(page, 'Vào sổ');
      await expect(page).toHaveURL(/\/vb\/2026-\d{5}/);
      directive = new URL(page.url()).pathname;
      await expect(page.getByText('Mã biên nhận')).toBeVisible();
      // The same paper again is known.
      await page.goto('/vb/moi');
      await page.getByLabel('Nội dung văn bản').fill(dispatchText(number));
      await page.getByRole('button', { name: 'Đọc văn bản' }).click();
      await expect(page.getByText('Văn bản này đã có trong hệ thống')).toBeVisible();
    });

    test('a task goes out from one of its sentences and a reason is given for another', async ({ browser }) => {
      const page = await as(browser, DESK);
      await signInAtPost(page, '22-vptu.head');
      await page.goto(directive);
      await expect(page.getByRole('heading', { name: '3 câu · 0 có nhiệm vụ · 0 không cần · 3 chưa có' })).toBeVisible();
      await page.getByRole('link', { name: 'Giao việc câu 2' }).click();
      const row = page.getByRole('group', { name: 'Nhiệm vụ 1', exact: true });
      await expect(row.getByLabel('Từ câu số')).toHaveValue('2');
      await row.getByLabel('Việc phải làm').fill('Rà soát hồ sơ đất xây dựng trường học còn vướng');
      await choose(row, 'Người giữ nhiệm vụ', await optionText(row, '22-snnmt.head'));
      await row.getByLabel('Hạn').fill('15/12/2026');
      await send(page, 'Giao');
      await page.goto(`${directive}/explain-sentence?n=1`);
      await page.getByRole('radio', { name: 'Câu dẫn' }).check();
      await send(page, 'Ghi');
      await expect(page.getByRole('heading', { name: '3 câu · 1 có nhiệm vụ · 1 không cần · 1 chưa có' })).toBeVisible();
    });

    test('a commune official reports an obstacle on a phone in at most eight taps', async ({ browser }) => {
      const page = await enter(browser, 'commune-official', PHONE);
      let taps = 0;
      const tap = async (press: () => Promise<unknown>) => {
        taps += 1;
        await press();
      };
      await tap(() => page.getByRole('link', { name: 'Báo vướng mắc' }).first().click());
      await tap(() => page.getByLabel('Điều gì đang mắc?').click());
      await page.getByLabel('Điều gì đang mắc?').fill(sentence);
      await expect(page.getByLabel('Ở đâu?')).toHaveValue('06760');
      await tap(() => page.getByRole('radio', { name: 'Chưa có quy định' }).check());
      await tap(() => page.getByRole('radio', { name: 'Không, đây là vướng mắc trong công việc' }).check());
      if (!javaScript) {
        // Without script what is already there is shown once, in between; it never holds anybody up.
        await tap(() => page.getByRole('button', { name: 'Gửi vướng mắc' }).click());
        await expect(page.getByRole('heading', { name: 'Có thể đã có người nêu' })).toBeVisible();
        await expect(page.getByLabel('Điều gì đang mắc?')).toHaveValue(sentence);
      }
      await tap(() => send(page, 'Gửi vướng mắc'));
      expect(taps).toBeLessThanOrEqual(8);
      await expect(page.getByText('Mã biên nhận')).toBeVisible();
      await expect(page.getByRole('heading', { name: 'Việc gì xảy ra tiếp theo' })).toBeVisible();
      obstacle = new URL(page.url()).pathname;
    });

    test('the clerk registers and classifies it, the head of the office gives it to the unit that must act', async ({
      browser,
    }) => {
      const clerk = await enter(browser, 'clerk');
      await clerk.goto(obstacle);
      await openAct(clerk, 'Vào sổ');
      await send(clerk, 'Vào sổ và cấp số');
      await expect(clerk).toHaveURL(/\/vm\/2026-\d{5}/);
      obstacle = new URL(clerk.url()).pathname;
      await openAct(clerk, 'Phân loại');
      await choose(clerk, 'Lĩnh vực', 'Đất đai');
      await clerk.getByRole('radio', { name: 'Chưa có quy định' }).check();
      await clerk.getByRole('radio', { name: 'Cấp tỉnh' }).check();
      await send(clerk, 'Phân loại');
      const router = await as(browser, DESK);
      await signInAtPost(router, '22-vpubnd.head');
      await router.goto(obstacle);
      await openAct(router, 'Giao chủ trì');
      await send(router, 'Giao chủ trì');
      await expect(router.getByText('Chủ trì: Sở Nông nghiệp và Môi trường')).toBeVisible();
    });

    test('silence is recorded, shown to everybody concerned, and brought to the superior', async ({ browser }) => {
      const head = await enter(browser, 'department-head');
      await head.goto(obstacle);
      await expect(head.getByText(/Còn [78] ngày làm việc/).first()).toBeVisible();
      await passFiveDays(head, 2);
      await head.goto(obstacle);
      await expect(head.getByText(/quá hạn \d ngày làm việc/i).first()).toBeVisible();
      await expect(head.getByText('Giám đốc Sở Nông nghiệp và Môi trường để quá hạn: Quyết định')).toBeVisible();
      await head.goto('/viec?tat-ca=1');
      await expect(head.locator(`main a[href^="${obstacle}"]`).first()).toBeVisible();
      await head.goto(`/vm?tim=${encodeURIComponent(wording)}`);
      const row = head.locator('[data-row]', { has: head.locator(`a[href="${obstacle}"]`) });
      await expect(row).toContainText(/quá \d ngày/);
      // What was left undone is now the superior's, with a deadline of its own.
      await head.goto(`${obstacle}?dien-bien=tat-ca`);
      await expect(head.getByText(/Cấp trên xử lý việc quá hạn: .*Chủ tịch/).first()).toBeVisible();
      const superior = await as(browser, DESK);
      await signInAtPost(superior, '22-ubnd.head');
      await superior.goto('/viec?tat-ca=1');
      await expect(superior.locator(`main a[href^="${obstacle}"]`).first()).toBeVisible();
    });

    test('the responsible member decides, the unit carries it out, whoever raised it confirms', async ({ browser }) => {
      const member = await enter(browser, 'standing-committee-member');
      await member.goto(obstacle);
      await openAct(member, 'Quyết định');
      await member.getByRole('radio', { name: 'Giải quyết tại đây' }).check();
      await member
        .getByRole('textbox', { name: /^Lý do/ })
        .fill('Việc này trong thẩm quyền của thành phố, cần có mẫu thống nhất để các phường cùng làm.');
      await member.getByRole('textbox', { name: /^Căn cứ/ }).fill('Luật Đất đai 2024, Điều 21');
      await member
        .getByRole('textbox', { name: /^Hệ quả/ })
        .fill('Phường xác nhận khối lượng theo mẫu của Sở; công trình được đào móng tiếp.');
      await send(member, 'Ghi quyết định');
      await expect(member.getByText('Thực hiện').first()).toBeVisible();
      const head = await enter(browser, 'department-head');
      await head.goto(obstacle);
      await openAct(head, 'Báo cáo đã làm xong');
      await head
        .getByRole('textbox', { name: /^Đã làm gì/ })
        .fill('Đã ban hành mẫu xác nhận và hướng dẫn các phường, xã, đặc khu dùng từ hôm nay.');
      await send(head, 'Báo cáo đã làm xong');
      const official = await enter(browser, 'commune-official', PHONE);
      await expect(official.locator(`main a[href^="${obstacle}"]`).first()).toBeVisible();
      await official.goto(obstacle);
      await openAct(official, 'Xác nhận đã gỡ được');
      await send(official, 'Đã gỡ được');
      await expect(official.getByText('Người nêu xác nhận đã gỡ được').first()).toBeVisible();
    });

    test('the record is whole at the end', async () => {
      const { code, output } = await verifyRecord();
      expect(output).not.toContain('⟦');
      expect(code, output).toBe(0);
    });
  });
}

test('a real dispatch comes in sensibly, where one lies beside the project', async ({ browser }) => {
  const file = path.resolve(import.meta.dirname, '../../shared/inputs/directive-03-ct-ttg-2025-vi.txt');
  const text = await readFile(file, 'utf8').catch(() => dispatchText(3103));
  const page = await newPage(browser, true, DESK);
  await enterAs(page, 'clerk');
  await page.goto('/vb/moi');
  await page.getByLabel('Nội dung văn bản').fill(text);
  await page.getByRole('button', { name: 'Đọc văn bản' }).click();
  await expect(page.getByText('Bước 2 trên 3')).toBeVisible();
  const symbol = text.includes('03/CT-TTg') ? '03/CT-TTg' : '3103-CV/TU';
  await expect(page.locator('#f-symbol')).toHaveValue(symbol);
  await expect(page.locator('#f-issuedOn')).toHaveValue(/^\d\d\/\d\d\/\d{4}$/);
  await expect(page.locator('#f-subject')).not.toHaveValue('');
  expect(await page.getByRole('textbox', { name: /^Câu \d+$/ }).count()).toBeGreaterThanOrEqual(3);
});

async function newPage(browser: Browser, javaScriptEnabled: boolean, viewport: { width: number; height: number }): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled, viewport });
  return context.newPage();
}

/** The words under which a choice stands in the list. */
async function optionText(scope: Locator, value: string): Promise<string> {
  return (await scope.locator(`option[value="${value}"]`).first().textContent()) ?? '';
}
