import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { toBase64 } from '../formats/bytes.ts';
import { cosignedMessage, encodeCosignature } from '../formats/cosignature.ts';
import { COSIGNATURE, formatVerifierKey, parseVerifierKey, signatureLine, type VerifierKey } from '../formats/note.ts';

/** The key of a witness: what it signs with, and what others verify with. */
export interface WitnessKey {
  readonly secret: string;
  /** The public key as one writes it down. */
  readonly vkey: string;
  readonly verifier: VerifierKey;
  /** The line by which the witness cosigns a checkpoint's text at a moment in POSIX seconds. */
  cosign(text: string, time: number): string;
}

/** A new key under the name of the witness. */
export function newWitnessKey(name: string): WitnessKey {
  return keyOf(name, generateKeyPairSync('ed25519').privateKey);
}

/** The key kept as base64 PKCS#8. Throws for anything that is no Ed25519 key. */
export function readWitnessKey(name: string, secret: string): WitnessKey {
  return keyOf(name, createPrivateKey({ key: Buffer.from(secret, 'base64'), format: 'der', type: 'pkcs8' }));
}

function keyOf(name: string, secret: KeyObject): WitnessKey {
  if (secret.asymmetricKeyType !== 'ed25519') throw new TypeError('not an Ed25519 key');
  const point = createPublicKey(secret).export({ format: 'jwk' }).x ?? '';
  const vkey = formatVerifierKey(name, COSIGNATURE, new Uint8Array(Buffer.from(point, 'base64url')));
  const verifier = parseVerifierKey(vkey);
  return {
    secret: toBase64(secret.export({ format: 'der', type: 'pkcs8' })),
    vkey,
    verifier,
    cosign: (text, time) =>
      signatureLine(name, verifier.id, encodeCosignature(time, sign(null, cosignedMessage(time, text), secret))),
  };
}
