/** Puts the readings of the last minute into one leaf of the log of readings. */
import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { toHex } from '../kernel/json.ts';
import { asInstant } from '../kernel/time.ts';
import { type BatchPlace, buildReadBatch, nameReadStream, type SaltedReading } from '../ledger/read-batch.ts';
import { type Identity, writeAs } from './database.ts';
import type { Store } from './store.ts';

/** Most readings of one leaf: what else there is comes into the next ones. */
export const READINGS_IN_LEAF = 5000;

/** A reading as its row holds it. */
export interface ReadingRow {
  readonly id: string;
  readonly at: Date;
  readonly last_at: Date;
  readonly times: number;
  readonly reader: string;
  readonly key: string;
  readonly post: string | null;
  readonly purpose: string;
  readonly words: string;
  readonly what: string;
  readonly dossier: string;
  readonly subjects: readonly string[];
  readonly held: boolean;
  readonly shown_at: Date | null;
  readonly salt: string;
  readonly subject_salt: string;
}

/** A row as its digest commits to it. */
export function toSaltedReading(row: ReadingRow): SaltedReading {
  const { times, reader, key, post, purpose, words, what, dossier, subjects, held, salt } = row;
  return {
    at: asInstant(row.at),
    last: asInstant(row.last_at),
    times,
    reader,
    key,
    post,
    purpose,
    words,
    what,
    dossier,
    subjects,
    held,
    shownAt: row.shown_at === null ? null : asInstant(row.shown_at),
    salt,
    subjectSalt: row.subject_salt,
  };
}

/**
 * Commits to every reading that no leaf commits to yet; gives how many. Workers beside one another take turns, and each reading gets into one
 * leaf whatever stops them: leaf and readings are written together.
 */
export async function batchReadings(store: Store, system: Identity): Promise<number> {
  let taken = 0;
  for (;;) {
    const count = await writeAs(store.pool, system, (client) => batchOnce(client));
    taken += count;
    if (count < READINGS_IN_LEAF) return taken;
  }
}

async function batchOnce(client: pg.PoolClient): Promise<number> {
  const { rows } = await client.query<ReadingRow>('select * from app.open_readings($1)', [READINGS_IN_LEAF]);
  if (rows.length === 0) return 0;
  const place = await nextPlace(client);
  const batch = buildReadBatch(place, rows.map(toSaltedReading));
  await client.query('select app.write_read_batch($1)', [
    JSON.stringify({
      n: batch.n,
      leaf: batch.text,
      leafHash: toHex(batch.hash),
      prevHash: place.previous && toHex(place.previous),
      digests: batch.digests,
      at: place.at,
      events: rows.map((row) => row.id),
    }),
  ]);
  return rows.length;
}

/** Where the next leaf goes. The first names the stream; time never goes back along it. */
async function nextPlace(client: pg.PoolClient): Promise<BatchPlace> {
  const { rows } = await client.query<{ n: string | null; leaf: string; hash: Buffer; at: Date }>(
    `select b.n, b.leaf, b.leaf_hash as hash, date_trunc('milliseconds', greatest(clock_timestamp(), b.at)) as at
     from (select 1) one left join lateral (select * from app.read_batch order by n desc limit 1) b on true`,
  );
  const [last] = rows;
  const at = asInstant(last?.at ?? new Date(0));
  if (!last || last.n === null) return { n: 0, stream: nameReadStream(randomBytes(32)), previous: null, at };
  return { n: Number(last.n) + 1, stream: (JSON.parse(last.leaf) as { readonly s: string }).s, previous: last.hash, at };
}
