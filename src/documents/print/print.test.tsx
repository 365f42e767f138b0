/** Papers as files: every mark survives, the archive mark and the tags are there, the same paper gives the same bytes. */
import fc from 'fast-check';
import mammoth from 'mammoth';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { asLegalDate } from '../../kernel/time.ts';
import { formConfidence, layOut, numberLine, paperDate } from '../form.ts';
import { bareTitle, LETTER, type OfficialDocument, signsFor } from '../model.ts';
import { paperToDocx } from './docx.ts';
import { PaperSheet } from './html.tsx';
import { paperToPdf } from './pdf.ts';
import { printableText } from './printable.ts';
import { setInPdf } from './typst.ts';

const HASH = '3fa2'.repeat(16);
/** Every vowel of the language with every mark, in both cases. */
const MARKS =
  'a à ả ã á ạ ă ằ ẳ ẵ ắ ặ â ầ ẩ ẫ ấ ậ đ e è ẻ ẽ é ẹ ê ề ể ễ ế ệ i ì ỉ ĩ í ị o ò ỏ õ ó ọ ô ồ ổ ỗ ố ộ ơ ờ ở ỡ ớ ợ u ù ủ ũ ú ụ ư ừ ử ữ ứ ự y ỳ ỷ ỹ ý ỵ';

const decision: OfficialDocument = {
  version: 1,
  issuer: {
    form: 'state',
    name: 'Sở Nông nghiệp và Môi trường',
    superior: 'Ủy ban nhân dân tỉnh Quảng Ninh',
    place: 'Quảng Ninh',
  },
  type: { name: 'Quyết định', symbol: 'QĐ' },
  number: '12/QĐ-SNNMT',
  on: asLegalDate('2026-02-05'),
  summary: 'Về việc cho phép thực hiện thí điểm',
  addressees: ['Giám đốc Sở Tài chính', 'Chủ tịch UBND phường'],
  blocks: [
    { is: 'ground', text: 'Căn cứ Nghị định số 73/2023/NĐ-CP;' },
    { is: 'verdict', text: 'QUYẾT ĐỊNH:' },
    { is: 'article', number: 1, title: 'Cho phép.', paragraphs: ['- Như trên; *không đậm* #pagebreak() $x$ @a <b>', MARKS] },
    { is: 'heading', text: 'Chỉ số' },
    { is: 'list', items: ['Một', 'Hai'] },
    {
      is: 'table',
      title: 'Chỉ số đo',
      columns: [
        { title: 'Tên', isNumber: false },
        { title: 'Số', isNumber: true },
      ],
      rows: [['Số ngày', '365']],
    },
    { is: 'quote', by: 'Ban Tổ chức', text: `${MARKS.toLocaleUpperCase('vi')}\nNhất trí.` },
  ],
  notes: ['Ban hành sau thời hạn.'],
  signatures: [{ instead: 'KT. Giám đốc', title: 'Phó Giám đốc', name: 'Người Ký' }],
  recipients: ['Như Điều 3', 'Lưu: VT'],
  source: { dossier: 'DX-2026-00012', act: 14 },
};
const party: OfficialDocument = {
  ...decision,
  issuer: { form: 'party', name: 'Ban Tổ chức Tỉnh ủy Quảng Ninh', superior: 'Tỉnh ủy Quảng Ninh', place: 'Quảng Ninh' },
  number: '45-QĐ/BTCTU',
};
const letter: OfficialDocument = { ...decision, type: LETTER, number: null, summary: 'Đề nghị cho ý kiến' };
const long: OfficialDocument = {
  ...decision,
  blocks: Array.from({ length: 60 }, (_, i) => ({ is: 'article' as const, number: i + 1, title: 'Điều.', paragraphs: [MARKS] })),
};

const squeeze = (text: string): string => text.normalize('NFC').replace(/\s+/g, '');

async function readPdf(bytes: Buffer) {
  const file = await getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, isEvalSupported: false }).promise;
  const pages: string[] = [];
  const roles: string[] = [];
  for (let n = 1; n <= file.numPages; n += 1) {
    const page = await file.getPage(n);
    const { items } = await page.getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(' '));
    const walk = (node: unknown): void => {
      const { role, children = [] } = node as { readonly role?: string; readonly children?: readonly unknown[] };
      if (role !== undefined) roles.push(role);
      children.forEach(walk);
    };
    walk(await page.getStructTree());
  }
  const { info, metadata } = await file.getMetadata();
  return {
    pages,
    roles,
    info: info as Readonly<Record<string, unknown>>,
    xmp: metadata?.getRaw() ?? '',
    marked: await file.getMarkInfo(),
  };
}

const CHECK = `https://khoithong.test/so-cai/kiem-tra?la=${'q'.repeat(43)}`;

describe('a paper that can be looked up in the ledger', () => {
  it('carries the code on the page and in the PDF, and its address in the Word file; without one it carries nothing', async () => {
    const html = renderToString(<PaperSheet document={decision} hash={HASH} checkUrl={CHECK} />);
    expect(html).toContain('aria-label="Quét mã để kiểm tra trong sổ cái"');
    expect(renderToString(<PaperSheet document={decision} hash={HASH} />)).not.toContain('checkcode');
    const pdf = await paperToPdf(decision, HASH, setInPdf, CHECK);
    expect(pdf.equals(await paperToPdf(decision, HASH, setInPdf, CHECK))).toBe(true);
    const { pages } = await readPdf(pdf);
    expect(pages.join(' ')).toContain('Quét mã để kiểm tra trong sổ cái');
    expect((await readPdf(await paperToPdf(decision, HASH, setInPdf))).pages.join(' ')).not.toContain('Quét mã');
    const word = await mammoth.extractRawText({ buffer: await paperToDocx(decision, HASH, CHECK) });
    expect(word.value).toContain(CHECK);
  });
});

describe('PDF', () => {
  it.each([decision, party])('carries every mark, and text as text', async (document) => {
    const { pages } = await readPdf(await paperToPdf(document, HASH));
    const text = squeeze(pages.join(''));
    for (const wanted of [
      MARKS,
      MARKS.toLocaleUpperCase('vi'),
      '- Như trên; *không đậm* #pagebreak() $x$ @a <b>',
      document.number ?? '',
    ])
      expect(text).toContain(squeeze(wanted));
  });

  it('is PDF/A-2a with tags, a title and the language', async () => {
    const bytes = await paperToPdf(decision, HASH);
    const { roles, info, xmp, marked } = await readPdf(bytes);
    expect(xmp).toMatch(/pdfaid:part(?:>|=")2/);
    expect(xmp).toMatch(/pdfaid:conformance(?:>|=")A/);
    expect(marked).toMatchObject({ Marked: true });
    expect(info['Language']).toBe('vi-VN');
    expect(info['Title']).toContain('Quyết định 12/QĐ-SNNMT');
    for (const role of ['H1', 'H2', 'P', 'Table', 'TH', 'TD']) expect(roles).toContain(role);
    expect(bytes.toString('latin1')).toContain('/StructTreeRoot');
  });

  it('says page x of y, the number of a page above from the second on', async () => {
    const { pages } = await readPdf(await paperToPdf(long, HASH));
    expect(pages.length).toBeGreaterThan(3);
    for (const [i, text] of pages.entries()) expect(text).toContain(`trang ${i + 1}/${pages.length}`);
    expect(pages[1]?.trimStart().startsWith('2')).toBe(true);
    expect(pages[0]?.trimStart().startsWith('1')).toBe(false);
  });

  it('the same paper gives the same bytes, whatever was printed between, and sets whatever people type', async () => {
    const first = await paperToPdf(decision, HASH);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ maxLength: 60 }), async (text, name) => {
        const odd = {
          ...decision,
          summary: name,
          blocks: [
            { is: 'paragraph' as const, text },
            { is: 'quote' as const, by: name, text },
          ],
          notes: [text],
        };
        expect((await paperToPdf(odd, HASH, setInPdf)).equals(await paperToPdf(odd, HASH, setInPdf))).toBe(true);
      }),
      { numRuns: 40 },
    );
    expect((await paperToPdf(decision, HASH)).equals(first)).toBe(true);
  });
});

describe('DOCX', () => {
  it.each([decision, party])('carries every mark, and the same paper gives the same bytes', async (document) => {
    const bytes = await paperToDocx(document, HASH);
    const { value } = await mammoth.extractRawText({ buffer: bytes });
    for (const wanted of [
      MARKS,
      MARKS.toLocaleUpperCase('vi'),
      'Số ngày',
      '365',
      'KT. GIÁM ĐỐC',
      'Người Ký',
      'Ban hành sau thời hạn.',
    ])
      expect(squeeze(value)).toContain(squeeze(wanted));
    expect((await paperToDocx(document, HASH)).equals(bytes)).toBe(true);
  });
});

describe('HTML', () => {
  it.each([decision, party, long])('says what the others say', (document) => {
    const html = renderToString(<PaperSheet document={document} hash={HASH} />);
    const sheet = layOut(document, HASH);
    for (const wanted of [sheet.number, sheet.date, sheet.type, sheet.summary, sheet.foot]) expect(html).toContain(wanted);
    expect(html).toContain(MARKS);
    expect(html).not.toContain(' style=');
  });
});

describe('the form', () => {
  it('writes number, day and stand-in as each side of the house does', () => {
    expect(numberLine(decision)).toBe('Số: 12/QĐ-SNNMT');
    expect(numberLine(party)).toBe('Số 45-QĐ/BTCTU');
    expect(numberLine({ ...decision, number: null })).toBe('Số: ……/QĐ-……');
    expect(numberLine({ ...party, number: null })).toBe('Số ……-QĐ/……');
    expect(paperDate(asLegalDate('2026-02-05'))).toBe('ngày 05 tháng 02 năm 2026');
    expect(paperDate(asLegalDate('2026-03-26'))).toBe('ngày 26 tháng 3 năm 2026');
    expect(signsFor('party', 'TM', 'Ban Thường vụ')).toBe('T/M Ban Thường vụ');
    expect(signsFor('state', 'KT', 'Giám đốc')).toBe('KT. Giám đốc');
    expect(bareTitle('Giám đốc Sở Tài chính', 'Sở Tài chính')).toBe('Giám đốc');
  });

  it('breaks the names of the letterhead where they are read, and does not say the superior twice', () => {
    expect(layOut(decision, HASH)).toMatchObject({
      superior: ['ỦY BAN NHÂN DÂN', 'TỈNH QUẢNG NINH'],
      issuer: ['SỞ NÔNG NGHIỆP', 'VÀ MÔI TRƯỜNG'],
      recipients: ['- Như Điều 3;', '- Lưu: VT.'],
    });
    expect(layOut(party, HASH)).toMatchObject({
      superior: ['TỈNH ỦY QUẢNG NINH'],
      issuer: ['BAN TỔ CHỨC'],
      recipients: ['- Như Điều 3,', '- Lưu: VT.'],
    });
  });

  it('owns that it was not read in the original', () => {
    expect([formConfidence('state'), formConfidence('party')]).toEqual(['unverified', 'unverified']);
  });

  it('gives a letter no name: what it is about stands under its number', async () => {
    expect(layOut(letter, HASH)).toMatchObject({ type: '', summary: '', subject: 'V/v đề nghị cho ý kiến', number: 'Số: ……/……' });
    const html = renderToString(<PaperSheet document={letter} hash={HASH} />);
    const { value } = await mammoth.extractRawText({ buffer: await paperToDocx(letter, HASH) });
    const { pages, roles } = await readPdf(await paperToPdf(letter, HASH));
    for (const text of [html, value, pages.join(' ')]) {
      expect(squeeze(text)).toContain(squeeze('V/v đề nghị cho ý kiến'));
      expect(text).not.toMatch(/CÔNG VĂN|-CV/);
    }
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(roles).toContain('H1');
  });

  it('has a sign on paper for everything somebody typed', () => {
    expect(printableText('a\u0302\u0301 😀 中 \u202eabc\u200b \ue000\tx')).toBe('ấ □ □ abc □ x');
  });
});
