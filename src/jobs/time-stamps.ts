/** Once a day an authority outside states when it saw the newest checkpoint of each log. Nothing waits for it. */
import { describeFault } from '../kernel/errors.ts';
import { toMillis } from '../kernel/time.ts';
import { LOG_NAMES } from '../ledger/signer.ts';
import { askForTimeStamp, type TimeStampAuthority } from '../ledger/time-stamp.ts';
import { noteToken, readStampTarget, type StampTarget } from '../store/ledger/tokens.ts';
import type { Store } from '../store/store.ts';
import { goRound, type Running } from './go-round.ts';
import type { JobLog } from './system.ts';

const DAY = 24 * 3_600_000;
const LOOK_EVERY = 60_000;
/** After an authority that could not be asked, or whose answer was not good. */
const PAUSE = 15 * 60_000;

/** Whether a checkpoint is to be stamped: it is not yet, and the last stamp of its log is a day old. */
export function isStampDue({ now, stampedAt, isStamped }: Pick<StampTarget, 'now' | 'stampedAt' | 'isStamped'>): boolean {
  return !isStamped && (stampedAt === undefined || toMillis(now) - toMillis(stampedAt) >= DAY);
}

/**
 * Has the newest checkpoint of each log stamped where it is time; gives how many were.
 * @throws what {@link askForTimeStamp} throws
 */
export async function stampOnce(store: Store, authority: TimeStampAuthority, log: JobLog, signal: AbortSignal): Promise<number> {
  const name = new URL(authority.url).hostname;
  let stamped = 0;
  for (const which of LOG_NAMES) {
    const target = await readStampTarget(store, which, name);
    if (target === undefined || !isStampDue(target)) continue;
    const { token, time } = await askForTimeStamp(authority, target.note, toMillis(target.now), signal);
    await noteToken(store, target, { authority: name, token, time });
    stamped += 1;
    log.info({ log: which, size: target.size, authority: name }, 'checkpoint stamped');
  }
  return stamped;
}

/** Looks every minute until stopped. Two beside one another ask twice and keep the first answer. */
export function startTimeStamps(store: Store, authority: TimeStampAuthority, log: JobLog): Running {
  return goRound(
    async (signal) => {
      await stampOnce(store, authority, log, signal);
      return LOOK_EVERY;
    },
    (error) => {
      log.warn({ fault: describeFault(error) }, 'no time-stamp to be had');
      return PAUSE;
    },
  );
}
