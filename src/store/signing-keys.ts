/** Whose key is whose: enrolled and removed by acts, and with each act the row its device needs comes or goes. */
import { findKeyKind } from '../dossier/registry.ts';
import { AppError } from '../kernel/errors.ts';
import { asDossierId, type DossierId, isUuid, type PersonId } from '../kernel/ids.ts';
import { toBase64Url } from '../kernel/json.ts';
import { asInstant, type Instant } from '../kernel/time.ts';
import type { Intent } from '../ledger/signature.ts';
import { checkRegistration, listPasskeys, type Site } from './accounts/passkey.ts';
import { withdrawKeyless } from './accounts/provision.ts';
import type { Performed } from './command.ts';
import { type Identity, readAs } from './database.ts';
import { perform } from './perform.ts';
import { askAs, type Store } from './store.ts';

/**
 * Records a new key of a person, made for this challenge on this site with its owner verified. Gives the receipt of the act.
 * @throws {passkey.wrong} the answer does not fit
 * @throws {passkey.known} the device has given this key before
 * @throws {passkey.too_many} @throws {passkey.name}
 */
export async function enrolKey(
  store: Store,
  person: PersonId,
  asked: { readonly answer: unknown; readonly name: string; readonly intent: Intent; readonly site: Site },
): Promise<Performed> {
  const device = await checkRegistration(asked);
  const kind = findKeyKind(store.registry);
  if (!kind) throw new AppError('kind.unknown', 'not_found');
  const keys = kind.signingKey;
  const body = keys.body({ ...device, publicKey: toBase64Url(device.spki) });
  return perform(store, { person }, { kind: kind.name, act: keys.enrol, body, onKey: { device } }).catch((error: unknown) => {
    const known = `${kind.name}.${keys.sole('').name}`;
    if (error instanceof AppError && error.code === known) throw new AppError('passkey.known', 'conflict', { cause: error });
    throw error;
  });
}

/** A key on record as the reader's of which nothing is kept for its device: it signs nothing here, and its owner may remove it. */
export interface UnheldKey {
  readonly id: DossierId;
  readonly number: string | null;
  readonly since: Instant;
}

/** The keys on record as the reader's of which nothing is kept here: of an imported record, or put on record by somebody else in the reader's name. */
export async function listUnheldKeys(store: Store, identity: Identity): Promise<readonly UnheldKey[]> {
  const kind = findKeyKind(store.registry);
  if (!kind) return [];
  return readAs(store.pool, identity, async (client) => {
    const { rows } = await client.query<{ id: string; number: string | null; opened_at: Date }>(
      'select * from app.unheld_keys($1)',
      [kind.name],
    );
    return rows.map((row) => ({ id: asDossierId(row.id), number: row.number, since: asInstant(row.opened_at) }));
  });
}

/** Removes a key of somebody who has just proved once more who it is; what it signed stays signed. False where the person has no such key. */
export async function removeKey(store: Store, person: PersonId, id: string): Promise<boolean> {
  const { identity } = await askAs(store, person);
  const keys = [...(await listPasskeys(store, identity)), ...(await listUnheldKeys(store, identity))];
  const own = keys.find((key) => key.id === id);
  const kind = findKeyKind(store.registry);
  if (!own || !kind) return false;
  await perform(store, { person }, { dossier: own.id, act: kind.signingKey.remove, body: {}, onKey: { isProved: true } });
  return true;
}

/** So often keys are removed again that were enrolled while the account was being closed. */
const ATTEMPTS = 3;

/**
 * Withdraws an account: its keys are removed by the system, an act each; then it is closed with all its sessions and tokens, its name free again, its
 * password gone; the person stays out until an account is made anew. Gives false where there is no such account.
 * @throws {account.own}
 */
export async function withdrawAccount(store: Store, identity: Identity, id: string): Promise<boolean> {
  if (!isUuid(id)) return false;
  for (let attempt = 1; ; attempt++) {
    await removeKeysOf(store, identity, id);
    try {
      return await withdrawKeyless(store, identity, id);
    } catch (error) {
      if ((error as { code?: string }).code !== KEYS_LEFT || attempt >= ATTEMPTS) throw error;
    }
  }
}

const KEYS_LEFT = 'KT016';

async function removeKeysOf(store: Store, identity: Identity, account: string): Promise<void> {
  const kind = findKeyKind(store.registry);
  if (!kind) return;
  const left = await readAs(store.pool, identity, async (client) => {
    const { rows } = await client.query<{ id: string }>('select k as id from app.keys_of_account($1) k', [account]);
    return rows.map(({ id }): DossierId => asDossierId(id));
  });
  for (const dossier of left) {
    await perform(store, { person: null }, { dossier, act: kind.signingKey.remove, body: {} }).catch((error: unknown) => {
      // Its owner was first.
      if (!(error instanceof AppError && error.code === 'act.stage')) throw error;
    });
  }
}
