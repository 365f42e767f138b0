/** One entry as the central directory declares it; nothing is inflated to learn this. */
export interface ZipEntry {
  readonly name: string;
  readonly packedBytes: number;
  readonly plainBytes: number;
  readonly isEncrypted: boolean;
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END_LENGTH = 22;
const ENTRY_LENGTH = 46;

/** Where the end record of a zip stands that closes the bytes exactly, or undefined. Bytes after it make a file of two faces. */
function findEndRecord(view: DataView): number | undefined {
  const lowest = Math.max(0, view.byteLength - END_LENGTH - 0xffff);
  for (let at = view.byteLength - END_LENGTH; at >= lowest; at -= 1) {
    if (view.getUint32(at, true) === END_OF_DIRECTORY && at + END_LENGTH + view.getUint16(at + 20, true) === view.byteLength)
      return at;
  }
  return undefined;
}

/** Lists what a zip declares to hold, at most `maxEntries + 1` entries, or nothing when its directory is broken. */
export function listZip(bytes: Uint8Array, maxEntries: number): readonly ZipEntry[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEndRecord(view);
  if (end === undefined) return undefined;
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const entries: ZipEntry[] = [];
  for (let index = 0; index < count && entries.length <= maxEntries; index += 1) {
    if (at + ENTRY_LENGTH > end || view.getUint32(at, true) !== DIRECTORY_ENTRY) return undefined;
    const nameLength = view.getUint16(at + 28, true);
    const next = at + ENTRY_LENGTH + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > end) return undefined;
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + ENTRY_LENGTH, at + ENTRY_LENGTH + nameLength)),
      packedBytes: view.getUint32(at + 20, true),
      plainBytes: view.getUint32(at + 24, true),
      isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
    });
    at = next;
  }
  return entries;
}
