import mammoth from 'mammoth';
import { htmlToText } from './html-text.ts';
import { takeParts } from './zip-parts.ts';
import { writeStoredZip } from './zip-writer.ts';

/** The parts that carry text; pictures, embedded files and everything else are never inflated. */
const TEXT_PART = /^(?:\[Content_Types\]\.xml|_rels\/\.rels|word\/[A-Za-z0-9_-]+\.xml|word\/_rels\/[A-Za-z0-9_.-]+\.rels)$/u;
/** XML grows about tenfold as a tree; more than this would only run into the memory limit. */
const MAX_TEXT_PARTS_BYTES = 24 * 1024 * 1024;

/** Reads the text of a Word document, list numbers written out, pictures left out. */
export async function docxToText(bytes: Buffer): Promise<string> {
  const parts = await takeParts(bytes, TEXT_PART, MAX_TEXT_PARTS_BYTES);
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
