/** Writes an archive to a file that appears under its name only when it is whole and has been read back. */

import { createHash, randomBytes } from 'node:crypto';
import { link, mkdir, open, rename, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { KindRegistry } from '../../dossier/registry.ts';
import { AppError } from '../../kernel/errors.ts';
import type { TenantId } from '../../kernel/ids.ts';
import type { ArchiveProgress } from './archive-progress.ts';
import { checkArchive } from './check-archive.ts';
import {
  type ArchivePart,
  FORMAT_HEAD,
  INTRODUCTION,
  introduction,
  MANIFEST,
  MANIFEST_HASH,
  type Manifest,
  type TableEntry,
  writeManifest,
} from './manifest.ts';
import { type Snapshot, withSnapshot } from './read-rows.ts';
import { type ArchiveContent, type ArchivedTable, LEFT_OUT, tablesOf } from './tables.ts';
import { TAR_END, tarHeader, tarPadding } from './tar.ts';

const pack = promisify(gzip);

/** A part is closed at the first row that brings it to this size. */
const PART_BYTES = 4 * 1024 * 1024;
/** Scans are packed already; more effort would cost time and save nothing. */
const GZIP_LEVEL = 3;

/** What is to be written where. */
export interface ArchiveWish {
  readonly url: string;
  readonly tenant: TenantId;
  readonly registry: KindRegistry;
  readonly content: ArchiveContent;
  /** The file; it must not exist. */
  readonly file: string;
  /** Version of the program, for the reader of the manifest. */
  readonly program: string;
  readonly onProgress?: (progress: ArchiveProgress) => void;
  /** Ends the writing; nothing of it stays. */
  readonly signal?: AbortSignal;
}

/** What was written and read back. */
export interface WrittenArchive {
  readonly manifest: Manifest;
  readonly rows: number;
  readonly bytes: number;
}

/**
 * Writes one moment of an installation while it goes on working, reads the file back, and compares every hash and count.
 * @throws {archive.exists} there is a file of that name: it is never overwritten
 * @throws {archive.altered} what was read back is not what was written
 */
export async function writeArchive(wish: ArchiveWish): Promise<WrittenArchive> {
  const folder = path.dirname(wish.file);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (await exists(wish.file)) throw new AppError('archive.exists', 'conflict', { params: { file: wish.file } });
  const draft = path.join(folder, `.${path.basename(wish.file)}.${randomBytes(4).toString('hex')}.part`);
  try {
    const manifest = await writeDraft(draft, wish);
    const checked = await checkArchive(draft, wish);
    if (!writeManifest(checked).equals(writeManifest(manifest)))
      throw new AppError('archive.altered', 'internal', { params: { part: MANIFEST } });
    const { size } = await stat(draft);
    await giveName(draft, wish.file);
    await syncFolder(folder);
    return { manifest, rows: manifest.tables.reduce((sum, table) => sum + table.rows, 0), bytes: size };
  } catch (error) {
    await unlink(draft).catch(() => undefined);
    throw error;
  }
}

async function writeDraft(draft: string, wish: ArchiveWish): Promise<Manifest> {
  const { url, tenant, registry, content, program } = wish;
  const handle = await open(draft, 'wx', 0o600);
  try {
    const manifest = await withSnapshot(url, tenant, async (snapshot) => {
      const seconds = Math.floor(Date.parse(snapshot.takenAt) / 1000);
      const add: AddEntry = async (name, bytes) => {
        wish.signal?.throwIfAborted();
        for (const piece of [tarHeader(name, bytes.length, seconds), bytes, tarPadding(bytes.length)])
          await handle.appendFile(piece);
      };
      await add(INTRODUCTION, introduction());
      const tables: TableEntry[] = [];
      for (const table of tablesOf(content)) {
        if (snapshot.tables.has(table.name)) tables.push(await writeTable(snapshot, table, add, wish));
      }
      const said: Manifest = {
        ...FORMAT_HEAD,
        content,
        tenant,
        takenAt: snapshot.takenAt,
        program,
        postgresql: snapshot.postgresql,
        migrations: [...snapshot.migrations],
        kinds: Object.fromEntries(registry.all.map(({ kind }) => [kind.name, kind.version])),
        tables,
        leftOut: leftOutOf(content),
      };
      const bytes = writeManifest(said);
      await add(MANIFEST, bytes);
      await add(MANIFEST_HASH, Buffer.from(`${hashOf(bytes)}  ${MANIFEST}\n`));
      return said;
    });
    await handle.appendFile(TAR_END);
    await handle.sync();
    return manifest;
  } finally {
    await handle.close();
  }
}

type AddEntry = (name: string, bytes: Buffer) => Promise<void>;

async function writeTable(snapshot: Snapshot, table: ArchivedTable, add: AddEntry, wish: ArchiveWish): Promise<TableEntry> {
  const parts: ArchivePart[] = [];
  let lines: string[] = [];
  let size = 0;
  let rows = 0;
  const close = async () => {
    if (lines.length === 0) return;
    const bytes = Buffer.from(`${lines.join('\n')}\n`);
    const name = `${table.name}/${String(parts.length + 1).padStart(6, '0')}.jsonl.gz`;
    parts.push({ name, rows: lines.length, bytes: bytes.length, sha256: hashOf(bytes) });
    [lines, size] = [[], 0];
    await add(name, await pack(bytes, { level: GZIP_LEVEL }));
    wish.onProgress?.({ step: 'write', table: table.name, rows });
  };
  for await (const line of snapshot.linesOf(table)) {
    lines.push(line);
    size += Buffer.byteLength(line) + 1;
    rows += 1;
    if (size >= PART_BYTES) await close();
  }
  await close();
  return { name: table.name, columns: [...(await snapshot.columnsOf(table.name))], rows, parts };
}

function leftOutOf(content: ArchiveContent): Record<string, string> {
  if (content === 'backup') return { ...LEFT_OUT };
  const kept = new Set(tablesOf('export').map((table) => table.name));
  const others = tablesOf('backup').filter((table) => !kept.has(table.name));
  return { ...LEFT_OUT, ...Object.fromEntries(others.map((table) => [table.name, 'not part of the record; in backups only'])) };
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

/** A link fails where a file has appeared meanwhile; a file system without links is asked once more before the renaming. */
async function giveName(draft: string, file: string): Promise<void> {
  try {
    await link(draft, file);
    await unlink(draft);
  } catch (error) {
    const taken = (error as { code?: string }).code === 'EEXIST' || (await exists(file));
    if (taken) throw new AppError('archive.exists', 'conflict', { params: { file }, cause: error });
    await rename(draft, file);
  }
}

/** Without it a name may be lost with the power although its file is on the disk. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
