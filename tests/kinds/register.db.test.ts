/** The books on a real database: numbers without gaps, nothing twice, a closed book gives none. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isAppError } from '../../src/kernel/errors.ts';
import type { Json } from '../../src/kernel/json.ts';
import { directiveKind } from '../../src/kinds/directive/index.ts';
import { incomingPaperKind } from '../../src/kinds/incoming-paper/index.ts';
import { outgoingPaperKind } from '../../src/kinds/outgoing-paper/index.ts';
import { registerBookKind } from '../../src/kinds/register-book/index.ts';
import { takeContent } from '../../src/store/content.ts';
import { openPool } from '../../src/store/database.ts';
import { listEntries, nextSerial } from '../../src/store/read/register.ts';
import { createStore } from '../../src/store/store.ts';
import { verify } from '../../src/store/verify.ts';
import { lawValue } from '../support/law-value.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld({
    kinds: [directiveKind, incomingPaperKind, outgoingPaperKind, registerBookKind],
    limits: { 'register.enter': 1, 'directive.register': 1, 'directive.assign': 5 },
    rows: [
      lawValue('register.party.units', ['party-committee'], 'list'),
      lawValue('register.state.units', ['peoples-committee', 'department', 'commune'], 'list'),
      ...['in', 'out'].flatMap((direction) => [
        lawValue(`register.state.${direction}.period`, 'year', 'choice'),
        lawValue(`register.state.${direction}.series`, 'common', 'choice'),
      ]),
    ],
  });
  await world.setClock('2026-11-23T02:00:00Z');
});
afterAll(() => world.close());

const openBook = (unit: string, direction: 'in' | 'out', more: Record<string, Json> = {}) =>
  world.act(`${unit}-clerk`, {
    kind: 'register-book',
    act: 'open',
    body: {
      unit,
      direction,
      label: '2026',
      from: '2026-01-01',
      ...(direction === 'out' ? { pattern: '.../QĐ-UBND' } : {}),
      ...more,
    },
  });

let papers = 0;
const paper = (more: Record<string, Json> = {}): Record<string, Json> => {
  papers += 1;
  return { issuer: 'Sở Tư pháp', symbol: `${papers}/STP-VB`, issuedOn: '2026-11-20', subject: `Việc thứ ${papers}`, ...more };
};
const enter = (unit: string, more: Record<string, Json> = {}, by = 'clerk') =>
  world.act(`${unit}-${by}`, { kind: 'incoming-paper', act: 'enter', body: paper({ unit, ...more }) });

async function refusal(writing: Promise<unknown>) {
  const error: unknown = await writing.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!isAppError(error)) throw error ?? new Error('nothing was refused');
  return { code: error.code, params: error.params };
}

describe('a book', () => {
  test('gives numbers without gaps to as many as ask at once', async () => {
    await openBook('C1', 'in');
    const done = await Promise.all(Array.from({ length: 16 }, (_, i) => enter('C1', {}, i % 2 === 0 ? 'clerk' : 'head')));
    const numbers = done.map((d) => d.number).sort();
    expect(numbers).toEqual(Array.from({ length: 16 }, (_, i) => `DEN-C1-2026-${String(i + 1).padStart(5, '0')}`));
  });

  test('is one at a time for a body, a direction and a series', async () => {
    expect((await refusal(openBook('C1', 'in'))).code).toBe('register-book.already_exists');
    await expect(openBook('C1', 'in', { series: 'GM' })).resolves.toMatchObject({ stage: 'open' });
  });

  test('is kept by its own body alone', async () => {
    expect((await refusal(enter('C1', { unit: 'C1' }, 'staff'))).code).toBe('incoming-paper.not_keeper');
  });

  test('goes on where a book of paper ended', async () => {
    const { dossier } = await openBook('D2', 'in', { first: 813 });
    expect(await nextSerial(world.store, await world.ask('D2-clerk'), { id: dossier, series: 'DEN-D2-2026', first: 813 })).toBe(
      813,
    );
    expect((await enter('D2')).number).toBe('DEN-D2-2026-00813');
    expect(await nextSerial(world.store, await world.ask('D2-clerk'), { id: dossier, series: 'DEN-D2-2026', first: 813 })).toBe(
      814,
    );
  });

  test('gives the number that is next and no other, and says where the other one stands', async () => {
    expect(await refusal(enter('D2', { number: 813 }))).toMatchObject({
      code: 'incoming-paper.number_given',
      params: { number: 813, next: 814 },
    });
    expect((await refusal(enter('D2', { number: 900 }))).code).toBe('incoming-paper.number_ahead');
    expect((await enter('D2', { number: 814 })).number).toBe('DEN-D2-2026-00814');
  });

  test('closed gives none, also to those who ask in the moment of closing, and names the one that is open', async () => {
    const { dossier: old } = await openBook('C2', 'in');
    await enter('C2');
    const asked = await Promise.allSettled([
      ...Array.from({ length: 8 }, () => enter('C2', { book: old })),
      world.act('C2-clerk', { dossier: old, act: 'close', body: { next: '2027' } }).catch((error: unknown) => error),
    ]);
    const given = asked.filter((one) => one.status === 'fulfilled').length;
    // The next book may be opened only once its year has come.
    expect(given).toBe(9);
    await world.setClock('2027-01-04T02:00:00Z');
    const racing = await Promise.allSettled(
      Array.from({ length: 8 }, () => enter('C2', { book: old })).concat(
        world.act('C2-clerk', { dossier: old, act: 'close', body: { next: '2027' } }),
      ),
    );
    const before = racing.slice(0, 8).filter((one) => one.status === 'fulfilled').length;
    expect(await refusal(enter('C2', { book: old }))).toMatchObject({
      code: 'incoming-paper.book_closed',
      params: { open: 'Sổ văn bản đến năm 2027' },
    });
    expect((await enter('C2')).number).toMatch(/^DEN-C2-2027-0000\d$/);
    // Everybody who heard of a number has one, nobody else, and none is missing between them.
    const entries = await world.admin<{ n: number; last: string }>(
      "select count(*)::int as n, max(d.number) as last from app.dossier d where d.number like 'DEN-C2-2026-%'",
    );
    expect(entries).toEqual([{ n: 9 + before, last: `DEN-C2-2026-${String(9 + before).padStart(5, '0')}` }]);
    const second = openBook('C1', 'in', { label: '2027', from: '2027-01-01' });
    expect(await refusal(second)).toMatchObject({ code: 'register-book.already_open', params: { other: 'SO-2026-00001' } });
  });
});

describe('an entry', () => {
  test('is recognised when the same paper comes again, whatever the hand that wrote the name', async () => {
    const same = { issuer: 'Ủy ban nhân dân xã Hoà Bình', symbol: '77 /UBND - VP', issuedOn: '2026-11-19' };
    const first = await enter('D2', same);
    const again = await refusal(enter('D2', { ...same, issuer: 'UỶ BAN NHÂN DÂN XÃ HÒA BÌNH', symbol: '77/ubnd-vp' }));
    expect(again).toMatchObject({ code: 'incoming-paper.same_paper', params: { other: first.number } });
    // Another body has a book of its own; a struck-out entry makes room for the right one.
    await expect(enter('C1', same)).resolves.toMatchObject({ stage: 'registered' });
    await world.act('D2-clerk', { dossier: first.dossier, act: 'void', body: { reason: 'Vào nhầm sổ, đã vào lại.' } });
    await expect(enter('D2', same)).resolves.toMatchObject({ stage: 'registered' });
  });

  test('struck out or kept keeps its number: the next paper gets the next one', async () => {
    await openBook('D1', 'out', { label: '2027', from: '2027-01-01' });
    const issue = () =>
      world.act('D1-clerk', {
        kind: 'outgoing-paper',
        act: 'issue',
        body: { unit: 'D1', type: 'decision', subject: 'Về việc giao đất', signer: 'Nguyễn Văn Trưởng', others: 'Bộ Xây dựng' },
      });
    const kept = await world.act('D1-clerk', {
      kind: 'outgoing-paper',
      act: 'reserve',
      body: { unit: 'D1', reason: 'Quyết định chờ ký' },
    });
    const issued = await issue();
    await world.act('D1-clerk', { dossier: issued.dossier, act: 'void', body: { reason: 'Ban hành nhầm thẩm quyền.' } });
    expect([kept.number, issued.number, (await issue()).number]).toEqual([
      'DI-D1-2027-00001',
      'DI-D1-2027-00002',
      'DI-D1-2027-00003',
    ]);
    const filled = await world.act('D1-head', {
      dossier: kept.dossier,
      act: 'fill',
      body: { type: 'decision', subject: 'Về việc bổ nhiệm', signer: 'Nguyễn Văn Trưởng', others: 'Sở Nội vụ' },
    });
    expect(filled.number).toBe(kept.number);
    const asker = await world.ask('D1-clerk');
    const [book] = await world.admin<{ id: string }>(`select id from app.dossier where number like 'SO-%' and unit = 'D1'`);
    const { entries } = await listEntries(world.store, asker, { book: book?.id ?? '', limit: 50 });
    const rows = entries.map(({ state, number }) => outgoingPaperKind.kind.entries?.row(state, number));
    expect(rows.map((row) => [row?.serial, row?.symbol, row?.mark])).toEqual([
      [1, '01/QĐ-UBND', null],
      [2, '02/QĐ-UBND', 'voided'],
      [3, '03/QĐ-UBND', null],
    ]);
  });

  test('may become a dossier of what it asks for, in the same stroke, with its scan', async () => {
    const clerk = await world.ask('D2-clerk');
    const taken = await takeContent(world.store, clerk, Buffer.from('%PDF-1.4 bản quét'), 'application/pdf');
    const scan = [{ ...taken, name: 'van-ban.pdf' }];
    const waiting = await world.act('D2-clerk', { kind: 'incoming-paper', act: 'bring', body: { unit: 'D2', scan } });
    expect(waiting.number).toBeUndefined();
    const again = world.act('D2-clerk', { kind: 'incoming-paper', act: 'bring', body: { unit: 'D2', scan } });
    expect((await refusal(again)).code).toBe('incoming-paper.same_scan');
    const done = await world.act('D2-clerk', {
      dossier: waiting.dossier,
      act: 'register',
      body: paper({ symbol: '2545-CV/TU', issuer: 'Tỉnh ủy', to: 'D1', becomes: 'directive' }),
    });
    expect(done.opened).toMatchObject([{ kind: 'directive' }]);
    const [opened] = await world.admin<{ state: Record<string, unknown>; target: string; files: number }>(
      `select d.state, l.target, (select count(*)::int from app.attachment a where a.dossier = d.id) as files
       from app.dossier d join app.link l on l.dossier = d.id where d.id = $1`,
      [done.opened[0]?.dossier],
    );
    expect(opened).toMatchObject({ state: { symbol: '2545-CV/TU', form: 'party' }, target: waiting.dossier, files: 1 });
    expect((await refusal(enter('D2', { becomes: 'register-book' }))).code).toBe('act.not_from_paper');
  });
});

test('words are looked for in the book, however many other dossiers hold them', async () => {
  const { dossier: book } = await openBook('C2', 'in', { series: 'TK' });
  const mine = await enter('C2', { series: 'TK', subject: 'Đề nghị nạo vét kênh' });
  await enter('C2', { series: 'TK', subject: 'Mời họp' });
  await enter('C1', { subject: 'Nạo vét kênh nơi khác' });
  // The shape of a record, not its history: only what search reads.
  await world.shape(`insert into app.dossier (tenant, id, kind, receipt, stage, ended, seq, head, stream, state, author_key, title, opened_at, changed_at, read_keys, may)
    select 'test', gen_random_uuid(), 'other', 'R' || n, 'registered', false, 1, decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex'), '{}', 'official',
      'Nạo vét ' || n, timestamptz '2026-11-24' + n * interval '1 second', timestamptz '2026-11-24', '{system,official}', '{}' from generate_series(1, 5500) n`);
  await world.admin(`insert into app.search_entry (tenant, dossier, opened_at, tags, words, folded)
    select d.tenant, d.id, d.opened_at, app.search_tags(d.read_keys, d.kind, d.unit, d.opened_at, d.symbols, d.number, d.receipt),
      to_tsvector('simple', 'nao vet'), to_tsvector('simple', 'nao vet') from app.dossier d where d.kind = 'other'`);
  const find = async (person: string, text: string) =>
    (await listEntries(world.store, await world.ask(person), { book, text, limit: 10 })).entries.map((e) => e.id);
  expect(await find('C2-clerk', 'nạo vét kênh')).toEqual([mine.dossier]);
  expect(await find('C2-clerk', 'nao vet')).toEqual([mine.dossier]);
  expect(await find('C2-clerk', mine.number ?? '')).toEqual([mine.dossier]);
  expect(await find('C1-clerk', 'nạo vét')).toEqual([]);
  await world.admin(`delete from app.search_entry e using app.dossier d where d.id = e.dossier and d.kind = 'other'`);
  await world.admin(`delete from app.dossier where kind = 'other'`);
});

test('verification finds nothing, then finds a sole key that was taken away', async () => {
  const pool = openPool(world.adminUrl, 'app_worker', 2);
  const store = createStore(pool, world.store.tenant, world.store.registry);
  try {
    expect((await verify(store)).differences).toEqual([]);
    await world.admin(`delete from app.sole_key where key = 'register-book/already_open/in|C1|chung'`);
    expect((await verify(store)).differences).toMatchObject([{ code: 'sole-key-changed' }]);
  } finally {
    await pool.end();
  }
});
