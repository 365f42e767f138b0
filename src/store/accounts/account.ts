/** Accounts: who may sign in with a password. */
import { AppError } from '../../kernel/errors.ts';
import type { PersonId } from '../../kernel/ids.ts';
import { toNfc } from '../../kernel/text.ts';
import { type Identity, writeAs } from '../database.ts';
import type { Store } from '../store.ts';
import { provePassword } from './password.ts';

/** The system's own identity, for what no person asks. */
export function systemIdentity(store: Store): Identity {
  return { tenant: store.tenant, person: null, keys: ['system'] };
}

/** Nobody's identity: knows the tenant and nothing else. */
export function strangerIdentity(store: Store): Identity {
  return { tenant: store.tenant, person: null, keys: [] };
}

/** The one written form of a login name. */
export function normalizeLoginName(name: string): string {
  return toNfc(name).trim().toLowerCase();
}

const LOGIN_NAME = /^[\p{L}\p{N}](?:[\p{L}\p{N}._@+-]{0,98}[\p{L}\p{N}])?$/u;

/** True for what may be a login name: letters, digits and . _ @ + - only. */
export function isLoginName(name: string): boolean {
  return LOGIN_NAME.test(normalizeLoginName(name));
}

/**
 * Makes an account for a person who has none.
 * @throws {account.bad_name} letters, digits and . _ @ + - only
 * @throws {account.password_length}
 * @throws {account.taken} the name is in use, or the person has an account
 */
export async function createAccount(
  store: Store,
  account: { readonly person: PersonId; readonly name: string; readonly password: string },
  identity: Identity = systemIdentity(store),
): Promise<void> {
  const name = normalizeLoginName(account.name);
  if (!isLoginName(name)) throw new AppError('account.bad_name', 'invalid');
  const p = await provePassword(account.password);
  await writeAs(store.pool, identity, (client) =>
    client.query('select app.create_account($1, $2, $3, $4, $5, $6, $7)', [
      account.person,
      name,
      p.salt,
      p.proof,
      p.cost,
      p.block,
      p.parallel,
    ]),
  ).catch((error: unknown) => {
    if ((error as { code?: string }).code === '23505') throw new AppError('account.taken', 'conflict', { cause: error });
    throw error;
  });
}

/**
 * Sets a new password and ends every session of the person. Gives false for a person without an account.
 * @throws {account.password_length}
 */
export async function changePassword(
  store: Store,
  person: PersonId,
  password: string,
  identity: Identity = systemIdentity(store),
): Promise<boolean> {
  const p = await provePassword(password);
  return writeAs(store.pool, identity, async (client) => {
    const result = await client.query<{ done: boolean }>('select app.change_password($1, $2, $3, $4, $5, $6) as done', [
      person,
      p.salt,
      p.proof,
      p.cost,
      p.block,
      p.parallel,
    ]);
    return result.rows[0]?.done ?? false;
  });
}

/** Opens or closes an account; closing ends sessions and tokens at once. Gives false for a person without an account. */
export async function setAccountActive(
  store: Store,
  person: PersonId,
  active: boolean,
  identity: Identity = systemIdentity(store),
): Promise<boolean> {
  return writeAs(store.pool, identity, async (client) => {
    const result = await client.query<{ done: boolean }>('select app.set_account_active($1, $2) as done', [person, active]);
    return result.rows[0]?.done ?? false;
  });
}

/** Drops ended sessions, old attempts and drafts of more than 90 days. Gives how many rows went. */
export async function sweepAccounts(store: Store): Promise<number> {
  return writeAs(store.pool, systemIdentity(store), async (client) => {
    const result = await client.query<{ n: number }>('select app.sweep_accounts() as n');
    return result.rows[0]?.n ?? 0;
  });
}
