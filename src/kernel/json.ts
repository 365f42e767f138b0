import { createHash } from 'node:crypto';
import { AppError } from './errors.ts';

/** What JSON can carry, nothing else. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The same data with every text in it said anew; names of members stay. */
export function mapTexts(value: Json, say: (text: string) => string): Json {
  if (typeof value === 'string') return say(value);
  if (Array.isArray(value)) return value.map((member: Json) => mapTexts(member, say));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, mapTexts(member as Json, say)]));
}

/**
 * The one text of a value by RFC 8785 (JCS): equal values give equal bytes.
 * @throws {kernel.not_canonical} NaN, infinities, lone surrogates, undefined, bigint, or an object that is not plain data
 * @example canonicalize({ b: 1, a: [true, null] }) // '{"a":[true,null],"b":1}'
 */
export function canonicalize(value: Json): string {
  try {
    return write(value);
  } catch (error) {
    // Where the fault lies is worked out only now: keeping the path while writing would cost every good text.
    if (error instanceof Unwritable) throw locate(value, '$') ?? error;
    throw error;
  }
}

class Unwritable extends Error {}

function write(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return writeString(value);
    case 'number':
      if (!Number.isFinite(value)) throw new Unwritable();
      return String(value);
    case 'boolean':
      return String(value);
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? writeList(value) : writeRecord(value);
    default:
      throw new Unwritable();
  }
}

function writeString(text: string): string {
  if (!text.isWellFormed()) throw new Unwritable();
  return JSON.stringify(text);
}

function writeList(list: readonly unknown[]): string {
  let text = '[';
  // By index: an iterator method would skip the holes that must be refused.
  for (let i = 0; i < list.length; i++) text += i === 0 ? write(list[i]) : `,${write(list[i])}`;
  return `${text}]`;
}

function writeRecord(value: object): string {
  if (!isPlain(value)) throw new Unwritable();
  const record = value as Readonly<Record<string, unknown>>;
  let text = '';
  // The default order of `sort` is by UTF-16 code units, which RFC 8785 §3.2.3 asks for.
  for (const key of Object.keys(record).sort()) {
    text += `${text === '' ? '{' : ','}${writeString(key)}:${write(record[key])}`;
  }
  return text === '' ? '{}' : `${text}}`;
}

function locate(value: unknown, path: string): AppError | undefined {
  if (value === null || typeof value === 'boolean') return undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : notCanonical(path, 'number');
  if (typeof value === 'string') return value.isWellFormed() ? undefined : notCanonical(path, 'surrogate');
  if (typeof value !== 'object') return notCanonical(path, typeof value);
  if (Array.isArray(value)) return locateFirst(Array.from(value, (item: unknown, i) => [item, `${path}[${i}]`] as const));
  if (!isPlain(value)) return notCanonical(path, 'object');
  const record = value as Readonly<Record<string, unknown>>;
  const keys = Object.keys(record).sort();
  if (keys.some((key) => !key.isWellFormed())) return notCanonical(path, 'surrogate');
  return locateFirst(keys.map((key) => [record[key], `${path}.${key}`] as const));
}

function locateFirst(parts: readonly (readonly [unknown, string])[]): AppError | undefined {
  for (const [part, path] of parts) {
    const fault = locate(part, path);
    if (fault) return fault;
  }
  return undefined;
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
