/** DER, read strictly: definite, minimal lengths, one way to write everything; enough for time-stamps, certificates and signatures. */
import { toHex } from './bytes.ts';
import { Fault, must } from './fault.ts';

/** One element. `raw` is all of it, `content` what its length covers. */
export interface Der {
  readonly tag: number;
  readonly raw: Uint8Array;
  readonly content: Uint8Array;
}

/** Tags as they stand in the bytes. */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  oid: 0x06,
  generalizedTime: 0x18,
  utcTime: 0x17,
  sequence: 0x30,
  set: 0x31,
} as const;

/** The tag of a constructed context element. */
export function context(n: number): number {
  return 0xa0 + n;
}

const MOST_ELEMENTS = 10_000;

/** The one element that is all of the bytes. @throws {Fault} der.shape */
export function readDer(bytes: Uint8Array, tag?: number): Der {
  const [only, more] = readAll(bytes);
  must(only !== undefined && more === undefined, 'der.shape');
  must(tag === undefined || only.tag === tag, 'der.shape');
  return only;
}

/** What stands inside an element, one after another. @throws {Fault} der.shape */
export function childrenOf(parent: Der, tag: number = TAG.sequence): readonly Der[] {
  must(parent.tag === tag, 'der.shape');
  return readAll(parent.content);
}

function readAll(bytes: Uint8Array): readonly Der[] {
  const found: Der[] = [];
  let at = 0;
  while (at < bytes.length) {
    const one = readOne(bytes, at);
    found.push(one);
    must(found.length <= MOST_ELEMENTS, 'der.shape');
    at += one.raw.length;
  }
  return found;
}

function readOne(bytes: Uint8Array, at: number): Der {
  const tag = bytes[at] ?? 0;
  const first = bytes[at + 1];
  must(first !== undefined && (tag & 0x1f) !== 0x1f, 'der.shape');
  let length = first;
  let start = at + 2;
  if (first >= 0x80) {
    const count = first & 0x7f;
    must(count >= 1 && count <= 4 && start + count <= bytes.length, 'der.shape');
    length = 0;
    for (let i = 0; i < count; i++) length = length * 256 + (bytes[start + i] ?? 0);
    must(length >= 0x80 && bytes[start] !== 0, 'der.shape');
    start += count;
  }
  must(start + length <= bytes.length, 'der.shape');
  return { tag, raw: bytes.subarray(at, start + length), content: bytes.subarray(start, start + length) };
}

/** The element at this place with this tag. @throws {Fault} der.shape */
export function at(list: readonly Der[], place: number, tag: number): Der {
  const one = list[place];
  must(one?.tag === tag, 'der.shape');
  return one;
}

/** The object identifier in dots. @throws {Fault} der.shape */
export function oidOf(element: Der | undefined): string {
  must(element?.tag === TAG.oid && element.content.length > 0, 'der.shape');
  const arcs: number[] = [];
  let arc = 0;
  element.content.forEach((byte, i) => {
    must(!(arc === 0 && byte === 0x80) && arc < 2 ** 45, 'der.shape');
    arc = arc * 128 + (byte & 0x7f);
    if (byte & 0x80) {
      must(i < element.content.length - 1, 'der.shape');
      return;
    }
    arcs.push(arc);
    arc = 0;
  });
  const [first = 0, ...rest] = arcs;
  const top = Math.min(2, Math.floor(first / 40));
  return [top, first - 40 * top, ...rest].join('.');
}

/** The bytes of a non-negative integer without the leading zero. @throws {Fault} der.shape */
export function unsignedOf(element: Der | undefined): Uint8Array {
  must(element?.tag === TAG.integer && element.content.length > 0, 'der.shape');
  const [first = 0, second = 0] = element.content;
  must(first < 0x80 && !(first === 0 && element.content.length > 1 && second < 0x80), 'der.shape');
  return first === 0 ? element.content.subarray(1) : element.content;
}

/** Milliseconds since 1970 of a UTCTime or GeneralizedTime in UTC. @throws {Fault} der.shape */
export function timeOf(element: Der | undefined): number {
  const text = String.fromCharCode(...(element?.content ?? []));
  const long = element?.tag === TAG.utcTime ? `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}` : text;
  const known = element?.tag === TAG.utcTime || element?.tag === TAG.generalizedTime;
  const [, year, month, day, hour, minute, second, fraction = ''] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d{1,9})?Z$/.exec(long) ?? [];
  must(known && year !== undefined, 'der.shape');
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  must(!Number.isNaN(time), 'der.shape');
  return time + Math.floor(Number(`0${fraction}`) * 1000);
}

/** A public key (SubjectPublicKeyInfo) of a kind that is known here. */
export type KeyKind = 'p256' | 'ed25519' | 'rsa';

const EC_KEY = '1.2.840.10045.2.1';
const P256 = '1.2.840.10045.3.1.7';
const RSA_KEY = '1.2.840.113549.1.1.1';
const ED25519_KEY = '1.3.101.112';

/** Of which kind a SubjectPublicKeyInfo is, and the key itself. @throws {Fault} der.shape, der.key */
export function keyOf(spki: Uint8Array): { readonly kind: KeyKind; readonly key: Uint8Array } {
  const [algorithm, bits, more] = childrenOf(readDer(spki, TAG.sequence));
  must(algorithm !== undefined && bits?.tag === TAG.bits && bits.content[0] === 0 && more === undefined, 'der.shape');
  const key = bits.content.subarray(1);
  const [name, parameters] = childrenOf(algorithm);
  const oid = oidOf(name);
  if (oid === ED25519_KEY && parameters === undefined && key.length === 32) return { kind: 'ed25519', key };
  if (oid === RSA_KEY) return { kind: 'rsa', key };
  const isP256 = oid === EC_KEY && parameters !== undefined && oidOf(parameters) === P256;
  if (isP256 && key.length === 65 && key[0] === 4) return { kind: 'p256', key };
  throw new Fault('der.key', { key: toHex(spki).slice(0, 80) });
}

/** r and s, 32 bytes each, of an ECDSA-Sig-Value. @throws {Fault} der.shape */
export function signatureOf(der: Uint8Array): Uint8Array {
  const [r, s, more] = childrenOf(readDer(der, TAG.sequence)).map(unsignedOf);
  must(r !== undefined && s !== undefined && more === undefined && r.length <= 32 && s.length <= 32, 'der.shape');
  const raw = new Uint8Array(64);
  raw.set(r, 32 - r.length);
  raw.set(s, 64 - s.length);
  return raw;
}
