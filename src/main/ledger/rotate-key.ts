/**
 * Changing a key that signs, so that dying in the middle loses nothing: the new key lies beside the old one before anybody is told of it, then the
 * database knows it, then it takes the old one's place. Whoever starts in between finds out from the database which of the two signs.
 */
import { adoptKey, KEY_NAMES, type KeyName, prepareKey, readPreparedKey } from '../../ledger/keys.ts';
import { cosignWithNewKey, createSigner, verifierKeyOf } from '../../ledger/signer.ts';
import { changeKey, readLastNote } from '../../store/ledger/epoch.ts';
import { noteKey, type OpenLog } from '../../store/ledger/logs.ts';
import type { Store } from '../../store/store.ts';
import { readKeysOrRefuse } from './read-keys.ts';

/** Ends a change of key that was broken off after the database knew the new key; one broken off before has changed nothing. */
export async function settleKeys(keysDir: string, logs: readonly OpenLog[]): Promise<void> {
  for (const name of KEY_NAMES) {
    const log = logs.find((one) => one.log === logOf(name));
    const known = name === 'receipt' ? log?.receiptKey : log?.logKey;
    const prepared = await readPreparedKey(keysDir, name);
    if (log && prepared && verifierKeyOf(name, prepared, log.origin) === known) await adopt(keysDir, name);
  }
}

/** Gives a log, or the receipts of the acts, a new key; gives its verifier key. The last checkpoint of a log then bears the signatures of both. */
export async function rotateKey(store: Store, keysDir: string, name: KeyName, log: OpenLog): Promise<string> {
  const key = await prepareKey(keysDir, name);
  const vkey = verifierKeyOf(name, key, log.origin);
  if (name === 'receipt') await noteKey(store, log, 'receipt', vkey);
  else {
    const last = await readLastNote(store, log);
    const after = createSigner({ ...(await readKeysOrRefuse(keysDir)), [name]: key });
    await changeKey(store, log, { note: last === '' ? undefined : cosignWithNewKey(after, name, last), vkey });
  }
  await adopt(keysDir, name);
  return vkey;
}

function logOf(name: KeyName): OpenLog['log'] {
  return name === 'receipt' ? 'main' : name;
}

async function adopt(keysDir: string, name: KeyName): Promise<void> {
  await adoptKey(keysDir, name, `${name}-${Date.now()}.pem`);
}
