/** The log of readings: every leaf in its chain, every reading as its leaf has it, and none missing. */
import type pg from 'pg';
import { toHex } from '../../kernel/json.ts';
import { asInstant } from '../../kernel/time.ts';
import { hashLeaf } from '../../ledger/leaf.ts';
import { digestReading, writeReadLeaf } from '../../ledger/read-batch.ts';
import { type ReadingRow, toSaltedReading } from '../batch-readings.ts';
import type { Difference, Findings } from './report.ts';

const LEAVES_AT_ONCE = 50;
/** A reading may be written by a transaction that ends after a leaf was made. */
const LEFT_OUT_AFTER = '5 minutes';

interface StoredBatch {
  readonly n: string;
  readonly leaf: string;
  readonly hash: Buffer;
  readonly previous: Buffer | null;
  readonly digests: readonly string[];
  readonly at: Date;
}

type StoredEvent = ReadingRow & { readonly batch: string };

/** Names every leaf and every reading that is not as it was committed to. Readings of the last minute, which have no leaf yet, are nobody's fault. */
export async function checkReadings(client: pg.ClientBase, findings: Findings): Promise<void> {
  let before: { readonly n: number; readonly hash: Buffer; readonly stream: string } | undefined;
  for (;;) {
    const { rows } = await client.query<StoredBatch>(
      `select n, leaf, leaf_hash as hash, prev_hash as previous, digests, at from app.read_batch where n > $1 order by n limit ${LEAVES_AT_ONCE}`,
      [before?.n ?? -1],
    );
    if (rows.length === 0) break;
    const numbers = rows.map((row) => Number(row.n));
    const events = await client.query<StoredEvent>('select * from app.read_event where batch = any ($1::bigint[])', [numbers]);
    for (const row of rows) {
      const n = Number(row.n);
      const stream = streamOf(row.leaf);
      const follows =
        n === (before ? before.n + 1 : 0) &&
        (before ? row.previous?.equals(before.hash) === true && stream === before.stream : row.previous === null);
      if (!follows) findings.add({ code: 'read-chain-broken', where: `read_batch ${n}` });
      for (const found of checkBatch(
        n,
        stream,
        row,
        events.rows.filter((event) => event.batch === row.n),
      ))
        findings.add(found);
      before = { n, hash: row.hash, stream };
    }
  }
  const astray = await client.query<{ id: string; dossier: string }>(
    `select e.id::text, e.dossier::text from app.read_event e where e.batch is not null
     and not exists (select 1 from app.read_batch b where b.tenant = e.tenant and b.n = e.batch)`,
  );
  for (const { id, dossier } of astray.rows) findings.add({ code: 'read-leaf-missing', dossier, where: `read_event ${id}` });
  await checkLeftOut(client, findings);
  await checkPlaces(client, findings);
}

/** The oldest readings get into a leaf first: one left out so long before the last leaf was slipped in, or untied from its leaf. */
async function checkLeftOut(client: pg.ClientBase, findings: Findings): Promise<void> {
  const found = await client.query<{ id: string; dossier: string }>(
    `select e.id::text, e.dossier::text from app.read_event e
     where e.batch is null and e.last_at < (select max(b.at) from app.read_batch b where b.tenant = e.tenant) - $1::interval order by e.at, e.id`,
    [LEFT_OUT_AFTER],
  );
  for (const { id, dossier } of found.rows) findings.add({ code: 'read-uncommitted', dossier, where: `read_event ${id}` });
}

/**
 * Holds the chain against the log that was signed: a chain written anew from beginning to end agrees with itself, and a cut one with what is left of it.
 * The first leaf of a later epoch says why that epoch began and is no leaf of readings.
 */
async function checkPlaces(client: pg.ClientBase, findings: Findings): Promise<void> {
  const wrong = await client.query<{ n: string | null; place: string }>(
    `select b.n, format('reads/%s %s', coalesce(e.epoch, b.epoch), coalesce(e.idx, b.idx)) as place
     from (select * from app.read_batch where idx is not null) b
       full join (select * from app.ledger_entry where log = 'reads' and not (epoch > 1 and idx = 0)) e on e.epoch = b.epoch and e.idx = b.idx
     where b.n is null or e.idx is null or e.seq <> b.n or e.leaf <> b.leaf order by coalesce(e.epoch, b.epoch), coalesce(e.idx, b.idx)`,
  );
  for (const { n, place } of wrong.rows)
    findings.add(
      n === null ? { code: 'read-missing', where: place } : { code: 'read-leaf-changed', where: `read_batch ${n}, ${place}` },
    );
}

function checkBatch(n: number, stream: string, row: StoredBatch, events: readonly StoredEvent[]): readonly Difference[] {
  const found: Difference[] = [];
  const leaf = writeReadLeaf({ n, stream, previous: row.previous, at: asInstant(row.at) }, row.digests);
  if (leaf !== row.leaf || toHex(hashLeaf(row.leaf)) !== row.hash.toString('hex'))
    found.push({ code: 'read-leaf-changed', where: `read_batch ${n}` });
  const left = new Set(row.digests);
  for (const event of events)
    if (!left.delete(digestReading(toSaltedReading(event))))
      found.push({ code: 'read-changed', dossier: event.dossier, where: `read_event ${event.id}` });
  const missing = row.digests.length - events.length;
  if (missing > 0) found.push({ code: 'read-missing', where: `read_batch ${n}: ${missing}` });
  return found;
}

/** Only tampering gives a leaf that cannot be read: then no stream is the right one. */
function streamOf(leaf: string): string {
  try {
    const { s } = JSON.parse(leaf) as { readonly s?: unknown };
    return typeof s === 'string' ? s : '';
  } catch {
    return '';
  }
}
