/** The rows of the ledger in order, some at a time, however many there are; read by cursor, so that a doubled index is seen twice. */
import type pg from 'pg';
import type { LogEpoch } from '../ledger/prove.ts';

/** One epoch of a log as it is stored. */
export interface LogRow extends LogEpoch {
  readonly origin: string;
  readonly size: string;
  readonly closed: boolean;
  readonly because: unknown;
  readonly keys: readonly { readonly purpose: string; readonly vkey: string; readonly signs: boolean }[];
}

/** One leaf with its place. */
export interface EntryRow {
  readonly idx: string;
  readonly leaf: string;
  readonly leaf_hash: Buffer;
  /** Milliseconds since 1970: taking a million moments apart costs more than hashing the leaves. */
  readonly at: number;
  readonly sequenced_at: number;
}

/** One signed checkpoint. */
export interface CheckpointRow {
  readonly size: string;
  readonly root: Buffer;
  readonly note: string;
}

/** One line of a witness; `note` is that of its checkpoint, null where there is none. */
export interface CosignatureRow {
  readonly size: string;
  readonly witness: string;
  readonly time: string;
  readonly line: string;
  readonly note: string | null;
}

/** A tile as it is stored. */
export interface TileRow {
  readonly level: number;
  readonly n: string;
  readonly hashes: Buffer;
}

const AT_ONCE = 1024;

/** Every epoch of every log, with its keys, in their order. */
export async function readLogs(client: pg.ClientBase): Promise<readonly LogRow[]> {
  const found = await client.query<LogRow>(
    `select l.log, l.epoch, l.origin, l.size, l.closed_at is not null as closed, l.closed_because as because,
       coalesce((select jsonb_agg(jsonb_build_object('purpose', k.purpose, 'vkey', k.vkey, 'signs', k.until is null) order by k.purpose, k.vkey)
         from app.ledger_key k where k.tenant = l.tenant and k.log = l.log and k.epoch = l.epoch), '[]') as keys
     from app.ledger_log l order by l.log, l.epoch`,
  );
  return found.rows;
}

/** How many leaves have a place in any log. */
export async function countEntries(client: pg.ClientBase): Promise<number> {
  const found = await client.query<{ n: number }>('select count(*)::float8 as n from app.ledger_entry');
  return found.rows[0]?.n ?? 0;
}

const millis = (column: string) => `floor(extract(epoch from e.${column}) * 1000)::float8 as ${column}`;

/** Leaves of one epoch in the order of their indices. */
export function readEntriesOf(client: pg.ClientBase, of: LogEpoch): AsyncGenerator<readonly EntryRow[]> {
  return readInTurn<EntryRow>(
    client,
    of,
    'entry',
    `e.idx, e.leaf, e.leaf_hash, ${millis('at')}, ${millis('sequenced_at')}`,
    'idx',
  );
}

/** Checkpoints of one epoch, the smallest first. */
export function readCheckpointsOf(client: pg.ClientBase, of: LogEpoch): AsyncGenerator<readonly CheckpointRow[]> {
  return readInTurn<CheckpointRow>(client, of, 'checkpoint', 'e.size, e.root, e.note', 'size');
}

/** Cosignatures of one epoch with the notes they are said to be over. */
export function readCosignaturesOf(client: pg.ClientBase, of: LogEpoch): AsyncGenerator<readonly CosignatureRow[]> {
  const note =
    '(select c.note from app.ledger_checkpoint c where c.tenant = e.tenant and c.log = e.log and c.epoch = e.epoch and c.size = e.size limit 1) as note';
  return readInTurn<CosignatureRow>(client, of, 'cosignature', `e.size, e.witness, e.time, e.line, ${note}`, 'size');
}

/** The tiles of level 0 from one to another, those included. */
export async function readLeafTiles(
  client: pg.ClientBase,
  of: LogEpoch,
  from: number,
  to: number,
): Promise<ReadonlyMap<number, Buffer>> {
  const found = await client.query<TileRow>({
    name: 'verify_leaf_tiles',
    text: 'select t.level, t.n, t.hashes from app.ledger_tile t where t.log = $1 and t.epoch = $2 and t.level = 0 and t.n between $3 and $4',
    values: [of.log, of.epoch, from, to],
  });
  return new Map(found.rows.map((row) => [Number(row.n), row.hashes]));
}

/** The tiles of one level from a place on: of level 0 these are tiles beyond the leaves, above it all of them. */
export async function readTilesFrom(
  client: pg.ClientBase,
  of: LogEpoch,
  level: number,
  from: number,
): Promise<readonly TileRow[]> {
  const found = await client.query<TileRow>(
    'select t.level, t.n, t.hashes from app.ledger_tile t where t.log = $1 and t.epoch = $2 and t.level = $3 and t.n >= $4 order by t.n',
    [of.log, of.epoch, level, from],
  );
  return found.rows;
}

async function* readInTurn<Row extends pg.QueryResultRow>(
  client: pg.ClientBase,
  { log, epoch }: LogEpoch,
  table: 'entry' | 'checkpoint' | 'cosignature',
  columns: string,
  order: string,
): AsyncGenerator<readonly Row[]> {
  const cursor = `kt_${table}_${log}_${epoch}`;
  await client.query(
    `declare ${cursor} no scroll cursor for select ${columns} from app.ledger_${table} e where e.log = ${client.escapeLiteral(log)} and e.epoch = ${Number(epoch)} order by e.${order}`,
  );
  const next = () => client.query<Row>(`fetch ${AT_ONCE} from ${cursor}`);
  try {
    let coming = next();
    for (;;) {
      const { rows } = await coming;
      if (rows.length === 0) return;
      coming = next();
      // Whoever asks for the next hears of a failure; whoever stops earlier need not.
      coming.catch(() => undefined);
      yield rows;
    }
  } finally {
    await client.query(`close ${cursor}`).catch(() => undefined);
  }
}
