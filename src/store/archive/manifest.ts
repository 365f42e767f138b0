/** What an archive says of itself. docs/operations/archive.md describes it for readers without this program. */
import { z } from 'zod';
import { AppError } from '../../kernel/errors.ts';

/** The only version of the format so far; a reader refuses what is newer. */
export const FORMAT_VERSION = 1;
const FORMAT = 'khoithong-archive';

/** Name of the first file, which says what this is. */
export const INTRODUCTION = 'khoithong.json';
/** Name of the last file but one, which lists all others. */
export const MANIFEST = 'manifest.json';
/** Name of the last file: the hash of the manifest, as `sha256sum` writes it. */
export const MANIFEST_HASH = 'manifest.json.sha256';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const columnName = z.string().regex(/^[a-z_][a-z0-9_]*$/);

const introductionSchema = z.object({ format: z.literal(FORMAT), formatVersion: z.int().positive() });

const partSchema = z.object({
  name: z.string().regex(/^[a-z_]+\/\d{6}\.jsonl\.gz$/),
  rows: z.int().positive(),
  bytes: z.int().positive(),
  sha256,
});

const tableSchema = z.object({
  name: columnName,
  columns: z.array(columnName).min(1),
  rows: z.int().nonnegative(),
  parts: z.array(partSchema),
});

const manifestSchema = introductionSchema.extend({
  content: z.enum(['export', 'backup']),
  tenant: z.string().min(1),
  takenAt: z.iso.datetime(),
  program: z.string(),
  postgresql: z.string(),
  migrations: z.array(z.object({ name: z.string(), checksum: sha256 })).min(1),
  kinds: z.record(z.string(), z.int().positive()),
  tables: z.array(tableSchema),
  leftOut: z.record(z.string(), z.string()),
});

/** One piece of a table: rows as lines of JSON, packed with gzip; size and hash are those of the unpacked lines. */
export type ArchivePart = z.infer<typeof partSchema>;
/** One table as the manifest lists it. */
export type TableEntry = z.infer<typeof tableSchema>;
/** Everything an archive says of itself. */
export type Manifest = z.infer<typeof manifestSchema>;

/** The first file of an archive. */
export function introduction(): Buffer {
  return Buffer.from(`${JSON.stringify({ format: FORMAT, formatVersion: FORMAT_VERSION })}\n`);
}

/** What the manifest begins with. */
export const FORMAT_HEAD = { format: FORMAT, formatVersion: FORMAT_VERSION } as const;

/** The bytes of a manifest. */
export function writeManifest(manifest: Manifest): Buffer {
  return Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
}

/**
 * Guarantees that the first file is that of an archive this program reads.
 * @throws {archive.not_an_archive} it is something else
 * @throws {archive.newer_format} a newer program wrote it
 */
export function checkIntroduction(bytes: Buffer): void {
  const found = introductionSchema.safeParse(parse(bytes));
  if (!found.success) throw new AppError('archive.not_an_archive', 'invalid');
  const { formatVersion } = found.data;
  if (formatVersion > FORMAT_VERSION)
    throw new AppError('archive.newer_format', 'invalid', { params: { found: formatVersion, known: FORMAT_VERSION } });
}

/** Reads a manifest. @throws {archive.altered} it is not one */
export function readManifest(bytes: Buffer): Manifest {
  checkIntroduction(bytes);
  const found = manifestSchema.safeParse(parse(bytes));
  if (!found.success) throw new AppError('archive.altered', 'invalid', { params: { part: MANIFEST }, cause: found.error });
  return found.data;
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
