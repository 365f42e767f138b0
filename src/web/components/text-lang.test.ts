import { expect, test } from 'vitest';
import { textLang } from './text-lang.ts';

test('marks a Vietnamese passage on a page in English, composed or not', () => {
  expect(textLang('en', 'Đất đai')).toBe('vi');
  expect(textLang('en', 'Giải quyết'.normalize('NFD'))).toBe('vi');
});

test('leaves passages alone that speak the language of the page or have no marks', () => {
  expect(textLang('vi', 'Đất đai')).toBeUndefined();
  expect(textLang('en', 'Land')).toBeUndefined();
});
