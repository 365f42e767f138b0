/** Witnesses away for five hours: recording goes on, decisions stop after four, nobody's clock runs out for it, and all goes on when they are back. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenedLog, openLog } from '../../tests/support/open-log.ts';
import { toyKind } from '../../tests/support/toy-kind.ts';
import { startWitness, type TestWitness } from '../../tests/support/witness.ts';
import { createWorld, type World } from '../../tests/support/world.ts';
import type { RegisteredKind } from '../dossier/registry.ts';
import { asPersonId, type DossierId } from '../kernel/ids.ts';
import { readWitnessPolicy } from '../ledger/witness-policy.ts';
import type { Command } from '../store/command.ts';
import { openPool } from '../store/database.ts';
import { readCheckpoint } from '../store/ledger/published.ts';
import { takeCosignatures } from '../store/ledger/take-cosignatures.ts';
import { notePolicy, settleOutage } from '../store/ledger/witnessing.ts';
import { perform } from '../store/perform.ts';
import { createStore } from '../store/store.ts';
import { verify } from '../store/verify.ts';
import { followOutage } from './outage.ts';
import { settleDue } from './settle-due.ts';

const HOUR = 3_600_000;
const { answer } = toyKind.kind.acts;
if (!answer) throw new Error('the toy has no answer');
/** The toy, whose answer is a decision somebody signs. */
const decidedKind: RegisteredKind = {
  ...toyKind,
  kind: { ...toyKind.kind, acts: { ...toyKind.kind.acts, answer: { ...answer, sign: true } } },
};

let world: World;
let log: OpenedLog;
let witness: TestWitness;
beforeAll(async () => {
  world = await createWorld({ kinds: [decidedKind], limits: { 'toy.register': 2, 'toy.answer': 5 } });
  await world.setClock('2026-11-16T02:00:00Z');
  log = await openLog(world);
  witness = await startWitness('mat-tran', []);
  const policy = readWitnessPolicy(`witness mat-tran ${witness.vkey}\nquorum mat-tran\n`);
  await notePolicy(log.store, { policy, patienceMillis: 4 * HOUR });
});
afterAll(async () => {
  await witness.close();
  await log.close();
  await world.close();
});

const ask = async () =>
  (await world.act('C2-staff', { kind: 'toy', act: 'ask', body: { what: 'Bến phà chưa có người trực', unit: 'C1', hide: 'no' } }))
    .dossier;
const registered = async () => {
  const dossier = await ask();
  await world.act('C1-clerk', { dossier, act: 'register', body: {} });
  return dossier;
};
const decision = (dossier: DossierId): Command => ({
  dossier,
  act: 'answer',
  body: { stance: 'yes', text: 'Đã bố trí người trực' },
});
/** What a process that has just started says. */
async function asks(person: string, command: Command): Promise<string> {
  const pool = openPool(world.adminUrl, 'app_web', 2);
  const store = createStore(pool, world.store.tenant, world.store.registry);
  const said = await perform(store, { person: asPersonId(person) }, command).then(
    () => 'done',
    (error: { code: string }) => error.code,
  );
  await pool.end();
  return said;
}
/** As if it had all been so much earlier. */
const longAgo = (span: string) =>
  world.admin(`
    set session_replication_role = replica;
    update app.ledger_policy set since = since - interval '${span}';
    update app.ledger_log set opened_at = opened_at - interval '${span}';
    update app.ledger_checkpoint set signed_at = signed_at - interval '${span}';
    update app.ledger_quorum set reached_at = reached_at - interval '${span}';
    update app.ledger_witness set cosigned_at = cosigned_at - interval '${span}';
    set session_replication_role = origin`);
const cosign = async () => {
  const note = (await readCheckpoint(world.store, 'main'))?.note ?? '';
  expect((await takeCosignatures(world.store, 'main', note + witness.cosign(note))).taken).toEqual(['mat-tran']);
};
const clockOf = async (dossier: DossierId) =>
  (
    await world.admin<{ state: string; due: Date; reason: string | null }>(
      `select state, due_at as due, detail->>'pauseReason' as reason from app.clock where dossier = $1 and name = 'answer'`,
      [dossier],
    )
  )[0];

test('five hours without witnesses', async () => {
  const before = await registered();
  const waiting = await registered();
  await log.sequence();
  await cosign();
  await registered();
  await log.sequence();
  await longAgo('3 hours 59 minutes');
  expect(await settleOutage(log.store)).toBeUndefined();
  expect(await asks('C1-head', decision(before))).toBe('done');

  await longAgo('2 minutes');
  expect(await settleOutage(log.store)).toBe('declared');
  expect(await settleOutage(log.store)).toBeUndefined();
  expect(await asks('C1-head', decision(waiting))).toBe('ledger.no_witness');
  const meanwhile = await registered();
  const before5h = (await clockOf(waiting))?.due;
  expect(await followOutage(log.store)).toBe(3);
  expect(await followOutage(log.store)).toBe(0);
  for (const dossier of [waiting, meanwhile]) expect(await clockOf(dossier)).toMatchObject({ state: 'paused', reason: 'outage' });

  await longAgo('58 minutes');
  await world.moveClock(20 * 24 * HOUR);
  await settleDue(log.store);
  expect(await world.admin(`select 1 from app.act where name = 'lapse' and body->>'clock' = 'answer'`)).toEqual([]);
  expect(await asks('C1-head', decision(waiting))).toBe('ledger.no_witness');

  await log.sequence();
  await cosign();
  expect(await settleOutage(log.store)).toBe('ended');
  expect(await followOutage(log.store)).toBe(3);
  await settleDue(log.store);
  const after = await clockOf(waiting);
  expect(after).toMatchObject({ state: 'running', reason: null });
  expect(after?.due.getTime()).toBeGreaterThan(before5h?.getTime() ?? Number.POSITIVE_INFINITY);
  expect(await asks('C1-head', decision(waiting))).toBe('done');
  expect(
    await world.admin('select 1 from app.ledger_outage where ended_at > declared_at and declared_at > started_at'),
  ).toHaveLength(1);
  expect((await verify(log.store)).differences).toEqual([]);
});

test('a clock its kind pauses during an outage waits for the end of that pause, not of the outage', async () => {
  const dossier = await registered();
  await log.sequence();
  await longAgo('5 hours');
  await followOutage(log.store);
  expect((await clockOf(dossier))?.reason).toBe('outage');
  await world.act('C1-head', { dossier, act: 'pause', body: { why: 'Chờ xã gửi thêm giấy tờ' } });
  expect((await clockOf(dossier))?.reason).toBe('waiting');
  await log.sequence();
  await cosign();
  await followOutage(log.store);
  expect(await clockOf(dossier)).toMatchObject({ state: 'paused', reason: 'waiting' });
  await world.act('C1-head', { dossier, act: 'resume', body: {} });
  expect((await clockOf(dossier))?.state).toBe('running');
});

test('what a witness signed long ago, brought again by anybody, is no sign of life and ends no outage', async () => {
  await registered();
  await log.sequence();
  await cosign();
  const old = (await readCheckpoint(world.store, 'main'))?.note ?? '';
  await registered();
  await log.sequence();
  await longAgo('5 hours');
  expect(await settleOutage(log.store)).toBe('declared');
  await takeCosignatures(world.store, 'main', old);
  const signedAnew = old + witness.cosign(old, Math.floor(Date.now() / 1000) + 5);
  expect(await settleOutage(log.store)).toBeUndefined();
  expect(
    await world.admin(`select 1 from app.ledger_witness where log = 'main' and cosigned_at > now() - interval '4 hours'`),
  ).toEqual([]);
  // Even the witness itself, as long as it signs nothing of what waits.
  expect((await takeCosignatures(world.store, 'main', signedAnew)).taken).toEqual(['mat-tran']);
  expect(await settleOutage(log.store)).toBeUndefined();
  await cosign();
  expect(await settleOutage(log.store)).toBe('ended');
});

test('another policy, or another patience and back, does not begin the waiting anew', async () => {
  const dossier = await registered();
  await log.sequence();
  await longAgo('5 hours');
  const text = `# Từ năm 2027\nwitness mat-tran ${witness.vkey}\nquorum mat-tran\n`;
  const policy = readWitnessPolicy(text);
  await notePolicy(log.store, { policy, patienceMillis: 4 * HOUR });
  expect(await settleOutage(log.store)).toBe('declared');
  expect(await asks('C1-head', decision(dossier))).toBe('ledger.no_witness');
  await notePolicy(log.store, { policy, patienceMillis: 8 * HOUR });
  expect(await settleOutage(log.store)).toBe('ended');
  await notePolicy(log.store, { policy, patienceMillis: 4 * HOUR });
  expect(await Promise.all([settleOutage(log.store), settleOutage(log.store)])).toEqual(
    expect.arrayContaining(['declared', undefined]),
  );
  expect(await settleOutage(log.store)).toBeUndefined();
  const open = await world.admin<{ ok: boolean }>(
    'select started_at >= (select max(ended_at) from app.ledger_outage) as ok from app.ledger_outage where ended_at is null',
  );
  expect(open).toEqual([{ ok: true }]);
  await cosign();
  expect(await settleOutage(log.store)).toBe('ended');
});

test('an installation that names nobody never waits', async () => {
  const dossier = await registered();
  await log.sequence();
  await longAgo('50 hours');
  await notePolicy(log.store, undefined);
  expect(await settleOutage(log.store)).toBeUndefined();
  expect(await asks('C1-head', decision(dossier))).toBe('done');
});
