import { describe, expect, it } from 'vitest';
import { documentIdentity } from '../../kernel/document-identity.ts';
import { asLegalDate } from '../../kernel/time.ts';
import { findCitations } from './citations.ts';
import { findDates } from './dates.ts';
import { findDeadline } from './deadlines.ts';
import { findDocumentNumbers, readSymbol } from './document-numbers.ts';
import { toReadingCase } from './issuers.ts';
import { splitSentences } from './split-sentences.ts';

describe('document numbers', () => {
  it.each([
    ['2545-CV/TU', 'party', 'CV', 'TU'],
    ['14-KL/TW', 'party', 'KL', 'TW'],
    ['399-QĐ/TW', 'party', 'QĐ', 'TW'],
    ['05/CT-TTg', 'state', 'CT', 'TTg'],
    ['23/2017/QĐ-UBND', 'state', 'QĐ', 'UBND'],
    ['46/2015/NĐ-CP', 'state', 'NĐ', 'CP'],
    ['206/2025/QH15', 'state', undefined, 'QH'],
    ['01/NQ-CP', 'state', 'NQ', 'CP'],
  ])('%s is read with or without its announcing word', (number, form, type, body) => {
    for (const text of [`Số: ${number}`, `Số ${number}`, `No. ${number}`, `theo ${number} này`]) {
      const found = findDocumentNumbers(text);
      expect(found.map((one) => [one.text, one.form])).toEqual([[number, form]]);
      expect(found.map(readSymbol)).toEqual([{ ...(type ? { type } : {}), body }]);
    }
  });

  it('reads spaces, long dashes, decomposed and small letters after the word for number', () => {
    expect(findDocumentNumbers('SỐ: 2545 – cv/tu')[0]?.normalized).toBe('2545-CV/TU');
    expect(findDocumentNumbers('Số: 1234/UBND-TH')[0]).toMatchObject({ form: 'state' });
  });

  it('does not take dates, ratios and speeds for numbers', () => {
    expect(findDocumentNumbers('ngày 08/01/2025, 50 km/h, 24/7, 3/A, 1.234/5.678')).toEqual([]);
  });
});

describe('dates', () => {
  it.each([
    ['Hà Nội, ngày 04 tháng 02 năm 2025', '2025-02-04'],
    ['ngày 20/01/2017', '2017-01-20'],
    ['20-1-2017', '2017-01-20'],
    ['February 26, 2025', '2025-02-26'],
    ['26 February 2025', '2025-02-26'],
    ['2025-02-26', '2025-02-26'],
    ['February 26', undefined],
    ['ngày 26/2', undefined],
  ])('%s', (text, date) => {
    expect(findDates(text).map((found) => found.date)).toEqual([date]);
  });

  it('leaves out days that do not exist and what is part of a number', () => {
    expect(findDates('ngày 31/02/2026, 32/01/2025, 23/2017/QĐ, 1.2.34')).toEqual([]);
  });
});

describe('deadlines', () => {
  it.each([
    ['hoàn thành trước ngày 15/3/2025', '2025-03-15', true],
    ['báo cáo chậm nhất là ngày 15 tháng 3 năm 2025', '2025-03-15', undefined],
    ['gửi trước 17h00 ngày 15/3/2025', '2025-03-15', undefined],
    ['xong trong tháng 2/2024', '2024-02-29', undefined],
    ['trước tháng 6/2025', '2025-06-01', true],
    ['trong quý I năm 2025', '2025-03-31', undefined],
    ['report by March 15, 2025', '2025-03-15', undefined],
    ['before 15 March 2025', '2025-03-15', true],
    ['in the fourth quarter of 2025', '2025-12-31', undefined],
    ['within 10 working days', undefined, undefined],
    ['trong thời hạn 5 ngày làm việc', undefined, undefined],
    ['định kỳ hằng quý', undefined, undefined],
    ['trước ngày 15/3', undefined, true],
  ])('%s', (clause, date, before) => {
    const found = findDeadline(clause);
    expect(found && [found.date, found.before]).toEqual([date, before]);
  });

  it('does not take the day of a cited paper for a limit', () => {
    expect(findDeadline('thực hiện Chỉ thị số 45/CT-TTg ngày 18 tháng 12 năm 2024')).toBeUndefined();
    expect(findDeadline('công việc chưa hoàn thành trong năm 2024')).toBeUndefined();
  });
});

describe('sentences', () => {
  it('end at full stops, but not behind shortenings, numbers of articles and within figures', () => {
    const text =
      'Đ/c A về TP. Hạ Long, P. Mông Dương, v.v. và xem No. 2545, Art. 5, Điều 3. Mục 32.5 là 1.234 đồng. Ngày 08/01/2025 họp. Xong';
    expect(splitSentences(text).map(([start, end]) => text.slice(start, end))).toEqual([
      'Đ/c A về TP. Hạ Long, P. Mông Dương, v.v. và xem No. 2545, Art. 5, Điều 3. Mục 32.5 là 1.234 đồng.',
      'Ngày 08/01/2025 họp.',
      'Xong',
    ]);
  });
});

describe('names in reading case', () => {
  it.each([
    ['ỦY BAN NHÂN DÂN TỈNH NGHỆ AN', 'Ủy ban nhân dân tỉnh Nghệ An'],
    ['THỦ TƯỚNG CHÍNH PHỦ', 'Thủ tướng Chính phủ'],
    ['BAN THƯỜNG VỤ TỈNH ỦY', 'Ban Thường vụ Tỉnh ủy'],
    ['SỞ NỘI VỤ', 'Sở Nội vụ'],
    ['Sở Nội vụ', 'Sở Nội vụ'],
  ])('%s', (printed, name) => {
    expect(toReadingCase(printed)).toBe(name);
  });
});

describe('citations', () => {
  it('share the date and issuer at the end of a list', () => {
    const cited = findCitations(
      'các Nghị quyết số 01/NQ-CP, Nghị quyết số 02/NQ-CP ngày 08/01/2025 của Chính phủ và các văn bản',
      undefined,
    );
    expect(cited.map(({ normalized, date, issuer }) => [normalized, date, issuer])).toEqual([
      ['01/NQ-CP', '2025-01-08', 'Chính phủ'],
      ['02/NQ-CP', '2025-01-08', 'Chính phủ'],
    ]);
  });

  it('keep two papers of the same number and different dates apart', () => {
    const cited = findCitations(
      'Kết luận số 14-KL/TW ngày 22/9/2021 của Bộ Chính trị; Kết luận số 14-KL/TW ngày 20/3/2026 của Bộ Chính trị',
      undefined,
    );
    expect(cited.map(({ date }) => date)).toEqual(['2021-09-22', '2026-03-20']);
  });
});

describe('documentIdentity', () => {
  const date = asLegalDate('2025-02-26');
  const identity = documentIdentity({ number: '2545-CV/TU', issuer: 'Tỉnh ủy Quảng Ninh', date });

  it('is alike for case, spaces, dashes, tone placement and decomposed letters', () => {
    expect(documentIdentity({ number: ' số: 2545 – cv/tu', issuer: 'TỈNH  UỶ QUẢNG NINH'.normalize('NFD'), date })).toBe(
      identity,
    );
    expect(documentIdentity({ number: '5/CT-TTg', issuer: 'A', date })).toBe(
      documentIdentity({ number: '05/CT-TTG', issuer: 'A', date }),
    );
  });

  it('differs by date and by issuer, since a number alone is no identity', () => {
    expect(documentIdentity({ number: '2545-CV/TU', issuer: 'Tỉnh ủy Quảng Ninh', date: asLegalDate('2026-02-26') })).not.toBe(
      identity,
    );
    expect(documentIdentity({ number: '2545-CV/TU', issuer: 'Tỉnh ủy Nghệ An', date })).not.toBe(identity);
  });
});
