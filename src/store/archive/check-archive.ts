/** Reads archives: every byte is compared with what the manifest says before anybody acts on it. */
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { AppError } from '../../kernel/errors.ts';
import type { ArchiveProgress } from './archive-progress.ts';
import {
  type ArchivePart,
  checkIntroduction,
  INTRODUCTION,
  MANIFEST,
  MANIFEST_HASH,
  type Manifest,
  readManifest,
} from './manifest.ts';
import { readTar, type TarEntry } from './tar.ts';

const unpack = promisify(gunzip);

/** The largest file inside an archive; a part ends with the row that fills it, and a row may hold 25 MB of scan. */
const ENTRY_LIMIT = 256 * 1024 * 1024;

interface Reading {
  readonly onProgress?: (progress: ArchiveProgress) => void;
  readonly signal?: AbortSignal;
}

/**
 * Reads an archive from end to end and gives its manifest. Guarantees that it is whole and that every part is what was written.
 * @throws {archive.not_an_archive} @throws {archive.newer_format} @throws {archive.truncated} @throws {archive.altered}
 */
export async function checkArchive(file: string, reading: Reading = {}): Promise<Manifest> {
  const found: ArchivePart[] = [];
  let manifest: Buffer | undefined;
  let hash: string | undefined;
  for await (const { name, bytes } of readEntries(file)) {
    reading.signal?.throwIfAborted();
    if (name === MANIFEST) manifest = bytes;
    else if (name === MANIFEST_HASH) hash = bytes.toString('utf8').slice(0, 64);
    else {
      const part = await measure(name, bytes);
      found.push(part);
      reading.onProgress?.({ step: 'check', table: name.split('/')[0] ?? '', rows: part.rows });
    }
  }
  if (!manifest || !hash) throw new AppError('archive.truncated', 'invalid');
  if (createHash('sha256').update(manifest).digest('hex') !== hash) throw altered(MANIFEST);
  const said = readManifest(manifest);
  const listed = said.tables.flatMap((table) => table.parts);
  for (const [i, part] of listed.entries()) if (JSON.stringify(part) !== JSON.stringify(found[i])) throw altered(part.name);
  const extra = found[listed.length];
  if (extra) throw altered(extra.name);
  for (const table of said.tables) {
    if (table.parts.some((part) => !part.name.startsWith(`${table.name}/`))) throw altered(table.name);
    if (table.parts.reduce((sum, part) => sum + part.rows, 0) !== table.rows) throw altered(table.name);
  }
  return said;
}

/** The parts of an archive in order, each as its lines; what is not as the manifest says is refused again. */
export async function* readParts(
  file: string,
  manifest: Manifest,
): AsyncGenerator<{ readonly table: string; readonly lines: readonly string[] }> {
  const parts = new Map(manifest.tables.flatMap((table) => table.parts.map((part) => [part.name, { part, table: table.name }])));
  for await (const { name, bytes } of readEntries(file)) {
    const listed = parts.get(name);
    if (!listed) continue;
    const text = await unpackPart(name, bytes);
    if (createHash('sha256').update(text).digest('hex') !== listed.part.sha256) throw altered(name);
    yield { table: listed.table, lines: text.toString('utf8').trimEnd().split('\n') };
  }
}

async function* readEntries(file: string): AsyncGenerator<TarEntry> {
  const handle = await open(file, 'r');
  try {
    let isFirst = true;
    for await (const entry of readTar((length) => readExactly(handle, length), ENTRY_LIMIT)) {
      if (isFirst) {
        if (entry.name !== INTRODUCTION) throw new AppError('archive.not_an_archive', 'invalid');
        checkIntroduction(entry.bytes);
      } else yield entry;
      isFirst = false;
    }
  } finally {
    await handle.close();
  }
}

async function readExactly(handle: FileHandle, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

async function measure(name: string, packed: Buffer): Promise<ArchivePart> {
  const bytes = await unpackPart(name, packed);
  let rows = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) rows += 1;
  return { name, rows, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

async function unpackPart(name: string, packed: Buffer): Promise<Buffer> {
  try {
    return await unpack(packed, { maxOutputLength: ENTRY_LIMIT });
  } catch (error) {
    throw altered(name, error);
  }
}

function altered(part: string, cause?: unknown): AppError {
  return new AppError('archive.altered', 'invalid', { params: { part }, ...(cause === undefined ? {} : { cause }) });
}
