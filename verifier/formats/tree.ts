/**
 * The Merkle tree of RFC 6962: what a root commits to, and the two proofs that make it worth anything.
 *
 * Sizes and indices are whole numbers up to 2^53-1, so they are halved and doubled, never shifted.
 */
import { sha256 } from '../platform/node.ts';
import { equal } from './bytes.ts';
import { isCount } from './numbers.ts';

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);
const HASH_BYTES = 32;

/** The hash of an entry. */
export function hashLeaf(bytes: Uint8Array): Uint8Array {
  return sha256(LEAF, bytes);
}

/** The hash of two subtrees side by side. */
export function hashNode(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(NODE, left, right);
}

/** The root of the tree without entries. */
export const EMPTY_ROOT: Uint8Array = sha256(new Uint8Array());

/** All that is needed to go on with a tree: the hashes of its complete subtrees, largest (leftmost) first. */
export interface CompactRange {
  readonly size: number;
  readonly hashes: readonly Uint8Array[];
}

/** The tree without entries. */
export const EMPTY_RANGE: CompactRange = { size: 0, hashes: [] };

/** A subtree that will never change: its level (0 = one leaf) and its place among those of that level. */
export interface TreeNode {
  readonly level: number;
  readonly index: number;
}

/** Gives the hash of a complete subtree. */
export type ReadNode = (level: number, index: number) => Uint8Array | Promise<Uint8Array>;

/** The range with one more leaf. */
export function append(range: CompactRange, leafHash: Uint8Array): CompactRange {
  return appendAll(range, [leafHash]);
}

/** The range with more leaves; `onNode` hears of every subtree completed thereby, the leaves themselves included. */
export function appendAll(
  range: CompactRange,
  leafHashes: Iterable<Uint8Array>,
  onNode?: (level: number, index: number, hash: Uint8Array) => void,
): CompactRange {
  const hashes = [...range.hashes];
  let size = range.size;
  for (const leaf of leafHashes) {
    let hash = leaf;
    let index = size;
    let level = 0;
    onNode?.(level, index, hash);
    while (index % 2 === 1) {
      const left = hashes.pop();
      if (!left) throw new RangeError('a compact range lacks a subtree');
      hash = hashNode(left, hash);
      index = (index - 1) / 2;
      level += 1;
      onNode?.(level, index, hash);
    }
    hashes.push(hash);
    size += 1;
  }
  return { size, hashes };
}

/** The root a range stands for. */
export function rootOf(range: CompactRange): Uint8Array {
  return fold(range.hashes) ?? EMPTY_ROOT;
}

/** Complete subtrees side by side, largest first, become one hash from the right. */
function fold(hashes: readonly Uint8Array[]): Uint8Array | undefined {
  return hashes.reduceRight<Uint8Array | undefined>((right, left) => (right ? hashNode(left, right) : left), undefined);
}

/** Whether the leaf hash stands at this index of the tree with this root. */
export function verifyInclusion(claim: {
  readonly index: number;
  readonly size: number;
  readonly leaf: Uint8Array;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}): boolean {
  const { index, size, leaf, proof, root } = claim;
  if (!isCount(index) || !isCount(size) || index >= size || !areHashes([leaf, root, ...proof])) return false;
  const way = { from: index, to: size - 1 };
  let hash = leaf;
  for (const other of proof) {
    if (way.to === 0) return false;
    hash = stepUp(way) === 'left' ? hashNode(other, hash) : hashNode(hash, other);
  }
  return way.to === 0 && equal(hash, root);
}

/** Whether the tree `to` begins with all the leaves of the tree `from`, in the same order. */
export function verifyConsistency(claim: {
  readonly from: number;
  readonly to: number;
  readonly fromRoot: Uint8Array;
  readonly toRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
}): boolean {
  const { from, to, fromRoot, toRoot, proof } = claim;
  if (!isCount(from) || !isCount(to) || from > to || !areHashes([fromRoot, toRoot, ...proof])) return false;
  if (from === 0 && !equal(fromRoot, EMPTY_ROOT)) return false;
  if (from === to) return proof.length === 0 && equal(fromRoot, toRoot);
  if (from === 0) return proof.length === 0;

  const way = { from: from - 1, to: to - 1 };
  while (way.from % 2 === 1) halve(way);
  // A complete tree is itself the first subtree, so the proof does not repeat it.
  const [start, ...rest] = way.from === 0 ? [fromRoot, ...proof] : proof;
  if (!start) return false;
  let older = start;
  let newer = start;
  for (const other of rest) {
    if (way.to === 0) return false;
    if (stepUp(way) === 'left') {
      older = hashNode(other, older);
      newer = hashNode(other, newer);
    } else {
      newer = hashNode(newer, other);
    }
  }
  return way.to === 0 && equal(older, fromRoot) && equal(newer, toRoot);
}

interface Way {
  from: number;
  to: number;
}

/** On which side the next hash of a proof joins, walking up until the next place where one does (RFC 9162, 2.1.3.2). */
function stepUp(way: Way): 'left' | 'right' {
  if (way.from % 2 === 0 && way.from !== way.to) {
    halve(way);
    return 'right';
  }
  while (way.from % 2 === 0 && way.from !== 0) halve(way);
  halve(way);
  return 'left';
}

function halve(way: Way): void {
  way.from = Math.floor(way.from / 2);
  way.to = Math.floor(way.to / 2);
}

function areHashes(values: readonly Uint8Array[]): boolean {
  return values.every((value) => value.length === HASH_BYTES);
}

/** The subtrees whose hashes an inclusion proof is made of. */
export function nodesOfInclusion(index: number, size: number): readonly TreeNode[] {
  return planInclusion(index, size).flat();
}

/** The subtrees whose hashes a consistency proof is made of. */
export function nodesOfConsistency(from: number, to: number): readonly TreeNode[] {
  return planConsistency(from, to).flat();
}

/** The proof that the leaf at `index` stands in the tree of `size` leaves. */
export async function inclusionProof(index: number, size: number, read: ReadNode): Promise<Uint8Array[]> {
  return carryOut(planInclusion(index, size), read);
}

/** The proof that the tree of `to` leaves begins with the tree of `from` leaves. */
export async function consistencyProof(from: number, to: number, read: ReadNode): Promise<Uint8Array[]> {
  return carryOut(planConsistency(from, to), read);
}

/** The complete subtrees, largest first, that make up the tree of this size. */
export function nodesOfTree(size: number): readonly TreeNode[] {
  return completeSubtrees(0, size);
}

/** Each hash of a proof: the complete subtrees it is folded from. */
type Plan = readonly (readonly TreeNode[])[];

async function carryOut(plan: Plan, read: ReadNode): Promise<Uint8Array[]> {
  return Promise.all(
    plan.map(async (nodes) => {
      const hash = fold(await Promise.all(nodes.map(async (node) => read(node.level, node.index))));
      if (!hash) throw new RangeError('a proof names a subtree without leaves');
      return hash;
    }),
  );
}

function planInclusion(index: number, size: number): Plan {
  if (!isCount(index) || !isCount(size) || index >= size) throw new RangeError(`no leaf ${index} in a tree of ${size}`);
  const plan: TreeNode[][] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    if (index < middle) {
      plan.push(completeSubtrees(middle, end));
      end = middle;
    } else {
      plan.push(completeSubtrees(start, middle));
      start = middle;
    }
  }
  return plan.reverse();
}

function planConsistency(from: number, to: number): Plan {
  if (!isCount(from) || !isCount(to) || from > to) throw new RangeError(`no tree of ${to} begins with ${from}`);
  if (from === 0) return [];
  const plan: TreeNode[][] = [];
  let [start, end] = [0, to];
  while (from !== end) {
    const middle = start + splitOf(end - start);
    if (from <= middle) {
      plan.push(completeSubtrees(middle, end));
      end = middle;
    } else {
      plan.push(completeSubtrees(start, middle));
      start = middle;
    }
  }
  // Only a tree that is the whole left edge is known to the reader already.
  if (start !== 0) plan.push(completeSubtrees(start, end));
  return plan.reverse();
}

/** The largest power of two below a size of at least two. */
function splitOf(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

/** The leaves from `start` to before `end` as complete subtrees; `start` is where a subtree at least that large begins. */
function completeSubtrees(start: number, end: number): TreeNode[] {
  const nodes: TreeNode[] = [];
  let at = start;
  while (at < end) {
    let [width, level] = [1, 0];
    while (width * 2 <= end - at) {
      width *= 2;
      level += 1;
    }
    nodes.push({ level, index: at / width });
    at += width;
  }
  return nodes;
}
