/** Ends the epoch of a log and begins the next, and changes the key of one that goes on. */
import { key } from '../../dossier/keys.ts';
import { toHex } from '../../kernel/json.ts';
import { asInstant } from '../../kernel/time.ts';
import { type EpochChange, openEpoch } from '../../ledger/epoch.ts';
import type { LogName } from '../../ledger/signer.ts';
import { readAs, writeAs } from '../database.ts';
import type { Store } from '../store.ts';
import type { OpenLog } from './logs.ts';

/** The name of the log in its next epoch. */
export function nextOrigin(origin: string): string {
  const [, name = origin, number = '1'] = /^(.*)\/(\d+)$/.exec(origin) ?? [];
  return `${name}/${Number(number) + 1}`;
}

/** The newest checkpoint of an open log, a signed note; empty before the first. */
export async function readLastNote(store: Store, { log, epoch }: Pick<OpenLog, 'log' | 'epoch'>): Promise<string> {
  return readAs(store.pool, systemOf(store), async (client) => {
    const found = await client.query<{ note: string }>(
      'select c.note from app.ledger_checkpoint c where c.log = $1 and c.epoch = $2 order by c.size desc limit 1',
      [log, epoch],
    );
    return found.rows[0]?.note ?? '';
  });
}

/**
 * Closes the epoch of a log and opens the next, whose first leaf commits to how the one before ended. Waiting leaves go into the new one.
 * @throws {KT021} the log has moved meanwhile
 */
export async function reopenLog(
  store: Store,
  open: OpenLog,
  change: Pick<EpochChange, 'because' | 'witnessed' | 'lost' | 'officers' | 'reason'>,
): Promise<string> {
  const origin = nextOrigin(open.origin);
  const checkpoint = await readLastNote(store, open);
  await writeAs(store.pool, systemOf(store), async (client) => {
    const now = await client.query<{ now: Date }>("select date_trunc('milliseconds', clock_timestamp()) as now");
    const at = asInstant(now.rows[0]?.now ?? new Date(0));
    const whole: EpochChange = { ...change, origin: open.origin, size: open.size, checkpoint };
    const { leaf, disclosures } = openEpoch(whole, origin, at);
    await client.query('select app.reopen_log($1, $2, $3, $4, $5, $6, $7, $8)', [
      open.log,
      open.epoch,
      open.size,
      origin,
      JSON.stringify(disclosures),
      leaf.text,
      Buffer.from(toHex(leaf.hash), 'hex'),
      at,
    ]);
  });
  return origin;
}

/** Keeps the newest checkpoint of a log signed by the old key and the new one, and makes the new one known. */
export async function changeKey(
  store: Store,
  open: OpenLog,
  { note, vkey }: { readonly note: string | undefined; readonly vkey: string },
): Promise<void> {
  await writeAs(store.pool, systemOf(store), (client) =>
    client.query('select app.change_ledger_key($1, $2, $3, $4)', [open.log, open.epoch, note ?? null, vkey]),
  );
}

/** One key of a log, past or present. */
export interface KnownKey {
  readonly log: LogName;
  readonly epoch: number;
  readonly purpose: 'log' | 'receipt';
  readonly vkey: string;
  readonly since: Date;
  readonly until: Date | null;
}

/** Every key there was. */
export async function readKnownKeys(store: Store): Promise<readonly KnownKey[]> {
  return readAs(store.pool, systemOf(store), async (client) => {
    const found = await client.query<KnownKey>(
      'select k.log, k.epoch, k.purpose, k.vkey, k.since, k.until from app.ledger_key k order by k.log, k.epoch, k.purpose, k.since',
    );
    return found.rows;
  });
}

function systemOf(store: Store) {
  return { tenant: store.tenant, person: null, keys: [key.system] };
}
