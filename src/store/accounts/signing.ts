/** Confirming in person: a challenge is shown, answered once within two minutes, and what answered it is judged here. */
import { randomUUID } from 'node:crypto';
import { AppError } from '../../kernel/errors.ts';
import { isUuid, type PersonId } from '../../kernel/ids.ts';
import { sha256, toBase64Url } from '../../kernel/json.ts';
import {
  ACT_INTENT,
  type ActIntent,
  challengeOf,
  findPackageFault,
  type Intent,
  SIGNATURE_PACKAGE,
  type SignaturePackage,
  type SignedBy,
} from '../../ledger/signature.ts';
import type { ProvenSignature } from '../change.ts';
import { type Identity, readAs, writeAs } from '../database.ts';
import type { Store } from '../store.ts';
import { type AssertionAnswer, checkAssertion, listPasskeys, type Passkey, type Site } from './passkey.ts';
import type { SessionStep } from './session.ts';
import { signIn } from './sign-in.ts';

/** By what somebody answers a challenge. */
export type Proof =
  | { readonly how: 'passkey'; readonly assertion: AssertionAnswer }
  | { readonly how: 'password'; readonly password: string; readonly address: string }
  /** The session was begun a moment ago by signing in afresh at the issuer. */
  | { readonly how: 'sign-in' }
  /** The session is a persona's in a demonstration, who has nothing to prove anything by. */
  | { readonly how: 'demo' };

/** An answer to a challenge. */
export interface SignatureGiven {
  /** The challenge by its id. */
  readonly challenge: string;
  /** Id of the session it was shown in; absent for a program. */
  readonly session?: string;
  readonly proof: Proof;
}

/** A challenge as its person sees it. */
export interface ShownChallenge {
  readonly id: string;
  /** What a key must sign, base64url. */
  readonly challenge: string;
  readonly intent: Intent;
}

/** How long a challenge may be answered. */
export const SIGNING_SECONDS = 120;

/** Keeps a challenge for whoever asks and gives it. */
export async function beginSigning(
  store: Store,
  identity: Identity,
  asked: { readonly intent: Intent; readonly salt: string; readonly site: Site; readonly session?: string },
): Promise<ShownChallenge> {
  const id = randomUUID();
  await writeAs(store.pool, identity, (client) =>
    client.query('select app.begin_signing($1, $2, $3, $4, $5)', [
      id,
      sessionHash(asked.session),
      JSON.stringify(asked.intent),
      asked.salt,
      asked.site.origin,
    ]),
  );
  return { id, challenge: toBase64Url(challengeOf(asked.intent)), intent: asked.intent };
}

const sessionHash = (session: string | undefined): Uint8Array | null => (session === undefined ? null : sha256(session));

interface Found {
  readonly intent: Intent;
  readonly salt: string;
  readonly origin: string;
  readonly step: SessionStep | null;
  readonly fresh: boolean;
}

/** A challenge shown to whoever asks and not yet answered. @throws {act.signature_expired} */
export async function findSigning(
  store: Store,
  identity: Identity,
  given: Pick<SignatureGiven, 'challenge' | 'session'>,
): Promise<Found> {
  const found = isUuid(given.challenge)
    ? await readAs(store.pool, identity, async (client) => {
        const result = await client.query<Found>('select * from app.find_signing($1, $2)', [
          given.challenge,
          sessionHash(given.session),
        ]);
        return result.rows[0];
      })
    : undefined;
  if (!found) throw new AppError('act.signature_expired', 'precondition');
  return found;
}

/** What a proof turned out to be. */
interface Judged {
  readonly how: SignedBy;
  readonly signed?: { readonly key: Passkey; readonly counter: number; readonly assertion: AssertionAnswer };
}

/**
 * Judges the answer to a challenge. Nothing is spent yet.
 * @throws {act.signature_expired} nothing waits for this answer
 * @throws {act.signature_wrong} it proves nothing
 * @throws {account.too_many_attempts} @throws {account.busy}
 */
async function judge(store: Store, identity: Identity, found: Found, proof: Proof): Promise<Judged> {
  const wrong = () => new AppError('act.signature_wrong', 'precondition');
  switch (proof.how) {
    case 'passkey': {
      const site = { rpId: found.intent.rpId, origin: found.origin };
      const keys = await listPasskeys(store, identity);
      const checked = await checkAssertion(keys, proof.assertion, challengeOf(found.intent), site);
      return { how: 'passkey', signed: { ...checked, assertion: proof.assertion } };
    }
    case 'password':
      if (!(await isOwnPassword(store, identity, proof))) throw wrong();
      return { how: 'password' };
    case 'sign-in':
      if (found.step !== 'issuer' || !found.fresh) throw wrong();
      return { how: 'sign-in' };
    case 'demo':
      if (found.step !== 'demo') throw wrong();
      return { how: 'demo' };
  }
}

/** Whether this is the password of whoever asks. A wrong one counts as a failed sign-in. */
async function isOwnPassword(
  store: Store,
  identity: Identity,
  proof: { readonly password: string; readonly address: string },
): Promise<boolean> {
  const login = await findOwnLogin(store, identity);
  if (!login?.hasPassword) return false;
  const person = await signIn(store, { name: login.name, password: proof.password, address: proof.address });
  return person !== undefined && person === (identity.person as PersonId | null);
}

/** By which name whoever asks signs in here; undefined without an account. */
export async function findOwnLogin(
  store: Store,
  identity: Identity,
): Promise<{ readonly name: string; readonly hasPassword: boolean } | undefined> {
  return readAs(store.pool, identity, async (client) => {
    const result = await client.query<{ name: string; has_password: boolean }>('select * from app.own_login()');
    const row = result.rows[0];
    return row && { name: row.name, hasPassword: row.has_password };
  });
}

/** A signature that holds, and the intent it is over; the challenge is spent by whoever writes the act. */
export interface Proven extends ProvenSignature {
  readonly intent: ActIntent;
}

/**
 * Judges the answer to the challenge of an act.
 * @throws {act.signature_expired} @throws {act.signature_wrong} @throws {act.signature_other} it was no challenge of an act
 */
export async function proveSignature(store: Store, identity: Identity, given: SignatureGiven): Promise<Proven> {
  const found = await findSigning(store, identity, given);
  if (found.intent.v !== ACT_INTENT) throw new AppError('act.signature_other', 'precondition');
  const intent = found.intent as ActIntent;
  const { how, signed } = await judge(store, identity, found, given.proof);
  const kept: SignaturePackage = {
    v: SIGNATURE_PACKAGE,
    how,
    intent,
    ...(signed
      ? {
          credential: { id: signed.key.credential, publicKey: toBase64Url(signed.key.spki), alg: signed.key.alg },
          ...signed.assertion.response,
        }
      : {}),
  };
  const fault = findPackageFault(kept);
  if (fault !== undefined) throw new AppError('act.signature_wrong', 'precondition', { cause: fault });
  return {
    challenge: given.challenge,
    intent,
    salt: found.salt,
    package: kept,
    ...(signed ? { passkey: signed.key.id, counter: signed.counter } : {}),
  };
}

/**
 * Judges and spends the answer to a challenge that is about no act, such as one for a new key. Gives what it was about.
 * @throws {act.signature_expired} @throws {act.signature_wrong} @throws {act.signature_other}
 */
export async function answerSigning(store: Store, identity: Identity, given: SignatureGiven, about: string): Promise<Intent> {
  const found = await findSigning(store, identity, given);
  if (found.intent.v !== about) throw new AppError('act.signature_other', 'precondition');
  const { signed } = await judge(store, identity, found, given.proof);
  await spendSigning(store, identity, given.challenge, signed && { id: signed.key.id, counter: signed.counter });
  return found.intent;
}

/** Spends a challenge. @throws {act.signature_expired} it was answered before */
export async function spendSigning(
  store: Store,
  identity: Identity,
  challenge: string,
  key?: { readonly id: string; readonly counter: number },
): Promise<void> {
  await writeAs(store.pool, identity, (client) =>
    client.query('select app.spend_signing($1, $2, $3)', [challenge, key?.id ?? null, key?.counter ?? null]),
  );
}
