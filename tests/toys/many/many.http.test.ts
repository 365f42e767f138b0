import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { workAtOnce } from '../../../src/jobs/at-once.ts';
import type { DossierId } from '../../../src/kernel/ids.ts';
import type { Performed } from '../../../src/store/command.ts';
import { openPool } from '../../../src/store/database.ts';
import { type RowView, readRows } from '../../../src/store/read/rows.ts';
import { createStore } from '../../../src/store/store.ts';
import { verify } from '../../../src/store/verify.ts';
import { openSite, type Site } from '../../support/site.ts';
import { caller, openApi } from '../api.ts';
import { atSize, isFull } from '../size.ts';
import { readingKind, unitReadingKind } from './kind.ts';
import { communesOf, rowsOfCommunes } from './province.ts';

const CALLERS = 16;
const COMMUNES = communesOf(54, atSize(92, 3), atSize(124, 32));
const PEOPLE = COMMUNES.flatMap(({ people }) => people);
const [confirmations, tally] = unitReadingKind.kind.tables ?? [];
if (!confirmations || !tally) throw new Error('the part of a unit keeps no tables');

let site: Site;
let api: FastifyInstance;
let reading: Performed;
const parts = new Map<string, DossierId>();
const milliseconds: number[] = [];

beforeAll(async () => {
  site = await openSite({ kinds: [readingKind, unitReadingKind], rows: rowsOfCommunes(COMMUNES) });
  api = await openApi(site.world);
  const start = { kind: 'reading', act: 'start', body: { subject: 'Nghị quyết 1', unit: 'P' } };
  reading = await site.world.act('P-clerk', start);
  for (let i = 0; i < COMMUNES.length; i += 20) {
    const units = COMMUNES.slice(i, i + 20).map(({ unit }) => unit);
    const { opened } = await site.world.act('P-clerk', { dossier: reading.dossier, act: 'send', body: { units } });
    for (const [n, one] of opened.entries()) parts.set(units[n] ?? '', one.dossier);
  }
}, 600_000);
afterAll(async () => {
  await api.close();
  await site.close();
});

const partOf = (person: string): DossierId => parts.get(person.slice(0, 3)) as DossierId;
const confirm = (person: string, headers: Readonly<Record<string, string>> = {}) =>
  api.inject({
    method: 'POST',
    url: `/api/v1/dossiers/${partOf(person)}/acts`,
    headers: { ...caller(person), ...headers },
    payload: { act: 'confirm', body: {} },
  });

async function tallies(person: string): Promise<readonly RowView[]> {
  return (await readRows(site.world.store, await site.world.ask(person), reading.dossier, tally as never)).rows;
}

describe('everybody confirms at once', () => {
  test('from sixteen callers with nobody asked to try again', async () => {
    const answers = new Map<number, number>();
    await workAtOnce(PEOPLE, CALLERS, async (person) => {
      const since = performance.now();
      const { statusCode } = await confirm(person);
      milliseconds.push(performance.now() - since);
      answers.set(statusCode, (answers.get(statusCode) ?? 0) + 1);
    });
    expect([...answers]).toEqual([[201, PEOPLE.length]]);
    if (isFull) {
      const sorted = milliseconds.toSorted((a, b) => a - b);
      const at = (share: number) => Math.round(sorted[Math.floor(sorted.length * share)] ?? 0);
      process.stdout.write(`confirmations ${sorted.length}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms\n`);
    }
  }, 600_000);

  test('the counts of the units are exact, and no state grew with the number of people', async () => {
    const rows = await tallies('P-clerk');
    expect(rows.map((r) => [r.key['unit'], r.values['confirmed']])).toEqual(COMMUNES.map((c) => [c.unit, c.people.length]));
    const [row] = await site.world.admin<{ largest: number; acts: number; parent: number }>(
      `select max(octet_length(state::text)) filter (where kind = 'unit-reading') as largest, sum(seq) filter (where kind = 'unit-reading')::int as acts,
         max(seq) filter (where kind = 'reading') as parent from app.dossier`,
    );
    expect(row).toEqual({ largest: expect.any(Number), acts: COMMUNES.length + PEOPLE.length, parent: 4 });
    expect(row?.largest).toBeLessThan(200);
  });

  test('a second time is refused in words, and the same request gives the first answer', async () => {
    const [person = ''] = PEOPLE;
    const again = await confirm(person);
    expect([again.statusCode, again.json<{ code: string }>().code]).toEqual([409, 'unit-reading.already']);
    expect(again.json<{ detail: string }>().detail).toContain('Bạn đã xác nhận rồi.');
  });

  test('one who presses twice at once is counted once, whether or not the request has a key', async () => {
    const { dossier, opened } = await freshPart('X02');
    expect(dossier).toBe(reading.dossier);
    const part = opened[0]?.dossier as DossierId;
    const press = (person: string, headers: Readonly<Record<string, string>> = {}) =>
      api.inject({
        method: 'POST',
        url: `/api/v1/dossiers/${part}/acts`,
        headers: { ...caller(person), ...headers },
        payload: { act: 'confirm', body: {} },
      });
    const plain = await Promise.all([press('X02-000'), press('X02-000'), press('X02-000')]);
    expect(plain.map((p) => p.statusCode).toSorted()).toEqual([201, 409, 409]);
    const keyed = { 'idempotency-key': 'một khoá đủ dài'.normalize('NFD').replace(/[^\w-]/g, 'x') };
    const same = await Promise.all([press('X02-001', keyed), press('X02-001', keyed)]);
    expect(same.map((p) => p.statusCode)).toEqual([201, 201]);
    const rows = await readRows(site.world.store, await site.world.ask('X02-000'), part, confirmations);
    expect(rows.rows.map((r) => r.key['person'])).toEqual(['X02-000', 'X02-001']);
  });

  test('one finds the own confirmation by its key', async () => {
    const person = PEOPLE.at(-1) ?? '';
    const asker = await site.world.ask(person);
    const own = await readRows(site.world.store, asker, partOf(person), confirmations, { key: { person } });
    expect(own).toMatchObject({ rows: [{ key: { person } }], total: 1 });
  });

  test('who has confirmed is known to the own unit alone; to all others the unit is a count', async () => {
    for (const stranger of ['X02-000', 'P-head', 'P-clerk']) {
      const asker = await site.world.ask(stranger);
      expect((await readRows(site.world.store, asker, partOf('X01-000'), confirmations)).rows).toEqual([]);
      const read = await api.inject({ url: `/api/v1/dossiers/${partOf('X01-000')}`, headers: caller(stranger) });
      expect(read.statusCode).toBe(404);
      const named = await api.inject({
        url: `/api/v1/dossiers/${partOf('X01-000')}/tables/confirmations`,
        headers: caller(stranger),
      });
      expect(named.statusCode).toBe(404);
    }
    const whole = await api.inject({ url: `/api/v1/dossiers/${reading.number}/tables/tally`, headers: caller('C2-staff') });
    expect(whole.statusCode).toBe(200);
    expect(whole.body).not.toContain('X01-000');
    const own = await readRows(site.world.store, await site.world.ask('X01-001'), partOf('X01-000'), confirmations);
    expect(own.total).toBe(COMMUNES[0]?.people.length);
  });

  test('the page of the whole shows the counts, the page of the unit its people', async () => {
    const outside = await (await site.as('C2-staff')).get(`/dt/${reading.number?.slice(3)}`);
    expect(outside.statusCode).toBe(200);
    expect(outside.body).toContain('Đã đọc theo đơn vị');
    expect(outside.body).toContain('Xem cả bảng (55 dòng)');
    expect(outside.body).not.toContain('Người đã đọc');
    const inside = await (await site.as('X01-001')).get(`/dv/${partOf('X01-000')}`);
    expect(inside.statusCode).toBe(200);
    expect(inside.body).toContain('Người đã đọc');
  });

  test('more units than one act opens are refused by name', async () => {
    const units = COMMUNES.slice(0, 21).map(({ unit }) => unit);
    await expect(site.world.act('P-clerk', { dossier: reading.dossier, act: 'send', body: { units } })).rejects.toMatchObject({
      code: 'act.invalid',
      fields: [{ path: 'units', code: 'field.too_many', params: { max: 20 } }],
    });
  });

  test('verification finds nothing, then names a confirmation taken away and a count made better', async () => {
    const pool = openPool(site.world.adminUrl, 'app_worker');
    const worker = createStore(pool, site.world.store.tenant, site.world.store.registry);
    expect((await verify(worker)).differences).toEqual([]);
    await site.world.admin(`delete from app.table_row where key_text = '["X03-000"]'`);
    await site.world.admin(
      `update app.table_row set "values" = '{"confirmed": 999}' where key_text = '["X04"]' and shown_on = $1`,
      [reading.dossier],
    );
    const { differences } = await verify(worker);
    await pool.end();
    expect(differences.map((d) => [d.code, d.dossier]).toSorted()).toEqual(
      [
        ['table-missing', partOf('X03-000')],
        ['table-changed', partOf('X04-000')],
      ].toSorted(),
    );
  }, 300_000);
});

async function freshPart(unit: string): Promise<Performed> {
  return site.world.act('P-clerk', { dossier: reading.dossier, act: 'send', body: { units: [unit] } });
}
