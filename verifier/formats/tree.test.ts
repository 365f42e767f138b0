import { describe, expect, test } from 'vitest';
import { equal, fromHex, toHex, utf8 } from './bytes.ts';
import {
  append,
  appendAll,
  consistencyProof,
  EMPTY_RANGE,
  EMPTY_ROOT,
  hashLeaf,
  inclusionProof,
  nodesOfTree,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from './tree.ts';

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

/** A tree of n leaves with all its nodes, to be read from. */
function treeOf(n: number) {
  const nodes = new Map<string, Uint8Array>();
  const roots = [EMPTY_ROOT];
  let range = EMPTY_RANGE;
  for (let i = 0; i < n; i += 1) {
    range = appendAll(range, [hashLeaf(utf8(`entry ${i}`))], (level, index, hash) => nodes.set(`${level}/${index}`, hash));
    roots.push(rootOf(range));
  }
  const read = (level: number, index: number) => nodes.get(`${level}/${index}`) ?? new Uint8Array();
  const root = (size: number) => roots[size] ?? new Uint8Array();
  return { read, root, leaf: (index: number) => read(0, index) };
}

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

  test('proves every leaf and every earlier tree of every size up to 70', async () => {
    const tree = treeOf(70);
    for (let size = 0; size <= 70; size += 1) {
      for (let index = 0; index < size; index += 1) {
        const proof = await inclusionProof(index, size, tree.read);
        expect(verifyInclusion({ index, size, leaf: tree.leaf(index), proof, root: tree.root(size) })).toBe(true);
      }
      for (let from = 0; from <= size; from += 1) {
        const proof = await consistencyProof(from, size, tree.read);
        expect(verifyConsistency({ from, to: size, fromRoot: tree.root(from), toRoot: tree.root(size), proof })).toBe(true);
      }
      const complete = nodesOfTree(size).map((node) => tree.read(node.level, node.index));
      expect(equal(rootOf({ size, hashes: complete }), tree.root(size))).toBe(true);
    }
  });
});
