import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSite, type Site } from '../../../tests/support/site.ts';
import { toyKind } from '../../../tests/support/toy-kind.ts';
import type { AnyAct } from '../../dossier/kind.ts';
import type { RegisteredKind } from '../../dossier/registry.ts';
import type { Browser } from '../testing/browser.ts';

/** A kind that is opened in two ways, the second by heads alone. */
const twoWaysKind: RegisteredKind = {
  kind: {
    ...toyKind.kind,
    name: 'two-ways',
    prefix: 'HC',
    acts: {
      ...toyKind.kind.acts,
      order: { ...(toyKind.kind.acts['ask'] as AnyAct), offered: (_, { keys }) => keys.some((k) => k.startsWith('head:')) },
    },
  },
  messages: {
    vi: { ...toyKind.messages.vi, acts: { ask: { label: 'Hỏi' }, order: { label: 'Yêu cầu' } } },
    en: { ...toyKind.messages.en, acts: { ask: { label: 'Ask' }, order: { label: 'Order' } } },
  },
};

let site: Site;
let clerk: Browser;
let head: Browser;
let staff: Browser;
let other: Browser;

beforeAll(async () => {
  site = await openSite({ kinds: [toyKind, twoWaysKind], limits: { 'toy.register': 2, 'toy.answer': 5 } });
  await site.world.setClock('2026-03-02T02:00:00Z');
  [staff, clerk, head, other] = await Promise.all([
    site.as('C1-staff'),
    site.as('D1-clerk'),
    site.as('D1-head'),
    site.as('C2-staff'),
  ]);
});
afterAll(async () => site.close());

/** The fields a form of the page carries along. */
function hiddenIn(html: string): Record<string, string> {
  const form = html.slice(html.indexOf('<form', html.indexOf('<main')));
  return Object.fromEntries(
    [...form.matchAll(/<input type="hidden" name="([^"]*)"(?: value="([^"]*)")?/g)].map((m) => [m[1] ?? '', m[2] ?? '']),
  );
}

async function ask(browser: Browser, what: string, more: Record<string, string> = {}) {
  const page = await browser.get('/dc/moi');
  return browser.post('/dc/moi', { ...hiddenIn(page.body), what, unit: 'D1', hide: 'no', ...more });
}

/** Asks and registers; gives the address of the dossier. */
async function registered(what: string): Promise<string> {
  const asked = await ask(staff, what);
  const base = asked.headers.location?.split('?')[0] ?? '';
  const form = await clerk.get(`${base}/register`);
  const done = await clerk.post(`${base}/register`, hiddenIn(form.body));
  return done.headers.location?.split('?')[0] ?? '';
}

describe('the list of a kind that is opened in several ways', () => {
  test('offers each of them to whoever may, one click away', async () => {
    const ways = async (browser: Browser) =>
      [...(await browser.get('/hc')).body.matchAll(/href="(\/hc\/moi[^"]*)"/g)].map((m) => m[1]);
    expect([...new Set(await ways(head))]).toEqual(['/hc/moi', '/hc/moi/order']);
    expect([...new Set(await ways(staff))]).toEqual(['/hc/moi']);
    expect((await head.get('/hc/moi/order')).statusCode).toBe(200);
  });
});

describe('the form of a kind nobody wrote a page for', () => {
  test('is made from its schema and ends in the dossier page with a receipt and what happens next', async () => {
    const page = await staff.get('/dc/moi');
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Hỏi gì?');
    const sent = await ask(staff, 'Đất xen kẹp giao thế nào?');
    expect(sent.statusCode).toBe(303);
    expect(sent.headers.location).toMatch(/^\/dc\/[0-9a-f-]{36}\?bien-nhan=1$/);
    const receipt = await staff.get(sent.headers.location ?? '');
    expect(receipt.body).toContain('Đã ghi sổ lúc');
    expect(receipt.body).toMatch(/[2-9A-Z]{4}-[2-9A-Z]{4}/);
    expect(receipt.body).toContain('Thứ Tư, 04/03/2026');
    expect(receipt.body).toContain('Văn thư Sở Một');
  });

  test('comes back with what was typed and an error at the field', async () => {
    const answer = await ask(staff, 'ngắn', { hide: '' });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('Viết ít nhất 5 ký tự');
    expect(answer.body).toContain('>ngắn</textarea>');
    expect(answer.body).toContain('href="#f-hide"');
  });

  test('sent twice, as by the back button, gives the same receipt and one dossier', async () => {
    const page = await staff.get('/dc/moi');
    const form = { ...hiddenIn(page.body), what: 'Gửi hai lần thì sao?', unit: 'D1', hide: 'no' };
    const first = await staff.post('/dc/moi', form);
    const again = await staff.post('/dc/moi', form);
    expect(again.headers.location).toBe(first.headers.location);
  });

  test('says who can, when the reader cannot', async () => {
    const asked = await ask(staff, 'Ai được vào sổ?');
    const base = asked.headers.location?.split('?')[0] ?? '';
    const page = await staff.get(`${base}/register`);
    expect(page.statusCode).toBe(403);
    expect(page.body).toContain('người giữ hạn');
    expect((await staff.get(`${base}/answer`)).statusCode).toBe(409);
    expect((await staff.get(`${base}/khong-co`)).statusCode).toBe(404);
  });

  test('shows what changed when somebody was faster, and keeps what was typed', async () => {
    const base = await registered('Hai người cùng sửa?');
    const form = await head.get(`${base}/answer`);
    const pause = await head.get(`${base}/pause`);
    await head.post(`${base}/pause`, { ...hiddenIn(pause.body), why: 'Chờ bản đồ' });
    const late = await head.post(`${base}/answer`, { ...hiddenIn(form.body), stance: 'yes', text: 'Đồng ý giao đất' });
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain('Hồ sơ vừa thay đổi: 1 hành vi mới');
    expect(late.body).toContain('Chờ bản đồ');
    expect(late.body).toContain('>Đồng ý giao đất</textarea>');
    const sent = await head.post(`${base}/answer`, { ...hiddenIn(late.body), stance: 'yes', text: 'Đồng ý giao đất' });
    expect(sent.statusCode).toBe(303);
  });

  test('asks once more before an act that cannot be taken back', async () => {
    const base = await registered('Vào sổ nhầm thì sao?');
    const form = await clerk.get(`${base}/annul`);
    const check = await clerk.post(`${base}/annul`, { ...hiddenIn(form.body), reason: 'Vào sổ nhầm hai lần cùng một việc' });
    expect(check.statusCode).toBe(200);
    expect(check.body).toContain('Kiểm tra trước khi gửi');
    const back = await clerk.post(`${base}/annul`, { ...hiddenIn(check.body), __edit: '1' });
    expect(back.body).toContain('>Vào sổ nhầm hai lần cùng một việc</textarea>');
    const done = await clerk.post(`${base}/annul`, { ...hiddenIn(check.body), __checked: '1' });
    expect(done.statusCode).toBe(303);
    expect((await clerk.get(base)).body).toContain('Đã huỷ');
  });

  test('a draft that cannot be dropped makes no failure of what was recorded', async () => {
    const page = await staff.get('/dc/moi');
    await staff.post('/nhap?loai=toy&act=ask', { csrf: hiddenIn(page.body).csrf ?? '', what: 'Đang viết dở' });
    await site.world.admin(`create function app.no_room() returns trigger language plpgsql as $$ begin raise disk_full; end $$;
      create trigger no_room before delete on app.draft for each row execute function app.no_room()`);
    const sent = await ask(staff, 'Hỏi khi đĩa đầy');
    await site.world.admin('drop function app.no_room() cascade');
    expect([sent.statusCode, sent.headers.location]).toEqual([303, expect.stringMatching(/bien-nhan=1$/)]);
    await staff.post('/nhap/bo?loai=toy&act=ask', { csrf: hiddenIn(page.body).csrf ?? '', den: '/dc/moi' });
  });

  test('keeps a draft, brings it back, and lets it go', async () => {
    const page = await other.get('/dc/moi');
    const saved = await other.post('/nhap?loai=toy&act=ask', { csrf: hiddenIn(page.body).csrf ?? '', what: 'Đang viết dở' });
    expect(saved.statusCode).toBe(200);
    const restored = await other.get('/dc/moi');
    expect(restored.body).toContain('Đã khôi phục bản nháp lúc');
    expect(restored.body).toContain('>Đang viết dở</textarea>');
    await other.post('/nhap/bo?loai=toy&act=ask', { csrf: hiddenIn(page.body).csrf ?? '', den: '/dc/moi' });
    expect((await other.get('/dc/moi')).body).not.toContain('Đang viết dở');
    expect(
      (await other.post('/nhap?loai=toy&act=ask', { csrf: hiddenIn(page.body).csrf ?? '', what: 'TỐI MẬT' })).statusCode,
    ).toBe(422);
  });

  test('corrects a field by its own control; the old text stays struck through', async () => {
    const base = await registered('Chữ này gõ sai');
    const choose = await staff.get(`${base}/correct`);
    expect(choose.body).toContain('Đính chính mục nào?');
    const form = await staff.get(`${base}/correct?seq=1&field=what`);
    expect(form.body).toContain('>Chữ này gõ sai</textarea>');
    const done = await staff.post(`${base}/correct`, {
      ...hiddenIn(form.body),
      text: 'Chữ này gõ đúng',
      reason: 'Gõ nhầm một chữ',
    });
    expect(done.statusCode).toBe(303);
    const page = await staff.get(`${base}?dien-bien=tat-ca`);
    expect(page.body).toMatch(/<h1[^>]*>Chữ này gõ đúng<\/h1>/);
    expect(page.body).toContain('<s>Chữ này gõ sai</s>');
    const again = await staff.get(`${base}/correct?seq=1&field=what`);
    expect(again.body).toContain('>Chữ này gõ đúng</textarea>');
    expect((await staff.get(`${base}/correct?seq=1&field=hide`)).body).toContain('Đính chính mục nào?');
    // What somebody else wrote is offered to nobody for correction.
    expect((await clerk.get(`${base}/correct?seq=1&field=what`)).body).not.toContain('</textarea>');
  });
});

describe('the dossier page', () => {
  test('shows path, content, documents, timeline and the chain; buttons only for who may', async () => {
    const base = await registered('Xem trang hồ sơ');
    expect(base).toMatch(/^\/dc\/2026-\d{5}$/);
    const page = await head.get(base);
    for (const word of [
      'Tiến trình và thời hạn',
      'Xem trang hồ sơ',
      'Chuỗi 2 hành vi',
      'Còn 5 ngày làm việc',
      'Thứ Hai, 09/03/2026, trước 17:00',
    ])
      expect(page.body).toContain(word);
    expect(page.body).toMatch(/data-primary[^>]*>Trả lời/);
    const foreign = await other.get(base);
    expect(foreign.body).toContain('Đang chờ');
    expect(foreign.body).not.toContain(`href="${base}/answer"`);
    expect((await staff.get(base)).body).toContain(`${base}/remind?clock=answer`);
    expect((await head.get(`${base}/in`)).body).toContain('Lê Văn Viên C1');
  });

  test('answers to number, id and receipt, and leads to the number', async () => {
    const base = await registered('Ba cách gọi một hồ sơ');
    const [row] = await site.world.admin<{ id: string; receipt: string }>(
      'select id, receipt from app.dossier where number = $1',
      [`DC-${base.slice('/dc/'.length)}`],
    );
    for (const name of [row?.id ?? '', row?.receipt ?? '', row?.receipt.toLowerCase().replace('-', '') ?? '']) {
      expect((await head.get(`/dc/${name}`)).headers.location).toBe(base);
    }
    expect((await head.get('/dc/2026-99999')).statusCode).toBe(404);
    expect((await head.get('/dc/linh-tinh')).statusCode).toBe(404);
    expect((await head.get('/zz/2026-00001')).statusCode).toBe(404);
  });

  test('keeps the name of a reporter who asked for it, and does not exist for who may not read', async () => {
    const asked = await ask(staff, 'Việc cần giữ kín tên', { hide: 'yes' });
    const base = asked.headers.location?.split('?')[0] ?? '';
    expect((await other.get(base)).statusCode).toBe(404);
    const form = await clerk.get(`${base}/register`);
    const done = await clerk.post(`${base}/register`, hiddenIn(form.body));
    const number = done.headers.location?.split('?')[0] ?? '';
    const page = await other.get(`${number}?dien-bien=tat-ca`);
    expect(page.body).toContain('Tên giữ kín theo lựa chọn của người nêu');
    expect(page.body).not.toContain('Lê Văn Viên C1');
    expect((await clerk.get(`${number}?dien-bien=tat-ca`)).body).toContain('Lê Văn Viên C1');
  });

  test('is complete in English', async () => {
    const base = await registered('Trang tiếng Anh');
    const page = await head.get(`${base}?lang=en&dien-bien=tat-ca`);
    expect(page.body).toContain('Progress and deadlines');
    expect(page.body).not.toContain('⟦');
    await head.get(`${base}?lang=vi`);
  });
});

describe('how a deadline is set', () => {
  test('is told day by day, with rule, source and what silence leads to', async () => {
    const base = await registered('Hạn này tính thế nào?');
    const page = await head.get(`${base}/thoi-han/answer`);
    expect(page.statusCode).toBe(200);
    for (const word of [
      'Cách tính thời hạn: Trả lời',
      'ngày 1',
      '5 ngày làm việc',
      'chưa xác minh',
      'Nếu im lặng',
      'ngày 02/03/2026'.slice(5),
    ])
      expect(page.body.toLowerCase()).toContain(word.toLowerCase());
    expect((await head.get(`${base}/thoi-han`)).statusCode).toBe(200);
    expect((await head.get(`${base}/thoi-han/khong-co`)).statusCode).toBe(404);
  });

  test('keeps the old date, struck through, after a pause', async () => {
    const base = await registered('Tạm dừng rồi chạy tiếp');
    const pause = await head.get(`${base}/pause`);
    await head.post(`${base}/pause`, { ...hiddenIn(pause.body), why: 'Chờ số liệu' });
    expect((await head.get(`${base}/thoi-han/answer`)).body).toContain('Tạm dừng từ');
    await site.world.setClock('2026-03-04T02:00:00Z');
    const resume = await head.get(`${base}/resume`);
    await head.post(`${base}/resume`, hiddenIn(resume.body));
    const page = await head.get(`${base}/thoi-han/answer`);
    expect(page.body).toContain('<s>09/03/2026</s>');
    expect(page.body).toContain('sau khi tạm dừng');
    await site.world.setClock('2026-03-02T02:00:00Z');
  });
});

describe('lists', () => {
  test('say how many, how sorted and how filtered, and carry all of it in the address', async () => {
    await registered('Một hồ sơ trong danh sách');
    const page = await other.get('/dc?tinh-trang=open&tim=danh+sach');
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Một hồ sơ trong danh sách');
    expect(page.body).toContain('Sắp theo hạn, gần nhất trước.');
    expect(page.body).toContain('Lọc: Chưa xong; «danh sach».');
    expect(page.body).toContain('aria-sort="ascending"');
    expect((await other.get('/dc?tim=khongcochunay')).body).toContain('Không có hồ sơ phù hợp');
    expect((await other.get('/ho-so')).body).toContain('Mọi hồ sơ');
    expect((await other.get('/dc?sau=rac')).statusCode).toBe(422);
  });

  test('page on and back by what was shown last', async () => {
    const act = (n: number) =>
      site.world.act('D1-staff', { kind: 'toy', act: 'ask', body: { what: `Hồ sơ hàng loạt số ${n}`, unit: 'D1', hide: 'no' } });
    for (let n = 0; n < 52; n++) await act(n);
    const first = await clerk.get('/dc?tim=hang+loat&sap=newest');
    const next = /<a rel="next" href="([^"]+)"/.exec(first.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const second = await clerk.get(next);
    expect(second.body).toContain('Trang 2/2');
    expect(second.body.match(/data-row=/g)).toHaveLength(2);
    const previous = /<a rel="prev" href="([^"]+)"/.exec(second.body)?.[1]?.replaceAll('&amp;', '&');
    expect(previous).toBe('/dc?tim=hang+loat&sap=newest');
    expect(first.rawPayload.length).toBeLessThan(60_000);
  });

  test('are kept under a name, for oneself or for the unit, and dropped again', async () => {
    const page = await clerk.get('/dc?tinh-trang=late&luu=1');
    const token =
      hiddenIn(page.body.slice(page.body.indexOf('id="luu-bo-loc"'))).csrf ??
      /name="csrf" value="([^"]+)"/.exec(page.body)?.[1] ??
      '';
    const kept = await clerk.post('/bo-loc', { csrf: token, url: '/dc?tinh-trang=late', ten: 'Trễ của tôi', cho: 'toi' });
    expect(kept.headers.location).toBe('/dc?tinh-trang=late');
    const list = await clerk.get('/dc?tinh-trang=late&luu=1');
    expect(list.body).toContain('Trễ của tôi');
    expect((await head.get('/dc')).body).not.toContain('Trễ của tôi');
    const drop = /action="(\/bo-loc\/[0-9a-f-]+\/xoa)"/.exec(list.body)?.[1] ?? '';
    await clerk.post(drop, { csrf: token, den: '/dc' });
    expect((await clerk.get('/dc')).body).not.toContain('Trễ của tôi');
  });

  test('leave as CSV that no spreadsheet runs and as a workbook', async () => {
    await site.world.act('D1-staff', {
      kind: 'toy',
      act: 'ask',
      body: { what: '=HYPERLINK("http://x")', unit: 'D1', hide: 'no' },
    });
    const csv = await clerk.get('/dc/xuat.csv?tim=hyperlink');
    expect(csv.headers['content-disposition']).toMatch(/attachment; filename="dc-2026-\d\d-\d\d\.csv"/);
    expect(csv.body.startsWith('\ufeff')).toBe(true);
    expect(csv.body).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(csv.body).toContain('Lọc: «hyperlink».');
    const xlsx = await clerk.get('/dc/xuat.xlsx?tim=hyperlink');
    expect(xlsx.rawPayload.subarray(0, 2).toString()).toBe('PK');
    expect((await other.get('/dc/xuat.csv?tim=hyperlink')).body).not.toContain('HYPERLINK(');
  });
});

describe('search, notices, help and files', () => {
  test('a full number opens its dossier; words find it with and without marks; people and units stand beside', async () => {
    const base = await registered('Vướng về đất rừng sản xuất');
    const number = `DC-${base.slice('/dc/'.length)}`;
    expect((await other.get(`/tra-cuu?q=${number.toLowerCase()}`)).headers.location).toBe(base);
    const [, year, serial] = number.split('-');
    for (const loose of [`dc ${year} ${serial}`, `DC/${year}/${Number(serial)}`]) {
      expect((await other.get(`/tra-cuu?q=${encodeURIComponent(loose)}`)).headers.location).toBe(base);
      expect((await other.get(`/dc?tim=${encodeURIComponent(loose)}`)).body).toContain('Vướng về đất rừng sản xuất');
    }
    const exact = await other.get(`/tra-cuu?q=${encodeURIComponent('đất rừng')}`);
    expect(exact.body).toContain('đúng chữ');
    expect(exact.body).toContain('<mark>đất</mark> <mark>rừng</mark>');
    expect((await other.get('/tra-cuu?q=dat+rung')).body).toContain('không kể dấu');
    expect((await other.get(`/tra-cuu?q=${encodeURIComponent('Sở Một')}`)).body).toContain('/ho-so?don-vi=D1');
    expect((await other.get('/tra-cuu?q=zzzz')).body).toContain('Thử bỏ dấu');
    expect((await other.get('/tra-cuu')).statusCode).toBe(200);
  });

  test('notices say why they came; keys and files have their pages', async () => {
    await ask(staff, 'Việc này báo cho văn thư');
    const notices = await clerk.get('/thong-bao');
    expect(notices.body).toContain('Vì bạn giữ chức danh Văn thư Sở Một.');
    expect((await staff.get('/phim-tat')).body).toContain('Ctrl K');
    expect((await staff.get(`/tep/${'0'.repeat(64)}`)).statusCode).toBe(404);
    expect((await staff.get('/tep/..%2f')).statusCode).toBe(404);
  });
});
