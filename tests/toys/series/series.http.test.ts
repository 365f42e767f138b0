import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Performed } from '../../../src/store/command.ts';
import { takeContent } from '../../../src/store/content.ts';
import { openSite, type Site } from '../../support/site.ts';
import { caller, openApi } from '../api.ts';
import { seriesKind } from './kind.ts';

const ROWS = 250;
let site: Site;
let api: FastifyInstance;
let series: Performed;

beforeAll(async () => {
  site = await openSite({ kinds: [seriesKind] });
  api = await openApi(site.world);
  const { world } = site;
  series = await world.act('C1-clerk', { kind: 'series', act: 'start', body: { indicator: 'GRDP', unit: 'C1' } });
  const lines = Array.from({ length: ROWS }, (_, i) => `"=Xã ${String(i).padStart(3, '0')}",2026-01,${i}.5,CTK,2026-01-31`);
  const text = ['place,month,value,source,asOf', ...lines].join('\r\n');
  const file = await takeContent(world.store, await world.ask('C1-clerk'), Buffer.from(text), 'text/csv');
  const act = (name: string, body: object) => world.act('C1-clerk', { dossier: series.dossier, act: name, body });
  await act('import', { file: [{ ...file, name: 'so-lieu.csv' }] });
  await act('revise', { place: '=Xã 000', month: '2026-01', value: 7, source: 'Niên giám', asOf: '2026-06-30' });
});
afterAll(async () => {
  await api.close();
  await site.close();
});

const path = () => `/cx/${series.number?.slice(3) ?? ''}`;

test('the page of the series shows its first values and the way to all of them', async () => {
  const browser = await site.as('C1-staff');
  const page = await browser.get(path());
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain('Số liệu');
  expect(page.body).toContain('=Xã 009');
  expect(page.body).not.toContain('=Xã 010');
  expect(page.body).toContain(`href="${path()}/bang/values"`);
  expect(page.body).toContain('Xem cả bảng (250 dòng)');
});

test('the whole table goes a page at a time, with what was superseded on demand', async () => {
  const browser = await site.as('C1-staff');
  const seen = new Set<string>();
  let url: string | undefined = `${path()}/bang/values`;
  while (url !== undefined) {
    const page = await browser.get(url);
    expect(page.statusCode).toBe(200);
    for (const [name] of page.body.matchAll(/=Xã \d{3}/g)) seen.add(name);
    const next = /rel="next" href="([^"]+)"/.exec(page.body)?.[1];
    url = next?.replaceAll('&amp;', '&');
  }
  expect(seen.size).toBe(ROWS);
  const history = await browser.get(`${path()}/bang/values?lich-su=1`);
  expect(history.body.match(/=Xã 000/g)?.length).toBe(2);
  expect((await browser.get(`${path()}/bang/khong-co`)).statusCode).toBe(404);
});

test('its files hold every value, typed, and nothing a spreadsheet would run', async () => {
  const browser = await site.as('C1-staff');
  const csv = await browser.get(`${path()}/bang/values.csv`);
  expect(csv.headers['content-type']).toContain('text/csv');
  const lines = csv.body.trim().split('\r\n');
  expect(lines.slice(1, 3)).toEqual(['Nơi,Tháng,Giá trị,Nguồn,Tính đến', "'=Xã 000,2026-01,7,Niên giám,2026-06-30"]);
  expect(lines).toHaveLength(2 + ROWS);
  const xlsx = await browser.get(`${path()}/bang/values.xlsx`);
  expect(xlsx.rawPayload.subarray(0, 2).toString()).toBe('PK');
});

test('the API serves the same rows by the same cursor, and nothing to others', async () => {
  const url = `/api/v1/dossiers/${series.number}/tables/values`;
  const first = await api.inject({ url: `${url}?limit=200`, headers: caller('C1-staff') });
  const { rows, total, next } = first.json<{ rows: { key: object; values: object }[]; total: number; next: string }>();
  expect([rows.length, total]).toEqual([200, ROWS]);
  expect(rows[0]).toMatchObject({ key: { place: '=Xã 000' }, values: { value: 7, source: 'Niên giám' }, seq: 3 });
  const second = await api.inject({ url: `${url}?limit=200&cursor=${next}`, headers: caller('C1-staff') });
  expect(second.json<{ rows: unknown[] }>().rows).toHaveLength(ROWS - 200);
  const all = await api.inject({ url: `${url}?history=true&limit=2`, headers: caller('C1-staff') });
  expect(all.json()).toMatchObject({
    rows: [
      { seq: 2, supersededBy: 3 },
      { seq: 3, supersededBy: null },
    ],
    total: ROWS + 1,
  });
  for (const [person, at, status] of [
    ['C2-head', url, 404],
    ['C1-staff', `/api/v1/dossiers/${series.number}/tables/khac`, 404],
    ['C1-staff', `${url}?cursor=x`, 422],
  ] as const)
    expect((await api.inject({ url: at, headers: caller(person) })).statusCode).toBe(status);
});

test('both languages have the words of what is wrong with a file', async () => {
  const { world } = site;
  const bytes = Buffer.from('place,month,value,source,asOf\nA,2026-01,x,CTK,2026-01-31');
  const file = await takeContent(world.store, await world.ask('C1-clerk'), bytes, 'text/csv');
  const refused = await api.inject({
    method: 'POST',
    url: `/api/v1/dossiers/${series.number}/acts`,
    headers: { ...caller('C1-clerk'), 'accept-language': 'en' },
    payload: { act: 'import', body: { file: [{ ...file, name: 'x.csv' }] } },
  });
  expect(refused.statusCode).toBe(422);
  expect(refused.json()).toMatchObject({
    fields: [{ path: 'file', message: 'Row 1, column “value”: this value does not fit.' }],
  });
});
