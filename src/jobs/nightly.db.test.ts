/** The record is verified once a night, by one at a time, and what was found is kept for anybody to see, whole or not. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type OpenedLog, openLog } from '../../tests/support/open-log.ts';
import { toyKind } from '../../tests/support/toy-kind.ts';
import { createWorld, type World } from '../../tests/support/world.ts';
import type { DossierId } from '../kernel/ids.ts';
import { checkWhole } from '../store/check-whole.ts';
import { readLedgerState } from '../store/ledger/state.ts';
import { checkOnce, startNightly } from './nightly.ts';
import type { JobLog } from './system.ts';

const never = new AbortController().signal;
const always = () => true;

let world: World;
let log: OpenedLog;
let dossier: DossierId;
const told: [string, object, string][] = [];
const jobLog: JobLog = {
  info: (fields, message) => void told.push(['info', fields, message]),
  warn: (fields, message) => void told.push(['warn', fields, message]),
  error: (fields, message) => void told.push(['error', fields, message]),
};
const whole = () => checkWhole(log.store);
const last = async () => (await readLedgerState(log.store)).check;

beforeAll(async () => {
  world = await createWorld({ kinds: [toyKind], limits: { 'toy.register': 1, 'toy.answer': 5 } });
  log = await openLog(world);
  const body = { what: 'Bến phà chưa có người trực', unit: 'C1', hide: 'no' };
  ({ dossier } = await world.act('C2-staff', { kind: 'toy', act: 'ask', body }));
  await log.sequence();
});
beforeEach(async () => {
  await world.admin('delete from app.ledger_check');
  told.length = 0;
});
afterAll(async () => {
  await log.close();
  await world.close();
});

describe('a verification', () => {
  test('of a record nobody touched is kept with its counts', async () => {
    expect(await checkOnce(log.store, whole, jobLog, never, always)).toBe('whole');
    const check = await last();
    expect(check).toMatchObject({ found: 0, codes: [] });
    expect(check?.dossiers).toBeGreaterThan(0);
    expect(check?.acts).toBeGreaterThan(0);
    expect(told).toMatchObject([['info', { found: 0 }, 'the whole record verified']]);
  });

  test('of a record somebody changed is kept with how much and what kind, and not a word of any dossier', async () => {
    await world.shape(`update app.dossier set stage = 'answered' where id = '${dossier}'`);
    try {
      expect(await checkOnce(log.store, whole, jobLog, never, always)).toBe('differs');
    } finally {
      await world.shape(`update app.dossier set stage = 'asked' where id = '${dossier}'`);
    }
    const check = await last();
    expect(check?.found).toBeGreaterThan(0);
    expect(check?.codes.length).toBeGreaterThan(0);
    expect(told).toMatchObject([['error', { found: check?.found }, 'the whole record differs from its acts']]);
    expect(JSON.stringify([check, told])).not.toContain(dossier);
  });

  test('is not made again within the same night, nor by two at once', async () => {
    const isDue = ({ since }: { since: string | undefined }) => since === undefined || Date.parse(since) < began;
    const [now] = await world.admin<{ now: Date }>('select clock_timestamp() as now');
    const began = now?.now.getTime() ?? 0;
    let verified = 0;
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    let begun: () => void = () => undefined;
    const isUnderWay = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const slow = async () => {
      verified += 1;
      begun();
      await held;
      return whole();
    };
    const first = checkOnce(log.store, slow, jobLog, never, isDue);
    await isUnderWay;
    expect(await checkOnce(log.store, slow, jobLog, never, isDue)).toBe('taken');
    letGo();
    expect(await first).toBe('whole');
    expect(await checkOnce(log.store, slow, jobLog, never, isDue)).toBe('not-due');
    expect(verified).toBe(1);
  });

  test('that could not be carried out leaves no word behind, and the turn to others', async () => {
    const broken = () => Promise.reject(new Error('no memory'));
    await expect(checkOnce(log.store, broken, jobLog, never, always)).rejects.toThrow('no memory');
    expect(await last()).toBeNull();
    expect(await checkOnce(log.store, whole, jobLog, never, always)).toBe('whole');
  });

  test('under way ends when the program stops', async () => {
    await world.admin(`insert into app.ledger_check values ('test', now() - interval '3 days', 1, 1, 1, 0, '{}')`);
    let begun: () => void = () => undefined;
    const isUnderWay = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const running = startNightly(
      log.store,
      (signal) =>
        new Promise((_resolve, reject) => {
          begun();
          signal.addEventListener('abort', () => reject(new Error('stopped')));
        }),
      jobLog,
    );
    await isUnderWay;
    await running.stop();
    expect(told).toEqual([]);
  });
});
