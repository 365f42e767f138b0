/** A report of an unlawful order on a real database: who may read it, who may know who reported, and that it exists for nobody else. */
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { settleDue } from '../../src/jobs/index.ts';
import type { Json } from '../../src/kernel/json.ts';
import { asLegalDate } from '../../src/kernel/time.ts';
import { objectionKind } from '../../src/kinds/objection/index.ts';
import type { Performed } from '../../src/store/command.ts';
import { openPool } from '../../src/store/database.ts';
import { statePurpose } from '../../src/store/read/closed.ts';
import { readPublicFigures, readUnitFigures } from '../../src/store/read/figures.ts';
import { listDossiers } from '../../src/store/read/list.ts';
import { readNotices } from '../../src/store/read/notices.ts';
import { search } from '../../src/store/read/search.ts';
import { findSimilar } from '../../src/store/read/similar.ts';
import { readWork } from '../../src/store/read/work.ts';
import { createStore } from '../../src/store/store.ts';
import { verify } from '../../src/store/verify.ts';
import { openRow } from '../support/open-row.ts';
import { openSite, type Site } from '../support/site.ts';
import { caller, openApi } from '../toys/api.ts';

const LONG = 'Lý do được nêu rõ ràng và đầy đủ, để người đọc sau này hiểu vì sao.';
const ORDERED = 'Cấp phép khai thác cát khi chưa có đánh giá tác động.';
const SYMBOL = '15/TB-SM';
const report = (change: Record<string, Json> = {}) => ({
  kind: 'objection',
  act: 'submit',
  body: {
    understood: 'PB-2',
    about: 'order',
    giver: 'D1.head',
    form: 'paper',
    symbol: SYMBOL,
    orderedOn: '2026-11-20',
    ordered: ORDERED,
    why: LONG,
    provision: 'Điều 30 Luật Bảo vệ môi trường',
    seen: 'superior-only',
    ...change,
  },
});

/** Whatever would tell that it was the specialist of the first commune. */
const REPORTER = /C1-staff|Viên C1|C1\.staff/;
/** The unit stands among the choices of every list; of the dossier itself it is said nowhere. */
const UNIT = /"C1"|Phường Một/;

let site: Site;
let api: FastifyInstance;
let hidden: Performed;
let open: Performed;
let silent: Performed;
const act = (person: string, dossier: Performed, name: string, body: Record<string, Json>) =>
  site.world.act(person, { dossier: dossier.dossier, act: name, body });
const asking = (person: string, url: string) => api.inject({ url: `/api/v1${url}`, headers: caller(person) });

beforeAll(async () => {
  site = await openSite({
    kinds: [objectionKind],
    limits: { 'objection.answer': 5, 'objection.superior': 10 },
    day: true,
    rows: [
      openRow(
        'post',
        { post: 'P.inspector' },
        {
          unit: 'P',
          title_vi: 'Kiểm tra viên',
          title_en: 'Inspector',
          function: 'specialist',
          superior: null,
          roles: ['inspector'],
          rank: 2,
        },
      ),
      openRow('holding', { post: 'P.inspector' }, { person: 'P-inspector', form: 'full' }),
      openRow(
        'person',
        { person: 'P-inspector' },
        {
          family_and_middle: 'Đỗ Thị',
          given: 'Kiểm',
          honorific: 'Bà',
          staff_code: 'P-inspector',
          demo: true,
        },
      ),
      openRow(
        'parameter',
        { layer: 'pack', parameter: 'l80.liability.grounds' },
        {
          value: ['obeyed-after-report'],
          unit: 'list',
          clause: 'Điều 34 khoản 1',
          source: 'thử nghiệm',
          confidence: 'verified',
          checked_on: '2026-01-01',
          pack: 'l80-2025',
          version: '1',
          decision_number: null,
        },
      ),
      // Later whoever gave the order covers the post of the direct superior.
      {
        op: 'open',
        table: 'delegation',
        key: { delegation: 'leave' },
        values: { from_post: 'P.head', to_post: 'D1.head', form: 'absence', matters: ['*'], document_number: '9/QĐ' },
        from: asLegalDate('2026-12-04'),
      },
    ],
  });
  api = await openApi(site.world);
  await site.world.setClock('2026-11-23T02:05:00Z');
  hidden = await site.world.act('C1-staff', report());
  open = await site.world.act('D1-staff', report({ seen: 'everybody-handling' }));
  silent = await site.world.act('C2-staff', report());
  await act('C1-staff', hidden, 'add-note', { text: 'Có thêm một văn bản nữa.' });
  await act('C1-staff', hidden, 'remind', { clock: 'answer' });
  await act('C1-staff', hidden, 'correct', { seq: 1, field: 'ordered', text: ORDERED, reason: 'Viết lại cho đúng.' });
  await act('D1-head', hidden, 'uphold', { reasons: LONG, legalBasis: 'Điều 12 Luật Khoáng sản', number: '16/SM' });
  await act('C1-staff', hidden, 'report-up', { account: LONG, obeying: 'obeying' });
  await act('C1-staff', hidden, 'remind', { clock: 'superior' });
}, 120_000);
afterAll(async () => {
  await api.close();
  await site.close();
});

/** Every page and answer of the dossier and of what lists, counts, finds, tells and takes out. */
async function everythingShown(
  person: string,
  dossier: Performed,
): Promise<readonly { url: string; status: number; body: string }[]> {
  const browser = await site.as(person);
  const pages = [
    ...[
      '',
      '?dien-bien=tat-ca',
      '?dien-bien=cua-toi',
      '/in',
      '/thoi-han',
      '/thoi-han/answer',
      '/rescind',
      '/remind?clock=superior',
      '/withdraw',
    ].map((part) => `/pb/${dossier.dossier}${part}`),
    ...['/pb', '/pb/xuat.csv', '/ho-so', '/ho-so/xuat.csv', '/thong-bao', '/viec', '/tra-cuu?q=khai+th%C3%A1c+c%C3%A1t'],
  ];
  const calls = [
    ...['', '/acts', '/clocks'].map((part) => `/dossiers/${dossier.dossier}${part}`),
    ...['/dossiers', '/dossiers?kind=objection', '/work', `/search?q=${dossier.receipt}`],
  ];
  const asked = [
    ...pages.map(async (url) => ({ url, reply: await browser.get(url) })),
    ...calls.map(async (url) => ({ url: `/api/v1${url}`, reply: await asking(person, url) })),
  ];
  return (await Promise.all(asked)).map(({ url, reply }) => ({ url, status: reply.statusCode, body: reply.body }));
}

describe('whoever gave the order', () => {
  test('reads what is reported, and nowhere who reported it', async () => {
    const shown = await everythingShown('D1-head', hidden);
    for (const { url, status, body } of shown) {
      const expected = /\/(remind|withdraw)/.test(url) ? 403 : 200;
      expect([url, status, REPORTER.exec(body)?.[0]]).toEqual([url, expected, undefined]);
      if (url.includes(hidden.dossier)) expect([url, UNIT.exec(body)?.[0]]).toEqual([url, undefined]);
    }
    const bodyOf = (end: string) => shown.find(({ url }) => url.endsWith(end))?.body ?? '';
    expect(bodyOf(hidden.dossier)).toContain(ORDERED);
    expect(bodyOf('?dien-bien=tat-ca')).toContain('Người giữ kín tên');
    expect(bodyOf('/pb/xuat.csv')).toContain(hidden.receipt);
    const acts = (await asking('D1-head', `/dossiers/${hidden.dossier}/acts`)).json<
      { name: string; actor: object; facts: { actor: object } }[]
    >();
    const masked = { person: null, name: null, masked: true };
    for (const name of ['submit', 'add-note', 'remind', 'correct', 'report-up'])
      for (const found of acts.filter((a) => a.name === name))
        expect([name, found.actor, found.facts.actor]).toEqual([name, masked, {}]);
    expect(acts.find((a) => a.name === 'uphold')?.actor).toMatchObject({ person: 'D1-head' });
  });

  test('reads the papers and the whole file, which name nobody, and say the same to whoever may see who it is', async () => {
    const papersOf = async (person: string) => {
      const listed = await asking(person, `/dossiers/${hidden.dossier}/papers`);
      const ids = listed.json<{ id: string }[]>().map(({ id }) => id);
      const bodies = await Promise.all(
        ids.map(async (id) => (await asking(person, `/dossiers/${hidden.dossier}/papers/${id}`)).body),
      );
      return { ids, bodies };
    };
    const shown = await papersOf('D1-head');
    expect(shown.ids).toEqual(['receipt-1', 'answer-5']);
    for (const body of shown.bodies) expect([REPORTER.exec(body)?.[0], UNIT.exec(body)?.[0]]).toEqual([undefined, undefined]);
    expect(shown.bodies[0]).toContain(hidden.receipt);
    for (const person of ['C1-staff', 'P-head']) expect(await papersOf(person)).toEqual(shown);
    const giver = await site.as('D1-head');
    const page = await giver.get(`/pb/${hidden.dossier}/giay-to/receipt-1.html`);
    expect([page.statusCode, REPORTER.exec(page.body)?.[0]]).toEqual([200, undefined]);
    expect((await giver.get(`/pb/${hidden.dossier}/toan-bo.pdf`)).statusCode).toBe(200);
    for (const path of ['giay-to/receipt-1.html', 'giay-to/receipt-1.pdf', 'toan-bo.pdf'])
      expect([path, (await (await site.as('D1-clerk')).get(`/pb/${hidden.dossier}/${path}`)).statusCode]).toEqual([path, 404]);
    for (const path of ['papers', 'papers/receipt-1', 'papers/receipt-1.pdf'])
      expect([path, (await asking('D1-clerk', `/dossiers/${hidden.dossier}/${path}`)).statusCode]).toEqual([path, 404]);
  });

  test('reads who reported where the reporter lets it be seen', async () => {
    const acts = (await asking('D1-head', `/dossiers/${open.dossier}/acts`)).json<{ actor: object }[]>();
    expect(acts[0]?.actor).toMatchObject({ person: 'D1-staff', masked: false });
    const page = await (await site.as('D1-head')).get(`/pb/${open.dossier}`);
    expect(page.body).toContain('Viên D1');
  });
});

describe('whoever may see who reported', () => {
  test.each(['P-head', 'P-inspector', 'C1-staff'])('%s sees it', async (person) => {
    if (person === 'P-inspector')
      await statePurpose(site.world.store, await site.world.ask(person), hidden.dossier, { code: 'inspection', words: '' });
    const acts = (await asking(person, `/dossiers/${hidden.dossier}/acts`)).json<{ name: string; actor: object }[]>();
    expect(acts.find((a) => a.name === 'submit')?.actor).toMatchObject({ person: 'C1-staff', masked: false });
    const page = await (await site.as(person)).get(`/pb/${hidden.dossier}?dien-bien=tat-ca`);
    expect(page.body).toContain('Viên C1');
    expect(page.body).toContain('được xem xét loại trừ, miễn, giảm trách nhiệm');
  });
});

describe('for anybody else it does not exist', () => {
  const OTHERS = ['D1-clerk', 'D1-staff', 'P-clerk', 'P-staff', 'P-member', 'C1-head', 'C1-clerk', 'D2-head', 'C2-head'];

  test.each(OTHERS)('%s finds it in no list, count, search, work, notice, page or answer', async (person) => {
    const { store } = site.world;
    const asker = await site.world.ask(person);
    const own = person === 'D1-staff' ? [open.dossier] : [];
    const list = await listDossiers(store, asker, { filter: {}, order: 'newest', limit: 50 });
    expect([list.rows.map((r) => r.id), list.total]).toEqual([own, own.length]);
    for (const words of [hidden.receipt, SYMBOL, 'khai thác cát', 'Lý do được nêu rõ']) {
      expect((await search(store, asker, words)).hits).toEqual([]);
      expect(await findSimilar(store, asker, 'objection', words)).toEqual([]);
    }
    const work = await readWork(store, asker);
    expect([...work.mine, ...work.waiting].map((i) => i.row.id)).not.toContain(hidden.dossier);
    expect((await readNotices(store, asker)).map((n) => n.dossier)).not.toContain(hidden.dossier);
    for (const name of [hidden.dossier, hidden.receipt, `${hidden.dossier}/acts`, `${hidden.dossier}/clocks`])
      expect([name, (await asking(person, `/dossiers/${name}`)).statusCode]).toEqual([name, 404]);
    await expect(act(person, hidden, 'order-stands', { reasons: LONG, legalBasis: 'Điều 1' })).rejects.toMatchObject({
      code: 'dossier.not_found',
    });
  });

  test('nor in what they take out, nor on a page', async () => {
    const browser = await site.as('D1-clerk');
    for (const url of ['/pb', '/pb/xuat.csv', '/ho-so', '/ho-so/xuat.csv', '/thong-bao', '/viec']) {
      const reply = await browser.get(url);
      expect([url, reply.statusCode, reply.body.includes(hidden.receipt)]).toEqual([url, 200, false]);
    }
    expect((await browser.get(`/pb/${hidden.dossier}`)).statusCode).toBe(404);
  });

  test('nor in any figure, not even for the system', async () => {
    const system = await site.world.ask(null);
    expect((await readPublicFigures(site.world.store, system, 'objection')).total).toBe(0);
    expect(await readUnitFigures(site.world.store, system, '2020-01-01')).toEqual([]);
  });
});

test('upheld, the report to the superior is what is waited for from the reporter', async () => {
  await act('D1-head', open, 'uphold', { reasons: LONG, legalBasis: 'Điều 12 Luật Khoáng sản' });
  const page = await (await site.as('D1-staff')).get('/viec');
  expect(page.body).toContain(open.receipt);
  expect(page.body).toContain('Báo cáo cấp trên trực tiếp');
});

describe('silence', () => {
  test('is recorded, goes up to the direct superior, who reads it from then on, and opens the way to report up', async () => {
    const before = await asking('P-head', `/dossiers/${silent.dossier}`);
    expect(before.statusCode).toBe(404);
    await site.world.setClock('2026-12-01T02:05:00Z');
    await settleDue(site.world.store);
    const read = await asking('P-head', `/dossiers/${silent.dossier}`);
    expect(read.statusCode).toBe(200);
    expect(read.json<{ summary: object[] }>().summary).toContainEqual(
      expect.objectContaining({ key: 'effect', value: 'silence' }),
    );
    const raised = await act('C2-staff', silent, 'report-up', { account: LONG, obeying: 'obeying' });
    expect(raised.stage).toBe('raised');
    expect((await act('P-head', silent, 'order-rescinded', { change: 'changed', reasons: LONG })).stage).toBe('settled');
  });
});

test('whoever gave the order covers the post of the direct superior, and does not come to see who reported', async () => {
  await site.world.setClock('2026-12-07T02:05:00Z');
  expect((await site.world.ask('D1-head')).standing.keys).toContain('post:P.head');
  const note = await act('C1-staff', hidden, 'add-note', { text: 'Có thêm một văn bản thứ ba.' });
  expect(note.stage).toBe('raised');
  for (const { url, status, body } of await everythingShown('D1-head', hidden)) {
    expect([url, status < 500, REPORTER.exec(body)?.[0]]).toEqual([url, true, undefined]);
    if (url.includes(hidden.dossier)) expect([url, UNIT.exec(body)?.[0]]).toEqual([url, undefined]);
  }
  const superior = await asking('P-head', `/dossiers/${hidden.dossier}/acts`);
  expect(superior.json<{ actor: object }[]>()[0]?.actor).toMatchObject({ person: 'C1-staff', masked: false });
});

describe('before the first word is kept', () => {
  test('the question leads away whoever is wrong here, then the text says who will read it', async () => {
    const browser = await site.as('D2-staff');
    const elsewhere = (await browser.get('/pb/moi/submit?about=wrongdoing')).body;
    expect(elsewhere).toContain('Hệ thống này không nhận tố cáo');
    expect(elsewhere).not.toContain('name="understood"');
    const told = (await browser.get('/pb/moi/submit?about=order')).body;
    expect(told).toContain('Điều 34 khoản 1 điểm a');
    expect(told).toContain('Không được hứa');
    expect(told).not.toContain('name="giver"');
    const form = (await browser.get('/pb/moi/submit?about=order&understood=PB-2')).body;
    expect(form).toContain('name="giver"');
    expect(form).not.toContain('/nhap');
    expect(form).toContain('Trước khi gửi không có gì được lưu');
  });
});

test('no text stands outside the vault, and no leaf says what it is about', async () => {
  const tables = await site.world.admin<{ at: string }>(
    `select n.nspname || '.' || c.relname as at from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('app', 'graphile_worker') and c.relkind = 'r' and c.relname <> 'vault'`,
  );
  for (const { at } of tables) {
    const found = await site.world.admin(
      `select 1 from ${at} t where t::text ~ 'khai thác cát|15/TB-SM|Lý do được nêu rõ|Luật Khoáng sản'`,
    );
    expect([at, found.length]).toEqual([at, 0]);
  }
  const leaves = await site.world.admin<{ leaf: string }>('select leaf from app.ledger_pending where dossier = $1', [
    hidden.dossier,
  ]);
  expect(leaves.length).toBeGreaterThan(0);
  for (const { leaf } of leaves) expect(leaf).not.toMatch(/objection|submit|uphold|report-up/);
});

test('is verified with masked actors filled in, and nothing is found', async () => {
  const pool = openPool(site.world.adminUrl, 'app_worker');
  const worker = createStore(pool, site.world.store.tenant, site.world.store.registry);
  expect((await verify(worker)).differences).toEqual([]);
  await pool.end();
});
