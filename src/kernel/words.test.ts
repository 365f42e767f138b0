import { expect, test } from 'vitest';
import { AppError, isAppError } from './errors.ts';
import { isUuid, newId, newReceipt, parseReceipt } from './ids.ts';
import { kernelMessages } from './index.ts';
import { createTranslator, fill, listKeys, lookup } from './messages.ts';

const catalogues = {
  vi: { clock: { left: 'còn {n} ngày làm việc' }, only: 'chỉ tiếng Việt' },
  en: { clock: { left: '{n} working {n, one: day | other: days} left' } },
};

test('a key leads to its text in the language asked for', () => {
  const translate = createTranslator(catalogues);
  expect(translate('vi')('clock.left', { n: 1 })).toBe('còn 1 ngày làm việc');
  expect(translate('en')('clock.left', { n: 1 })).toBe('1 working day left');
  expect(translate('en')('clock.left', { n: 0 })).toBe('0 working days left');
});

test('a missing key is marked on the page and thrown in tests', () => {
  expect(createTranslator(catalogues)('en')('only')).toBe('⟦only⟧');
  expect(() => createTranslator(catalogues, { onMissing: 'throw' })('en')('only')).toThrow('kernel.missing_message');
});

test('a branch, a prototype name and a path through a text are no messages', () => {
  for (const key of ['clock', 'toString', 'clock.left.more', 'clock.constructor', '__proto__', '']) {
    expect(lookup(catalogues.vi, key), key).toBeUndefined();
  }
});

test('a placeholder without a value stays as written, and a value is never filled again', () => {
  expect(fill('{a} và {b}', { a: '{b}' })).toBe('{b} và {b}');
  expect(fill('{constructor}', {})).toBe('{constructor}');
  expect(fill('{n, one: one act | other: # acts}', { n: 3 })).toBe('3 acts');
  expect(fill('{n, other: $& acts}', { n: 3 })).toBe('$& acts');
});

test('the kernel says the same things in both languages', () => {
  expect(listKeys(kernelMessages.en)).toEqual(listKeys(kernelMessages.vi));
  const placeholders = (text: string | undefined) => (text?.match(/\{\w+/g) ?? []).sort();
  for (const key of listKeys(kernelMessages.vi)) {
    expect(placeholders(lookup(kernelMessages.en, key)), key).toEqual(placeholders(lookup(kernelMessages.vi, key)));
  }
});

test('an error carries its code, category, cause and fields', () => {
  const cause = new Error('lower down');
  const error = new AppError('a.b', 'conflict', { params: { n: 1 }, cause, fields: [{ path: 'x', code: 'a.c' }] });
  expect(error).toMatchObject({ message: 'a.b', code: 'a.b', category: 'conflict', params: { n: 1 }, cause });
  expect(isAppError(error, 'a.b')).toBe(true);
  expect(isAppError(error, 'a.x')).toBe(false);
  expect(new AppError('a.b', 'invalid')).not.toHaveProperty('fields');
});

test('ids are UUIDs of version 7 that sort by the time given', () => {
  const first = newId(Date.UTC(2026, 10, 23));
  expect(isUuid(first)).toBe(true);
  expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(first.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.UTC(2026, 10, 23));
  expect(newId(Date.UTC(2026, 10, 23) + 1) > first).toBe(true);
  expect(newId(0)).not.toBe(newId(0));
});

test('a receipt has no look-alikes and can be typed back in any case', () => {
  for (let n = 0; n < 200; n += 1) {
    const receipt = newReceipt();
    expect(receipt).toMatch(/^[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}$/);
    expect(parseReceipt(` ${receipt.toLowerCase().replace('-', ' ')} `)).toBe(receipt);
  }
  for (const text of ['7M4Q-92X', '7M4Q-92XO', '7M4Q-92XHH', '']) expect(parseReceipt(text), text).toBeUndefined();
});
