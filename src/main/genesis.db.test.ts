import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { createRegistry } from '../dossier/registry.ts';
import { foldRowOps } from '../dossier/table.ts';
import { asTenantId } from '../kernel/ids.ts';
import { asLegalDate } from '../kernel/time.ts';
import { organisationDecisionKind } from '../kinds/organisation-decision/index.ts';
import { ruleSetKind } from '../kinds/rule-set/index.ts';
import { genesisDecisions } from '../organisation/demo/genesis.ts';
import { buildSnapshot } from '../organisation/snapshot.ts';
import { openPool } from '../store/database.ts';
import { syncTenant } from '../store/migrate.ts';
import { askAs, createStore, type Store } from '../store/store.ts';
import { type GenesisReport, loadGenesis, loadOrganisationReference } from './genesis.ts';

interface Installed {
  readonly database: TestDatabase;
  readonly store: Store;
  readonly report: GenesisReport;
}

async function install(demo: boolean): Promise<Installed> {
  const database = await createTestDatabase();
  const registry = createRegistry([organisationDecisionKind, ruleSetKind]);
  await syncTenant(database.url, asTenantId('qn'), { vi: 'Quảng Ninh', en: 'Quảng Ninh' }, registry);
  const store = createStore(openPool(database.url, 'app_web'), asTenantId('qn'), registry);
  const report = await loadGenesis(store, { demo });
  return { database, store, report };
}

let demo: Installed;
let plain: Installed;
beforeAll(async () => {
  demo = await install(true);
  plain = await install(false);
});
afterAll(async () => {
  for (const installed of [demo, plain]) {
    await installed.store.pool.end();
    await installed.database.drop();
  }
});

test('the organisation read from the database is the one folded from the operations', async () => {
  await askAs(demo.store, null);
  const { organisation } = await demo.store.reference.current(demo.store.tenant);
  const expected = buildSnapshot(foldRowOps(genesisDecisions(await loadOrganisationReference()).flatMap((d) => d.ops)), 1);
  for (const date of ['2025-03-01', '2025-08-01', '2026-11-23'].map(asLegalDate)) {
    const [is, should] = [organisation.on(date), expected.on(date)];
    expect(is.units()).toEqual(should.units());
    expect(is.posts()).toEqual(should.posts());
    expect(is.people()).toEqual(should.people());
    expect([...is.index.names]).toEqual([...should.index.names]);
    expect([...is.index.holders]).toEqual([...should.index.holders]);
    expect(is.index.assignments).toEqual(should.index.assignments);
    expect([...is.index.unitSuccessions]).toEqual([...should.index.unitSuccessions]);
  }
});

test('packs and calendar are law from their own dates, each value with its clause', async () => {
  const { law } = await askAs(demo.store, null);
  const { law: history } = await demo.store.reference.current(demo.store.tenant);
  expect(law.parameters().length).toBeGreaterThan(50);
  expect(law.calendar.years).toEqual([2025, 2026]);
  expect(law.limit('escalation.level').source.clause).not.toBe('');
  const l80 = law.parameters().find((parameter) => parameter.pack === 'l80-2025');
  expect(history.on(asLegalDate('2025-06-30')).has(l80?.key ?? '')).toBe(false);
  expect(history.on(asLegalDate('2025-07-01')).has(l80?.key ?? '')).toBe(true);
});

test('an ordinary installation has units, fields and vacant posts, and nobody invented', async () => {
  const { org, law } = await askAs(plain.store, null);
  expect(org.communes()).toHaveLength(54);
  expect(org.fields().length).toBeGreaterThan(5);
  expect(org.posts().length).toBeGreaterThan(200);
  expect(org.people()).toEqual([]);
  expect(org.index.assignments).toEqual([]);
  expect(law.has('escalation.level')).toBe(true);
});

test('starting again adopts nothing a second time', async () => {
  const again = await loadGenesis(demo.store, { demo: true });
  expect(again).toEqual({ adopted: [], skipped: demo.report.adopted.length });
});

test('a start that was interrupted is completed by the next', async () => {
  const database = await createTestDatabase();
  const registry = createRegistry([organisationDecisionKind, ruleSetKind]);
  await syncTenant(database.url, asTenantId('qn'), { vi: 'Quảng Ninh', en: 'Quảng Ninh' }, registry);
  const store = createStore(openPool(database.url, 'app_web'), asTenantId('qn'), registry);
  try {
    const [first] = demo.report.adopted;
    const broken = { ...registry, find: (name: string) => (name === 'rule-set' ? undefined : registry.find(name)) };
    await expect(loadGenesis({ ...store, registry: broken }, { demo: true })).rejects.toMatchObject({ code: 'kind.unknown' });
    const rest = await loadGenesis(store, { demo: true });
    expect(rest.adopted).not.toContain(first);
    expect(rest.adopted.length + rest.skipped).toBe(demo.report.adopted.length);
  } finally {
    await store.pool.end();
    await database.drop();
  }
});
