import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toyKind } from '../../../tests/support/toy-kind.ts';
import { createWorld, type World } from '../../../tests/support/world.ts';
import { readAs } from '../database.ts';
import { readDossier, WITHHELD } from './dossier.ts';
import { readUnitFigures } from './figures.ts';
import { listDossiers } from './list.ts';
import { readNotices } from './notices.ts';
import { search } from './search.ts';
import { findSimilar } from './similar.ts';
import { heldPosts, readWork } from './work.ts';

let world: World;
let id: string;
beforeAll(async () => {
  world = await createWorld({ kinds: [toyKind], limits: { 'toy.register': 1, 'toy.answer': 5 } });
  await world.setClock('2026-11-16T02:00:00Z');
  const opened = await world.act('C2-staff', {
    kind: 'toy',
    act: 'ask',
    body: { what: 'Điểm nghẽn giải phóng mặt bằng dự án đường ven sông', unit: 'C1', hide: 'yes' },
  });
  id = opened.dossier;
  for (const what of [
    'Thiếu đất san lấp cho đường ven sông',
    'Hoà giải ở cơ sở chưa có kinh phí',
    'Hóa đơn điện tử cho hộ kinh doanh',
  ]) {
    const more = await world.act('C2-staff', { kind: 'toy', act: 'ask', body: { what, unit: 'C2', hide: 'no' } });
    await world.act('C2-clerk', { dossier: more.dossier, act: 'register', body: {} });
  }
});
afterAll(() => world.close());

describe('the read doors', () => {
  test('a dossier page shows texts, clocks, acts and what the asker may do now', async () => {
    const view = await readDossier(world.store, await world.ask('C1-clerk'), id);
    expect(view.dossier.state).toMatchObject({ what: 'Điểm nghẽn giải phóng mặt bằng dự án đường ven sông' });
    expect(view.available[0]).toMatchObject({ act: 'register', answers: { name: 'register' } });
    expect(view.acts).toHaveLength(1);
    expect(view.row.light).toMatchObject({ code: 'due' });
  });

  test('who acted is shown to those the actor chose, to nobody else', async () => {
    const clerk = await readDossier(world.store, await world.ask('C1-clerk'), id);
    expect(clerk.acts[0]?.actor).toEqual({ person: 'C2-staff', name: expect.stringContaining('Lê Văn'), masked: false });
    await world.act('C1-clerk', { dossier: id as never, act: 'register', body: {} });
    const other = await readDossier(world.store, await world.ask('D1-staff'), id);
    expect(other.acts[0]?.actor).toEqual({ person: null, name: null, masked: true });
    expect(JSON.stringify(other.acts)).not.toContain('C2-staff');
  });

  test('what one may not read is not in lists, counts, search or similar', async () => {
    const hidden = await world.act('C2-staff', {
      kind: 'toy',
      act: 'ask',
      body: { what: 'Điểm nghẽn giải phóng mặt bằng chỉ văn thư thấy', unit: 'C1', hide: 'no' },
    });
    const stranger = await world.ask('D2-staff');
    const author = await world.ask('C2-staff');
    const request = { filter: { kind: 'toy' }, order: 'due', limit: 50 } as const;
    expect((await listDossiers(world.store, stranger, request)).total).toBe(4);
    expect((await listDossiers(world.store, author, request)).total).toBe(5);
    expect((await search(world.store, stranger, 'chi van thu thay')).total).toBe(0);
    expect((await search(world.store, author, 'chi van thu thay')).hits.map((h) => h.row.id)).toEqual([hidden.dossier]);
    await expect(readDossier(world.store, stranger, hidden.dossier)).rejects.toMatchObject({ code: 'dossier.not_found' });
    expect(
      (await findSimilar(world.store, stranger, 'toy', 'Điểm nghẽn giải phóng mặt bằng chỉ văn thư thấy')).map((r) => r.id),
    ).not.toContain(hidden.dossier);
  });

  test('search finds words without diacritics and puts exact diacritics first', async () => {
    const asker = await world.ask('D1-staff');
    const folded = await search(world.store, asker, 'diem nghen giai phong mat bang');
    expect(folded.hits.map((h) => h.how)).toEqual(['folded']);
    const exact = await search(world.store, asker, 'hoá');
    expect(exact.hits.map((h) => h.row.title.slice(0, 3))).toContain('Hóa');
    const byNumber = await search(world.store, asker, '1');
    expect(byNumber.hits[0]).toMatchObject({ how: 'number', row: { number: 'DC-2026-00001' } });
    expect((await search(world.store, asker, 'truong D1')).people.map((p) => p.person)).toEqual(['D1-head']);
  });

  test('similar dossiers share neighbouring syllables', async () => {
    const rows = await findSimilar(
      world.store,
      await world.ask('D1-staff'),
      'toy',
      'Chưa có đất san lấp cho đường ven sông qua phường',
    );
    expect(rows[0]?.title).toBe('Thiếu đất san lấp cho đường ven sông');
  });

  test('my work holds my clocks only, by due moment', async () => {
    const work = await readWork(world.store, await world.ask('C2-head'));
    expect(work.mine.map((m) => m.clock.name)).toEqual(['answer', 'answer', 'answer']);
    expect(work.unit.ok + work.unit.due).toBe(3);
    const author = await readWork(world.store, await world.ask('C2-staff'));
    expect(author.mine).toEqual([]);
    expect(author.waiting.length).toBeGreaterThanOrEqual(3);
  });

  test('what I wait for is the same whichever way it is looked for', async () => {
    for (const who of ['C2-head', 'C2-staff', 'C1-clerk', 'D1-head']) {
      const asker = await world.ask(who);
      const waited = (few: number) =>
        readAs(world.store.pool, asker.identity, async (client) => {
          const found = await client.query<{ dossier: string; n: number }>('select * from app.waited_for($1::text[], 30, $2)', [
            heldPosts(asker),
            few,
          ]);
          return found.rows;
        });
      const oneByOne = await waited(1000);
      for (const few of [0, 1, 2, 3, 4, 6]) expect(await waited(few)).toEqual(oneByOne);
      const { waiting } = await readWork(world.store, asker);
      expect(waiting.map((w) => w.row.id)).toEqual(oneByOne.map((w) => w.dossier));
    }
    expect((await readWork(world.store, await world.ask('C2-staff'))).waiting.length).toBeGreaterThanOrEqual(3);
  });

  test('of many clocks I hold the most urgent come, each once', async () => {
    const asker = await world.ask('C2-head');
    const all = (await readWork(world.store, asker)).mine.map((m) => `${m.row.id} ${m.clock.name} ${m.clock.dueAt}`);
    expect(new Set(all).size).toBe(all.length);
    const two = (await readWork(world.store, asker, 2)).mine.map((m) => `${m.row.id} ${m.clock.name} ${m.clock.dueAt}`);
    expect(two).toEqual(all.slice(0, 2));
  });

  test('whoever a clock is laid on is told', async () => {
    const notices = await readNotices(world.store, await world.ask('C2-head'));
    expect(notices.map((n) => n.code)).toEqual(['clock.started', 'clock.started', 'clock.started']);
  });

  test('pages of a list follow one another without a gap', async () => {
    const asker = await world.ask('C2-staff');
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listDossiers(world.store, asker, { filter: {}, order: 'newest', limit: 2, cursor });
      seen.push(...page.rows.map((r) => r.id));
      cursor = page.next;
    } while (cursor);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe((await listDossiers(world.store, asker, { filter: {}, order: 'newest', limit: 50 })).total);
    await expect(listDossiers(world.store, asker, { filter: {}, order: 'newest', limit: 2, cursor: 'x' })).rejects.toMatchObject({
      code: 'list.bad_cursor',
    });
  });

  test('unit figures need five cases and three holders', async () => {
    expect(await readUnitFigures(world.store, await world.ask('D1-head'), '2026-01-01')).toEqual([]);
  });

  test('an erased text says so and the fold is unchanged', async () => {
    const asker = await world.ask('C1-clerk');
    await world.admin(
      "update app.vault set value = null, salt = null, erased_by = '12-QĐ/TU' where dossier = $1 and name = 'body/what'",
      [id],
    );
    const view = await readDossier(world.store, asker, id);
    expect(JSON.stringify(view.dossier.state)).toContain('⟦erased⟧12-QĐ/TU');
    expect(WITHHELD).not.toBe('');
  });
});
