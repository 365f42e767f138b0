import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { layWire } from '../../tests/support/cuttable-wire.ts';
import { lawValue } from '../../tests/support/law-value.ts';
import { toyKind } from '../../tests/support/toy-kind.ts';
import { createWorld, type World } from '../../tests/support/world.ts';
import type { DossierId } from '../kernel/ids.ts';
import { organisationDecisionKind } from '../kinds/organisation-decision/index.ts';
import { ruleSetKind } from '../kinds/rule-set/index.ts';
import { openPool } from '../store/database.ts';
import { readCondition } from '../store/read/condition.ts';
import { createStore, type Store } from '../store/store.ts';
import { carryOutFollowUp, createTasks, reorganiseAll, settleDue, startWorker } from './index.ts';
import { tellNearing } from './tell-nearing.ts';

const MONDAY = '2026-11-23T02:05:00Z';
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

let world: World;
beforeAll(async () => {
  world = await createWorld({
    kinds: [toyKind, organisationDecisionKind, ruleSetKind],
    limits: { 'toy.register': 2, 'toy.answer': 5 },
  });
});
afterAll(() => world.close());
beforeEach(() => world.setClock(MONDAY));

async function ask(unit: string): Promise<DossierId> {
  const body = { what: 'Chưa có quy định giao đất xen kẹp', unit, hide: 'no' };
  return (await world.act('C2-staff', { kind: 'toy', act: 'ask', body })).dossier;
}

async function decide(kind: string, heading: object, act: string, body: object): Promise<DossierId> {
  const { dossier } = await world.act(null, {
    kind,
    act: 'draft',
    body: { title: 'Về việc thử', date: '2026-11-20', ...heading },
  });
  await world.act(null, { dossier, act, body });
  await world.act(null, { dossier, act: 'sign', body: {} });
  return dossier;
}

async function actsOf(dossier: DossierId): Promise<readonly string[]> {
  const rows = await world.admin<{ name: string }>('select name from app.act where dossier = $1 order by seq', [dossier]);
  return rows.map((row) => row.name);
}

async function clockOf(dossier: DossierId, name: string): Promise<{ holder: string; due: string } | undefined> {
  const rows = await world.admin<{ holder: string; due: string }>(
    `select holder, to_char(due_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD') as due from app.clock where dossier = $1 and name = $2`,
    [dossier, name],
  );
  return rows[0];
}

test('lapses are recorded once, however many workers look and however often', async () => {
  const dossiers = [await ask('C1'), await ask('C1'), await ask('D1')];
  expect(await settleDue(world.store)).toBe(0);
  await world.setClock('2026-11-26T02:05:00Z');
  const other = createStore(world.store.pool, world.store.tenant, world.store.registry);
  await Promise.all([settleDue(world.store), settleDue(other), settleDue(world.store)]);
  for (const dossier of dossiers) expect(await actsOf(dossier)).toEqual(['ask', 'lapse']);
  expect(await settleDue(world.store)).toBe(0);
});

test('a worker that comes days late records every level of the silence at its own moment', async () => {
  const dossier = await ask('C1');
  await world.setClock('2026-11-30T02:05:00Z');
  await settleDue(world.store);
  expect(await actsOf(dossier)).toEqual(['ask', 'lapse', 'lapse']);
});

test('a new day off reaches an open clock by an act that names the decision, and taking it back does too', async () => {
  const dossier = await ask('C1');
  const day = {
    date: '2026-11-24',
    nameVi: 'Nghỉ bão',
    nameEn: 'Storm day',
    basis: 'thử',
    source: 'thử',
    confidence: 'verified',
  };
  expect((await clockOf(dossier, 'register'))?.due).toBe('2026-11-25');
  await decide('rule-set', { decisionNumber: '7/QĐ-UBND' }, 'add-calendar-days', { days: [{ ...day, kind: 'holiday' }] });
  expect(await reorganiseAll(world.store)).toMatchObject({ recounted: 1, stuck: 0 });
  expect((await clockOf(dossier, 'register'))?.due).toBe('2026-11-26');
  const [row] = await world.admin<{ body: object }>("select body from app.act where dossier = $1 and name = 'recompute-clock'", [
    dossier,
  ]);
  expect(row?.body).toEqual({ clock: 'register', decision: '7/QĐ-UBND' });
  expect(await reorganiseAll(world.store)).toMatchObject({ recounted: 0 });
  await decide('rule-set', { decisionNumber: '8/QĐ-UBND', date: '2026-11-21' }, 'add-calendar-days', {
    days: [{ ...day, kind: 'working' }],
  });
  expect(await reorganiseAll(world.store)).toMatchObject({ recounted: 1 });
  expect((await clockOf(dossier, 'register'))?.due).toBe('2026-11-25');
});

test('a limit set anew governs clocks that start from then on and leaves open ones alone', async () => {
  const before = await ask('C1');
  await decide('rule-set', { decisionNumber: '9/QĐ-UBND' }, 'set-parameter', {
    parameter: 'toy.register',
    unit: 'working-day',
    value: '3',
    clause: 'Điều 1',
  });
  expect(await reorganiseAll(world.store)).toMatchObject({ recounted: 0 });
  const after = await ask('C1');
  expect([(await clockOf(before, 'register'))?.due, (await clockOf(after, 'register'))?.due]).toEqual([
    '2026-11-25',
    '2026-11-26',
  ]);
});

test('follow-up acts are carried out by a worker of its own role; what is refused is recorded with the reason', async () => {
  const heading = (n: number, replaces?: string) => ({ decisionNumber: `${n}-QĐ/TU`, ...(replaces ? { replaces } : {}) });
  const name = (text: string) => ({ changes: [{ change: 'rename-unit', unit: 'D2', nameVi: text, nameEn: text }] });
  const first = await decide('organisation-decision', heading(1), 'add-changes', name('Sở A'));
  const second = await decide('organisation-decision', heading(2, first), 'add-changes', name('Sở B'));
  const third = await decide('organisation-decision', heading(3, first), 'add-changes', name('Sở C'));
  const pool = openPool(world.adminUrl, 'app_worker', 6);
  const worker = await startWorker({ pool, store: createStore(pool, world.store.tenant, world.store.registry), log: silent });
  const settled = async () => {
    const rows = await world.admin<{ left: number }>(
      `select (select count(*) from app.follow_up where done_seq is null and refused is null)::int
         + (select count(*) from graphile_worker.jobs where attempts < max_attempts and task_identifier <> 'lapses')::int as left`,
    );
    return rows[0]?.left;
  };
  await expect.poll(settled, { timeout: 30_000, interval: 200 }).toBe(0);
  await worker.stop();
  const again = await carryOutFollowUp(createStore(pool, world.store.tenant, world.store.registry), {
    dossier: second,
    seq: 3,
    n: 1,
  });
  await pool.end();
  const [dossier] = await world.admin<{ stage: string; state: { replacedBy: string } }>(
    'select stage, state from app.dossier where id = $1',
    [first],
  );
  const outcomes = await world.admin<{ done_seq: number | null; refused: string | null }>(
    'select done_seq, refused from app.follow_up where cause_dossier in ($1, $2)',
    [second, third],
  );
  expect(dossier).toMatchObject({ stage: 'replaced', state: { replacedBy: expect.stringMatching(/^[23]-QĐ/) } });
  expect(outcomes.map((o) => o.refused ?? 'done').sort()).toEqual(['act.stage', 'done']);
  expect(again).toBe('settled-before');
  expect(await world.admin('select 1 from graphile_worker.jobs where last_error is not null')).toEqual([]);
});

test('a job that was done when the database went away is noted as done once it is back, and the worker lives on', async () => {
  const wire = await layWire(world.adminUrl);
  const pool = openPool(wire.url, 'app_worker', 4);
  pool.on('connect', (client) => client.on('error', () => undefined));
  let done = 0;
  const worker = await startWorker({
    pool,
    store: createStore(pool, world.store.tenant, world.store.registry),
    log: silent,
    onJob: () => {
      done += 1;
      // The first is noted nowhere yet.
      if (done === 1) wire.cut();
    },
  });
  const left = async () => (await world.admin("select 1 from graphile_worker.jobs where task_identifier = 'lapses'")).length;
  await expect.poll(() => done, { timeout: 20_000 }).toBe(1);
  expect(await left()).toBe(1);
  wire.mend();
  await expect.poll(left, { timeout: 30_000, interval: 200 }).toBe(0);
  expect(done).toBe(1);
  await worker.stop();
  await pool.end();
  await wire.close();
});

/** A store on connections that may do what a worker may. */
let worker: Store;
beforeAll(() => {
  worker = createStore(openPool(world.adminUrl, 'app_worker', 2), world.store.tenant, world.store.registry);
});
afterAll(() => worker.pool.end());

test('a decision moves clocks on its own day, not when it is signed', async () => {
  const dossier = await ask('C1');
  await decide('organisation-decision', { decisionNumber: '4-QĐ/TU', effectiveOn: '2026-11-24' }, 'add-changes', {
    changes: [{ change: 'dissolve-unit', unit: 'C1', successors: 'C2' }],
  });
  const { lapses } = createTasks({ pool: worker.pool, store: worker, log: silent });
  await lapses?.({}, {} as never);
  expect((await clockOf(dossier, 'register'))?.holder).toBe('C1.clerk');
  await world.setClock('2026-11-24T02:05:00Z');
  await lapses?.({}, {} as never);
  expect((await clockOf(dossier, 'register'))?.holder).toBe('C2.clerk');
  await world.act('C2-clerk', { dossier, act: 'register', body: {} });
  expect(await actsOf(dossier)).toEqual(['ask', 'reassign-holder', 'register']);
});

test('a worker that takes up its round is seen, once every round', async () => {
  const { lapses } = createTasks({ pool: worker.pool, store: worker, log: silent });
  await world.admin("delete from app.setting where name = 'worker.seen'");
  expect((await readCondition(worker)).workerSeen).toBeNull();
  await lapses?.({}, {} as never);
  const first = (await readCondition(worker)).workerSeen;
  await lapses?.({}, {} as never);
  const second = (await readCondition(worker)).workerSeen;
  expect(first !== null && second !== null && first < second).toBe(true);
});

test('a clock whose holder is merely vacant stays with the post', async () => {
  const dossier = await ask('D1');
  await decide('organisation-decision', { decisionNumber: '5-QĐ/TU' }, 'add-changes', {
    changes: [{ change: 'relieve', post: 'D1.clerk' }],
  });
  await reorganiseAll(world.store);
  expect((await clockOf(dossier, 'register'))?.holder).toBe('D1.clerk');
  const { org } = await world.ask(null);
  expect(org.actingHolder('D1.clerk' as never)?.post).toBe('D1.head');
});

test('the holder of a clock is told once when half and when most of its time has gone', async () => {
  await world.seed([lawValue('notice.first', 50, 'percent'), lawValue('notice.second', 80, 'percent')]);
  const dossier = await ask('C2');
  const pool = openPool(world.adminUrl, 'app_worker', 2);
  const store = createStore(pool, world.store.tenant, world.store.registry);
  const told = async () =>
    (
      await world.admin<{ code: string; to_key: string }>(
        "select code, to_key from app.notice where dossier = $1 and code like 'clock.nearing%' order by id",
        [dossier],
      )
    ).map((n) => `${n.code} ${n.to_key}`);
  const goTo = async (share: number) => {
    const [at] = await world.admin<{ at: Date }>(
      "select start_at + $2 * (due_at - start_at) as at from app.clock where dossier = $1 and name = 'register'",
      [dossier, share],
    );
    await world.setClock(at?.at.toISOString() ?? '');
  };
  await tellNearing(store);
  expect(await told()).toEqual([]);
  await goTo(0.6);
  await tellNearing(store);
  await tellNearing(store);
  expect(await told()).toEqual(['clock.nearing-first post:C2.clerk']);
  await goTo(0.9);
  await tellNearing(store);
  expect(await told()).toEqual(['clock.nearing-first post:C2.clerk', 'clock.nearing-second post:C2.clerk']);
  await pool.end();
  await expect(world.store.pool.query("select app.tell_nearing('x', 0.5)")).rejects.toMatchObject({ code: '42501' });
});
