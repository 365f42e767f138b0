import { createHash } from 'node:crypto';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { tiedKind } from '../../tests/support/tied-kind.ts';
import { toyKind } from '../../tests/support/toy-kind.ts';
import { createWorld, type World } from '../../tests/support/world.ts';
import type { DossierId } from '../kernel/ids.ts';
import { openPool } from './database.ts';
import { createStore, type Store } from './store.ts';
import { describeDifference, type VerifyElsewhere, type VerifyReport, verify, verifyShared } from './verify.ts';

const DAY = 86_400_000;
const TABLES = [
  'dossier',
  'act',
  'vault',
  'clock',
  'party',
  'link',
  'effective_row',
  'content',
  'attachment',
  'ledger_pending',
  'number_counter',
  'notice',
  'follow_up',
  'concern',
];

let world: World;
let store: Store;
let admin: pg.Client;
let answered: DossierId;
let late: DossierId;
let tied: DossierId;

beforeAll(async () => {
  world = await createWorld({ kinds: [toyKind, tiedKind], limits: { 'toy.register': 1, 'toy.answer': 5 } });
  const pool = openPool(world.adminUrl, 'app_worker', 2);
  store = createStore(pool, world.store.tenant, world.store.registry);
  admin = new pg.Client({ connectionString: world.adminUrl });
  await admin.connect();
  await world.setClock('2026-11-16T02:00:00Z');
  const ask = (hide: 'yes' | 'no') =>
    world.act('C2-staff', { kind: 'toy', act: 'ask', body: { what: 'Chưa có quy định giao đất xen kẹp', unit: 'C1', hide } });
  const first = await ask('no');
  answered = first.dossier;
  await world.act('C1-clerk', { dossier: answered, act: 'register', body: { note: 'Vào sổ' } });
  await world.act('C1-head', { dossier: answered, act: 'answer', body: { stance: 'yes', text: 'Đồng ý làm ngay' } });
  const second = await ask('yes');
  late = second.dossier;
  await world.act('C1-clerk', { dossier: late, act: 'register', body: {} });
  await world.act('C1-head', { dossier: late, act: 'pause', body: { why: 'Chờ ý kiến' } });
  await world.act('C1-head', { dossier: late, act: 'resume', body: {} });
  await world.act('C2-staff', {
    dossier: late,
    act: 'correct',
    body: { seq: 1, field: 'what', text: 'Chưa có quy định giao đất kẹt', reason: 'Gõ nhầm một chữ' },
  });
  await world.moveClock(12 * DAY);
  await world.act('C1-head', { dossier: late, act: 'remind', body: { clock: 'answer' } });
  const bytes = Buffer.from('một tệp');
  const hash = createHash('sha256').update(bytes).digest('hex');
  await world.admin("select app.set_identity('test', 'C2-staff', 'official'), app.take_content($1, 'text/plain', $2)", [
    hash,
    bytes,
  ]);
  const third = await world.act('C2-staff', {
    kind: 'tied',
    act: 'tie',
    body: {
      to: answered,
      what: 'Nối với hồ sơ trước',
      files: [{ hash, name: 'tep.txt', size: bytes.length, type: 'text/plain' }],
    },
  });
  tied = third.dossier;
  await admin.query('create schema backup');
  for (const table of TABLES) await admin.query(`create table backup.${table} as table app.${table}`);
});

afterEach(async () => {
  const restore = TABLES.map((t) => `delete from app.${t}; insert into app.${t} overriding system value table backup.${t};`);
  await admin.query(`begin; set local session_replication_role = replica; ${restore.join(' ')} commit`);
});

afterAll(async () => {
  await admin.end();
  await store.pool.end();
  await world.close();
});

/** Changes the database as its superuser could, past triggers, keys and row security. */
async function tamper(sql: string): Promise<VerifyReport> {
  await admin.query(`begin; set local session_replication_role = replica; ${sql}; commit`);
  return verify(store);
}

const found = (report: VerifyReport) => report.differences.map((d) => `${d.code} ${d.seq ?? '-'} ${d.where}`);

describe('an untouched record', () => {
  test('verifies clean, with lapses, corrections, masked persons, files and read tables', async () => {
    const report = await verify(store);
    expect(report.differences.map(describeDifference)).toEqual([]);
    expect(report).toMatchObject({ found: 0, erased: 0, contents: 1 });
    expect(report.acts).toBeGreaterThan(12);
    expect(report.clocks).toBeGreaterThan(4);
    expect(report.tableRows).toBeGreaterThan(50);
  });

  test('is not whole without the secret its decoys are made from', async () => {
    const [before] = await world.admin<{ leaf: string }>('select leaf from app.ledger_pending where dossier = $1 and seq = 1', [
      late,
    ]);
    expect((JSON.parse(before?.leaf ?? '') as { d: readonly string[] }).d).toHaveLength(8);
    // The secret of the decoys is a part of the act: without it the leaf is another.
    const report = await tamper(`update app.act set salts = salts - '~' where dossier = '${answered}' and seq = 3`);
    expect(found(report)).toEqual(expect.arrayContaining(['leaf-changed 3 act.leaf_hash']));
  });

  test('a digest cannot be passed off as a decoy', async () => {
    const report = await tamper(
      `update app.act set digests = digests - 'body/text' where dossier = '${answered}' and seq = 3; delete from app.vault where dossier = '${answered}' and seq = 3 and name = 'body/text'`,
    );
    expect(found(report)).toEqual(expect.arrayContaining(['leaf-changed 3 act.leaf_hash']));
  });

  test('tells how far it has come', async () => {
    const seen: number[] = [];
    const report = await verify(store, { onProgress: (p) => seen.push(p.dossiers / p.of) });
    expect(seen.at(-1)).toBe(1);
    expect(report.dossiers).toBeGreaterThan(3);
  });

  test('is the same report whoever looks at how much of it, in the state in which it began', async () => {
    const alone = await tamper(
      `update app.dossier set title = 'Việc khác', money = 7; update app.act set key = 'post:x' where seq = 2`,
    );
    expect(alone.found).toBeGreaterThan(3);
    const seen: string[] = [];
    const elsewhere: VerifyElsewhere[] = [0, 1].map(() => async (stretch, onDossiers) => {
      seen.push(stretch.after);
      // What is written once the verification has begun is not of it.
      await admin.query(`update app.dossier set title = 'Sửa lúc đang kiểm' where id = '${late}'`);
      return structuredClone(await verifyShared(store, stretch, onDossiers));
    });
    const progress: number[] = [];
    const together = await verify(store, { elsewhere, onProgress: (p) => progress.push(p.dossiers / p.of) });
    expect(together).toEqual(alone);
    expect(new Set(seen).size).toBe(2);
    expect(progress.at(-1)).toBe(1);
  });

  test('is no report at all where somebody who helps fails', async () => {
    const elsewhere: VerifyElsewhere[] = [() => Promise.reject(new Error('gone'))];
    await expect(verify(store, { elsewhere })).rejects.toThrow('gone');
    expect((await verify(store)).found).toBe(0);
  });

  test('a correction by a hidden reporter leaves the reporter hidden and a reader', async () => {
    const opened = await world.act('C2-staff', {
      kind: 'toy',
      act: 'ask',
      body: { what: 'Hỏi mà giấu tên', unit: 'C1', hide: 'yes' },
    });
    await world.act('C2-staff', {
      dossier: opened.dossier,
      act: 'correct',
      body: { seq: 1, field: 'what', text: 'Hỏi giấu tên', reason: 'Gõ nhầm một chữ' },
    });
    const report = await verify(store);
    expect(report.differences.map(describeDifference)).toEqual([]);
  });

  test('a text erased by a decision is lawful and counted', async () => {
    const report = await tamper(
      `update app.vault set value = null, salt = null, erased_by = '12-QĐ/TU' where dossier = '${answered}' and seq = 2`,
    );
    expect(report).toMatchObject({ found: 0, erased: 1 });
  });

  test('an erased text that still stands in the title is found', async () => {
    const report = await tamper(
      `update app.vault set value = null, salt = null, erased_by = '12-QĐ/TU' where dossier = '${answered}' and seq = 1`,
    );
    expect(found(report)).toEqual(
      expect.arrayContaining(['row-changed - title', 'row-changed - search_entry.words', 'row-changed - search_entry.folded']),
    );
  });
});

test('whatever is done next with a dossier takes an erased text out of its title and out of what it is found by', async () => {
  const opened = await world.act('C2-staff', {
    kind: 'toy',
    act: 'ask',
    body: { what: 'Tên người đã xoá', unit: 'C1', hide: 'no' },
  });
  await world.act('C1-clerk', { dossier: opened.dossier, act: 'register', body: {} });
  await admin.query(
    `update app.vault set value = null, salt = null, erased_by = '12-QĐ/TU' where dossier = '${opened.dossier}' and name = 'body/what'`,
  );
  await world.act('C1-head', { dossier: opened.dossier, act: 'pause', body: { why: 'Chờ ý kiến' } });
  expect((await verify(store)).differences.map(describeDifference)).toEqual([]);
});

describe('every kind of tampering is found and named', () => {
  const cases: readonly (readonly [string, () => string, string])[] = [
    [
      'a state edited',
      () => `update app.dossier set state = jsonb_set(state, '{unit}', '"C2"') where id = '${answered}'`,
      'row-changed - state.unit',
    ],
    ['a stage edited', () => `update app.dossier set stage = 'asked' where id = '${answered}'`, 'row-changed - stage'],
    ['an act deleted', () => `delete from app.act where dossier = '${answered}' and seq = 2`, 'act-missing 2 act'],
    [
      'an act deleted with its leaf',
      () =>
        `delete from app.act where dossier = '${answered}' and seq = 2; delete from app.ledger_pending where dossier = '${answered}' and seq = 2`,
      'act-missing 2 act',
    ],
    [
      'a text changed',
      () => `update app.vault set value = '"Không đồng ý"' where dossier = '${answered}' and seq = 3`,
      'text-changed 3 body/text',
    ],
    ['a text taken away', () => `delete from app.vault where dossier = '${answered}' and seq = 3`, 'text-missing 3 body/text'],
    [
      'a masked person changed',
      () => `update app.vault set value = '"C1-head"' where dossier = '${late}' and name = 'actor'`,
      'text-changed 1 actor',
    ],
    [
      'a body changed',
      () => `update app.act set body = jsonb_set(body, '{stance}', '"no"') where dossier = '${answered}' and seq = 3`,
      'act-changed 3 body',
    ],
    [
      'a body changed together with its digest',
      () => `update app.act set digests = digests || '{"body":"AAAA"}' where dossier = '${answered}' and seq = 3`,
      'leaf-changed 3 act.leaf_hash',
    ],
    [
      'an actor changed',
      () => `update app.act set actor = 'D1-head' where dossier = '${answered}' and seq = 3`,
      'act-changed 3 actor',
    ],
    [
      'a time changed',
      () => `update app.act set business_at = business_at - interval '1 day' where dossier = '${answered}' and seq = 3`,
      'act-changed 3 businessAt',
    ],
    ['the last act cut off', () => `delete from app.act where dossier = '${answered}' and seq = 3`, 'act-cut 3 ledger_pending'],
    [
      'the last act cut off and the dossier patched to match',
      () =>
        `delete from app.act where dossier = '${answered}' and seq = 3; delete from app.vault where dossier = '${answered}' and seq = 3;
         update app.dossier set seq = 2, head = (select leaf_hash from app.act where dossier = '${answered}' and seq = 2) where id = '${answered}'`,
      'act-cut 3 ledger_pending',
    ],
    [
      'a clock moved',
      () => `update app.clock set due_at = due_at + interval '1 day' where dossier = '${answered}' and n = 1`,
      'clock-changed - answer.due_at',
    ],
    [
      'a clock moved with its working',
      () =>
        `update app.clock set detail = jsonb_set(detail, '{dueAt}', '"2027-01-01T10:00:00.000Z"') where dossier = '${answered}' and n = 1`,
      'clock-changed - answer.detail.dueAt',
    ],
    ['a lapse removed', () => `delete from app.clock where dossier = '${late}' and n = 1`, 'clock-missing - answer'],
    ['a link removed', () => `delete from app.link where dossier = '${tied}'`, 'link-changed - − n=1 note=3 target='],
    [
      'a party changed',
      () => `update app.party set person = 'D1-head' where dossier = '${tied}'`,
      'party-changed - + n=1 person=D1-head role=raiser',
    ],
    [
      'somebody a dossier concerns left out',
      () => `delete from app.concern where dossier = '${late}' and who like 'person:%'`,
      'concern-changed - − person:',
    ],
    [
      'somebody else said to be concerned',
      () => `insert into app.concern values ('test', '${late}', 'person:D2-staff')`,
      'concern-changed - + person:D2-staff',
    ],
    [
      "a unit's name history edited",
      () =>
        `update app.effective_row set "values" = "values" || '{"name_vi":"Tên khác"}' where table_name = 'unit_name' and key->>'unit' = 'C1'`,
      'table-changed 1 unit_name[unit=C1] 2025-01-01 name_vi',
    ],
    [
      'a validity edited',
      () =>
        `update app.effective_row set valid = daterange('2025-01-01', '2026-01-01') where table_name = 'unit_name' and key->>'unit' = 'C1'`,
      'table-changed 1 unit_name[unit=C1] 2025-01-01 valid',
    ],
    [
      'a pack parameter edited',
      () =>
        `update app.effective_row set "values" = "values" || '{"value":50}' where table_name = 'parameter' and key->>'parameter' = 'toy.answer'`,
      'table-changed 1 parameter[layer=pack parameter=toy.answer] 2025-01-01 value',
    ],
    [
      'a row of the organisation removed',
      () => `delete from app.effective_row where table_name = 'holding' and key->>'post' = 'C1.head'`,
      'table-missing 1 holding[post=C1.head] 2025-01-01',
    ],
    [
      'a reader smuggled in',
      () => `update app.dossier set read_keys = read_keys || '{person:D2-staff}' where id = '${late}'`,
      'row-changed - read_keys',
    ],
    ['a dossier hidden', () => `update app.dossier set read_keys = '{}' where id = '${late}'`, 'row-changed - read_keys'],
    [
      'a right to act smuggled in',
      () => `update app.dossier set may = may || '{"annul|person:D2-staff"}' where id = '${late}'`,
      'row-changed - may',
    ],
    ['a lateness wiped away', () => `update app.dossier set late = not late where id = '${late}'`, 'row-changed - late'],
    [
      'somebody waited for who is not',
      () => `update app.dossier set awaited = '{answer|person:D2-staff}' where id = '${late}'`,
      'row-changed - awaited',
    ],
    ['a person excluded', () => `update app.dossier set excluded = '{C1-head}' where id = '${late}'`, 'row-changed - excluded'],
    ['a title changed', () => `update app.dossier set title = 'Việc khác' where id = '${answered}'`, 'row-changed - title'],
    [
      'a search vector changed',
      () => `update app.search_entry set folded = to_tsvector('simple', 'x') where dossier = '${answered}'`,
      'row-changed - search_entry.folded',
    ],
    [
      'a finder smuggled in',
      () => `update app.search_entry set tags = tags || '{person:D2-staff}' where dossier = '${answered}'`,
      'row-changed - search_entry.tags',
    ],
    [
      'an exclusion lifted in the index',
      () => `update app.search_entry set excluded = '{C1-head}' where dossier = '${answered}'`,
      'row-changed - search_entry.excluded',
    ],
    [
      'a search entry taken away',
      () => `delete from app.search_entry where dossier = '${answered}'`,
      'row-changed - search_entry.missing',
    ],
    ['a weight changed', () => `update app.dossier set money = 1 where id = '${tied}'`, 'row-changed - money'],
    [
      'a number changed',
      () => `update app.dossier set number = 'DC-2026-00009' where id = '${answered}'`,
      'row-changed - number',
    ],
    ['a number lost', () => `update app.dossier set number = null where id = '${answered}'`, 'number-missing - DC-2026-00001'],
    [
      'a counter turned back',
      () => `update app.number_counter set last = 1 where series = 'DC-2026'`,
      'counter-changed - DC-2026',
    ],
    ['a file changed', () => `update app.content set bytes = 'khác'::bytea`, 'content-changed - '],
    ['an attachment removed', () => `delete from app.attachment`, 'attachment-changed - − '],
    [
      'a leaf changed',
      () => `update app.ledger_pending set leaf = leaf || ' ' where dossier = '${answered}' and seq = 1`,
      'leaf-changed 1 ledger_pending.leaf',
    ],
    [
      'a leaf removed',
      () => `delete from app.ledger_pending where dossier = '${answered}' and seq = 3`,
      'leaf-missing 3 ledger_pending',
    ],
    ['a whole dossier removed', () => `delete from app.dossier where id = '${answered}'`, 'orphan - act'],
    [
      'a dossier of another kind',
      () => `update app.dossier set kind = 'seed' where id = '${answered}'`,
      'leaf-changed 1 act.leaf_hash',
    ],
    ['facts made nonsense', () => `update app.act set facts = '{}' where dossier = '${answered}' and seq = 2`, 'unfoldable'],
  ];
  test.each(cases)('%s', async (_, sql, expected) => {
    const named = found(await tamper(sql()));
    expect(
      named.some((line) => line.startsWith(expected)),
      named.join('\n'),
    ).toBe(true);
  });

  test('a difference is one sentence in each language that names dossier and act', async () => {
    const report = await tamper(`update app.vault set value = '"Không đồng ý"' where dossier = '${answered}' and seq = 3`);
    expect(report.differences.filter((d) => d.code === 'text-changed').map(describeDifference)).toEqual([
      {
        vi: 'DC-2026-00001, hành vi 3: lời văn đã bị sửa: body/text',
        en: 'DC-2026-00001, act 3: the text was altered: body/text',
      },
    ]);
  });
});
