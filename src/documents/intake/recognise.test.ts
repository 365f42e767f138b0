import { describe, expect, it } from 'vitest';
import { recognise } from './recognise.ts';
import type { RecognisedDocument } from './recognised.ts';

const texts = ({ sentences }: RecognisedDocument): string[] => sentences.map(({ text }) => text);
const duties = ({ sentences }: RecognisedDocument): (readonly [string | undefined, string, string | undefined])[] =>
  sentences.flatMap(({ obligations }) =>
    obligations.map(({ who, must, by }) => [who?.text, must.text, by?.date ?? by?.text] as const),
  );

const PARTY_LETTER = `ĐẢNG BỘ TỈNH HẢI LĂNG
TỈNH ỦY HẢI LĂNG
*
Số 118-CV/TU
về việc tháo gỡ vướng mắc cho các dự án bến thuyền

ĐẢNG CỘNG SẢN VIỆT NAM
Hải Lăng, ngày 05 tháng 3 năm 2025

Kính gửi:
- Đảng ủy Ủy ban nhân dân tỉnh;
- Các đảng ủy xã, phường.

Thực hiện Kết luận số 7-KL/TW ngày 02/01/2024 của Ban Bí thư, Ban Thường vụ Tỉnh ủy yêu cầu:
1. Đảng ủy Ủy ban nhân dân tỉnh chỉ đạo rà soát các dự án bến thuyền, báo cáo trước ngày 31/3/2025.
2. Các đảng ủy xã, phường:
a) Nắm chắc tình hình tại TP. Hạ Môn và P. Bến Lở;
b) Đề xuất cách giải quyết trong quý II/2025.
3. Giao Văn phòng Tỉnh ủy theo dõi, đôn đốc việc thực hiện.

Nơi nhận:
- Như trên,
- Lưu Văn phòng.
T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ`;

describe('a letter of a Party committee', () => {
  const letter = recognise(PARTY_LETTER);

  it('is known by number, form, issuer, place, date and type', () => {
    expect(letter.number).toMatchObject({ text: '118-CV/TU', normalized: '118-CV/TU', form: 'party' });
    expect(letter.issuer?.name).toBe('Tỉnh ủy Hải Lăng');
    expect(letter.place?.text).toBe('Hải Lăng');
    expect(letter.date?.date).toBe('2025-03-05');
    expect(letter.type).toEqual({ code: 'dispatch', name: 'Công văn' });
    expect(letter.subject?.text).toBe('tháo gỡ vướng mắc cho các dự án bến thuyền');
    expect(letter.addressees).toEqual(['Đảng ủy Ủy ban nhân dân tỉnh', 'Các đảng ủy xã, phường']);
    expect(letter.language).toBe('vi');
  });

  it('cites the conclusion with its issuer and date, and not itself', () => {
    expect(letter.cited).toHaveLength(1);
    expect(letter.cited[0]).toMatchObject({
      normalized: '7-KL/TW',
      issuer: 'Ban Bí thư',
      date: '2024-01-02',
      type: { code: 'conclusion' },
    });
  });

  it('numbers the statements of the body only and keeps what they stand under', () => {
    expect(letter.sentences.map(({ n }) => n)).toEqual([1, 2, 3, 4]);
    expect(letter.sentences.map(({ heading }) => heading?.split(' › ').slice(-2).join(' › '))).toEqual([
      expect.stringContaining('1'),
      '2. Các đảng ủy xã, phường › a',
      '2. Các đảng ủy xã, phường › b',
      expect.stringContaining('3'),
    ]);
    expect(letter.sections.map(({ kind }) => kind)).toEqual(['header', 'body', 'recipients']);
  });

  it('proposes who must do what by when', () => {
    expect(duties(letter)).toEqual([
      ['Đảng ủy Ủy ban nhân dân tỉnh', 'chỉ đạo rà soát các dự án bến thuyền, báo cáo trước ngày 31/3/2025', '2025-03-31'],
      ['Các đảng ủy xã, phường', 'Nắm chắc tình hình tại TP. Hạ Môn và P. Bến Lở', undefined],
      ['Các đảng ủy xã, phường', 'Đề xuất cách giải quyết trong quý II/2025', '2025-06-30'],
      ['Văn phòng Tỉnh ủy', 'theo dõi, đôn đốc việc thực hiện', undefined],
    ]);
  });

  it('is the same with decomposed letters, old tone placement and Windows line ends', () => {
    const other = recognise(
      PARTY_LETTER.replaceAll('ỦY', 'UỶ').replaceAll('ủy', 'uỷ').replaceAll('Ủy', 'Uỷ').normalize('NFD').replaceAll('\n', '\r\n'),
    );
    expect(other.number?.normalized).toBe('118-CV/TU');
    expect(other.sentences).toHaveLength(4);
    expect(duties(other)[0]?.[0]).toBe('Đảng uỷ Uỷ ban nhân dân tỉnh');
  });
});

const DECISION = `ỦY BAN NHÂN DÂN
TỈNH HẢI LĂNG
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 9/2025/QĐ-UBND    Hải Lăng, ngày 01/4/2025

QUYẾT ĐỊNH
Ban hành Quy chế tiếp nhận phản ánh

CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH
Căn cứ Luật Giả định ngày 19 tháng 6 năm 2015;
Căn cứ Nghị định số 12/2019/NĐ-CP;
QUYẾT ĐỊNH:
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi
Quy chế này áp dụng cho các sở. Trang 32.5 và số 1.234 không phải là chỗ ngắt.
Điều 2. Chánh Văn phòng, Giám đốc các sở chịu trách nhiệm thi hành Quyết định này./.`;

describe('a decision of a People’s Committee', () => {
  const decision = recognise(DECISION);

  it('joins the issuer over two lines and reads number, place and date from one', () => {
    expect(decision.issuer?.name).toBe('Ủy ban nhân dân tỉnh Hải Lăng');
    expect(decision.number?.text).toBe('9/2025/QĐ-UBND');
    expect(decision.place?.text).toBe('Hải Lăng');
    expect(decision.date?.date).toBe('2025-04-01');
    expect(decision.type?.code).toBe('decision');
    expect(decision.subject?.text).toBe('Ban hành Quy chế tiếp nhận phản ánh');
  });

  it('keeps legal grounds out of the statements and articles as headings', () => {
    expect(decision.sections.map(({ kind }) => kind)).toEqual(['header', 'basis', 'body']);
    expect(decision.sentences.map(({ heading, text }) => [heading, text])).toEqual([
      ['Chương I › QUY ĐỊNH CHUNG › Điều 1. Phạm vi', 'Quy chế này áp dụng cho các sở.'],
      ['Chương I › QUY ĐỊNH CHUNG › Điều 1. Phạm vi', 'Trang 32.5 và số 1.234 không phải là chỗ ngắt.'],
      ['Chương I › QUY ĐỊNH CHUNG › Điều 2', 'Chánh Văn phòng, Giám đốc các sở chịu trách nhiệm thi hành Quyết định này./.'],
    ]);
    expect(duties(decision)).toEqual([
      ['Chánh Văn phòng, Giám đốc các sở', 'chịu trách nhiệm thi hành Quyết định này./', undefined],
    ]);
  });

  it('cites laws without a number by title and date', () => {
    expect(decision.cited.map(({ title, normalized }) => title ?? normalized)).toEqual(['Giả định', '12/2019/NĐ-CP']);
  });
});

describe('a report in English', () => {
  const report = recognise(
    'On 3 March, the Hai Lang Provincial Party Committee issued Official Dispatch No. 118-CV/TU on clearing moorings. It follows Conclusion No. 7-KL/TW dated January 2, 2024 of the Secretariat.\n' +
      'The Standing Committee requests all departments to: Review the rules by 30 April 2025; promptly propose changes.\n' +
      'The Inspection Commission monitors the implementation; strengthens supervision.\nSource\nComment (3)',
  );

  it('takes the document it tells of, not the one it cites', () => {
    expect(report).toMatchObject({
      number: { normalized: '118-CV/TU' },
      issuer: { name: 'Hai Lang Provincial Party Committee' },
      type: { code: 'dispatch' },
      language: 'en',
    });
    expect(report.subject?.text).toBe('clearing moorings');
    expect(report.cited[0]).toMatchObject({ normalized: '7-KL/TW', issuer: 'Secretariat', date: '2024-01-02' });
  });

  it('gives a day without a year as a hint and never guesses the year', () => {
    expect(report.date).toBeUndefined();
    expect(report.dateHint).toMatchObject({ text: '3 March', day: 3, month: 3 });
  });

  it('cuts a list of orders at its semicolons and carries the bearer along', () => {
    expect(duties(report)).toEqual([
      ['all departments', 'Review the rules by 30 April 2025', '2025-04-30'],
      ['all departments', 'promptly propose changes', undefined],
      ['The Inspection Commission', 'monitors the implementation', undefined],
      ['The Inspection Commission', 'strengthens supervision', undefined],
    ]);
  });

  it('leaves out what belongs to the web page', () => {
    expect(report.sections.at(-1)?.kind).toBe('trailer');
    expect(texts(report).join(' ')).not.toContain('Comment');
  });
});

describe('wrapped lines', () => {
  it('are joined without changing the length, and lists are not', () => {
    const wrapped =
      'Ban Thường vụ yêu cầu các cấp ủy tiếp tục rà soát quy chế làm việc của cơ quan, đơn\nvị mình cho sát với tình hình thực tế, phù hợp năng lực và sở trường của từng cán bộ\nTrung ương và địa phương trong toàn tỉnh, báo cáo kết quả về Văn phòng trước ngày 1\ntháng 6 năm 2025.\n- Các sở gửi báo cáo.\n- Các xã gửi báo cáo.';
    const document = recognise(wrapped);
    expect(document.text).toHaveLength(wrapped.length);
    expect(document.sentences).toHaveLength(3);
    expect(duties(document)[0]?.[2]).toBe('2025-06-01');
  });
});

describe('words that only look like orders', () => {
  it.each([
    'Các sở đã tổ chức thực hiện nghiêm chỉ đạo của Ủy ban.',
    'Theo yêu cầu của thực tiễn, giao thông là khâu đột phá.',
    'Báo cáo này gồm ba phần.',
    'The committee has agreed on a target that requires determination to clear resources.',
    'Quyết định này có hiệu lực thi hành sau 10 ngày kể từ ngày ký.',
  ])('%s', (sentence) => {
    expect(duties(recognise(sentence))).toEqual([]);
  });
});
