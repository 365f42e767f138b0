/** A zip that is not written in the one allowed way is no bundle. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeWorld } from '../testing/world.ts';
import { verifyBundle } from './bundle.ts';
import { writeBundle } from './bundle-write.ts';
import { concat, utf8 } from './bytes.ts';
import { Fault } from './fault.ts';
import { centralDirectory, crc32, localHeader, readZip, writeZip, type ZipHeader } from './zip.ts';

const world = await makeWorld();
const whole = writeBundle(world.content);
const given = { policy: world.policy };

const codeOf = (zip: Uint8Array): string => {
  try {
    readZip(zip);
    return 'accepted';
  } catch (error) {
    return error instanceof Fault ? error.code : String(error);
  }
};

const headerOf = (name: string, bytes: Uint8Array): ZipHeader => ({ name, size: bytes.length, crc: crc32(bytes) });
const a = utf8('one');
const plain = writeZip([
  { name: 'a', bytes: a },
  { name: 'b/c.txt', bytes: utf8('two') },
]);
/** Where the directory begins: two headers, two names, six bytes. */
const directory = 30 + 1 + 3 + 30 + 7 + 3;

function changed(at: number, ...bytes: readonly number[]): Uint8Array {
  const copy = Uint8Array.from(plain);
  copy.set(bytes, at);
  return copy;
}

describe('a zip', () => {
  test('that was written here is read again', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{1,9}$/), { maxLength: 6 }), fc.uint8Array(), (names, bytes) => {
        const entries = names.map((name) => ({ name, bytes }));
        expect(readZip(writeZip(entries)).map(({ name, bytes: read }) => ({ name, bytes: Uint8Array.from(read) }))).toEqual(
          entries,
        );
      }),
    );
    expect(crc32(utf8('123456789'))).toBe(0xcbf43926);
    expect(crc32(utf8('6789'), crc32(utf8('12345')))).toBe(0xcbf43926);
  });

  test.each<readonly [string, () => Uint8Array, string]>([
    ['nothing', () => new Uint8Array(), 'zip.cut'],
    ['text', () => utf8('not a zip, whatever its name may say'), 'zip.no-end'],
    ['bytes behind', () => concat(plain, Uint8Array.of(0)), 'zip.no-end'],
    ['a comment', () => concat(changed(plain.length - 2, 1, 0), Uint8Array.of(65)), 'zip.no-end'],
    ['bytes before', () => concat(Uint8Array.of(0), plain), 'zip.directory-place'],
    [
      'a gap before the directory',
      () => concat(plain.subarray(0, directory), Uint8Array.of(0), plain.subarray(directory)),
      'zip.directory-place',
    ],
    ['a compressed entry', () => changed(directory + 10, 8, 0), 'zip.not-stored'],
    ['an encrypted entry', () => changed(directory + 8, 1, 0), 'zip.directory-fields'],
    ['a data descriptor', () => changed(directory + 8, 8, 0), 'zip.directory-fields'],
    ['a symbolic link', () => changed(directory + 38, 0, 0, 0xff, 0xa1), 'zip.directory-fields'],
    ['another disk', () => changed(directory + 34, 1, 0), 'zip.directory-fields'],
    ['a local name of its own', () => changed(30, 66), 'zip.headers-differ'],
    ['a local size of its own', () => changed(22, 9), 'zip.headers-differ'],
    ['a changed content', () => changed(31, 66), 'zip.crc'],
    ['65,535 entries', () => changed(plain.length - 14, 0xff, 0xff, 0xff, 0xff), 'zip.too-many'],
    ['fewer entries than stand there', () => changed(plain.length - 14, 1, 0, 1, 0), 'zip.directory-place'],
  ])('with %s is refused', (_, make, code) => {
    expect(codeOf(make())).toBe(code);
  });

  test.each([
    '../a',
    'a/../b',
    '/a',
    'a//b',
    './a',
    'a/',
    'C:\\a',
    'a\\b',
    'ä',
    'a\0b',
    '',
    'a b',
    'x'.repeat(121),
  ])('with an entry named %j is refused', (name) => {
    const header = headerOf(name, a);
    expect(codeOf(concat(localHeader(header), a, centralDirectory([header])))).toBe('zip.name');
  });

  test('with a name twice is refused', () => {
    const header = headerOf('a', a);
    const zip = concat(localHeader(header), a, localHeader(header), a, centralDirectory([header, header]));
    expect(codeOf(zip)).toBe('zip.twice');
  });

  test('with entries that lie over one another is refused', () => {
    const header = headerOf('a', a);
    const inner = concat(localHeader(header), a);
    const outer = headerOf('b', inner);
    const body = concat(localHeader(outer), inner);
    const central = centralDirectory([outer, header]);
    new DataView(central.buffer).setUint32(central.length - 6, body.length, true);
    expect(codeOf(concat(body, central))).toBe('zip.overlap');
  });

  test('with more entries than a bundle may have is refused before any is read', () => {
    const headers = Array.from({ length: 1001 }, (_, n) => headerOf(`f${n}`, new Uint8Array()));
    const zip = concat(...headers.map(localHeader), centralDirectory(headers));
    expect(codeOf(zip)).toBe('zip.too-many');
  });

  test('that another program wrote is refused with words, not with a crash', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(codeOf(bytes)).toMatch(/^zip\./);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a bundle', () => {
  test('any byte of which is changed is wrong', async () => {
    expect((await verifyBundle(whole, given)).verdict).toBe('witnessed');
    const copy = Uint8Array.from(whole);
    const accepted: number[] = [];
    const codes = new Set<string>();
    // Each byte of the directory, and of the rest every third with another bit each time.
    for (let at = 0; at < whole.length; at += at < whole.length - 2500 ? 3 : 1) {
      const before = copy[at] ?? 0;
      copy[at] = before ^ (1 << (at % 8));
      const report = await verifyBundle(copy, given);
      if (report.verdict !== 'wrong' || report.problems.length === 0) accepted.push(at);
      for (const problem of report.problems) codes.add(problem.code);
      copy[at] = before;
    }
    expect(accepted).toEqual([]);
    expect(codes).not.toContain('internal');
    expect(whole.length).toBeGreaterThan(15_000);
  });

  test('that is cut, lengthened or shuffled is wrong', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(200), fc.uint8Array({ maxLength: 20 }), async (at, cut, put) => {
        const zip = concat(whole.subarray(0, at), put, whole.subarray(Math.min(whole.length, at + cut)));
        fc.pre(zip.length !== whole.length || !zip.every((byte, i) => byte === whole[i]));
        expect((await verifyBundle(zip, given)).verdict).toBe('wrong');
      }),
      { numRuns: 1000 },
    );
  });
});
