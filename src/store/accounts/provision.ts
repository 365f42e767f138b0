/** Accounts as a provisioning service makes, changes and closes them: without passwords, for people who are on record. */
import { AppError } from '../../kernel/errors.ts';
import { asPersonId, isUuid, type PersonId } from '../../kernel/ids.ts';
import { asInstant, type Instant } from '../../kernel/time.ts';
import { type Identity, readAs, writeAs } from '../database.ts';
import type { Store } from '../store.ts';
import { isLoginName, normalizeLoginName } from './account.ts';

/** What may be said of an account from outside. */
export interface AccountWish {
  readonly name: string;
  readonly externalId: string | null;
  readonly isActive: boolean;
}

/** An account as it is listed: nothing of a password. */
export interface AccountRow extends AccountWish {
  readonly id: string;
  readonly person: PersonId;
  readonly createdAt: Instant;
  readonly changedAt: Instant;
}

/** Which accounts are meant; each part narrows, all absent means every account. */
export interface AccountFilter {
  readonly id?: string;
  readonly person?: PersonId;
  readonly name?: string;
  readonly externalId?: string;
  readonly isActive?: boolean;
}

/** One page of accounts, and how many there are in all. */
export interface AccountPage {
  readonly total: number;
  readonly accounts: readonly AccountRow[];
}

/** Lists accounts, the oldest first. @throws {dossier.not_found} asked by nobody who administers the system */
export async function listAccounts(
  store: Store,
  identity: Identity,
  filter: AccountFilter,
  { skip, limit }: { readonly skip: number; readonly limit: number },
): Promise<AccountPage> {
  return readAs(store.pool, identity, async (client) => {
    const { rows } = await client.query<{
      total: string;
      id: string | null;
      person: string;
      name: string;
      external_id: string | null;
      active: boolean;
      created_at: Date;
      changed_at: Date;
    }>('select * from app.list_accounts($1, $2, $3, $4, $5, $6, $7)', [
      filter.id ?? null,
      filter.person ?? null,
      filter.name === undefined ? null : normalizeLoginName(filter.name),
      filter.externalId ?? null,
      filter.isActive ?? null,
      skip,
      limit,
    ]);
    const accounts = rows.flatMap((row) =>
      row.id === null
        ? []
        : {
            id: row.id,
            person: asPersonId(row.person),
            name: row.name,
            externalId: row.external_id,
            isActive: row.active,
            createdAt: asInstant(row.created_at),
            changedAt: asInstant(row.changed_at),
          },
    );
    return { total: Number(rows[0]?.total ?? 0), accounts };
  });
}

/** The account of an id; undefined for one that is not there or was withdrawn. */
export async function findAccountById(store: Store, identity: Identity, id: string): Promise<AccountRow | undefined> {
  if (!isUuid(id)) return undefined;
  const { accounts } = await listAccounts(store, identity, { id }, { skip: 0, limit: 1 });
  return accounts[0];
}

/**
 * Makes an account without a password for a person who has none, and gives its id. Made closed, it ends what the person has open.
 * @throws {account.bad_name} letters, digits and . _ @ + - only
 * @throws {account.taken} the name or the external id is in use, or the person has an account
 */
export async function provisionAccount(store: Store, identity: Identity, person: PersonId, wish: AccountWish): Promise<string> {
  const name = checkName(wish.name);
  return writeAs(store.pool, identity, async (client) => {
    const { rows } = await client.query<{ id: string }>('select app.provision_account($1, $2, $3, $4) as id', [
      person,
      name,
      wish.externalId,
      wish.isActive,
    ]);
    return rows[0]?.id ?? '';
  }).catch(tellReason);
}

/**
 * Changes name, external id and, where it is said, state. Closing ends every session and token of the person in the same transaction. Gives false
 * where there is no such account.
 * @throws {account.bad_name}
 * @throws {account.taken}
 * @throws {account.own} nobody closes the account they ask with
 */
export async function changeAccount(
  store: Store,
  identity: Identity,
  id: string,
  wish: Omit<AccountWish, 'isActive'> & { readonly isActive: boolean | null },
): Promise<boolean> {
  const name = checkName(wish.name);
  return writeAs(store.pool, identity, async (client) => {
    const { rows } = await client.query<{ done: boolean }>('select app.change_account($1, $2, $3, $4) as done', [
      id,
      name,
      wish.externalId,
      wish.isActive,
    ]);
    return rows[0]?.done ?? false;
  }).catch(tellReason);
}

/** Withdraws an account that has no keys any more: the last step of `withdrawAccount`. @throws {account.own} @throws KT016 where keys are left */
export async function withdrawKeyless(store: Store, identity: Identity, id: string): Promise<boolean> {
  return writeAs(store.pool, identity, async (client) => {
    const { rows } = await client.query<{ done: boolean }>('select app.withdraw_account($1) as done', [id]);
    return rows[0]?.done ?? false;
  });
}

function checkName(given: string): string {
  if (!isLoginName(given)) throw new AppError('account.bad_name', 'invalid');
  return normalizeLoginName(given);
}

function tellReason(error: unknown): never {
  if ((error as { code?: string }).code === '23505') throw new AppError('account.taken', 'conflict', { cause: error });
  throw error;
}
