import { createHash } from 'node:crypto';
import { AppError } from './errors.ts';

/** What JSON can carry, nothing else. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * The one text of a value by RFC 8785 (JCS): equal values give equal bytes.
 * @throws {kernel.not_canonical} NaN, infinities, lone surrogates, undefined, bigint, or an object that is not plain data
 * @example canonicalize({ b: 1, a: [true, null] }) // '{"a":[true,null],"b":1}'
 */
export function canonicalize(value: Json): string {
  return write(value, '$');
}

function write(value: unknown, path: string): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw notCanonical(path, 'number');
    return JSON.stringify(value);
  }
  if (typeof value === 'string') return writeString(value, path);
  if (Array.isArray(value)) {
    // Array.from visits holes too, which `map` would silently skip.
    return `[${Array.from(value, (item: unknown, index) => write(item, `${path}[${index}]`)).join(',')}]`;
  }
  if (typeof value !== 'object' || !isPlain(value)) throw notCanonical(path, typeof value);
  const record = value as Record<string, unknown>;
  // The default order of `sort` is by UTF-16 code units, which RFC 8785 §3.2.3 asks for.
  const members = Object.keys(record)
    .sort()
    .map((key) => `${writeString(key, path)}:${write(record[key], `${path}.${key}`)}`);
  return `{${members.join(',')}}`;
}

function writeString(text: string, path: string): string {
  if (/\p{Surrogate}/u.test(text)) throw notCanonical(path, 'surrogate');
  return JSON.stringify(text);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function notCanonical(path: string, found: string): AppError {
  return new AppError('kernel.not_canonical', 'internal', { params: { path, found } });
}

/** The SHA-256 digest of the bytes, or of the UTF-8 bytes of the string. */
export function sha256(content: Uint8Array | string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(content).digest());
}

/** Base64url without padding (RFC 4648 §5). */
export function toBase64Url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}

/**
 * The bytes of a base64url text; only the exact text that `toBase64Url` would write is accepted.
 * @throws {kernel.not_base64url}
 */
export function fromBase64Url(text: string): Uint8Array {
  const bytes = new Uint8Array(Buffer.from(text, 'base64url'));
  // Buffer skips what it does not know: two texts must never stand for the same digest.
  if (toBase64Url(bytes) !== text) throw new AppError('kernel.not_base64url', 'invalid');
  return bytes;
}

/** Lower-case hexadecimal. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
