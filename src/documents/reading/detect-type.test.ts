import { describe, expect, it } from 'vitest';
import { detectType } from './detect-type.ts';
import { READING_LIMITS } from './reading-limits.ts';
import { docxParts, makeBomb, makeDocx, makePdf } from './sample-files.ts';
import { writeStoredZip } from './zip-writer.ts';

const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const ole = (stream: string): Buffer =>
  Buffer.concat([Buffer.from(OLE), Buffer.alloc(504), Buffer.from(stream, 'utf16le'), Buffer.alloc(64)]);
const codeOf = (bytes: Uint8Array): string => {
  const found = detectType(bytes);
  return found.ok ? found.type : found.refusal.code;
};

describe('detectType', () => {
  it('knows the four types by what they hold', () => {
    expect(codeOf(makePdf([['Hello']]))).toBe('pdf');
    expect(codeOf(makeDocx(['Xin chào']))).toBe('docx');
    expect(codeOf(Buffer.from('\n<!-- a --><!DOCTYPE html><p>Xin chào'))).toBe('html');
    expect(codeOf(Buffer.from('Kính gửi: các sở'))).toBe('txt');
  });

  it('reads text with byte order marks of UTF-8 and UTF-16', () => {
    expect(codeOf(Buffer.from('\ufeffXin chào'))).toBe('txt');
    expect(codeOf(Buffer.from('\ufeffXin chào', 'utf16le'))).toBe('txt');
    expect(codeOf(Buffer.from('\ufeffXin chào', 'utf16le').swap16())).toBe('txt');
  });

  it('refuses a zip that is no Word document', () => {
    expect(codeOf(writeStoredZip([{ name: 'a.txt', bytes: Buffer.from('a') }]))).toBe('not-what-it-says');
    expect(codeOf(writeStoredZip(docxParts(['a']).filter(({ name }) => name !== 'word/document.xml')))).toBe('not-what-it-says');
  });

  it('refuses a zip whose directory is broken or that has bytes behind its end', () => {
    expect(codeOf(makeDocx(['a']).subarray(0, 300))).toBe('damaged');
    expect(codeOf(Buffer.concat([makeDocx(['a']), Buffer.from('%PDF-1.4')]))).toBe('damaged');
  });

  it('refuses a PDF with a zip directory behind its end', () => {
    expect(codeOf(Buffer.concat([makePdf([['Hello']]), makeDocx(['a'])]))).toBe('not-what-it-says');
  });

  it('refuses macros, an encrypted and an old Word file, each with its own code', () => {
    expect(codeOf(writeStoredZip([...docxParts(['a']), { name: 'word/vbaProject.bin', bytes: Buffer.from('x') }]))).toBe('macro');
    expect(codeOf(ole('EncryptedPackage'))).toBe('password');
    expect(codeOf(ole('WordDocument'))).toBe('old-word');
    expect(codeOf(ole('Workbook'))).toBe('unknown-type');
  });

  it('refuses by declared size, ratio and number of entries before anything is inflated', () => {
    expect(codeOf(makeBomb('word/document.xml', 120))).toBe('bomb');
    expect(codeOf(makeBomb('word/media.xml', 40))).toBe('bomb');
    const many = Array.from({ length: READING_LIMITS.maxEntries + 1 }, (_, index) => ({
      name: `word/${index}.xml`,
      bytes: Buffer.from(''),
    }));
    expect(codeOf(writeStoredZip([...docxParts(['a']), ...many]))).toBe('bomb');
  });

  it('refuses the same entry named twice, because two readers would see two documents', () => {
    const parts = docxParts(['a']);
    expect(codeOf(writeStoredZip([...parts, ...parts.slice(2)]))).toBe('not-what-it-says');
  });

  it('refuses what is empty, too large, binary, rich text or in an encoding of before Unicode', () => {
    expect(codeOf(Buffer.alloc(0))).toBe('empty');
    expect(codeOf(Buffer.from('  \n '))).toBe('empty');
    expect(codeOf(Buffer.alloc(READING_LIMITS.maxInputBytes + 1, 0x41))).toBe('too-large');
    expect(codeOf(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]))).toBe('unknown-type');
    expect(codeOf(Buffer.from('{\\rtf1 abc}'))).toBe('unknown-type');
    expect(codeOf(Buffer.from('C\u00e9ng h\u00dfa x\u00b7 h\u00e9i', 'latin1'))).toBe('legacy-encoding');
  });

  it('does not look at bytes outside the part of a buffer it was given', () => {
    const inner = Buffer.concat([Buffer.from('xxxx'), makeDocx(['Xin chào']), Buffer.from('yyyy')]);
    expect(codeOf(inner.subarray(4, inner.length - 4))).toBe('docx');
  });
});
