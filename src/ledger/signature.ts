/**
 * What a person signs and what is kept of it. The intent is exactly what was shown; the challenge put to the person's key is its digest, and the leaf of
 * the act holds the digest of the whole package. Everything here can be computed again by whoever holds the package, and needs nothing of us.
 */
import { createPublicKey, hash, verify } from 'node:crypto';
import { canonicalize, fromBase64Url, type Json, toBase64Url } from '../kernel/json.ts';
import { digestField } from './leaf.ts';

/** First word of the intent of an act, and what its challenge begins with. */
export const ACT_INTENT = 'khoithong/act/1';
/** First word of a package. */
export const SIGNATURE_PACKAGE = 'khoithong/signature/1';

/** Anything that can be put before a person as a challenge. */
export interface Intent {
  readonly v: string;
  readonly rpId: string;
  readonly [name: string]: Json;
}

/** One act as its person is about to perform it. */
export interface ActIntent extends Intent {
  readonly v: typeof ACT_INTENT;
  readonly kind: string;
  readonly act: string;
  /** The dossier's id; empty for an act that opens one. */
  readonly dossier: string;
  /** The leaf hash the act follows, base64url; empty for an act that opens a dossier. */
  readonly after: string;
  /** The key of the capacity acted in. */
  readonly capacity: string;
  /** The digest of the body under its own salt. */
  readonly body: string;
  /** When it was shown, real time. */
  readonly at: string;
  /** Name and address of the site it was shown on. */
  readonly rpId: string;
  readonly origin: string;
}

/** By what a person confirmed. Verifiers count every way they do not know among the weaker ones. */
export type SignedBy = 'passkey' | 'password' | 'sign-in' | 'demo';

/** What is kept with a signed act; its digest stands in the leaf. */
export interface SignaturePackage {
  readonly v: typeof SIGNATURE_PACKAGE;
  readonly how: SignedBy;
  readonly intent: ActIntent;
  /** The key that signed: its id on the device, SubjectPublicKeyInfo in DER, and COSE algorithm. */
  readonly credential?: { readonly id: string; readonly publicKey: string; readonly alg: number };
  readonly authenticatorData?: string;
  readonly clientDataJSON?: string;
  readonly signature?: string;
}

/** The digest of a body as it stands in an intent: SHA-256(JCS([salt, "signed-body", body])), base64url. */
export function digestSignedBody(salt: string, body: Json): string {
  return digestField(salt, 'signed-body', body);
}

/** The challenge of an intent: SHA-256 of its first word, a zero byte, and the intent itself. */
export function challengeOf(intent: Intent): Uint8Array {
  return hash('sha256', `${intent.v}\0${canonicalize(intent as Json)}`, 'buffer');
}

/** The digest of a package as it stands in the leaf. */
export function digestPackage(signature: SignaturePackage): string {
  return hash('sha256', canonicalize(signature as unknown as Json), 'base64url');
}

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
/** Hash of the site, flags, counter: the least an authenticator says. */
const AUTHENTICATOR_DATA_BYTES = 37;

/** What of a package does not hold, in one word; nothing where all of it does. A package that carries no key claims nothing that could be checked. */
export function findPackageFault(signature: SignaturePackage): string | undefined {
  const { v, how, intent, credential, authenticatorData, clientDataJSON, signature: signed } = signature;
  if (v !== SIGNATURE_PACKAGE || intent.v !== ACT_INTENT) return 'version';
  const given = [credential, authenticatorData, clientDataJSON, signed];
  if (how !== 'passkey') return given.some((part) => part !== undefined) ? 'form' : undefined;
  if (!credential || authenticatorData === undefined || clientDataJSON === undefined || signed === undefined) return 'form';
  try {
    const said = fromBase64Url(authenticatorData);
    const client = fromBase64Url(clientDataJSON);
    return (
      clientFault(client, intent) ??
      authenticatorFault(said, intent) ??
      (isSigned(credential, Buffer.concat([said, hash('sha256', client, 'buffer')]), fromBase64Url(signed))
        ? undefined
        : 'signature')
    );
  } catch {
    return 'form';
  }
}

function clientFault(bytes: Uint8Array, intent: Intent): string | undefined {
  const client = JSON.parse(Buffer.from(bytes).toString('utf8')) as Readonly<Record<string, unknown>>;
  if (client['type'] !== 'webauthn.get') return 'type';
  if (client['challenge'] !== toBase64Url(challengeOf(intent))) return 'challenge';
  // As every verifier of a bundle has it: nobody signs from within the page of another site.
  if (client['crossOrigin'] !== undefined && client['crossOrigin'] !== false) return 'type';
  if (intent['origin'] !== undefined && client['origin'] !== intent['origin']) return 'origin';
  const host = new URL(String(client['origin'])).hostname;
  return host === intent.rpId || host.endsWith(`.${intent.rpId}`) ? undefined : 'origin';
}

function authenticatorFault(said: Uint8Array, intent: Intent): string | undefined {
  if (said.length < AUTHENTICATOR_DATA_BYTES) return 'form';
  if (!hash('sha256', intent.rpId, 'buffer').equals(said.subarray(0, 32))) return 'site';
  const wanted = USER_PRESENT | USER_VERIFIED;
  return ((said[32] ?? 0) & wanted) === wanted ? undefined : 'user';
}

function isSigned(credential: NonNullable<SignaturePackage['credential']>, message: Uint8Array, signed: Uint8Array): boolean {
  const key = createPublicKey({ key: Buffer.from(fromBase64Url(credential.publicKey)), format: 'der', type: 'spki' });
  switch (credential.alg) {
    case -7:
      return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' && verify('sha256', message, key, signed);
    case -257:
      return key.asymmetricKeyType === 'rsa' && verify('sha256', message, key, signed);
    case -8:
      return key.asymmetricKeyType === 'ed25519' && verify(null, message, key, signed);
    default:
      return false;
  }
}
