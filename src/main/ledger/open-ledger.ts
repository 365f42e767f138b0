/** The ledger of this installation: opened on the first start, its keys beside the data. */
import { randomBytes } from 'node:crypto';
import { KeyProblem, makeMissingKeys, readKeys } from '../../ledger/keys.ts';
import { createSigner, type LogName, type Signer } from '../../ledger/signer.ts';
import { noteKey, type OpenLog, openLogs, readOpenLogs } from '../../store/ledger/logs.ts';
import type { Store } from '../../store/store.ts';
import type { Config } from '../config.ts';
import type { Sentence } from '../start-problem.ts';
import { say } from '../words.ts';

/** What signs for this installation, and the name of the log of acts. */
export interface OpenedLedger {
  readonly signer: Signer;
  readonly origin: string;
}

/**
 * Guarantees that both logs are open and gives what signs for them. Without the keys the logs are known to be signed by, nothing signs:
 * the sentence says so and what to do; recording goes on.
 * @param store works as `app_worker`
 */
export async function openLedger(
  store: Store,
  { keysDir, publicUrl }: Pick<Config, 'keysDir' | 'publicUrl'>,
  log: (sentence: Sentence) => void,
): Promise<OpenedLedger | undefined> {
  const known = await readOpenLogs(store);
  if (known.length === 0) {
    const keys = await makeMissingKeys(keysDir);
    const domain = publicUrl === undefined ? `${randomBytes(4).toString('hex')}.localhost` : new URL(publicUrl).hostname;
    await openLogs(store, { main: `khoithong.${domain}/1`, reads: `khoithong-reads.${domain}/1` });
    log(say('say.ledgerOpened', { folder: keysDir }));
    return makeKnown(store, createSigner(keys));
  }
  return signerOf(store, known, keysDir, log);
}

async function makeKnown(store: Store, signer: Signer): Promise<OpenedLedger> {
  const logs = await readOpenLogs(store);
  for (const open of logs) {
    if (open.logKey === null) await noteKey(store, open, 'log', signer.logKey(open.log, open.origin));
    if (open.receiptKey === null && open.log === 'main') await noteKey(store, open, 'receipt', signer.receiptKey(open.origin));
  }
  return { signer, origin: logs.find((open) => open.log === 'main')?.origin ?? '' };
}

async function signerOf(
  store: Store,
  known: readonly OpenLog[],
  keysDir: string,
  log: (sentence: Sentence) => void,
): Promise<OpenedLedger | undefined> {
  try {
    const signer = createSigner(await readKeys(keysDir));
    const strange = known.find((open) => isStrange(open, signer));
    if (strange === undefined) return await makeKnown(store, signer);
    log(say('say.ledgerOtherKeys', { folder: keysDir, origin: strange.origin }));
  } catch (error) {
    if (!(error instanceof KeyProblem)) throw error;
    log(say('say.ledgerNoKeys', { file: error.file }));
  }
  return undefined;
}

/** A log signed by another key than it is known by would be taken for a forgery by everybody. */
function isStrange(open: OpenLog, signer: Signer): boolean {
  const differs = (known: string | null, own: string): boolean => known !== null && known !== own;
  return (
    differs(open.logKey, signer.logKey(open.log as LogName, open.origin)) ||
    differs(open.receiptKey, signer.receiptKey(open.origin))
  );
}
