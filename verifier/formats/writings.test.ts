import { describe, expect, test } from 'vitest';
import { utf8 } from './bytes.ts';
import { formatCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { newSigner } from './keys.test-support.ts';
import { formatNote } from './note.ts';
import { formatProof, parseProof } from './proof.ts';
import { formatReceiptText, parseReceipt, receiptKeyName } from './receipt.ts';
import { decodeEntries, encodeEntries, entriesPath, parseTilePath, subtreeInTile, tileOfNode, tilePath } from './tiles.ts';
import { EMPTY_ROOT, hashLeaf, hashNode } from './tree.ts';

describe('what the ledger writes', () => {
  test('a checkpoint is read back as it was written', () => {
    const checkpoint = { origin: 'khoithong.example.gov.vn/1', size: 20852163, root: hashLeaf(utf8('x')) };
    expect(parseCheckpoint(formatCheckpoint(checkpoint))).toEqual(checkpoint);
  });

  test('tiles are named as files are', () => {
    expect(tilePath({ level: 0, index: 1234, width: 17 })).toBe('tile/0/x001/234.p/17');
    expect(tilePath({ level: 3, index: 1234067 })).toBe('tile/3/x001/x234/067');
    expect(entriesPath({ index: 5, width: 256 })).toBe('tile/entries/005');
    expect(parseTilePath('tile/0/x001/234.p/17')).toEqual({ level: 0, index: 1234, width: 17 });
    expect(parseTilePath('tile/entries/005')).toEqual({ level: 'entries', index: 5 });
    for (const path of ['tile/00/005', 'tile/64/005', 'tile/0/5', 'tile/0/x000/005', 'tile/0/005.p/256', 'tile/0/005.p/0']) {
      expect(parseTilePath(path)).toBeUndefined();
    }
  });

  test('a subtree is found in its tile', () => {
    expect(tileOfNode({ level: 8, index: 272 }, 70_000)).toEqual({
      tile: { level: 1, index: 1, width: 17 },
      start: 16,
      count: 1,
    });
    expect(tileOfNode({ level: 2, index: 64 }, 300)).toEqual({ tile: { level: 0, index: 1, width: 44 }, start: 0, count: 4 });
    const [a, b] = [hashLeaf(utf8('a')), hashLeaf(utf8('b'))];
    expect(subtreeInTile(Buffer.concat([a, b]), 0, 2)).toEqual(hashNode(a, b));
  });

  test('entries are read back as they were written', () => {
    const entries = [utf8(''), utf8('một'), new Uint8Array(65535)];
    expect(decodeEntries(encodeEntries(entries)).map((entry) => entry.length)).toEqual([0, 5, 65535]);
  });

  test('a proof is read back as it was written', () => {
    const text = formatCheckpoint({ origin: 'log.example/1', size: 2, root: EMPTY_ROOT });
    const proof = { index: 1, proof: [EMPTY_ROOT], checkpointNote: formatNote(text, [newSigner('log.example/1').line(text)]) };
    expect(parseProof(formatProof(proof))).toMatchObject({ index: 1, checkpointNote: proof.checkpointNote });
    expect(parseProof(formatProof({ ...proof, extra: utf8('x') })).extra).toEqual(utf8('x'));
  });

  test('a receipt is read back as it was written', () => {
    const origin = 'khoithong.example.gov.vn/12';
    const signer = newSigner(receiptKeyName(origin));
    const text = formatReceiptText({ origin, leafHash: EMPTY_ROOT, at: '2026-11-23T05:44:00.123Z', promiseSeconds: 60 });
    expect(signer.key.name).toBe('khoithong.example.gov.vn/receipt');
    expect(parseReceipt(formatNote(text, [signer.line(text)]))).toMatchObject({ origin, promiseSeconds: 60 });
  });
});

test.each([
  ['before 1970', '1969-12-31T23:59:59.999Z', 60],
  ['in the year 0', '0000-01-01T00:00:00.000Z', 60],
  ['of nothing', '2026-11-30T00:00:00.000Z', 0],
  ['for more than ten years', '2026-11-30T00:00:00.000Z', 10 * 365 * 86_400 + 1],
  ['for ever', '2026-11-30T00:00:00.000Z', Number.MAX_SAFE_INTEGER],
  ['beyond the year 9999', '9999-12-31T23:59:59.000Z', 1],
])('a receipt promises nothing %s', (_, at, promiseSeconds) => {
  const receipt = { origin: 'log.example/1', leafHash: new Uint8Array(32), at, promiseSeconds };
  expect(() => formatReceiptText(receipt)).toThrow('receipt-shape');
});
