/** The papers of a dossier on the site and by the API: who has them, in which form, what was issued; and the whole of a dossier as one file. */
import Fastify, { type FastifyInstance } from 'fastify';
import mammoth from 'mammoth';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registerApi } from '../../src/api/index.ts';
import { createSpeech } from '../../src/dossier/speech.ts';
import { AppError } from '../../src/kernel/errors.ts';
import { asDossierId, type DossierId } from '../../src/kernel/ids.ts';
import type { Json } from '../../src/kernel/json.ts';
import { proposalKind } from '../../src/kinds/proposal/index.ts';
import type { Browser } from '../../src/web/testing/browser.ts';
import { verifyBundle } from '../../verifier/formats/bundle.ts';
import { readZip } from '../../verifier/formats/zip.ts';
import { openLog } from '../support/open-log.ts';
import { openRow } from '../support/open-row.ts';
import { partyCommittee } from '../support/party-committee.ts';
import { openSite, type Site } from '../support/site.ts';
import { toyKind } from '../support/toy-kind.ts';

const LIMITS = {
  'd73.vote': 7,
  'd73.report': 5,
  'd73.assess': 7,
  'toy.register': 2,
  'toy.answer': 5,
  ...Object.fromEntries(
    ['register', 'complete', 'own', 'party-opinion', 'advice', 'review', 'pilot', 'suspended'].map((name) => [
      `proposal.${name}`,
      5,
    ]),
  ),
};
const LONG = 'Lý do được nêu rõ ràng và đầy đủ, để người đọc sau này hiểu vì sao đã quyết định như vậy.';
const LIMITED = {
  from: '2026-03-20',
  until: '2026-06-30',
  places: ['C1'],
  means: 'Hai chuyên viên của sở.',
  stopWhen: 'Quá năm phần trăm hồ sơ bị khiếu nại.',
};
const PLAN = {
  understood: 'DX-1',
  gap: 'unregulated',
  title: 'Giao đất xen kẹp theo đợt',
  necessity: 'Chưa có quy định về giao đất xen kẹp dưới 100 mét vuông.',
  content: 'Gom hồ sơ theo đợt, xét công khai một lần mỗi quý.',
  scope: 'Ba xã ven biển, các hộ có đất liền kề.',
  resources: 'Hai chuyên viên, không thêm kinh phí.',
  feasibility: 'Đã có bản đồ và danh sách hộ.',
  benefit: 'Hồ sơ tồn giảm, thu ngân sách tăng.',
  effect: 'Sáu mươi ngày thay vì một năm.',
  alternatives: 'Chờ luật mới; giao từng hồ sơ.',
  risks: 'Khiếu nại về thứ tự xét.',
  stopWhen: LIMITED.stopWhen,
  from: LIMITED.from,
  until: LIMITED.until,
  indicators: [{ name: 'Số ngày giải quyết', measure: 'ngày', baseline: 365, target: 60 }],
  conflict: 'declared',
  interests: 'Em trai đứng tên một thửa trong phạm vi.',
  pledge: true,
};

let site: Site;
let api: FastifyInstance;
let clerk: Browser;
let proposer: Browser;
let stranger: Browser;
let id: DossierId;

/** Speaks for one person on the proposal. */
async function act(person: string | null, name: string, body: Json): Promise<void> {
  await site.world.act(person, { dossier: id, act: name, body });
}

beforeAll(async () => {
  site = await openSite({
    kinds: [proposalKind, toyKind],
    limits: LIMITS,
    rows: [
      openRow(
        'post',
        { post: 'D1.deputy' },
        { unit: 'D1', title_vi: 'Cấp phó', title_en: 'Deputy', function: 'deputy', superior: null, roles: [], rank: 1 },
      ),
      openRow('holding', { post: 'D1.deputy' }, { person: 'D1-deputy', form: 'full' }),
      openRow(
        'person',
        { person: 'D1-deputy' },
        { family_and_middle: 'Hoàng Thị', given: 'Phó', honorific: 'Bà', staff_code: 'D1-deputy', demo: true },
      ),
      ...partyCommittee,
    ],
  });
  await site.world.setClock('2026-03-02T02:00:00Z');
  const opened = await site.world.act('D1-staff', { kind: 'proposal', act: 'propose', body: PLAN });
  id = asDossierId(opened.dossier);
  await act('D1-clerk', 'register', { party: 'T' });
  await act('D1-head', 'vote', { ballot: 'for', remark: 'Ghi chú riêng của người bỏ phiếu.' });
  await act('D1-deputy', 'vote', { ballot: 'for' });
  await site.world.setClock('2026-03-10T02:00:00Z');
  await act(null, 'lapse', { clock: 'party-opinion' });
  await act('D1-head', 'close-vote', { minutes: 'Tập thể lãnh đạo đã thảo luận và biểu quyết.' });
  await act('D1-head', 'allow', { reasons: LONG, legalBasis: 'Nghị định 73/2023/NĐ-CP', number: '12/QĐ-SM', ...LIMITED });
  [clerk, proposer, stranger] = await Promise.all([site.as('D1-clerk'), site.as('D1-staff'), site.as('C2-staff')]);
  const speeches = { vi: createSpeech(site.world.store.registry, 'vi'), en: createSpeech(site.world.store.registry, 'en') };
  api = Fastify();
  registerApi(api, {
    store: site.world.store,
    speech: (lang) => speeches[lang],
    authenticate: async (request) => {
      const person = request.headers.authorization?.replace('Bearer ', '');
      if (!person) throw new AppError('auth.required', 'unauthenticated');
      return { asker: await site.world.ask(person), mayAct: true };
    },
    siteOf: () => ({ rpId: 'localhost', origin: 'http://localhost' }),
    recognise: () => null,
  });
  await api.ready();
});
afterAll(async () => {
  await api.close();
  await site.close();
});

const BASE = '/dx/2026-00001';

async function pagesOf(bytes: Buffer): Promise<readonly string[]> {
  const file = await getDocument({ data: new Uint8Array(bytes), useSystemFonts: false }).promise;
  const pages: string[] = [];
  for (let n = 1; n <= file.numPages; n += 1) {
    const { items } = await (await file.getPage(n)).getTextContent();
    pages.push(
      items
        .map((item) => ('str' in item ? item.str : ''))
        .join(' ')
        .replace(/\s+/g, ' ')
        .normalize('NFC'),
    );
  }
  return pages;
}

/** Numbers of the papers of this test, by the history: 1 plan, 7 count, 8 decision. */
async function idOf(name: string): Promise<string> {
  const papers = (
    await api.inject({ url: `/api/v1/dossiers/DX-2026-00001/papers`, headers: { authorization: 'Bearer D1-staff' } })
  ).json<{ id: string; name: string }[]>();
  return papers.find((paper) => paper.name === name)?.id ?? '';
}

describe('papers on the site', () => {
  test('stand on the page of the dossier, each as page, DOCX and PDF', async () => {
    const page = (await proposer.get(BASE)).body;
    for (const name of ['plan', 'minutes', 'allow']) {
      const paper = await idOf(name);
      for (const format of ['html', 'docx', 'pdf']) expect(page).toContain(`href="${BASE}/giay-to/${paper}.${format}"`);
    }
    expect(page).toContain('Tải toàn bộ hồ sơ (PDF)');
    const pdf = await proposer.get(`${BASE}/giay-to/${await idOf('allow')}.pdf`);
    expect(pdf.headers['content-type']).toBe('application/pdf');
    expect(pdf.headers['content-disposition']).toContain('DX-2026-00001');
    const text = (await pagesOf(pdf.rawPayload)).join(' ');
    for (const wanted of [
      'Số: 12/QĐ-SM',
      'SỞ MỘT',
      'Giao đất xen kẹp theo đợt',
      'Sau khi lấy ý kiến Tỉnh ủy: không có ý kiến đến hạn',
      'Nguyễn Văn Trưởng D1',
    ])
      expect(text).toContain(wanted);
    const docx = await proposer.get(`${BASE}/giay-to/${await idOf('minutes')}.docx`);
    expect((await mammoth.extractRawText({ buffer: docx.rawPayload })).value).toContain('BIÊN BẢN');
    const html = await proposer.get(`${BASE}/giay-to/${await idOf('plan')}.html`);
    expect(html.statusCode).toBe(200);
    expect(html.body).toContain('class="officialpaper state"');
    expect(html.body).toContain('chưa xác minh');
  });

  test('a ballot, a remark with it and a declared interest stand in none, whoever asks', async () => {
    for (const person of ['D1-staff', 'D1-head', 'D1-deputy']) {
      for (const name of ['plan', 'minutes', 'allow']) {
        const url = `/api/v1/dossiers/DX-2026-00001/papers/${await idOf(name)}`;
        const { body } = await api.inject({ url, headers: { authorization: `Bearer ${person}` } });
        for (const secret of ['Ghi chú riêng', 'Em trai']) expect(body).not.toContain(secret);
      }
    }
  });

  test('do not exist for who may not read the dossier, nor where there is none', async () => {
    const opened = await site.world.act('D1-staff', {
      kind: 'proposal',
      act: 'propose',
      body: { ...PLAN, title: 'Đề xuất khác hẳn' },
    });
    expect((await stranger.get(`/dx/${opened.dossier}/giay-to/plan-1.pdf`)).statusCode).toBe(404);
    expect((await stranger.get(`/dx/${opened.dossier}/toan-bo.pdf`)).statusCode).toBe(404);
    expect((await proposer.get(`/dx/${opened.dossier}/giay-to/plan-1.pdf`)).statusCode).toBe(200);
    for (const file of ['allow-99.pdf', 'plan-1.exe', 'nothing', 'plan-1'])
      expect((await proposer.get(`${BASE}/giay-to/${file}`)).statusCode, file).toBe(404);
    const other = await api.inject({
      url: `/api/v1/dossiers/${opened.dossier}/papers`,
      headers: { authorization: 'Bearer C2-staff' },
    });
    expect(other.statusCode).toBe(404);
  });
});

describe('issuing', () => {
  const papers = async () =>
    (await api.inject({ url: `/api/v1/dossiers/${id}/papers`, headers: { authorization: 'Bearer C2-staff' } })).json<
      { id: string; name: string; hash: string; issued: { number: string; hash: string } | null; agrees: boolean | null }[]
    >();

  test('is offered to the stewards, leaves the digest, and the paper is told from what was issued once it was corrected', async () => {
    const allow = await idOf('allow');
    expect((await clerk.get(BASE)).body).toContain(`${BASE}/issue-paper?paper=${allow}&amp;paperNumber=12%2FQ%C4%90-SM`);
    expect((await stranger.get(BASE)).body).not.toContain('issue-paper');
    const form = await clerk.get(`${BASE}/issue-paper?paper=${allow}&paperNumber=12%2FQ%C4%90-SM`);
    expect(form.body).toContain(`value="${allow}"`);
    await act('D1-clerk', 'issue-paper', { paper: allow, paperNumber: '12/QĐ-SM' });
    const [issued] = (await papers()).filter((paper) => paper.id === allow);
    expect(issued).toMatchObject({ agrees: true, issued: { number: '12/QĐ-SM', hash: issued?.hash } });
    expect((await proposer.get(BASE)).body).toContain('nội dung đúng như khi ban hành');
    const log = await openLog(site.world);
    await log.sequence();
    const page = (await clerk.get(`${BASE}/bang-chung`)).body;
    expect(page).toMatch(new RegExp(`value="\\d+#${issued?.hash}"`));
    expect(page).toContain('số 12/QĐ-SM');
    const bundle = async () => {
      const sent = await api.inject({
        method: 'POST',
        url: `/api/v1/dossiers/${id}/evidence`,
        headers: { authorization: 'Bearer D1-clerk' },
        payload: { choice: 'all', purpose: 'Nộp cho đoàn kiểm tra' },
      });
      return sent.rawPayload;
    };
    const paperFile = `files/${issued?.hash}.json`;
    const taken = await bundle();
    const whole = readZip(taken).find(({ name }) => name === paperFile);
    expect(JSON.parse(Buffer.from(whole?.bytes ?? []).toString('utf8'))).toMatchObject({ number: '12/QĐ-SM' });
    expect((await verifyBundle(taken)).problems).toEqual([]);
    const seq = Number(allow.split('-')[1]);
    await act('D1-head', 'correct', { seq, field: 'reasons', text: `${LONG} Đã sửa.`, reason: 'Ghi thiếu một câu.' });
    const [corrected] = (await papers()).filter((paper) => paper.id === allow);
    expect(corrected).toMatchObject({ agrees: false, issued: { hash: issued?.hash } });
    expect((await proposer.get(BASE)).body).toContain('nội dung nay khác khi ban hành');
    // What can no longer be written to the letter proves nothing and stays out.
    expect(readZip(await bundle()).map(({ name }) => name)).not.toContain(paperFile);
    await log.close();
  });
});

describe('the whole of a dossier as one file', () => {
  test('holds every act of the database once and in order, what was silent, every paper, and says page x of y', async () => {
    const [{ n: acts } = { n: 0 }] = await site.world.admin<{ n: number }>(
      'select count(*)::int as n from app.act where dossier = $1',
      [id],
    );
    const [{ n: lapses } = { n: 0 }] = await site.world.admin<{ n: number }>(
      "select count(*)::int as n from app.act where dossier = $1 and name = 'lapse'",
      [id],
    );
    const answer = await proposer.get(`${BASE}/toan-bo.pdf`);
    expect(answer.headers['content-type']).toBe('application/pdf');
    const pages = await pagesOf(answer.rawPayload);
    for (const [i, text] of pages.entries()) expect(text).toContain(`trang ${i + 1}/${pages.length}`);
    const text = pages.join(' ');
    const hashes = (
      await site.world.admin<{ hash: string }>(
        "select encode(leaf_hash, 'hex') as hash from app.act where dossier = $1 order by seq",
        [id],
      )
    ).map((row) => row.hash);
    // Each act is counted by the hash of its leaf, which stands nowhere else.
    const places = hashes.map((hash) => text.split(`mã băm ${hash}`).length - 1);
    expect(places).toEqual(Array.from({ length: acts }, () => 1));
    const order = hashes.map((hash) => text.indexOf(`mã băm ${hash}`));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(text).toContain(`${acts} hành vi, trong đó ${lapses} lần quá hạn không trả lời`);
    expect(lapses).toBeGreaterThan(0);
    expect(text.split('để quá hạn:').length - 1).toBe(lapses * 2);
    for (const wanted of ['Mục lục', 'KẾ HOẠCH', 'BIÊN BẢN', 'QUYẾT ĐỊNH', 'Không có ý kiến đến hạn', 'Gom hồ sơ theo đợt'])
      expect(text).toContain(wanted);
    for (const secret of ['Ghi chú riêng']) expect(text).not.toContain(secret);
    const again = await proposer.get(`${BASE}/toan-bo.pdf`);
    expect(again.rawPayload.equals(answer.rawPayload)).toBe(true);
  });

  test('shows each reader what that reader may read, and any kind has it', async () => {
    const head = await site.as('D1-head');
    const text = (await pagesOf((await head.get(`${BASE}/toan-bo.pdf`)).rawPayload)).join(' ');
    expect(text).toContain('Ghi chú riêng của người bỏ phiếu.');
    const asked = await site.world.act('C2-staff', {
      kind: 'toy',
      act: 'ask',
      body: { what: 'Chưa có quy định giao đất xen kẹp', unit: 'C1', hide: 'yes' },
    });
    await site.world.act('C1-clerk', { dossier: asDossierId(asked.dossier), act: 'register', body: {} });
    const toy = await head.get(`/dc/${asked.dossier}/toan-bo.pdf`);
    const said = (await pagesOf(toy.rawPayload)).join(' ');
    expect(said).toContain('Chưa có quy định giao đất xen kẹp');
    expect(said).not.toContain('Viên C2');
  });
});
