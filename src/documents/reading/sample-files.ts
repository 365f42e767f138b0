import { deflateRawSync, deflateSync } from 'node:zlib';
import { writeStoredZip } from './zip-writer.ts';

/** Builds small real files for the tests of this folder; imported by tests only. */

const xml = (body: string): string => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${body}`;
const RELS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

const paragraph = (text: string): string => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;

/** The parts of a Word document with these paragraphs. */
export function docxParts(
  paragraphs: readonly string[],
  contentType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
) {
  const parts = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${contentType}"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${RELS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': `<w:document xmlns:w="${WORD}"><w:body>${paragraphs.map(paragraph).join('')}</w:body></w:document>`,
  };
  return Object.entries(parts).map(([name, body]) => ({ name, bytes: Buffer.from(xml(body)) }));
}

/** A Word document with these paragraphs. */
export const makeDocx = (paragraphs: readonly string[]): Buffer => writeStoredZip(docxParts(paragraphs));

/** A zip with one entry that inflates to `megabytes` of zeros; `declared` is what its directory says. */
export function makeBomb(name: string, megabytes: number, declared = megabytes * 1_048_576): Buffer {
  const packed = deflateRawSync(Buffer.alloc(megabytes * 1_048_576, 0x20));
  const zip = writeStoredZip([...docxParts(['x']).filter((part) => part.name !== name), { name, bytes: packed }]);
  const local = zip.lastIndexOf(Buffer.concat([Buffer.from(name), packed.subarray(0, 8)])) - 30;
  const entry = zip.lastIndexOf(Buffer.from(name)) - 46;
  zip.writeUInt16LE(8, local + 8);
  zip.writeUInt32LE(declared, local + 22);
  zip.writeUInt16LE(8, entry + 10);
  zip.writeUInt32LE(declared, entry + 24);
  return zip;
}

/** A PDF of pages with Latin lines in Helvetica; a page without lines has no text layer. */
export function makePdf(pages: readonly (readonly string[])[], trailer = ''): Buffer {
  const objects: string[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ];
  const kids: string[] = [];
  for (const lines of pages) {
    const quote = (line: string): string => line.replace(/[\\()]/g, (sign) => `\\${sign}`);
    const stream = lines.map((line, index) => `BT /F1 12 Tf 72 ${720 - index * 18} Td (${quote(line)}) Tj ET`).join('\n');
    objects.push(`<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`);
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${objects.length} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
    );
    kids.push(`${objects.length} 0 R`);
  }
  objects[1] = `<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${kids.length} >>`;
  let pdf = '%PDF-1.4\n';
  const offsets = objects.map((body, index) => {
    const at = pdf.length;
    pdf += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const xref = pdf.length;
  pdf += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${xref}\n%%EOF\n`;
  return Buffer.from(pdf, 'latin1');
}

/** A PDF whose one page unpacks to so many megabytes of blanks. */
export function makePdfBomb(megabytes: number): Buffer {
  const packed = deflateSync(Buffer.alloc(megabytes * 1_048_576, 0x20), { level: 1 });
  const plain = makePdf([['MARK']]).toString('latin1');
  const stream = /<< \/Length \d+ >>\nstream\n[\s\S]*?\nendstream/;
  return Buffer.from(
    plain.replace(
      stream,
      () => `<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n${packed.toString('latin1')}\nendstream`,
    ),
    'latin1',
  );
}
