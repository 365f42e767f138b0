/** RFC 8785, reading and writing: a file is accepted only as the one text of its value. */
import { Fault, must } from './fault.ts';

/** What JSON can carry, nothing else. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Brackets within brackets beyond which no file of a bundle goes. */
const DEEPEST = 64;

/** The one text of a value. @throws {Fault} json.unwritable: lone surrogates, NaN, infinities, undefined */
export function canonicalize(value: Json): string {
  switch (typeof value) {
    case 'string':
      must(value.isWellFormed(), 'json.unwritable');
      return JSON.stringify(value);
    case 'number':
      must(Number.isFinite(value), 'json.unwritable');
      return String(value);
    case 'boolean':
      return String(value);
    case 'object':
      if (value === null) return 'null';
      return isList(value) ? `[${value.map(canonicalize).join(',')}]` : writeRecord(value);
    default:
      throw new Fault('json.unwritable');
  }
}

function writeRecord(value: { readonly [key: string]: Json }): string {
  // The default order of `sort` is by UTF-16 code units, which RFC 8785 §3.2.3 asks for.
  const members = Object.keys(value).sort();
  return `{${members.map((key) => `${canonicalize(key)}:${canonicalize(value[key] as Json)}`).join(',')}}`;
}

/** Whether a value is a list. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Whether a value is an object with members. */
export function isRecord(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The value of bytes that are exactly its canonical text.
 * @throws {Fault} json.not-utf8, json.too-deep, json.not-json, json.not-canonical
 */
export function parseCanonical(bytes: Uint8Array): Json {
  const text = decodeUtf8(bytes);
  must(depthOf(text) <= DEEPEST, 'json.too-deep', { most: DEEPEST });
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    throw new Fault('json.not-json');
  }
  // Duplicate members, other spellings of a number, spaces and −0 do not survive being written again.
  must(written(value) === text, 'json.not-canonical');
  return value;
}

function written(value: Json): string | undefined {
  try {
    return canonicalize(value);
  } catch {
    return undefined;
  }
}

/** @throws {Fault} json.not-utf8 */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Fault('json.not-utf8');
  }
}

/** How deep brackets stand within brackets in a JSON text. */
export function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (inString) {
      if (c === '\\') i++;
      else if (c === '"') inString = false;
    } else if (c === '"') inString = true;
    else if (c === '[' || c === '{') deepest = Math.max(deepest, ++depth);
    else if (c === ']' || c === '}') depth--;
  }
  return deepest;
}

/**
 * A record with exactly these members; those whose name ends in `?` may be absent.
 * @throws {Fault} json.not-record, json.member-missing, json.member-extra
 */
export function membersOf(value: Json | undefined, names: readonly string[], where: string): { readonly [key: string]: Json } {
  must(isRecord(value), 'json.not-record', { where });
  const known = new Set(names.map((name) => name.replace('?', '')));
  for (const name of names)
    must(name.endsWith('?') || Object.hasOwn(value, name), 'json.member-missing', { where, member: name });
  for (const name of Object.keys(value)) must(known.has(name), 'json.member-extra', { where, member: name });
  return value;
}
