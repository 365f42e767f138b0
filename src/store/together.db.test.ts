import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tiedKind } from '../../tests/support/tied-kind.ts';
import { toyKind } from '../../tests/support/toy-kind.ts';
import { createWorld, type World } from '../../tests/support/world.ts';
import { asDossierId, asPersonId, type DossierId } from '../kernel/ids.ts';
import { toChange } from './change.ts';
import type { Command } from './command.ts';
import { takeContent } from './content.ts';
import { type Identity, joinKeys, openPool, queryOnce, writeAs } from './database.ts';
import type { ForAct } from './open-for-act.ts';
import { prepare } from './prepare.ts';
import type { Asker } from './store.ts';
import { readForActOn, readForActs } from './together.ts';
import { describeDifference, verify } from './verify.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld({ kinds: [toyKind, tiedKind], limits: { 'toy.register': 1, 'toy.answer': 5 } });
  await world.setClock('2026-11-16T02:00:00Z');
});
afterAll(() => world.close());

const PEOPLE = ['C2-staff', 'C1-staff', 'C1-clerk', 'C1-head', 'D1-staff'];
const asking = { kind: 'toy', act: 'ask', body: { what: 'Chưa có quy định giao đất xen kẹp', unit: 'C1', hide: 'no' } };

/** What the write door would send for somebody who acts, if it were asked by itself. */
async function documentFor(person: string, command: Command = asking) {
  const asker = await world.ask(person);
  const read = await readForActs<ForAct>(world.store.pool, {
    identity: asker.identity,
    dossier: command.dossier ?? null,
    idempotencyKey: null,
  });
  const { decision, chain, texts } = await prepare(world.store, world.store.pool, asker, command, read);
  const change = toChange(decision.changes[0], chain, texts);
  return { ...askerOf(asker), w: { organisation: read.organisation, law: read.law, changes: [change] } };
}
type Document = Awaited<ReturnType<typeof documentFor>>;

const askerOf = ({ identity }: Asker) => ({
  tenant: identity.tenant,
  person: identity.person,
  keys: joinKeys(identity.keys),
});

const readTogether = async (asked: readonly { readonly person: string; readonly dossier: string | null }[]) => {
  const documents = await Promise.all(
    asked.map(async ({ person, dossier }) => ({ ...askerOf(await world.ask(person)), dossier, idempotencyKey: null })),
  );
  const { rows } = await queryOnce<{ reads: readonly ForAct[] }>(world.store.pool, {
    text: 'select app.open_together($1) as reads',
    values: [JSON.stringify(documents)],
  });
  return rows[0]?.reads.map(({ dossier, clocks, texts }) => ({
    id: dossier?.id ?? null,
    clocks,
    texts: Object.keys(texts ?? {}),
  }));
};

/** The places of those that shared statements, where none stood in the way of another. */
async function appendGroup(documents: readonly Document[]) {
  const { rows } = await queryOnce<{ written: readonly number[] }>(world.store.pool, {
    text: 'select app.append_group($1) as written',
    values: [JSON.stringify(documents)],
  });
  return rows[0]?.written;
}

async function append(documents: readonly Document[]) {
  const { rows } = await queryOnce<{ failed: { n: number; code: string; message: string }[] }>(world.store.pool, {
    text: 'select app.append_together($1) as failed',
    values: [JSON.stringify(documents)],
  });
  return rows[0]?.failed;
}
const idOf = ({ w }: Document) => w.changes[0]?.dossier.id;
const isWritten = async (document: Document) =>
  (
    await world.admin('select 1 from app.act where dossier = $1 and seq = $2', [
      idOf(document),
      document.w.changes[0]?.dossier.seq,
    ])
  ).length === 1;
const reminding = (dossier: DossierId): Command => ({
  dossier,
  act: 'remind',
  body: { clock: 'register', text: 'Xin xem giúp' },
});
const whole = async () => {
  const pool = openPool(world.adminUrl, 'app_worker', 1);
  try {
    return (await verify({ ...world.store, pool })).differences.map(describeDifference);
  } finally {
    await pool.end();
  }
};

describe('acts that travel together', () => {
  test('each is written as whoever performs it, in the one order there is', async () => {
    const asked = await Promise.all(
      Array.from({ length: 40 }, async (_, n) => {
        const person = PEOPLE[n % PEOPLE.length] ?? '';
        return { person, done: await world.act(person, asking) };
      }),
    );
    const written = await world.admin<{ dossier: string; actor: string; author: string }>(
      'select a.dossier, a.actor, d.author from app.act a join app.dossier d on d.id = a.dossier where d.id = any ($1)',
      [asked.map(({ done }) => done.dossier)],
    );
    const byDossier = new Map(written.map((row) => [row.dossier, row]));
    for (const { person, done } of asked) expect(byDossier.get(done.dossier)).toMatchObject({ actor: person, author: person });
    // Rows of one statement are of one transaction: they did share it, and did not fall apart without a word.
    const [{ groups } = { groups: 0 }] = await world.admin<{ groups: number }>(
      'select count(distinct xmin::text)::int as groups from app.act where dossier = any ($1)',
      [asked.map(({ done }) => done.dossier)],
    );
    expect(groups).toBeLessThan(asked.length / 3);
    expect(await whole()).toEqual([]);
  });

  test('what is read for one is not given to another, nor kept from whoever may read it', async () => {
    const hidden = await world.act('C2-staff', { ...asking, body: { ...asking.body, hide: 'yes' } });
    const other = await world.act('C2-staff', asking);
    const asked = [
      { person: 'D1-staff', dossier: hidden.dossier },
      { person: 'C2-staff', dossier: other.dossier },
      { person: 'C1-clerk', dossier: null },
    ];
    const nothing = { id: null, clocks: null, texts: [] };
    expect(await readTogether(asked)).toMatchObject([nothing, { id: other.dossier, texts: ['§1/body/what§'] }, nothing]);
    // The author of one may read it; of the other, nobody asks who may.
    expect(await readTogether([{ person: 'C2-staff', dossier: hidden.dossier }, ...asked.slice(1)])).toMatchObject([
      { id: hidden.dossier },
      { id: other.dossier },
      nothing,
    ]);
    // Two who ask for one dossier, one of whom may not.
    expect(
      await readTogether([
        { person: 'C2-staff', dossier: hidden.dossier },
        { person: 'D1-staff', dossier: hidden.dossier },
      ]),
    ).toMatchObject([{ id: hidden.dossier }, nothing]);
  });

  test('share their statements, each judged by the keys of its own performer', async () => {
    const opened = await Promise.all(
      ['C2-staff', 'D1-staff'].map((person) => world.act(person, { ...asking, body: { ...asking.body, hide: 'yes' } })),
    );
    const documents = [
      await documentFor('C1-staff'),
      ...(await Promise.all(
        ['C2-staff', 'D1-staff'].map((person, n) => documentFor(person, reminding(opened[n]?.dossier ?? asDossierId('')))),
      )),
      await documentFor('C1-head'),
    ];
    expect(await appendGroup(documents)).toEqual([0, 1, 2, 3]);
    for (const document of documents) expect(await isWritten(document)).toBe(true);
    const written = await world.admin<{ actor: string; texts: number; notices: number }>(
      `select a.actor, (select count(*)::int from app.vault v where v.dossier = a.dossier and v.seq = 2 and v.name = 'body/text') as texts,
         (select count(*)::int from app.notice n where n.dossier = a.dossier and n.seq = 2) as notices
       from app.act a where a.dossier = any ($1) and a.seq = 2 order by a.actor`,
      [opened.map(({ dossier }) => dossier)],
    );
    expect(written).toMatchObject([
      { actor: 'C2-staff', texts: 1 },
      { actor: 'D1-staff', texts: 1 },
    ]);
    expect(written.every(({ notices }) => notices > 0)).toBe(true);
    expect(await whole()).toEqual([]);
  });

  test('the keys of one open nothing to another of the same group', async () => {
    const mine = await world.act('C2-staff', { ...asking, body: { ...asking.body, hide: 'yes' } });
    const theirs = await world.act('D1-staff', { ...asking, body: { ...asking.body, hide: 'yes' } });
    const [first, second] = await Promise.all([
      documentFor('C2-staff', reminding(mine.dossier)),
      documentFor('D1-staff', reminding(theirs.dossier)),
    ]);
    // Each sends the act of the other: between them they hold every key that is needed.
    const crossed = [
      { ...first, w: second.w },
      { ...second, w: first.w },
    ];
    await expect(appendGroup(crossed)).rejects.toMatchObject({ code: 'KT001' });
    expect((await append(crossed))?.map(({ n }) => n)).toEqual([0, 1]);
    expect([await isWritten(first), await isWritten(second)]).toEqual([false, false]);
    // With a key that reaches the dossier and not the act.
    const reaching = { ...first, person: asPersonId('C1-clerk'), keys: 'role:inspector' };
    expect((await append([reaching, await documentFor('C1-staff')]))?.map(({ n }) => n)).toEqual([0]);
    expect(await append([first, second])).toEqual([]);
  });

  test('two on one dossier never share a statement: the later one hears that it moved', async () => {
    const { dossier } = await world.act('C2-staff', asking);
    const [first, second, other] = [
      await documentFor('C2-staff', reminding(dossier)),
      await documentFor('C2-staff', reminding(dossier)),
      await documentFor('C1-staff'),
    ];
    expect(await append([first, second, other])).toMatchObject([{ n: 1, code: 'KT001' }]);
    expect([await isWritten(first), await isWritten(other)]).toEqual([true, true]);
    const again = [
      await documentFor('C2-staff', reminding(dossier)),
      await documentFor('C2-staff', reminding(dossier)),
      await documentFor('C1-staff'),
    ];
    expect(await appendGroup(again)).toEqual([0, 2]);
  });

  test('whoever holds the connection reads nothing by it for another', async () => {
    const hidden = await world.act('C2-staff', { ...asking, body: { ...asking.body, hide: 'yes' } });
    const [owner, other] = [(await world.ask('C2-staff')).identity, (await world.ask('D1-staff')).identity];
    const readBy = (holder: Identity, identity: Identity) =>
      writeAs(world.store.pool, holder, async (client) => {
        const read = await readForActOn<ForAct>(client, { identity, dossier: hidden.dossier, idempotencyKey: null });
        const held = await client.query<{ person: string }>('select app.current_person() as person');
        return { isFound: read?.dossier != null, holder: held.rows[0]?.person };
      });
    expect(await readBy(owner, other)).toEqual({ isFound: false, holder: 'C2-staff' });
    expect(await readBy(other, owner)).toEqual({ isFound: true, holder: 'D1-staff' });
  });

  test('one key sent twice is written once', async () => {
    const once = { key: 'sent-twice', hash: '0'.repeat(64) };
    const [first, second, other] = [await documentFor('C2-staff'), await documentFor('C2-staff'), await documentFor('C1-staff')];
    const keyed = (document: Document) => ({ ...document, w: { ...document.w, idempotency: once } });
    expect(await append([keyed(first), keyed(second), other])).toMatchObject([{ n: 1, code: '23505' }]);
    expect([await isWritten(first), await isWritten(second), await isWritten(other)]).toEqual([true, false, true]);
    // The same key of another person is another key.
    expect(await appendGroup([keyed(await documentFor('C1-clerk')), await documentFor('C2-staff')])).toEqual([0, 1]);
  });

  test('a key for matters of one kind opens that kind alone', async () => {
    const [first, second] = [await documentFor('C2-staff'), await documentFor('C1-staff')];
    const within = (kind: string) => ({ ...second, keys: `${kind}@official` });
    expect(await append([first, within('tied')])).toMatchObject([{ n: 1, code: '42501' }]);
    expect(await appendGroup([await documentFor('C2-staff'), within('toy')])).toEqual([0, 1]);
  });

  test('ties, clocks and whom it concerns change where the act says so, and nowhere else', async () => {
    const [changed, left] = [await world.act('C2-staff', asking), await world.act('C2-staff', asking)];
    for (const { dossier } of [changed, left]) await world.act('C1-clerk', { dossier, act: 'register', body: {} });
    const answered = { stance: 'yes', text: 'Được giao đất xen kẹp' };
    const documents = [
      await documentFor('C1-head', { dossier: changed.dossier, act: 'answer', body: answered }),
      await documentFor('C2-staff', { dossier: left.dossier, act: 'remind', body: { clock: 'answer', text: 'Xin xem giúp' } }),
    ];
    expect(documents.map(({ w }) => 'concerned' in (w.changes[0] ?? {}))).toEqual([true, false]);
    const told = (dossier: string) =>
      world.admin<{ what: string }>(
        `select who as what from app.concern where dossier = $1
         union all select id || ' ' || state from app.clock where dossier = $1 order by 1`,
        [dossier],
      );
    const before = await told(left.dossier);
    expect(before.map(({ what }) => what)).toEqual(expect.arrayContaining(['answer running', 'person:C2-staff', 'register met']));
    expect(await appendGroup(documents)).toEqual([0, 1]);
    expect(await told(left.dossier)).toEqual(before);
    expect(await told(changed.dossier)).toEqual([{ what: 'answer met' }, { what: 'register met' }]);
    expect(await whole()).toEqual([]);
  });

  test('what is written by itself goes with the others and keeps none of them', async () => {
    const { hash, size } = await takeContent(world.store, await world.ask('C1-clerk'), Buffer.from('Bản vẽ'), 'text/plain');
    const tie = {
      to: (await world.act('C2-staff', asking)).dossier,
      what: 'Gắn hồ sơ',
      files: [{ hash, size, type: 'text/plain', name: 'a.txt' }],
    };
    const documents = [
      await documentFor('C2-staff'),
      await documentFor('C1-clerk', { kind: 'tied', act: 'tie', body: tie }),
      await documentFor('C1-staff'),
    ];
    expect(await append(documents)).toEqual([]);
    for (const document of documents) expect(await isWritten(document)).toBe(true);
    const lent = await documentFor('C1-clerk', { kind: 'tied', act: 'tie', body: tie });
    expect(await append([await documentFor('C2-staff'), { ...lent, ...askerOf(await world.ask('D1-staff')) }])).toMatchObject([
      { n: 1 },
    ]);
    expect(await whole()).toEqual([]);
  });

  test('one that the wall refuses undoes itself alone', async () => {
    const [first, forged, last] = await Promise.all(PEOPLE.slice(0, 3).map((person) => documentFor(person)));
    if (!first || !forged || !last) throw new Error('three are needed');
    expect(await append([first, { ...forged, keys: 'post:C1.clerk' }, last])).toMatchObject([{ n: 1, code: '42501' }]);
    expect([await isWritten(first), await isWritten(forged), await isWritten(last)]).toEqual([true, false, true]);
  });

  test('one without its leaf is refused where it stands, not with all that came with it', async () => {
    const [first, forged, last] = await Promise.all(PEOPLE.slice(0, 3).map((person) => documentFor(person)));
    if (!first || !forged || !last) throw new Error('three are needed');
    const [change] = forged.w.changes;
    if (!change) throw new Error('a change is needed');
    const headless = { ...change, dossier: { ...change.dossier, head: '00'.repeat(32) } };
    expect(await append([first, { ...forged, w: { ...forged.w, changes: [headless] } }, last])).toMatchObject([
      { n: 1, code: 'KT020' },
    ]);
    expect([await isWritten(first), await isWritten(forged), await isWritten(last)]).toEqual([true, false, true]);
    expect(await whole()).toEqual([]);
  });

  test('who must wait for a lock keeps nobody waiting, and is heard when it is free', async () => {
    const held = await world.act('C2-staff', asking);
    const other = new pg.Client({ connectionString: world.adminUrl });
    await other.connect();
    try {
      await other.query('begin');
      await other.query('select 1 from app.dossier where id = $1 for update', [held.dossier]);
      const body = { clock: 'register', text: 'Xin xem giúp' };
      const waiting = world.act('C2-staff', { dossier: held.dossier, act: 'remind', body });
      const done = await Promise.all(Array.from({ length: 20 }, () => world.act('C1-staff', asking)));
      expect(new Set(done.map(({ dossier }) => dossier)).size).toBe(20);
      await other.query('commit');
      expect(await waiting).toMatchObject({ dossier: held.dossier, seq: 2 });
    } finally {
      await other.end();
    }
  });
});
