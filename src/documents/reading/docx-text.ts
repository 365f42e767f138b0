import mammoth from 'mammoth';
import { fromBufferPromise } from 'yauzl';
import { htmlToText } from './html-text.ts';
import { READING_LIMITS } from './reading-limits.ts';
import type { ZipPart } from './zip-writer.ts';
import { writeStoredZip } from './zip-writer.ts';

/** The parts that carry text; pictures, embedded files and everything else are never inflated. */
const TEXT_PART = /^(?:\[Content_Types\]\.xml|_rels\/\.rels|word\/[A-Za-z0-9_-]+\.xml|word\/_rels\/[A-Za-z0-9_.-]+\.rels)$/u;
/** XML grows about tenfold as a tree; more than this would only run into the memory limit. */
const MAX_TEXT_PARTS_BYTES = 24 * 1024 * 1024;

/** The file inflates to more than it may. */
export class InflatedTooFar extends Error {}
/** The file carries macros. */
export class CarriesMacros extends Error {}

/** Inflates the text parts with a hard stop, because a directory can lie about sizes. */
async function takeTextParts(bytes: Buffer): Promise<ZipPart[]> {
  const parts: ZipPart[] = [];
  let total = 0;
  const zip = await fromBufferPromise(bytes, { validateEntrySizes: true, strictFileNames: true });
  for await (const entry of zip.eachEntry()) {
    if (!TEXT_PART.test(entry.fileName)) continue;
    const chunks: Buffer[] = [];
    const stream = await zip.openReadStreamPromise(entry);
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      total += chunk.length;
      if (total > Math.min(MAX_TEXT_PARTS_BYTES, READING_LIMITS.maxInflatedBytes)) throw new InflatedTooFar();
      chunks.push(chunk);
    }
    parts.push({ name: entry.fileName, bytes: Buffer.concat(chunks) });
  }
  return parts;
}

/** Reads the text of a Word document, list numbers written out, pictures left out. */
export async function docxToText(bytes: Buffer): Promise<string> {
  const parts = await takeTextParts(bytes);
  const types = parts.find(({ name }) => name === '[Content_Types].xml');
  if (types && /macroEnabled|vbaProject/iu.test(Buffer.from(types.bytes).toString('utf8'))) throw new CarriesMacros();
  const { value } = await mammoth.convertToHtml(
    { buffer: writeStoredZip(parts) },
    {
      convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
      includeEmbeddedStyleMap: false,
      externalFileAccess: false,
    },
  );
  return htmlToText(value);
}
