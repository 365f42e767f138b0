/** Decisions that nobody confirmed, in an installation that demands it. */
import type pg from 'pg';
import { isConfirmed } from '../../dossier/confirmation.ts';
import type { AnyKind } from '../../dossier/kind.ts';
import type { Act } from '../../dossier/words.ts';
import { ENTRY_PLACE, PENDING_PLACE } from './read-batch.ts';

/**
 * The place of the first leaf of an act that was confirmed in person; none where no act was. An installation that demands it demands it of every
 * decision from then on. Whoever takes the confirmation away to move this place is found by it: its digest stands in the leaf.
 */
export async function findConfirmedSince(client: pg.ClientBase): Promise<number> {
  const result = await client.query<{ place: number | null }>(
    `select least(
       (select min(${ENTRY_PLACE}) from app.act_signature g join app.ledger_entry e on e.dossier = g.dossier and e.seq = g.seq),
       (select min(${PENDING_PLACE}) from app.act_signature g join app.ledger_pending p on p.dossier = g.dossier and p.seq = g.seq)) as place`,
  );
  return result.rows[0]?.place ?? Number.POSITIVE_INFINITY;
}

/** Tells whether an act of a person should have been confirmed. What was opened in the same stroke is confirmed with what opened it. */
export function shouldBeConfirmed(kind: AnyKind, act: Act, before: readonly Act[]): boolean {
  const isOpenedWithAnother = act.seq === 1 && act.cause !== undefined;
  return act.actor !== null && !isOpenedWithAnother && isConfirmed(kind, act, before);
}
