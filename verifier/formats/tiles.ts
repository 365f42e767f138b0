/** c2sp.org/tlog-tiles: the tree as files of 256 hashes that never change, and the entries likewise. */
import { concat } from './bytes.ts';
import { isCount } from './numbers.ts';
import { FormatProblem } from './problem.ts';
import { hashNode, type TreeNode } from './tree.ts';

/** Hashes in a full tile, entries in a full bundle. */
export const TILE_WIDTH = 256;
const TILE_HEIGHT = 8;
const MAX_LEVEL = 63;
const MAX_ENTRY = 0xffff;
const HASH_BYTES = 32;

/** A tile; without a width it is full. */
export interface Tile {
  readonly level: number;
  readonly index: number;
  readonly width?: number;
}

/** A bundle of entries; without a width it is full. */
export interface EntryBundle {
  readonly level: 'entries';
  readonly index: number;
  readonly width?: number;
}

const PATH = /^tile\/(entries|0|[1-9][0-9]?)\/((?:x[0-9]{3}\/)*)([0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/;

/** The path of a tile below the log's address: `tile/0/x001/234.p/17`. */
export function tilePath(tile: Tile): string {
  if (!isCount(tile.level) || tile.level > MAX_LEVEL) throw new FormatProblem('tile-path');
  return `tile/${tile.level}/${placeOf(tile)}`;
}

/** The path of a bundle of entries below the log's address. */
export function entriesPath(bundle: { readonly index: number; readonly width?: number }): string {
  return `tile/entries/${placeOf(bundle)}`;
}

function placeOf({ index, width }: { readonly index: number; readonly width?: number }): string {
  const partial = width !== undefined && width !== TILE_WIDTH;
  if (!isCount(index) || (partial && !(isCount(width) && width >= 1 && width < TILE_WIDTH))) throw new FormatProblem('tile-path');
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const groups = padded.match(/.{3}/g) ?? [];
  const path = groups.map((group, at) => (at === groups.length - 1 ? group : `x${group}`)).join('/');
  return partial ? `${path}.p/${width}` : path;
}

/** What a path names, undefined for every path the two functions above would not write. */
export function parseTilePath(path: string): Tile | EntryBundle | undefined {
  const [, level = '', groups = '', last = '', width] = PATH.exec(path) ?? [];
  const index = Number(`${groups.replaceAll(/[x/]/g, '')}${last}`);
  if (level === '' || !isCount(index)) return undefined;
  const place = width === undefined ? { index } : { index, width: Number(width) };
  if ((place.width ?? 1) >= TILE_WIDTH) return undefined;
  if (level === 'entries') return entriesPath(place) === path ? { level, ...place } : undefined;
  const tile = { level: Number(level), ...place };
  return tile.level <= MAX_LEVEL && tilePath(tile) === path ? tile : undefined;
}

/** The bytes of a bundle of entries. */
export function encodeEntries(entries: readonly Uint8Array[]): Uint8Array {
  return concat(
    ...entries.flatMap((entry) => {
      if (entry.length > MAX_ENTRY) throw new FormatProblem('tile-shape', `${entry.length}`);
      return [Uint8Array.of(Math.floor(entry.length / 256), entry.length % 256), entry];
    }),
  );
}

/** The entries of a bundle, or a FormatProblem. */
export function decodeEntries(bytes: Uint8Array): Uint8Array[] {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    const [high, low] = [bytes[at], bytes[at + 1]];
    if (high === undefined || low === undefined) throw new FormatProblem('tile-shape');
    const end = at + 2 + high * 256 + low;
    if (end > bytes.length || entries.length === TILE_WIDTH) throw new FormatProblem('tile-shape');
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return entries;
}

/** Where a complete subtree is found in a tree of `size` leaves: a tile and the hashes in it the subtree is made of. */
export function tileOfNode(
  node: TreeNode,
  size: number,
): { readonly tile: Tile; readonly start: number; readonly count: number } {
  const level = Math.floor(node.level / TILE_HEIGHT);
  const count = 2 ** (node.level % TILE_HEIGHT);
  const first = node.index * count;
  const index = Math.floor(first / TILE_WIDTH);
  const width = Math.min(TILE_WIDTH, Math.floor(size / TILE_WIDTH ** level) - index * TILE_WIDTH);
  const start = first - index * TILE_WIDTH;
  if (start + count > width) throw new RangeError(`no complete subtree ${node.level}/${node.index} in a tree of ${size}`);
  return { tile: width === TILE_WIDTH ? { level, index } : { level, index, width }, start, count };
}

/** The hash of the subtree made of these hashes of a tile, or a FormatProblem if the tile is too short. */
export function subtreeInTile(tile: Uint8Array, start: number, count: number): Uint8Array {
  if (tile.length % HASH_BYTES !== 0 || (start + count) * HASH_BYTES > tile.length) throw new FormatProblem('tile-shape');
  if (count === 1) return tile.subarray(start * HASH_BYTES, (start + 1) * HASH_BYTES);
  return hashNode(subtreeInTile(tile, start, count / 2), subtreeInTile(tile, start + count / 2, count / 2));
}
