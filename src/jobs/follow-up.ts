/** Carries out what an act asked for on another dossier: once, as the system, after the act itself stands. */
import { OPENINGS_LIMIT } from '../dossier/decide.ts';
import { AppError } from '../kernel/errors.ts';
import type { DossierId } from '../kernel/ids.ts';
import type { Json } from '../kernel/json.ts';
import { readAs, writeAs } from '../store/database.ts';
import { perform } from '../store/perform.ts';
import type { Store } from '../store/store.ts';
import { isPassing, systemIdentity } from './system.ts';

/** Which effect of which act. */
export interface FollowUpKey {
  readonly dossier: DossierId;
  readonly seq: number;
  readonly n: number;
}

/** What became of a follow-up act. */
export type FollowUpOutcome = 'done' | 'refused' | 'settled-before';

interface Row {
  readonly target: DossierId;
  readonly act: string;
  readonly body: Json;
  readonly done_seq: number | null;
  readonly refused: string | null;
}

/**
 * Performs one follow-up act. A refusal is an answer and is recorded beside it; a fault that passes by itself is thrown, so
 * that the job comes again.
 */
export async function carryOutFollowUp(store: Store, key: FollowUpKey): Promise<FollowUpOutcome> {
  const row = await readFollowUp(store, key);
  if (row === undefined || row.done_seq !== null || row.refused !== null) return 'settled-before';
  try {
    await perform(
      store,
      { person: null },
      {
        dossier: row.target,
        act: row.act,
        body: row.body,
        // Openings of the same act are numbered from 0; effects on others come after them.
        cause: { dossier: key.dossier, seq: key.seq, n: OPENINGS_LIMIT + key.n },
        followUp: key,
      },
    );
    return 'done';
  } catch (error) {
    if (isPassing(error)) throw error;
    if (error instanceof AppError && error.code === 'follow_up.settled') return 'settled-before';
    const why = error instanceof AppError ? error.code : '';
    await writeAs(store.pool, systemIdentity(store), (client) =>
      client.query('select app.refuse_follow_up($1, $2, $3, $4)', [key.dossier, key.seq, key.n, why]),
    );
    return 'refused';
  }
}

async function readFollowUp(store: Store, key: FollowUpKey): Promise<Row | undefined> {
  return readAs(store.pool, systemIdentity(store), async (client) => {
    const result = await client.query<Row>(
      'select target, act, body, done_seq, refused from app.follow_up where cause_dossier = $1 and cause_seq = $2 and n = $3',
      [key.dossier, key.seq, key.n],
    );
    return result.rows[0];
  });
}
