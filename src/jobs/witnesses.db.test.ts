/** Witnesses are shown what is new, together and at once; what contradicts them is kept and named. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type OpenedLog, openLog } from '../../tests/support/open-log.ts';
import { toyKind } from '../../tests/support/toy-kind.ts';
import { startWitness, type TestWitness } from '../../tests/support/witness.ts';
import { createWorld, type World } from '../../tests/support/world.ts';
import { parseNote } from '../../verifier/formats/note.ts';
import { parsePolicy } from '../../verifier/formats/policy.ts';
import { readWitnessPolicy, type WitnessPolicy } from '../ledger/witness-policy.ts';
import { readCheckpoint } from '../store/ledger/published.ts';
import { notePolicy, readPolicy, readTarget } from '../store/ledger/witnessing.ts';
import { verifyLedgerAlone } from '../store/verify.ts';
import type { JobLog } from './system.ts';
import { showCheckpoint, startWitnesses } from './witnesses.ts';

const HOURS = 3_600_000;
const never = new AbortController().signal;

let world: World;
let log: OpenedLog;
let witnesses: TestWitness[];
let policy: WitnessPolicy;
const told: string[] = [];
const jobLog: JobLog = {
  info: (_fields, message) => void told.push(message),
  warn: (_fields, message) => void told.push(message),
  error: (_fields, message) => void told.push(message),
};

const ask = async () =>
  (await world.act('C2-staff', { kind: 'toy', act: 'ask', body: { what: 'Bến phà chưa có người trực', unit: 'C1', hide: 'no' } }))
    .dossier;
const quorum = async () =>
  Number((await world.admin<{ size: string }>(`select size from app.ledger_quorum where log = 'main'`))[0]?.size ?? -1);
const answerOf = async (witness: TestWitness) =>
  (
    await world.admin<{ answer: string }>(`select answer from app.ledger_witness where log = 'main' and witness = $1`, [
      witness.name,
    ])
  )[0]?.answer;

async function show(witness: TestWitness): Promise<string> {
  const target = await readTarget(log.store, 'main');
  const one = policy.witnesses.find(({ name }) => name === witness.name);
  if (!target || one?.url === undefined) throw new Error('nothing to show');
  return showCheckpoint(log.store, policy, { ...one, url: one.url }, target, jobLog, never);
}

beforeAll(async () => {
  world = await createWorld({ kinds: [toyKind], limits: { 'toy.register': 1, 'toy.answer': 5 } });
  await world.setClock('2026-11-16T02:00:00Z');
  log = await openLog(world);
  await log.sequence();
});
beforeEach(async () => {
  await world.admin(
    'delete from app.ledger_cosignature; delete from app.ledger_witness; delete from app.ledger_quorum; delete from app.ledger_alarm',
  );
  const logs = [log.signer.logKey('main', log.origin), log.signer.logKey('reads', 'khoithong-reads.test/1')];
  witnesses = await Promise.all(['kiem-tra', 'mat-tran', 'dai-hoc'].map((name) => startWitness(name, logs)));
  policy = readWitnessPolicy(
    [
      ...witnesses.map((one) => `witness ${one.name} ${one.vkey} ${one.url}`),
      `group dat 2 ${witnesses.map((one) => one.name).join(' ')}`,
      'quorum dat',
      '',
    ].join('\n'),
  );
  await notePolicy(log.store, { policy, patienceMillis: 4 * HOURS });
  told.length = 0;
  return async () => {
    await Promise.all(witnesses.map((one) => one.close()));
  };
});
afterAll(async () => {
  await log.close();
  await world.close();
});

const [first, second, third] = [0, 1, 2].map((n) => () => witnesses[n] as TestWitness) as [
  () => TestWitness,
  () => TestWitness,
  () => TestWitness,
];

describe('a witness that is asked', () => {
  test('cosigns, and its line is published under the checkpoint it signed', async () => {
    expect(await show(first())).toBe('cosigned');
    const { note = '' } = (await readCheckpoint(world.store, 'main')) ?? {};
    expect(parseNote(note).signatures.map((one) => one.name)).toEqual([log.origin, 'kiem-tra']);
    expect(await quorum()).toBe(-1);
    expect(await show(second())).toBe('cosigned');
    expect(await quorum()).toBe((await readTarget(log.store, 'main'))?.size);
  });

  test('that knows another size than we thought is shown how the tree goes on from there', async () => {
    await show(first());
    await ask();
    await log.sequence();
    await world.admin('delete from app.ledger_witness');
    expect(await show(first())).toBe('cosigned');
    expect(first().answered).toEqual([200, 409, 200]);
  });

  test('and another that answers at the same moment are counted together', async () => {
    const size = (await readTarget(log.store, 'main'))?.size ?? 0;
    for (let n = 0; n < 20; n++) {
      await world.admin('delete from app.ledger_cosignature; delete from app.ledger_quorum');
      await Promise.all([show(first()), show(second())]);
      expect([n, await quorum()]).toEqual([n, size]);
    }
  });

  test('that holds another past raises an alarm that stays, once, and is not asked again before somebody has answered for it', async () => {
    const size = (await readTarget(log.store, 'main'))?.size ?? 0;
    first().seen.set(log.origin, { size: size - 1, root: Buffer.alloc(32, 7) });
    await world.admin(`insert into app.ledger_witness values ('test', 'main', 1, 'kiem-tra', $1, now(), 'cosigned', now())`, [
      size - 1,
    ]);
    expect(await show(first())).toBe('fork');
    expect(await show(first())).toBe('fork');
    expect(await world.admin('select witness, code, size::int, lifted_at from app.ledger_alarm')).toEqual([
      { witness: 'kiem-tra', code: 'fork', size, lifted_at: null },
    ]);
    expect(told).toEqual(['a witness holds another past']);
    expect((await readTarget(log.store, 'main'))?.known.get('kiem-tra')?.isBarred).toBe(true);
    const asked = first().answered.length;
    const running = startWitnesses(log.store, policy, jobLog, async () => undefined);
    await expect.poll(() => quorum(), { timeout: 20_000 }).toBe(size);
    await running.stop();
    expect(first().answered.length - asked).toBe(0);
  });

  test('that has seen more than there is raises an alarm: the record is an older copy', async () => {
    first().seen.set(log.origin, { size: 1_000_000, root: Buffer.alloc(32, 7) });
    expect(await show(first())).toBe('behind');
    expect(await world.admin('select code, witness_size::int from app.ledger_alarm')).toEqual([
      { code: 'behind', witness_size: 1_000_000 },
    ]);
    expect(told).toEqual(['a witness has seen more than there is']);
  });

  test('whose signature does not hold has said nothing', async () => {
    first().behave('forging');
    expect(await show(first())).toBe('bad-cosignature');
    expect(await world.admin('select 1 from app.ledger_cosignature')).toEqual([]);
    expect(await answerOf(first())).toBe('bad-cosignature');
  });

  test('that does not know the log, or is not there, is noted as such', async () => {
    const strange = await startWitness('kiem-tra', []);
    witnesses[0] = strange;
    policy = readWitnessPolicy(`witness kiem-tra ${strange.vkey} ${strange.url}\nquorum kiem-tra\n`);
    expect(await show(strange)).toBe('unknown-log');
    strange.behave('away');
    expect(await show(strange)).toBe('away');
  });
});

describe('all of them together', () => {
  test('are enough for a new checkpoint although one is silent, and the silent one comes after once it answers', async () => {
    third().behave('silent');
    await ask();
    const size = await log.sequence();
    const running = startWitnesses(log.store, policy, jobLog, async () => undefined);
    await expect.poll(() => quorum(), { timeout: 20_000 }).toBe(size);
    third().behave('away');
    await expect.poll(() => answerOf(third()), { timeout: 20_000 }).toBe('away');
    third().behave('well');
    await expect.poll(() => answerOf(third()), { timeout: 40_000 }).toBe('cosigned');
    await running.stop();
  });

  test('are enough also where two workers ask them', async () => {
    await ask();
    const size = await log.sequence();
    const running = [1, 2].map(() => startWitnesses(log.store, policy, jobLog, async () => undefined));
    await expect.poll(() => quorum(), { timeout: 20_000 }).toBe(size);
    await Promise.all(running.map((one) => one.stop()));
    expect(await world.admin('select 1 from app.ledger_alarm')).toEqual([]);
  });
});

describe('a policy', () => {
  test('is known to every process as it was written, until another is named or none', async () => {
    expect((await readPolicy(world.store))?.text).toBe(policy.text);
    await notePolicy(log.store, undefined);
    expect(await readPolicy(world.store)).toBeUndefined();
  });

  test('that names another witness leaves what the one before it signed as good as it was', async () => {
    await show(first());
    const next = `witness khac ${second().vkey}\nquorum khac\n`;
    await notePolicy(log.store, { policy: readWitnessPolicy(next), patienceMillis: 4 * HOURS });
    const codes = async () =>
      (await verifyLedgerAlone(log.store, { policy: parsePolicy(next) })).differences.map(({ code }) => code);
    expect(await codes()).toEqual([]);
    await world.admin('update app.ledger_cosignature set time = time - 1');
    expect(await codes()).toEqual(['cosignature-wrong']);
  });

  test('with an address that is none is refused', () => {
    expect(() => readWitnessPolicy(`witness a ${first().vkey} ftp://x\nquorum a\n`)).toThrow('policy-line');
  });
});
