/** What somebody who acted is given, and what anybody may find out with it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSite, type Site } from '../../../../tests/support/site.ts';
import { toyKind } from '../../../../tests/support/toy-kind.ts';
import { hashLeaf } from '../../../ledger/leaf.ts';
import { type Browser, openBrowser, tokenIn } from '../../testing/browser.ts';
import { CHECK_PATH } from './address.ts';

let site: Site;
let author: Browser;
let stranger: Browser;
beforeAll(async () => {
  site = await openSite({ kinds: [toyKind], limits: { 'toy.register': 2, 'toy.answer': 5 }, day: true, signs: true });
  await site.world.setClock('2026-11-16T02:00:00Z');
  author = await site.as('C2-staff');
  stranger = openBrowser(() => site.web.app);
});
afterAll(async () => site.close());

const QUESTION = { what: 'Đường vào bản sạt lở, xe không qua được', unit: 'C1', hide: 'yes' };

async function ask(key: string) {
  const form = await author.get('/dc/moi/ask');
  const sent = { csrf: tokenIn(form.body), __key: key, __checked: 'yes', ...QUESTION };
  return author.post('/dc/moi/ask', sent);
}

const main = (html: string): string => html.slice(html.indexOf('<main'), html.indexOf('</main>'));
const receiptOf = async (base: string, seq = 1): Promise<string> => (await author.get(`${base}/bien-nhan/${seq}.txt`)).body;

async function askAndGo(key: string): Promise<string> {
  const sent = await ask(key);
  expect(sent.statusCode).toBe(303);
  return String(sent.headers.location).split('?')[0] ?? '';
}

async function check(typed: string, browser = stranger) {
  const form = await browser.get(CHECK_PATH);
  return browser.post(CHECK_PATH, { csrf: tokenIn(form.body), 'noi-dung': typed });
}

/** What the form sends when a file was chosen. */
function withFile(csrf: string, file: string, typed = '') {
  const line = (name: string, more = '') => `--x\r\ncontent-disposition: form-data; name="${name}"${more}\r\n`;
  const payload = `${line('csrf')}\r\n${csrf}\r\n${line('noi-dung')}\r\n${typed}\r\n${line('tep', '; filename="bien-nhan.txt"')}content-type: text/plain\r\n\r\n${file}\r\n--x--\r\n`;
  return {
    method: 'POST' as const,
    url: CHECK_PATH,
    headers: { 'content-type': 'multipart/form-data; boundary=x', 'sec-fetch-site': 'same-origin' },
    payload: Buffer.from(payload),
  };
}

describe('whoever acted', () => {
  test('is told at once to keep the receipt, can download and print it, and finds it again beside the act', async () => {
    const sent = await ask('5b2b7f0e-0000-4000-8000-000000000001');
    const page = main((await author.get(String(sent.headers.location))).body);
    const base = String(sent.headers.location).split('?')[0] ?? '';
    expect(page).toContain('Giữ biên nhận');
    expect(page).toContain(`${base}/bien-nhan/1.txt`);
    expect(page).toMatch(new RegExp(`${base}/bien-nhan/1">Biên nhận<span class="vh"> của hành vi số 1`));
    const file = await author.get(`${base}/bien-nhan/1.txt`);
    expect(file.headers['content-disposition']).toMatch(/^attachment; filename="bien-nhan-[0-9a-f]{12}\.txt"$/);
    expect(file.body).toMatch(/^khoithong\.receipt\/v1\nkhoithong\.test\/1\n/);
    const own = main((await author.get(`${base}/bien-nhan/1`)).body);
    expect(own).toContain('Đang chờ vào sổ cái');
    await site.log?.sequence();
    const after = main((await author.get(`${base}/bien-nhan/1`)).body);
    expect(after).toContain('Đã có trong sổ cái');
    expect(after).toContain('chưa có bên đối chứng');
    // Nothing of who or what: the name was to be kept closed, and the text is not the receipt's to tell.
    for (const hidden of ['Viên C2', 'C2-staff', 'sạt lở']) expect(after).not.toContain(hidden);
  });

  test('gives the receipt to nobody who may not read the act', async () => {
    const base = await askAndGo('5b2b7f0e-0000-4000-8000-000000000002');
    expect((await author.get(`${base}/bien-nhan/9`)).statusCode).toBe(404);
    const other = await site.as('D1-staff');
    for (const file of ['1', '1.txt']) expect((await other.get(`${base}/bien-nhan/${file}`)).statusCode).toBe(404);
  });

  test('has the receipt on the very page when the act closed the dossier to them', async () => {
    const key = '5b2b7f0e-0000-4000-8000-000000000003';
    const base = await askAndGo(key);
    const id = base.slice('/dc/'.length);
    await site.world.admin("update app.dossier set read_keys = '{system}', may = '{}' where id = $1", [id]);
    const again = await ask(key);
    expect(again.statusCode).toBe(200);
    expect(main(again.body)).toContain('không còn được đọc');
    const href = /href="([^"]*\/bien-nhan\.txt[^"]*)"/.exec(again.body)?.[1] ?? '';
    expect((await author.get(href)).body).toMatch(/^khoithong\.receipt\/v1\n/);
  });
});

describe('anybody', () => {
  test('sees that a receipt is genuine and where its leaf stands, and nothing else', async () => {
    const base = await askAndGo('5b2b7f0e-0000-4000-8000-000000000004');
    const note = await receiptOf(base);
    const waiting = main((await check(note)).body);
    expect(waiting).toContain('còn trong thời gian đã hứa');
    await site.log?.sequence();
    const page = await check(note.replaceAll('\n', '\r\n'));
    expect(page.statusCode).toBe(200);
    expect(main(page.body)).toContain('Biên nhận thật. Hành vi có trong sổ cái');
    for (const hidden of [base, base.slice(4), 'C2', 'sạt lở', 'DC-']) expect(main(page.body)).not.toContain(hidden);
    const form = await stranger.get(CHECK_PATH);
    const file = await stranger.send(withFile(tokenIn(form.body), note));
    expect(main(file.body)).toContain('Biên nhận thật. Hành vi có trong sổ cái');
    const qr = /href="(\/so-cai\/kiem-tra\?bien-nhan=[\w-]+)"/.exec((await author.get(`${base}/bien-nhan/1`)).body)?.[1] ?? '';
    expect(main((await stranger.get(`${qr}&lang=en`)).body)).toContain('A genuine receipt. The act is in the ledger');
    await stranger.get(`${CHECK_PATH}?lang=vi`);
  });

  test('is told that a receipt of no possible moment cannot be read', async () => {
    const leafHash = hashLeaf('a leaf that never was');
    const note = site.log?.signer.receipt({ origin: 'khoithong.test/1', leafHash, at: '2026-01-05T02:00:00.000Z' }) ?? '';
    const sentence = 'Không đọc được: đây không phải biên nhận trọn vẹn';
    const [, seconds = ''] = /Z\n(\d+)\n/.exec(note) ?? [];
    for (const [from, to] of [
      ['2026-01-05', '0000-01-01'],
      ['2026-01-05', '9999-12-31'],
      [`\n${seconds}\n`, '\n9007199254740991\n'],
      [`\n${seconds}\n`, '\n253402300800\n'],
    ] as const) {
      const changed = note.replace(from, to);
      expect(changed).not.toBe(note);
      const page = await check(changed);
      expect([to, page.statusCode, main(page.body).includes(sentence)]).toEqual([to, 422, true]);
      const linked = await stranger.get(`${CHECK_PATH}?bien-nhan=${Buffer.from(changed).toString('base64url')}`);
      expect([to, main(linked.body).includes(sentence)]).toEqual([to, true]);
    }
  });

  test('is told plainly that a broken promise proves tampering, and can take the proof away', async () => {
    const leafHash = hashLeaf('a leaf that was taken out');
    const note = site.log?.signer.receipt({ origin: 'khoithong.test/1', leafHash, at: '2026-01-05T02:00:00.000Z' }) ?? '';
    const page = main((await check(note)).body);
    expect(page).toContain('bằng chứng sổ cái đã bị can thiệp');
    const href = /href="([^"]*bang-chung\.txt[^"]*)"/.exec(page)?.[1] ?? '';
    const proof = await stranger.get(href);
    expect(proof.body).toContain(note);
    expect(proof.body).toContain('— khoithong.test/1 ');
  });

  test('keeps what was typed when it cannot be read, and is not fooled by what others signed', async () => {
    const nothing = await check('   ');
    expect([nothing.statusCode, main(nothing.body)]).toEqual([422, expect.stringContaining('Dán biên nhận hoặc chọn tệp.')]);
    const garbled = await check('khoithong.receipt/v1\n<b>không phải</b>');
    expect(garbled.statusCode).toBe(422);
    expect(garbled.body).toContain('&lt;b>không phải&lt;/b>');
    const base = await askAndGo('5b2b7f0e-0000-4000-8000-000000000005');
    const bent = (await receiptOf(base)).replace(/T\d\d:/, 'T00:');
    const forged = main((await check(bent)).body);
    expect(forged).toContain('Không phải biên nhận thật');
    expect((await stranger.get(`${CHECK_PATH}/bang-chung.txt?la=${'A'.repeat(43)}`)).statusCode).toBe(404);
    expect(main((await stranger.get(`${CHECK_PATH}?la=${'A'.repeat(43)}`)).body)).toContain('Không có mã băm này');
  });

  test('is told of the limit of this form where a file is too large, and keeps what was typed', async () => {
    const token = tokenIn((await stranger.get(CHECK_PATH)).body);
    for (const browser of [stranger, author]) {
      const own = browser === stranger ? token : tokenIn((await author.get(CHECK_PATH)).body);
      const large = await browser.send(withFile(own, 'x'.repeat(65 * 1024), 'đã gõ'));
      expect(large.statusCode).toBe(413);
      expect(main(large.body)).toContain('Tệp lớn hơn 64 kB nên không phải biên nhận');
      expect(main(large.body)).toContain('>đã gõ</textarea>');
      expect(large.body).not.toContain('25 MB');
    }
    const strange = await stranger.send(withFile(token, 'không phải biên nhận', 'đã gõ'));
    expect([strange.statusCode, main(strange.body)]).toEqual([422, expect.stringContaining('>đã gõ</textarea>')]);
    expect(main(strange.body)).toContain('Tệp này không phải biên nhận trọn vẹn');
    const huge = await stranger.send(withFile(token, 'x'.repeat(27 * 1024 * 1024)));
    expect([huge.statusCode, huge.body]).toEqual([413, expect.stringContaining('chỉ nhận tệp nhỏ hơn 64 kB')]);
  });

  test('is told calmly when the log is behind', async () => {
    const base = await askAndGo('5b2b7f0e-0000-4000-8000-000000000006');
    const note = await receiptOf(base);
    await site.world.admin('alter table app.ledger_pending disable trigger user');
    await site.world.admin("update app.ledger_pending set at = at - interval '2 hours'");
    await site.world.admin('alter table app.ledger_pending enable trigger user');
    expect(main((await check(note)).body)).toContain('Sổ cái đang ghi chậm');
    expect(main((await author.get(`${base}/bien-nhan/1`)).body)).toContain('không mất');
  });
});
