import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RowOp } from '../../src/dossier/table.ts';
import { asDossierId } from '../../src/kernel/ids.ts';
import { asLegalDate } from '../../src/kernel/time.ts';
import { acknowledgementKind } from '../../src/kinds/acknowledgement/index.ts';
import { directiveKind } from '../../src/kinds/directive/index.ts';
import { obstacleKind } from '../../src/kinds/obstacle/index.ts';
import { taskKind } from '../../src/kinds/task/index.ts';
import type { Browser } from '../../src/web/testing/browser.ts';
import { lawValue } from '../support/law-value.ts';
import { openSite, type Site } from '../support/site.ts';

const LIMITS = Object.fromEntries(
  [
    ...[
      'acknowledgement.answer',
      'acknowledgement.confirm',
      'directive.assign',
      'directive.register',
      'obstacle.classify',
      'obstacle.confirm',
    ],
    ...[
      'obstacle.decide',
      'obstacle.effect.verify',
      'obstacle.extension',
      'obstacle.more',
      'obstacle.object.review',
      'obstacle.opinion',
    ],
    ...['obstacle.outside.follow-up', 'obstacle.register', 'obstacle.route', 'obstacle.superior'],
    ...['task.accept', 'task.default', 'task.extension', 'task.hand-over', 'task.verify'],
  ].map((name) => [name, 2]),
);
const register = lawValue('obstacle.register.unit', ['D1', 'D2'], 'list');
const oldName: RowOp = {
  op: 'open',
  table: 'unit_name',
  key: { unit: 'D1' },
  values: { name_vi: 'Sở Một mới', name_en: 'New One', short_vi: 'Sở Một mới', short_en: 'New One' },
  from: asLegalDate('2026-02-01'),
};

let site: Site;
let clerk: Browser;
let reporter: Browser;
let member: Browser;

beforeAll(async () => {
  const kinds = [obstacleKind, taskKind, directiveKind, acknowledgementKind];
  site = await openSite({ kinds, limits: LIMITS, rows: [register, oldName], day: true });
  await site.world.setClock('2026-03-02T02:00:00Z');
  [clerk, reporter, member] = await Promise.all([site.as('D1-clerk'), site.as('C1-staff'), site.as('P-member')]);
});
afterAll(async () => site.close());

function decode(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

/** Everything the form of the main part would send: hidden inputs, fields, text areas and what is selected. */
function fieldsOf(html: string): Record<string, string> {
  const main = html.slice(html.indexOf('<main'));
  const form = main.slice(main.indexOf('method="post"'));
  const sent: Record<string, string> = {};
  for (const [tag] of form.matchAll(/<input [^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1];
    const choice = /type="(?:radio|checkbox)"/.test(tag);
    if (name && (!choice || / checked/.test(tag))) sent[name] = decode(/value="([^"]*)"/.exec(tag)?.[1] ?? '');
  }
  for (const [, name = '', text = ''] of form.matchAll(/<textarea [^>]*name="([^"]*)"[^>]*>([^<]*)/g))
    sent[name] = decode(text).trim();
  for (const [, name = '', inside = ''] of form.matchAll(/<select [^>]*name="([^"]*)"[^>]*>(.*?)<\/select>/gs)) {
    sent[name] = /<option value="([^"]*)" selected/.exec(inside)?.[1] ?? '';
  }
  return sent;
}

async function report(
  what: string,
  more: Record<string, string> = {},
): Promise<{ readonly status: number; readonly body: string; readonly location: string }> {
  const page = await reporter.get('/vm/moi');
  const sent = await reporter.post('/vm/moi', { ...fieldsOf(page.body), what, legalGap: 'none', aboutPerson: 'no', ...more });
  return { status: sent.statusCode, body: sent.body, location: sent.headers.location ?? '' };
}

describe('my work', () => {
  test('a clock of mine becomes a row with the act that answers it, and the reporter waits for me with a button to remind', async () => {
    const sent = await report('Chưa có quy định giao đất xen kẹp cho hộ di dời khỏi khai trường Khe Chàm.');
    expect(sent.status).toBe(303);
    const mine = await clerk.get('/viec');
    expect(mine.body).toContain('Chưa có quy định giao đất xen kẹp');
    expect(mine.body).toMatch(/href="\/vm\/[0-9a-f-]{36}\/register"/);
    const waiting = await reporter.get('/viec');
    expect(waiting.body).toContain('Đang chờ người khác');
    expect(waiting.body).toMatch(/\/remind\?clock=register"/);
    const stranger = await (await site.as('C2-head')).get('/viec');
    expect(stranger.body).not.toContain('giao đất xen kẹp');
    for (const page of [mine, waiting, stranger]) expect(page.body).not.toContain('⟦');
  });

  test('nothing to do names the next step', async () => {
    const page = await (await site.as('C2-staff')).get('/viec');
    expect(page.body).toContain('class="card empty"');
    expect(page.body).toContain('href="/vm/moi"');
  });
});

describe('reporting an obstacle', () => {
  test('the own commune stands in the form before anything is typed, and nobody is told who reports', async () => {
    const page = await reporter.get('/vm/moi');
    expect(fieldsOf(page.body)).toMatchObject({ locality: 'C1', visibility: 'narrow' });
  });

  test('what may already have been raised is shown once above the form; sending again goes through', async () => {
    const text = 'Định mức cát san lấp cho đường ven biển chưa phù hợp với thực tế của địa phương.';
    const first = await report(text);
    expect(first.status).toBe(303);
    const again = await report(text);
    expect(again.status).toBe(200);
    expect(again.body).toContain('id="similar-title"');
    expect(again.body).toContain('name="__similar"');
    const through = await reporter.post('/vm/moi', fieldsOf(again.body));
    expect(through.statusCode).toBe(303);
  });

  test('the question while writing is answered with what the asker may read', async () => {
    const q = encodeURIComponent('Định mức cát san lấp cho đường ven biển');
    const found = await reporter.get(`/goi-y/vm?q=${q}`, { accept: 'application/json' });
    expect(found.json<{ items: object[] }>().items.length).toBeGreaterThan(0);
    const hidden = await (await site.as('C2-staff')).get(`/goi-y/vm?q=${q}`, { accept: 'application/json' });
    expect(hidden.json()).toEqual({ items: [] });
  });
});

describe('the portfolio', () => {
  test('a member sees the matrix of the assignment, and every number opens exactly those dossiers', async () => {
    const page = await member.get('/phu-trach');
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('1-QĐ/TU');
    const [, href = '', n = ''] = /<a class="l is-\w+" href="([^"]*dia-ban[^"]*)">.*?<\/svg>(\d+)/.exec(page.body) ?? [];
    const slice = await member.get(decode(href));
    expect(slice.body.match(/<tr data-row/g)?.length).toBe(Number(n));
  });

  test('a stranger to the committee may not look at it', async () => {
    expect((await reporter.get('/phu-trach/P.member')).statusCode).toBe(403);
    expect((await reporter.get('/phu-trach/no-such-post')).statusCode).toBe(404);
  });
});

describe('the organisation', () => {
  test('a unit keeps the name it bore on the day asked for', async () => {
    expect((await member.get('/to-chuc/D1')).body).toContain('<h1>Sở Một mới</h1>');
    const then = await member.get('/to-chuc/D1?ngay=15/01/2026');
    expect(then.body).toContain('<h1>Sở Một</h1>');
    expect(then.body).toContain('15/01/2026');
  });

  test('who holds what is open is told to the head alone', async () => {
    const sent = await report('Biên bản nghiệm thu mỏ đá cũ không còn ai ký, hồ sơ đóng cửa mỏ dừng lại.');
    const dossier = asDossierId(/[0-9a-f-]{36}/.exec(sent.location)?.[0] ?? '');
    await site.world.act('D1-clerk', { dossier, act: 'register', body: {} });
    const asHead = await (await site.as('D1-head')).get('/to-chuc/D1');
    const asClerk = await clerk.get('/to-chuc/D1');
    expect(asHead.body).toContain('Người giữ việc');
    expect(asClerk.body).toContain('id="viec-mo"');
    expect(asClerk.body).not.toContain('Người giữ việc');
    expect((await reporter.get('/to-chuc/D1')).body).not.toContain('id="viec-mo"');
  });

  test('the map, the law and an unknown unit answer', async () => {
    expect((await member.get('/to-chuc/phan-cong')).body).toContain('1-QĐ/TU');
    expect((await member.get('/quy-dinh')).body).toContain('obstacle.register.unit');
    expect((await member.get('/to-chuc/nowhere')).statusCode).toBe(404);
  });
});

describe('taking a directive in', () => {
  const TEXT = `TỈNH ỦY THỬ\nSố: 12-CV/TU\nThị xã Thử, ngày 26 tháng 02 năm 2026\n\nCÔNG VĂN\nvề việc gỡ vướng mắc đất đai\n\nKính gửi: Các sở, ngành\n\nGiao Sở Một rà soát các vướng mắc về đất đai trước ngày 30/04/2026. Các địa phương báo cáo kết quả hằng tháng.`;

  async function read(text: string): Promise<string> {
    const first = await clerk.get('/vb/moi');
    return (await clerk.post('/vb/moi', { ...fieldsOf(first.body), paste: text, __do: 'read' })).body;
  }

  test('is recognised, corrected, confirmed, and known again when it comes a second time', async () => {
    const edit = await read(TEXT);
    const fields = fieldsOf(edit);
    expect(fields).toMatchObject({ symbol: '12-CV/TU', issuedOn: '26/02/2026' });
    expect(edit).toContain('<mark>');
    const before = Object.keys(fields).filter((name) => /^s\.\d+\.text$/.test(name)).length;
    const merged = fieldsOf((await clerk.post('/vb/moi', { ...fields, __do: 'merge:0' })).body);
    expect(Object.keys(merged).filter((name) => /^s\.\d+\.text$/.test(name)).length).toBe(before - 1);
    const check = await clerk.post('/vb/moi', {
      ...fields,
      issuer: 'Tỉnh ủy Thử',
      subject: 'Gỡ vướng mắc đất đai',
      __do: 'check',
    });
    expect(check.body).toContain('value="take"');
    const taken = await clerk.post('/vb/moi', { ...fieldsOf(check.body), __do: 'take' });
    expect(taken.statusCode).toBe(303);
    const twice = await clerk.post('/vb/moi', { ...fieldsOf(check.body), __do: 'take' });
    expect(twice.headers.location).toBe(taken.headers.location);
    const dossier = await clerk.get(taken.headers.location ?? '');
    expect(dossier.body).toContain('Các địa phương báo cáo kết quả hằng tháng');
    const again = await clerk.post('/vb/moi', {
      ...fieldsOf(await read(TEXT)),
      issuer: 'TỈNH UỶ THỬ',
      subject: 'Gỡ vướng mắc',
      __do: 'check',
    });
    expect(again.body).toContain('Văn bản này đã có trong hệ thống');
  });

  test('a marked text is refused before anything of it is written', async () => {
    const before = await site.world.admin<{ n: string }>('select count(*) as n from app.content');
    const body = await read(`MẬT\n${TEXT}`);
    expect(body).toContain('dấu độ mật');
    expect(body).not.toContain('rà soát các vướng mắc');
    expect(await site.world.admin<{ n: string }>('select count(*) as n from app.content')).toEqual(before);
  });

  test('what is missing is said field by field, and nothing typed is lost', async () => {
    const fields = { ...fieldsOf(await read(TEXT)), symbol: '', 's.0.text': '' };
    const refused = await clerk.post('/vb/moi', { ...fields, __do: 'check' });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('href="#f-symbol"');
    expect(refused.body).toContain('href="#f-s-0-text"');
    expect(refused.body).not.toContain('⟦');
    expect(fieldsOf(refused.body)['s.1.text']).toContain('báo cáo');
  });
});

describe('the public page', () => {
  test('shows counts under five as such, and no title to a stranger', async () => {
    const page = await site.web.app.inject({ url: '/', headers: { host: 'localhost' } });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('&lt;5');
    expect(page.body).not.toContain('Gỡ vướng mắc đất đai');
    expect(page.body).not.toContain('san lấp');
    expect((await site.web.app.inject({ url: '/trai-nghiem', headers: { host: 'localhost' } })).statusCode).toBe(404);
  });
});

describe('the profile', () => {
  test('a token is shown once, listed without its secret and can be withdrawn', async () => {
    const page = await reporter.get('/ca-nhan');
    const csrf = fieldsOf(page.body)['csrf'] ?? '';
    const made = await reporter.post('/ca-nhan/ma-truy-cap', { csrf, label: 'Báo cáo tuần', scopes: 'read', days: '30' });
    expect(made.body).toMatch(/kt_[\w-]{43}/);
    const listed = await reporter.get('/ca-nhan');
    expect(listed.body).toContain('Báo cáo tuần');
    expect(listed.body).not.toMatch(/kt_[\w-]{43}/);
    const id = /name="id" value="([^"]+)"/.exec(listed.body)?.[1] ?? '';
    await reporter.post('/ca-nhan/ma-truy-cap/thu-hoi', { csrf, id });
    expect((await reporter.get('/ca-nhan')).body).toContain('đã thu hồi');
    expect((await reporter.post('/ca-nhan/ma-truy-cap', { csrf, label: '', scopes: 'read', days: '30' })).statusCode).toBe(422);
  });

  test('shortcuts can be switched off and stay off', async () => {
    const csrf = fieldsOf((await reporter.get('/ca-nhan')).body)['csrf'] ?? '';
    await reporter.post('/ca-nhan/phim-tat', { csrf, keys: 'off' });
    expect((await reporter.get('/viec')).body).toContain('data-keys="off"');
  });

  test('every page of the day is complete in English', async () => {
    for (const path of [
      '/viec',
      '/phu-trach',
      '/to-chuc',
      '/to-chuc/D1',
      '/to-chuc/phan-cong',
      '/quy-dinh',
      '/vb/moi',
      '/ca-nhan',
      '/',
    ]) {
      const page = await member.get(`${path}?lang=en`);
      expect(page.statusCode, path).toBe(200);
      expect(page.body, path).not.toContain('⟦');
    }
  });
});
