/** Once a day an authority states when it saw the ledger; only an answer that is good in every respect is kept. Skipped where there is no openssl. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type OpenedLog, openLog } from '../../tests/support/open-log.ts';
import { hasOpenssl, startAuthority, type TestAuthority } from '../../tests/support/time-stamp-authority.ts';
import { toyKind } from '../../tests/support/toy-kind.ts';
import { createWorld, type World } from '../../tests/support/world.ts';
import { asInstant } from '../kernel/time.ts';
import { askForTimeStamp } from '../ledger/time-stamp.ts';
import { readLedgerState } from '../store/ledger/state.ts';
import { isStampDue, stampOnce, startTimeStamps } from './time-stamps.ts';

const never = new AbortController().signal;
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe('a checkpoint', () => {
  const due = (stampedAt: string | undefined, isStamped = false) =>
    isStampDue({
      now: asInstant('2026-11-30T17:00:00Z'),
      stampedAt: stampedAt === undefined ? undefined : asInstant(stampedAt),
      isStamped,
    });

  test('is stamped when the last stamp is a day old, and never twice', () => {
    expect(due(undefined)).toBe(true);
    expect(due('2026-11-29T17:00:01Z')).toBe(false);
    expect(due('2026-11-29T17:00:00Z')).toBe(true);
    expect(due('2026-11-20T17:00:00Z', true)).toBe(false);
  });
});

describe.runIf(hasOpenssl)('an authority', () => {
  let world: World;
  let log: OpenedLog;
  let authority: TestAuthority;
  const ask = () =>
    world.act('C2-staff', { kind: 'toy', act: 'ask', body: { what: 'Bến phà chưa có người trực', unit: 'C1', hide: 'no' } });
  const stamps = () =>
    world.admin<{ size: number; authority: string }>('select size::int, authority from app.ledger_token order by size');
  const once = () => stampOnce(log.store, authority, quiet, never);

  beforeAll(async () => {
    world = await createWorld({ kinds: [toyKind], limits: { 'toy.register': 1, 'toy.answer': 5 } });
    log = await openLog(world);
    authority = await startAuthority();
    await ask();
    await log.sequence();
  });
  beforeEach(async () => {
    await world.admin('delete from app.ledger_token');
    authority.instead(undefined);
    authority.asked.length = 0;
  });
  afterAll(async () => {
    await authority.close();
    await log.close();
    await world.close();
  });

  test('is asked once a day, and what it stated is shown to anybody', async () => {
    expect(await once()).toBe(1);
    const [first] = await stamps();
    expect(first?.authority).toBe('localhost');
    expect((await readLedgerState(log.store)).token).toMatchObject({ log: 'main', size: first?.size, authority: 'localhost' });
    await ask();
    await log.sequence();
    expect(await once()).toBe(0);
    await world.admin(`update app.ledger_token set time = time - interval '25 hours'`);
    expect(await once()).toBe(1);
    expect(await stamps()).toHaveLength(2);
    expect(authority.asked).toHaveLength(2);
  });

  test('whose answer is not good in every respect is not believed', async () => {
    const wrong: [string, Parameters<TestAuthority['instead']>[0]][] = [
      ['der.shape', () => Buffer.from('<html>')],
      ['timestamp.not-granted', () => Buffer.from('30053003020102', 'hex')],
      ['timestamp.imprint', (asked, stamp) => stamp(changed(asked, 30))],
      ['timestamp.nonce', (asked, stamp) => stamp(changed(asked, asked.length - 5))],
      ['timestamp.certificate', (asked, stamp) => stamp(withoutCertificate(asked))],
    ];
    for (const [code, instead] of wrong) {
      authority.instead(instead);
      await expect(once(), code).rejects.toMatchObject({ code });
    }
    authority.instead((_asked) => Buffer.alloc(70_000));
    await expect(once()).rejects.toThrow('talks on');
    authority.instead(undefined, 503);
    await expect(once()).rejects.toThrow('answered 503');
    expect(await stamps()).toEqual([]);
  });

  test('whose clock is far from ours is not believed', async () => {
    const [row] = await world.admin<{ note: string }>('select note from app.ledger_checkpoint order by size desc limit 1');
    const ask = askForTimeStamp(authority, row?.note ?? '', Date.now() - 2 * 3_600_000, never);
    await expect(ask).rejects.toMatchObject({ code: 'timestamp.time' });
  });

  test('is asked over TLS if it is trusted by the certificate that was named, and only then', async () => {
    const secure = await startAuthority({ isSecure: true });
    try {
      await expect(stampOnce(log.store, { url: secure.url }, quiet, never)).rejects.toThrow('self-signed');
      expect(await stampOnce(log.store, secure, quiet, never)).toBe(1);
    } finally {
      await secure.close();
    }
  });

  test('that is away holds up nobody, and the rounds end when told to', async () => {
    const told: string[] = [];
    let warned: () => void = () => undefined;
    const isWarned = new Promise<void>((resolve) => {
      warned = resolve;
    });
    const warn = (_fields: object, message: string) => {
      told.push(message);
      warned();
    };
    const running = startTimeStamps(log.store, { url: 'http://localhost:1/' }, { ...quiet, warn });
    await isWarned;
    await running.stop();
    expect(told).toEqual(['no time-stamp to be had']);
  });

  function changed(bytes: Buffer, at: number): Buffer {
    const copy = Buffer.from(bytes);
    copy[at] = (copy[at] ?? 0) ^ 1;
    return copy;
  }

  /** The request without its last element, which asks for the certificate. */
  function withoutCertificate(bytes: Buffer): Buffer {
    const copy = Buffer.from(bytes.subarray(0, -3));
    copy[1] = (copy[1] ?? 0) - 3;
    return copy;
  }
});

test.skipIf(hasOpenssl)('no openssl on this machine: the authority was not tried', () => undefined);
