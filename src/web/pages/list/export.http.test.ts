/** A list as a file: all of it, from wherever it is taken out, with what it is and where it ends. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSite, type Site } from '../../../../tests/support/site.ts';
import { toyKind } from '../../../../tests/support/toy-kind.ts';
import { readSheets, type SheetCell } from '../../../documents/index.ts';
import { BULK_LIMIT } from '../../../dossier/bulk.ts';
import type { DossierId } from '../../../kernel/ids.ts';
import { readExportLog } from '../../../store/export-log.ts';
import { businessNow } from '../../../store/store.ts';
import type { Browser } from '../../testing/browser.ts';
import { BESIDES, BULK } from '../bulk/names.ts';
import { readerOf } from '../deps.ts';
import { readAsked } from './asked.ts';
import { toExport } from './export.ts';

const MANY = BULK_LIMIT + 5;

let site: Site;
let staff: Browser;
const asked: DossierId[] = [];

beforeAll(async () => {
  site = await openSite({ kinds: [toyKind], limits: { 'toy.register': 2, 'toy.answer': 5 }, day: true });
  // What a page would do with so small a limit that the list is longer.
  site.web.app.get('/thu-xuat', async (request) => {
    const deps = { store: site.world.store, show: site.web.show, words: site.web.words };
    const r = readerOf(deps, request);
    const kind = r.registry.bySegment('dc');
    const table = await toExport(
      deps.store,
      r,
      readAsked(kind, '/dc', { tim: 'phà' }, r.asker.today),
      await businessNow(deps.store),
      3,
    );
    const rows: (readonly SheetCell[])[] = [];
    for await (const row of table.rows) rows.push(row);
    return { preface: table.preface, rows };
  });
  await site.world.setClock('2026-03-02T02:00:00Z');
  for (let n = 0; n < MANY; n++) {
    const body = { what: `Bến phà thứ ${n}`, unit: 'D1', hide: 'no' };
    asked.push((await site.world.act('D1-staff', { kind: 'toy', act: 'ask', body })).dossier);
  }
  staff = await site.as('D1-staff');
});
afterAll(async () => site.close());

async function bulk(extra: Readonly<Record<string, string>>): Promise<string> {
  const page = (await staff.get('/dc?tim=phà')).body;
  const csrf = /name="csrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const answer = await staff.post(BULK.path, { csrf, [BULK.back]: '/dc?tim=ph%C3%A0', [BULK.what]: BESIDES.export, ...extra });
  expect(answer.statusCode).toBe(200);
  const read = await readSheets(answer.rawPayload);
  if (!read.ok) throw new Error(read.refusal.code);
  return read.sheets.flatMap((one) => one.rows.map((row) => row.join('\t'))).join('\n');
}

const lastNote = async () => (await readExportLog(site.world.store, await site.world.ask('D1-staff')))[0];

test('the whole list leaves from the bar of a list as it does by its own export', async () => {
  const sheet = await bulk({ [BULK.all]: '1', [BULK.chosen]: asked[0] ?? '' });
  expect(sheet.match(/Bến phà thứ/g)).toHaveLength(MANY);
  expect(sheet).toContain('Lọc: «phà».');
  expect(await lastNote()).toMatchObject({ what: '/dc', filter: 'tim=ph%C3%A0', format: 'xlsx' });
});

test('rows chosen leave as rows chosen, in the file and in the log', async () => {
  const sheet = await bulk({ [BULK.chosen]: asked.slice(0, 2).join('.') });
  expect(sheet.match(/Bến phà thứ/g)).toHaveLength(2);
  expect(sheet).toContain('2 hồ sơ đã chọn trong danh sách');
  expect(sheet).not.toContain('Không lọc');
  expect(await lastNote()).toMatchObject({ what: '/dc', filter: 'chon=2' });
  const log = await staff.get('/xuat');
  expect(log.body).toContain('2 hồ sơ đã chọn trong danh sách');
});

test('what is longer than a file may be says so at its head and at its end', async () => {
  const { preface, rows } = JSON.parse((await staff.get('/thu-xuat')).body) as { preface: string[]; rows: string[][] };
  expect(preface.at(-1)).toBe('Chỉ 3 hồ sơ đầu. Lọc hẹp lại để xuất phần còn lại.');
  expect(rows.map((row) => row[3]?.slice(0, 7) ?? row[0])).toEqual(['Bến phà', 'Bến phà', 'Bến phà', preface.at(-1)]);
});
