/** Grows the tree of one epoch anew from the bytes of its leaves and compares tiles and signed roots with it. */
import type pg from 'pg';
import { hashLeaf } from '../../../verifier/formats/tree.ts';
import { GrownTree } from './grown-tree.ts';
import {
  type CheckpointRow,
  type EntryRow,
  type LogRow,
  readCheckpointsOf,
  readLeafTiles,
  readTilesFrom,
} from './ledger-rows.ts';
import type { SignatureCheck } from './ledger-signatures.ts';
import type { Findings } from './report.ts';

const HASH_BYTES = 32;
const TILE_WIDTH = 256;
const TILE_BYTES = TILE_WIDTH * HASH_BYTES;
/** Levels of tiles there can be. */
const LEVELS = 8;
/** A gap wider than this is named as one and nothing behind it compared: no tile can fill it in. */
const GAP = 100_000;

/**
 * Takes the leaves in order. Where a leaf and the tile over it disagree, both trees are grown on until a signed root tells which of them
 * was altered; a missing leaf is stood in for by its hash in the tile.
 */
export class TreeCheck {
  readonly #client: pg.ClientBase;
  readonly #log: LogRow;
  readonly #where: string;
  readonly #signatures: SignatureCheck;
  readonly #findings: Findings;
  #tree = new GrownTree();
  /** The tree as the tiles have it, while it is another one. */
  #tiled: GrownTree | undefined;
  /** Indices at which they disagree, since the last root that agreed with either. */
  #disputed: number[] = [];
  #tiles: ReadonlyMap<number, Buffer> = new Map();
  #broken = false;
  readonly #namedTiles = new Set<string>();
  readonly #checkpoints: AsyncIterator<readonly CheckpointRow[]>;
  #batch: readonly CheckpointRow[] = [];
  #at = 0;
  #signed = -1;
  #agreed = 0;
  #differing: { readonly from: string; to: string; count: number } | undefined;

  constructor(client: pg.ClientBase, log: LogRow, signatures: SignatureCheck, findings: Findings) {
    this.#client = client;
    this.#log = log;
    this.#where = `${log.log}/${log.epoch}`;
    this.#signatures = signatures;
    this.#findings = findings;
    this.#checkpoints = readCheckpointsOf(client, log)[Symbol.asyncIterator]();
  }

  /** The next leaves. */
  async take(rows: readonly EntryRow[]): Promise<void> {
    const first = this.#size;
    const last = Number(rows.at(-1)?.idx ?? first);
    if (this.#broken) return;
    const until = Math.min(last, first + GAP);
    this.#tiles = await readLeafTiles(this.#client, this.#log, Math.floor(first / TILE_WIDTH), Math.floor(until / TILE_WIDTH));
    let hashes: Uint8Array[] = [];
    let tiled: Uint8Array[] = [];
    let signed = await this.#nextSize();
    const flush = async () => {
      this.#grow(hashes, tiled);
      hashes = [];
      tiled = [];
      while (signed === this.#size) {
        await this.#compare();
        signed = await this.#nextSize();
      }
    };
    const add = async (index: number, hash: Uint8Array | undefined) => {
      const inTile = this.#hashInTile(index);
      const own = hash ?? inTile ?? new Uint8Array(HASH_BYTES);
      hashes.push(own);
      tiled.push(inTile ?? own);
      if (!isSame(own, inTile)) this.#dispute(index, inTile);
      if (this.#size + hashes.length === signed) await flush();
    };
    if (signed === this.#size) await flush();
    for (const row of rows) {
      const idx = Number(row.idx);
      const expected = this.#size + hashes.length;
      if (idx < expected) {
        this.#findings.add({ code: 'entry-doubled', where: `${this.#where} ${idx}` });
        continue;
      }
      if (idx > expected) {
        this.#findings.add({
          code: 'entry-missing',
          where: `${this.#where} ${idx - 1 > expected ? `${expected}–${idx - 1}` : expected}`,
        });
        if (idx - expected > GAP) {
          this.#broken = true;
          break;
        }
        for (let missing = expected; missing < idx; missing++) await add(missing, undefined);
      }
      await add(idx, this.#hashOf(row));
    }
    await flush();
  }

  /** After the last leaf: what is left of tiles and checkpoints is too much. */
  async end(): Promise<void> {
    if ((await this.#nextSize()) === 0) await this.#compare();
    this.#settle('tile');
    for (let size = await this.#nextSize(); size !== undefined; size = await this.#nextSize()) {
      const row = this.#batch[this.#at];
      this.#at += 1;
      if (!row) break;
      await this.#signatures.checkCheckpoint(row);
      this.#findings.add({ code: 'checkpoint-beyond', where: `${this.#where} ${row.size} > ${this.#size}` });
    }
    await this.#checkpoints.return?.(undefined);
    this.#sayDiffering();
    if (this.#broken) return;
    await this.#checkUpperTiles();
  }

  get #size(): number {
    return this.#tree.size;
  }

  #hashOf({ idx, leaf, leaf_hash: stored }: EntryRow): Uint8Array {
    const hash = hashLeaf(Buffer.from(leaf, 'utf8'));
    if (isSame(hash, stored)) return hash;
    this.#findings.add({ code: 'entry-changed', where: `${this.#where} ${idx}` });
    // What it was hashed to is nearer to what was signed than what it says now.
    return stored;
  }

  #hashInTile(index: number): Uint8Array | undefined {
    const at = (index % TILE_WIDTH) * HASH_BYTES;
    const hash = this.#tiles.get(Math.floor(index / TILE_WIDTH))?.subarray(at, at + HASH_BYTES);
    return hash?.length === HASH_BYTES ? hash : undefined;
  }

  #dispute(index: number, inTile: Uint8Array | undefined): void {
    if (inTile === undefined)
      this.#nameTile(this.#tiles.has(Math.floor(index / TILE_WIDTH)) ? 'tile-changed' : 'tile-missing', 0, index);
    else this.#disputed.push(index);
  }

  #nameTile(code: 'tile-changed' | 'tile-missing' | 'tile-extra', level: number, index: number): void {
    const where = `${this.#where} ${level}/${Math.floor(index / TILE_WIDTH)}`;
    if (this.#namedTiles.has(where)) return;
    this.#namedTiles.add(where);
    this.#findings.add({ code, where });
  }

  #grow(hashes: readonly Uint8Array[], tiled: readonly Uint8Array[]): void {
    if (this.#tiled === undefined && this.#disputed.some((index) => index >= this.#size)) this.#tiled = this.#tree.fork();
    this.#tree.grow(hashes);
    this.#tiled?.grow(tiled);
  }

  /** The size of the next checkpoint to come; undefined after the last. */
  async #nextSize(): Promise<number | undefined> {
    if (this.#at >= this.#batch.length) {
      const next = await this.#checkpoints.next();
      this.#batch = next.done === true ? [] : next.value;
      this.#at = 0;
    }
    const row = this.#batch[this.#at];
    return row === undefined ? undefined : Number(row.size);
  }

  /** Compares a signed root with the tree at its size. */
  async #compare(): Promise<void> {
    const row = this.#batch[this.#at];
    if (!row) return;
    this.#at += 1;
    await this.#signatures.checkCheckpoint(row);
    const where = `${this.#where} ${row.size}`;
    if (this.#signed === Number(row.size)) this.#findings.add({ code: 'checkpoint-second', where });
    this.#signed = Number(row.size);
    if (isSame(this.#tree.root(), row.root)) this.#settle('tile');
    else if (this.#tiled && isSame(this.#tiled.root(), row.root)) this.#settle('entry');
    else {
      if (this.#differing) {
        this.#differing.to = row.size;
        this.#differing.count += 1;
      } else this.#differing = { from: row.size, to: row.size, count: 1 };
      return;
    }
    this.#sayDiffering();
    this.#agreed = this.#size;
  }

  /** A run of roots that are not those of the leaves is one finding: the first says behind which leaf the change is. */
  #sayDiffering(): void {
    if (!this.#differing) return;
    const { from, to, count } = this.#differing;
    this.#findings.add({
      code: 'checkpoint-root',
      where: `${this.#where} ${from === to ? from : `${from}–${to} (${count})`}, ${this.#agreed} ✓`,
    });
    this.#differing = undefined;
  }

  /** It is known now which of leaves and tiles were altered. */
  #settle(altered: 'tile' | 'entry'): void {
    for (const index of this.#disputed) {
      if (altered === 'tile') this.#nameTile('tile-changed', 0, index);
      else this.#findings.add({ code: 'entry-changed', where: `${this.#where} ${index}` });
    }
    this.#disputed = [];
    if (altered === 'entry' && this.#tiled) this.#tree = this.#tiled;
    this.#tiled = undefined;
  }

  async #checkUpperTiles(): Promise<void> {
    const beyond = await readTilesFrom(this.#client, this.#log, 0, Math.floor(this.#size / TILE_WIDTH));
    for (const tile of beyond) this.#checkWidth(0, Number(tile.n), tile.hashes, this.#size);
    for (let level = 1; level < LEVELS; level++) {
      const expected = this.#tree.hashesOf(level);
      const stored = new Map((await readTilesFrom(this.#client, this.#log, level, 0)).map((row) => [Number(row.n), row.hashes]));
      for (let n = 0; n * TILE_BYTES < expected.length; n++) {
        const hashes = stored.get(n);
        stored.delete(n);
        if (hashes === undefined) this.#nameTile('tile-missing', level, n * TILE_WIDTH);
        else if (!isSame(hashes, expected.subarray(n * TILE_BYTES, (n + 1) * TILE_BYTES)))
          this.#nameTile('tile-changed', level, n * TILE_WIDTH);
      }
      for (const n of stored.keys()) this.#nameTile('tile-extra', level, n * TILE_WIDTH);
    }
  }

  #checkWidth(level: number, n: number, hashes: Buffer, size: number): void {
    const width = Math.max(0, Math.min(TILE_WIDTH, size - n * TILE_WIDTH));
    if (width === 0) this.#nameTile('tile-extra', level, n * TILE_WIDTH);
    else if (hashes.length !== width * HASH_BYTES) this.#nameTile('tile-changed', level, n * TILE_WIDTH);
  }
}

function isSame(a: Uint8Array, b: Uint8Array | undefined): boolean {
  return b !== undefined && Buffer.compare(a, b) === 0;
}
