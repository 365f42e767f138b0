/**
 * What the formats need of a machine, in a browser: the same names as on Node. Hashing waits for nobody, so it is done here; signatures
 * are the browser's, and where it does not know Ed25519 yet, done here too.
 */
import { verifyEd25519Slowly } from './ed25519.ts';
import type { HashName, SignatureClaim } from './node.ts';

export type { HashName, SignatureClaim } from './node.ts';

/** Fraction bits of the cube roots (64 primes) and square roots (8 primes) that FIPS 180-4 begins with. */
const { K, H } = constants();

function constants(): { readonly K: Uint32Array; readonly H: Uint32Array } {
  const primes: number[] = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p !== 0)) primes.push(n);
  const fraction = (root: number) => Math.floor((root - Math.floor(root)) * 2 ** 32);
  return {
    K: Uint32Array.from(primes, (p) => fraction(Math.cbrt(p))),
    H: Uint32Array.from(primes.slice(0, 8), (p) => fraction(Math.sqrt(p))),
  };
}

const BLOCK = 64;
const words = new Uint32Array(BLOCK);

/** SHA-256 over the parts, one after another. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const state = Uint32Array.from(H);
  const block = new Uint8Array(BLOCK);
  let filled = 0;
  for (const part of parts) {
    for (let at = 0; at < part.length; ) {
      const taken = Math.min(BLOCK - filled, part.length - at);
      block.set(part.subarray(at, at + taken), filled);
      filled += taken;
      at += taken;
      if (filled === BLOCK) {
        mix(state, block);
        filled = 0;
      }
    }
  }
  block[filled++] = 0x80;
  if (filled > BLOCK - 8) {
    mix(state, block.fill(0, filled));
    filled = 0;
  }
  block.fill(0, filled);
  new DataView(block.buffer).setBigUint64(BLOCK - 8, BigInt(length) * 8n);
  mix(state, block);
  const out = new Uint8Array(32);
  const view = new DataView(out.buffer);
  state.forEach((word, i) => {
    view.setUint32(4 * i, word);
  });
  return out;
}

const turn = (x: number, by: number) => (x >>> by) | (x << (32 - by));

function mix(state: Uint32Array, block: Uint8Array): void {
  const view = new DataView(block.buffer, block.byteOffset, BLOCK);
  const w = (i: number) => words[i] ?? 0;
  for (let i = 0; i < 16; i++) words[i] = view.getUint32(4 * i);
  for (let i = 16; i < BLOCK; i++) {
    const s0 = turn(w(i - 15), 7) ^ turn(w(i - 15), 18) ^ (w(i - 15) >>> 3);
    const s1 = turn(w(i - 2), 17) ^ turn(w(i - 2), 19) ^ (w(i - 2) >>> 10);
    words[i] = w(i - 16) + s0 + w(i - 7) + s1;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let i = 0; i < BLOCK; i++) {
    const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (K[i] ?? 0) + w(i)) | 0;
    const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((value, i) => {
    state[i] = (state[i] ?? 0) + value;
  });
}

/** WebCrypto takes memory that nobody shares. */
function own(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(bytes);
}

/** Whether the signature over the message is by this Ed25519 key; anything malformed is simply no. */
export async function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  let key: CryptoKey;
  try {
    key = await crypto.subtle.importKey('raw', own(publicKey), { name: 'Ed25519' }, false, ['verify']);
  } catch {
    // Either the browser is older than the algorithm, or the key is none; the slow way tells which.
    return verifyEd25519Slowly({ publicKey, message, signature }, (bytes) => digest('SHA-512', bytes));
  }
  return crypto.subtle.verify({ name: 'Ed25519' }, key, own(signature), own(message));
}

/** The digest by this hash function. */
export async function digest(name: HashName, bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest(name, own(bytes)));
}

/** Whether the ECDSA signature (r and s, 32 bytes each) is by this P-256 key; anything malformed is simply no. */
export async function verifyEcdsaP256({ spki, message, signature, hash }: SignatureClaim): Promise<boolean> {
  try {
    const key = await crypto.subtle.importKey('spki', own(spki), { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify']);
    return await crypto.subtle.verify({ name: 'ECDSA', hash }, key, own(signature), own(message));
  } catch {
    return false;
  }
}

/** Whether the RSA PKCS#1 v1.5 signature is by this key; anything malformed is simply no. */
export async function verifyRsaPkcs1({ spki, message, signature, hash }: SignatureClaim): Promise<boolean> {
  try {
    const key = await crypto.subtle.importKey('spki', own(spki), { name: 'RSASSA-PKCS1-v1_5', hash }, false, ['verify']);
    return await crypto.subtle.verify({ name: 'RSASSA-PKCS1-v1_5' }, key, own(signature), own(message));
  } catch {
    return false;
  }
}
