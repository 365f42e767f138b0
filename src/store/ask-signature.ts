/** Putting an act before its person to be confirmed: the intent and challenge, and by what it can be answered. */

import { AppError } from '../kernel/errors.ts';
import { newSalt } from '../ledger/leaf.ts';
import { listPasskeys, type Passkey, type Site } from './accounts/passkey.ts';
import { beginSigning, findOwnLogin, type ShownChallenge } from './accounts/signing.ts';
import type { Foreseen } from './command.ts';
import { intentOf } from './signed-act.ts';
import type { Asker, Store } from './store.ts';

/** A challenge with the ways its person has to answer it. */
export interface AskedSignature extends ShownChallenge {
  /** Keys made for this site. */
  readonly passkeys: readonly Passkey[];
  readonly hasPassword: boolean;
}

/**
 * Shows an act that was foreseen to whoever is about to perform it.
 * @throws {act.signature_unasked} nobody has to sign it
 */
export async function askSignature(
  store: Store,
  asker: Asker,
  foreseen: Foreseen,
  on: { readonly site: Site; readonly session?: string },
): Promise<AskedSignature> {
  const { decision } = foreseen;
  if (!decision || !foreseen.isSigned) throw new AppError('act.signature_unasked', 'invalid');
  const salt = newSalt();
  const intent = intentOf(decision.changes[0], { ...foreseen, salt, ...on.site });
  const [shown, passkeys, login] = await Promise.all([
    beginSigning(store, asker.identity, { intent, salt, ...on }),
    listPasskeys(store, asker.identity),
    findOwnLogin(store, asker.identity),
  ]);
  return {
    ...shown,
    passkeys: passkeys.filter((key) => key.isRecorded && key.rpId === on.site.rpId),
    hasPassword: login?.hasPassword ?? false,
  };
}
