/** Clocks that ran out, settled before anything else is done with their dossier. */
import { isEnd } from '../dossier/fold.ts';
import type { Clock } from '../dossier/words.ts';
import { AppError } from '../kernel/errors.ts';
import type { DossierId } from '../kernel/ids.ts';
import { asInstant, type Instant, toMillis } from '../kernel/time.ts';
import type { Command, Performed } from './command.ts';
import { type ForAct, guessToday, readForAct } from './open-for-act.ts';
import { askerOn, type Store } from './store.ts';

/** Performs the act that records a silence, as the system. */
export type Lapse = (command: Command) => Promise<Performed>;

/** More lapses than this in one dossier at once means a fault, not a late job. */
const SETTLE_LIMIT = 200;

/** The clocks that ran out before a moment, oldest due first. */
export function pastDue(clocks: readonly Clock[], now: Instant): readonly Clock[] {
  return clocks
    .filter((c) => c.state === 'running' && !c.expected && c.dueAt < now)
    .toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
}

/** The clocks of a dossier read that ran out before the moment of reading; none where it has ended. */
export function overdue(store: Store, read: ForAct): readonly Clock[] {
  if (!read.dossier || isEnd(store.registry.byName(read.dossier.kind), read.dossier.stage)) return [];
  return pastDue(read.clocks ?? [], asInstant(read.businessAt));
}

/** Has these clocks and the escalations they start lapse, oldest first. Gives how many did. @throws what lapsing threw, where it says more than that another was first */
export async function lapseInTurn(store: Store, dossier: DossierId, first: readonly Clock[], lapse: Lapse): Promise<number> {
  let due = first;
  /** Those nobody could answer for want of witnesses: they are paused, or run on, and are no silence. */
  const spared = new Set<string>();
  for (let settled = 0; settled < SETTLE_LIMIT; settled++) {
    const clock = due[0];
    if (!clock) return settled;
    const isFull = await lapse({ dossier, act: 'lapse', body: { clock: clock.id } }).then(
      (done) => {
        store.watch?.lapsed((toMillis(done.businessAt) - toMillis(clock.dueAt)) / 1000);
        return false;
      },
      (error: unknown) => {
        // Another worker was first, or somebody answered in between: the next look decides.
        // A dossier without room for silences can still be ended: its acts say so themselves.
        if (error instanceof AppError && error.code === 'dossier.too_many_acts') return true;
        if (error instanceof AppError && error.code === 'ledger.no_witness') {
          spared.add(clock.id);
          return false;
        }
        if (!(error instanceof AppError) || !['clock.not_running', 'clock.not_due', 'act.stage'].includes(error.code))
          throw error;
        return false;
      },
    );
    if (isFull) return settled;
    due = (await findPastDue(store, dossier)).filter(({ id }) => !spared.has(id));
  }
  throw new AppError('clock.endless_lapses', 'internal', { params: { dossier } });
}

async function findPastDue(store: Store, dossier: DossierId): Promise<readonly Clock[]> {
  const reference = await store.reference.current(store.tenant);
  const system = askerOn(store, null, guessToday(store), reference);
  return overdue(store, await readForAct(store, store.pool, system, { dossier, act: 'lapse', body: {} }));
}
