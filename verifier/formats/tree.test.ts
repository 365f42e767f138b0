import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from './bytes.ts';
import { entries, treeOf } from './tree.test-support.ts';
import {
  append,
  consistencyProof,
  EMPTY_RANGE,
  EMPTY_ROOT,
  hashLeaf,
  inclusionProof,
  nodesOfConsistency,
  nodesOfInclusion,
  nodesOfTree,
  rootOf,
  type TreeNode,
  verifyConsistency,
  verifyInclusion,
} from './tree.ts';

/** Every pair of sizes is tried; `TREE_SIZES` asks for more of them. */
const SIZES = Number(process.env['TREE_SIZES'] ?? 130);
const nameOf = (node: TreeNode) => `${node.level}/${node.index}`;

/** The entries and roots all implementations of RFC 6962 are tried with. */
const ENTRIES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(
  (hex) => fromHex(hex) ?? new Uint8Array(),
);
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

describe('the tree', () => {
  test('has the roots of RFC 6962', () => {
    expect(toHex(EMPTY_ROOT)).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    let range = EMPTY_RANGE;
    const roots = ENTRIES.map((entry) => {
      range = append(range, hashLeaf(entry));
      return toHex(rootOf(range));
    });
    expect(roots).toEqual(ROOTS);
  });

  test('proves what the other implementations prove, byte by byte', async () => {
    const tree = treeOf(ENTRIES);
    const written = async (proof: Promise<Uint8Array[]>) => (await proof).map(toHex);
    expect(await written(inclusionProof(0, 8, tree.read))).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ]);
    expect(await written(inclusionProof(5, 8, tree.read))).toEqual([
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
    expect(await written(inclusionProof(2, 3, tree.read))).toEqual([ROOTS[1]]);
    expect(await written(consistencyProof(6, 8, tree.read))).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
    expect(await written(consistencyProof(2, 5, tree.read))).toEqual([
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ]);
  });

  test(`proves every leaf and every earlier tree of every size up to ${SIZES}`, async () => {
    const tree = treeOf(entries(SIZES));
    for (let size = 0; size <= SIZES; size += 1) {
      for (let index = 0; index < size; index += 1) {
        const proof = await inclusionProof(index, size, tree.read);
        if (!verifyInclusion({ index, size, leaf: tree.leaf(index), proof, root: tree.root(size) })) {
          expect.unreachable(`leaf ${index} of ${size}`);
        }
      }
      for (let from = 0; from <= size; from += 1) {
        const proof = await consistencyProof(from, size, tree.read);
        if (!verifyConsistency({ from, to: size, fromRoot: tree.root(from), toRoot: tree.root(size), proof })) {
          expect.unreachable(`${from} in ${size}`);
        }
      }
      const complete = nodesOfTree(size).map((node) => tree.read(node.level, node.index));
      expect(rootOf({ size, hashes: complete })).toEqual(tree.root(size));
    }
  });

  test('names the subtrees a proof is made of, so that they can be read at once', async () => {
    const tree = treeOf(entries(100));
    const asked: string[] = [];
    const read = (level: number, index: number) => {
      asked.push(`${level}/${index}`);
      return tree.read(level, index);
    };
    await inclusionProof(41, 77, read);
    expect(asked.sort()).toEqual(nodesOfInclusion(41, 77).map(nameOf).sort());
    asked.length = 0;
    await consistencyProof(41, 77, read);
    expect(asked.sort()).toEqual(nodesOfConsistency(41, 77).map(nameOf).sort());
  });

  test('has no proof for what does not exist', async () => {
    const { read } = treeOf(entries(3));
    for (const [index, size] of [
      [3, 3],
      [-1, 3],
      [0.5, 3],
      [0, 0],
    ] as const) {
      await expect(inclusionProof(index, size, read)).rejects.toThrow(RangeError);
    }
    await expect(consistencyProof(4, 3, read)).rejects.toThrow(RangeError);
  });
});
