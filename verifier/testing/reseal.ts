/** Puts a changed bundle together again so that zip and list are right, and only what was changed is wrong. */
import { toHex } from '../formats/bytes.ts';
import { canonicalize, isRecord, type Json } from '../formats/jcs.ts';
import { roleOf } from '../formats/manifest.ts';
import { readZip, writeZip, type ZipEntry } from '../formats/zip.ts';
import { sha256 } from '../platform/node.ts';

/** Changes entries; undefined takes one out. */
export type Change = (entry: ZipEntry) => Uint8Array | undefined;

/** The bundle with entries changed and the list made to fit; `head` changes the list besides its files. */
export function reseal(zip: Uint8Array, change: Change, head: (manifest: Record<string, Json>) => Json = (m) => m): Uint8Array {
  const entries = readZip(zip).flatMap((entry): ZipEntry[] => {
    const bytes = change(entry);
    return bytes ? [{ name: entry.name, bytes }] : [];
  });
  const listed = entries
    .filter(({ name }) => name !== 'mimetype' && name !== 'manifest.json')
    .map(({ name, bytes }) => ({ path: name, role: roleOf(name) ?? '', sha256: toHex(sha256(bytes)), size: bytes.length }));
  return writeZip(
    entries.map(({ name, bytes }) => {
      if (name !== 'manifest.json') return { name, bytes };
      const manifest = JSON.parse(new TextDecoder().decode(bytes)) as Json;
      const changed = isRecord(manifest) ? head({ ...manifest, files: listed }) : manifest;
      return { name, bytes: new TextEncoder().encode(canonicalize(changed)) };
    }),
  );
}

/** Changes one entry's text. */
export function rewrite(name: string, edit: (text: string) => string): Change {
  return (entry) => (entry.name === name ? new TextEncoder().encode(edit(new TextDecoder().decode(entry.bytes))) : entry.bytes);
}

/** Changes the JSON of one entry, written canonically again. */
export function rewriteJson(name: string, edit: (value: Record<string, Json>) => Json): Change {
  return rewrite(name, (text) => canonicalize(edit(JSON.parse(text) as Record<string, Json>)));
}
