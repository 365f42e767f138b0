/** What files a bundle may hold, in which order, and the list of them. */
import { sha256 } from '../platform/node.ts';
import { fromUtf8, toHex, utf8 } from './bytes.ts';
import { must } from './fault.ts';
import { isInstant } from './instant.ts';
import { canonicalize, isList, type Json, membersOf, parseCanonical } from './jcs.ts';
import type { ZipEntry } from './zip.ts';

/** The content of the first file. */
export const MEDIA_TYPE = 'application/vnd.khoithong.evidence+zip';
const VERSION = 'khoithong/evidence/1';
const KiB = 1024;
const MiB = 1024 * KiB;

/** What a file is for. */
export type Role = keyof typeof limits;

const limits = {
  leaf: 4096,
  proof: 64 * KiB,
  before: 64 * KiB,
  disclosures: 4 * MiB,
  assertion: 64 * KiB,
  file: 2 ** 31 - 1,
  timestamp: 64 * KiB,
  receipt: 16 * KiB,
  keys: 64 * KiB,
  policy: 64 * KiB,
  report: 256 * MiB,
  verifier: 8 * MiB,
  readme: 64 * KiB,
} as const;

/** Files of one record, in the order they stand. */
const recordFiles: Readonly<Record<string, Role>> = {
  '.leaf': 'leaf',
  '.tlog-proof': 'proof',
  '.before': 'before',
  '.disclosures.json': 'disclosures',
  '.assertion.json': 'assertion',
};
/** Files with a fixed name, in the order they stand, after everything else. */
const soleFiles: Readonly<Record<string, Role>> = {
  'keys.txt': 'keys',
  'policy.txt': 'policy',
  'doc/report.pdf': 'report',
  'doc/verifier.html': 'verifier',
  'README.vi.txt': 'readme',
};
const RECORD =
  /^(records\/(?:[1-9]\d?\/)?(?:0|[1-9]\d{0,15}))(\.leaf|\.tlog-proof|\.before|\.disclosures\.json|\.assertion\.json)$/;
const NUMBERED: readonly (readonly [RegExp, Role])[] = [
  [/^files\/[0-9a-f]{64}\.[a-z0-9]{1,8}$/, 'file'],
  [/^timestamps\/[0-9a-f]{64}\.tsr$/, 'timestamp'],
  [/^receipts\/[1-9]\d{0,2}\.txt$/, 'receipt'],
];
const MOST_ORIGINS = 16;
const MOST_MANIFEST = MiB;

/** One record of the list. `late`: the issuer itself says that the act was entered after the fact. */
export interface ManifestRecord {
  readonly origin: number;
  readonly index: number;
  readonly path: string;
  readonly late?: true;
}

/** One file of the list. */
export interface ManifestFile {
  readonly path: string;
  readonly sha256: string;
  readonly size: number;
  readonly role: Role;
}

/** What the list says besides its files. Nobody signs it: none of it is evidence. */
export interface ManifestHead {
  readonly madeAt: string;
  /** Number or code to show; empty where there is none. */
  readonly dossier: string;
  readonly origins: readonly string[];
  readonly records: readonly ManifestRecord[];
  /** The k-th of m bundles. */
  readonly part?: readonly [number, number];
}

/** The list of a bundle. */
export interface Manifest extends ManifestHead {
  readonly files: readonly ManifestFile[];
}

/** Where the files of a record begin: without the ending. */
export function recordPath(origin: number, index: number): string {
  return origin === 0 ? `records/${index}` : `records/${origin}/${index}`;
}

/** What the file of this name is for; undefined for a name no bundle has. */
export function roleOf(name: string): Role | undefined {
  const ending = RECORD.exec(name)?.[2];
  if (ending !== undefined) return recordFiles[ending];
  return NUMBERED.find(([pattern]) => pattern.test(name))?.[1] ?? (Object.hasOwn(soleFiles, name) ? soleFiles[name] : undefined);
}

/** The names of these files in the one order a bundle has; those of no record of the list are left out. */
export function orderNames(records: readonly ManifestRecord[], names: Iterable<string>): readonly string[] {
  const present = new Set(names);
  const ofRecords = records.flatMap(({ path }) => Object.keys(recordFiles).map((ending) => path + ending));
  const inRole = (role: Role) => [...present].filter((name) => roleOf(name) === role).sort();
  const byNumber = (a: string, b: string) => a.length - b.length || (a < b ? -1 : 1);
  return [
    ...ofRecords,
    ...inRole('file'),
    ...inRole('timestamp'),
    ...inRole('receipt').sort(byNumber),
    ...Object.keys(soleFiles),
  ].filter((name) => present.has(name));
}

/** The list of these files, as the bundle carries it. @throws {Fault} where a reader would refuse it */
export function formatManifest(head: ManifestHead, files: readonly ManifestFile[]): Uint8Array {
  const bytes = utf8(
    canonicalize({
      v: VERSION,
      made_at: head.madeAt,
      dossier: head.dossier,
      origins: head.origins,
      records: head.records.map(({ origin, index, path, late }) => ({ origin, index, path, ...(late ? { late } : {}) })),
      files: files.map(({ path, sha256: hash, size, role }) => ({ path, sha256: hash, size, role })),
      ...(head.part ? { part: head.part } : {}),
    }),
  );
  parseManifest(bytes);
  return bytes;
}

/** Reads the list. @throws {Fault} manifest.*, json.* */
export function parseManifest(bytes: Uint8Array): Manifest {
  must(bytes.length <= MOST_MANIFEST, 'manifest.too-large', { file: 'manifest.json', most: MOST_MANIFEST });
  const names = ['v', 'made_at', 'dossier', 'origins', 'records', 'files', 'part?'];
  const value = membersOf(parseCanonical(bytes), names, 'manifest.json');
  must(value['v'] === VERSION, 'manifest.version', { known: VERSION });
  const madeAt = value['made_at'];
  must(isInstant(madeAt), 'manifest.member', { member: 'made_at' });
  const dossier = value['dossier'];
  must(typeof dossier === 'string' && dossier.length <= 200, 'manifest.member', { member: 'dossier' });
  const origins = readOrigins(value['origins']);
  const records = readRecords(value['records'], origins);
  const part = readPart(value['part']);
  const files = listOf(value['files'], 'files').map(readFile);
  return { madeAt, dossier, origins, records, files, ...(part ? { part } : {}) };
}

function listOf(value: Json | undefined, member: string): readonly Json[] {
  must(isList(value), 'manifest.member', { member });
  return value;
}

function readOrigins(value: Json | undefined): readonly string[] {
  const list = listOf(value, 'origins');
  const origins = list.filter((one): one is string => typeof one === 'string' && /^[^\p{White_Space}\p{Cc}+]{1,255}$/u.test(one));
  const isGood = origins.length === list.length && list.length > 0 && list.length <= MOST_ORIGINS;
  must(isGood && new Set(origins).size === origins.length, 'manifest.member', { member: 'origins' });
  return origins;
}

function readRecords(value: Json | undefined, origins: readonly string[]): readonly ManifestRecord[] {
  const records = listOf(value, 'records').map((one, n): ManifestRecord => {
    const member = `records[${n}]`;
    const { origin, index, path, late } = membersOf(one, ['origin', 'index', 'path', 'late?'], member);
    must(isCount(origin) && origin < origins.length, 'manifest.member', { member: `${member}.origin` });
    must(isCount(index), 'manifest.member', { member: `${member}.index` });
    must(path === recordPath(origin, index), 'manifest.member', { member: `${member}.path` });
    must(late === undefined || late === true, 'manifest.member', { member: `${member}.late` });
    return { origin, index, path, ...(late ? { late } : {}) };
  });
  must(records.length > 0, 'manifest.no-records');
  records.forEach((record, n) => {
    const previous = records[n - 1];
    const follows =
      !previous || previous.origin < record.origin || (previous.origin === record.origin && previous.index < record.index);
    must(follows, 'manifest.member', { member: `records[${n}]` });
  });
  must(new Set(records.map((r) => r.origin)).size === origins.length, 'manifest.member', { member: 'origins' });
  return records;
}

function readPart(value: Json | undefined): readonly [number, number] | undefined {
  if (value === undefined) return undefined;
  const [k, m, more] = listOf(value, 'part');
  must(isCount(k) && isCount(m) && more === undefined && k >= 1 && k <= m, 'manifest.member', { member: 'part' });
  return [k, m];
}

function readFile(one: Json, n: number): ManifestFile {
  const member = `files[${n}]`;
  const { path, sha256: hash, size, role } = membersOf(one, ['path', 'sha256', 'size', 'role'], member);
  must(typeof path === 'string', 'manifest.member', { member: `${member}.path` });
  const known = roleOf(path);
  must(known !== undefined && role === known, 'manifest.member', { member: `${member}.role` });
  must(typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash), 'manifest.member', { member: `${member}.sha256` });
  must(isCount(size), 'manifest.member', { member: `${member}.size` });
  return { path, sha256: hash, size, role: known };
}

function isCount(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/**
 * The list of a bundle and its files by name, every byte of them accounted for.
 * @throws {Fault} manifest.*, json.*
 */
export function readFiles(entries: readonly ZipEntry[]): {
  readonly manifest: Manifest;
  readonly files: ReadonlyMap<string, Uint8Array>;
} {
  const [first, second, ...rest] = entries;
  must(first?.name === 'mimetype' && fromUtf8(first.bytes) === MEDIA_TYPE, 'manifest.media-type', { file: 'mimetype' });
  must(second?.name === 'manifest.json', 'manifest.missing', { file: 'manifest.json' });
  const manifest = parseManifest(second.bytes);
  for (const { name, bytes } of rest) {
    const role = roleOf(name);
    must(role !== undefined, 'manifest.unknown-file', { file: name });
    must(bytes.length <= limits[role], 'manifest.too-large', { file: name, most: limits[role] });
  }
  const files = new Map(rest.map(({ name, bytes }) => [name, bytes]));
  checkList(manifest, rest);
  checkOrder(manifest, rest);
  return { manifest, files };
}

function checkList(manifest: Manifest, entries: readonly ZipEntry[]): void {
  const present = new Set(entries.map((entry) => entry.name));
  for (const { path } of manifest.files) must(present.has(path), 'manifest.file-missing', { file: path });
  for (const { path } of manifest.records)
    for (const ending of ['.leaf', '.tlog-proof'])
      must(present.has(path + ending), 'manifest.file-missing', { file: path + ending });
  entries.forEach(({ name, bytes }, n) => {
    const listed = manifest.files[n];
    must(listed?.path === name, 'manifest.unlisted', { file: name });
    must(listed.size === bytes.length, 'manifest.size', { file: name });
    must(listed.sha256 === toHex(sha256(bytes)), 'manifest.hash', { file: name });
  });
  must(manifest.files.length === entries.length, 'manifest.unlisted', { file: 'manifest.json' });
}

function checkOrder(manifest: Manifest, entries: readonly ZipEntry[]): void {
  const names = entries.map((entry) => entry.name);
  const ordered = orderNames(manifest.records, names);
  const inOrder = new Set(ordered);
  for (const name of names) must(inOrder.has(name), 'manifest.no-record', { file: name });
  names.forEach((name, n) => {
    must(name === ordered[n], 'manifest.order', { file: name });
  });
  names
    .filter((name) => roleOf(name) === 'receipt')
    .forEach((name, n) => {
      must(name === `receipts/${n + 1}.txt`, 'manifest.order', { file: name });
    });
}
