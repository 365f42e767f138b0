import { utf8 } from './bytes.ts';
import { appendAll, EMPTY_RANGE, EMPTY_ROOT, hashLeaf, rootOf } from './tree.ts';

/** A tree with all its nodes and all the roots it ever had. */
export interface WholeTree {
  read(level: number, index: number): Uint8Array;
  leaf(index: number): Uint8Array;
  root(size: number): Uint8Array;
}

/** So many different entries; `salt` makes others. */
export const entries = (count: number, salt = ''): Uint8Array[] =>
  Array.from({ length: count }, (_, i) => utf8(`entry ${i}${salt}`));

/** The tree of these entries. */
export function treeOf(list: readonly Uint8Array[]): WholeTree {
  const nodes = new Map<string, Uint8Array>();
  const roots = [EMPTY_ROOT];
  let range = EMPTY_RANGE;
  for (const entry of list) {
    range = appendAll(range, [hashLeaf(entry)], (level, index, hash) => nodes.set(`${level}/${index}`, hash));
    roots.push(rootOf(range));
  }
  const read = (level: number, index: number) => found(nodes.get(`${level}/${index}`));
  return { read, leaf: (index) => read(0, index), root: (size) => found(roots[size]) };
}

function found(hash: Uint8Array | undefined): Uint8Array {
  if (!hash) throw new Error('the tree has no such node');
  return hash;
}
