/** The tree over a log as tiles of 256 hashes: how it grows, and its root. */
import { parseTilePath, subtreeInTile, TILE_WIDTH } from '../../verifier/formats/tiles.ts';
import { EMPTY_ROOT, hashNode } from '../../verifier/formats/tree.ts';

const HASH_BYTES = 32;
/** Levels of the tree in one level of tiles, and as many levels of tiles hold any log there will be. */
const TILE_HEIGHT = 8;

/** One tile: up to 256 hashes one after another. Only the last of a level may be short. */
export interface Tile {
  readonly level: number;
  readonly n: number;
  readonly hashes: Uint8Array;
}

/** The short last tile of each level that has one: all that is needed to go on. */
export type Edge = ReadonlyMap<number, Uint8Array>;

/** What a log became. */
export interface Grown {
  readonly size: number;
  readonly root: Uint8Array;
  /** Every tile that is new or longer than before. */
  readonly tiles: readonly Tile[];
}

/** The edge does not belong to the size it is said to: somebody changed tiles or size. */
export class EdgeProblem extends Error {}

/**
 * The tree after more leaves, given by their hashes one after another.
 * @throws {EdgeProblem}
 */
export function grow(size: number, edge: Edge, leafHashes: Uint8Array): Grown {
  checkEdge(size, edge);
  const tiles: Tile[] = [];
  const last = new Map(edge);
  let coming: Uint8Array = leafHashes;
  let at = size;
  for (let level = 0; coming.length > 0; level++) {
    const before = last.get(level) ?? new Uint8Array(0);
    const all = before.length === 0 ? coming : Buffer.concat([before, coming]);
    const first = Math.floor(at / TILE_WIDTH);
    const roots: Uint8Array[] = [];
    for (let offset = 0, n = first; offset < all.length; offset += TILE_WIDTH * HASH_BYTES, n++) {
      const hashes = all.subarray(offset, offset + TILE_WIDTH * HASH_BYTES);
      tiles.push({ level, n, hashes });
      if (isWhole(hashes)) roots.push(subtreeInTile(hashes, 0, TILE_WIDTH));
    }
    const short = all.subarray(all.length - (all.length % (TILE_WIDTH * HASH_BYTES)));
    if (short.length > 0) last.set(level, short);
    else last.delete(level);
    coming = Buffer.concat(roots);
    at = first;
  }
  return { size: size + leafHashes.length / HASH_BYTES, root: rootOfEdge(last), tiles };
}

/** The root of a tree whose short last tiles are these. */
export function rootOfEdge(edge: Edge): Uint8Array {
  let root: Uint8Array | undefined;
  for (let level = 0; level < TILE_HEIGHT; level++) {
    const hashes = edge.get(level);
    if (hashes === undefined) continue;
    const width = hashes.length / HASH_BYTES;
    for (let bit = 0, end = width; bit < TILE_HEIGHT; bit++) {
      if ((width & (1 << bit)) === 0) continue;
      const subtree = subtreeInTile(hashes, end - (1 << bit), 1 << bit);
      root = root === undefined ? subtree : hashNode(subtree, root);
      end -= 1 << bit;
    }
  }
  return root ?? EMPTY_ROOT;
}

/** How many hashes each level of tiles has for a size, lowest level first, as long as there is one. */
export function widthsOf(size: number): readonly number[] {
  const widths: number[] = [];
  for (let n = size; n > 0; n = Math.floor(n / TILE_WIDTH)) widths.push(n);
  return widths;
}

function checkEdge(size: number, edge: Edge): void {
  const widths = widthsOf(size);
  for (let level = 0; level < TILE_HEIGHT; level++) {
    const expected = ((widths[level] ?? 0) % TILE_WIDTH) * HASH_BYTES;
    if ((edge.get(level)?.length ?? 0) !== expected)
      throw new EdgeProblem(`the last tile of level ${level} is not that of size ${size}`);
  }
}

function isWhole(hashes: Uint8Array): boolean {
  return hashes.length === TILE_WIDTH * HASH_BYTES;
}

/** What a path below the log's address names; undefined where it is not one. */
export const pathOfTile = parseTilePath;
