/** Proofs out of the stored tiles: that a leaf is in a tree, that a tree goes on from an earlier one. */
import type pg from 'pg';
import { subtreeInTile, tileOfNode } from '../../../verifier/formats/tiles.ts';
import {
  consistencyProof,
  inclusionProof,
  nodesOfConsistency,
  nodesOfInclusion,
  type ReadNode,
  type TreeNode,
} from '../../../verifier/formats/tree.ts';
import type { LogName } from '../../ledger/signer.ts';

/** Which tree. */
export interface LogEpoch {
  readonly log: LogName;
  readonly epoch: number;
}

/** The proof that the leaf at an index stands in the tree of that size. @throws {FormatProblem} tiles are missing or short */
export async function proveInclusion(client: pg.ClientBase, of: LogEpoch, index: number, size: number): Promise<Uint8Array[]> {
  return inclusionProof(index, size, await readNodes(client, of, size, nodesOfInclusion(index, size)));
}

/** The proof that one tree begins with the other. @throws {FormatProblem} tiles are missing or short */
export async function proveConsistency(client: pg.ClientBase, of: LogEpoch, from: number, to: number): Promise<Uint8Array[]> {
  return consistencyProof(from, to, await readNodes(client, of, to, nodesOfConsistency(from, to)));
}

/** One statement for all tiles that these nodes are in. */
export async function readNodes(
  client: pg.ClientBase,
  of: LogEpoch,
  size: number,
  nodes: readonly TreeNode[],
): Promise<ReadNode> {
  const places = new Map(nodes.map((node) => [nameOf(node.level, node.index), tileOfNode(node, size)]));
  const wanted = [...new Map([...places.values()].map(({ tile }) => [nameOf(tile.level, tile.index), tile])).values()];
  const found = await client.query<{ level: number; n: string; hashes: Buffer }>(
    `select t.level, t.n, t.hashes from app.ledger_tile t join unnest($3::smallint[], $4::bigint[]) w(level, n) on w.level = t.level and w.n = t.n
     where t.log = $1 and t.epoch = $2`,
    [of.log, of.epoch, wanted.map((tile) => tile.level), wanted.map((tile) => tile.index)],
  );
  const tiles = new Map(found.rows.map((row) => [nameOf(row.level, Number(row.n)), row.hashes]));
  const known = new Map<string, Uint8Array>();
  return (level, index) => {
    const name = nameOf(level, index);
    const place = places.get(name);
    if (!place) throw new RangeError(`node ${name} was not asked for`);
    const tile = tiles.get(nameOf(place.tile.level, place.tile.index)) ?? new Uint8Array(0);
    const hash = known.get(name) ?? subtreeInTile(tile, place.start, place.count);
    known.set(name, hash);
    return hash;
  };
}

function nameOf(level: number, index: number): string {
  return `${level}/${index}`;
}
