import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalize, type Json } from '../../kernel/json.ts';
import { findDifferentPaths, isSame } from './compare.ts';

const small = fc.constantFrom<unknown>(null, undefined, true, 0, -0, 1.5, 'a', 'á', '');
const value = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    small,
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', '__proto__', 'toString'), tie('any'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).any;

/** What the database would give back, as one text. */
const stored = (of: unknown): string => canonicalize(of === undefined ? null : (JSON.parse(JSON.stringify(of)) as Json));

test('two values are the same exactly where the database would give back the same', () => {
  fc.assert(
    fc.property(value, value, (a, b) => {
      expect(isSame(a, b)).toBe(stored(a) === stored(b));
      expect(isSame(a, structuredClone(a))).toBe(true);
      expect(findDifferentPaths(a, b, 'x').length === 0).toBe(stored(a) === stored(b));
    }),
    { numRuns: 2000 },
  );
});

test('a difference is named by its path', () => {
  expect(findDifferentPaths({ a: { b: 1, c: 2 } }, { a: { b: 1, c: 3, d: undefined } }, 'state')).toEqual(['state.a.c']);
});
