/**
 * What a person signs and what is kept of it. The intent is exactly what was shown; the challenge put to the person's key is its digest, and the leaf of
 * the act holds the digest of the whole package. Everything here can be computed again by whoever holds the package, and needs nothing of us.
 */
import { createPublicKey, hash, verify } from 'node:crypto';
import { type AnswerClaim, checkAnswer, parseAssertion } from '../../verifier/formats/assertion.ts';
import { utf8 } from '../../verifier/formats/bytes.ts';
import { Fault } from '../../verifier/formats/fault.ts';
import { canonicalize as canonicalizeAsVerified } from '../../verifier/formats/jcs.ts';
import { canonicalize, type Json } from '../kernel/json.ts';
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

/**
 * What of a package does not hold, as the verifiers of evidence name it; nothing where all of it does. They are asked themselves: a signature is
 * recorded, and found right later, exactly where its bundle would be.
 */
export function findPackageFault(signature: SignaturePackage): string | undefined {
  try {
    const claim = checkAnswer(parseAssertion(utf8(canonicalizeAsVerified(signature as unknown as Json))));
    return claim === undefined || isSigned(claim) ? undefined : 'signature.invalid';
  } catch (error) {
    if (error instanceof Fault) return error.code;
    throw error;
  }
}

function isSigned({ kind, spki, message, signature }: AnswerClaim): boolean {
  const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  switch (kind) {
    case 'p256':
      return verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature);
    case 'ed25519':
      return verify(null, message, key, signature);
    case 'rsa':
      return verify('sha256', message, key, signature);
  }
}
