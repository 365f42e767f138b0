import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { asPersonId, asTenantId } from '../../kernel/ids.ts';
import { asInstant, atTime, type Instant, toLegalDate, toMillis } from '../../kernel/time.ts';
import { coverage } from '../../kinds/directive/rules.ts';
import type { DirectiveState } from '../../kinds/directive/state.ts';
import { listPersonas, type PersonaName } from '../../organisation/demo/genesis.ts';
import { inventName } from '../../organisation/demo/names.ts';
import { openPool, readAs } from '../../store/database.ts';
import { syncTenant } from '../../store/migrate.ts';
import { readWork, type WorkItem } from '../../store/read/work.ts';
import { askAs, businessNow, createStore, type Store } from '../../store/store.ts';
import { verify } from '../../store/verify.ts';
import { loadGenesis, loadOrganisationReference } from '../genesis.ts';
import { productRegistry } from '../registry.ts';
import { storySteps } from './story.ts';
import { type StoryReport, tellStory } from './tell-story.ts';

interface Installed {
  readonly database: TestDatabase;
  readonly store: Store;
}

/** What an installation is, its owner writes; legal time moves in a demonstration only. */
async function nameDemo(url: string, tenant: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`insert into app.setting (tenant, name, value) values ($1, 'installation', '"demo"')`, [tenant]);
  await client.end();
}

const tenant = asTenantId('qn');
const openWorker = (database: TestDatabase) => createStore(openPool(database.url, 'app_worker', 4), tenant, productRegistry);

/** The demo province before its story: every telling begins with a copy of it. */
let untold: TestDatabase;
beforeAll(async () => {
  untold = await createTestDatabase();
  await syncTenant(untold.url, tenant, { vi: 'Quảng Ninh', en: 'Quảng Ninh' }, productRegistry);
  await nameDemo(untold.url, tenant);
  const store = openWorker(untold);
  await loadGenesis(store, { demo: true });
  await store.pool.end();
});
afterAll(() => untold.drop());

async function install(): Promise<Installed> {
  const database = await createTestDatabase(untold);
  return { database, store: openWorker(database) };
}

async function remove({ database, store }: Installed): Promise<void> {
  await store.pool.end();
  await database.drop();
}

async function query<Row extends object>(store: Store, sql: string): Promise<readonly Row[]> {
  const system = { tenant: store.tenant, person: null, keys: ['system'] };
  return readAs(store.pool, system, async (client) => (await client.query<Row>(sql)).rows);
}

async function countStages(store: Store): Promise<Record<string, number>> {
  const rows = await query<{ what: string; n: number }>(
    store,
    `select d.kind || ' ' || d.stage as what, count(*)::int as n from app.dossier d
     join app.act a on a.dossier = d.id and a.seq = 1
     where d.kind not in ('rule-set', 'organisation-decision') or a.actor is not null group by 1`,
  );
  return Object.fromEntries(rows.map((row) => [row.what, row.n]));
}

async function workOf(store: Store, name: PersonaName): Promise<readonly WorkItem[]> {
  const persona = listPersonas(await loadOrganisationReference()).find((p) => p.name === name);
  return (await readWork(store, await askAs(store, asPersonId(persona?.person ?? '')))).mine;
}

const said = (items: readonly WorkItem[]): string[] => items.map((i) => `${i.row.kind} ${i.clock.name} ${i.clock.state}`).sort();

const STAGES = {
  'directive issued': 1,
  'acknowledgement waiting': 3,
  'acknowledgement confirmed': 9,
  'proposal considering': 1,
  'proposal piloting': 1,
  'proposal concluded': 2,
  'protection finding': 1,
  'protection-request answered': 1,
  'commendation published': 1,
  'task assigned': 1,
  'task doing': 15,
  'task checking': 2,
  'task closed': 6,
  'obstacle reported': 3,
  'obstacle registered': 2,
  'obstacle classified': 1,
  'obstacle deciding': 8,
  'obstacle carrying-out': 3,
  'obstacle confirming': 3,
  'obstacle closed': 3,
  'organisation-decision in-force': 1,
  'organisation-decision draft': 1,
  'rule-set draft': 1,
  'register-book open': 4,
  'incoming-paper registered': 6,
  'incoming-paper voided': 1,
  'outgoing-paper issued': 2,
  'outgoing-paper reserved': 1,
  'outgoing-paper voided': 1,
};

const WORK: Record<PersonaName, readonly string[]> = {
  'commune-official': ['obstacle confirm running', 'task do running'],
  specialist: ['task do lapsed', 'task do running', 'task do running'],
  'department-head': [
    'obstacle carry-out running',
    'obstacle carry-out running',
    'obstacle decide lapsed',
    'obstacle decide running',
    'obstacle decide running',
    'obstacle decide running',
    'obstacle opinion running',
    'task do running',
    'task escalation running',
  ],
  clerk: [
    'obstacle answer-more running',
    'obstacle classify paused',
    'obstacle classify running',
    'obstacle register lapsed',
    'obstacle register running',
    'obstacle register running',
  ],
  'standing-committee-member': [
    'obstacle extension running',
    'obstacle review-objection running',
    'task do running',
    'task verify running',
  ],
  inspector: ['task accept running', 'task do running', 'task do running'],
  administrator: ['task do running'],
};

// A working morning, and a day in a year whose days off are not decided yet.
describe.each(['2026-11-23T02:05:00Z', '2027-03-10T03:00:00Z'].map(asInstant))('the story told at %s', (now) => {
  let told: Installed & { readonly report: StoryReport };
  beforeAll(async () => {
    const installed = await install();
    const report = await tellStory(installed.store, { now });
    told = { ...installed, report };
  });
  afterAll(() => remove(told));

  test('leaves dossiers in every stage', async () => {
    expect(await countStages(told.store)).toEqual(STAGES);
    expect(told.report.performed).toBe(storySteps.length);
  });

  test('gives every persona something to do', async () => {
    for (const [name, expected] of Object.entries(WORK))
      expect(said(await workOf(told.store, name as PersonaName)), name).toEqual(expected);
  });

  test('leaves the department head one decision overdue and one due on the last day', async () => {
    const decisions = (await workOf(told.store, 'department-head')).filter((item) => item.clock.name === 'decide');
    const first = decisions.find((item) => item.clock.state === 'running')?.clock.dueAt ?? ('' as Instant);
    expect(decisions[0]?.clock.state).toBe('lapsed');
    expect(first).toBe(atTime(toLegalDate(first), '17:00'));
    expect(toMillis(first) - toMillis(now)).toBeGreaterThan(0);
    expect(toMillis(first) - toMillis(now)).toBeLessThan(12 * 86_400_000);
  });

  test('ends at the present', async () => {
    expect(Math.abs(toMillis(await businessNow(told.store)) - toMillis(now))).toBeLessThan(60_000);
  });

  test('writes every lapse on the evening it fell due, against the post that was silent', async () => {
    const lapses = await query<{ seconds: number; person: string | null }>(
      told.store,
      `select extract(epoch from a.business_at - c.due_at)::int as seconds, c.lapsed_person as person
       from app.clock c join app.act a on a.dossier = c.dossier and a.seq = c.lapsed_by`,
    );
    expect(lapses).toHaveLength(21);
    for (const lapse of lapses) {
      expect(lapse.person).not.toBeNull();
      expect(lapse.seconds).toBeGreaterThanOrEqual(0);
      expect(lapse.seconds).toBeLessThan(120);
    }
  });

  test('carries silence up two levels and shows causes claimed, confirmed and rejected', async () => {
    const rows = await query<{ what: string; n: number }>(
      told.store,
      `select 'level ' || level as what, count(*)::int as n from app.clock where level > 1 and state = 'running' group by 1
       union all select cause_state, count(*)::int from app.clock where cause_state is not null group by 1 order by 1`,
    );
    expect(rows).toEqual([
      { what: 'claimed', n: 2 },
      { what: 'confirmed', n: 2 },
      { what: 'level 2', n: 2 },
      { what: 'rejected', n: 1 },
    ]);
  });

  test('has sentences with tasks, sentences explained and two that lack both', async () => {
    const [directive] = await query<{ state: DirectiveState }>(
      told.store,
      "select state from app.dossier where kind = 'directive'",
    );
    const found = coverage(directive?.state ?? { sentences: [], loose: 0 });
    expect(found.explained).toEqual([1, 2, 3]);
    expect(found.without).toEqual([6, 15]);
    expect(found.with).toHaveLength(13);
  });

  test('is told by invented people alone', async () => {
    const { org } = await askAs(told.store, null);
    const actors = await query<{ actor: string }>(told.store, 'select distinct actor from app.act where actor is not null');
    const invented = new Set(Array.from({ length: 500 }, (_, n) => inventName(n)).map((n) => `${n.familyAndMiddle} ${n.given}`));
    expect(actors.length).toBeGreaterThan(25);
    for (const { actor } of actors) {
      expect(org.person(asPersonId(actor))?.demo).toBe(true);
      expect(invented).toContain(org.personName(asPersonId(actor)));
    }
  });

  test('can be folded again from its acts without a difference', async () => {
    const report = await verify(told.store);
    expect(report.differences).toEqual([]);
  });
});

describe('telling the story', () => {
  test('again changes nothing, and an interrupted telling is finished by the next', async () => {
    const installed = await install();
    const { store } = installed;
    const now = asInstant('2026-11-23T02:05:00Z');
    const breakOff = ({ done }: { readonly done: number }) => {
      if (done === 120) throw new Error('broken off');
    };
    try {
      await expect(tellStory(store, { now, onProgress: breakOff })).rejects.toThrow('broken off');
      const later = await tellStory(store, { now: asInstant('2026-11-25T03:00:00Z') });
      expect(later.performed).toBe(storySteps.length - 120);
      expect((await tellStory(store, { now })).performed).toBe(0);
      expect((await verify(store)).differences).toEqual([]);
      const stages = await countStages(store);
      expect(Object.values(stages).reduce((a, b) => a + b)).toBe(Object.values(STAGES).reduce((a, b) => a + b));
    } finally {
      await remove(installed);
    }
  });
});
