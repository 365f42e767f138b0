/** Ed25519 verification (RFC 8032, 5.1.7) in whole numbers, for browsers that do not know it. Nothing secret is handled: no constant time. */

const P = 2n ** 255n - 19n;
const L = 2n ** 252n + 27742317777372353535851937790883648493n;
const mod = (x: bigint) => ((x % P) + P) % P;

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = mod(base);
  for (let e = exponent; e > 0n; e >>= 1n) {
    if (e & 1n) result = (result * square) % P;
    square = (square * square) % P;
  }
  return result;
}

const D = mod(-121665n * power(121666n, P - 2n));
const ROOT = power(2n, (P - 1n) / 4n);

/** A point in extended coordinates: x = X/Z, y = Y/Z, T = XY/Z. */
interface Point {
  readonly x: bigint;
  readonly y: bigint;
  readonly z: bigint;
  readonly t: bigint;
}

const ZERO: Point = { x: 0n, y: 1n, z: 1n, t: 0n };

function add(p: Point, q: Point): Point {
  const a = mod((p.y - p.x) * (q.y - q.x));
  const b = mod((p.y + p.x) * (q.y + q.x));
  const c = mod(2n * p.t * q.t * D);
  const d = mod(2n * p.z * q.z);
  const [e, f, g, h] = [b - a, d - c, d + c, b + a];
  return { x: mod(e * f), y: mod(g * h), z: mod(f * g), t: mod(e * h) };
}

function times(scalar: bigint, point: Point): Point {
  let result = ZERO;
  let double = point;
  for (let s = scalar; s > 0n; s >>= 1n) {
    if (s & 1n) result = add(result, double);
    double = add(double, double);
  }
  return result;
}

function numberOf(bytes: Uint8Array): bigint {
  return bytes.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);
}

/** The point written in these 32 bytes; undefined unless they are the one way to write one. */
function pointOf(bytes: Uint8Array): Point | undefined {
  const whole = numberOf(bytes);
  const y = whole & (2n ** 255n - 1n);
  const sign = whole >> 255n;
  if (y >= P) return undefined;
  const u = mod(y * y - 1n);
  const v = mod(D * y * y + 1n);
  let x = mod(u * power(v, 3n) * power(u * power(v, 7n), (P - 5n) / 8n));
  if (mod(v * x * x) === mod(-u)) x = mod(x * ROOT);
  if (mod(v * x * x) !== u || (x === 0n && sign === 1n)) return undefined;
  if ((x & 1n) !== sign) x = P - x;
  return { x, y, z: 1n, t: mod(x * y) };
}

const BASE = pointOf(Uint8Array.of(0x58, ...new Array<number>(31).fill(0x66)));

/** Whether the signature is by the key, given SHA-512. */
export async function verifyEd25519Slowly(
  claim: { readonly publicKey: Uint8Array; readonly message: Uint8Array; readonly signature: Uint8Array },
  sha512: (bytes: Uint8Array) => Promise<Uint8Array>,
): Promise<boolean> {
  const { publicKey, message, signature } = claim;
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  const key = pointOf(publicKey);
  const r = pointOf(signature.subarray(0, 32));
  const s = numberOf(signature.subarray(32));
  if (!key || !r || !BASE || s >= L) return false;
  const hashed = new Uint8Array(64 + message.length);
  hashed.set(signature.subarray(0, 32));
  hashed.set(publicKey, 32);
  hashed.set(message, 64);
  const k = numberOf(await sha512(hashed)) % L;
  const left = times(s, BASE);
  const right = add(r, times(k, key));
  return mod(left.x * right.z) === mod(right.x * left.z) && mod(left.y * right.z) === mod(right.y * left.z);
}
