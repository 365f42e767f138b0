import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  cleanInput,
  findForbiddenCharacters,
  foldVietnamese,
  normalizeDocumentNumber,
  normalizeTone,
  sortNamesVi,
  truncateWords,
} from './text.ts';

test('folding finds a word however it was typed', () => {
  expect(foldVietnamese('Đường Hoà Bình, ƯỚC NGUYỆN')).toBe('duong hoa binh, uoc nguyen');
  for (const spelling of ['hòa', 'hoà', 'HÒA', 'hoà'.normalize('NFD')]) expect(foldVietnamese(spelling)).toBe('hoa');
});

test('folding twice is folding once, and NFC or NFD makes no difference', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const folded = foldVietnamese(text);
      expect(foldVietnamese(folded)).toBe(folded);
      expect(foldVietnamese(text.normalize('NFD'))).toBe(folded);
    }),
  );
});

test('old and new tone placement have one identity, other words stay as they are', () => {
  const pairs = [
    ['hòa', 'hoà'],
    ['Thủy', 'Thuỷ'],
    ['khỏe', 'khoẻ'],
    ['ỦY BAN', 'UỶ BAN'],
    ['qúy', 'quý'],
    ['Hiệp Hòa', 'Hiệp Hoà'],
    ['lọa', 'loạ'],
  ];
  for (const [old, modern] of pairs) {
    expect(normalizeTone(old ?? '')).toBe(modern);
    expect(normalizeTone(modern ?? '')).toBe(modern);
  }
  for (const word of [
    'quý',
    'quả',
    'của',
    'mùa',
    'toán',
    'hoàn',
    'thuyền',
    'ngoài',
    'Quỳnh',
    'cộ',
    'đồi',
    'thuở',
    'khuỷu',
    'ngoèo',
  ]) {
    expect(normalizeTone(word), word).toBe(word);
  }
  expect(normalizeTone('hoà'.normalize('NFD'))).toBe('hoà');
});

test('the identity of an identity is itself, and it never changes what a search finds', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const once = normalizeTone(text);
      expect(normalizeTone(once)).toBe(once);
      expect(foldVietnamese(once)).toBe(foldVietnamese(text));
    }),
  );
});

test('an official number has one written form', () => {
  for (const text of ['2545-cv/tu ', 'Số: 2545 – CV/TU', 'số 2545-CV / TU', '2545‑CV/TU']) {
    expect(normalizeDocumentNumber(text)).toBe('2545-CV/TU');
  }
  expect(normalizeDocumentNumber('123/qđ-ubnd'.normalize('NFD'))).toBe('123/QĐ-UBND');
});

test('cleaning keeps the lines of a long text and none of a short one', () => {
  expect(cleanInput('  a \u00a0 b\r\n c\t', { multiline: false })).toBe('a b c');
  expect(cleanInput('\r\n  a  b  \r\n\r\n  c \r', { multiline: true })).toBe('a  b\n\n  c');
  expect(cleanInput('a\u0301', { multiline: false })).toBe('á');
});

test('every kind of forbidden character is named, ordinary Vietnamese text has none', () => {
  expect(findForbiddenCharacters('Điều 1.\tƯớc\r\nnguyện 🙂')).toEqual([]);
  expect(findForbiddenCharacters('a\0')).toEqual(['nul']);
  expect(findForbiddenCharacters('a\u0007')).toEqual(['control']);
  expect(findForbiddenCharacters('a\u0085')).toEqual(['control']);
  expect(findForbiddenCharacters('a\ud800b')).toEqual(['lone-surrogate']);
  expect(findForbiddenCharacters('a\u202eb')).toEqual(['bidi']);
  expect(findForbiddenCharacters('\0\u001b\udc00\u2066')).toEqual(['nul', 'control', 'lone-surrogate', 'bidi']);
});

test('names sort by given name in Vietnamese order', () => {
  const given = ['An', 'Ánh', 'Ân', 'Ấn', 'Bích', 'Dũng', 'Đại', 'Hà', 'Hoa', 'Hoà', 'Tú', 'Tư', 'Y'];
  const names = given.map((name) => `Nguyễn Văn ${name}`);
  expect([...names].reverse().sort(sortNamesVi)).toEqual(names);
  expect(['Vũ Thị An', 'Lê Thị An', 'Nguyễn Bảo Ân'].sort(sortNamesVi)).toEqual(['Lê Thị An', 'Vũ Thị An', 'Nguyễn Bảo Ân']);
});

test('a text is cut between words and never longer than asked', () => {
  expect(truncateWords('vướng mắc', 20)).toBe('vướng mắc');
  expect(truncateWords('vướng mắc đất đai', 12)).toBe('vướng mắc…');
  expect(truncateWords('vướng mắc đất đai', 10)).toBe('vướng mắc…');
  expect(truncateWords('vướngmắcđấtđai', 6)).toBe('vướng…');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 30 }), (text, max) => {
      expect(Array.from(truncateWords(text, max)).length).toBeLessThanOrEqual(max);
    }),
  );
});

test('a hostile run of spaces is cleaned like a short one', () => {
  const spaces = ' '.repeat(200_000);
  expect(cleanInput(`a${spaces}b`, { multiline: false })).toBe('a b');
  expect(normalizeDocumentNumber(`a${spaces}b`)).toBe(normalizeDocumentNumber('a b'));
});
