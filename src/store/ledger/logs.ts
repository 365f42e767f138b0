/** The logs of a tenant: what they are called, which keys are known to sign them. */
import { key } from '../../dossier/keys.ts';
import type { LogName } from '../../ledger/signer.ts';
import { readAs, writeAs } from '../database.ts';
import type { Store } from '../store.ts';

/** The epoch of a log that grows. */
export interface OpenLog {
  readonly log: LogName;
  readonly epoch: number;
  readonly origin: string;
  readonly size: number;
  /** The verifier keys that sign now; empty before the first was made known. */
  readonly logKey: string | null;
  readonly receiptKey: string | null;
}

/** Both logs as they stand; empty before the ledger was opened. Anybody may know. */
export async function readOpenLogs(store: Store): Promise<readonly OpenLog[]> {
  return readAs(store.pool, systemOf(store), async (client) => {
    const found = await client.query<OpenLog>(
      `select l.log, l.epoch, l.origin, l.size::float8 as size,
         (select k.vkey from app.ledger_key k where k.tenant = l.tenant and k.log = l.log and k.epoch = l.epoch and k.purpose = 'log' and k.until is null) as "logKey",
         (select k.vkey from app.ledger_key k where k.tenant = l.tenant and k.log = l.log and k.epoch = l.epoch and k.purpose = 'receipt' and k.until is null) as "receiptKey"
       from app.ledger_log l where l.closed_at is null order by l.log`,
    );
    return found.rows;
  });
}

/** Opens both logs where none was; what they are called stays for the whole epoch. */
export async function openLogs(store: Store, origins: Readonly<Record<LogName, string>>): Promise<void> {
  await writeAs(store.pool, systemOf(store), (client) =>
    client.query('select app.open_logs($1, $2)', [origins.main, origins.reads]),
  );
}

/** Makes a public key known from now on, in the place of one that signed until now. */
export async function noteKey(
  store: Store,
  { log, epoch }: Pick<OpenLog, 'log' | 'epoch'>,
  purpose: 'log' | 'receipt',
  vkey: string,
): Promise<void> {
  await writeAs(store.pool, systemOf(store), (client) =>
    client.query('select app.note_ledger_key($1, $2, $3, $4)', [log, epoch, purpose, vkey]),
  );
}

function systemOf(store: Store) {
  return { tenant: store.tenant, person: null, keys: [key.system] };
}
