/** The little of tar (POSIX ustar) an archive needs: plain files of known size, one after another. */
import { AppError } from '../../kernel/errors.ts';

const BLOCK = 512;
const SIZE_LIMIT = 8 ** 11 - 1;

/** One file inside a tar. */
export interface TarEntry {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Gives the next bytes, fewer only at the end of the file. */
export type ReadBytes = (length: number) => Promise<Buffer>;

/** The header that stands before the bytes of a file. */
export function tarHeader(name: string, size: number, seconds: number): Buffer {
  if (Buffer.byteLength(name) > 100 || size > SIZE_LIMIT) throw new AppError('archive.entry_too_large', 'internal');
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0);
  header.write('0000600\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.write(`${seconds.toString(8).padStart(11, '0')}\0`, 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\u000000', 257);
  header.write(`${sumOf(header).toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** The zeros that fill the last block of a file. */
export function tarPadding(size: number): Buffer {
  return Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
}

/** What ends a tar. */
export const TAR_END = Buffer.alloc(2 * BLOCK);

/**
 * Reads one file after another; each whole, so a writer keeps them small.
 * @throws {archive.truncated} the bytes end before the tar does
 * @throws {archive.not_an_archive} what is read is no tar of ours
 */
export async function* readTar(read: ReadBytes, sizeLimit: number): AsyncGenerator<TarEntry> {
  for (let isFirst = true; ; isFirst = false) {
    const header = await read(BLOCK);
    if (header.length < BLOCK) throw new AppError(isFirst ? 'archive.not_an_archive' : 'archive.truncated', 'invalid');
    if (header.every((byte) => byte === 0)) {
      if ((await read(BLOCK)).length < BLOCK) throw new AppError('archive.truncated', 'invalid');
      if ((await read(1)).length > 0) throw new AppError('archive.altered', 'invalid', { params: { part: '…' } });
      return;
    }
    const { name, size } = readHeader(header, isFirst);
    if (size > sizeLimit) throw new AppError('archive.altered', 'invalid', { params: { part: name } });
    const bytes = await read(size);
    const padding = await read(tarPadding(size).length);
    if (bytes.length < size || padding.length < tarPadding(size).length) throw new AppError('archive.truncated', 'invalid');
    yield { name, bytes };
  }
}

function readHeader(header: Buffer, isFirst: boolean): { readonly name: string; readonly size: number } {
  const field = (from: number, length: number) =>
    header
      .toString('utf8', from, from + length)
      .replace(/\0.*$/s, '')
      .trim();
  const written = Number.parseInt(field(148, 8), 8);
  const blank = Buffer.from(header);
  blank.write('        ', 148);
  const size = Number.parseInt(field(124, 12), 8);
  if (field(257, 5) !== 'ustar' || written !== sumOf(blank) || !Number.isSafeInteger(size) || header[156] !== 0x30) {
    throw new AppError(isFirst ? 'archive.not_an_archive' : 'archive.altered', 'invalid', { params: { part: '…' } });
  }
  return { name: field(0, 100), size };
}

function sumOf(header: Buffer): number {
  return header.reduce((sum, byte) => sum + byte, 0);
}
