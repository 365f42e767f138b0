import { fromBufferPromise } from 'yauzl';
import { writeZipStream } from '../sheets/zip-stream.ts';

/** The moments of making an office program writes of itself; a paper carries its own date in its text. */
const MADE = /(<dcterms:(?:created|modified)[^>]*>)[^<]*/g;
const LONG_AGO = '2000-01-01T00:00:00Z';

/** The same parts packed again without the moment of packing: the same content always gives the same bytes. */
export async function fixedZip(bytes: Buffer): Promise<Buffer> {
  const parts: { readonly name: string; readonly text: string }[] = [];
  const zip = await fromBufferPromise(bytes, {});
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith('/')) continue;
    const chunks: Buffer[] = [];
    for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString('utf8');
    parts.push({
      name: entry.fileName,
      text: entry.fileName === 'docProps/core.xml' ? text.replace(MADE, `$1${LONG_AGO}`) : text,
    });
  }
  const written: Buffer[] = [];
  for await (const chunk of writeZipStream(parts.map(({ name, text }) => ({ name, pieces: [text] })))) written.push(chunk);
  return Buffer.concat(written);
}
