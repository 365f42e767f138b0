/** Every way to a restricted dossier over HTTP leaves exactly one reading behind, and a refused one none. The ways are those the site itself has. */
import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { objectionKind } from '../../src/kinds/objection/index.ts';
import type { Performed } from '../../src/store/command.ts';
import { takeContent } from '../../src/store/content.ts';
import { type Browser, tokenIn } from '../../src/web/testing/browser.ts';
import { inspector, objectionLaw, objectionLimits, objectionReport } from '../support/inspector.ts';
import { openSite, type Site } from '../support/site.ts';
import { caller, openApi } from '../toys/api.ts';

const PDF = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF');
const HASH = createHash('sha256').update(PDF).digest('hex');

let site: Site;
let api: FastifyInstance;
let report: Performed;
let paper = '';
let browser: Browser;

interface Event {
  readonly reader: string;
  readonly purpose: string;
  readonly what: string;
  readonly times: number;
}
const events = () =>
  site.world.admin<Event>('select reader, purpose, what, times from app.read_event where dossier = $1 order by at, id', [
    report.dossier,
  ]);
const times = async () => (await events()).reduce((sum, event) => sum + event.times, 0);

beforeAll(async () => {
  site = await openSite({ kinds: [objectionKind], limits: objectionLimits, day: true, rows: [...inspector, ...objectionLaw] });
  api = await openApi(site.world);
  await site.world.setClock('2026-11-23T02:05:00Z');
  const taken = await takeContent(site.world.store, await site.world.ask('D1-staff'), PDF, 'application/pdf');
  report = await site.world.act('D1-staff', objectionReport({ files: [{ ...taken, name: 'vanban.pdf' }] }));
  await site.world.act('D1-head', {
    dossier: report.dossier,
    act: 'uphold',
    body: {
      reasons: 'Lý do được nêu rõ ràng và đầy đủ, để người đọc sau này hiểu vì sao.',
      legalBasis: 'Điều 12',
      number: '16/SM',
    },
  });
  const papers = await api.inject({ url: `/api/v1/dossiers/${report.dossier}/papers`, headers: caller('D1-staff') });
  paper = papers.json<{ id: string }[]>()[0]?.id ?? '';
  browser = await site.as('P-inspector');
});
afterAll(async () => {
  await api.close();
  await site.close();
});

/** Every GET of the site and of the API under which a dossier can be read, from the lists of their routes. */
function waysOf(app: FastifyInstance): readonly string[] {
  const lines = app.printRoutes({ commonPrefix: false }).split('\n');
  const path: string[] = [];
  return lines.flatMap((line) => {
    const [, indent = '', part = '', methods = ''] = /^([\s│]*)(?:├──|└──) (.*?)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? [];
    if (part === '') return [];
    const depth = indent.length / 4;
    path.splice(depth);
    path[depth] = part;
    return methods.includes('GET') ? [path.join('')] : [];
  });
}

/** The address of a way, and nothing where it leads to no dossier. */
function addressOf(way: string): string | undefined {
  if (!/^\/:segment|^\/tep\/|^\/api\/v1\/dossiers\/:id/.test(way)) return undefined;
  const named = way
    .replace(/:segment\(.*?\)\$?\)?/, 'pb')
    .replace(/:(?:name|id)/, report.dossier)
    .replace('/bien-nhan/:file', '/bien-nhan/1')
    .replace(':file', `${paper}.html`)
    .replace(':paper', paper)
    .replace(':clock', 'answer')
    .replace(':act', 'report-up')
    .replace(':seq', '1')
    .replace(':hash', HASH);
  return named === way || /\/bang\/|\/tables\/|\/moi/.test(named) ? undefined : named;
}

describe('every way to a restricted dossier', () => {
  test('is known to this test', () => {
    const known = waysOf(site.web.app).map(addressOf);
    for (const end of ['', '/in', '/toan-bo.pdf', '/thoi-han', '/report-up', `/giay-to/${paper}.html`])
      expect(known).toContain(`/pb/${report.dossier}${end}`);
    expect(known).toContain(`/tep/${HASH}`);
    expect(known.concat(waysOf(api).map(addressOf)).filter((url) => url?.includes(':'))).toEqual([]);
    expect(waysOf(api).map(addressOf)).toContain(`/api/v1/dossiers/${report.dossier}/acts`);
  });

  test('asks a reader without a part in it for the purpose first, shows nothing of it, and leaves no reading', async () => {
    for (const url of waysOf(site.web.app).flatMap((way) => addressOf(way) ?? [])) {
      if (!url.includes(report.dossier) && !url.includes(HASH)) continue;
      const reply = await browser.get(url);
      expect([url, reply.statusCode]).toEqual([url, 200]);
      expect(reply.body).toContain('Xem hồ sơ này để làm gì?');
      expect(reply.body).not.toMatch(/khai thác|15\/TB-SM|%PDF/);
    }
    for (const url of waysOf(api).flatMap((way) => addressOf(way) ?? [])) {
      if (!url.includes(report.dossier)) continue;
      const reply = await api.inject({ url, headers: caller('P-inspector') });
      expect([url, reply.statusCode, reply.json<{ code: string }>().code]).toEqual([url, 409, 'reading.purpose_needed']);
    }
    expect(await events()).toEqual([]);
  });

  test('takes an answer that says what for, and leads back', async () => {
    const page = await browser.get(`/pb/${report.dossier}`);
    const form = { csrf: tokenIn(page.body), 'ho-so': report.dossier, ve: `/pb/${report.dossier}` };
    const unsaid = await browser.post('/muc-dich-xem', { ...form, 'muc-dich': 'other', 'noi-ro': '' });
    expect([unsaid.statusCode, /Hãy nói rõ mục đích/.test(unsaid.body)]).toEqual([422, true]);
    expect((await browser.post('/muc-dich-xem', form)).statusCode).toBe(422);
    const elsewhere = await browser.post('/muc-dich-xem', { ...form, ve: '//evil.example', 'muc-dich': 'inspection' });
    expect(elsewhere.headers.location).toBe('/viec');
    const said = await browser.post('/muc-dich-xem', { ...form, 'muc-dich': 'inspection', 'noi-ro': 'Kế hoạch 12-KH/UBKT' });
    expect([said.statusCode, said.headers.location]).toEqual([303, `/pb/${report.dossier}`]);
    expect(await events()).toEqual([]);
  });

  test('then leaves exactly one reading', async () => {
    for (const url of waysOf(site.web.app).flatMap((way) => addressOf(way) ?? [])) {
      if (!url.includes(report.dossier) && !url.includes(HASH)) continue;
      const before = await times();
      const reply = await browser.get(url);
      expect([url, reply.statusCode]).toEqual([url, url.endsWith('report-up') ? 403 : 200]);
      expect([url, (await times()) - before]).toEqual([url, 1]);
    }
    for (const url of waysOf(api).flatMap((way) => addressOf(way) ?? [])) {
      if (!url.includes(report.dossier)) continue;
      const before = await times();
      const reply = await api.inject({ url: `${url}?purpose=petition`, headers: caller('P-inspector') });
      expect([url, reply.statusCode]).toEqual([url, 200]);
      expect([url, (await times()) - before]).toEqual([url, 1]);
    }
    const found = await events();
    expect(new Set(found.map((event) => event.what))).toEqual(
      new Set(['page', 'print', 'paper', 'file', 'form', 'deadline', 'evidence', 'api']),
    );
    expect(new Set(found.map((event) => event.purpose))).toEqual(new Set(['inspection', 'petition']));
  });

  test('answers whoever may not read it as if it were not there, and leaves nothing', async () => {
    const before = await times();
    const stranger = await site.as('D2-staff');
    const absent = '11111111-2222-4333-8444-555555555555';
    const nameless = (body: string) =>
      body
        .replaceAll(absent, '')
        .replaceAll(report.dossier, '')
        .replace(/[A-Z0-9]{4,}-[A-Z0-9-]+/g, '');
    for (const url of waysOf(site.web.app).flatMap((way) => addressOf(way) ?? [])) {
      if (!url.includes(report.dossier)) continue;
      const [hidden, none] = [await stranger.get(url), await stranger.get(url.replace(report.dossier, absent))];
      expect([url, hidden.statusCode, nameless(hidden.body).length]).toEqual([url, 404, nameless(none.body).length]);
    }
    const file = await stranger.get(`/tep/${HASH}`);
    expect(file.statusCode).toBe(404);
    const asking = {
      'ho-so': report.dossier,
      'muc-dich': 'inspection',
      ve: '/viec',
      csrf: tokenIn((await stranger.get('/ca-nhan')).body),
    };
    expect((await stranger.post('/muc-dich-xem', asking)).statusCode).toBe(404);
    expect(await times()).toBe(before);
  });

  test('does not ask or note its author', async () => {
    const before = await times();
    const author = await site.as('D1-staff');
    expect((await author.get(`/pb/${report.dossier}`)).body).toContain('Ai đã xem hồ sơ này');
    expect((await author.get(`/tep/${HASH}`)).statusCode).toBe(200);
    expect((await author.get('/ho-so-cua-toi/tai-ve')).statusCode).toBe(200);
    expect(await times()).toBe(before);
  });
});

describe('«Ai đã xem hồ sơ của tôi»', () => {
  test('says who, when, in what capacity and what for, in both languages', async () => {
    const author = await site.as('D1-staff');
    const page = (await author.get('/ho-so-cua-toi')).body;
    for (const said of [
      'Ai đã xem hồ sơ của tôi',
      'Đỗ Thị Kiểm',
      'Kiểm tra viên',
      'Kế hoạch 12-KH/UBKT',
      'thời gian chưa xác minh',
    ])
      expect(page).toContain(said);
    const one = await author.get(`/ho-so-cua-toi/ai-da-xem?ho-so=${report.receipt}`);
    expect(one.body).toContain('Đỗ Thị Kiểm');
    const none = await author.get('/ho-so-cua-toi/ai-da-xem?ho-so=AAAA-AAAA');
    expect(none.body).toContain('Chưa có ai khác xem');
    const english = await author.get('/ho-so-cua-toi/ai-da-xem?lang=en', { 'accept-language': 'en' });
    expect(english.body).toContain('Inspection or supervision as assigned');
  });

  test('is told by the API to whoever it is about, and to nobody else', async () => {
    const told = await api.inject({ url: '/api/v1/me/readings?limit=2', headers: caller('D1-staff') });
    const { rows, total } = told.json<{ rows: { reader: { name: string }; post: { title: string } }[]; total: number }>();
    expect(rows[0]).toMatchObject({ reader: { name: 'Đỗ Thị Kiểm' }, post: { id: 'P.inspector' } });
    expect(rows).toHaveLength(2);
    expect(total).toBeGreaterThan(2);
    for (const person of ['P-inspector', 'D1-head', 'C1-staff']) {
      const other = await api.inject({ url: '/api/v1/me/readings', headers: caller(person) });
      expect(other.json()).toMatchObject({ rows: [], total: 0 });
    }
  });
});
