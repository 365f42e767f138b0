import { describe, expect, it } from 'vitest';
import { listKeys, lookup } from '../../kernel/messages.ts';
import type { ChildCommand } from '../find-child.ts';
import { documentMessages } from '../index.ts';
import type { ReadOptions } from './read-document.ts';
import { readDocument, refuseIfMarkedSecret } from './read-document.ts';
import { docxParts, makeBomb, makeDocx, makePdf, makePdfBomb } from './sample-files.ts';
import { writeStoredZip } from './zip-writer.ts';

const refusalOf = async (bytes: Uint8Array, options?: ReadOptions): Promise<string> => {
  const result = await readDocument(bytes, options);
  return result.ok ? `read: ${result.text}` : result.refusal.code;
};
const script = (source: string): ChildCommand => ({ args: ['-e', source, '--'], cwd: process.cwd() });

describe('readDocument', () => {
  it('reads a Word document with its paragraphs in order', async () => {
    const result = await readDocument(makeDocx(['CHỈ THỊ', 'Yêu cầu các sở báo cáo trước ngày 15/3/2025.']));
    expect(result).toEqual({ ok: true, type: 'docx', text: 'CHỈ THỊ\nYêu cầu các sở báo cáo trước ngày 15/3/2025.' });
  });

  it('reads the text layer of a PDF, all pages, without page numbers', async () => {
    const result = await readDocument(
      makePdf([
        ['No. 12-CV/TU', 'All departments shall report.'],
        ['2', 'Second page follows here.'],
      ]),
    );
    expect(result).toEqual({
      ok: true,
      type: 'pdf',
      pages: 2,
      text: 'No. 12-CV/TU\nAll departments shall report.\nSecond page follows here.',
    });
  });

  it('refuses a file that bears the name of a document it is not', async () => {
    const text = Buffer.from('Kính gửi các sở');
    expect(await refusalOf(text, { name: 'cong-van.docx' })).toBe('not-what-it-says');
    expect(await refusalOf(text, { name: 'CONG-VAN.PDF' })).toBe('not-what-it-says');
    expect(await refusalOf(makeDocx(['a']), { name: 'cong-van.pdf' })).toBe('not-what-it-says');
    expect(await refusalOf(text, { name: 'cong-van.docx.txt' })).toBe('read: Kính gửi các sở');
    expect(await refusalOf(makeDocx(['a']), { name: 'cong-van' })).toBe('read: a');
  });

  it('reads HTML in the child, and text with a byte order mark', async () => {
    expect(await refusalOf(Buffer.from('<html><body><p>Kính gửi</p><p>các sở</p>'))).toBe('read: Kính gửi\ncác sở');
    expect(await refusalOf(Buffer.from('\ufeffKính gửi', 'utf16le'))).toBe('read: Kính gửi');
  });

  it('returns text in composed form', async () => {
    expect(await refusalOf(Buffer.from('Kính gửi'.normalize('NFD')))).toBe('read: Kính gửi');
  });

  it('refuses a PDF that is only pictures, and one that is no PDF inside', async () => {
    expect(await refusalOf(makePdf([[]]))).toBe('scan');
    expect(await refusalOf(Buffer.from('%PDF-1.7 and nothing more'))).toBe('damaged');
  });

  it('refuses a PDF locked with a password', async () => {
    const key = `<${'00'.repeat(32)}>`;
    const locked = makePdf(
      [['Hello world, this is text.']],
      `/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O ${key} /U ${key} >>`,
    );
    expect(await refusalOf(locked)).toBe('password');
  });

  it('refuses a Word document with broken XML, without text, or with macros under another name', async () => {
    const broken = docxParts(['a']).map((part) =>
      part.name === 'word/document.xml' ? { ...part, bytes: Buffer.from('<w:doc') } : part,
    );
    expect(await refusalOf(writeStoredZip(broken))).toBe('damaged');
    expect(await refusalOf(makeDocx(['  ']))).toBe('empty');
    const macro = docxParts(['a'], 'application/vnd.ms-word.document.macroEnabled.main+xml');
    expect(await refusalOf(writeStoredZip(macro))).toBe('macro');
  });

  it('stops inflating when the directory lied about the size', async () => {
    expect(await refusalOf(makeBomb('word/document.xml', 60, 1000))).toMatch(/^(?:bomb|damaged)$/);
  });

  it('stops a PDF that unpacks to more memory than it may have', async () => {
    expect(await refusalOf(makePdfBomb(400), { limits: { memoryMegabytes: 64 } })).toBe('bomb');
  });

  it('kills a parser that does not end, one that says too much and one that dies', async () => {
    const limits = { timeoutMs: 700 };
    expect(await refusalOf(makeDocx(['a']), { limits, child: script('setInterval(() => 0, 1000)') })).toBe('timeout');
    expect(
      await refusalOf(makeDocx(['a']), {
        limits: { maxTextBytes: 1000 },
        child: script("process.stdout.write('x'.repeat(9000))"),
      }),
    ).toBe('too-much-text');
    expect(await refusalOf(makeDocx(['a']), { child: script('process.exit(3)') })).toBe('damaged');
    expect(await refusalOf(makeDocx(['a']), { child: script("process.stdout.write('nonsense')") })).toBe('damaged');
  });

  it('gives the child a bounded heap and none of our environment', async () => {
    process.env['SECRET_OF_PARENT'] = 'x';
    const child = script(
      "process.stdout.write(JSON.stringify({ text: Object.keys(process.env).sort().join() + ' ' + process.execArgv.join() }))",
    );
    const words = await refusalOf(makeDocx(['a']), { child });
    delete process.env['SECRET_OF_PARENT'];
    expect(words).not.toContain('SECRET_OF_PARENT');
    expect(words).toContain('--max-old-space-size=256');
  });

  it('answers every reader when more come than may run at once', async () => {
    const child = script('process.stdout.write(\'{"text":"abc"}\')');
    const all = await Promise.all(Array.from({ length: 5 }, () => refusalOf(makeDocx(['a']), { child })));
    expect(all).toEqual(Array.from({ length: 5 }, () => 'read: abc'));
  });

  it('refuses a file marked secret and says nothing of what it holds', async () => {
    const result = await readDocument(makeDocx(['TỈNH ỦY A', 'TỐI MẬT', 'Nội dung kín']));
    expect(result).toEqual({ ok: false, refusal: { code: 'secret-mark', params: {} } });
    expect(await refusalOf(Buffer.from('UBND TỈNH A\nMẬT\nSố 1/UBND'))).toBe('secret-mark');
  });

  it('refuses text in the letters of an old font', async () => {
    expect(await refusalOf(Buffer.from('Céng hßa x· héi chñ nghÜa ViÖt Nam, ngµy 5 th¸ng 3'))).toBe('legacy-encoding');
  });
});

describe('refuseIfMarkedSecret', () => {
  it('throws for a marking and passes ordinary words', () => {
    expect(() => refuseIfMarkedSecret('UBND TỈNH A\nTUYỆT MẬT\nSố 1')).toThrowError(
      expect.objectContaining({ code: 'intake.secret_mark', category: 'invalid' }),
    );
    expect(() => refuseIfMarkedSecret('Mật độ dân cư và bí mật nhà nước')).not.toThrow();
  });
});

describe('messages', () => {
  it('has the same keys in both languages and words for the refusal of a marked text', () => {
    expect(listKeys(documentMessages.en)).toEqual(listKeys(documentMessages.vi));
    expect(lookup({ intake: documentMessages.vi }, 'intake.secret_mark')).toContain('độ mật');
  });
});
