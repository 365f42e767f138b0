import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createTestDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { headOf, staffOf, systemOnly } from '../dossier/capacity.ts';
import { choice, line, unitRef } from '../dossier/field.ts';
import { key } from '../dossier/keys.ts';
import { actsOf, defineKind } from '../dossier/kind.ts';
import { refuse } from '../dossier/refusal.ts';
import { createRegistry, type RegisteredKind } from '../dossier/registry.ts';
import type { Clock } from '../dossier/words.ts';
import { asPersonId, asTenantId, type DossierId, type PersonId, type PostId, type UnitId } from '../kernel/ids.ts';
import { organisationDecisionKind } from '../kinds/organisation-decision/index.ts';
import { ruleSetKind } from '../kinds/rule-set/index.ts';
import { loadGenesis } from '../main/genesis.ts';
import { openPool, readAs } from '../store/database.ts';
import { syncTenant } from '../store/migrate.ts';
import { perform } from '../store/perform.ts';
import { askAs, createStore, type Store } from '../store/store.ts';
import { verify } from '../store/verify.ts';
import { workAtOnce } from './at-once.ts';
import { reorganiseAll } from './reorganise.ts';

const DOSSIERS = 1000;
const NUMBER = '99-QĐ/TU';
const OLD_NAMES = new Map<string, string>();

interface MatterState {
  readonly unit: UnitId | null;
}
const act = actsOf<MatterState>();
const matterKind: RegisteredKind = {
  kind: defineKind<MatterState>({
    name: 'matter',
    prefix: 'ZZ',
    version: 1,
    stages: ['open'],
    ends: ['closed'],
    initial: { unit: null },
    acts: {
      open: act({
        from: 'new',
        to: 'open',
        by: [systemOnly()],
        body: z.object({ unit: unitRef(), holder: choice(['head', 'clerk']) }),
        resolve: (c) => {
          const unit = c.body.unit as UnitId;
          const post = c.body.holder === 'head' ? c.org.headPost(unit) : c.org.clerkPost(unit);
          return post ? { post } : refuse('matter.no_post');
        },
        apply: (_, { body }) => ({ unit: body.unit as UnitId }),
        clocks: (c) => [{ op: 'start', name: 'do', holder: c.resolved.post, limit: 'task.default' }],
      }),
      note: act({
        from: ['open'],
        by: [staffOf((s) => s.unit ?? undefined)],
        body: z.object({ text: line() }),
        apply: (state) => state,
      }),
      close: act({
        from: ['open'],
        to: 'closed',
        by: [headOf((s) => s.unit ?? undefined)],
        body: z.object({}),
        apply: (state) => state,
        clocks: () => [{ op: 'meet', name: 'do' }],
      }),
    },
    describe: () => ({ title: 'matter' }),
    place: (s) => (s.unit ? { unit: s.unit } : {}),
    access: (s) => ({ read: s.unit ? [key.staff(s.unit)] : [] }),
    stewards: (s) => (s.unit ? [key.clerk(s.unit)] : []),
    summary: () => [],
    onLapse: {},
    retention: { years: 1, basis: 'test' },
  }),
  messages: { vi: {}, en: {} },
};

let database: TestDatabase;
let store: Store;
let units: readonly UnitId[];
let people: { readonly head: PersonId; readonly clerk: PersonId };
let opened: readonly DossierId[];

async function countReadable(person: PersonId | null): Promise<number> {
  const { identity } = await askAs(store, person);
  return readAs(store.pool, identity, async (client) => {
    const result = await client.query<{ n: number }>("select count(*)::int as n from app.dossier where kind = 'matter'");
    return result.rows[0]?.n ?? 0;
  });
}

async function readClocks(): Promise<readonly Clock[]> {
  const { identity } = await askAs(store, null);
  return readAs(store.pool, identity, async (client) =>
    (await client.query<{ c: Clock }>('select detail as c from app.clock')).rows.map((r) => r.c),
  );
}

async function countActs(): Promise<number> {
  const { identity } = await askAs(store, null);
  return readAs(
    store.pool,
    identity,
    async (client) => (await client.query<{ n: number }>('select count(*)::int as n from app.act')).rows[0]?.n ?? 0,
  );
}

async function readAct(dossier: DossierId, seq: number) {
  const { identity } = await askAs(store, null);
  return readAs(store.pool, identity, async (client) => {
    const result = await client.query<{
      name: string;
      body: Record<string, string>;
      facts: { names: Record<string, string>; actor: { unitName?: string } };
    }>('select name, body, facts from app.act where dossier = $1 and seq = $2', [dossier, seq]);
    return result.rows[0];
  });
}

beforeAll(async () => {
  database = await createTestDatabase();
  const tenant = asTenantId('qn');
  const registry = createRegistry([organisationDecisionKind, ruleSetKind, matterKind]);
  await syncTenant(database.url, tenant, { vi: 'Quảng Ninh', en: 'Quảng Ninh' }, registry);
  store = createStore(openPool(database.url, 'app_worker'), tenant, registry);
  await loadGenesis(store, { demo: true });
  const { org } = await askAs(store, null);
  units = org
    .communes()
    .filter((unit) => org.holderOf(`${unit.id}.clerk` as PostId) !== undefined)
    .slice(0, 10)
    .map((unit) => unit.id);
  for (const unit of units) OLD_NAMES.set(unit, org.unitName(unit));
  const holder = (post: string): PersonId => org.holderOf(post as PostId)?.person ?? asPersonId('');
  people = { head: holder(`${units[3]}.head`), clerk: holder(`${units[4]}.clerk`) };
  const ids: DossierId[] = [];
  await workAtOnce(
    Array.from({ length: DOSSIERS }, (_, n) => n),
    6,
    async (n) => {
      const body = { unit: units[n % 10] ?? '', holder: n % 3 === 0 ? 'clerk' : 'head' };
      ids.push((await perform(store, { person: null }, { kind: 'matter', act: 'open', body })).dossier);
    },
  );
  opened = ids;
  const parent = org.unit(units[0] as UnitId)?.parent ?? '';
  const post = (suffix: string, fn: string, title: string) => ({
    change: 'create-post',
    post: `moi.${suffix}`,
    unit: 'moi',
    titleVi: title,
    titleEn: title,
    function: fn,
  });
  const changes = [
    { change: 'create-unit', unit: 'moi', unitKind: 'commune', parent, nameVi: 'Phường Hợp Nhất', nameEn: 'Merged Ward' },
    post('head', 'head', 'Chủ tịch'),
    post('clerk', 'clerk', 'Văn thư'),
    { change: 'relieve', post: `${units[3]}.head` },
    { change: 'relieve', post: `${units[4]}.clerk` },
    { change: 'appoint', post: 'moi.head', person: people.head },
    { change: 'appoint', post: 'moi.clerk', person: people.clerk },
    { change: 'merge-units', units: units.join(', '), unit: 'moi' },
  ];
  const date = (await askAs(store, null)).today;
  const as = { person: null };
  const decision = await perform(store, as, {
    kind: 'organisation-decision',
    act: 'draft',
    body: { decisionNumber: NUMBER, title: 'Về hợp nhất mười đơn vị hành chính cấp xã', date },
  });
  await perform(store, as, { dossier: decision.dossier, act: 'add-changes', body: { changes } });
  await perform(store, as, { dossier: decision.dossier, act: 'sign', body: {} });
}, 120_000);

afterAll(async () => {
  await store?.pool.end();
  await database?.drop();
});

test('ten communes with a thousand open dossiers become one and nothing is lost', { timeout: 120_000 }, async () => {
  // Before any job has run, the keys of the former units are held by the people of the new one.
  expect(await countReadable(people.head)).toBe(DOSSIERS);
  expect(await countReadable(people.clerk)).toBe(DOSSIERS);
  const { org } = await askAs(store, null);
  for (const clock of await readClocks()) expect(org.actingHolder(clock.holder)?.post.startsWith('moi.')).toBe(true);

  expect(await reorganiseAll(store)).toEqual({ moved: DOSSIERS, recounted: 0, stuck: 0 });

  const holders = (await readClocks()).map((clock) => clock.holder);
  expect(holders).toHaveLength(DOSSIERS);
  expect(new Set(holders)).toEqual(new Set(['moi.head', 'moi.clerk']));
  for (const holder of new Set(holders)) expect(org.holderOf(holder)).toBeDefined();
  expect(await countReadable(people.head)).toBe(DOSSIERS);
  expect(await countReadable(people.clerk)).toBe(DOSSIERS);

  const before = await countActs();
  expect(await reorganiseAll(store)).toEqual({ moved: 0, recounted: 0, stuck: 0 });
  expect(await countActs()).toBe(before);
});

test('a former holder who is not of the new unit reads none of it any more', async () => {
  const { org } = await askAs(store, null);
  const stranger = org.people().find((person) => org.postsOf(person.id).length === 0);
  expect(stranger).toBeDefined();
  expect(await countReadable(stranger?.id ?? null)).toBe(0);
});

test('old names stay on old acts, the move names the decision, and new acts bear the new name', async () => {
  const [dossier] = opened;
  if (!dossier) throw new Error('nothing opened');
  const first = await readAct(dossier, 1);
  const unit = first?.body['unit'] ?? '';
  expect(first?.facts.names[unit]).toBe(OLD_NAMES.get(unit));
  expect(await readAct(dossier, 2)).toMatchObject({ name: 'reassign-holder', body: { decision: NUMBER } });
  const note = await perform(store, { person: people.clerk }, { dossier, act: 'note', body: { text: 'Đã nhận bàn giao' } });
  expect((await readAct(dossier, note.seq))?.facts.actor.unitName).toBe('Phường Hợp Nhất');
  const closed = await perform(store, { person: people.head }, { dossier, act: 'close', body: {} });
  expect(closed.stage).toBe('closed');
});

test('everything refolds to what stands in the tables', async () => {
  expect((await verify(store)).differences).toEqual([]);
});
