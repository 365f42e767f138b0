import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyDay, at, calendar, day } from './builders.test-support.ts';
import { parseDateInput } from './date-input.ts';
import {
  formatDate,
  formatLetterDate,
  formatMoney,
  formatMoneyExact,
  formatNumber,
  formatPercent,
  formatStamp,
  formatTime,
  formatWeekdayDate,
} from './format.ts';

test('dates and times read as officials write them', () => {
  expect(formatDate(day('26/02/2025'))).toBe('26/02/2025');
  expect(formatWeekdayDate(day('20/03/2025'), 'vi')).toBe('Thứ Năm, 20/03/2025');
  expect(formatWeekdayDate(day('20/03/2025'), 'en')).toBe('Thursday, 20/03/2025');
  expect(formatWeekdayDate(day('23/03/2025'), 'vi')).toBe('Chủ Nhật, 23/03/2025');
  expect(formatTime(at('09:05 26/02/2025'))).toBe('09:05');
  expect(formatStamp(at('00:00 26/02/2025'))).toBe('00:00 26/02/2025');
  expect(formatLetterDate(day('06/02/2025'))).toBe('ngày 06 tháng 02 năm 2025');
});

test('numbers group by points in Vietnamese and by commas in English', () => {
  expect(formatNumber(1234567.5, 'vi')).toBe('1.234.567,5');
  expect(formatNumber(1234567.5, 'en')).toBe('1,234,567.5');
  expect(formatPercent(14.25, 'vi')).toBe('14,25%');
  expect(formatPercent(14.25, 'en')).toBe('14.25%');
});

test.each<[bigint | number, string, string]>([
  [1_234_500_000_000n, '1.234,5 tỷ đồng', '1,234.5 billion VND'],
  [850_000_000, '850 triệu đồng', '850 million VND'],
  [1_000_000_000n, '1 tỷ đồng', '1 billion VND'],
  [999_940_000n, '999,9 triệu đồng', '999.9 million VND'],
  [999_960_000n, '1 tỷ đồng', '1 billion VND'],
  [1_250_000_000n, '1,3 tỷ đồng', '1.3 billion VND'],
  [999_999n, '999.999 đồng', '999,999 VND'],
  [0n, '0 đồng', '0 VND'],
  [-1_200_000_000n, '-1,2 tỷ đồng', '-1.2 billion VND'],
])('%s đồng reads %s', (dong, vi, en) => {
  expect(formatMoney(dong, 'vi')).toBe(vi);
  expect(formatMoney(dong, 'en')).toBe(en);
});

test('every đồng can be shown', () => {
  expect(formatMoneyExact(1_234_567_890_123n, 'vi')).toBe('1.234.567.890.123 đồng');
});

const context = { today: day('20/04/2026'), calendar };

test.each([
  ['26/2', '26/02/2026'],
  ['26022025', '26/02/2025'],
  ['260225', '26/02/2025'],
  ['26-2-25', '26/02/2025'],
  ['26.2', '26/02/2026'],
  ['26.2.2025', '26/02/2025'],
  [' 26 / 02 / 2025 ', '26/02/2025'],
  ['2025-02-26', '26/02/2025'],
  ['+5', '28/04/2026'],
  ['hôm nay', '20/04/2026'],
  ['HÔM NAY'.normalize('NFD'), '20/04/2026'],
  ['hom nay', '20/04/2026'],
  ['today', '20/04/2026'],
  ['ngày mai', '21/04/2026'],
  ['29/2/2024', '29/02/2024'],
])('%s is understood as %s', (text, expected) => {
  expect(parseDateInput(text, context)).toEqual({ ok: true, date: day(expected) });
});

test.each([
  '31/02/2026',
  '29/2',
  '32/1',
  '0/1',
  '26/13',
  '26/2/202',
  'mai',
  '',
  '26',
  '+',
  '2026-02-31',
  '26/2/25/1',
])('«%s» is not understood', (text) => {
  expect(parseDateInput(text, context)).toEqual({ ok: false });
});

test('working days ahead are not guessed without a calendar', () => {
  expect(parseDateInput('+5', { today: context.today })).toEqual({ ok: false });
});

test('a date that is shown can be typed back in every form', () => {
  fc.assert(
    fc.property(anyDay, (date) => {
      const shown = formatDate(date);
      for (const text of [shown, shown.replaceAll('/', ''), shown.replaceAll('/', '-'), shown.replaceAll('/', '.'), date]) {
        expect(parseDateInput(text, context)).toEqual({ ok: true, date });
      }
    }),
  );
});
