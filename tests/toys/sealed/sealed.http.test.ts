import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRegistry, type RegisteredKind } from '../../../src/dossier/registry.ts';
import { settleDue } from '../../../src/jobs/index.ts';
import type { Performed } from '../../../src/store/command.ts';
import { openPool } from '../../../src/store/database.ts';
import { readPublicFigures, readUnitFigures } from '../../../src/store/read/figures.ts';
import { listDossiers } from '../../../src/store/read/list.ts';
import { readNotices } from '../../../src/store/read/notices.ts';
import { search } from '../../../src/store/read/search.ts';
import { createStore } from '../../../src/store/store.ts';
import { verify } from '../../../src/store/verify.ts';
import { openSite, type Site } from '../../support/site.ts';
import { caller, openApi } from '../api.ts';
import { sealedKind } from './kind.ts';

const SECRET = 'Đồng chí Nguyễn Văn Mật nhận quà của doanh nghiệp';
const secretKey = randomBytes(32);

/** What the sender's own machine does; the key never leaves it. */
function encipher(text: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', secretKey, iv);
  const bytes = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `v1.${bytes.toString('base64url')}`;
}

function decipher(text: string): string {
  const bytes = Buffer.from(text.slice(3), 'base64url');
  const open = createDecipheriv('aes-256-gcm', secretKey, bytes.subarray(0, 12));
  open.setAuthTag(bytes.subarray(-16));
  return open.update(bytes.subarray(12, -16)).toString('utf8') + open.final('utf8');
}

let site: Site;
let api: FastifyInstance;
let sealed: Performed;
let late: Performed;
const content = encipher(SECRET);
const opening = (text: string) => ({ kind: 'sealed-case', act: 'open', body: { handler: 'D1', content: text } });

beforeAll(async () => {
  site = await openSite({ kinds: [sealedKind], limits: { 'sealed.take': 2 } });
  api = await openApi(site.world);
  await site.world.setClock('2026-11-23T02:05:00Z');
  sealed = await site.world.act('P-clerk', opening(content));
  late = await site.world.act('P-clerk', opening(encipher('Việc khác')));
});
afterAll(async () => {
  await api.close();
  await site.close();
});

describe('a case the server cannot read', () => {
  test('goes its way by its shell alone: stage, clock, capacity, outcome', async () => {
    const step = (person: string, act: string, body: object) => site.world.act(person, { dossier: sealed.dossier, act, body });
    await expect(step('D1-head', 'take', {})).rejects.toMatchObject({ code: 'act.capacity' });
    expect((await step('D1-clerk', 'take', {})).stage).toBe('taken');
    const finding = encipher('Không có cơ sở');
    expect((await step('D1-head', 'close', { outcome: 'unfounded', finding })).stage).toBe('closed');
    await site.world.setClock('2026-11-27T02:05:00Z');
    expect(await settleDue(site.world.store)).toBe(1);
    const [clock] = await site.world.admin<{ state: string }>('select state from app.clock where dossier = $1', [late.dossier]);
    expect(clock?.state).toBe('lapsed');
  });

  test('gives whoever has the key the ciphertext back, word for word', async () => {
    const acts = await api.inject({ url: `/api/v1/dossiers/${sealed.dossier}/acts`, headers: caller('D1-head') });
    const [first] = acts.json<{ body: { content: string } }[]>();
    expect(first?.body.content).toBe(content);
    expect(decipher(first?.body.content ?? '')).toBe(SECRET);
  });

  test.each([SECRET, `v1.${SECRET}`, 'v1.ngắn', `v2.${'A'.repeat(60)}`])('refuses what is not enciphered: %s', async (text) => {
    await expect(site.world.act('P-clerk', opening(text))).rejects.toMatchObject({
      code: 'act.invalid',
      fields: [{ path: 'content', code: 'field.cipher' }],
    });
  });

  test('shows its shell and nothing else on page, list, notice, export and API, even to whoever has a key', async () => {
    const browser = await site.as('D1-head');
    const bodies = await Promise.all(
      [`/kn/${sealed.dossier}`, '/kn', '/kn/xuat.csv', '/ho-so', '/thong-bao', `/kn/${sealed.dossier}?dien-bien=tat-ca`].map(
        async (url) => ({ url, reply: await browser.get(url) }),
      ),
    );
    for (const { url, reply } of bodies) {
      expect([url, reply.statusCode]).toEqual([url, 200]);
      expect(reply.body).toContain(sealed.receipt);
      expect(reply.body).not.toMatch(/LỘ|Nguyễn Văn Mật|777[.,]?777/);
      expect(reply.body).not.toContain(content);
    }
    expect(bodies.at(-1)?.reply.body).toContain('Nội dung đã mã hoá');
    const read = await api.inject({ url: `/api/v1/dossiers/${sealed.dossier}`, headers: caller('D1-head') });
    const shell = {
      title: sealed.receipt,
      number: null,
      unit: null,
      field: null,
      classification: null,
      money: null,
      people: null,
    };
    expect(read.json()).toMatchObject({ ...shell, stage: 'closed', head: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(read.body).not.toMatch(/LỘ/);
    const notices = await readNotices(site.world.store, await site.world.ask('D1-head'));
    expect(notices.map((n) => [n.code, n.title])).toContainEqual(['opened', sealed.receipt]);
  });

  test('does not exist for anybody without a key, the head of the province included', async () => {
    for (const person of ['P-head', 'C2-head', 'D1-staff', 'P-member', 'D2-clerk']) {
      const asker = await site.world.ask(person);
      const list = await listDossiers(site.world.store, asker, { filter: {}, order: 'newest', limit: 50 });
      expect([person, list.rows, list.total]).toEqual([person, [], 0]);
      expect((await search(site.world.store, asker, sealed.receipt)).hits).toEqual([]);
      expect((await api.inject({ url: `/api/v1/dossiers/${sealed.receipt}`, headers: caller(person) })).statusCode).toBe(404);
      expect(await readNotices(site.world.store, asker)).toEqual([]);
    }
  });

  test('is in no search by words and in no figure, not even for the system', async () => {
    const head = await site.world.ask('D1-head');
    for (const words of ['niêm phong', 'LỘ', 'Mật', '1-LỘ/TU', 'doanh nghiệp'])
      expect((await search(site.world.store, head, words)).hits).toEqual([]);
    const system = await site.world.ask(null);
    expect((await readPublicFigures(site.world.store, system, 'sealed-case')).total).toBe(0);
    expect(await readUnitFigures(site.world.store, system, '2020-01-01')).toEqual([]);
  });

  test('leaves its words and what its kind would have said of it in no table, and its kind in no leaf', async () => {
    const tables = await site.world.admin<{ name: string }>(
      `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('app', 'graphile_worker') and c.relkind = 'r'`,
    );
    for (const schema of ['app', 'graphile_worker'] as const) {
      for (const { name } of tables) {
        const [there] = await site.world.admin<{ at: string | null }>('select to_regclass($1)::text as at', [
          `${schema}.${name}`,
        ]);
        if (!there?.at) continue;
        const found = await site.world.admin(
          `select 1 from ${there.at} t where t::text like '%Văn Mật%' or t::text like '%LỘ%' or t::text like '%777777777%'`,
        );
        expect([there.at, found]).toEqual([there.at, []]);
      }
    }
    const leaves = await site.world.admin<{ leaf: string }>('select leaf from app.ledger_pending where dossier = $1', [
      sealed.dossier,
    ]);
    expect(leaves).toHaveLength(3);
    for (const { leaf } of leaves) expect(leaf).not.toMatch(/sealed-case|open|close|take/);
  });

  test('is verified without being read: nothing is found, then a ciphertext exchanged', async () => {
    const pool = openPool(site.world.adminUrl, 'app_worker');
    const worker = createStore(pool, site.world.store.tenant, site.world.store.registry);
    expect((await verify(worker)).differences).toEqual([]);
    await site.world.admin(`update app.vault set value = to_jsonb($2::text) where dossier = $1 and name = 'body/content'`, [
      sealed.dossier,
      encipher('Một lời khác'),
    ]);
    expect((await verify(worker)).differences.map((d) => [d.code, d.dossier, d.seq, d.where])).toEqual([
      ['text-changed', sealed.dossier, 1, 'body/content'],
    ]);
    await pool.end();
  });
});

describe('a restricted kind that would open its shell is not taken into a registry', () => {
  const open = sealedKind.kind.acts['open'];
  if (!open) throw new Error('the sealed case has no first act');
  const withKind = (change: Partial<RegisteredKind['kind']>): RegisteredKind => ({
    ...sealedKind,
    kind: { ...sealedKind.kind, ...change },
  });
  test.each([
    ['a number series', withKind({ acts: { ...sealedKind.kind.acts, open: { ...open, registers: true } } })],
    ['a look for others like it', withKind({ similar: { field: 'content' } })],
    ['counts in public', withKind({ publicSteps: { opened: 'received' } })],
    ['titles in public', withKind({ publicTitles: true })],
    ['a table of organisation or law', withKind({ project: () => [] })],
  ])('%s', (_, kind) => {
    expect(() => createRegistry([kind])).toThrow('registry.restricted_kind');
  });
});
