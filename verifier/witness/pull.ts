/** For a witness that nobody can reach from outside: it fetches checkpoint and tiles itself and brings its cosignature. */
import { fromUtf8 } from '../formats/bytes.ts';
import { parseCheckpoint } from '../formats/checkpoint.ts';
import { FormatProblem, parseNote } from '../formats/note.ts';
import { subtreeInTile, type Tile, tileOfNode, tilePath } from '../formats/tiles.ts';
import { consistencyProof } from '../formats/tree.ts';
import type { Cosigned, Refused } from './decide.ts';
import { WitnessProblem } from './problem.ts';
import type { Witness } from './witness.ts';

const MAX_NOTE = 256 * 1024;
const MAX_TILE = 8192;
const WAIT_MS = 30_000;

/** Fetches, decides and, when cosigned, delivers. Tells whether the log took the cosignature. */
export async function pull(witness: Witness, log: string): Promise<{ decision: Cosigned | Refused; delivered: boolean }> {
  const base = log.replace(/\/+$/, '');
  const note = fromUtf8(await fetchBytes(`${base}/checkpoint`, MAX_NOTE)) ?? '';
  const { origin, size } = readable(base, () => parseCheckpoint(parseNote(note).text));
  const old = witness.state.logs.get(origin)?.latest?.size ?? 0;
  const proof = size > old ? await proofFromTiles(base, old, size) : [];
  const decision = await witness.submit({ old, proof, note });
  return { decision, delivered: decision.outcome === 'cosigned' && (await deliver(base, decision.note)) };
}

/** What the tiles prove is verified afterwards like any proof, so that they need not be trusted. */
async function proofFromTiles(base: string, from: number, to: number): Promise<Uint8Array[]> {
  const tiles = new Map<string, Promise<Uint8Array>>();
  const tileAt = (tile: Tile): Promise<Uint8Array> => {
    const path = tilePath(tile);
    const known = tiles.get(path) ?? fetchTile(base, tile);
    tiles.set(path, known);
    return known;
  };
  return consistencyProof(from, to, async (level, index) => {
    const { tile, start, count } = tileOfNode({ level, index }, to);
    const bytes = await tileAt(tile);
    return readable(`${base}/${tilePath(tile)}`, () => subtreeInTile(bytes, start, count));
  });
}

/** A log may drop a partial tile once the full one is there. */
async function fetchTile(base: string, tile: Tile): Promise<Uint8Array> {
  try {
    return await fetchBytes(`${base}/${tilePath(tile)}`, MAX_TILE);
  } catch (problem) {
    if (tile.width === undefined) throw problem;
    return fetchBytes(`${base}/${tilePath({ level: tile.level, index: tile.index })}`, MAX_TILE);
  }
}

async function deliver(base: string, note: string): Promise<boolean> {
  const response = await request(`${base}/cosignature`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: note,
  });
  await response.body?.cancel();
  return response.ok;
}

async function fetchBytes(url: string, limit: number): Promise<Uint8Array> {
  const response = await request(url, {});
  if (!response.ok || !response.body) throw new WitnessProblem('log-away', `${url} (${response.status})`);
  const reader = response.body.getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    length += read.value.length;
    if (length > limit) throw new WitnessProblem('log-unreadable', url);
    pieces.push(read.value);
  }
  return Buffer.concat(pieces);
}

async function request(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(WAIT_MS) });
  } catch (problem) {
    throw new WitnessProblem('log-away', url, problem);
  }
}

function readable<T>(url: string, read: () => T): T {
  try {
    return read();
  } catch (problem) {
    if (problem instanceof FormatProblem) throw new WitnessProblem('log-unreadable', url, problem);
    throw problem;
  }
}
