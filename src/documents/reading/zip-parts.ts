import { fromBufferPromise } from 'yauzl';
import { READING_LIMITS } from './reading-limits.ts';
import type { ZipPart } from './zip-writer.ts';

/** The file inflates to more than it may. */
export class InflatedTooFar extends Error {}
/** The file carries macros. */
export class CarriesMacros extends Error {}

/**
 * Inflates the parts whose names match, with a hard stop, because a directory can lie about sizes.
 * @throws {InflatedTooFar} @throws {CarriesMacros}
 */
export async function takeParts(bytes: Buffer, wanted: RegExp, maxBytes: number): Promise<ZipPart[]> {
  const parts: ZipPart[] = [];
  let total = 0;
  const zip = await fromBufferPromise(bytes, { validateEntrySizes: true, strictFileNames: true });
  for await (const entry of zip.eachEntry()) {
    if (!wanted.test(entry.fileName)) continue;
    const chunks: Buffer[] = [];
    const stream = await zip.openReadStreamPromise(entry);
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      total += chunk.length;
      if (total > Math.min(maxBytes, READING_LIMITS.maxInflatedBytes)) throw new InflatedTooFar();
      chunks.push(chunk);
    }
    parts.push({ name: entry.fileName, bytes: Buffer.concat(chunks) });
  }
  const types = parts.find(({ name }) => name === '[Content_Types].xml');
  if (types && /macroEnabled|vbaProject/iu.test(Buffer.from(types.bytes).toString('utf8'))) throw new CarriesMacros();
  return parts;
}
