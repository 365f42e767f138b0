/** Once a night the whole record is verified, by a process of its own, and what it found is kept for anybody to see. */
import { describeFault } from '../kernel/errors.ts';
import { minutesOfDay, toMillis } from '../kernel/time.ts';
import { type CheckFound, type CheckTimes, noteCheck, readCheckTimes, takeTurn } from '../store/ledger/checks.ts';
import type { Store } from '../store/store.ts';
import { goRound, type Running } from './go-round.ts';
import { isPassing, type JobLog } from './system.ts';

/** Minutes after midnight in Vietnam from which the night's verification begins, and until when it may. */
const FROM = 3 * 60;
const UNTIL = 5 * 60;
const HOUR = 3_600_000;
/** Verified less than this ago, the night needs no other. */
const FRESH = 20 * HOUR;
/** A machine that is off every night is verified by day when this long has passed. */
const OVERDUE = 44 * HOUR;
const LOOK_EVERY = 60_000;
/** After a verification that could not be carried out. */
const PAUSE = HOUR;

/** Verifies the whole record; the signal says that nobody waits any longer. */
export type VerifyWhole = (signal: AbortSignal) => Promise<CheckFound>;

/** What a look came to. */
export type Looked = 'not-due' | 'taken' | 'whole' | 'differs';

/** Whether the night's verification is to begin: from three to five in Vietnam, once, or at any hour where it is long overdue. */
export function isCheckDue({ now, since }: CheckTimes): boolean {
  if (since === undefined) return false;
  const age = toMillis(now) - toMillis(since);
  if (age >= OVERDUE) return true;
  const minute = minutesOfDay(now);
  return age >= FRESH && minute >= FROM && minute < UNTIL;
}

/**
 * Verifies if it is time and nobody else does, and keeps what was found.
 * @param isDue decides when it is time
 */
export async function checkOnce(
  store: Store,
  verify: VerifyWhole,
  log: JobLog,
  signal: AbortSignal,
  isDue: (times: CheckTimes) => boolean = isCheckDue,
): Promise<Looked> {
  if (!isDue(await readCheckTimes(store))) return 'not-due';
  const looked = await takeTurn(store, async (): Promise<Looked> => {
    // Somebody may have finished between our look and our turn.
    if (!isDue(await readCheckTimes(store))) return 'not-due';
    const found = await verify(signal);
    await noteCheck(store, found);
    if (found.found === 0) log.info({ ...found }, 'the whole record verified');
    else log.error({ ...found }, 'the whole record differs from its acts');
    return found.found === 0 ? 'whole' : 'differs';
  });
  return looked ?? 'taken';
}

/** Looks every minute until stopped; what is under way is begun anew on another occasion. Any number may look; one at a time verifies. */
export function startNightly(store: Store, verify: VerifyWhole, log: JobLog): Running {
  return goRound(
    async (signal) => {
      await checkOnce(store, verify, log, signal);
      return LOOK_EVERY;
    },
    (error) => {
      log[isPassing(error) ? 'warn' : 'error']({ fault: describeFault(error) }, 'the record could not be verified');
      return PAUSE;
    },
  );
}
