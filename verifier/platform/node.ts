/**
 * What the formats need of a machine, on Node. The page that runs in a browser has the same names in another file, so that nothing
 * above this room knows where it runs.
 */
import { createPublicKey, hash, verify } from 'node:crypto';

const scratch = new Uint8Array(8192);

/** SHA-256 over the parts, one after another. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  // The hash is done before anybody else can write: leaves and nodes need no memory of their own to be joined in.
  const joined = length <= scratch.length ? scratch.subarray(0, length) : new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  const digest = hash('sha256', joined, 'buffer');
  return new Uint8Array(digest.buffer, digest.byteOffset, digest.length);
}

/** Whether the signature over the message is by this Ed25519 key; anything malformed is simply no. */
export async function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  try {
    const x = Buffer.from(publicKey).toString('base64url');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    return verify(null, message, key, signature);
  } catch {
    return false;
  }
}

/** Hash functions the signatures of others may ask for. */
export type HashName = 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512';

/** The digest by this hash function. */
export async function digest(name: HashName, bytes: Uint8Array): Promise<Uint8Array> {
  return hash(name.replace('-', '').toLowerCase(), bytes, 'buffer');
}

/** A signature of others: over which message, by which key (SubjectPublicKeyInfo), with which hash function. */
export interface SignatureClaim {
  readonly spki: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
  readonly hash: Exclude<HashName, 'SHA-1'>;
}

/** Whether the ECDSA signature (r and s, 32 bytes each) is by this P-256 key; anything malformed is simply no. */
export async function verifyEcdsaP256({ spki, message, signature, hash: name }: SignatureClaim): Promise<boolean> {
  try {
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
    if (key.asymmetricKeyType !== 'ec' || key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') return false;
    return verify(name.replace('-', ''), message, { key, dsaEncoding: 'ieee-p1363' }, signature);
  } catch {
    return false;
  }
}

/** Whether the RSA PKCS#1 v1.5 signature is by this key; anything malformed is simply no. */
export async function verifyRsaPkcs1({ spki, message, signature, hash: name }: SignatureClaim): Promise<boolean> {
  try {
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'rsa' && verify(name.replace('-', ''), message, key, signature);
  } catch {
    return false;
  }
}
