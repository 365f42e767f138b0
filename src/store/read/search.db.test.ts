/** Search finds what lists show, guesses from nothing else, and reads an index however many dossiers there are. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toyKind } from '../../../tests/support/toy-kind.ts';
import { createWorld, type World } from '../../../tests/support/world.ts';
import { openPool, readAs } from '../database.ts';
import { createStore } from '../store.ts';
import type { DossierRowView } from './dossier-row.ts';
import { listDossiers, MATCH_LIMIT } from './list.ts';
import { search } from './search.ts';
import { findSimilar } from './similar.ts';
import { suggestQueries } from './suggest.ts';
import { findAll, readRows } from './whole-list.ts';

const PEOPLE = ['C1-clerk', 'C1-head', 'C2-staff', 'C2-head', 'D1-staff', 'D2-staff'] as const;
const TEXTS = [
  'Giải phóng mặt bằng đường ven sông',
  'Giải phóng mặt bằng khu công nghiệp',
  'Giải quyết đất đai xen kẹp',
  'Thiếu đất san lấp cho đường ven biển',
  'Hoà giải ở cơ sở chưa có kinh phí',
  'Hóa đơn điện tử cho hộ kinh doanh',
  'Thuỷ lợi nội đồng xuống cấp',
  'Ban hành bản đồ quy hoạch',
  'Chuyển đổi số tại xã đảo Vinhomes',
] as const;

/** However slow the machine. */
const patiently = { found: 0, millis: 60_000 };

let world: World;
beforeAll(async () => {
  world = await createWorld({ kinds: [toyKind], limits: { 'toy.register': 1, 'toy.answer': 5 } });
  await world.setClock('2026-11-16T02:00:00Z');
  for (const [i, what] of TEXTS.entries()) {
    const opened = await world.act(i % 2 === 0 ? 'C2-staff' : 'C1-head', {
      kind: 'toy',
      act: 'ask',
      body: { what, unit: i % 3 === 0 ? 'C1' : 'C2', hide: i % 4 === 0 ? 'yes' : 'no' },
    });
    // Registered dossiers are for all officials to read, the others for few.
    if (i % 2 === 1)
      await world.act(i % 3 === 0 ? 'C1-clerk' : 'C2-clerk', { dossier: opened.dossier, act: 'register', body: {} });
  }
});
afterAll(() => world.close());

const everything = async (person: string | null) =>
  listDossiers(world.store, await world.ask(person), { filter: {}, order: 'newest', limit: 200 });
const titlesOf = async (person: string, typed: string) =>
  (await search(world.store, await world.ask(person), typed)).hits.map((h) => h.row.title);

describe('what is found', () => {
  test('is what the list shows, for whatever words and whoever asks', async () => {
    const words = [...new Set(TEXTS.flatMap((t) => t.split(' ')))];
    const shown = new Map(
      await Promise.all(
        PEOPLE.map(async (person) => [person, new Set((await everything(person)).rows.map((r) => r.id))] as const),
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...PEOPLE),
        fc.array(fc.constantFrom(...words, '1', '2026', 'DC-2026-00001', "x' | '"), { minLength: 1, maxLength: 3 }),
        async (person, typed) => {
          const asker = await world.ask(person);
          const found = await search(world.store, asker, typed.join(' '));
          for (const hit of found.hits) expect(shown.get(person)).toContain(hit.row.id);
          // Nothing is counted that is not shown, and the filter of the list agrees but for numbers ending in what was typed.
          expect(found.total).toBe(found.hits.length);
          const listed = await listDossiers(world.store, asker, {
            filter: { text: typed.join(' ') },
            order: 'newest',
            limit: 200,
          });
          expect(new Set(listed.rows.map((r) => r.id))).toEqual(new Set(found.hits.map((h) => h.row.id)));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('holds every dossier that the asker may read and that has the words', async () => {
    for (const person of PEOPLE) {
      const readable = (await everything(person)).rows.filter((r) => r.title.includes('mặt bằng')).map((r) => r.title);
      expect((await titlesOf(person, 'mat bang')).toSorted()).toEqual(readable.toSorted());
    }
  });

  test('leaves out whom a dossier shuts out, and lets in whom a delegation for the matter lets in', async () => {
    const [dossier] = await world.admin<{ id: string; keys: string[] }>(
      `select id, read_keys as keys from app.dossier where title = 'Chuyển đổi số tại xã đảo Vinhomes'`,
    );
    const key = dossier?.keys.find((k) => k.startsWith('post:')) ?? '';
    const find = async (keys: readonly string[], person: string) =>
      readAs(world.store.pool, { tenant: world.store.tenant, person: person as never, keys }, async (client) =>
        Number(
          (
            await client.query(
              `select count(*) as n from app.find_entries(null, 'vinhomes'::tsquery, null, '{}', null, null, 10)`,
            )
          ).rows[0]?.n,
        ),
      );
    expect(await Promise.all([find([key], 'x'), find([`toy@${key}`], 'x'), find([`task@${key}`], 'x'), find([], 'x')])).toEqual([
      1, 1, 0, 0,
    ]);
    await world.admin(`update app.search_entry set excluded = '{x}' where dossier = $1`, [dossier?.id]);
    expect(await Promise.all([find([key], 'x'), find([key], 'y')])).toEqual([0, 1]);
    await world.admin(`update app.search_entry set excluded = '{}' where dossier = $1`, [dossier?.id]);
  });

  test('does not depend on where the tone stands; the marks as typed come first', async () => {
    expect(await titlesOf('C2-staff', 'hoá đơn')).toEqual(['Hóa đơn điện tử cho hộ kinh doanh']);
    const all = await search(world.store, await world.ask('C2-staff'), 'thủy lợi');
    expect(all.hits.map((h) => h.how)).toEqual(['exact']);
    const ban = await search(world.store, await world.ask(null), 'bản');
    expect(ban.hits.map((h) => h.how)).toEqual(['exact']);
    expect((await search(world.store, await world.ask(null), 'ban')).total).toBeGreaterThanOrEqual(1);
  });

  test('comes in pages that neither overlap nor leave anything out', async () => {
    const asker = await world.ask(null);
    const whole = (await search(world.store, asker, 'giai')).hits.map((h) => h.row.id);
    expect(whole.length).toBeGreaterThan(2);
    const pages = await Promise.all(whole.map((_, i) => search(world.store, asker, 'giai', { limit: 1, page: i + 1 })));
    expect(pages.flatMap((p) => p.hits.map((h) => h.row.id))).toEqual(whole);
  });

  test('reaches back over the years and past a clock turned back', async () => {
    const asker = await world.ask(null);
    for (const date of ['2019-02-03', '2031-02-03', '2026-11-15']) {
      await world.admin(
        `update app.search_entry set opened_at = $1::timestamptz, tags = array(select t from unnest(tags) t where t not like 'week=%')
           || ('week=' || to_char($1::timestamptz at time zone 'UTC', 'IYYY-IW')) where folded @@ 'vinhomes'`,
        [date],
      );
      expect((await search(world.store, asker, 'Vinhomes')).total).toBe(1);
    }
  });
});

describe('what may have been meant', () => {
  test.each([
    ['giai phog mat bang', 'giải phóng mặt bằng'],
    ['giair phong mat bang', 'giải phóng mặt bằng'],
    ['giai phong matbang', 'giải phóng mặt bằng'],
    ['dien tuu', 'điện tử'],
    ['vinhomess', 'vinhomes'],
    ['giai phong mat bang nhanh', 'giải phóng mặt bằng'],
  ])('%s → %s', async (typed, meant) => {
    expect(await suggestQueries(world.store, await world.ask(null), typed, patiently)).toContain(meant);
  });

  test('is asked where next to nothing was found, and then alone; what takes too long is not said', async () => {
    const asker = await world.ask(null);
    expect((await search(world.store, asker, 'giai')).suggestions).toEqual([]);
    expect(await suggestQueries(world.store, asker, 'giai phog mat bang', { found: 0, millis: 0 })).toEqual([]);
  });

  test('is told by dossiers the asker may read alone, whatever else the record holds', async () => {
    const secret = 'Khuyết tật công trình Zubinka';
    const before = new Map<string, readonly string[]>();
    const slips = ['zubinca', 'zubinka', 'khuyet tat cong trinh zubnka', 'khuyet tat cong trihn', 'cong trih', 'khuyet taat'];
    for (const person of PEOPLE) {
      for (const typed of slips)
        before.set(`${person} ${typed}`, await suggestQueries(world.store, await world.ask(person), typed, patiently));
    }
    await world.act('C2-staff', { kind: 'toy', act: 'ask', body: { what: secret, unit: 'C1', hide: 'no' } });
    let told = 0;
    for (const person of PEOPLE) {
      const asker = await world.ask(person);
      const mayRead = (await everything(person)).rows.some((r) => r.title === secret);
      for (const typed of slips) {
        const now = await suggestQueries(world.store, asker, typed, patiently);
        if (!mayRead) expect([person, typed, now]).toEqual([person, typed, before.get(`${person} ${typed}`)]);
        else told += now.length;
      }
    }
    expect(told).toBeGreaterThan(0);
  });

  test('each suggestion finds more than what was typed', async () => {
    const words = TEXTS.flatMap((t) => t.toLowerCase().split(' ')).filter((w) => w.length > 2);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...PEOPLE), fc.constantFrom(...words), fc.nat(5), async (person, word, at) => {
        const asker = await world.ask(person);
        const typed = word.slice(0, at % word.length) + word.slice((at % word.length) + 1);
        const { total, suggestions } = await search(world.store, asker, typed);
        for (const suggestion of suggestions) expect((await search(world.store, asker, suggestion)).total).toBeGreaterThan(total);
      }),
      { numRuns: 40 },
    );
  });
});

describe('at fifty thousand dossiers', () => {
  beforeAll(async () => {
    // The shape of a record, not its history: only what search reads.
    await world.shape(`insert into app.dossier (tenant, id, kind, receipt, stage, ended, seq, head, stream, state, author_key, title, opened_at, changed_at, read_keys, may)
      select 'test', gen_random_uuid(), 'toy', 'R' || n, 'registered', false, 1, decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex'), '{}', 'official',
        case when n % 5 < 2 then 'Đất đai ' else 'Quy hoạch ' end || n, timestamptz '2026-11-10' - n * interval '30 minutes', timestamptz '2026-11-10',
        case when n % 1000 = 0 then '{system,post:few}' else '{system,official}'::text[] end, '{}' from generate_series(1, 50000) n`);
    await world.admin(`insert into app.search_entry (tenant, dossier, opened_at, tags, words, folded)
      select d.tenant, d.id, d.opened_at, app.search_tags(d.read_keys, d.kind, d.unit, d.opened_at, d.symbols, d.number, d.receipt),
        to_tsvector('simple', lower(d.title)), to_tsvector('simple', translate(lower(d.title), 'đấạ', 'daa'))
      from app.dossier d where d.receipt ~ '^R[0-9]+$'`);
    await world.admin('analyze app.dossier');
    await world.admin('analyze app.search_entry');
  });

  test('no search, filter or guess reads a whole table', async () => {
    const asker = await world.ask('D1-staff');
    const read = async (): Promise<number> => {
      const [row] = await world.admin<{ n: string }>(
        `select pg_stat_force_next_flush()::text, (select sum(seq_tup_read) from pg_stat_user_tables where relname in ('dossier', 'search_entry')) as n`,
      );
      return Number(row?.n);
    };
    // One connection, so that what it read is counted when it says so.
    const pool = openPool(world.adminUrl, 'app_web', 1);
    const store = createStore(pool, world.store.tenant, world.store.registry);
    const before = await read();
    await search(store, asker, 'đất đai');
    await search(store, asker, 'dat daii');
    await search(store, asker, '4242');
    await listDossiers(store, asker, { filter: { text: 'dat dai', kind: 'toy' }, order: 'due', limit: 50 });
    await findSimilar(store, asker, 'toy', 'Quy hoạch sử dụng đất đai của tỉnh');
    await pool.query('select pg_stat_force_next_flush()');
    await pool.end();
    expect((await read()) - before).toBeLessThan(1000);
  });

  test('a word of every second dossier is counted to the limit and says so', async () => {
    const asker = await world.ask('D1-staff');
    const found = await search(world.store, asker, 'đất đai');
    expect(found.total).toBeGreaterThan(1000);
    expect(found.hits).toHaveLength(50);
    const list = await listDossiers(world.store, asker, { filter: { text: 'dat dai' }, order: 'newest', limit: 50 });
    expect(list).toMatchObject({ isCut: true, total: 1001 });
  });

  test('a list taken out whole holds every match, in the order of the list, and says where it ends', async () => {
    const asker = await world.ask('D1-staff');
    const asked = { filter: { text: 'dat dai', kind: 'toy' }, order: 'oldest' } as const;
    const [expected] = await world.admin<{ n: number }>(
      `select count(*)::int as n from app.dossier where title like 'Đất đai %' and read_keys @> '{official}'`,
    );
    const all = await findAll(world.store, asker, asked, 100_000);
    const rows: DossierRowView[] = [];
    for await (const row of readRows(world.store, asker, all.ids)) rows.push(row);
    const made = rows.filter((row) => row.title.startsWith('Đất đai '));
    expect(made).toHaveLength(expected?.n ?? 0);
    expect(made.length).toBeGreaterThan(MATCH_LIMIT);
    expect(rows.map((row) => row.id)).toEqual(all.ids);
    expect(rows.map((row) => row.changedAt)).toEqual(rows.map((row) => row.changedAt).toSorted());
    expect(all.isCut).toBe(false);
    const some = await findAll(world.store, asker, asked, 7000);
    expect([some.ids, some.isCut]).toEqual([all.ids.slice(0, 7000), true]);
  });

  test('few readable among many are all found', async () => {
    const few = { ...(await world.ask('D1-staff')) };
    const identity = { tenant: world.store.tenant, person: null, keys: ['post:few'] };
    expect((await search(world.store, { ...few, identity }, 'dat dai')).total).toBe(50);
  });
});
