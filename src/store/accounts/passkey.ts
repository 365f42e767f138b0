/** Passkeys of people: what their devices say is checked here and nowhere else. Whose key is whose is recorded by `enrolKey` and `removeKey`. */
import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { z } from 'zod';
import { signingKeyOf } from '../../../verifier/formats/signing-key.ts';
import { AppError } from '../../kernel/errors.ts';
import { asDossierId, type DossierId, isUuid } from '../../kernel/ids.ts';
import { type Json, sha256, toBase64Url } from '../../kernel/json.ts';
import { toNfc } from '../../kernel/text.ts';
import { asInstant, type Instant } from '../../kernel/time.ts';
import { challengeOf, type Intent } from '../../ledger/signature.ts';
import { type Identity, readAs, writeAs } from '../database.ts';
import type { Store } from '../store.ts';

/** A site as keys know it: the name they are bound to, and the address browsers say they are at. */
export interface Site {
  readonly rpId: string;
  readonly origin: string;
}

/** A key as its device gave it a moment ago, with the name its owner gives it. */
export interface DeviceKey {
  /** What the device calls it, base64url. */
  readonly credential: string;
  /** As the device writes it (COSE). */
  readonly cose: Uint8Array;
  readonly spki: Uint8Array;
  readonly alg: number;
  readonly rpId: string;
  readonly counter: number;
  readonly transports: readonly string[];
  /** True: the maker of the device may copy it to other devices of the person. */
  readonly synced: boolean;
  readonly name: string;
}

/** A key of whoever asks. */
export interface Passkey extends DeviceKey {
  /** Its dossier. */
  readonly id: DossierId;
  readonly number: string | null;
  /** False: the record does not say that this is the asker's key, or no longer: nothing it signs counts. */
  readonly isRecorded: boolean;
  readonly createdAt: Instant;
  readonly lastUsedAt?: Instant;
}

/** ES256, EdDSA, RS256: what devices of today make, in the order we like. */
export const PASSKEY_ALGORITHMS = [-7, -8, -257] as const;
/** Longest name of a key. */
export const PASSKEY_NAME = 100;

const base64url = z
  .string()
  .max(8192)
  .regex(/^[\w-]+$/);

/** What a browser answers when somebody signs. What else it says is not looked at. */
export const assertionAnswer = z.object({
  id: base64url.max(1400),
  response: z.object({ clientDataJSON: base64url, authenticatorData: base64url, signature: base64url }),
});
/** The answer of a key that signed. */
export type AssertionAnswer = z.output<typeof assertionAnswer>;

const registrationAnswer = z.object({
  id: base64url.max(1400),
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url.max(65_536),
    transports: z.array(z.string().max(20)).max(10).default([]),
  }),
});

/** The keys of whoever asks, the oldest first. */
export async function listPasskeys(store: Store, identity: Identity): Promise<readonly Passkey[]> {
  return readAs(store.pool, identity, async (client) => {
    const result = await client.query<{
      id: string;
      credential: string;
      public_key: Buffer;
      spki: Buffer;
      alg: number;
      rp_id: string;
      counter: string;
      transports: string[];
      synced: boolean;
      name: string;
      created_at: Date;
      last_used_at: Date | null;
      kind: string | null;
      number: string | null;
      ended: boolean | null;
      state: Json;
    }>('select * from app.list_passkeys()');
    return result.rows.map((row) => ({
      id: asDossierId(row.id),
      number: row.number,
      isRecorded: isRecorded(store, identity, row),
      credential: row.credential,
      cose: row.public_key,
      spki: row.spki,
      alg: row.alg,
      rpId: row.rp_id,
      counter: Number(row.counter),
      transports: row.transports,
      synced: row.synced,
      name: row.name,
      createdAt: asInstant(row.created_at),
      ...(row.last_used_at === null ? {} : { lastUsedAt: asInstant(row.last_used_at) }),
    }));
  });
}

interface Row {
  readonly credential: string;
  readonly spki: Buffer;
  readonly alg: number;
  readonly rp_id: string;
  readonly kind: string | null;
  readonly ended: boolean | null;
  readonly state: Json;
}

/** Whether the dossier of a key says of it, word for word, what stands beside it. */
function isRecorded({ registry }: Store, { person }: Identity, row: Row): boolean {
  const facts = row.kind === null ? undefined : registry.find(row.kind)?.signingKey?.facts(row.state);
  if (!facts || row.ended !== false) return false;
  const { credential, publicKey, alg, rpId } = facts;
  const isSame = credential === row.credential && publicKey === toBase64Url(row.spki) && alg === row.alg && rpId === row.rp_id;
  return isSame && facts.person === person;
}

/**
 * Checks what a device answered when it made a key: for this challenge, on this site, its owner verified.
 * @throws {passkey.wrong} the answer does not fit
 * @throws {passkey.name}
 */
export async function checkRegistration(asked: {
  readonly answer: unknown;
  readonly name: string;
  readonly intent: Intent;
  readonly site: Site;
}): Promise<DeviceKey> {
  const { site } = asked;
  const name = nameOf(asked.name);
  const answer = registrationAnswer.safeParse(asked.answer).data;
  if (!answer) throw new AppError('passkey.wrong', 'precondition');
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  const verified = await verifyRegistrationResponse({
    response: {
      id: answer.id,
      rawId: answer.id,
      type: 'public-key',
      clientExtensionResults: {},
      response: { clientDataJSON: answer.response.clientDataJSON, attestationObject: answer.response.attestationObject },
    },
    expectedChallenge: toBase64Url(challengeOf(asked.intent)),
    expectedOrigin: site.origin,
    expectedRPID: site.rpId,
    requireUserVerification: true,
    supportedAlgorithmIDs: [...PASSKEY_ALGORITHMS],
  }).catch((error: unknown) => {
    throw new AppError('passkey.wrong', 'precondition', { cause: error });
  });
  if (!verified.verified) throw new AppError('passkey.wrong', 'precondition');
  const { credential, credentialBackedUp } = verified.registrationInfo;
  const { spki, alg } = await toSpki(credential.publicKey);
  return {
    credential: credential.id,
    cose: credential.publicKey,
    spki,
    alg,
    rpId: site.rpId,
    counter: credential.counter,
    transports: answer.response.transports,
    synced: credentialBackedUp,
    name,
  };
}

function nameOf(typed: string): string {
  const name = toNfc(typed)
    .replaceAll(/[\0\p{Cc}\p{Surrogate}]/gu, ' ')
    .trim();
  if (name === '' || name.length > PASSKEY_NAME) throw new AppError('passkey.name', 'invalid', { params: { max: PASSKEY_NAME } });
  return name;
}

/** Gives a key of one's own another name; false where there is none. @throws {passkey.name} */
export async function renamePasskey(store: Store, identity: Identity, id: string, name: string): Promise<boolean> {
  if (!isUuid(id)) return false;
  return writeAs(store.pool, identity, async (client) => {
    const result = await client.query<{ done: boolean }>('select app.name_passkey($1, $2) as done', [id, nameOf(name)]);
    return result.rows[0]?.done ?? false;
  });
}

/**
 * Checks that one of these keys, recorded as their owner's, signed this challenge on this site, its owner verified and its count gone on. Gives the key
 * and the count.
 * @throws {act.signature_wrong}
 */
export async function checkAssertion(
  keys: readonly Passkey[],
  answer: AssertionAnswer,
  challenge: Uint8Array,
  site: Site,
): Promise<{ readonly key: Passkey; readonly counter: number }> {
  const key = keys.find((one) => one.isRecorded && one.credential === answer.id && one.rpId === site.rpId);
  if (!key) throw new AppError('act.signature_wrong', 'precondition');
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  const checked = await verifyAuthenticationResponse({
    response: {
      id: answer.id,
      rawId: answer.id,
      type: 'public-key',
      clientExtensionResults: {},
      response: { ...answer.response },
    },
    expectedChallenge: toBase64Url(challenge),
    expectedOrigin: site.origin,
    expectedRPID: site.rpId,
    requireUserVerification: true,
    credential: { id: key.credential, publicKey: new Uint8Array(key.cose), counter: key.counter },
  }).catch((error: unknown) => {
    throw new AppError('act.signature_wrong', 'precondition', { cause: error });
  });
  if (!checked.verified) throw new AppError('act.signature_wrong', 'precondition');
  // What checked it must be the key its dossier speaks of.
  const read = await toSpki(key.cose).catch(() => undefined);
  if (!read?.spki.equals(key.spki)) throw new AppError('act.signature_wrong', 'precondition');
  return { key, counter: checked.authenticationInfo.newCounter };
}

/** What each algorithm's key must say of itself: its kind, and its curve (RFC 9053). */
const COSE_FORMS: Readonly<Record<(typeof PASSKEY_ALGORITHMS)[number], readonly (readonly [label: number, value: number])[]>> = {
  [-7]: [
    [1, 2],
    [-1, 1],
  ],
  [-8]: [
    [1, 1],
    [-1, 6],
  ],
  [-257]: [[1, 3]],
};

/**
 * A key as the device writes it (COSE, RFC 9053), in the form everybody else reads. Only a key whose signatures every verifier accepts.
 * @throws {passkey.wrong} it is no key, or a weak one
 */
export async function toSpki(cose: Uint8Array): Promise<{ readonly spki: Buffer; readonly alg: number }> {
  const { decodeCredentialPublicKey } = await import('@simplewebauthn/server/helpers');
  try {
    const fields: unknown = decodeCredentialPublicKey(new Uint8Array(cose));
    if (!(fields instanceof Map)) throw new AppError('passkey.wrong', 'precondition');
    const { alg, jwk } = readCose(fields);
    const spki = createPublicKey({ key: jwk, format: 'jwk' }).export({ format: 'der', type: 'spki' });
    signingKeyOf(spki);
    return { spki, alg };
  } catch (error) {
    // Whatever reads it says in its own way that it cannot: the bytes are the device's own.
    throw error instanceof AppError ? error : new AppError('passkey.wrong', 'precondition', { cause: error });
  }
}

function readCose(fields: ReadonlyMap<unknown, unknown>): { readonly alg: number; readonly jwk: JsonWebKey } {
  const wrong = () => new AppError('passkey.wrong', 'precondition');
  const alg = PASSKEY_ALGORITHMS.find((one) => one === fields.get(3));
  if (alg === undefined || COSE_FORMS[alg].some(([label, value]) => fields.get(label) !== value)) throw wrong();
  const part = (label: number): string => {
    const value = fields.get(label);
    if (!(value instanceof Uint8Array)) throw wrong();
    return toBase64Url(value);
  };
  switch (alg) {
    case -7:
      return { alg, jwk: { kty: 'EC', crv: 'P-256', x: part(-2), y: part(-3) } };
    case -8:
      return { alg, jwk: { kty: 'OKP', crv: 'Ed25519', x: part(-2) } };
    case -257:
      return { alg, jwk: { kty: 'RSA', n: part(-1), e: part(-2) } };
  }
}

/** The name a person is known by to a device: always the same, and telling nothing. */
export function userHandle(store: Store, person: string): string {
  return toBase64Url(sha256(`khoithong/passkey-user\0${store.tenant}\0${person}`));
}
