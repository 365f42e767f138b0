/** After a start nothing is signed before the database has been held against what was signed of it; recording goes on all the same. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestDatabase } from '../../../tests/support/database.ts';
import { resumeLog } from '../../../tests/support/open-log.ts';
import { toyKind } from '../../../tests/support/toy-kind.ts';
import { copyOf } from '../../../tests/support/victim.ts';
import { startWitness } from '../../../tests/support/witness.ts';
import { createWorld, type World } from '../../../tests/support/world.ts';
import { formatCheckpoint } from '../../../verifier/formats/checkpoint.ts';
import { formatNote, signatureLine } from '../../../verifier/formats/note.ts';
import { witnessServer } from '../../../verifier/witness/server.ts';
import { newState, persistState } from '../../../verifier/witness/state.ts';
import { openWitness, type Witness } from '../../../verifier/witness/witness.ts';
import { key } from '../../dossier/keys.ts';
import { asPersonId } from '../../kernel/ids.ts';
import { keyFile, makeMissingKeys, prepareKey } from '../../ledger/keys.ts';
import { keepLastSigned } from '../../ledger/last-signed.ts';
import { verifierKeyOf } from '../../ledger/signer.ts';
import { openPool, readAs } from '../../store/database.ts';
import { checkClaim, readClaim } from '../../store/ledger/check-receipt.ts';
import { reopenLog } from '../../store/ledger/epoch.ts';
import { readOpenLogs } from '../../store/ledger/logs.ts';
import { compareReceipt } from '../../store/ledger/outside.ts';
import { readCheckpoint } from '../../store/ledger/published.ts';
import { readLedgerState } from '../../store/ledger/state.ts';
import { perform } from '../../store/perform.ts';
import { createStore, type Store } from '../../store/store.ts';
import { describeDifference, verify } from '../../store/verify.ts';
import type { Sentence } from '../start-problem.ts';
import { OWN_MEMORY } from './look-back.ts';
import { openLedger } from './open-ledger.ts';
import { rotateKey } from './rotate-key.ts';

const ASK = { kind: 'toy', act: 'ask', body: { what: 'Bến phà chưa có người trực', unit: 'C1', hide: 'no' } } as const;

let world: World;
let folder: string;
let store: Store;
let backup: TestDatabase;
let witness: Witness;
let server: ReturnType<typeof witnessServer>;
let newest: string;
const stores: Store[] = [];

const config = () => ({
  keysDir: path.join(folder, 'keys'),
  publicUrl: 'https://khoithong.test',
  ledgerPolicy: path.join(folder, 'policy.txt'),
});
const storeOn = (url: string, role: 'app_web' | 'app_worker'): Store => {
  const made = createStore(openPool(url, role, 3), world.store.tenant, world.store.registry);
  stores.push(made);
  return made;
};
const open = async (on: Store, more: Partial<ReturnType<typeof config>> = {}) => {
  const said: Sentence[] = [];
  const opened = await openLedger(on, { ...config(), ...more }, (sentence) => said.push(sentence));
  return { signer: opened?.signer, said: said.map(({ en }) => en).join('\n') };
};

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'khoithong-reopen-'));
  world = await createWorld({ kinds: [toyKind], limits: { 'toy.register': 1, 'toy.answer': 5 } });
  store = storeOn(world.adminUrl, 'app_worker');
  await writeFile(config().ledgerPolicy, 'quorum none\n');
  const { signer } = await open(store);
  if (!signer) throw new Error('not opened');
  const state = path.join(folder, 'witness.json');
  const key = newState('toa-an.test', [signer.logKey('main', 'khoithong.khoithong.test/1')]);
  await persistState(state, key);
  witness = await openWitness(state);
  server = witnessServer(witness, '', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await writeFile(config().ledgerPolicy, `witness toa-an ${key.key.vkey} ${url}\nquorum toa-an\n`);
  for (let n = 0; n < 3; n++) await world.act('C2-staff', ASK);
  await resumeLog(store, signer);
  backup = await copyOf(world.adminUrl);
  for (let n = 0; n < 3; n++) await world.act('C2-staff', ASK);
  await resumeLog(store, signer);
  newest = (await readCheckpoint(store, 'main'))?.note ?? '';
  expect(await witness.submit({ old: 0, proof: [], note: newest })).toMatchObject({ outcome: 'cosigned' });
}, 120_000);
afterAll(async () => {
  for (const one of stores) await one.pool.end();
  server.close();
  await witness.close();
  await world.close();
  await backup.drop();
  await rm(folder, { recursive: true, force: true });
});

describe('an installation that starts', () => {
  test('signs where its witness and its own memory agree with it', async () => {
    const memory = keepLastSigned(config().keysDir, (error) => expect.unreachable(String(error)));
    memory.note(newest);
    await memory.close();
    expect(await open(store)).toMatchObject({ signer: expect.anything(), said: '' });
  });

  test('is not kept from signing by a witness that shows a tree the log never signed', async () => {
    const liar = await startWitness('ke-noi-doi.test', []);
    const text = formatCheckpoint({ origin: 'khoithong.khoithong.test/1', size: 1_000_000, root: Buffer.alloc(32, 7) });
    const lie = formatNote(text, [liar.cosign(`${text}\n${signatureLine('x', Buffer.alloc(4), Buffer.alloc(64))}`)]);
    const telling = createServer((_request, response) => void response.end(lie));
    await new Promise<void>((resolve) => telling.listen(0, '127.0.0.1', resolve));
    const ledgerPolicy = path.join(folder, 'liar.txt');
    const url = `http://127.0.0.1:${(telling.address() as AddressInfo).port}`;
    await writeFile(ledgerPolicy, `witness ke-noi-doi ${liar.vkey} ${url}\nquorum ke-noi-doi\n`);
    expect(await open(store, { ledgerPolicy })).toMatchObject({ signer: expect.anything(), said: '' });
    expect(await world.admin('select witness from app.ledger_alarm')).toEqual([]);
    telling.close();
    await liar.close();
  });

  test('on an old backup signs nothing, says who knows better, and still records', async () => {
    const restored = storeOn(backup.url, 'app_worker');
    const { signer, said } = await open(restored);
    expect(signer).toBeUndefined();
    expect(said).toContain('toa-an has seen');
    expect(said).toContain('last-signed.json has seen');
    expect(
      (await readLedgerState(restored)).alarms.map(({ log, witness: who, code, liftedAt }) => ({ log, who, code, liftedAt })),
    ).toEqual(
      expect.arrayContaining([
        { log: 'main', who: 'toa-an', code: 'behind', liftedAt: null },
        { log: 'main', who: OWN_MEMORY, code: 'behind', liftedAt: null },
      ]),
    );
    await perform(storeOn(backup.url, 'app_web'), { person: asPersonId('C2-staff') }, ASK);
  });

  test('where no witness can be reached its own memory is enough to know', async () => {
    await writeFile(path.join(folder, 'none.txt'), 'quorum none\n');
    const { signer, said } = await open(storeOn(backup.url, 'app_worker'), { ledgerPolicy: path.join(folder, 'none.txt') });
    expect(signer).toBeUndefined();
    expect(said).toContain('last-signed.json');
    expect(said).not.toContain('toa-an');
  });

  test('begins anew by the ceremony: the first leaf commits to what was lost, and everything verifies', async () => {
    const restored = storeOn(backup.url, 'app_worker');
    for (const log of await readOpenLogs(restored)) {
      const witnessed = log.log === 'main' ? newest : '';
      const officers = ['C1-head', 'D1-head'] as const;
      await reopenLog(restored, log, {
        because: 'lost-past',
        witnessed,
        lost: 3,
        officers,
        reason: 'Đĩa hỏng, khôi phục bản sao lưu',
      });
    }
    const { signer, said } = await open(restored);
    expect(said).toBe('');
    if (!signer) throw new Error('not opened');
    await resumeLog(restored, signer);
    expect((await readOpenLogs(restored)).map(({ origin }) => origin)).toEqual([
      'khoithong.khoithong.test/2',
      'khoithong-reads.khoithong.test/2',
    ]);
    expect((await verify(restored)).differences.map(describeDifference)).toEqual([]);
  });

  describe('that changes its keys', () => {
    const without = () => ({ ledgerPolicy: path.join(folder, 'none.txt') });
    const mainLog = async () => {
      const log = (await readOpenLogs(store)).find((one) => one.log === 'main');
      if (!log) throw new Error('not opened');
      return log;
    };
    const whole = async () => expect((await verify(store)).differences.map(describeDifference)).toEqual([]);

    test('goes on in the open: the last checkpoint bears both signatures, and what follows the new one', async () => {
      const before = (await mainLog()).logKey;
      for (const log of await readOpenLogs(store)) await rotateKey(store, config().keysDir, log.log, log);
      expect((await mainLog()).logKey).not.toBe(before);
      const { signer } = await open(store, without());
      if (!signer) throw new Error('not opened');
      await world.act('C2-staff', ASK);
      await resumeLog(store, signer);
      await whole();
    });

    test('and dies before the database knows the new one goes on with the old', async () => {
      const { keysDir } = config();
      const prepared = verifierKeyOf('main', await prepareKey(keysDir, 'main'), (await mainLog()).origin);
      const { signer, said } = await open(store, without());
      expect(said).toBe('');
      expect(signer?.logKey('main', (await mainLog()).origin)).toBe((await mainLog()).logKey);
      expect((await mainLog()).logKey).not.toBe(prepared);
      // Whoever tries again takes up the key that was made.
      expect(await rotateKey(store, keysDir, 'main', await mainLog())).toBe(prepared);
      expect(await open(store, without())).toMatchObject({ signer: expect.anything(), said: '' });
    });

    test.each([
      'main',
      'reads',
      'receipt',
    ] as const)('%s, and dies once the database knows the new one goes on with it', async (name) => {
      const { keysDir } = config();
      const file = keyFile(keysDir, name);
      const old = await readFile(file, 'utf8');
      const log = (await readOpenLogs(store)).find((one) => one.log === (name === 'reads' ? 'reads' : 'main'));
      if (!log) throw new Error('not opened');
      await rotateKey(store, keysDir, name, log);
      const next = await readFile(file, 'utf8');
      // As it was left by whoever died before the new key had its name.
      await writeFile(`${file.slice(0, -'.pem'.length)}.next.pem`, next);
      await writeFile(file, old);
      const { signer, said } = await open(store, without());
      expect(said).toBe('');
      expect(signer).toBeDefined();
      expect(await readFile(file, 'utf8')).toBe(next);
      expect((await readdir(keysDir)).filter((one) => one.endsWith('.next.pem'))).toEqual([]);
      await whole();
    });

    test('keeps receipts good that were given before', async () => {
      const log = await mainLog();
      const [act] = await world.admin<{ leaf_hash: Buffer; at: Date }>(
        'select leaf_hash, at from app.ledger_entry where dossier is not null limit 1',
      );
      const { signer: before } = await open(store, without());
      const receipt = { origin: log.origin, leafHash: act?.leaf_hash ?? Buffer.alloc(32), at: act?.at.toISOString() ?? '' };
      const given = before?.receipt(receipt) ?? '';
      await rotateKey(store, config().keysDir, 'receipt', log);
      const { signer: after } = await open(store, without());
      const givenAgain = after?.receipt(receipt) ?? '';
      expect(givenAgain).not.toBe(given);
      for (const note of [given, givenAgain]) {
        const claim = readClaim(note);
        if (!claim) throw new Error('no receipt');
        expect(await checkClaim(store, claim)).toMatchObject({ verdict: 'in-log' });
        const code = await readAs(
          store.pool,
          { tenant: store.tenant, person: null, keys: [key.system] },
          async (client) => (await compareReceipt(client, note)).code,
        );
        expect(code).toBe('kept');
      }
    });
  });

  test('an empty database beside the keys of another does not continue its log', async () => {
    const empty = await createWorld({ kinds: [toyKind] });
    const fresh = createStore(openPool(empty.adminUrl, 'app_worker', 2), world.store.tenant, world.store.registry);
    try {
      await makeMissingKeys(config().keysDir);
      await open(fresh);
      expect((await readOpenLogs(fresh)).find(({ log }) => log === 'main')?.origin).toBe('khoithong.khoithong.test/2');
    } finally {
      await fresh.pool.end();
      await empty.close();
    }
  });
});
