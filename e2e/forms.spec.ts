/** Forms as people get them wrong: nothing typed is lost, nothing is written twice, every answer says what to do. */
import { randomUUID } from 'node:crypto';
import type { Browser, Page } from '@playwright/test';
import { makeDocx, makePdf } from '../src/documents/reading/sample-files.ts';
import { query } from './support/database.ts';
import { enterAs } from './support/people.ts';
import { expect, test } from './support/test.ts';

const WHAT = 'Đường vào trường bị rào vì chưa rõ đất thuộc phường hay thuộc công ty, học sinh phải đi vòng.';

/** Fills the whole report, each time with words of its own. */
async function fillReport(page: Page, what: string): Promise<void> {
  await page.goto('/vm/moi');
  await page.getByLabel('Điều gì đang mắc?').fill(what);
  await page.getByRole('radio', { name: 'Chưa có quy định' }).check();
  await page.getByRole('radio', { name: 'Không, đây là vướng mắc trong công việc' }).check();
}

/** Presses the button and gives the status of the answer. */
async function submit(page: Page): Promise<number> {
  const answered = page.waitForResponse((r) => r.request().method() === 'POST' && r.request().isNavigationRequest());
  await page.getByRole('button', { name: 'Gửi vướng mắc' }).click();
  return (await answered).status();
}

/** Sends a report; where similar dossiers are shown in between, goes on. */
async function sendReport(page: Page): Promise<void> {
  if ((await submit(page)) === 200) await submit(page);
  await expect(receipt(page)).toBeVisible();
}

const receipt = (page: Page) => page.getByRole('heading', { name: /^Đã ghi sổ lúc/ });

async function countDossiers(): Promise<number> {
  const [row] = await query<{ n: number }>('select count(*)::int as n from app.dossier');
  return row?.n ?? 0;
}

async function otherWindow(browser: Browser, page: Page): Promise<Page> {
  const context = await browser.newContext({ storageState: await page.context().storageState() });
  return context.newPage();
}

test.describe('a report with something missing', () => {
  const fields = [
    { name: 'what is blocked', id: 'f-what', empty: (page: Page) => page.getByLabel('Điều gì đang mắc?').fill('') },
    {
      name: 'where',
      id: 'f-locality',
      empty: (page: Page) => page.locator('#f-locality').evaluate((select: HTMLSelectElement) => select.remove()),
    },
    { name: 'which kind', id: 'f-legalGap', empty: (page: Page) => uncheck(page, 'legalGap') },
    { name: 'the question about wrongdoing', id: 'f-aboutPerson', empty: (page: Page) => uncheck(page, 'aboutPerson') },
  ];
  for (const field of fields) {
    test(`says so for ${field.name}, leads to it, and keeps the rest`, async ({ page }) => {
      await enterAs(page, 'commune-official');
      await fillReport(page, WHAT);
      await field.empty(page);
      await submit(page);
      const summary = page.getByRole('alert').filter({ hasText: 'Có 1 chỗ cần sửa' });
      await expect(summary).toBeVisible();
      await expect(summary).toBeFocused();
      await expect(summary.getByText('Những gì bạn đã nhập vẫn còn nguyên.')).toBeVisible();
      await expect(summary.getByRole('link')).toHaveAttribute('href', `#${field.id}`);
      if (field.id !== 'f-what') await expect(page.getByLabel('Điều gì đang mắc?')).toHaveValue(WHAT);
      if (field.id !== 'f-legalGap') await expect(page.getByRole('radio', { name: 'Chưa có quy định' })).toBeChecked();
      if (field.id !== 'f-locality') await expect(page.locator('#f-locality')).toHaveValue('06760');
      await summary.getByRole('link').click();
      const reached = await page.evaluate((id) => document.getElementById(id)?.contains(document.activeElement), field.id);
      expect(reached).toBe(true);
    });
  }
});

async function uncheck(page: Page, name: string): Promise<void> {
  await page.locator(`input[name="${name}"]`).evaluateAll((radios) => {
    for (const radio of radios) (radio as HTMLInputElement).checked = false;
  });
}

test('a form on which somebody was faster shows what changed and keeps the text', async ({ browser, page }) => {
  await enterAs(page, 'department-head');
  await page.goto('/vm/2026-00012/add-detail');
  const closed = (await page.getByRole('heading', { level: 1 }).textContent()) !== 'Thêm chi tiết';
  const address = closed ? '/vm/2026-00011/ask-opinion' : '/vm/2026-00012/add-detail';
  await page.goto(address);
  const text = 'Đề nghị cho ý kiến về khung giá đất của khu này.';
  const field = page.locator(closed ? '#f-question' : '#f-text');
  await field.fill(text);
  const other = await otherWindow(browser, page);
  await other.goto(address);
  await other.locator(closed ? '#f-question' : '#f-text').fill('Câu hỏi của cửa sổ kia, gửi trước.');
  if (closed) await other.locator('input[name="units"]').nth(2).check();
  await other.locator('main form button[data-primary]').first().click();
  await expect(receipt(other)).toBeVisible();
  if (closed) await page.locator('input[name="units"]').nth(3).check();
  const answered = page.waitForResponse((r) => r.request().method() === 'POST' && r.request().isNavigationRequest());
  await page.locator('main form button[data-primary]').first().click();
  expect((await answered).status()).toBe(409);
  await expect(page.getByRole('heading', { name: 'Hồ sơ vừa thay đổi: 1 hành vi mới' })).toBeVisible();
  await expect(field).toHaveValue(text);
  await page.locator('main form button[data-primary]').first().click();
  await expect(receipt(page)).toBeVisible();
});

test('going back after sending and sending again doubles nothing', async ({ page }) => {
  await enterAs(page, 'commune-official');
  await fillReport(page, 'Biển báo tải trọng cầu dân sinh chưa có cơ quan nào nhận sửa nên xe chở vật liệu phải đi vòng.');
  const before = await countDossiers();
  await sendReport(page);
  await page.goBack();
  await submit(page);
  expect(await countDossiers()).toBe(before + 1);
});

test('the same form sent twice has one receipt', async ({ page }) => {
  await enterAs(page, 'department-head');
  await page.goto('/vm/2026-00015/ask-opinion');
  await page.locator('#f-question').fill('Đề nghị cho ý kiến về đầu mối làm thủ tục giao khu vực biển.');
  await page.locator('input[name="units"]').nth(4).check();
  const posted = page.waitForRequest((request) => request.method() === 'POST' && request.isNavigationRequest());
  await page.locator('main form button[data-primary]').first().click();
  const sent = await posted;
  await expect(receipt(page)).toBeVisible();
  const again = await page.request.post(sent.url(), {
    data: sent.postDataBuffer() ?? '',
    headers: { 'content-type': (await sent.allHeaders())['content-type'] ?? '' },
    maxRedirects: 0,
  });
  expect(again.status()).toBe(303);
  expect(page.url()).toContain(again.headers()['location'] ?? 'nowhere');
});

for (const javaScriptEnabled of [true, false]) {
  test(`a session that ends in the middle of a form gives the text back after signing in ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async ({
    browser,
  }) => {
    const context = await browser.newContext({ javaScriptEnabled });
    const page = await context.newPage();
    await enterAs(page, 'commune-official');
    await fillReport(page, `${WHAT} Phiên hết giữa chừng ${javaScriptEnabled}.`);
    await query('delete from app.user_session');
    const before = await countDossiers();
    await submit(page);
    await expect(page.getByText('những gì bạn đã nhập được giữ ở đây')).toBeVisible();
    expect(await countDossiers()).toBe(before);
    await page.getByRole('button', { name: /^Dương Bích Yến/ }).click();
    await expect(page.getByLabel('Điều gì đang mắc?')).toHaveValue(`${WHAT} Phiên hết giữa chừng ${javaScriptEnabled}.`);
    await sendReport(page);
    expect(await countDossiers()).toBe(before + 1);
  });
}

test("somebody else's dossier looks exactly like one that does not exist", async ({ browser, page }) => {
  await enterAs(page, 'commune-official');
  await fillReport(page, 'Tủ thuốc của trạm y tế thôn không thuộc danh mục nào nên không mua bổ sung được.');
  await sendReport(page);
  const hidden = new URL(page.url()).pathname;
  const stranger = await (await browser.newContext()).newPage();
  await enterAs(stranger, 'specialist');
  const seen = await stranger.goto(hidden);
  const one = await stranger.locator('main').innerText();
  const unknown = await stranger.goto(`/vm/${randomUUID()}`);
  const two = await stranger.locator('main').innerText();
  expect([seen?.status(), unknown?.status()]).toEqual([404, 404]);
  const withoutReference = (text: string) => text.replace(/Mã tham chiếu \S+/, '');
  expect(withoutReference(one)).toBe(withoutReference(two));
});

test('31/02/2026 is refused by name and stays in the field', async ({ page }) => {
  await enterAs(page, 'department-head');
  await page.goto('/nv/moi');
  await page.locator('#f-dueOn').fill('31/02/2026');
  await page.locator('main form button[data-primary]').first().click();
  await expect(page.locator('#f-dueOn')).toHaveValue('31/02/2026');
  await expect(page.locator('#f-dueOn')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByRole('alert').getByRole('link', { name: /^Hạn|Thời hạn/ })).toBeVisible();
});

test('ten thousand pasted lines get a clear answer and stay on the page', async ({ page }) => {
  await enterAs(page, 'commune-official');
  await fillReport(page, WHAT);
  const lines = Array.from({ length: 10_000 }, (_, n) => `Dòng thứ ${n} của nội dung dán vào.`).join('\n');
  const field = page.getByLabel('Điều gì đang mắc?');
  // Typing it letter by letter, as filling in does, would take minutes; a paste arrives whole.
  await field.evaluate((area: HTMLTextAreaElement, text) => {
    area.value = text;
    area.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));
  }, lines);
  expect(await submit(page)).toBe(422);
  await expect(page.getByRole('alert').filter({ hasText: 'Có 1 chỗ cần sửa' })).toBeVisible();
  expect((await field.inputValue()).split('\n').length).toBe(10_000);
});

test.describe('files', () => {
  const contents = async () => (await query<{ n: number }>('select count(*)::int as n from app.content'))[0]?.n ?? 0;
  const refused = [
    {
      name: 'a Word file that is none',
      file: {
        name: 'cong-van.docx',
        mimeType: 'application/octet-stream',
        buffer: Buffer.from('PK\u0003\u0004 not a real archive'),
      },
    },
    {
      name: 'a text marked MẬT',
      file: {
        name: 'van-ban.txt',
        mimeType: 'text/plain',
        buffer: Buffer.from('MẬT\nSố 12-CV/TU\nVề việc thử dấu độ mật của tệp gửi lên.\n'),
      },
    },
  ];
  const lines = ['No. 3206-CV/TU', 'Quang Ninh, 16/11/2026', 'The Department of Construction shall report before 15/12/2026.'];
  const accepted = [
    { name: 'a Word file', file: { name: 'a.docx', mimeType: 'application/octet-stream', buffer: makeDocx(lines) } },
    { name: 'a PDF with text', file: { name: 'a.pdf', mimeType: 'application/pdf', buffer: makePdf([lines]) } },
  ];
  for (const { name, file } of refused) {
    test(`${name} is refused and nothing of it is stored`, async ({ page }) => {
      await enterAs(page, 'clerk');
      await page.goto('/vb/moi');
      const before = await contents();
      await page.locator('#f-file').setInputFiles(file);
      await page.getByRole('button', { name: 'Đọc văn bản' }).click();
      await expect(page.locator('main').getByRole('alert').or(page.locator('main .banner.late'))).toBeVisible();
      await expect(page.getByText('Bước 1 trên 3')).toBeVisible();
      expect(await contents()).toBe(before);
    });
  }

  for (const { name, file } of accepted) {
    test(`${name} comes in with what stands in it`, async ({ page }) => {
      await enterAs(page, 'clerk');
      await page.goto('/vb/moi');
      await page.locator('#f-file').setInputFiles(file);
      await page.getByRole('button', { name: 'Đọc văn bản' }).click();
      await expect(page.locator('#f-symbol')).toHaveValue('3206-CV/TU');
      await expect(page.locator('#f-issuedOn')).toHaveValue('16/11/2026');
      await expect(page.locator('textarea').filter({ hasText: '15/12/2026' })).toHaveCount(1);
    });
  }

  test('a pasted text marked TUYỆT MẬT is refused and shown nowhere again', async ({ page }) => {
    await enterAs(page, 'clerk');
    await page.goto('/vb/moi');
    const before = await contents();
    await page.getByLabel('Nội dung văn bản').fill('TUYỆT MẬT\nSố 13-CV/TU\nNội dung không được vào đây.');
    await page.getByRole('button', { name: 'Đọc văn bản' }).click();
    await expect(page.getByLabel('Nội dung văn bản')).toHaveValue('');
    expect(await page.content()).not.toContain('không được vào đây');
    expect(await contents()).toBe(before);
    expect(await query("select 1 from app.draft where body::text like '%không được vào đây%'")).toEqual([]);
  });

  test('a file is served as a download that the browser does not interpret', async ({ page }) => {
    await enterAs(page, 'clerk');
    await page.goto('/vb/moi');
    const text =
      'TỈNH ỦY QUẢNG NINH\nSố 3205-CV/TU\nV/v tệp tải về\nQuảng Ninh, ngày 16 tháng 11 năm 2026\nSở Xây dựng báo cáo trước ngày 15/12/2026.\n';
    await page.locator('#f-file').setInputFiles({ name: 'cong-van.html', mimeType: 'text/plain', buffer: Buffer.from(text) });
    await page.getByRole('button', { name: 'Đọc văn bản' }).click();
    await page.getByRole('button', { name: 'Xem lại' }).click();
    await page.getByRole('button', { name: 'Đưa vào hệ thống' }).click();
    await expect(receipt(page)).toBeVisible();
    const href = await page.locator('a[href^="/tep/"]').first().getAttribute('href');
    const answer = await page.request.get(href ?? '');
    expect(answer.status()).toBe(200);
    expect(answer.headers()['content-disposition']).toMatch(/^attachment;/);
    expect(answer.headers()['x-content-type-options']).toBe('nosniff');
    expect(answer.headers()['content-security-policy']).toContain('sandbox');
  });
});
