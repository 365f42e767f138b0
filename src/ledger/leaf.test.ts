import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildLeaf, digestField, newSalt } from './leaf.ts';

const header = {
  kind: `${'k'.repeat(60)}.${'a'.repeat(60)}`,
  stream: new Uint8Array(32).fill(255),
  n: 1999,
  previous: new Uint8Array(32).fill(255),
  at: '2026-11-23T02:00:00.000Z',
  produced: 'p'.repeat(2000),
};

const digests = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`body/rows/${i}/text`, digestField('s', `n${i}`, i)]));

describe('a leaf', () => {
  test('is never larger than the ledger takes, however many fields the act has', () => {
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(0, 1, 63, 64, 65), fc.nat(800)), (count) => {
        for (const decoys of [undefined, 'secret'])
          expect(Buffer.byteLength(buildLeaf(header, digests(count), decoys).text)).toBeLessThanOrEqual(4096);
      }),
    );
  });

  test('is the same whatever the order of the fields, and another when any of them is', () => {
    const given = digests(70);
    const turned = Object.fromEntries(Object.entries(given).reverse());
    expect(buildLeaf(header, turned).text).toBe(buildLeaf(header, given).text);
    expect(buildLeaf(header, { ...given, 'body/rows/3/text': digestField('s', 'n3', 'x') }).text).not.toBe(
      buildLeaf(header, given).text,
    );
  });

  test('lists as many digests as there are fields, also where two have the same digest', () => {
    const same = digestField('s', 'n', 1);
    expect(JSON.parse(buildLeaf(header, { a: same, b: same }).text)).toMatchObject({ d: [same, same] });
  });

  test('shows one of a few numbers of digests, whatever the act has', () => {
    const shown = (count: number, decoys?: string) =>
      (JSON.parse(buildLeaf(header, digests(count), decoys).text) as { d: string[] }).d;
    const numbers = [0, 1, 4, 5, 8, 9, 16, 17, 32, 33, 64].map((count) => shown(count, newSalt()).length);
    expect(numbers).toEqual([4, 4, 4, 8, 8, 16, 16, 32, 32, 64, 64]);
    // Beyond that one digest stands for all of them, as ever.
    expect(shown(65, newSalt())).toEqual(shown(65));
    const d = shown(6, 'secret');
    expect(d).toEqual(shown(6, 'secret'));
    expect(d).toEqual([...d].sort());
    expect(new Set(d).size).toBe(8);
    expect(d.filter((one) => shown(6, 'another').includes(one)).sort()).toEqual(Object.values(digests(6)).sort());
    for (const one of d) expect(one).toMatch(/^[\w-]{43}$/);
  });

  test('hides a value behind its salt', () => {
    expect(newSalt()).not.toBe(newSalt());
    expect(digestField(newSalt(), 'body', 'yes')).not.toBe(digestField(newSalt(), 'body', 'yes'));
    // Name and value cannot be shifted against each other.
    expect(digestField('s', 'ab', 'c')).not.toBe(digestField('s', 'a', 'bc'));
  });
});
