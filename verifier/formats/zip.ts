/**
 * The zip of a bundle. There is exactly one zip for a list of entries: everything is stored, every header field has one legal value,
 * and nothing lies between, before or behind. What cannot be written cannot be read, so no zip trick has a place to hide.
 */
import { must } from './fault.ts';

/** One file of a zip. */
export interface ZipEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What a reader refuses to go beyond. */
export const zipLimits = { entries: 1000, bytes: 2 ** 31 - 1, name: 120 } as const;

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const LOCAL_SIZE = 30;
const CENTRAL_SIZE = 46;
const END_SIZE = 22;
const VERSION = 20;
/** 1980-01-01, the first day a zip can tell: time is told by the ledger, not by the zip. */
const DATE = 0x0021;

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

/** CRC-32 as zip uses it. Give the result of one piece as `before` of the next. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let c = ~before >>> 0;
  for (let i = 0; i < bytes.length; i++) c = ((crcTable[(c ^ (bytes[i] ?? 0)) & 0xff] ?? 0) ^ (c >>> 8)) >>> 0;
  return ~c >>> 0;
}

/** What headers say of an entry. */
export interface ZipHeader {
  readonly name: string;
  readonly size: number;
  readonly crc: number;
}

/** The header that stands before an entry's bytes. */
export function localHeader({ name, size, crc }: ZipHeader): Uint8Array {
  const out = new Uint8Array(LOCAL_SIZE + name.length);
  const view = new DataView(out.buffer);
  view.setUint32(0, LOCAL, true);
  view.setUint16(4, VERSION, true);
  view.setUint16(12, DATE, true);
  writeSizes(view, 14, { name, size, crc });
  out.set(asciiOf(name), LOCAL_SIZE);
  return out;
}

function writeSizes(view: DataView, at: number, { name, size, crc }: ZipHeader): void {
  view.setUint32(at, crc, true);
  view.setUint32(at + 4, size, true);
  view.setUint32(at + 8, size, true);
  view.setUint16(at + 12, name.length, true);
}

function asciiOf(name: string): Uint8Array {
  return Uint8Array.from(name, (c) => c.charCodeAt(0));
}

/** Central directory and end record for entries that follow one another from offset 0. */
export function centralDirectory(headers: readonly ZipHeader[]): Uint8Array {
  const size = headers.reduce((sum, h) => sum + CENTRAL_SIZE + h.name.length, 0);
  const out = new Uint8Array(size + END_SIZE);
  const view = new DataView(out.buffer);
  let at = 0;
  let offset = 0;
  for (const header of headers) {
    view.setUint32(at, CENTRAL, true);
    view.setUint16(at + 4, VERSION, true);
    view.setUint16(at + 6, VERSION, true);
    view.setUint16(at + 14, DATE, true);
    writeSizes(view, at + 16, header);
    view.setUint32(at + 42, offset, true);
    out.set(asciiOf(header.name), at + CENTRAL_SIZE);
    at += CENTRAL_SIZE + header.name.length;
    offset += LOCAL_SIZE + header.name.length + header.size;
  }
  view.setUint32(at, END, true);
  view.setUint16(at + 8, headers.length, true);
  view.setUint16(at + 10, headers.length, true);
  view.setUint32(at + 12, size, true);
  view.setUint32(at + 16, offset, true);
  return out;
}

/** The zip of these entries. @throws {Fault} where a reader would refuse it */
export function writeZip(entries: readonly ZipEntry[]): Uint8Array {
  const headers = entries.map(({ name, bytes }) => ({ name, size: bytes.length, crc: crc32(bytes) }));
  const names = new Set<string>();
  for (const { name } of headers) checkName(name, names);
  must(headers.length <= zipLimits.entries, 'zip.too-many', { most: zipLimits.entries });
  const parts = entries.flatMap(({ bytes }, n) => {
    const header = headers[n];
    return header ? [localHeader(header), bytes] : [];
  });
  parts.push(centralDirectory(headers));
  const total = parts.reduce((sum, part) => sum + part.length, 0);
  must(total <= zipLimits.bytes, 'zip.too-large', { most: zipLimits.bytes });
  const out = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function checkName(name: string, seen: Set<string>): void {
  const isPlain = /^[A-Za-z0-9._/-]+$/.test(name) && !/(^|\/)(\.{0,2})(\/|$)/.test(name);
  must(isPlain && name.length <= zipLimits.name, 'zip.name', { file: printable(name) });
  must(!seen.has(name), 'zip.twice', { file: name });
  seen.add(name);
}

function printable(name: string): string {
  return name.slice(0, zipLimits.name).replace(/[^\x20-\x7e]/g, '?');
}

/**
 * The entries of a zip, as views of its bytes.
 * @throws {Fault} zip.* for anything but the one way a bundle is written
 */
export function readZip(zip: Uint8Array): readonly ZipEntry[] {
  must(zip.length <= zipLimits.bytes, 'zip.too-large', { most: zipLimits.bytes });
  must(zip.length >= END_SIZE, 'zip.cut');
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const end = zip.length - END_SIZE;
  must(view.getUint32(end, true) === END, 'zip.no-end');
  const count = view.getUint16(end + 10, true);
  must(count <= zipLimits.entries, 'zip.too-many', { most: zipLimits.entries });
  const start = view.getUint32(end + 16, true);
  must(start + view.getUint32(end + 12, true) === end, 'zip.directory-place');
  const headers = readCentral(zip, view, { start, end, count });
  return readLocal(zip, view, headers);
}

function readCentral(
  zip: Uint8Array,
  view: DataView,
  { start, end, count }: { readonly start: number; readonly end: number; readonly count: number },
): readonly ZipHeader[] {
  const headers: ZipHeader[] = [];
  const names = new Set<string>();
  let at = start;
  for (let n = 0; n < count; n++) {
    must(at + CENTRAL_SIZE <= end && view.getUint32(at, true) === CENTRAL, 'zip.directory', { number: n + 1 });
    const length = view.getUint16(at + 28, true);
    must(at + CENTRAL_SIZE + length <= end, 'zip.directory', { number: n + 1 });
    const name = String.fromCharCode(...zip.subarray(at + CENTRAL_SIZE, at + CENTRAL_SIZE + length));
    checkName(name, names);
    must(view.getUint16(at + 10, true) === 0, 'zip.not-stored', { file: name });
    headers.push({ name, size: view.getUint32(at + 24, true), crc: view.getUint32(at + 16, true) });
    at += CENTRAL_SIZE + length;
  }
  must(at === end, 'zip.directory-place');
  const total = headers.reduce((sum, { name, size }) => sum + LOCAL_SIZE + name.length + size, 0);
  must(total === start, 'zip.overlap');
  // Every field of the directory in one comparison: with the values it tells, no other bytes are legal.
  const written = centralDirectory(headers);
  must(isSameBytes(zip.subarray(start), written), 'zip.directory-fields');
  return headers;
}

function readLocal(zip: Uint8Array, view: DataView, headers: readonly ZipHeader[]): readonly ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = 0;
  for (const header of headers) {
    const written = localHeader(header);
    const from = at + written.length;
    must(view.getUint32(at, true) === LOCAL && isSameBytes(zip.subarray(at, from), written), 'zip.headers-differ', {
      file: header.name,
    });
    const bytes = zip.subarray(from, from + header.size);
    must(crc32(bytes) === header.crc, 'zip.crc', { file: header.name });
    entries.push({ name: header.name, bytes });
    at = from + header.size;
  }
  return entries;
}

function isSameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
