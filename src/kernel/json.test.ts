import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from './json.ts';
import { canonicalize, fromBase64Url, mapTexts, sha256, toBase64Url, toHex } from './json.ts';

test('keys sort by UTF-16 code units and numbers have their shortest form (RFC 8785 §3.2)', () => {
  const value = {
    '\u20ac': 'Euro',
    '\r': 'CR',
    '\ufb33': 'Dalet',
    '1': 'One',
    '\u{1f600}': 'Emoji',
    '\u0080': 'Control',
    '\u00f6': 'o',
  };
  expect(canonicalize(value)).toBe(
    '{"\\r":"CR","1":"One","\u0080":"Control","\u00f6":"o","\u20ac":"Euro","\u{1f600}":"Emoji","\ufb33":"Dalet"}',
  );
  expect(canonicalize([JSON.parse('333333333.33333329') as number, 1e30, 4.5, 2e-3, 1e-27, -0])).toBe(
    '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]',
  );
  expect(canonicalize('\u20ac$\u000f\nA\'B"\\"/')).toBe('"\u20ac$\\u000f\\nA\'B\\"\\\\\\"/"');
  expect(canonicalize({ b: [true, null, {}], a: '' })).toBe('{"a":"","b":[true,null,{}]}');
});

test.each<[string, unknown]>([
  ['NaN', Number.NaN],
  ['infinity', [Number.POSITIVE_INFINITY]],
  ['a lone surrogate', { a: 'x\ud800' }],
  ['a lone surrogate in a key', { '\udc00': 1 }],
  ['undefined', undefined],
  ['an undefined member', { a: undefined }],
  ['a hole', Array.from<unknown>({ length: 1 })],
  ['a bigint', 1n],
  ['a Date', new Date(0)],
  ['a Map', new Map()],
])('%s cannot be written', (_, value) => {
  expect(() => canonicalize(value as Json)).toThrow('kernel.not_canonical');
});

test('reading and writing again gives the same bytes', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalize(value as Json);
      expect(canonicalize(JSON.parse(text) as Json)).toBe(text);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('the order in which members were written does not matter', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.integer()), (record) => {
      const backwards = Object.fromEntries(Object.entries(record).reverse());
      expect(canonicalize(backwards)).toBe(canonicalize({ ...record }));
    }),
  );
});

test('the digest of abc is the one everybody knows', () => {
  expect(toHex(sha256('abc'))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(toHex(sha256('đ'))).toBe(toHex(sha256(new Uint8Array([0xc4, 0x91]))));
});

test('base64url goes there and back, and only one text stands for the same bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(fromBase64Url(toBase64Url(bytes))).toEqual(bytes);
    }),
  );
  for (const text of ['YWJj=', 'YW Jj', '+/==', 'YR']) {
    expect(() => fromBase64Url(text), text).toThrow('kernel.not_base64url');
  }
});

test('every text of a value is said anew, and nothing else changes', () => {
  const value = { a: 'x', b: ['y', { c: 'z', d: null, e: 1.5, f: false }], x: {} };
  expect(mapTexts(value, (text) => `${text}!`)).toEqual({ a: 'x!', b: ['y!', { c: 'z!', d: null, e: 1.5, f: false }], x: {} });
});
