/** The page where evidence is chosen, and the bundle that comes of it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenedLog, openLog } from '../../../../tests/support/open-log.ts';
import { openSite, type Site } from '../../../../tests/support/site.ts';
import { toyKind } from '../../../../tests/support/toy-kind.ts';
import { verifyBundle } from '../../../../verifier/formats/bundle.ts';
import { readZip } from '../../../../verifier/formats/zip.ts';
import { policyWithout } from '../../../ledger/evidence/quorum.ts';
import { readDossier } from '../../../store/read/dossier.ts';
import { planParts, readEvidence, weighActs } from '../../../store/read/evidence.ts';
import { type Browser, tokenIn } from '../../testing/browser.ts';
import { readerOf } from '../deps.ts';
import { buildReport } from './report.ts';

const PURPOSE = 'Nộp cho đoàn kiểm tra của tỉnh';

let site: Site;
let log: OpenedLog;
let staff: Browser;
let clerk: Browser;
let stranger: Browser;
let base: string;

beforeAll(async () => {
  const own = { ...toyKind, kind: { ...toyKind.kind, personal: { roles: [] } } };
  site = await openSite({ kinds: [own], limits: { 'toy.register': 2, 'toy.answer': 5 }, day: true });
  // What the readable copy says before it is set.
  site.web.app.get<{ Querystring: { o: string; truong: string } }>('/thu-ban-doc', async (request) => {
    const { store } = site.world;
    const r = readerOf({ store, show: site.web.show, words: site.web.words }, request);
    const view = await readDossier(store, r.asker, request.query.o);
    const evidence = await readEvidence(store, r.asker, planParts(await weighActs(store, r.asker, [view.dossier.id]))[0] ?? []);
    const names = request.query.truong.split(',');
    return buildReport(r, { store, views: [view], evidence, chosen: (_, what) => 'field' in what && names.includes(what.field) });
  });
  log = await openLog(site.world);
  [staff, clerk, stranger] = await Promise.all([site.as('C2-staff'), site.as('C1-clerk'), site.as('C2-clerk')]);
  const body = { what: 'Bến phà chưa có người trực', unit: 'C1', hide: 'no' };
  const { dossier } = await site.world.act('C2-staff', { kind: 'toy', act: 'ask', body });
  base = `/dc/${dossier}`;
});
afterAll(async () => {
  await log.close();
  await site.close();
});

/** The rows of the first act in the readable copy of a bundle in which these fields were chosen. */
async function reported(place: string, names: readonly string[]) {
  const reply = await staff.get(`/thu-ban-doc?o=${place.slice('/dc/'.length)}&truong=${names.join(',')}`);
  return (JSON.parse(reply.body) as ReturnType<typeof buildReport>).dossiers[0]?.acts[0]?.rows ?? [];
}

/** The boxes of the page and those that are ticked. */
function boxesIn(html: string): { readonly all: string[]; readonly ticked: string[] } {
  const boxes = [...html.matchAll(/<input type="checkbox" name="chon" value="([^"]*)"( checked)?/g)];
  return { all: boxes.map((m) => m[1] ?? ''), ticked: boxes.flatMap((m) => (m[2] ? [m[1] ?? ''] : [])) };
}

async function take(browser: Browser, href: string, chosen: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const page = await browser.get('/dc/moi');
  const form = new URLSearchParams([
    ['csrf', tokenIn(page.body)],
    ...chosen.map((one) => ['chon', one]),
    ...Object.entries({ 'muc-dich': PURPOSE, ...more }),
  ]);
  return browser.send({
    method: 'POST',
    url: href,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    payload: form.toString(),
  });
}

describe('evidence of a dossier', () => {
  test('says that there is nothing to prove while no checkpoint holds it', async () => {
    const page = await staff.get(`${base}/bang-chung`);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('nên chưa có gì để chứng minh');
    expect((await take(staff, `${base}/bang-chung`, [])).statusCode).toBe(409);
    expect((await staff.get('/ho-so-cua-toi/bang-chung')).statusCode).toBe(409);
  });

  test('is one click from its page, every field to be ticked, and the bundle verifies', async () => {
    await log.sequence();
    expect((await staff.get(base)).body).toContain(`href="${base}/bang-chung"`);
    const page = await staff.get(`${base}/bang-chung`);
    const { all, ticked } = boxesIn(page.body);
    expect(all).toEqual(['1:act', '1:actor', '1:businessAt', '1:body', '1:facts', '1:body/hide', '1:body/unit', '1:body/what']);
    expect(ticked).toEqual(all);
    expect(boxesIn((await staff.get(`${base}/bang-chung?bat-dau=khong`)).body).ticked).toEqual([]);
    const sent = await take(staff, `${base}/bang-chung`, ticked, { 'ban-in': 'yes' });
    expect(sent.statusCode).toBe(200);
    expect(sent.headers['content-type']).toBe('application/vnd.khoithong.evidence+zip');
    expect(sent.headers['content-disposition']).toMatch(/filename="[\w-]+\.khoithong\.zip"/);
    expect(Number(sent.headers['content-length'])).toBe(sent.rawPayload.length);
    const report = await verifyBundle(sent.rawPayload, {
      policy: policyWithout([log.signer.logKey('main', log.origin)]),
    });
    expect(report).toMatchObject({ verdict: 'unwitnessed', problems: [] });
    expect(report.records[0]?.fields).toHaveLength(8);
    const names = readZip(sent.rawPayload).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['policy.txt', 'keys.txt', 'doc/report.pdf', 'README.vi.txt']));
  });

  test('shows nothing that was not ticked, whatever the form asks for besides', async () => {
    const sent = await take(staff, `${base}/bang-chung`, ['1:businessAt', '1:no-such-field', '9:body']);
    const report = await verifyBundle(sent.rawPayload);
    expect(report.problems).toEqual([]);
    expect(report.records[0]?.fields.map(({ name }) => name)).toEqual(['businessAt']);
    expect(sent.rawPayload.includes('Bến phà')).toBe(false);
  });

  test('has a readable copy that names what was kept back where the outline tells of it, and else says nothing of it', async () => {
    const chosen = (...names: string[]) => reported(base, names);
    const [, , hide] = await chosen('act', 'body', 'body/what');
    expect(hide).toEqual({ label: 'Giấu tên', text: 'không đưa vào túi này', isHidden: true, corrected: null });
    expect((await chosen('act', 'body')).map((row) => row.text)).toEqual(Array(3).fill('không đưa vào túi này'));
    expect(await chosen('act')).toEqual([]);
    expect(await chosen('act', 'body/hide')).toMatchObject([{ label: 'Giấu tên', text: 'Không', isHidden: false }]);
    expect(await chosen('act', 'body/what')).toMatchObject([{ label: 'Hỏi gì?', text: 'Bến phà chưa có người trực' }]);
  });

  test('asks others what for, keeps what was ticked, and notes it in the log of exports', async () => {
    const refused = await take(clerk, `${base}/bang-chung`, ['1:body'], { 'muc-dich': 'ngắn' });
    expect(refused.statusCode).toBe(422);
    expect(boxesIn(refused.body).ticked).toEqual(['1:body']);
    expect((await take(clerk, `${base}/bang-chung`, ['1:body'])).statusCode).toBe(200);
    const noted = await site.world.admin(`select person, what, format, reason from app.export_log order by at desc limit 1`);
    expect(noted).toEqual([{ person: 'C1-clerk', what: `${base}/bang-chung`, format: 'zip', reason: PURPOSE }]);
    expect((await take(staff, `${base}/bang-chung`, ['1:body'], { 'muc-dich': '' })).statusCode).toBe(200);
  });

  test('does not exist for whoever may not read the dossier', async () => {
    expect((await stranger.get(`${base}/bang-chung`)).statusCode).toBe(404);
    const page = await stranger.get('/dc/moi');
    const sent = await stranger.post(`${base}/bang-chung`, { csrf: tokenIn(page.body), chon: '1:body', 'muc-dich': PURPOSE });
    expect(sent.statusCode).toBe(404);
  });

  test('is one click for all of one’s own', async () => {
    await site.world.act('C2-staff', {
      kind: 'toy',
      act: 'ask',
      body: { what: 'Việc thứ hai của tôi', unit: 'C1', hide: 'no' },
    });
    await log.sequence();
    expect((await staff.get('/ho-so-cua-toi')).body).toContain('href="/ho-so-cua-toi/bang-chung"');
    const sent = await staff.get('/ho-so-cua-toi/bang-chung');
    expect(sent.statusCode).toBe(200);
    const report = await verifyBundle(sent.rawPayload);
    expect(report.problems).toEqual([]);
    expect(report.dossier).toBe('');
    expect(report.streams).toHaveLength(2);
    expect((await staff.get('/ho-so-cua-toi/bang-chung?phan=2')).statusCode).toBe(404);
  });
});
