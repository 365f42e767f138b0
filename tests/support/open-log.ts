/** A log with keys of its own, for tests that sequence: what a first start does. */
import { generateKeyPairSync } from 'node:crypto';
import type { KeyFiles } from '../../src/ledger/keys.ts';
import { createSigner, type LogName, type Signer } from '../../src/ledger/signer.ts';
import { openPool } from '../../src/store/database.ts';
import { noteKey, openLogs, readOpenLogs } from '../../src/store/ledger/logs.ts';
import { sequenceOnce } from '../../src/store/ledger/sequence.ts';
import { createStore, type Store } from '../../src/store/store.ts';

/** The opened logs of a world and a store that may sequence them. */
export interface OpenedLog {
  readonly store: Store;
  readonly signer: Signer;
  readonly keys: KeyFiles;
  readonly origin: string;
  /** Goes round until every leaf has its index and the newest size is signed. */
  sequence(): Promise<number>;
  close(): Promise<void>;
}

/** What a log is opened on: the URL of whoever owns the database, and a store of the tenant. */
export interface LogPlace {
  readonly adminUrl: string;
  readonly store: Pick<Store, 'tenant' | 'registry'>;
}

/** Opens both logs of a world under `khoithong.test/1`. */
export async function openLog(world: LogPlace): Promise<OpenedLog> {
  const newKey = () => generateKeyPairSync('ed25519').privateKey;
  const keys = { main: newKey(), reads: newKey(), receipt: newKey() };
  const signer = createSigner(keys);
  const store = createStore(openPool(world.adminUrl, 'app_worker', 4), world.store.tenant, world.store.registry);
  await openLogs(store, { main: 'khoithong.test/1', reads: 'khoithong-reads.test/1' });
  for (const log of await readOpenLogs(store)) {
    await noteKey(store, log, 'log', signer.logKey(log.log, log.origin));
    if (log.log === 'main') await noteKey(store, log, 'receipt', signer.receiptKey(log.origin));
  }
  const sequence = () => resumeLog(store, signer);
  return { store, signer, keys, origin: 'khoithong.test/1', sequence, close: () => store.pool.end() };
}

/** Goes round until every leaf of a log has its index and the newest size is signed; gives that size. */
export async function resumeLog(store: Store, signer: Signer, log: LogName = 'main'): Promise<number> {
  for (;;) {
    const round = await sequenceOnce(store, signer, log);
    if (round.held && round.sequenced === 0 && round.signed) return round.size;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
