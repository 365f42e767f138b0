/** The ledger of this installation: opened on the first start, its keys beside the data. */
import { randomBytes } from 'node:crypto';
import { KeyProblem, makeMissingKeys, readKeys } from '../../ledger/keys.ts';
import { readLastSigned } from '../../ledger/last-signed.ts';
import { createSigner, type LogName, type Signer } from '../../ledger/signer.ts';
import type { WitnessPolicy } from '../../ledger/witness-policy.ts';
import { nextOrigin } from '../../store/ledger/epoch.ts';
import { noteKey, type OpenLog, openLogs, readOpenLogs } from '../../store/ledger/logs.ts';
import type { Store } from '../../store/store.ts';
import type { Config } from '../config.ts';
import type { Sentence } from '../start-problem.ts';
import { say } from '../words.ts';
import { type Contradiction, lookBack } from './look-back.ts';
import { readPolicyFile } from './name-policy.ts';
import { settleKeys } from './rotate-key.ts';

/** What signs for this installation, and the name of the log of acts. */
export interface OpenedLedger {
  readonly signer: Signer;
  readonly origin: string;
}

/**
 * Guarantees that both logs are open and gives what signs for them. Without the keys the logs are known to be signed by, nothing signs:
 * the sentence says so and what to do; recording goes on. The same where the database is behind what it signed before, or is another: see
 * docs/operations/ledger.md.
 * @param store works as `app_worker`
 */
export async function openLedger(
  store: Store,
  { keysDir, publicUrl, ledgerPolicy }: Pick<Config, 'keysDir' | 'publicUrl' | 'ledgerPolicy'>,
  log: (sentence: Sentence) => void,
): Promise<OpenedLedger | undefined> {
  const known = await readOpenLogs(store);
  if (known.length === 0) {
    const keys = await makeMissingKeys(keysDir);
    const domain = publicUrl === undefined ? `${randomBytes(4).toString('hex')}.localhost` : new URL(publicUrl).hostname;
    const signed = await readLastSigned(keysDir);
    await openLogs(store, {
      main: unused(`khoithong.${domain}/1`, signed),
      reads: unused(`khoithong-reads.${domain}/1`, signed),
    });
    log(say('say.ledgerOpened', { folder: keysDir }));
    return makeKnown(store, createSigner(keys));
  }
  const policy = ledgerPolicy === undefined ? undefined : await readPolicyFile(ledgerPolicy);
  return signerOf(store, known, { keysDir, policy }, log);
}

/** A name nothing was signed under with these keys: an empty database beside the keys of another must not continue its log. */
function unused(origin: string, signed: ReadonlyMap<string, string>): string {
  return signed.has(origin) ? unused(nextOrigin(origin), signed) : origin;
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
  { keysDir, policy }: { readonly keysDir: string; readonly policy: WitnessPolicy | undefined },
  log: (sentence: Sentence) => void,
): Promise<OpenedLedger | undefined> {
  try {
    await settleKeys(keysDir, known);
    const signer = createSigner(await readKeys(keysDir));
    const strange = known.find((open) => isStrange(open, signer));
    if (strange !== undefined) {
      log(say('say.ledgerOtherKeys', { folder: keysDir, origin: strange.origin }));
      return undefined;
    }
    const contradictions = await lookBack(store, known, { keysDir, policy });
    if (contradictions.length === 0) return await makeKnown(store, signer);
    for (const one of contradictions) log(sayContradiction(one));
  } catch (error) {
    if (!(error instanceof KeyProblem)) throw error;
    log(say('say.ledgerNoKeys', { file: error.file }));
  }
  return undefined;
}

function sayContradiction({ code, origin, seen, ours, witness }: Contradiction): Sentence {
  return say(code === 'outside-behind' ? 'say.ledgerBehind' : 'say.ledgerForked', { origin, seen, ours, witness });
}

/** A log signed by another key than it is known by would be taken for a forgery by everybody. */
function isStrange(open: OpenLog, signer: Signer): boolean {
  const differs = (known: string | null, own: string): boolean => known !== null && known !== own;
  return (
    differs(open.logKey, signer.logKey(open.log as LogName, open.origin)) ||
    differs(open.receiptKey, signer.receiptKey(open.origin))
  );
}
