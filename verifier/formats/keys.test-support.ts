import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { fromBase64, utf8 } from './bytes.ts';
import { cosignedMessage, encodeCosignature } from './cosignature.ts';
import { COSIGNATURE, ED25519, formatVerifierKey, parseVerifierKey, signatureLine, type VerifierKey } from './note.ts';

/** Somebody who signs notes in a test. */
export interface Signer {
  readonly key: VerifierKey;
  readonly vkey: string;
  line(text: string): string;
  cosign(text: string, time: number): string;
}

const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A signer with the Ed25519 seed given, or a new one. */
export function newSigner(name: string, type = ED25519, seed?: Uint8Array): Signer {
  const secret: KeyObject = seed
    ? createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' })
    : generateKeyPairSync('ed25519').privateKey;
  const bytes = createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(-32);
  const vkey = formatVerifierKey(name, type, bytes);
  const key = parseVerifierKey(vkey);
  return {
    key,
    vkey,
    line: (text) => signatureLine(name, key.id, sign(null, utf8(text), secret)),
    cosign: (text, time) => signatureLine(name, key.id, encodeCosignature(time, sign(null, cosignedMessage(time, text), secret))),
  };
}

/** A witness of that name. */
export const newWitness = (name: string): Signer => newSigner(name, COSIGNATURE);

/** The bytes of a base64 text written in a test. */
export function bytesOf(base64: string): Uint8Array {
  const bytes = fromBase64(base64);
  if (!bytes) throw new Error(`no base64: ${base64}`);
  return bytes;
}
