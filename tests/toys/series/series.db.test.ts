import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DossierId } from '../../../src/kernel/ids.ts';
import type { Json } from '../../../src/kernel/json.ts';
import { takeContent } from '../../../src/store/content.ts';
import { openPool } from '../../../src/store/database.ts';
import { readDossier } from '../../../src/store/read/dossier.ts';
import { type RowView, readRows } from '../../../src/store/read/rows.ts';
import { createStore, type Store } from '../../../src/store/store.ts';
import { verify } from '../../../src/store/verify.ts';
import { createWorld, type World } from '../../support/world.ts';
import { seriesKind } from './kind.ts';

const PLACES = 100;
const MONTHS = 100;
const tables = seriesKind.kind.tables ?? [];
const [values] = tables;
if (!values) throw new Error('the series keeps no table');

let world: World;
let asWorker: Store;
let series: DossierId;

const csv = (cell: (i: number) => string = (i) => String(i / 4)): string =>
  [
    'place,month,value,source,asOf',
    ...Array.from({ length: PLACES * MONTHS }, (_, i) => {
      const month = i % MONTHS;
      const named = `${2020 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
      return `Xã ${String(Math.floor(i / MONTHS)).padStart(3, '0')},${named},${cell(i)},"Chi cục, báo cáo",2026-01-31`;
    }),
  ].join('\n');

async function bring(text: string, name = 'so-lieu.csv'): Promise<Json> {
  const taken = await takeContent(world.store, await world.ask('C1-clerk'), Buffer.from(text), 'text/csv');
  return { file: [{ ...taken, name }] };
}
const byClerk = (act: string, body: Json) => world.act('C1-clerk', { dossier: series, act, body });

async function allRows(person: string, history = false): Promise<readonly RowView[]> {
  const asker = await world.ask(person);
  const rows: RowView[] = [];
  let cursor: string | undefined;
  do {
    const page = await readRows(world.store, asker, series, values as NonNullable<typeof values>, { history, cursor });
    rows.push(...page.rows);
    cursor = page.next;
  } while (cursor !== undefined);
  return rows;
}

beforeAll(async () => {
  world = await createWorld({ kinds: [seriesKind] });
  asWorker = createStore(openPool(world.adminUrl, 'app_worker'), world.store.tenant, world.store.registry);
  series = (await world.act('C1-clerk', { kind: 'series', act: 'start', body: { indicator: 'GRDP', unit: 'C1' } })).dossier;
});
afterAll(async () => {
  await asWorker.pool.end();
  await world.close();
});

describe('a file of ten thousand values', () => {
  test('is one act that carries hash, size and count, and no row of it stands in the state', async () => {
    await byClerk('import', await bring(csv()));
    const [row] = await world.admin<{ state: number; body: number; leaf: number; imported: Json; loaded: number }>(
      `select octet_length(d.state::text) as state, octet_length(a.body::text) as body, octet_length(p.leaf) as leaf,
         a.facts->'imported'->'file' as imported, (select count(*)::int from app.effective_row where table_name = 'values') as loaded
       from app.dossier d join app.act a on a.dossier = d.id and a.seq = d.seq join app.ledger_pending p on p.dossier = d.id and p.seq = d.seq
       where d.id = $1 and d.seq = 2`,
      [series],
    );
    expect(row?.imported).toEqual({ hash: expect.stringMatching(/^[0-9a-f]{64}$/), rows: 10_000 });
    expect(row?.state).toBeLessThan(200);
    expect(row?.body).toBeLessThan(400);
    expect(row?.leaf).toBeLessThan(4096);
    expect(row?.loaded).toBe(0);
  });

  test('is read a page at a time, each value once, in the order of its key', async () => {
    const rows = await allRows('C1-staff');
    expect(rows).toHaveLength(10_000);
    expect(rows[0]).toMatchObject({
      key: { place: 'Xã 000', month: '2020-01' },
      values: { value: 0 },
      seq: 2,
      supersededBy: null,
    });
    expect(rows.at(-1)).toMatchObject({ key: { place: 'Xã 099', month: '2028-04' }, values: { value: 2499.75 } });
    expect(new Set(rows.map((r) => JSON.stringify(r.key))).size).toBe(10_000);
  });

  test('does not exist for whoever may not read the dossier', async () => {
    expect(await allRows('C2-head')).toEqual([]);
    await expect(
      readRows(world.store, await world.ask('C1-staff'), series, values, { cursor: 'không phải con trỏ' }),
    ).rejects.toMatchObject({ code: 'list.bad_cursor' });
  });

  test('is revised value by value: what is superseded stays, and says by which act', async () => {
    const at = { place: 'Xã 007', month: '2021-03' };
    await byClerk('revise', { ...at, value: 8.5, source: 'Niên giám', asOf: '2026-06-30' });
    await byClerk('strike', { place: 'Xã 008', month: '2021-03' });
    const asker = await world.ask('C1-staff');
    const now = await readRows(world.store, asker, series, values, { key: at });
    const all = await readRows(world.store, asker, series, values, { key: at, history: true });
    expect(now.rows.map((r) => [r.values['value'], r.seq])).toEqual([[8.5, 3]]);
    expect(all.rows.map((r) => [r.values['value'], r.seq, r.supersededBy])).toEqual([
      [178.5, 2, 3],
      [8.5, 3, null],
    ]);
    expect(await allRows('C1-staff')).toHaveLength(9_999);
    await expect(byClerk('revise', { ...at, value: 8.5, source: 'x', asOf: '2026-06-30' })).rejects.toMatchObject({
      code: 'series.same_value',
    });
    await expect(
      byClerk('revise', { place: 'Xã 999', month: '2021-03', value: 1, source: 'x', asOf: '2026-06-30' }),
    ).rejects.toMatchObject({ code: 'series.no_such_value' });
  });

  test('imported again revises all of it by one more act', async () => {
    await byClerk('import', await bring(csv((i) => String(i))));
    expect(await allRows('C1-staff')).toHaveLength(10_000);
    expect(await allRows('C1-staff', true)).toHaveLength(20_001);
    const view = await readDossier(world.store, await world.ask('C1-staff'), series);
    expect(view.acts).toHaveLength(5);
    expect(view.dossier.state).toMatchObject({ imports: 2, rows: 20_000 });
  });

  test('is the same as JSON', async () => {
    const other = await world.act('C1-clerk', { kind: 'series', act: 'start', body: { indicator: 'CPI', unit: 'C1' } });
    const row = { place: 'Xã 1', month: '2026-01', value: 1.5, source: 'CTK', asOf: '2026-02-01' };
    await world.act('C1-clerk', { dossier: other.dossier, act: 'import', body: await bring(JSON.stringify([row]), 'a.json') });
    const page = await readRows(world.store, await world.ask('C1-clerk'), other.dossier, values);
    expect(page.rows.map((r) => ({ ...r.key, ...r.values }))).toEqual([row]);
  });
});

describe('what is beyond the bounds is refused by row and column, and nothing of it is kept', () => {
  const head = 'place,month,value,source,asOf\n';
  test.each([
    ['a number that is none', `${head}A,2026-01,một,CTK,2026-01-01`, 'rows.cell', { row: 1, column: 'value' }],
    ['a day that does not exist', `${head}A,2026-01,1,CTK,2026-02-30`, 'rows.cell', { row: 1, column: 'asOf' }],
    ['a cell too long', `${head}A,2026-01,1,${'x'.repeat(401)},2026-02-03`, 'rows.cell', { row: 1, column: 'source' }],
    ['a column nobody knows', `${head.trim()},more\nA,2026-01,1,CTK,2026-01-01,y`, 'rows.column', { row: 1, column: 'more' }],
    ['no rows', head, 'rows.none', undefined],
    ['a quote left open', `${head}"A,2026-01,1,CTK,2026-01-01`, 'rows.unreadable', undefined],
    ['more rows than declared', head + 'A,2026-01,1,CTK,2026-01-01\n'.repeat(12_001), 'rows.too_many', { max: 12_000 }],
  ])('%s', async (_, text, code, params) => {
    const problem = { path: 'file', code, ...(params ? { params } : {}) };
    await expect(byClerk('import', await bring(text))).rejects.toMatchObject({ code: 'act.invalid', fields: [problem] });
  });

  test('a key said twice, a file nobody brought', async () => {
    const line = 'A,2026-01,1,CTK,2026-01-01\n';
    await expect(byClerk('import', await bring(head + line + line))).rejects.toMatchObject({
      code: 'rows.twice',
      params: { row: 2 },
    });
    const file = { hash: 'a'.repeat(64), size: 10, type: 'text/csv', name: 'x.csv' };
    await expect(byClerk('import', { file: [file] })).rejects.toMatchObject({
      fields: [{ path: 'file', code: 'rows.not_found' }],
    });
    const [{ n } = { n: -1 }] = await world.admin<{ n: number }>('select seq as n from app.dossier where id = $1', [series]);
    expect(n).toBe(5);
  });
});

describe('verification', () => {
  test('folds every value again and finds nothing', async () => {
    const report = await verify(asWorker);
    expect(report.differences).toEqual([]);
    expect(report.tableRows).toBeGreaterThan(20_000);
  });

  test('names a value edited, removed, added, a revision hidden and a row shown to others, and nothing else', async () => {
    const current = (place: string, change: string) =>
      world.admin(`${change} where dossier = '${series}' and key_text = '["${place}","2020-01"]' and superseded_by is null`);
    await current('Xã 001', `update app.table_row set "values" = jsonb_set("values", '{value}', '99')`);
    await current('Xã 002', 'delete from app.table_row');
    await current('Xã 003', `update app.table_row set shown_on = '00000000-0000-7000-8000-000000000000'`);
    await world.admin(
      `update app.table_row set superseded_by = null where dossier = $1 and key_text = '["Xã 007","2021-03"]' and seq = 2`,
      [series],
    );
    await world.admin(
      `insert into app.table_row (tenant, dossier, table_name, key_text, seq, key, "values", shown_on)
       select 'test', $1, 'values', '["Xã 777","2020-01"]', 5, '{"place": "Xã 777", "month": "2020-01"}', '{"value": 1}', $1`,
      [series],
    );
    const { differences } = await verify(asWorker);
    expect(differences.every((d) => d.dossier === series)).toBe(true);
    expect(differences.map((d) => [d.code, d.seq, d.where]).toSorted()).toEqual(
      [
        ['table-changed', 5, 'values["Xã 001","2020-01"] #5 values'],
        ['table-missing', 5, 'values["Xã 002","2020-01"] #5'],
        ['table-changed', 5, 'values["Xã 003","2020-01"] #5 shown_on'],
        ['table-changed', 2, 'values["Xã 007","2021-03"] #2 superseded_by'],
        ['table-extra', 5, 'values["Xã 777","2020-01"] #5'],
      ].toSorted(),
    );
  });

  test('names a file whose bytes were changed, and the value it now makes', async () => {
    await world.admin(
      `update app.content set bytes = bytes || convert_to(E'\\nXã 888,2020-01,1,CTK,2026-01-31', 'UTF8') where hash = (select facts #>> '{imported,file,hash}' from app.act where dossier = $1 and seq = 2)`,
      [series],
    );
    const report = await verify(asWorker);
    const codes = report.differences.map((d) => [d.code, d.seq, d.code === 'content-changed' ? '' : d.where]);
    expect(codes).toContainEqual(['content-changed', undefined, '']);
    expect(codes).toContainEqual(['table-missing', 2, 'values["Xã 888","2020-01"] #2']);
  });
});
