import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toyKind } from '../../tests/support/toy-kind.ts';
import { createWorld, type World } from '../../tests/support/world.ts';
import { newChain, toChange } from './change.ts';
import { joinKeys, openPool, queryOnce } from './database.ts';
import { foresee } from './perform.ts';
import { readForActs } from './together.ts';
import { describeDifference, verify } from './verify.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld({ kinds: [toyKind], limits: { 'toy.register': 1, 'toy.answer': 5 } });
  await world.setClock('2026-11-16T02:00:00Z');
});
afterAll(() => world.close());

const PEOPLE = ['C2-staff', 'C1-staff', 'C1-clerk', 'C1-head', 'D1-staff'];
const asking = { kind: 'toy', act: 'ask', body: { what: 'Chưa có quy định giao đất xen kẹp', unit: 'C1', hide: 'no' } };

/** What the write door would send for somebody who asks. */
async function documentFor(person: string) {
  const { identity } = await world.ask(person);
  const { decision } = await foresee(world.store, { person: identity.person }, asking);
  if (!decision) throw new Error('nothing was decided');
  const { organisation, law } = await readForActs<{ organisation: number; law: number }>(world.store.pool, {
    identity,
    dossier: null,
    idempotencyKey: null,
  });
  const change = toChange(decision.changes[0], newChain(), new Map());
  return {
    tenant: identity.tenant,
    person: identity.person,
    keys: joinKeys(identity.keys),
    w: { organisation, law, changes: [change] },
  };
}
type Document = Awaited<ReturnType<typeof documentFor>>;

async function append(documents: readonly Document[]) {
  const { rows } = await queryOnce<{ failed: { n: number; code: string; message: string }[] }>(world.store.pool, {
    text: 'select app.append_together($1) as failed',
    values: [JSON.stringify(documents)],
  });
  return rows[0]?.failed;
}
const idOf = ({ w }: Document) => w.changes[0]?.dossier.id;
const isWritten = async (document: Document) =>
  (await world.admin('select 1 from app.act where dossier = $1', [idOf(document)])).length === 1;
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
    expect(await whole()).toEqual([]);
  });

  test('what is read for one is not given to another', async () => {
    const opened = await world.act('C2-staff', { ...asking, body: { ...asking.body, hide: 'yes' } });
    const read = await Promise.all(
      Array.from({ length: 30 }, async (_, n) => {
        const person = ['C2-staff', 'D1-staff', 'C1-clerk'][n % 3] ?? '';
        const { identity } = await world.ask(person);
        const found = await readForActs<{ dossier: object | null }>(world.store.pool, {
          identity,
          dossier: opened.dossier,
          idempotencyKey: null,
        });
        return { person, isFound: found.dossier !== null };
      }),
    );
    for (const { person, isFound } of read) expect({ person, isFound }).toEqual({ person, isFound: person !== 'D1-staff' });
  });

  test('one that the wall refuses undoes itself alone', async () => {
    const [first, forged, last] = await Promise.all(PEOPLE.slice(0, 3).map(documentFor));
    if (!first || !forged || !last) throw new Error('three are needed');
    expect(await append([first, { ...forged, keys: 'post:C1.clerk' }, last])).toMatchObject([{ n: 1, code: '42501' }]);
    expect([await isWritten(first), await isWritten(forged), await isWritten(last)]).toEqual([true, false, true]);
  });

  test('one without its leaf is refused where it stands, not with all that came with it', async () => {
    const [first, forged, last] = await Promise.all(PEOPLE.slice(0, 3).map(documentFor));
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
