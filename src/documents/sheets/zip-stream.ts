import { crc32, createDeflateRaw, constants as zlib } from 'node:zlib';

/** One file of a zip whose bytes come piece by piece. */
export interface StreamedPart {
  readonly name: string;
  readonly pieces: Iterable<string> | AsyncIterable<string>;
}

const VERSION = 20;
/** Sizes follow the data, because nobody knows them before; names are UTF-8. */
const FLAGS = 0x0808;
const DEFLATED = 8;
/** 1 January 1980: the same content always gives the same bytes. */
const DOS_DATE = 0x0021;

interface Written {
  readonly name: Buffer;
  readonly offset: number;
  readonly crc: number;
  readonly packed: number;
  readonly plain: number;
}

/** Packs files into a zip while they come, so that no more than one piece is ever in memory; which file is next may be found on the way. */
export async function* writeZipStream(parts: Iterable<StreamedPart> | AsyncIterable<StreamedPart>): AsyncGenerator<Buffer> {
  const written: Written[] = [];
  let offset = 0;
  for await (const part of parts) {
    const name = Buffer.from(part.name, 'utf8');
    const start = offset;
    const header = localHeader(name);
    yield header;
    offset += header.length;
    const count = { crc: 0, plain: 0, packed: 0 };
    for await (const chunk of deflate(part.pieces, count)) {
      offset += chunk.length;
      yield chunk;
    }
    const end = descriptor(count);
    yield end;
    offset += end.length;
    written.push({ name, offset: start, ...count });
  }
  const directory = Buffer.concat(written.map(directoryEntry));
  yield Buffer.concat([directory, endRecord(written.length, directory.length, offset)]);
}

async function* deflate(
  pieces: StreamedPart['pieces'],
  count: { crc: number; plain: number; packed: number },
): AsyncGenerator<Buffer> {
  const packer = createDeflateRaw({ level: zlib.Z_BEST_SPEED + 3 });
  const ready: Buffer[] = [];
  let failure: Error | undefined;
  packer.on('data', (chunk: Buffer) => ready.push(chunk));
  packer.on('error', (error: Error) => {
    failure = error;
  });
  const take = function* (): Generator<Buffer> {
    if (failure) throw failure;
    for (const chunk of ready.splice(0)) {
      count.packed += chunk.length;
      yield chunk;
    }
  };
  try {
    for await (const piece of pieces) {
      const bytes = Buffer.from(piece, 'utf8');
      count.crc = crc32(bytes, count.crc);
      count.plain += bytes.length;
      await new Promise<void>((resolve) => packer.write(bytes, () => resolve()));
      yield* take();
    }
    await new Promise<void>((resolve) => {
      packer.once('end', resolve);
      packer.once('error', () => resolve());
      packer.end();
    });
    yield* take();
  } finally {
    packer.destroy();
  }
}

function localHeader(name: Buffer): Buffer {
  const header = Buffer.alloc(30);
  header.write('PK\u0003\u0004', 0, 'latin1');
  header.writeUInt16LE(VERSION, 4);
  header.writeUInt16LE(FLAGS, 6);
  header.writeUInt16LE(DEFLATED, 8);
  header.writeUInt16LE(DOS_DATE, 12);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

function descriptor(count: { readonly crc: number; readonly packed: number; readonly plain: number }): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.write('PK\u0007\u0008', 0, 'latin1');
  bytes.writeUInt32LE(count.crc, 4);
  bytes.writeUInt32LE(count.packed, 8);
  bytes.writeUInt32LE(count.plain, 12);
  return bytes;
}

function directoryEntry({ name, offset, crc, packed, plain }: Written): Buffer {
  const entry = Buffer.alloc(46);
  entry.write('PK\u0001\u0002', 0, 'latin1');
  entry.writeUInt16LE(VERSION, 4);
  entry.writeUInt16LE(VERSION, 6);
  entry.writeUInt16LE(FLAGS, 8);
  entry.writeUInt16LE(DEFLATED, 10);
  entry.writeUInt16LE(DOS_DATE, 14);
  entry.writeUInt32LE(crc, 16);
  entry.writeUInt32LE(packed, 20);
  entry.writeUInt32LE(plain, 24);
  entry.writeUInt16LE(name.length, 28);
  entry.writeUInt32LE(offset, 42);
  return Buffer.concat([entry, name]);
}

function endRecord(count: number, length: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 0, 'latin1');
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(length, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}
