/** Writes a bundle: the caller brings what is to be shown, this puts every file where a verifier expects it. */
import { sha256 } from '../platform/node.ts';
import { type Before, formatBefore } from './before.ts';
import { toHex, utf8 } from './bytes.ts';
import { type Disclosures, formatDisclosures } from './disclosure.ts';
import { must } from './fault.ts';
import { parseLeaf } from './leaf.ts';
import {
  formatManifest,
  type ManifestHead,
  type ManifestRecord,
  MEDIA_TYPE,
  orderNames,
  recordPath,
  roleOf,
} from './manifest.ts';
import { formatProof, type TlogProof } from './proof.ts';
import { writeZip, type ZipEntry } from './zip.ts';

/** One record to be shown. */
export interface RecordContent {
  /** Place of its log in the list of origins. */
  readonly origin: number;
  /** The exact bytes of its leaf. */
  readonly leaf: Uint8Array;
  /** Inclusion, with the first cosigned checkpoint that holds it. */
  readonly proof: Omit<TlogProof, 'extra'>;
  /** The last cosigned checkpoint that lacks it. */
  readonly before?: Before;
  readonly shown?: Disclosures;
  /** The exact bytes whose hash the leaf holds. */
  readonly assertion?: Uint8Array;
  /** The act was entered after the fact, and says so. */
  readonly isLate?: boolean;
}

/** A paper, kept under the hash of its bytes. */
export interface PaperContent {
  readonly bytes: Uint8Array;
  /** Lower-case letters and digits, at most 8. */
  readonly extension: string;
}

/** Everything a bundle may hold. */
export interface BundleContent extends Pick<ManifestHead, 'madeAt' | 'dossier' | 'origins' | 'part'> {
  readonly records: readonly RecordContent[];
  readonly papers?: readonly PaperContent[];
  /** RFC 3161 answers, each with the note text of the checkpoint it is over. */
  readonly timestamps?: readonly { readonly checkpointText: string; readonly bytes: Uint8Array }[];
  readonly receipts?: readonly string[];
  /** Verifier keys, one a line. */
  readonly keys?: string;
  readonly policy?: string;
  readonly report?: Uint8Array;
  readonly verifier?: Uint8Array;
  readonly readme?: string;
}

/** The bytes of the bundle. @throws {Fault}, {FormatProblem} where a verifier would refuse its shape */
export function writeBundle(content: BundleContent): Uint8Array {
  return writeZip(bundleEntries(content));
}

/** The entries of the bundle in their order, for whoever writes the zip piece by piece. */
export function bundleEntries(content: BundleContent): readonly ZipEntry[] {
  const files = new Map<string, Uint8Array>();
  const records = content.records.map((record): ManifestRecord => {
    const path = recordPath(record.origin, record.proof.index);
    putRecord(files, path, record);
    return { origin: record.origin, index: record.proof.index, path, ...(record.isLate ? { late: true } : {}) };
  });
  records.sort((a, b) => a.origin - b.origin || a.index - b.index);
  putRest(files, content);
  const names = orderNames(records, files.keys());
  const entries = names.flatMap((name): ZipEntry[] => {
    const bytes = files.get(name);
    return bytes ? [{ name, bytes }] : [];
  });
  const listed = entries.map(({ name, bytes }) => {
    const role = roleOf(name);
    must(role !== undefined, 'manifest.unknown-file', { file: name });
    return { path: name, sha256: toHex(sha256(bytes)), size: bytes.length, role };
  });
  const { madeAt, dossier, origins, part } = content;
  const manifest = formatManifest({ madeAt, dossier, origins, records, ...(part ? { part } : {}) }, listed);
  return [{ name: 'mimetype', bytes: utf8(MEDIA_TYPE) }, { name: 'manifest.json', bytes: manifest }, ...entries];
}

function putRecord(files: Map<string, Uint8Array>, path: string, record: RecordContent): void {
  files.set(`${path}.leaf`, record.leaf);
  files.set(`${path}.tlog-proof`, utf8(formatProof(record.proof)));
  if (record.before) files.set(`${path}.before`, utf8(formatBefore(record.before)));
  if (record.shown) files.set(`${path}.disclosures.json`, formatDisclosures(record.shown, parseLeaf(record.leaf).digests));
  if (record.assertion) files.set(`${path}.assertion.json`, record.assertion);
}

function putRest(files: Map<string, Uint8Array>, content: BundleContent): void {
  for (const { bytes, extension } of content.papers ?? []) files.set(`files/${toHex(sha256(bytes))}.${extension}`, bytes);
  for (const { checkpointText, bytes } of content.timestamps ?? [])
    files.set(`timestamps/${toHex(sha256(utf8(checkpointText)))}.tsr`, bytes);
  (content.receipts ?? []).forEach((text, n) => {
    files.set(`receipts/${n + 1}.txt`, utf8(text));
  });
  if (content.keys !== undefined) files.set('keys.txt', utf8(content.keys));
  if (content.policy !== undefined) files.set('policy.txt', utf8(content.policy));
  if (content.report) files.set('doc/report.pdf', content.report);
  if (content.verifier) files.set('doc/verifier.html', content.verifier);
  if (content.readme !== undefined) files.set('README.vi.txt', utf8(content.readme));
}
