/** Sessions: an opaque id of 256 bits in the browser, its SHA-256 in the database. */
import { createHmac, randomBytes } from 'node:crypto';
import { asPersonId, type PersonId } from '../../kernel/ids.ts';
import { sha256, toBase64Url } from '../../kernel/json.ts';
import { asInstant, type Instant } from '../../kernel/time.ts';
import { type Identity, readAs, toAppError, writeAs } from '../database.ts';
import type { Store } from '../store.ts';
import { strangerIdentity } from './account.ts';

/** How far a person proved who it is. */
export type SessionStep = 'demo' | 'password' | 'issuer' | 'strong';

/** How long sessions last. */
export interface SessionLimits {
  readonly idleSeconds: number;
  readonly absoluteSeconds: number;
}

/** Fifteen minutes without a request, ten hours in all. */
export const SESSION_LIMITS: SessionLimits = { idleSeconds: 15 * 60, absoluteSeconds: 10 * 3600 };

/** A session as one request sees it. */
export interface Session {
  readonly person: PersonId;
  readonly step: SessionStep;
  /** The token every form of this session carries. */
  readonly csrf: string;
  readonly createdAt: Instant;
  /** When the person last proved in it who it is; absent: never, as in a demonstration or by the mere word of an open session at the issuer. */
  readonly provedAt?: Instant;
  /** True for two minutes from then. */
  readonly isFresh: boolean;
  /** When it ends unless something more is asked. */
  readonly endsAt: Instant;
  /** What the standing of the person depends on, read in the same query. */
  readonly businessNow: Instant;
  readonly epochs: { readonly organisation: number; readonly law: number };
}

/**
 * Opens a session and gives its id, which is nowhere else. A closed account opens none: the id then finds nothing. `proved` says that the person has just
 * proved who it is; a password always does.
 */
export async function openSession(
  store: Store,
  person: PersonId,
  step: SessionStep,
  limits: SessionLimits = SESSION_LIMITS,
  proved: boolean = step === 'password',
): Promise<string> {
  const id = toBase64Url(new Uint8Array(randomBytes(32)));
  await writeAs(store.pool, strangerIdentity(store), (client) =>
    client.query('select app.open_session($1, $2, $3, $4, $5, $6)', [
      sha256(id),
      person,
      step,
      limits.idleSeconds,
      limits.absoluteSeconds,
      proved,
    ]),
  );
  return id;
}

/** The token of the forms of a session: known only to who knows the session's id, and stored nowhere. */
export function csrfOf(id: string): string {
  return createHmac('sha256', id).update('khoithong form token').digest('base64url');
}

/** The session of an id that is still alive, and keeps it alive; undefined for every other text. */
export async function findSession(store: Store, id: string): Promise<Session | undefined> {
  if (!/^[\w-]{43}$/.test(id)) return undefined;
  const result = await store.pool
    .query<{
      person: string;
      step: SessionStep;
      created_at: Date;
      proved_at: Date | null;
      fresh: boolean;
      ends_at: Date;
      business_now: Date;
      organisation: string;
      law: string;
    }>({ name: 'find_session', text: 'select * from app.find_session($1, $2)', values: [store.tenant, sha256(id)] })
    .catch((error: unknown) => {
      throw toAppError(error);
    });
  const row = result.rows[0];
  if (!row) return undefined;
  return {
    person: asPersonId(row.person),
    step: row.step,
    csrf: csrfOf(id),
    createdAt: asInstant(row.created_at),
    ...(row.proved_at === null ? {} : { provedAt: asInstant(row.proved_at) }),
    isFresh: row.fresh,
    endsAt: asInstant(row.ends_at),
    businessNow: asInstant(row.business_now),
    epochs: { organisation: Number(row.organisation), law: Number(row.law) },
  };
}

/** Ends one session; the same for an id that has none. */
export async function endSession(store: Store, id: string): Promise<void> {
  await writeAs(store.pool, strangerIdentity(store), (client) => client.query('select app.end_session($1)', [sha256(id)]));
}

/** Ends every session of a person, but for one id where given: one's own, or anybody's for an administrator. Gives how many. */
export async function endAllSessions(store: Store, identity: Identity, person: PersonId, except?: string): Promise<number> {
  return writeAs(store.pool, identity, async (client) => {
    const result = await client.query<{ n: number }>('select app.end_sessions($1, $2) as n', [
      person,
      except === undefined ? null : sha256(except),
    ]);
    return result.rows[0]?.n ?? 0;
  });
}

/** One of one's own sessions, as shown on the profile page. */
export interface SessionRow {
  readonly handle: string;
  readonly step: SessionStep;
  readonly createdAt: Instant;
  readonly lastSeenAt: Instant;
}

/** The living sessions of whoever asks, the most recent first. */
export async function listSessions(store: Store, identity: Identity): Promise<readonly SessionRow[]> {
  return readAs(store.pool, identity, async (client) => {
    const result = await client.query<{ handle: string; step: SessionStep; created_at: Date; last_seen_at: Date }>(
      'select * from app.list_sessions()',
    );
    return result.rows.map((row) => ({
      handle: row.handle,
      step: row.step,
      createdAt: asInstant(row.created_at),
      lastSeenAt: asInstant(row.last_seen_at),
    }));
  });
}
