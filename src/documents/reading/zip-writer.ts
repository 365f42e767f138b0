import { crc32 } from 'node:zlib';

/** One file to be put into a zip. */
export interface ZipPart {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Packs files into a zip without compressing them, so that whoever opens it can inflate nothing more than is there. */
export function writeStoredZip(parts: readonly ZipPart[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of parts) {
    const encoded = Buffer.from(name, 'utf8');
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(0x0800, 2);
    shared.writeUInt32LE(crc32(bytes), 10);
    shared.writeUInt32LE(bytes.length, 14);
    shared.writeUInt32LE(bytes.length, 18);
    shared.writeUInt16LE(encoded.length, 22);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 4);
    shared.copy(entry, 6, 0, 26);
    entry.writeUInt32LE(offset, 42);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), shared, encoded]);
    files.push(local, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    directory.push(entry, encoded);
    offset += local.length + bytes.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, listing, end]);
}
