import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import writeOther from 'write-excel-file/node';
import { listKeys } from '../../kernel/messages.ts';
import { asLegalDate } from '../../kernel/time.ts';
import { documentMessages } from '../index.ts';
import { docxParts, makeBomb, makeDocx } from '../reading/sample-files.ts';
import { writeStoredZip } from '../reading/zip-writer.ts';
import { readCsvRows } from './csv-rows.ts';
import { readSheets } from './read-sheets.ts';
import type { SheetCell, SheetTable } from './sheet-table.ts';
import { writeCsv } from './write-csv.ts';
import { writeXlsx } from './write-xlsx.ts';

const HEAD = ['Mã cán bộ', 'Họ và tên đệm', 'Từ ngày'];
const csv = (text: string): Buffer => Buffer.from(text, 'utf8');
const rowsOf = async (bytes: Uint8Array): Promise<readonly (readonly string[])[]> => {
  const read = await readSheets(bytes);
  if (!read.ok) throw new Error(read.refusal.code);
  return read.sheets[0]?.rows ?? [];
};
const refusalOf = async (bytes: Uint8Array): Promise<string> => {
  const read = await readSheets(bytes);
  return read.ok ? 'read' : read.refusal.code;
};
const whole = async (pieces: AsyncIterable<Buffer | string>): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const piece of pieces) chunks.push(Buffer.from(piece as string));
  return Buffer.concat(chunks);
};
const table = (rows: readonly (readonly SheetCell[])[], name = 'Cán bộ'): SheetTable => ({ name, preface: [], head: HEAD, rows });

describe('a CSV file', () => {
  test.each([
    ['commas', 'a,"b, c",d\r\n1,2,3\r\n'],
    ['semicolons', 'a;"b, c";d\n1;2;3'],
    ['tabs', 'a\t"b, c"\td\r1\t2\t3\r'],
    ['the line of Excel that names the separator', 'sep=;\na;"b, c";d\n1;2;3\n'],
  ])('is read with %s', (name, text) => {
    const rows = readCsvRows(text);
    expect(rows.slice(-2)).toEqual([
      ['a', 'b, c', 'd'],
      ['1', '2', '3'],
    ]);
    expect(rows).toHaveLength(name.includes('Excel') ? 3 : 2);
  });

  test('keeps quoted line ends, doubled quotes, leading zeros and empty rows in their places', () => {
    expect(readCsvRows('a,b\r\n\r\n"x\ny","say ""hi"""\r\n007,\r\n')).toEqual([
      ['a', 'b'],
      [''],
      ['x\ny', 'say "hi"'],
      ['007', ''],
    ]);
  });

  test('is understood in UTF-8 with or without a mark and in UTF-16', async () => {
    const text = 'Mã cán bộ;Tên\r\n001;Hoà\r\n';
    const expected = [
      ['Mã cán bộ', 'Tên'],
      ['001', 'Hoà'],
    ];
    for (const bytes of [csv(text), csv(`\ufeff${text}`), Buffer.from(`\ufeff${text}`, 'utf16le')]) {
      expect(await rowsOf(bytes)).toEqual(expected);
    }
  });

  test('in Windows-1258 is refused with what to do', async () => {
    expect(await refusalOf(Buffer.from('M\xe3 c\xe1n b\xf4\xf2;T\xean\r\n001;Ho\xe0\r\n', 'latin1'))).toBe('csv-encoding');
  });

  test('with a quote that never closes is refused, and so are legacy letters and secrecy markings', async () => {
    expect(await refusalOf(csv('a,b\n"x,y\n'))).toBe('unclosed-quote');
    expect(await refusalOf(csv('Hä tªn,§¬n vÞ\nNguyÔn V¨n A,Uû ban nh©n d©n\nQuyÕt ®Þnh,Céng hoµ'))).toBe('legacy-encoding');
    expect(await refusalOf(csv('Độ mật: Tối mật\nMã cán bộ,Tên\n1,A'))).toBe('secret-mark');
  });

  test('holds nothing a spreadsheet would run', async () => {
    const rows: SheetCell[][] = [
      ['=1+1'],
      ['+84'],
      ['-x'],
      ['@y'],
      [-5],
      [{ date: asLegalDate('2026-03-02') }],
      [null],
      ['a,"b"\nc'],
    ];
    const text = (await whole(writeCsv({ name: 'x', preface: [], head: ['a'], rows }))).toString('utf8');
    expect(text).toBe(`\ufeffa\r\n'=1+1\r\n'+84\r\n'-x\r\n'@y\r\n-5\r\n2026-03-02\r\n\r\n"a,""b""\nc"\r\n`);
  });

  test('says again exactly what was written', async () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((t) => !t.includes('\0') && !t.startsWith("'"));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }), async (rows) => {
        const text = (await whole(writeCsv(table(rows)))).toString('utf8');
        expect(readCsvRows(text.slice(1))).toEqual([HEAD, ...rows]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a workbook', () => {
  test('is read with days, numbers, leading zeros and true row numbers, whoever wrote it', async () => {
    const bytes = await writeOther(
      [
        [null],
        [null, { value: 'Danh sách', type: String }],
        [
          { value: '00123', type: String },
          { value: 123456789012, type: Number },
          { value: new Date('2025-07-01T00:00:00Z'), type: Date, format: 'dd/mm/yyyy' },
          { value: 45839, type: Number },
        ],
      ],
      { dateFormat: 'dd/mm/yyyy' },
    ).toBuffer();
    expect(await rowsOf(bytes)).toEqual([
      ['', '', '', ''],
      ['', 'Danh sách', '', ''],
      ['00123', '123456789012', '2025-07-01', '45839'],
    ]);
  });

  test('says again what was written, sheet by sheet', async () => {
    const rows: SheetCell[][] = [
      ['=1+1', 'Nguyễn & <Văn> "A"', { date: asLegalDate('2025-07-01') }],
      ['_x000D_', null, 1234.5],
    ];
    const bytes = await whole(writeXlsx([{ ...table(rows), preface: ['Nguồn: thử'] }, table([], 'Cán bộ')]));
    const read = await readSheets(bytes);
    expect(read).toMatchObject({
      ok: true,
      type: 'xlsx',
      sheets: [
        {
          name: 'Cán bộ',
          rows: [['Nguồn: thử', '', ''], HEAD, ['=1+1', 'Nguyễn & <Văn> "A"', '2025-07-01'], ['_x000D_', '', '1234.5']],
        },
        { name: 'Cán bộ 2', rows: [HEAD] },
      ],
    });
  });

  test('shows an error of a formula as the text of its cell', async () => {
    const bytes = await whole(writeXlsx([table([['1', 'x', null]])]));
    const broken = replaceInSheet(
      bytes,
      '<is><t xml:space="preserve">x</t></is>',
      '<f>1/0</f><v>#DIV/0!</v>',
      ' t="inlineStr"',
      ' t="e"',
    );
    expect((await rowsOf(await broken))[1]).toEqual(['1', '#DIV/0!', '']);
    const stray = replaceInSheet(bytes, '<is><t xml:space="preserve">x</t></is>', '<v>99</v>', ' t="inlineStr"', ' t="s"');
    expect(await readSheets(await stray)).toMatchObject({ refusal: { code: 'unreadable-cell', params: { row: 2, column: 2 } } });
  });

  test('that is none, is locked, old, macro-laden or a bomb is refused', async () => {
    expect(await refusalOf(makeDocx(['x']))).toBe('not-what-it-says');
    expect(await refusalOf(Buffer.from('<html><body>x</body></html>'))).toBe('unknown-type');
    expect(await refusalOf(Buffer.from('%PDF-1.7\n\u0000\u0001'))).toBe('unknown-type');
    expect(await refusalOf(Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(64)]))).toBe('old-excel');
    const parts = docxParts(['x']).map((part) => ({ ...part, name: part.name.replace('word/document', 'xl/workbook') }));
    expect(await refusalOf(writeStoredZip([...parts, { name: 'xl/vbaProject.bin', bytes: Buffer.from('x') }]))).toBe('macro');
    expect(await refusalOf(writeStoredZip(parts))).toBe('damaged');
    expect(await refusalOf(makeBomb('xl/workbook.xml', 120))).toBe('bomb');
    expect(await refusalOf(Buffer.alloc(0))).toBe('empty');
  });

  test('of twenty thousand rows is read whole, one row more is refused', async () => {
    const rows = (n: number) => Array.from({ length: n }, (_, i) => [`QN-${i}`, 'Nguyễn Văn', String(i)]);
    expect(await rowsOf(await whole(writeXlsx([table(rows(19_999))])))).toHaveLength(20_000);
    expect(await refusalOf(await whole(writeXlsx([table(rows(20_000))])))).toBe('too-many-rows');
  });
});

test('every refusal of a file of sheets has its sentence', () => {
  const codes = listKeys(documentMessages.vi.sheet);
  expect(listKeys(documentMessages.en.sheet)).toEqual(codes);
  expect(codes).toContain('csv-encoding');
});

/** The first sheet of a workbook, stored anew with some of its XML replaced in the cell B2. */
async function replaceInSheet(bytes: Buffer, from: string, to: string, fromType: string, toType: string): Promise<Buffer> {
  const { takeParts } = await import('../reading/zip-parts.ts');
  const parts = await takeParts(bytes, /./u, 1_000_000);
  return writeStoredZip(
    parts.map((part) => {
      if (!part.name.endsWith('sheet1.xml')) return part;
      const xml = Buffer.from(part.bytes).toString('utf8').replace(`<c r="B2"${fromType}>${from}`, `<c r="B2"${toType}>${to}`);
      return { ...part, bytes: Buffer.from(xml) };
    }),
  );
}
