/**
 * Carries out what an act asked for on many dossiers, a page at a time. How far it has come stands in the database: a worker that is
 * killed leaves nothing but a page that another takes up, and what was done is never done again.
 */
import type { DossierId } from '../kernel/ids.ts';
import { readAs, writeAs } from '../store/database.ts';
import type { Store } from '../store/store.ts';
import { workAtOnce } from './at-once.ts';
import { carryOutFollowUp } from './follow-up.ts';
import { reorganisePage } from './reorganise.ts';
import { type JobLog, systemIdentity } from './system.ts';

/** So many dossiers are found in one transaction. */
export const SPREAD_PAGE = 200;
const AT_ONCE = 4;

/** Which effect on many of which act. */
export interface SpreadKey {
  readonly dossier: DossierId;
  readonly seq: number;
  readonly n: number;
}

/** What became of one page. */
export interface SpreadPage {
  readonly done: number;
  readonly refused: number;
  /** True when there may be more. */
  readonly more: boolean;
}

interface Row {
  readonly kind: string | null;
  readonly after: string;
  readonly finished: boolean;
}

const NOTHING: SpreadPage = { done: 0, refused: 0, more: false };

/** Carries out the next page of one effect on many; doing it twice, late or from two workers changes nothing more. */
export async function spreadPage(store: Store, key: SpreadKey, log?: JobLog): Promise<SpreadPage> {
  const row = await readSpread(store, key);
  if (!row) return NOTHING;
  if (row.kind === null) return row.finished ? NOTHING : bringClocks(store, key, row, log);
  const found = await writeAs(store.pool, systemIdentity(store), async (client) => {
    const result = await client.query<{ n: number }>('select app.spread_page($1, $2, $3, $4) as n', [
      key.dossier,
      key.seq,
      key.n,
      SPREAD_PAGE,
    ]);
    return result.rows.map((one) => one.n);
  });
  const count = { done: 0, refused: 0 };
  await workAtOnce(found, AT_ONCE, async (n) => {
    const outcome = await carryOutFollowUp(store, { dossier: key.dossier, seq: key.seq, n });
    if (outcome === 'done') count.done += 1;
    if (outcome === 'refused') count.refused += 1;
  });
  return { ...count, more: found.length > 0 };
}

/** Open clocks of every kind after a change of organisation or law. */
async function bringClocks(store: Store, key: SpreadKey, row: Row, log?: JobLog): Promise<SpreadPage> {
  const { next, ...done } = await reorganisePage(store, row.after, log);
  if (done.moved + done.recounted + done.stuck > 0)
    log?.info({ dossier: key.dossier, ...done }, 'clocks brought after a decision');
  await writeAs(store.pool, systemIdentity(store), (client) =>
    client.query('select app.spread_moved($1, $2, $3, $4)', [key.dossier, key.seq, key.n, next ?? null]),
  );
  return { done: done.moved + done.recounted, refused: done.stuck, more: next !== undefined };
}

async function readSpread(store: Store, key: SpreadKey): Promise<Row | undefined> {
  return readAs(store.pool, systemIdentity(store), async (client) => {
    const result = await client.query<Row>(
      'select kind, after, finished from app.spread where cause_dossier = $1 and cause_seq = $2 and n = $3',
      [key.dossier, key.seq, key.n],
    );
    return result.rows[0];
  });
}
