/** The way from the rows of a list to as many acts, without script. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSite, type Site } from '../../../../tests/support/site.ts';
import { toyKind } from '../../../../tests/support/toy-kind.ts';
import type { DossierId } from '../../../kernel/ids.ts';
import type { Browser } from '../../testing/browser.ts';

let site: Site;
let head: Browser;
let clerk: Browser;

beforeAll(async () => {
  site = await openSite({ kinds: [toyKind], limits: { 'toy.register': 2, 'toy.answer': 5 } });
  await site.world.setClock('2026-03-02T02:00:00Z');
  [head, clerk] = await Promise.all([site.as('D1-head'), site.as('D1-clerk')]);
});
afterAll(async () => site.close());

async function question(what: string, isRegistered = true): Promise<DossierId> {
  const { dossier } = await site.world.act('C1-staff', { kind: 'toy', act: 'ask', body: { what, unit: 'D1', hide: 'no' } });
  if (isRegistered) await site.world.act('D1-clerk', { dossier, act: 'register', body: {} });
  return dossier;
}

/** Hidden fields of the main form, as a browser would send them. */
function carried(html: string): Record<string, string> {
  const main = html.slice(html.indexOf('<main'));
  const form = main.slice(main.indexOf('<form method="post"') < 0 ? main.indexOf('<form') : 0);
  return Object.fromEntries(
    [...form.matchAll(/<input type="hidden" name="([^"]*)"(?: value="([^"]*)")?/g)].map((m) => [m[1] ?? '', m[2] ?? '']),
  );
}

const actsOf = async (dossier: DossierId) =>
  (await site.world.admin<{ name: string }>('select name from app.act where dossier = $1 order by seq', [dossier])).map(
    (a) => a.name,
  );

describe('several rows of a list', () => {
  test('offer what may be done with them, and are acted on after one look at what will and will not be done', async () => {
    const [able, early] = [await question('Giao đất xen kẹp?'), await question('Chưa vào sổ?', false)];
    const list = await head.get('/dc');
    expect(list.body).toMatch(/<input type="checkbox" name="chon" value="[0-9a-f-]{36}" aria-label="Chọn DC-2026-\d{5}"/);
    expect(list.body).toContain('name="viec" value="pause"');
    expect(list.body).not.toContain('name="viec" value="answer"');
    const chosen = { ...carried(list.body), chon: `${able}.${early}` };
    const form = await head.post('/hang-loat', { ...chosen, viec: 'pause' });
    expect(form.statusCode).toBe(200);
    expect(form.body).toContain('Tạm dừng: 2 hồ sơ');
    const wrong = await head.post('/hang-loat/kiem-tra', carried(form.body));
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('href="#f-why"');
    const check = await head.post('/hang-loat/kiem-tra', { ...carried(wrong.body), why: 'Chờ bản đồ' });
    expect(check.body).toContain('Sẽ làm 1 hồ sơ, không làm 1 hồ sơ');
    expect(check.body).toMatch(/Không làm 1 hồ sơ[\s\S]*Chưa vào sổ\?[\s\S]*Đã hỏi/);
    expect(await actsOf(able)).toEqual(['ask', 'register']);
    const form2 = carried(check.body);
    const done = await head.post('/hang-loat/lam', form2);
    expect(done.statusCode).toBe(303);
    const result = await head.get(done.headers.location ?? '');
    expect(result.body).toContain('Đã làm 1 hồ sơ, không làm 0 hồ sơ');
    const again = await head.post('/hang-loat/lam', form2);
    expect(again.headers.location).toBe(done.headers.location);
    expect(await actsOf(able)).toEqual(['ask', 'register', 'pause']);
    expect((await clerk.get(done.headers.location ?? '')).statusCode).toBe(404);
  });

  test('name on the result page what was refused after the look', async () => {
    const dossier = await question('Người khác nhanh hơn?');
    const list = await head.get('/dc');
    const form = await head.post('/hang-loat', { ...carried(list.body), chon: dossier, viec: 'pause' });
    const check = await head.post('/hang-loat/kiem-tra', { ...carried(form.body), why: 'Chờ bản đồ' });
    await site.world.act('D1-head', { dossier, act: 'pause', body: { why: 'Nhanh hơn' } });
    const done = await head.post('/hang-loat/lam', carried(check.body));
    const result = await head.get(done.headers.location ?? '');
    expect(result.body).toContain('Đã làm 0 hồ sơ, không làm 1 hồ sơ');
    expect(result.body).toMatch(/Vì sao không làm[\s\S]*Người khác nhanh hơn\?/);
  });

  test('are refused where nothing was chosen or the act does not mean the same for all', async () => {
    const list = await head.get('/dc');
    const none = await head.post('/hang-loat', { ...carried(list.body), viec: 'pause' });
    expect(none.statusCode).toBe(422);
    expect(none.body).toContain('Chưa chọn hồ sơ nào');
    const answer = await head.post('/hang-loat', {
      ...carried(list.body),
      chon: await question('Trả lời cùng lúc?'),
      viec: 'answer',
    });
    expect(answer.statusCode).toBe(409);
  });

  test('are labelled, found by the label, printed and exported', async () => {
    const dossier = await question('Việc giao ban');
    const list = await head.get('/dc');
    const chosen = { ...carried(list.body), chon: dossier };
    const page = await head.post('/hang-loat', { ...chosen, viec: '@nhan' });
    const empty = await head.post('/hang-loat/nhan', { ...carried(page.body), nhan: ' ', cho: 'don-vi' });
    expect(empty.statusCode).toBe(422);
    const put = await head.post('/hang-loat/nhan', { ...carried(page.body), nhan: 'Giao ban thứ Hai', cho: 'don-vi' });
    expect(put.headers.location).toBe('/dc');
    const filtered = await clerk.get('/dc?nhan=Giao+ban+th%E1%BB%A9+Hai');
    expect(filtered.body).toContain('Việc giao ban');
    expect(filtered.body).toContain('1 hồ sơ');
    expect(filtered.body).toContain('class="lab"');
    const paper = await head.post('/hang-loat', { ...chosen, viec: '@in' });
    expect(paper.body).toMatch(/<article class="card ownpage">[\s\S]*Việc giao ban/);
    const sheet = await head.post('/hang-loat', { ...chosen, viec: '@xlsx' });
    expect(sheet.headers['content-type']).toContain('spreadsheetml');
    const whole = await head.post('/hang-loat', { ...carried(list.body), ca: '1', viec: '@in' });
    expect(whole.body).toMatch(/In [4-9] hồ sơ/);
  });
});
