/** What an ill-willed caller tries at the doors of the store: races, stale pages, other people's things. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tiedKind } from '../../tests/support/tied-kind.ts';
import { toyKind } from '../../tests/support/toy-kind.ts';
import { createWorld, type World } from '../../tests/support/world.ts';
import type { Clock } from '../dossier/words.ts';
import { asDossierId } from '../kernel/ids.ts';
import { canonicalize, type Json } from '../kernel/json.ts';
import { asInstant } from '../kernel/time.ts';
import type { Command } from './command.ts';
import { readContent, takeContent } from './content.ts';
import { joinKeys, readAs } from './database.ts';
import { pastDue } from './lapses.ts';
import { readDossier } from './read/dossier.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld({ kinds: [toyKind, tiedKind], limits: { 'toy.register': 1, 'toy.answer': 5 } });
  await world.setClock('2026-11-16T02:00:00Z');
});
afterAll(() => world.close());

const DAY = 86_400_000;
const ask = (person: string, hide: 'yes' | 'no' = 'no', more: Partial<Command> = {}) =>
  world.act(person, { kind: 'toy', act: 'ask', body: { what: 'Chưa có quy định giao đất xen kẹp', unit: 'C1', hide }, ...more });
const actsOf = async (dossier: string) =>
  (await world.admin<{ name: string }>('select name from app.act where dossier = $1 order by seq', [dossier])).map((a) => a.name);
/** One statement as the web role, for a person with the keys of the day. */
const asWeb = async (person: string | null, sql: string, params: readonly unknown[] = []) =>
  readAs(world.store.pool, (await world.ask(person)).identity, async (client) => (await client.query(sql, [...params])).rows);
const fileOf = (hash: string, size: number, type = 'text/plain') => [{ hash, size, type, name: 'a.txt' }];

describe('races at the write door', () => {
  test('the same key sent ten times at once gives one act and ten equal receipts', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask('C2-staff', 'no', { idempotencyKey: 'ten-at-once' })));
    expect(new Set(answers.map((a) => `${a.dossier} ${a.seq} ${a.receipt} ${a.at}`)).size).toBe(1);
    expect(answers.filter((a) => !a.repeated)).toHaveLength(1);
  });

  test('the same key sent at once with a number to give takes one number', async () => {
    const opened = await ask('C2-staff');
    const command = { dossier: opened.dossier, act: 'register', body: {}, idempotencyKey: 'register-at-once' };
    const answers = await Promise.all(Array.from({ length: 8 }, () => world.act('C1-clerk', command)));
    expect(new Set(answers.map((a) => a.number)).size).toBe(1);
    const [counted] = await world.admin<{ gaps: number }>(
      `select (select last from app.number_counter where series like 'DC-%') - (select count(*) from app.dossier where number like 'DC-%')::int as gaps`,
    );
    expect(counted).toEqual({ gaps: 0 });
  });

  test('twenty people acting on one dossier at once are all heard', async () => {
    const opened = await ask('C2-staff');
    const told = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) =>
        world.act('C2-staff', { dossier: opened.dossier, act: 'remind', body: { clock: 'register', text: `Lần ${i}` } }),
      ),
    );
    expect(told.flatMap((t) => (t.status === 'rejected' ? [(t.reason as { code: string }).code] : []))).toEqual([]);
    expect(await actsOf(opened.dossier)).toHaveLength(21);
  });

  test('a repeated answer stands although the asker may no longer read the dossier', async () => {
    const opened = await ask('C2-staff');
    const command = { dossier: opened.dossier, act: 'register', body: {}, idempotencyKey: 'then-blind' };
    const first = await world.act('C1-clerk', command);
    await world.admin('update app.dossier set excluded = $2 where id = $1', [opened.dossier, ['C1-clerk']]);
    expect(await world.act('C1-clerk', command)).toEqual({ ...first, repeated: true });
  });

  test('acts of one dossier never go back in time', async () => {
    const opened = await ask('C2-staff');
    await world.moveClock(-DAY);
    await world.act('C1-clerk', { dossier: opened.dossier, act: 'register', body: {} });
    await world.moveClock(DAY);
    const [row] = await world.admin<{ ok: boolean }>(
      `select bool_and(ok) as ok from (select business_at >= lag(business_at, 1, business_at) over (order by seq)
         and at >= lag(at, 1, at) over (order by seq) as ok from app.act where dossier = $1) x`,
      [opened.dossier],
    );
    expect(row).toEqual({ ok: true });
  });
});

describe('a page somebody has open', () => {
  test('is not out of date because the system recorded a silence', async () => {
    await world.setClock('2026-11-16T02:00:00Z');
    const opened = await ask('C2-staff');
    await world.moveClock(4 * DAY);
    const done = await world.act('C1-clerk', { dossier: opened.dossier, act: 'register', body: {}, expectedSeq: 1 });
    expect(done.seq).toBe(4);
    expect(await actsOf(opened.dossier)).toEqual(['ask', 'lapse', 'lapse', 'register']);
  });

  test('is out of date when a person acted, with or without silences around it', async () => {
    await world.setClock('2026-11-16T02:00:00Z');
    const opened = await ask('C2-staff');
    await world.act('C2-staff', { dossier: opened.dossier, act: 'remind', body: { clock: 'register' } });
    await world.moveClock(4 * DAY);
    await expect(
      world.act('C1-clerk', { dossier: opened.dossier, act: 'register', body: {}, expectedSeq: 1 }),
    ).rejects.toMatchObject({ code: 'dossier.moved' });
    await expect(
      world.act('C1-clerk', { dossier: opened.dossier, act: 'register', body: {}, expectedSeq: 99 }),
    ).rejects.toMatchObject({ code: 'dossier.moved' });
  });

  test('a silence can be recorded neither before its time nor by a person', async () => {
    await world.setClock('2026-11-16T02:00:00Z');
    const opened = await ask('C2-staff');
    const lapse = { dossier: opened.dossier, act: 'lapse', body: { clock: 'register' } };
    await expect(world.act(null, lapse)).rejects.toMatchObject({ code: 'clock.not_due' });
    await expect(world.act('C1-clerk', lapse)).rejects.toMatchObject({ code: 'act.capacity' });
  });

  test('a clock is not late at its very moment, and is a millisecond after', () => {
    const at = (text: string) => asInstant(text);
    const clock = { state: 'running', dueAt: at('2026-11-17T10:00:00Z') } as Clock;
    expect(pastDue([clock], at('2026-11-17T10:00:00.000Z'))).toEqual([]);
    expect(pastDue([clock], at('2026-11-17T10:00:00.001Z'))).toEqual([clock]);
  });
});

describe('files by hash', () => {
  const bytes = Buffer.from('Nội dung chỉ người nộp được xem');
  const hash = createHash('sha256').update(bytes).digest('hex');

  test('whoever only knows the hash of a file cannot attach it and so read it', async () => {
    await takeContent(world.store, await world.ask('C2-staff'), bytes, 'text/plain');
    const target = await ask('C2-staff');
    const tie = { kind: 'tied', act: 'tie', body: { to: target.dossier, what: 'Gắn hồ sơ', files: fileOf(hash, bytes.length) } };
    await expect(world.act('D1-staff', tie)).rejects.toMatchObject({ code: 'content.not_found' });
    await expect(readContent(world.store, await world.ask('D1-staff'), hash)).rejects.toMatchObject({
      code: 'content.not_found',
    });
    const made = await world.act('C2-staff', tie);
    expect(made.seq).toBe(1);
  });

  test('a file nobody brought is refused in words, not with a fault', async () => {
    const target = await ask('C2-staff');
    const tie = { kind: 'tied', act: 'tie', body: { to: target.dossier, what: 'Gắn hồ sơ', files: fileOf('0'.repeat(64), 1) } };
    await expect(world.act('C2-staff', tie)).rejects.toMatchObject({ code: 'content.not_found' });
  });

  test('what an act says of a file is what the file is', async () => {
    await takeContent(world.store, await world.ask('C2-staff'), bytes, 'text/plain');
    const target = await ask('C2-staff');
    for (const files of [fileOf(hash, 1), fileOf(hash, bytes.length, 'application/pdf')]) {
      const tie = { kind: 'tied', act: 'tie', body: { to: target.dossier, what: 'Gắn hồ sơ', files } };
      await expect(world.act('C2-staff', tie)).rejects.toMatchObject({ code: 'content.not_found' });
    }
  });

  test('two people may bring the same bytes, and neither learns of the other', async () => {
    const same = Buffer.from('Hai người cùng một tệp');
    const sameHash = createHash('sha256').update(same).digest('hex');
    const target = await ask('C2-staff');
    for (const person of ['C2-staff', 'D2-staff']) {
      await takeContent(world.store, await world.ask(person), same, 'text/plain');
      expect((await readContent(world.store, await world.ask(person), sameHash)).bytes.equals(same)).toBe(true);
    }
    // The toy is not registered: only those concerned may read it, and the tie is read by every official.
    const tie = {
      kind: 'tied',
      act: 'tie',
      body: { to: target.dossier, what: 'Gắn hồ sơ', files: fileOf(sameHash, same.length) },
    };
    expect((await world.act('D2-staff', tie)).seq).toBe(1);
  });

  test('bytes are kept under their own hash only', async () => {
    await expect(
      world.admin(`do $$ begin perform app.set_identity('test', 'C2-staff', 'official'); set local role app_web;
        perform app.take_content(repeat('a', 64), 'text/plain', 'x'); end $$`),
    ).rejects.toThrow();
  });
});

describe('what the web role may do by itself', () => {
  test('moving legal time, refusing a follow-up and closing one are for the system', async () => {
    const write = async (sql: string) =>
      world.admin(`do $$ begin perform app.set_identity('test', 'C2-staff', 'official'); set local role app_web; ${sql} end $$`);
    for (const sql of [
      'perform app.set_demo_shift(86400000);',
      "perform app.refuse_follow_up('00000000-0000-7000-8000-000000000000', 1, 1, 'x');",
      `perform app.append_act(jsonb_build_object('organisation', app.epoch('organisation'), 'law', app.epoch('law'), 'changes', '[]'::jsonb, 'followUp',
        '{"dossier": "00000000-0000-7000-8000-000000000000", "seq": 1, "n": 1}'::jsonb));`,
      'perform 1 from graphile_worker._private_jobs;',
      "perform graphile_worker.add_job('settle-due');",
    ]) {
      await expect(write(sql), sql).rejects.toMatchObject({ code: '42501' });
    }
  });

  test('no column tells who wrote first or who may act, and no function either', async () => {
    const opened = await ask('C2-staff', 'yes');
    await world.act('C1-clerk', { dossier: opened.dossier, act: 'register', body: {} });
    for (const column of ['author', 'author_key', 'read_keys', 'may', 'excluded'])
      await expect(asWeb('D1-staff', `select ${column} from app.dossier`), column).rejects.toBeDefined();
    const linked = await asWeb('D1-staff', 'select to_jsonb(l) as l from app.read_linked(array[$1::uuid], array[]::text[]) l', [
      opened.dossier,
    ]);
    expect(linked).toHaveLength(1);
    expect(JSON.stringify(linked)).not.toContain('C2-staff');
    const acts = await asWeb('D1-staff', 'select to_jsonb(a) as a from app.act a where a.dossier = $1', [opened.dossier]).catch(
      () => [],
    );
    expect(JSON.stringify(acts)).not.toContain('C2-staff');
  });

  test('who cannot read a dossier learns nothing of its rows anywhere', async () => {
    const opened = await ask('C2-staff', 'yes');
    const file = Buffer.from(opened.dossier);
    const { hash } = await takeContent(world.store, await world.ask('C2-staff'), file, 'text/plain');
    for (const [table, column] of [
      ['dossier', 'id'],
      ['act', 'dossier'],
      ['clock', 'dossier'],
      ['party', 'dossier'],
      ['link', 'dossier'],
      ['vault', 'dossier'],
      ['notice', 'dossier'],
      ['follow_up', 'cause_dossier'],
      ['attachment', 'dossier'],
      ['ledger_pending', 'dossier'],
    ])
      expect(
        await asWeb('D1-staff', `select 1 from app.${table} where ${column} = $1`, [opened.dossier]).catch(() => []),
        table,
      ).toEqual([]);
    expect(await asWeb('D1-staff', 'select 1 from app.content where hash = $1', [hash])).toEqual([]);
    expect(await asWeb('D1-staff', 'select * from app.idempotency').catch(() => [])).toEqual([]);
    expect(await asWeb('D1-staff', 'select * from app.number_counter').catch(() => [])).toEqual([]);
    const { identity } = await world.ask('D1-staff');
    const asked = [{ tenant: identity.tenant, person: identity.person, keys: joinKeys(identity.keys), dossier: opened.dossier }];
    const read = await asWeb('D1-staff', 'select app.open_together($1) as r', [JSON.stringify(asked)]);
    expect(read[0]).toMatchObject({ r: [{ dossier: null, clocks: null, texts: null }] });
  });

  test('a link to a dossier one cannot read is not told by the one that can be read', async () => {
    const hidden = await ask('C2-staff', 'yes');
    const tied = await world.act('C2-staff', {
      kind: 'tied',
      act: 'tie',
      body: { to: hidden.dossier, what: 'Gắn hồ sơ', files: [] },
    });
    expect(await asWeb('D1-staff', 'select 1 from app.dossier where id = $1', [tied.dossier])).toHaveLength(1);
    expect(await asWeb('D1-staff', 'select * from app.link where dossier = $1', [tied.dossier])).toEqual([]);
  });
});

describe('what a body may carry into the record', () => {
  test('numbers and texts come back from the database to the same canonical bytes', async () => {
    const values: Json[] = [
      0.1,
      1e21,
      -0,
      5e-324,
      1.7976931348623157e308,
      Number.MAX_SAFE_INTEGER,
      1 / 3,
      'é',
      'e\u0301',
      '\u2028\u{1f600}\u200b',
      { constructor: 1, a: [null, {}] },
    ];
    const opened = await world.act(null, {
      kind: 'seed',
      act: 'import',
      body: {
        rows: [
          { op: 'open', table: 'odd', key: { odd: 'odd' }, values: { given: values }, from: '2025-01-01' },
        ] as unknown as Json,
      },
    });
    const [row] = await world.admin<{ body: { rows: { values: { given: Json } }[] } }>(
      'select body from app.act where dossier = $1',
      [opened.dossier],
    );
    expect(canonicalize(row?.body.rows[0]?.values.given ?? null)).toBe(canonicalize(values));
  });

  test('what looks like a reference is refused however deep it stands', async () => {
    const rows = [
      {
        op: 'open',
        table: 'field',
        key: { field: 'deep' },
        values: { name_vi: { a: ['§1/body/what§'] }, name_en: 'x' },
        from: '2025-01-01',
      },
    ];
    await expect(world.act(null, { kind: 'seed', act: 'import', body: { rows: rows as unknown as Json } })).rejects.toMatchObject(
      { code: 'act.invalid' },
    );
  });

  test('a dossier id of nobody, of another form or of another tenant is simply not there', async () => {
    for (const id of ['00000000-0000-7000-8000-000000000000', 'x', "' or 1=1 --"])
      await expect(world.act('C2-staff', { dossier: asDossierId(id), act: 'register', body: {} })).rejects.toMatchObject({
        code: 'dossier.not_found',
      });
  });
});

describe('a delegation for certain matters', () => {
  const delegated = (matters: readonly string[]) =>
    ({
      op: 'open',
      table: 'delegation',
      key: { delegation: 'G1' },
      values: { from_post: 'C1.head', to_post: 'D2.staff', form: 'TUQ', matters: [...matters], document_number: '7-UQ/UBND' },
      from: '2026-01-01',
    }) as unknown as Parameters<World['seed']>[0][number];

  test('opens dossiers of those matters to reading and acting, and no others', async () => {
    const opened = await world.act('C2-staff', {
      kind: 'toy',
      act: 'ask',
      body: { what: 'Việc chỉ phường Một thấy', unit: 'C1', hide: 'no' },
    });
    await world.seed([delegated(['something-else'])]);
    const stranger = await world.ask('D2-staff');
    await expect(readDossier(world.store, stranger, opened.dossier)).rejects.toMatchObject({ code: 'dossier.not_found' });
    await world.seed([delegated(['toy'])]);
    const delegate = await world.ask('D2-staff');
    const view = await readDossier(world.store, delegate, opened.dossier);
    expect(view.available.map((a) => a.act)).toContain('annul');
    await world.act('D2-staff', {
      dossier: opened.dossier,
      act: 'annul',
      body: { reason: 'Vào sổ nhầm, nội dung đã có hồ sơ khác.' },
    });
    const [act] = await world.admin<{ facts: { actor: { onBehalfOf: { form: string } } } }>(
      'select facts from app.act where dossier = $1 and seq = 2',
      [opened.dossier],
    );
    expect(act?.facts.actor.onBehalfOf.form).toBe('TUQ');
  });
});
