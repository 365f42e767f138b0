/** Effects whose worker was lost: the queue holds a job for hours when a process dies with it, the record knows better. */
import type { DossierId } from '../kernel/ids.ts';
import { readAs } from '../store/database.ts';
import type { Store } from '../store/store.ts';
import { carryOutFollowUp, type FollowUpKey } from './follow-up.ts';
import { type SpreadKey, spreadPage } from './spread.ts';
import { type JobLog, systemIdentity } from './system.ts';

/** Younger effects are in the hands of the queue. */
const PATIENCE_SECONDS = 120;
/** So many pages of one look; the next comes a minute later. */
const PAGES = 20;

/** Carries on with effects that have waited too long; gives how many acts were written. */
export async function resumeEffects(store: Store, log?: JobLog, patienceSeconds = PATIENCE_SECONDS): Promise<number> {
  const left = await readLeft(store, patienceSeconds);
  let written = 0;
  for (const key of left.followUps) if ((await carryOutFollowUp(store, key)) === 'done') written += 1;
  for (const key of left.spreads) {
    for (let page = 0, more = true; more && page < PAGES; page++) {
      const done = await spreadPage(store, key, log);
      written += done.done;
      more = done.more;
    }
  }
  return written;
}

interface Left {
  readonly followUps: readonly FollowUpKey[];
  readonly spreads: readonly SpreadKey[];
}

async function readLeft(store: Store, patienceSeconds: number): Promise<Left> {
  const old = `join app.act a on a.tenant = x.tenant and a.dossier = x.cause_dossier and a.seq = x.cause_seq
    where a.at <= statement_timestamp() - $1 * interval '1 second'`;
  return readAs(store.pool, systemIdentity(store), async (client) => {
    type Row = { dossier: DossierId; seq: number; n: number };
    const followUps = await client.query<Row>(
      `select x.cause_dossier as dossier, x.cause_seq as seq, x.n from app.follow_up x ${old}
         and x.done_seq is null and x.refused is null and x.spread is null order by a.at limit 200`,
      [patienceSeconds],
    );
    const spreads = await client.query<Row>(
      `select x.cause_dossier as dossier, x.cause_seq as seq, x.n from app.spread x ${old}
         and (not x.finished or exists (select 1 from app.follow_up f where f.tenant = x.tenant and f.cause_dossier = x.cause_dossier
           and f.cause_seq = x.cause_seq and f.spread = x.n and f.done_seq is null and f.refused is null)) order by a.at limit 20`,
      [patienceSeconds],
    );
    return { followUps: followUps.rows, spreads: spreads.rows };
  });
}
