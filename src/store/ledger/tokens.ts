/** What the store knows of time-stamps over checkpoints: which is to be stamped next, and what an authority stated. */
import { key } from '../../dossier/keys.ts';
import { asInstant, type Instant } from '../../kernel/time.ts';
import type { LogName } from '../../ledger/signer.ts';
import { type Identity, readAs, writeAs } from '../database.ts';
import type { Store } from '../store.ts';
import type { LogEpoch } from './prove.ts';

/** The newest checkpoint of a log, with the real time of the database and when this authority last stamped one of the log. */
export interface StampTarget extends LogEpoch {
  readonly size: number;
  readonly note: string;
  readonly now: Instant;
  readonly stampedAt: Instant | undefined;
  /** Whether this very size was stamped. */
  readonly isStamped: boolean;
}

/** Reads it; undefined before the first checkpoint over a leaf. */
export async function readStampTarget(store: Store, log: LogName, authority: string): Promise<StampTarget | undefined> {
  return readAs(store.pool, systemOf(store), async (client) => {
    const found = await client.query<{
      epoch: number;
      size: string;
      note: string;
      now: Date;
      stampedAt: Date | null;
      isStamped: boolean;
    }>({
      name: 'stamp_target',
      text: `select c.epoch, c.size, c.note, clock_timestamp() as now,
           (select max(t.time) from app.ledger_token t where t.tenant = c.tenant and t.log = c.log and t.epoch = c.epoch and t.authority = $2) as "stampedAt",
           exists (select 1 from app.ledger_token t where t.tenant = c.tenant and t.log = c.log and t.epoch = c.epoch and t.size = c.size and t.authority = $2) as "isStamped"
         from app.ledger_checkpoint c join app.ledger_log l on l.tenant = c.tenant and l.log = c.log and l.epoch = c.epoch and l.closed_at is null
         where c.tenant = app.current_tenant() and c.log = $1 and c.size > 0 order by c.size desc limit 1`,
      values: [log, authority],
    });
    const row = found.rows[0];
    return (
      row && {
        log,
        epoch: row.epoch,
        size: Number(row.size),
        note: row.note,
        now: asInstant(row.now),
        stampedAt: row.stampedAt === null ? undefined : asInstant(row.stampedAt),
        isStamped: row.isStamped,
      }
    );
  });
}

/** Keeps what an authority stated of a checkpoint there is; the first statement over a size stays. */
export async function noteToken(
  store: Store,
  { log, epoch, size }: LogEpoch & { readonly size: number },
  stated: { readonly authority: string; readonly token: Uint8Array; readonly time: number },
): Promise<void> {
  await writeAs(store.pool, systemOf(store), (client) =>
    client.query('select app.note_token($1, $2, $3, $4, $5, $6)', [
      log,
      epoch,
      size,
      stated.authority,
      Buffer.from(stated.token),
      asInstant(stated.time),
    ]),
  );
}

function systemOf(store: Store): Identity {
  return { tenant: store.tenant, person: null, keys: [key.system] };
}
