/** Bearer tokens of the programming interface: per person, with scopes and an end, shown once. */
import { randomBytes } from 'node:crypto';
import { AppError } from '../../kernel/errors.ts';
import { asPersonId, isUuid, newId, type PersonId } from '../../kernel/ids.ts';
import { sha256, toBase64Url } from '../../kernel/json.ts';
import { asInstant, type Instant, toMillis } from '../../kernel/time.ts';
import { type Identity, readAs, toAppError, writeAs } from '../database.ts';
import type { Store } from '../store.ts';

/** What a token may do; one that provisions accounts does nothing else. */
export type TokenScope = 'read' | 'act' | 'provision';

/** A new token. `secret` is shown now and never again. */
export interface IssuedToken {
  readonly id: string;
  readonly secret: string;
}

/** A living token as one request sees it. */
export interface FoundToken {
  readonly id: string;
  readonly person: PersonId;
  readonly scopes: readonly TokenScope[];
  readonly businessNow: Instant;
  readonly epochs: { readonly organisation: number; readonly law: number };
}

const PREFIX = 'kt_';
const LONGEST_DAYS = 366;

/**
 * Makes a token for whoever asks; nobody can make one for another.
 * @throws {token.no_person} asked by no person
 * @throws {dossier.not_found} a token that provisions, asked by nobody who administers the system
 * @throws {token.bad_request} no label, no scope, provisioning beside another, or an end that is past or more than a year away
 */
export async function issueToken(
  store: Store,
  identity: Identity,
  wanted: { readonly label: string; readonly scopes: readonly TokenScope[]; readonly expiresAt: Instant; readonly now: Instant },
): Promise<IssuedToken> {
  if (identity.person === null) throw new AppError('token.no_person', 'forbidden');
  const label = wanted.label.normalize('NFC').trim();
  const days = (toMillis(wanted.expiresAt) - toMillis(wanted.now)) / 86_400_000;
  const isMixed = wanted.scopes.length > 1 && wanted.scopes.includes('provision');
  if (label === '' || label.length > 100 || wanted.scopes.length === 0 || isMixed || days <= 0 || days > LONGEST_DAYS) {
    throw new AppError('token.bad_request', 'invalid', { params: { days: LONGEST_DAYS } });
  }
  const secret = PREFIX + toBase64Url(new Uint8Array(randomBytes(32)));
  const id = newId(toMillis(wanted.now));
  await writeAs(store.pool, identity, (client) =>
    client.query('select app.issue_token($1, $2, $3, $4, $5)', [
      id,
      sha256(secret),
      label,
      [...new Set(wanted.scopes)],
      wanted.expiresAt,
    ]),
  );
  return { id, secret };
}

/** The living token of a secret; undefined for one that is unknown, ended, withdrawn or of a closed account. */
export async function findToken(store: Store, secret: string): Promise<FoundToken | undefined> {
  if (!/^kt_[\w-]{43}$/.test(secret)) return undefined;
  const result = await store.pool
    .query<{ id: string; person: string; scopes: TokenScope[]; business_now: Date; organisation: string; law: string }>({
      name: 'find_token',
      text: 'select * from app.find_token($1, $2)',
      values: [store.tenant, sha256(secret)],
    })
    .catch((error: unknown) => {
      throw toAppError(error);
    });
  const row = result.rows[0];
  if (!row) return undefined;
  return {
    id: row.id,
    person: asPersonId(row.person),
    scopes: row.scopes,
    businessNow: asInstant(row.business_now),
    epochs: { organisation: Number(row.organisation), law: Number(row.law) },
  };
}

/** One of one's own tokens, without its secret. */
export interface TokenRow {
  readonly id: string;
  readonly label: string;
  readonly scopes: readonly TokenScope[];
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly lastUsedAt: Instant | null;
  readonly revokedAt: Instant | null;
}

/** The tokens of whoever asks, the newest first. */
export async function listTokens(store: Store, identity: Identity): Promise<readonly TokenRow[]> {
  return readAs(store.pool, identity, async (client) => {
    const result = await client.query<{
      id: string;
      label: string;
      scopes: TokenScope[];
      created_at: Date;
      expires_at: Date;
      last_used_at: Date | null;
      revoked_at: Date | null;
    }>('select * from app.list_tokens()');
    return result.rows.map((row) => ({
      id: row.id,
      label: row.label,
      scopes: row.scopes,
      createdAt: asInstant(row.created_at),
      expiresAt: asInstant(row.expires_at),
      lastUsedAt: row.last_used_at && asInstant(row.last_used_at),
      revokedAt: row.revoked_at && asInstant(row.revoked_at),
    }));
  });
}

/** Withdraws a token of one's own, or anybody's for an administrator. Gives false where there was none to withdraw. */
export async function revokeToken(store: Store, identity: Identity, id: string): Promise<boolean> {
  if (!isUuid(id)) return false;
  return writeAs(store.pool, identity, async (client) => {
    const result = await client.query<{ done: boolean }>('select app.revoke_token($1) as done', [id]);
    return result.rows[0]?.done ?? false;
  });
}
