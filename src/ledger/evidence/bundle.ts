/** The evidence bundle as it leaves the house: what stands in it is settled first, papers are read one by one while it is written. */
import { crc32 } from 'node:zlib';
import { type BundleContent, bundleEntries, type RecordContent } from '../../../verifier/formats/bundle-write.ts';
import { toHex, utf8 } from '../../../verifier/formats/bytes.ts';
import { formatManifest, type ManifestRecord, orderNames, recordPath, roleOf } from '../../../verifier/formats/manifest.ts';
import { centralDirectory, localHeader, type ZipHeader } from '../../../verifier/formats/zip.ts';
import { sha256 } from '../../../verifier/platform/node.ts';

/** A paper that is read when its turn comes. */
export interface EvidencePaper {
  /** SHA-256 of its bytes, in hex. */
  readonly hash: string;
  readonly size: number;
  /** Lower-case letters and digits. */
  readonly extension: string;
  readonly read: () => Promise<Uint8Array>;
}

/** Everything one bundle holds. */
export interface EvidenceContent extends Omit<BundleContent, 'papers'> {
  readonly records: readonly RecordContent[];
  readonly papers: readonly EvidencePaper[];
}

/** One entry of the zip: its size is known, its bytes perhaps not yet. */
export interface BundleEntry {
  readonly name: string;
  readonly size: number;
  readonly read: () => Promise<Uint8Array>;
}

/** A paper is not what the record says it is: somebody changed its bytes. */
export class PaperProblem extends Error {}

/** The media type of a bundle, and how its file name ends. */
export const BUNDLE = { type: 'application/vnd.khoithong.evidence+zip', ending: '.khoithong.zip' } as const;

/** The entries of a bundle in their order. @throws {Fault} {FormatProblem} where a verifier would refuse its shape */
export function toEntries({ papers, ...content }: EvidenceContent): readonly BundleEntry[] {
  const entries = new Map<string, BundleEntry>();
  const [mimetype, , ...written] = bundleEntries(content);
  for (const { name, bytes } of written) entries.set(name, toEntry(name, bytes));
  const hashes = new Map(written.map(({ name, bytes }) => [name, toHex(sha256(bytes))]));
  for (const paper of papers) {
    const name = `files/${paper.hash}.${paper.extension}`;
    entries.set(name, { name, size: paper.size, read: () => readPaper(paper) });
    hashes.set(name, paper.hash);
  }
  const records = content.records
    .map(
      ({ origin, proof, isLate }): ManifestRecord => ({
        origin,
        index: proof.index,
        path: recordPath(origin, proof.index),
        ...(isLate ? { late: true } : {}),
      }),
    )
    .sort((a, b) => a.origin - b.origin || a.index - b.index);
  const ordered = orderNames(records, entries.keys()).flatMap((name) => entries.get(name) ?? []);
  const files = ordered.flatMap(({ name, size }) => {
    const role = roleOf(name);
    return role ? [{ path: name, sha256: hashes.get(name) ?? '', size, role }] : [];
  });
  const { madeAt, dossier, origins, part } = content;
  const manifest = formatManifest({ madeAt, dossier, origins, records, ...(part ? { part } : {}) }, files);
  return [toEntry('mimetype', mimetype?.bytes ?? utf8(BUNDLE.type)), toEntry('manifest.json', manifest), ...ordered];
}

function toEntry(name: string, bytes: Uint8Array): BundleEntry {
  return { name, size: bytes.length, read: async () => bytes };
}

async function readPaper({ hash, size, read }: EvidencePaper): Promise<Uint8Array> {
  const bytes = await read();
  if (bytes.length !== size || toHex(sha256(bytes)) !== hash) throw new PaperProblem(hash);
  return bytes;
}

/** How many bytes the zip of these entries has. */
export function sizeOfZip(entries: readonly Pick<BundleEntry, 'name' | 'size'>[]): number {
  const headers = entries.map(({ name, size }) => ({ name, size, crc: 0 }));
  const before = headers.reduce((sum, header) => sum + localHeader(header).length + header.size, 0);
  return before + centralDirectory(headers).length;
}

/** The zip, entry by entry: of papers never more than one is in memory. @throws {PaperProblem} */
export async function* writeEntries(entries: Iterable<BundleEntry>): AsyncGenerator<Uint8Array> {
  const headers: ZipHeader[] = [];
  for (const { name, size, read } of entries) {
    const bytes = await read();
    const header = { name, size, crc: crc32(bytes) };
    headers.push(header);
    yield localHeader(header);
    yield bytes;
  }
  yield centralDirectory(headers);
}
