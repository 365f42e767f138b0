import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concat, equal, fromBase64, fromHex, fromUtf8, toBase64, toHex, utf8 } from './bytes.ts';
import { formatCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { decodeCosignature, encodeCosignature } from './cosignature.ts';
import { FormatProblem, formatNote, parseNote, signatureLine } from './note.ts';
import { formatProof, parseProof } from './proof.ts';
import { formatReceiptText, parseReceipt } from './receipt.ts';
import {
  decodeEntries,
  encodeEntries,
  entriesPath,
  parseTilePath,
  subtreeInTile,
  TILE_WIDTH,
  tileOfNode,
  tilePath,
} from './tiles.ts';
import { entries, treeOf } from './tree.test-support.ts';
import { nodesOfTree } from './tree.ts';

const hashes = fc.uint8Array({ minLength: 32, maxLength: 32 });
const counts = fc.oneof(fc.nat(300), fc.maxSafeNat());
const lines = fc.stringMatching(/^[\p{L}\p{N} .:+=/-]{1,40}$/u);
const names = fc.stringMatching(/^[\p{L}\p{N}.:/-]{1,30}$/u);
const signatures = fc.array(
  fc
    .tuple(names, fc.uint8Array({ minLength: 4, maxLength: 4 }), fc.uint8Array({ minLength: 1, maxLength: 90 }))
    .map(([name, id, signature]) => signatureLine(name, id, signature)),
  { minLength: 1, maxLength: 6 },
);

/** A text that is read is written back the same; whatever else it is, it is refused, and never breaks the reader. */
function isCanonical<T>(text: string, read: (text: string) => T, write: (value: T) => string): boolean {
  try {
    return write(read(text)) === text;
  } catch (problem) {
    if (problem instanceof FormatProblem) return true;
    throw problem;
  }
}

/** A text somewhat like the one given. */
const near = (text: string) =>
  fc
    .tuple(
      fc.nat(text.length),
      fc.nat(3),
      fc.oneof(fc.constantFrom('', '\n', ' ', '0', '=', '\r', '\0'), fc.string({ unit: 'binary' })),
    )
    .map(([at, cut, put]) => text.slice(0, at) + put + text.slice(at + cut));

describe('every writing of the ledger', () => {
  test('of bytes is read back, and only so', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20_000 }), (bytes) => {
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
        expect(equal(fromBase64(toBase64(bytes)) ?? utf8('none'), bytes)).toBe(true);
        expect(toHex(bytes)).toBe(Buffer.from(bytes).toString('hex'));
        expect(equal(fromHex(toHex(bytes)) ?? utf8('none'), bytes)).toBe(true);
        const [head, tail] = [bytes.subarray(0, 7), bytes.subarray(7)];
        expect(equal(concat(head, tail), bytes)).toBe(true);
      }),
    );
    fc.assert(
      fc.property(fc.oneof(fc.base64String(), fc.string({ unit: 'binary' }), fc.base64String().chain(near)), (text) => {
        const bytes = fromBase64(text);
        if (bytes) expect(toBase64(bytes)).toBe(text);
        const hex = fromHex(text);
        if (hex) expect(toHex(hex)).toBe(text);
      }),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fromUtf8(utf8(text))).toBe(text);
      }),
    );
  });

  test('of a note is read back, and only so', () => {
    const notes = fc.tuple(fc.array(fc.oneof(lines, fc.constant('')), { minLength: 1, maxLength: 6 }), signatures);
    fc.assert(
      fc.property(notes, ([text, signed]) => {
        const body = `${text.join('\n')}\n`;
        const note = parseNote(formatNote(body, signed));
        expect(note.text).toBe(body);
        expect(note.signatures.map((one) => one.line)).toEqual(signed);
      }),
    );
    fc.assert(
      fc.property(
        notes.chain(([text, signed]) => near(`${text.join('\n')}\n\n${signed.join('')}`)),
        (text) =>
          isCanonical(text, parseNote, (note) =>
            formatNote(
              note.text,
              note.signatures.map((one) => signatureLine(one.name, one.id, one.signature)),
            ),
          ),
      ),
      { numRuns: 5000 },
    );
  });

  test('of a checkpoint is read back, and only so', () => {
    const checkpoints = fc.record({ origin: lines, size: counts, root: hashes });
    fc.assert(
      fc.property(checkpoints, (checkpoint) => {
        expect(parseCheckpoint(formatCheckpoint(checkpoint))).toEqual(checkpoint);
        expect(parseCheckpoint(`${formatCheckpoint(checkpoint)}an extension\n`)).toEqual(checkpoint);
      }),
    );
    const withoutExtensions = (text: string) => {
      if (text.split('\n').length !== 4) throw new FormatProblem('checkpoint-shape');
      return parseCheckpoint(text);
    };
    fc.assert(
      fc.property(
        checkpoints.chain((one) => near(formatCheckpoint(one))),
        (text) => isCanonical(text, withoutExtensions, formatCheckpoint),
      ),
      { numRuns: 5000 },
    );
    for (const size of ['', '00', '01', '-1', '+1', '1.0', '1e3', ' 1', '9007199254740992', '99999999999999999999']) {
      expect(() => parseCheckpoint(`o\n${size}\n${toBase64(new Uint8Array(32))}\n`)).toThrow(FormatProblem);
    }
  });

  test('of a cosignature is read back', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.uint8Array({ minLength: 64, maxLength: 64 }), (time, signature) => {
        expect(decodeCosignature(encodeCosignature(time, signature))).toEqual({ time, signature });
      }),
    );
    expect(decodeCosignature(new Uint8Array(72).fill(0xff))).toBeUndefined();
    expect(decodeCosignature(new Uint8Array(71))).toBeUndefined();
  });

  test('of a proof is read back, and only so', () => {
    const proofs = fc.record(
      {
        index: counts,
        proof: fc.array(hashes, { maxLength: 63 }),
        checkpointNote: fc.string(),
        extra: fc.uint8Array({ maxLength: 50 }),
      },
      { requiredKeys: ['index', 'proof', 'checkpointNote'] },
    );
    fc.assert(
      fc.property(proofs, (proof) => {
        expect(parseProof(formatProof(proof))).toEqual(proof);
      }),
    );
    fc.assert(
      fc.property(
        proofs.chain((one) => near(formatProof(one))),
        (text) => isCanonical(text, parseProof, formatProof),
      ),
      { numRuns: 5000 },
    );
    const long = { index: 0, proof: Array.from({ length: 64 }, () => new Uint8Array(32)), checkpointNote: '' };
    expect(() => formatProof(long)).toThrow(FormatProblem);
    const written = formatProof({ ...long, proof: long.proof.slice(1) }).replace('\n\n', `\n${toBase64(new Uint8Array(32))}\n\n`);
    expect(() => parseProof(written)).toThrow(FormatProblem);
  });

  test('of a receipt is read back, and only so', () => {
    const receipts = fc.record({
      origin: lines,
      leafHash: hashes,
      at: fc.date({ min: new Date(0), max: new Date('9989-12-31'), noInvalidDate: true }).map((date) => date.toISOString()),
      promiseSeconds: fc.integer({ min: 1, max: 10 * 365 * 86_400 }),
    });
    const line = signatureLine('log.example/receipt', new Uint8Array(4), new Uint8Array(64));
    const read = (text: string) => parseReceipt(`${text}\n${line}`);
    fc.assert(
      fc.property(receipts, (receipt) => {
        expect(read(formatReceiptText(receipt))).toEqual(receipt);
      }),
    );
    fc.assert(
      fc.property(
        receipts.chain((one) => near(formatReceiptText(one))),
        (text) => isCanonical(text, read, formatReceiptText),
      ),
      { numRuns: 5000 },
    );
  });

  test('of a place in the tiles is read back, and only so', () => {
    const tiles = fc.record(
      { level: fc.nat(63), index: counts, width: fc.integer({ min: 1, max: 255 }) },
      { requiredKeys: ['level', 'index'] },
    );
    fc.assert(
      fc.property(tiles, ({ level, ...place }) => {
        expect(parseTilePath(tilePath({ level, ...place }))).toEqual({ level, ...place });
        expect(parseTilePath(entriesPath(place))).toEqual({ level: 'entries', ...place });
      }),
    );
    fc.assert(
      fc.property(
        tiles.chain((tile) => near(tilePath(tile))),
        (path) => {
          const read = parseTilePath(path);
          if (read) expect(read.level === 'entries' ? entriesPath(read) : tilePath(read)).toBe(path);
        },
      ),
      { numRuns: 5000 },
    );
  });

  test('of a bundle of entries is read back, and only so', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 700 }), { maxLength: 20 }), (list) => {
        expect(decodeEntries(encodeEntries(list))).toEqual(list);
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        try {
          expect(encodeEntries(decodeEntries(bytes))).toEqual(bytes);
        } catch (problem) {
          expect(problem).toBeInstanceOf(FormatProblem);
        }
      }),
      { numRuns: 2000 },
    );
    expect(() => encodeEntries([new Uint8Array(65536)])).toThrow(FormatProblem);
    expect(() => decodeEntries(new Uint8Array(2 * 257))).toThrow(FormatProblem);
  });
});

describe('the tiles', () => {
  test('hold every subtree of a tree where the specification puts it', () => {
    const size = 70_000;
    const tree = treeOf(entries(700));
    // The widths the specification counts out for this size.
    expect(tileOfNode({ level: 0, index: size - 1 }, size).tile).toEqual({ level: 0, index: 273, width: 112 });
    expect(tileOfNode({ level: 0, index: 0 }, size).tile).toEqual({ level: 0, index: 0 });
    expect(tileOfNode({ level: 8, index: 255 }, size).tile).toEqual({ level: 1, index: 0 });
    expect(tileOfNode({ level: 16, index: 0 }, size).tile).toEqual({ level: 2, index: 0, width: 1 });
    expect(tileOfNode({ level: 8, index: 0 }, 256).tile).toEqual({ level: 1, index: 0, width: 1 });
    expect(() => tileOfNode({ level: 0, index: size }, size)).toThrow(RangeError);
    for (const total of [1, 255, 256, 257, 511, 512, 700]) {
      for (const node of nodesOfTree(total)) {
        const { tile, start, count } = tileOfNode(node, total);
        const width = tile.width ?? TILE_WIDTH;
        const bytes = concat(...Array.from({ length: width }, (_, i) => tree.read(tile.level * 8, tile.index * TILE_WIDTH + i)));
        expect(subtreeInTile(bytes, start, count)).toEqual(tree.read(node.level, node.index));
      }
    }
    expect(() => subtreeInTile(new Uint8Array(31), 0, 1)).toThrow(FormatProblem);
    expect(() => subtreeInTile(new Uint8Array(64), 1, 2)).toThrow(FormatProblem);
  });
});
