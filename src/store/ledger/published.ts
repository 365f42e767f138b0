/** What anybody may fetch of a log: what was signed, the hashes, and for those entrusted with a copy the leaves. */
import type pg from 'pg';
import { formatNote, parseNote } from '../../../verifier/formats/note.ts';
import { encodeEntries, TILE_WIDTH } from '../../../verifier/formats/tiles.ts';
import { key } from '../../dossier/keys.ts';
import type { LogName } from '../../ledger/signer.ts';
import { readAs } from '../database.ts';
import type { Store } from '../store.ts';
import type { LogEpoch } from './prove.ts';

const HASH_BYTES = 32;

/** A checkpoint as others take it: the note with the signatures of the log and of its witnesses. */
export interface PublishedCheckpoint {
  readonly epoch: number;
  readonly size: number;
  readonly note: string;
}

/** The newest checkpoint of a log, or of one of its epochs; undefined before the first. */
export async function readCheckpoint(store: Store, log: LogName, epoch?: number): Promise<PublishedCheckpoint | undefined> {
  return read(store, async (client) => {
    const found = await client.query<{ epoch: number; size: string; note: string; lines: readonly string[] }>({
      name: 'ledger_checkpoint',
      text: `select c.epoch, c.size, c.note, array(
         select distinct on (k.witness) k.line from app.ledger_cosignature k
         where k.tenant = c.tenant and k.log = c.log and k.epoch = c.epoch and k.size = c.size order by k.witness, k.time desc) as lines
       from app.ledger_checkpoint c where c.log = $1 and ($2::int is null or c.epoch = $2) order by c.epoch desc, c.size desc limit 1`,
      values: [log, epoch ?? null],
    });
    const row = found.rows[0];
    return row && { epoch: row.epoch, size: Number(row.size), note: withCosignatures(row.note, row.lines) };
  });
}

/** A checkpoint's note with further signature lines. */
export function withCosignatures(note: string, lines: readonly string[]): string {
  if (lines.length === 0) return note;
  const { text, signatures } = parseNote(note);
  return formatNote(text, [...signatures.map(({ line }) => line), ...lines]);
}

/** A tile of exactly that many hashes; undefined where the log has not so many. */
export async function readTile(
  store: Store,
  { log, epoch }: LogEpoch,
  { level, index, width = TILE_WIDTH }: { readonly level: number; readonly index: number; readonly width?: number },
): Promise<Uint8Array | undefined> {
  // The growing edge is nobody's before a checkpoint over it is signed.
  return read(store, async (client) => {
    const found = await client.query<{ hashes: Buffer }>({
      name: 'ledger_tile',
      text: `select substring(t.hashes from 1 for $5 * ${HASH_BYTES}) as hashes from app.ledger_tile t
       where t.log = $1 and t.epoch = $2 and t.level = $3 and t.n = $4 and octet_length(t.hashes) >= $5 * ${HASH_BYTES}
         and (t.n * ${TILE_WIDTH} + $5) * ${TILE_WIDTH}::numeric ^ t.level <= (select max(c.size) from app.ledger_checkpoint c where c.log = $1 and c.epoch = $2)`,
      values: [log, epoch, level, index, width],
    });
    return found.rows[0]?.hashes;
  });
}

/** A bundle of entries, for those entrusted with a copy of the log; undefined where no checkpoint over so many is signed. */
export async function readEntries(
  store: Store,
  { log, epoch }: LogEpoch,
  { index, width = TILE_WIDTH }: { readonly index: number; readonly width?: number },
): Promise<Uint8Array | undefined> {
  return read(store, async (client) => {
    const found = await client.query<{ leaf: string }>({
      name: 'ledger_entries',
      text: `select e.leaf from app.ledger_entry e where e.log = $1 and e.epoch = $2 and e.idx >= $3 and e.idx < $4
         and $4 <= (select max(c.size) from app.ledger_checkpoint c where c.log = $1 and c.epoch = $2) order by e.idx`,
      values: [log, epoch, index * TILE_WIDTH, index * TILE_WIDTH + width],
    });
    if (found.rows.length < width) return undefined;
    return encodeEntries(found.rows.map((row) => Buffer.from(row.leaf, 'utf8')));
  });
}

function read<T>(store: Store, ask: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return readAs(store.pool, { tenant: store.tenant, person: null, keys: [key.system] }, ask);
}
