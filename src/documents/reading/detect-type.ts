import type { ReadingLimits } from './reading-limits.ts';
import { READING_LIMITS } from './reading-limits.ts';
import type { DocumentFileType, ReadRefusal, SheetFileType, SheetRefusalCode } from './refusal.ts';
import { refuseFile } from './refusal.ts';
import type { ZipEntry } from './zip-listing.ts';
import { listZip } from './zip-listing.ts';

/** What the bytes are, or why they are not read. */
export type Detection =
  | { readonly ok: true; readonly type: DocumentFileType }
  | { readonly ok: false; readonly refusal: ReadRefusal };

const found = (type: DocumentFileType): Detection => ({ ok: true, type });
const refused = (code: ReadRefusal['code'], params: ReadRefusal['params'] = {}): Detection => ({
  ok: false,
  refusal: refuseFile(code, params),
});

const startsWith = (bytes: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((byte, index) => bytes[index] === byte);
const indexOf = (bytes: Uint8Array, words: string, encoding: 'latin1' | 'utf16le' = 'latin1'): number =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf(Buffer.from(words, encoding));

function isBomb(entries: readonly ZipEntry[], limits: ReadingLimits): boolean {
  const plain = entries.reduce((sum, entry) => sum + entry.plainBytes, 0);
  const packed = entries.reduce((sum, entry) => sum + entry.packedBytes, 0);
  // Small files of blank paragraphs pack very well; the ratio says something only above a megabyte.
  return (
    entries.length > limits.maxEntries ||
    plain > limits.maxInflatedBytes ||
    (plain > 1_048_576 && plain > packed * limits.maxRatio)
  );
}

/** What of an Office file is not as it should be: damage, a bomb, a password, macros, or another kind of file; nothing of it is inflated. */
function findOfficeFault(bytes: Uint8Array, limits: ReadingLimits, mainPart: string) {
  const entries = listZip(bytes, limits.maxEntries);
  if (!entries) return 'damaged';
  if (isBomb(entries, limits)) return 'bomb';
  const names = new Set(entries.map(({ name }) => name));
  if (names.size !== entries.length) return 'not-what-it-says';
  if (entries.some(({ isEncrypted }) => isEncrypted)) return 'password';
  if (!names.has('[Content_Types].xml') || !names.has(mainPart)) return 'not-what-it-says';
  return [...names].some((name) => /(?:^|\/)vba(?:Project|Data)\b/iu.test(name)) ? 'macro' : undefined;
}

function detectDocx(bytes: Uint8Array, limits: ReadingLimits): Detection {
  const fault = findOfficeFault(bytes, limits, 'word/document.xml');
  return fault === undefined ? found('docx') : refused(fault);
}

/** The old container of Office: an encrypted new document, an old one, or something else. */
function detectOle(bytes: Uint8Array): Detection {
  if (indexOf(bytes, 'EncryptedPackage', 'utf16le') >= 0) return refused('password');
  if (indexOf(bytes, 'WordDocument', 'utf16le') >= 0) return refused('old-word');
  return refused('unknown-type');
}

function detectPdf(bytes: Uint8Array): Detection {
  const tail = bytes.subarray(Math.max(0, bytes.length - 66_000));
  const eof = Buffer.from(tail).lastIndexOf('%%EOF');
  // A zip directory behind the end of the PDF makes a file that is one thing here and another thing there.
  if (eof >= 0 && indexOf(tail.subarray(eof), 'PK\u0005\u0006') >= 0) return refused('not-what-it-says');
  return found('pdf');
}

const HTML_AT_START =
  /^(?:\s|<!--[\s\S]{0,2000}?-->|<\?xml[^>]{0,200}\?>)*<(?:!doctype\s+html|html|head|body|div|p|meta|title|table|h[1-6]|article|section|main|span|ul|ol)[\s>/]/iu;

/** The text of plain bytes by byte order mark or as UTF-8, or undefined when they are neither. */
export function decodeText(bytes: Uint8Array): string | undefined {
  const encoding = startsWith(bytes, [0xff, 0xfe]) ? 'utf-16le' : startsWith(bytes, [0xfe, 0xff]) ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function detectText(bytes: Uint8Array): Detection {
  const text = decodeText(bytes);
  const hasBinary = (sample: string): boolean => /[^\P{Cc}\t\n\v\f\r\u0085]/u.test(sample);
  if (text === undefined)
    return hasBinary(
      Buffer.from(bytes.subarray(0, 4096))
        .toString('latin1')
        .replace(/[\u0080-\u009f]/g, ''),
    )
      ? refused('unknown-type')
      : refused('legacy-encoding');
  if (hasBinary(text.slice(0, 65_536))) return refused('unknown-type');
  if (/^\s*\{\\rtf/u.test(text.slice(0, 100))) return refused('unknown-type');
  if (text.trim() === '') return refused('empty');
  return found(HTML_AT_START.test(text.slice(0, 4096)) ? 'html' : 'txt');
}

const isZip = (bytes: Uint8Array): boolean =>
  startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06]);
const isOle = (bytes: Uint8Array): boolean => startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);

/** Tells by signature and content, never by name, what a file is; whatever is not surely one of the four types is refused. */
export function detectType(bytes: Uint8Array, limits: ReadingLimits = READING_LIMITS): Detection {
  if (bytes.length > limits.maxInputBytes)
    return refused('too-large', { megabytes: Math.floor(limits.maxInputBytes / 1_048_576) });
  if (bytes.length === 0) return refused('empty');
  if (startsWith(bytes, [0x25, 0x50, 0x44, 0x46, 0x2d])) return detectPdf(bytes);
  if (isZip(bytes)) return detectDocx(bytes, limits);
  if (isOle(bytes)) return detectOle(bytes);
  return detectText(bytes);
}

/** What a file of sheets is, or why its cells are not read. */
export type SheetDetection =
  | { readonly ok: true; readonly type: SheetFileType }
  | { readonly ok: false; readonly refusal: ReadRefusal<SheetRefusalCode> };

/** The same for files of sheets: a workbook of Excel, or text in rows. */
export function detectSheetType(bytes: Uint8Array, limits: ReadingLimits = READING_LIMITS): SheetDetection {
  const no = (code: SheetRefusalCode, params: ReadRefusal['params'] = {}): SheetDetection => ({
    ok: false,
    refusal: refuseFile<SheetRefusalCode>(code, params),
  });
  if (bytes.length > limits.maxInputBytes) return no('too-large', { megabytes: Math.floor(limits.maxInputBytes / 1_048_576) });
  if (bytes.length === 0) return no('empty');
  if (isZip(bytes)) {
    const fault = findOfficeFault(bytes, limits, 'xl/workbook.xml');
    return fault === undefined ? { ok: true, type: 'xlsx' } : no(fault);
  }
  if (isOle(bytes)) return no(indexOf(bytes, 'EncryptedPackage', 'utf16le') >= 0 ? 'password' : 'old-excel');
  const text = detectText(bytes);
  if (text.ok) return text.type === 'txt' ? { ok: true, type: 'csv' } : no('unknown-type');
  if (text.refusal.code === 'legacy-encoding') return no('csv-encoding');
  return no(text.refusal.code === 'empty' ? 'empty' : 'unknown-type');
}
