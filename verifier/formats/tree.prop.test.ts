import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entries, treeOf } from './tree.test-support.ts';
import {
  appendAll,
  consistencyProof,
  EMPTY_RANGE,
  hashLeaf,
  hashNode,
  inclusionProof,
  nodesOfTree,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from './tree.ts';

const LARGEST = 500;
const tree = treeOf(entries(LARGEST));
const MUTATIONS = 10_000;

const hashes = fc.uint8Array({ minLength: 32, maxLength: 32 });
const sizes = fc.integer({ min: 1, max: LARGEST });
const inTree = sizes.chain((size) => fc.record({ size: fc.constant(size), index: fc.nat(size - 1) }));
const twoSizes = sizes.chain((to) => fc.record({ to: fc.constant(to), from: fc.integer({ min: 1, max: to }) }));

function flip(hash: Uint8Array, bit: number): Uint8Array {
  const copy = Uint8Array.from(hash);
  copy[Math.floor(bit / 8) % copy.length] = (copy[Math.floor(bit / 8) % copy.length] ?? 0) ^ (1 << (bit % 8));
  return copy;
}

/** A proof that is another one: a bit flipped, a hash dropped, added, repeated, cut short, or two of them changed about. */
function spoil(proof: readonly Uint8Array[], way: number, at: number, bit: number, other: Uint8Array): Uint8Array[] {
  const spoilt = [...proof];
  const place = proof.length === 0 ? 0 : at % proof.length;
  const [one, next] = [proof[place], proof[place + 1]];
  if (way === 0 || !one) spoilt.splice(at % (proof.length + 1), 0, other);
  else if (way === 1) spoilt.splice(place, 1);
  else if (way === 2) spoilt.splice(place, 0, one);
  else if (way === 3) spoilt[place] = one.subarray(0, 31);
  else if (way === 4 && next) spoilt.splice(place, 2, next, one);
  else spoilt[place] = flip(one, bit);
  return spoilt;
}

const spoiling = [fc.nat(5), fc.nat(60), fc.nat(255), hashes] as const;

describe('a proof', () => {
  test('of a leaf is refused once anything of it is changed', async () => {
    await fc.assert(
      fc.asyncProperty(inTree, fc.nat(3), fc.nat(), ...spoiling, async ({ size, index }, what, shift, way, at, bit, other) => {
        const proof = await inclusionProof(index, size, tree.read);
        const claim = { index, size, leaf: tree.leaf(index), proof, root: tree.root(size) };
        expect(verifyInclusion(claim)).toBe(true);
        if (what === 0) expect(verifyInclusion({ ...claim, leaf: flip(claim.leaf, bit) })).toBe(false);
        else if (what === 1) expect(verifyInclusion({ ...claim, root: flip(claim.root, bit) })).toBe(false);
        else if (what === 2 && size > 1) {
          expect(verifyInclusion({ ...claim, index: (index + 1 + (shift % (size - 1))) % size })).toBe(false);
        } else expect(verifyInclusion({ ...claim, proof: spoil(proof, way, at, bit, other) })).toBe(false);
      }),
      { numRuns: MUTATIONS },
    );
  });

  test('of an earlier tree is refused once anything of it is changed', async () => {
    await fc.assert(
      fc.asyncProperty(twoSizes, fc.nat(2), ...spoiling, async ({ from, to }, what, way, at, bit, other) => {
        const proof = await consistencyProof(from, to, tree.read);
        const claim = { from, to, fromRoot: tree.root(from), toRoot: tree.root(to), proof };
        expect(verifyConsistency(claim)).toBe(true);
        if (what === 0) expect(verifyConsistency({ ...claim, fromRoot: flip(claim.fromRoot, bit) })).toBe(false);
        else if (what === 1) expect(verifyConsistency({ ...claim, toRoot: flip(claim.toRoot, bit) })).toBe(false);
        else expect(verifyConsistency({ ...claim, proof: spoil(proof, way, at, bit, other) })).toBe(false);
      }),
      { numRuns: MUTATIONS },
    );
  });

  test('never joins the tree that was to a tree that changed what was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 60 }), fc.nat(), fc.nat(), async (to, a, b) => {
        const from = 1 + (a % to);
        const rewritten = treeOf(entries(to).map((entry, i) => (i === b % from ? (entries(1, 'edited')[0] ?? entry) : entry)));
        const proof = await consistencyProof(from, to, rewritten.read);
        const claim = { from, to, fromRoot: tree.root(from), toRoot: rewritten.root(to), proof };
        expect(verifyConsistency(claim)).toBe(false);
      }),
    );
  });

  test('holds in trees as large as numbers go', async () => {
    // With all leaves alike, the hash of a complete subtree depends on its level only.
    const leaf = hashLeaf(new Uint8Array());
    const levels = [leaf];
    for (let last = leaf; levels.length < 60; levels.push(last)) last = hashNode(last, last);
    const read = (level: number) => levels[level] ?? leaf;
    const rootAt = (size: number) => rootOf({ size, hashes: nodesOfTree(size).map((node) => read(node.level)) });
    const large = fc.integer({ min: 2 ** 31 - 3, max: Number.MAX_SAFE_INTEGER });
    await fc.assert(
      fc.asyncProperty(large, large, async (a, b) => {
        const [from, to] = a < b ? [a, b] : [b, a];
        const consistency = await consistencyProof(from, to, read);
        const claim = { from, to, fromRoot: rootAt(from), toRoot: rootAt(to), proof: consistency };
        expect(verifyConsistency(claim)).toBe(true);
        const index = from - 1;
        const proof = await inclusionProof(index, to, read);
        expect(proof.length).toBeLessThanOrEqual(53);
        expect(verifyInclusion({ index, size: to, leaf, proof, root: rootAt(to) })).toBe(true);
        expect(verifyInclusion({ index, size: to, leaf: levels[1] ?? leaf, proof, root: rootAt(to) })).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test('does not care in how many pieces the tree was grown', () => {
    fc.assert(
      fc.property(fc.array(hashes, { maxLength: 80 }), fc.nat(80), (leaves, at) => {
        const whole = appendAll(EMPTY_RANGE, leaves);
        const inTwo = appendAll(appendAll(EMPTY_RANGE, leaves.slice(0, at)), leaves.slice(at));
        expect(inTwo).toEqual(whole);
        expect(whole.hashes).toHaveLength(nodesOfTree(leaves.length).length);
      }),
    );
  });
});
