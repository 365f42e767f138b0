/** Two proposals merged on a real database: nobody reads what was not shown, the answers go across by themselves, and each author reads the one that goes on. */
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resumeEffects } from '../../src/jobs/index.ts';
import type { Json } from '../../src/kernel/json.ts';
import { proposalKind } from '../../src/kinds/proposal/index.ts';
import type { Performed } from '../../src/store/command.ts';
import { openPool } from '../../src/store/database.ts';
import { createStore } from '../../src/store/store.ts';
import { verify } from '../../src/store/verify.ts';
import { lawValue } from '../support/law-value.ts';
import { partyCommittee } from '../support/party-committee.ts';
import { openSite, type Site } from '../support/site.ts';

const LONG = 'Lý do được nêu rõ ràng và đầy đủ, để người đọc sau này hiểu vì sao đã quyết định như vậy.';
const LIMITS = ['register', 'complete', 'party-opinion', 'own', 'council-papers', 'council-days'].map(
  (name) => `proposal.${name}`,
);

let site: Site;
let pool: pg.Pool;
let one: Performed;
let other: Performed;

const step = (person: string, of: Performed, act: string, body: object) =>
  site.world.act(person, { dossier: of.dossier, act, body: body as Json });
const carryOut = () => resumeEffects(createStore(pool, site.world.store.tenant, site.world.store.registry), undefined, 0);
/** The page of a proposal, by the number it has. */
const pageOf = (of: Performed) => `/dx/${(of.number ?? '').slice(3)}`;
const seen = async (person: string, of: Performed) => (await (await site.as(person)).get(pageOf(of))).statusCode;

async function proposedBy(person: string, title: string): Promise<Performed> {
  const plan = Object.fromEntries(
    ['necessity', 'content', 'scope', 'resources', 'feasibility', 'benefit', 'effect', 'alternatives', 'risks', 'stopWhen'].map(
      (name) => [name, LONG],
    ),
  );
  const proposed = await site.world.act(person, {
    kind: 'proposal',
    act: 'propose',
    body: {
      understood: 'DX-1',
      gap: 'unregulated',
      title,
      ...plan,
      from: '2026-11-23',
      until: '2026-12-31',
      indicators: [{ name: 'Số ngày', measure: 'ngày', baseline: 365, target: 60 }],
      conflict: 'none',
      pledge: true,
    },
  });
  const { number } = await step('D1-clerk', proposed, 'register', { party: 'T' });
  return { ...proposed, ...(number === undefined ? {} : { number }) };
}

beforeAll(async () => {
  site = await openSite({
    day: true,
    kinds: [proposalKind],
    limits: Object.fromEntries([...LIMITS, 'd73.vote'].map((name) => [name, 5])),
    rows: [
      ...partyCommittee,
      lawValue('proposal.vote', 'none', 'choice'),
      lawValue('proposal.council', 'advises', 'choice'),
      lawValue('proposal.council-least', 2, 'count'),
      lawValue('proposal.council-most', 5, 'count'),
      lawValue('d73.subjects', ['head', 'deputy'], 'list'),
      lawValue('date.furthest', 5, 'year'),
    ],
  });
  pool = openPool(site.world.adminUrl, 'app_worker');
  await site.world.setClock('2026-11-23T02:05:00Z');
  one = await proposedBy('D1-staff', 'Giao đất xen kẹp theo đợt');
  other = await proposedBy('D1-clerk', 'Gom hồ sơ đất xen kẹp mỗi quý');
});
afterAll(async () => {
  await pool.end();
  await site.close();
});

test('what was not shown cannot be merged with, and does not exist', async () => {
  const offer = {
    other: other.dossier,
    reason: LONG,
    shares: [
      { post: 'D1.staff', share: 30 },
      { post: 'C1.staff', share: 10 },
      { post: 'D1.clerk', share: 60 },
    ],
  };
  await step('D1-staff', one, 'name-authors', { coauthors: [{ post: 'C1.staff', share: 20 }], own: 80 });
  expect([await seen('C1-staff', one), await seen('C2-staff', one), await seen('D1-staff', other)]).toEqual([200, 404, 404]);
  await step('C1-staff', one, 'join-authors', { pledge: true, conflict: 'none' });
  await expect(step('D1-staff', one, 'offer-merge', offer)).rejects.toMatchObject({ code: 'proposal.no_such_proposal' });
  await step('D1-clerk', other, 'show-proposal', { reader: 'D1.staff' });
  expect(await seen('D1-staff', other)).toBe(200);
  await step('D1-staff', one, 'offer-merge', offer);
  // Its other author has yet to agree, and reads only this one: the shares stand here.
  expect([await carryOut(), await seen('C1-staff', other)]).toEqual([0, 404]);
  const form = await (await site.as('C1-staff')).get(`${pageOf(one)}/accept-merge`);
  expect([form.statusCode, form.body.includes(other.dossier)]).toEqual([200, true]);
  await step('C1-staff', one, 'accept-merge', { other: other.dossier });
  expect(await carryOut()).toBe(1);
});

test('the consent goes back and forth by itself; the one ends, the other has the authors of both', async () => {
  await step('D1-clerk', other, 'accept-merge', { other: one.dossier });
  // Accepted there, taken in here.
  expect([await carryOut(), await carryOut()]).toEqual([1, 1]);
  const rows = await site.world.admin<{ id: string; stage: string; state: { coauthors: object[]; merges: object[] } }>(
    "select id, stage, state from app.dossier where kind = 'proposal' order by opened_at, id",
  );
  expect(rows.map((row) => [row.id, row.stage])).toEqual([
    [one.dossier, 'merged'],
    [other.dossier, 'considering'],
  ]);
  expect(rows[1]?.state.coauthors).toMatchObject([
    { person: 'D1-staff', share: 30, state: 'agreed', from: one.dossier },
    { person: 'C1-staff', share: 10, state: 'agreed', from: one.dossier },
  ]);
  for (const person of ['D1-staff', 'C1-staff', 'D1-clerk']) {
    const page = await (await site.as(person)).get(pageOf(other));
    expect([person, page.statusCode, page.body.includes('Gộp đề xuất')]).toEqual([person, 200, true]);
  }
  expect([await seen('D1-clerk', one), await seen('C2-staff', one), await seen('C2-staff', other)]).toEqual([200, 404, 404]);
  const refused = await site.world.admin<{ refused: string }>('select refused from app.follow_up where refused is not null');
  expect(refused).toEqual([]);
});

test('a council reads it, votes from its day on and says so; nobody else learns what a ballot says', async () => {
  const body = { reasons: LONG, chair: 'D2.head', members: [{ post: 'C1.head' }], secretary: 'D2.clerk' };
  expect(await seen('C1-head', other)).toBe(404);
  const form = await (await site.as('D1-head')).get(`${pageOf(other)}/convene-council`);
  expect(form.statusCode).toBe(200);
  await step('D1-head', other, 'convene-council', body);
  expect([await seen('C1-head', other), await seen('D2-clerk', other)]).toEqual([200, 200]);
  await step('D2-clerk', other, 'call-council', { meetsOn: '2026-11-30', papers: LONG });
  await site.world.setClock('2026-11-30T02:05:00Z');
  await step('D2-head', other, 'vote-council', { ballot: 'against' });
  await step('C1-head', other, 'vote-council', { ballot: 'for' });
  const tableOf = async (person: string) => {
    const { body: page } = await (await site.as(person)).get(pageOf(other));
    const from = page.indexOf('Phiếu của hội đồng');
    return from < 0 ? '' : page.slice(from, from + 4000);
  };
  expect(await tableOf('C1-head')).toMatch(/Không đồng ý/);
  for (const person of ['D1-head', 'D1-clerk', 'D2-clerk'])
    expect([person, /Không đồng ý/.test(await tableOf(person))]).toEqual([person, false]);
  await step('D2-head', other, 'close-council', { conclusion: LONG });
  expect(await tableOf('C1-head')).toMatch(/Không đồng ý/);
  const worker = createStore(pool, site.world.store.tenant, site.world.store.registry);
  expect((await verify(worker)).differences).toEqual([]);
});
