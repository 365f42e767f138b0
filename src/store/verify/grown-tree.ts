/** A tree grown anew from leaves, with what its tiles above the leaves should be. */
import { appendAll, type CompactRange, EMPTY_RANGE, rootOf } from '../../../verifier/formats/tree.ts';

const HASH_BYTES = 32;
/** Levels of the tree in one level of tiles. */
const TILE_HEIGHT = 8;
const FIRST_ROOM = 256;

/** Hashes one after another, in memory that grows. */
class Hashes {
  #bytes: Buffer;
  #length = 0;

  constructor(bytes: Uint8Array = new Uint8Array(0)) {
    this.#bytes = Buffer.alloc(Math.max(FIRST_ROOM * HASH_BYTES, 2 * bytes.length));
    this.#bytes.set(bytes);
    this.#length = bytes.length;
  }

  add(hash: Uint8Array): void {
    if (this.#length + HASH_BYTES > this.#bytes.length)
      this.#bytes = Buffer.concat([this.#bytes, Buffer.alloc(this.#bytes.length)]);
    this.#bytes.set(hash, this.#length);
    this.#length += HASH_BYTES;
  }

  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }
}

/** Grows from the empty tree; knows its root at every moment and every hash of its tiles above level 0. */
export class GrownTree {
  #range: CompactRange;
  readonly #upper: Hashes[];

  constructor(range: CompactRange = EMPTY_RANGE, upper: Hashes[] = []) {
    this.#range = range;
    this.#upper = upper;
  }

  get size(): number {
    return this.#range.size;
  }

  grow(leafHashes: readonly Uint8Array[]): void {
    this.#range = appendAll(this.#range, leafHashes, (level, _index, hash) => {
      if (level > 0 && level % TILE_HEIGHT === 0) this.#levelOf(level / TILE_HEIGHT).add(hash);
    });
  }

  root(): Uint8Array {
    return rootOf(this.#range);
  }

  /** The hashes of one level of tiles, one after another; level 0 are the leaves, which are not kept. */
  hashesOf(level: number): Buffer {
    return this.#upper[level - 1]?.bytes ?? Buffer.alloc(0);
  }

  /** A tree of its own that goes on from here. */
  fork(): GrownTree {
    return new GrownTree(
      this.#range,
      this.#upper.map((hashes) => new Hashes(hashes.bytes)),
    );
  }

  #levelOf(level: number): Hashes {
    while (this.#upper.length < level) this.#upper.push(new Hashes());
    const hashes = this.#upper[level - 1];
    if (!hashes) throw new RangeError(`no level ${level}`);
    return hashes;
  }
}
