import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatNumber } from './format.ts';
import { numberInWordsVi, parseDecimalInput, parseMoneyInput } from './numbers.ts';

test.each([
  ['1.234', 1234],
  ['1234,5', 1234.5],
  ['1.234,5', 1234.5],
  ['1 234 567', 1234567],
  ['1\u00a0234', 1234],
  ['0,25', 0.25],
  ['-12,5', -12.5],
  ['007', 7],
  ['-0', 0],
])('%s is read as %d', (text, value) => {
  expect(parseDecimalInput(text)).toEqual({ ok: true, value });
});

test.each([
  ['1.5', 'grouping'],
  ['12.34', 'grouping'],
  ['1.2345', 'grouping'],
  ['1234.567', 'grouping'],
  ['1,2,3', 'not-a-number'],
  ['', 'not-a-number'],
  ['abc', 'not-a-number'],
  ['1,', 'not-a-number'],
  [',5', 'not-a-number'],
  ['1e5', 'not-a-number'],
  ['9999999999999999', 'too-large'],
])('%s is refused: %s', (text, reason) => {
  expect(parseDecimalInput(text)).toEqual({ ok: false, reason });
});

test.each([
  ['1.234', 1234n],
  ['1,2 tỷ', 1_200_000_000n],
  ['1,2tỷ', 1_200_000_000n],
  ['1.234,5 tỷ đồng', 1_234_500_000_000n],
  ['850 triệu', 850_000_000n],
  ['850 TRIỆU ĐỒNG', 850_000_000n],
  ['850 tr', 850_000_000n],
  ['1,2 nghìn tỷ đồng', 1_200_000_000_000n],
  ['500.000đ', 500_000n],
  ['500.000 ₫', 500_000n],
  ['500.000 VND', 500_000n],
  ['1,50 triệu', 1_500_000n],
  ['1234,00', 1234n],
  ['-3 tỉ', -3_000_000_000n],
  ['1,2 tỷ'.normalize('NFD'), 1_200_000_000n],
])('the amount %s is %s đồng', (text, dong) => {
  expect(parseMoneyInput(text)).toEqual({ ok: true, dong });
});

test.each([
  ['1234,5', 'fraction'],
  ['1,2345 nghìn', 'fraction'],
  ['1.5 tỷ', 'grouping'],
  ['10 xu', 'not-a-number'],
  ['tỷ', 'not-a-number'],
  ['9.223.372.036.854.775.808', 'too-large'],
])('the amount %s is refused: %s', (text, reason) => {
  expect(parseMoneyInput(text)).toEqual({ ok: false, reason });
});

test.each<[number | bigint, string]>([
  [0, 'không'],
  [4, 'bốn'],
  [10, 'mười'],
  [14, 'mười bốn'],
  [15, 'mười lăm'],
  [21, 'hai mươi mốt'],
  [24, 'hai mươi tư'],
  [50, 'năm mươi'],
  [55, 'năm mươi lăm'],
  [105, 'một trăm linh năm'],
  [111, 'một trăm mười một'],
  [1234, 'một nghìn hai trăm ba mươi tư'],
  [1005, 'một nghìn không trăm linh năm'],
  [1_000_000, 'một triệu'],
  [1_000_015, 'một triệu không trăm mười lăm'],
  [850_000_000n, 'tám trăm năm mươi triệu'],
  [1_200_000_000n, 'một tỷ hai trăm triệu'],
  [1_234_000_000_000n, 'một nghìn hai trăm ba mươi tư tỷ'],
  [2_000_000_000_000_000_005n, 'hai tỷ tỷ không trăm linh năm'],
  [-7, 'âm bảy'],
  [1234.25, 'một nghìn hai trăm ba mươi tư phẩy hai năm'],
  [0.05, 'không phẩy không năm'],
])('%s reads «%s»', (value, words) => {
  expect(numberInWordsVi(value)).toBe(words);
});

test('what is shown can be typed back', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (hundredths) => {
      const value = hundredths / 100;
      expect(parseDecimalInput(formatNumber(value, 'vi'))).toEqual({ ok: true, value: value === 0 ? 0 : value });
    }),
  );
});

test('two amounts never read the same', () => {
  const amount = fc.bigInt({ min: 0n, max: 9_223_372_036_854_775_807n });
  fc.assert(
    fc.property(amount, fc.oneof(amount, fc.constantFrom(1n, 10n, 1000n, 1_000_000n, 1_000_000_000n)), (a, b) => {
      expect(numberInWordsVi(a) === numberInWordsVi(a + b)).toBe(b === 0n);
      expect(numberInWordsVi(a)).toMatch(/^\p{L}+(?: \p{L}+)*$/u);
    }),
  );
});
