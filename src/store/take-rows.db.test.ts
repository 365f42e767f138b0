import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/support/database.ts';
import { createRegistry } from '../dossier/registry.ts';
import { asTenantId, type PersonId } from '../kernel/ids.ts';
import { asLegalDate } from '../kernel/time.ts';
import { organisationDecisionKind } from '../kinds/organisation-decision/index.ts';
import { ruleSetKind } from '../kinds/rule-set/index.ts';
import { loadGenesis } from '../main/genesis.ts';
import { type GivenSheet, planRegister } from '../organisation/register/index.ts';
import { openPool } from './database.ts';
import { syncTenant } from './migrate.ts';
import { perform } from './perform.ts';
import { readDossier } from './read/dossier.ts';
import { readRegister } from './read/roster.ts';
import { askAs, createStore, type Store } from './store.ts';
import { type RowsOrder, takeRows } from './take-rows.ts';
import { verify } from './verify.ts';

const STAFF = 1500;
const EFFECT = asLegalDate('2026-12-01');

let database: TestDatabase;
let store: Store;
let worker: Store;
let admin: PersonId;
beforeAll(async () => {
  database = await createTestDatabase();
  const registry = createRegistry([organisationDecisionKind, ruleSetKind]);
  await syncTenant(database.url, asTenantId('qn'), { vi: 'Quảng Ninh', en: 'Quảng Ninh' }, registry);
  store = createStore(openPool(database.url, 'app_web'), asTenantId('qn'), registry);
  worker = createStore(openPool(database.url, 'app_worker'), asTenantId('qn'), registry);
  await loadGenesis(store, { demo: true });
  const { org } = await askAs(store, null);
  admin = org.holderOf('22-vpubnd.administrator' as never)?.person as PersonId;
});
afterAll(async () => {
  await store.pool.end();
  await worker.pool.end();
  await database.drop();
});

/** Officials of a department, each in a post of their own. */
function staffFile(count: number, prefix: string): GivenSheet[] {
  const each = Array.from({ length: count }, (_, n) => n + 1);
  return [
    {
      name: 'Cán bộ',
      rows: [['Mã cán bộ', 'Họ và tên'], ...each.map((n) => [`${prefix}-${n}`, `Nguyễn Thị Thu Số ${n}`])],
    },
    {
      name: 'Chức vụ',
      rows: [
        ['Mã chức vụ', 'Mã đơn vị', 'Chức danh', 'Vai trò trong đơn vị'],
        ...each.map((n) => [`22-snnmt.${prefix}-${n}`, '22-snnmt', 'Chuyên viên', 'Chuyên viên']),
      ],
    },
    { name: 'Bố trí', rows: [['Mã chức vụ', 'Mã cán bộ'], ...each.map((n) => [`22-snnmt.${prefix}-${n}`, `${prefix}-${n}`])] },
  ];
}

async function orderFor(
  sheets: readonly GivenSheet[],
  decisionNumber: string,
): Promise<RowsOrder & { readonly changes: number }> {
  const { rows, epoch } = await readRegister(store, await askAs(store, admin));
  const plan = planRegister(sheets, rows, { effectiveOn: EFFECT, decisionNumber, missing: 'keep' });
  expect(plan.problems).toEqual([]);
  const heading = { decisionNumber, title: 'Nhập danh sách cán bộ', date: '2026-11-27', effectiveOn: EFFECT };
  return { heading, ops: plan.ops, epoch, key: `test-${decisionNumber}`, changes: plan.changes.length };
}

test('a staff file becomes acts of bounded size on one dossier that verify folds again', async () => {
  const sheets = staffFile(STAFF, 'cb');
  const order = await orderFor(sheets, '200-QĐ/TU');
  expect(order.changes).toBe(STAFF * 3);
  const taken = await takeRows(store, { person: admin }, order);
  expect(taken).toMatchObject({ rows: STAFF * 3, repeated: false });
  const asker = await askAs(store, admin);
  const { dossier, acts } = await readDossier(store, asker, taken.dossier);
  expect(dossier.stage).toBe('in-force');
  expect(dossier.state).toMatchObject({ imported: STAFF * 3, expected: STAFF * 3, decisionNumber: '200-QĐ/TU' });
  expect(acts).toHaveLength(taken.acts);
  expect(taken.acts).toBeLessThan(20);
  expect(Math.max(...acts.map((act) => Buffer.byteLength(JSON.stringify(act.body))))).toBeLessThanOrEqual(32 * 1024);
  const { organisation } = await store.reference.atLeast(store.tenant, { organisation: asker.org.epoch, law: 0 });
  expect(organisation.on(EFFECT).personName('cb-1321' as PersonId)).toBe('Nguyễn Thị Thu Số 1321');
  expect(organisation.on(EFFECT).holderOf('22-snnmt.cb-1321' as never)?.person).toBe('cb-1321');
  const report = await verify(worker);
  expect(report.differences).toEqual([]);
  const again = await orderFor(sheets, '201-QĐ/TU');
  expect(again.ops).toEqual([]);
  // Sent once more with the same key, nothing is written twice.
  expect(await takeRows(store, { person: admin }, order)).toMatchObject({ dossier: taken.dossier, repeated: true });
}, 180_000);

test('what another decision interrupts stays half-way in sight and goes on with the same number', async () => {
  const sheets = staffFile(300, 'nd');
  const order = await orderFor(sheets, '300-QĐ/TU');
  const field = (code: string) => ({
    kind: 'organisation-decision',
    act: 'import',
    body: {
      decisionNumber: `${code}/ĐN`,
      title: 'Lĩnh vực',
      date: '2026-11-01',
      rows: [{ op: 'open', table: 'field', key: { field: code }, values: { name_vi: code, name_en: code }, from: '2026-11-01' }],
    },
  });
  const moved = { ...order, epoch: order.epoch - 1 };
  await expect(takeRows(store, { person: admin }, moved)).rejects.toMatchObject({
    code: 'organisation-decision.organisation_moved',
  });
  await perform(store, { person: null }, field('sea'));
  const rest = { ...(await orderFor(sheets, '300-QĐ/TU')), key: 'test-again' };
  const taken = await takeRows(store, { person: admin }, rest);
  const { dossier, acts } = await readDossier(store, await askAs(store, admin), taken.dossier);
  expect(dossier).toMatchObject({ stage: 'in-force', state: { imported: 900, expected: 900 } });
  expect(acts.filter((act) => act.name === 'begin-import')).toHaveLength(1);
  expect((await verify(worker)).differences).toEqual([]);
}, 60_000);

test('nobody without the duty brings anything in', async () => {
  const { org } = await askAs(store, null);
  const clerk = org.holderOf('22-vpubnd.clerk' as never)?.person as PersonId;
  const order = await orderFor(staffFile(1, 'xx'), '400-QĐ/TU');
  await expect(takeRows(store, { person: clerk }, order)).rejects.toMatchObject({ category: 'forbidden' });
});
