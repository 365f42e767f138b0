/** Whoever acts is handed a promise, and everybody can see whether it was kept. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenedLog, openLog } from '../../../tests/support/open-log.ts';
import { toyKind } from '../../../tests/support/toy-kind.ts';
import { createWorld, type World } from '../../../tests/support/world.ts';
import { parseReceipt } from '../../../verifier/formats/receipt.ts';
import { asPersonId } from '../../kernel/ids.ts';
import { toBase64Url } from '../../kernel/json.ts';
import { asInstant, type Instant, toMillis } from '../../kernel/time.ts';
import { performBulk } from '../bulk/carry-out.ts';
import type { Command, Performed } from '../command.ts';
import { perform } from '../perform.ts';
import type { Store } from '../store.ts';
import { type Checked, checkClaim, readClaim, writeProof } from './check-receipt.ts';
import { readLeafState, signAgain, signReceipt } from './receipts.ts';

let world: World;
let log: OpenedLog;
let store: Store;
let older: Performed;

const question = (what: string): Command => ({ kind: 'toy', act: 'ask', body: { what, unit: 'C1', hide: 'no' } });
const act = (person: string, command: Command) => perform(store, { person: asPersonId(person) }, command);
const later = (at: Instant, seconds: number): Instant => asInstant(toMillis(at) + seconds * 1000);
const noteOf = (done: Performed): string => done.signedReceipt?.note ?? '';

async function check(typed: string, now?: Instant): Promise<Checked> {
  const claim = readClaim(typed);
  if (!claim) throw new Error('not read');
  return checkClaim(store, claim, now);
}

beforeAll(async () => {
  world = await createWorld({ kinds: [toyKind], limits: { 'toy.register': 1, 'toy.answer': 5 } });
  await world.setClock('2026-11-16T02:00:00Z');
  older = await world.act('C2-staff', question('Có trước sổ cái'));
  log = await openLog(world);
  store = { ...world.store, ledger: { signer: log.signer, origin: log.origin } };
});
afterAll(async () => {
  await log.close();
  await world.close();
});

describe('whoever acts', () => {
  test('is handed a signed receipt at once, with real time and nothing of the act', async () => {
    const done = await act('C2-staff', question('Đường vào bản Nà Pồng sạt lở'));
    expect(parseReceipt(noteOf(done))).toMatchObject({ origin: log.origin, at: done.at, promiseSeconds: 86_400 });
    expect(Buffer.from(parseReceipt(noteOf(done)).leafHash).toString('hex')).toBe(done.leafHash);
    const [row] = await world.admin<{ hash: string }>("select encode(leaf_hash, 'hex') as hash from app.act where dossier = $1", [
      done.dossier,
    ]);
    expect(row?.hash).toBe(done.leafHash);
    for (const hidden of ['Nà Pồng', 'C2-staff', done.dossier, done.receipt]) expect(noteOf(done)).not.toContain(hidden);
  });

  test('gets the same receipt for the same request again, waiting or in the log', async () => {
    const command = { ...question('Hỏi hai lần'), idempotencyKey: 'receipt-again' };
    const first = await act('C2-staff', command);
    expect(await act('C2-staff', command)).toEqual({ ...first, repeated: true });
    await log.sequence();
    expect(await act('C2-staff', command)).toEqual({ ...first, repeated: true });
  });

  test('gets one for each dossier of a bulk', async () => {
    const opened = [await act('C2-staff', question('Một trong nhiều')), await act('C2-staff', question('Hai trong nhiều'))];
    const items = opened.map(({ dossier }) => ({ dossier }));
    const bulk = { act: 'remind', body: {}, items, key: 'bulk-of-two' };
    const outcomes = await performBulk(store, { person: asPersonId('C2-staff') }, bulk);
    const notes = outcomes.map((o) => ('done' in o ? noteOf(o.done) : ''));
    expect(new Set(notes.map((note) => parseReceipt(note).leafHash)).size).toBe(2);
  });

  test('is promised nothing without keys, and nothing for what is older than the log until it stands there', async () => {
    expect(older.signedReceipt).toBeUndefined();
    expect(signReceipt(world.store, older)).toBeUndefined();
    const closed = { openedAt: later(older.at, 1), place: null };
    expect(signAgain(store, older, closed)).toBeUndefined();
    await log.sequence();
    expect(signAgain(store, older, await readLeafState(store, older.leafHash))).toMatchObject({ origin: log.origin });
  });
});

describe('a receipt', () => {
  test('is good while its promise runs, and names its place once the leaf has one', async () => {
    const done = await act('C2-staff', question('Đúng hẹn'));
    expect(await check(noteOf(done))).toMatchObject({ verdict: 'promised', promised: { until: later(done.at, 86_400) } });
    const size = await log.sequence();
    expect(await check(noteOf(done))).toMatchObject({ verdict: 'in-log', place: { index: size - 1, checkpoint: { size } } });
    expect(await check(noteOf(done), later(done.at, 10 * 86_400))).toMatchObject({ verdict: 'in-log' });
  });

  test('proves that the record was tampered with when its leaf was taken away before it had a place', async () => {
    const done = await act('C2-staff', question('Sẽ bị xoá'));
    await world.admin('delete from app.ledger_pending where dossier = $1', [done.dossier]);
    await log.sequence();
    const before = await check(noteOf(done), later(done.at, 86_400));
    expect(before).toMatchObject({ verdict: 'promised' });
    expect(await writeProof(store, before)).toBeUndefined();
    const after = await check(noteOf(done), later(done.at, 86_401));
    expect(after).toMatchObject({ verdict: 'broken', how: 'missing' });
    const proof = (await writeProof(store, after)) ?? '';
    expect(proof).toContain(noteOf(done));
    expect(proof).toContain(`\n${log.origin}\n`);
  });

  test('proves it too when the leaf stands under no root that was signed', async () => {
    const done = await act('C2-staff', question('Bị đổi chỗ'));
    await log.sequence();
    const [tile] = await world.admin<{ n: string; hashes: Buffer }>(
      "select n, hashes from app.ledger_tile where log = 'main' and level = 0 order by n desc limit 1",
    );
    const bent = Buffer.from(tile?.hashes ?? []);
    bent[0] = (bent[0] ?? 0) ^ 1;
    const write = (hashes: Buffer | undefined) =>
      world.admin("update app.ledger_tile set hashes = $1 where log = 'main' and level = 0 and n = $2", [hashes, tile?.n]);
    await write(bent);
    expect(await check(noteOf(done))).toMatchObject({ verdict: 'broken', how: 'tree' });
    await write(tile?.hashes);
    expect(await check(noteOf(done))).toMatchObject({ verdict: 'in-log' });
  });

  test('that nobody here signed, or of which one letter is another, is worth nothing', async () => {
    const done = await act('C2-staff', question('Sẽ bị giả mạo'));
    const note = noteOf(done);
    const moved = note.replace(done.at, later(done.at, -3600));
    expect(await check(moved)).toMatchObject({ verdict: 'forged' });
    expect(await check(note.replace('khoithong.test/1', 'khoithong.elsewhere/1'))).toMatchObject({ verdict: 'forged' });
    await world.admin("update app.ledger_key set until = $1 where purpose = 'receipt'", [later(done.at, -60)]);
    expect(await check(note)).toMatchObject({ verdict: 'forged' });
    await world.admin("update app.ledger_key set until = null where purpose = 'receipt'");
    expect(await check(note)).toMatchObject({ verdict: 'promised' });
  });

  test('is read as people bring it: with other line ends, without the last one, by its hash alone or by the address of a QR code', async () => {
    const done = await act('C2-staff', question('Nhiều cách'));
    await log.sequence();
    const short = toBase64Url(Buffer.from(done.leafHash, 'hex'));
    const ways = [
      `  ${noteOf(done).replaceAll('\n', '\r\n')}\r\n`,
      noteOf(done).trim(),
      done.leafHash.toUpperCase(),
      Buffer.from(done.leafHash, 'hex').toString('base64'),
      short,
      `https://khoithong.test/so-cai/kiem-tra?la=${short}`,
    ];
    for (const way of ways) expect(await check(way), way).toMatchObject({ verdict: 'in-log' });
    for (const noise of ['', 'DX-2026-00001', done.dossier, done.leafHash.slice(1), `${noteOf(done)}x`]) {
      expect(readClaim(noise), noise).toBeUndefined();
    }
    expect(await check('0'.repeat(64))).toMatchObject({ verdict: 'unknown' });
  });
});
