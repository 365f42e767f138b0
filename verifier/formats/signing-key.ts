/**
 * Which keys may sign for a person. A key that others can sign with too, or that any signature fits, proves nothing of anybody; and a key written
 * in an unusual way is read differently by different programs.
 */
import { toHex } from './bytes.ts';
import { childrenOf, type KeyKind, keyOf, readDer, TAG, unsignedOf } from './der.ts';
import { must } from './fault.ts';

/** The one way to name the algorithm of a key. */
const ALGORITHM: Readonly<Record<KeyKind, string>> = {
  p256: '301306072a8648ce3d020106082a8648ce3d030107',
  ed25519: '300506032b6570',
  rsa: '300d06092a864886f70d0101010500',
};

const FEWEST_BITS = 2048;
const MOST_BITS = 8192;
/** What authenticators make. */
const EXPONENT = '010001';

const EC_P = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const EC_B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

const ED_P = 2n ** 255n - 19n;
/** The y of a point of order 8; with it 0, 1 and −1 are those of all eight points of small order. */
const ED_ORDER_8 = 0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7n;
const ED_SMALL = new Set([0n, 1n, ED_P - 1n, ED_ORDER_8, ED_P - ED_ORDER_8]);

const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x0${toHex(bytes)}`);

/**
 * The key of a person: P-256 on the curve, Ed25519 of full order, or RSA of 2048 to 8192 bits with exponent 65537, written in the one way.
 * @throws {Fault} der.shape, der.key, signature.key-weak
 */
export function signingKeyOf(spki: Uint8Array): { readonly kind: KeyKind; readonly key: Uint8Array } {
  const { kind, key } = keyOf(spki);
  const [algorithm] = childrenOf(readDer(spki, TAG.sequence));
  const isGood = algorithm !== undefined && toHex(algorithm.raw) === ALGORITHM[kind] && IS_GOOD[kind](key);
  must(isGood, 'signature.key-weak', { kind });
  return { kind, key };
}

const IS_GOOD: Readonly<Record<KeyKind, (key: Uint8Array) => boolean>> = {
  p256(key) {
    const x = numberOf(key.subarray(1, 33));
    const y = numberOf(key.subarray(33));
    return x < EC_P && y < EC_P && (y * y - x * x * x + 3n * x - EC_B) % EC_P === 0n;
  },
  ed25519(key) {
    const y = numberOf(key.toReversed()) & (2n ** 255n - 1n);
    return y < ED_P && !ED_SMALL.has(y);
  },
  rsa(key) {
    const [modulus, exponent, more] = childrenOf(readDer(key, TAG.sequence)).map(unsignedOf);
    if (modulus === undefined || exponent === undefined || more !== undefined) return false;
    const bits = 8 * modulus.length - Math.clz32(modulus[0] ?? 0) + 24;
    const isOdd = ((modulus.at(-1) ?? 0) & 1) === 1;
    return bits >= FEWEST_BITS && bits <= MOST_BITS && isOdd && toHex(exponent) === EXPONENT;
  },
};
