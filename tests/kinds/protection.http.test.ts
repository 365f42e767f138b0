/** A protection case on a real database: opened by itself, carried through, and without a trace on any page of those it is not for. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resumeEffects } from '../../src/jobs/index.ts';
import type { DossierId } from '../../src/kernel/ids.ts';
import type { Json } from '../../src/kernel/json.ts';
import { proposalKind } from '../../src/kinds/proposal/index.ts';
import { protectionKind } from '../../src/kinds/protection/index.ts';
import { protectionRequestKind } from '../../src/kinds/protection-request/index.ts';
import type { Performed } from '../../src/store/command.ts';
import { openPool } from '../../src/store/database.ts';
import { readPublicFigures, readUnitFigures } from '../../src/store/read/figures.ts';
import { listDossiers } from '../../src/store/read/list.ts';
import { readNotices } from '../../src/store/read/notices.ts';
import { search } from '../../src/store/read/search.ts';
import { createStore } from '../../src/store/store.ts';
import { verify } from '../../src/store/verify.ts';
import { tokenIn } from '../../src/web/testing/browser.ts';
import { lawValue } from '../support/law-value.ts';
import { partyCommittee } from '../support/party-committee.ts';
import { openSite, type Site } from '../support/site.ts';
import { caller, openApi } from '../toys/api.ts';

const LONG = 'Lý do được nêu rõ ràng và đầy đủ, để người đọc sau này hiểu vì sao đã quyết định như vậy.';
const LIMITS = [
  ...['register', 'complete', 'party-opinion', 'advice', 'own', 'review', 'pilot', 'suspended'].map((name) => `proposal.${name}`),
  ...['receive', 'statement', 'panel', 'findings', 'challenge', 'conclude', 'appeal', 'retaliation', 'request', 'period'].map(
    (name) => `protection.${name}`,
  ),
  ...['d73.vote', 'd73.report', 'd73.assess'],
];

let site: Site;
let api: FastifyInstance;
let pool: pg.Pool;
let checkPage = '';
let evaluated: Performed;
let proposal: Performed;
/** The case, and the request to the agency that it opens. */
const shells: { id: string; receipt: string; kind: string }[] = [];

/** How the paper of the conclusion is called. */
let conclusion = '';

const step = (person: string, dossier: string, act: string, body: object) =>
  site.world.act(person, { dossier: dossier as DossierId, act, body: body as Json });

beforeAll(async () => {
  site = await openSite({
    day: true,
    kinds: [proposalKind, protectionKind, protectionRequestKind],
    limits: Object.fromEntries(LIMITS.map((name) => [name, 5])),
    rows: [
      ...partyCommittee,
      lawValue('proposal.vote', 'none', 'choice'),
      lawValue('proposal.advice-binds', 'advisory', 'choice'),
      lawValue('protection.desk', [], 'units'),
      lawValue('protection.panel-least', 3, 'count'),
      lawValue('d73.subjects', ['head', 'deputy', 'specialist'], 'list'),
      lawValue('date.furthest', 5, 'year'),
    ],
  });
  api = await openApi(site.world);
  pool = openPool(site.world.adminUrl, 'app_worker');
  await site.world.setClock('2026-11-23T02:05:00Z');
  const plan = Object.fromEntries(
    ['necessity', 'content', 'scope', 'resources', 'feasibility', 'benefit', 'effect', 'alternatives', 'risks', 'stopWhen'].map(
      (name) => [name, LONG],
    ),
  );
  const when = { from: '2026-11-23', until: '2026-12-31' };
  proposal = await site.world.act('D1-staff', {
    kind: 'proposal',
    act: 'propose',
    body: {
      understood: 'DX-1',
      gap: 'unregulated',
      title: 'Giao đất xen kẹp theo đợt',
      ...plan,
      ...when,
      indicators: [{ name: 'Số ngày', measure: 'ngày', baseline: 365, target: 60 }],
      conflict: 'none',
      pledge: true,
    },
  });
  const { dossier } = proposal;
  await step('D1-clerk', dossier, 'register', { party: 'T' });
  await step('T-head', dossier, 'give-opinion', { stance: 'agree', text: LONG });
  const limits = { ...when, places: ['C1'], means: LONG, stopWhen: LONG };
  await step('D1-head', dossier, 'allow', { reasons: LONG, legalBasis: 'Điều 8', number: '12/QĐ', ...limits });
  await step('D1-staff', dossier, 'finish', { remark: 'Đã xong thí điểm.' });
  await step('D1-staff', dossier, 'report', { result: 'partly', damage: 'no', text: LONG });
  await step('T-head', dossier, 'give-opinion', { stance: 'agree', text: LONG });
  const head = await site.as('D1-head');
  const formUrl = `/dx/${dossier}/evaluate`;
  const form = await head.get(formUrl);
  checkPage = (
    await head.post(formUrl, {
      csrf: tokenIn(form.body),
      __key: randomUUID(),
      result: 'partly',
      damage: 'no',
      findings: LONG,
      'causes.0.kind': 'objective',
      'causes.0.what': LONG,
      'causes.0.evidence': LONG,
      exit: 'stop',
      lesson: LONG,
    })
  ).body;
  evaluated = await step('D1-head', dossier, 'evaluate', {
    result: 'partly',
    damage: 'no',
    findings: LONG,
    causes: [{ kind: 'objective', what: LONG, evidence: LONG }],
    exit: 'stop',
    lesson: LONG,
  });
  const [opened] = await site.world.admin<{ id: string; receipt: string }>(
    "select id, receipt from app.dossier where kind = 'protection'",
  );
  if (!opened) throw new Error('no case was opened');
  await step('P-clerk', opened.id, 'accept', { note: 'Đã nhận hồ sơ.' });
  const rows = await site.world.admin<{ id: string; receipt: string; kind: string }>(
    "select id, receipt, kind from app.dossier where kind like 'protection%' order by kind",
  );
  shells.push(...rows);
});
afterAll(async () => {
  await api.close();
  await pool.end();
  await site.close();
});

const caseShell = () => shells.find((s) => s.kind === 'protection') ?? { id: '', receipt: '', kind: '' };
const requestShell = () => shells.find((s) => s.kind === 'protection-request') ?? { id: '', receipt: '', kind: '' };

describe('a case that opened by itself', () => {
  test('is read by the person, by the desk and by nobody else, who get the answer of what does not exist', async () => {
    expect(shells.map((s) => s.kind)).toEqual(['protection', 'protection-request']);
    const seen = async (person: string, url: string) => (await (await site.as(person)).get(url)).statusCode;
    for (const person of ['D1-staff', 'P-clerk', 'P-head'])
      expect([person, await seen(person, `/bv/${caseShell().id}`)]).toEqual([person, 200]);
    for (const person of ['D1-head', 'D1-clerk', 'D2-head', 'C1-staff', 'P-member', 'T-head']) {
      const hidden = await (await site.as(person)).get(`/bv/${caseShell().id}`);
      const absent = await (await site.as(person)).get('/bv/00000000-0000-7000-8000-000000000000');
      expect([person, hidden.statusCode, absent.statusCode]).toEqual([person, 404, 404]);
      const answers = await Promise.all(
        [caseShell().id, caseShell().receipt, `${caseShell().id}/acts`, `${caseShell().id}/clocks`].map(
          async (path) => (await api.inject({ url: `/api/v1/dossiers/${path}`, headers: caller(person) })).statusCode,
        ),
      );
      expect([person, answers]).toEqual([person, [404, 404, 404, 404]]);
    }
  });

  test('leaves no trace on lists, links, counts, search, export, feeds and notices of anybody else', async () => {
    const number = (
      await site.world.admin<{ number: string }>('select number from app.dossier where id = $1', [proposal.dossier])
    )[0]?.number;
    const own = `/dx/${number?.slice(3)}`;
    const urls = [
      '/viec',
      '/ho-so',
      '/bv',
      '/bp',
      '/dx',
      own,
      `${own}?dien-bien=tat-ca`,
      '/thong-bao',
      '/dx/xuat.csv',
      '/bv/xuat.csv',
      '/tra-cuu?q=b%E1%BA%A3o%20v%E1%BB%87',
    ];
    const trace = new RegExp([caseShell().id, caseShell().receipt, 'hồ sơ bảo vệ đồng chí'].join('|'), 'i');
    for (const person of ['D1-head', 'D1-clerk', 'D2-head', 'C1-staff', 'P-member', 'T-head']) {
      const browser = await site.as(person);
      for (const url of urls) {
        const reply = await browser.get(url);
        expect([person, url, trace.exec(reply.body)?.[0]]).toEqual([person, url, undefined]);
      }
      const asker = await site.world.ask(person);
      const listed = await listDossiers(site.world.store, asker, { filter: { kind: 'protection' }, order: 'newest', limit: 50 });
      expect([person, listed.rows, listed.total]).toEqual([person, [], 0]);
      expect((await search(site.world.store, asker, caseShell().receipt)).hits).toEqual([]);
      const told = await readNotices(site.world.store, asker);
      expect(told.filter((n) => n.dossier === caseShell().id)).toEqual([]);
      const api1 = await api.inject({ url: '/api/v1/dossiers?kind=protection', headers: caller(person) });
      expect(api1.body).not.toMatch(trace);
      const acts = await api.inject({ url: `/api/v1/dossiers/${proposal.dossier}/acts`, headers: caller(person) });
      expect(acts.body).not.toMatch(trace);
    }
  });

  test('is not foreseen to whoever assesses the pilot, who is told of everything else before', () => {
    expect(checkPage).toContain('Khi gửi đi');
    expect(checkPage).toContain('Đánh giá: xong');
    expect(checkPage).not.toMatch(/bảo vệ cán bộ|protection/i);
  });

  test('nor told by the answer to the act', () => {
    expect(evaluated.opened).toEqual([]);
  });

  test('shows the proposal of the person nothing but the proposal', async () => {
    const reply = await (await site.as('D2-head')).get(`/dx/${proposal.dossier}`);
    expect(reply.body).not.toMatch(/\/bv\//);
    const system = await site.world.ask(null);
    for (const kind of ['protection', 'protection-request'])
      expect((await readPublicFigures(site.world.store, system, kind)).total).toBe(0);
    expect(JSON.stringify(await readUnitFigures(site.world.store, system, '2020-01-01'))).not.toMatch(/receive|statement|panel/);
  });

  test('asks the agency in a dossier that says what is asked and nothing of the case', async () => {
    const browser = await site.as('D1-head');
    const reply = await browser.get(`/bp/${requestShell().id}`);
    expect(reply.statusCode).toBe(200);
    expect(reply.body).toContain('Đánh giá ba tiêu chí');
    expect(reply.body).not.toContain(caseShell().id);
    expect(reply.body).not.toContain(caseShell().receipt);
    const acts = await api.inject({ url: `/api/v1/dossiers/${requestShell().id}/acts`, headers: caller('D1-head') });
    expect(acts.body).not.toContain(caseShell().receipt);
    await step('D1-head', requestShell().id, 'assess', { policy: 'met', motive: 'met', good: 'met', text: LONG });
    const worker = createStore(pool, site.world.store.tenant, site.world.store.registry);
    expect(await resumeEffects(worker, undefined, 0)).toBe(1);
    const [noted] = await site.world.admin<{ state: { measures: object[] } }>('select state from app.dossier where id = $1', [
      caseShell().id,
    ]);
    expect(noted?.state.measures).toMatchObject([{ what: 'agency-view', reply: 'assessed' }]);
  });

  test('goes its way to the conclusion, and everything refolds', async () => {
    const { id } = caseShell();
    await step('D1-staff', id, 'state', { policy: LONG, motive: LONG, good: LONG, causes: LONG });
    const members = ['D2.head', 'C1.head', 'C2.head'].map((post) => ({ post }));
    await step('P-head', id, 'name-panel', { members, reasons: LONG });
    const tests = ['policy', 'motive', 'good', 'procedure'].flatMap((name) => [
      [name, 'met'],
      [`${name}Why`, LONG],
    ]);
    const finding = { ...Object.fromEntries(tests), cause: 'objective', causeWhy: LONG };
    for (const person of ['D2-head', 'C1-head', 'C2-head']) await step(person, id, 'find', finding);
    const done = await step('P-head', id, 'conclude', { outcome: 'excluded', reasons: LONG, searched: LONG, number: '5/KL' });
    expect(done.stage).toBe('concluded');
    const page = await (await site.as('D1-staff')).get(`/bv/${id}`);
    expect(page.body).toContain('Được loại trừ trách nhiệm');
    expect((await (await site.as('D1-head')).get(`/bv/${id}`)).statusCode).toBe(404);
    conclusion = `conclusion-${done.seq}`;
    expect((await verify(createStore(pool, site.world.store.tenant, site.world.store.registry))).differences).toEqual([]);
  });

  test('gives its papers and its whole file to whoever reads it, and to everybody else the answer of what does not exist', async () => {
    const papers = (id: string, paper: string) =>
      [...['html', 'pdf', 'docx'].map((format) => `/giay-to/${paper}.${format}`), '/toan-bo.pdf'].map(
        (path) => `${id === caseShell().id ? '/bv' : '/bp'}/${id}${path}`,
      );
    const calls = (id: string, paper: string) =>
      [...['', '.pdf', '.docx'].map((end) => `papers/${paper}${end}`), 'papers'].map((path) => `/api/v1/dossiers/${id}/${path}`);
    const answers = async (person: string, [id, paper]: readonly [string, string]) => {
      const browser = await site.as(person);
      const codes: number[] = [];
      for (const url of papers(id, paper)) codes.push((await browser.get(url)).statusCode);
      for (const url of calls(id, paper)) codes.push((await api.inject({ url, headers: caller(person) })).statusCode);
      return [person, [...new Set(codes)]];
    };
    const ofCase = [caseShell().id, conclusion] as const;
    const ofRequest = [requestShell().id, 'letter-1'] as const;
    for (const person of ['D1-staff', 'P-head', 'D2-head']) expect(await answers(person, ofCase)).toEqual([person, [200]]);
    for (const person of ['D1-head', 'D1-clerk', 'C1-staff', 'P-member', 'T-head'])
      expect(await answers(person, ofCase)).toEqual([person, [404]]);
    for (const person of ['D1-staff', 'P-head', 'D1-head']) expect(await answers(person, ofRequest)).toEqual([person, [200]]);
    for (const person of ['D2-head', 'C1-staff', 'T-head']) expect(await answers(person, ofRequest)).toEqual([person, [404]]);
    // Whoever answers the request reads its letter, and finds nothing of the case in it.
    const letter = await api.inject({ url: `/api/v1/dossiers/${requestShell().id}/papers/letter-1`, headers: caller('D1-head') });
    expect(letter.body).toContain(requestShell().receipt);
    expect(letter.body).not.toMatch(new RegExp([caseShell().id, caseShell().receipt, 'hội đồng', 'hồ sơ bảo vệ'].join('|'), 'i'));
    const paper = await api.inject({
      url: `/api/v1/dossiers/${caseShell().id}/papers/${conclusion}`,
      headers: caller('D1-staff'),
    });
    expect(paper.body).toContain(`Hồ sơ kín, mã ${caseShell().receipt}`);
  });
});
