/** The background work of this installation. */
import { type RunningWorker, settleDue, startWorker, type WorkerOptions } from '../jobs/index.ts';
import type { Store } from '../store/store.ts';
import { getLog } from './log.ts';

/** Starts lapses, follow-up acts and reorganisation on a store that works as `app_worker`. */
export function startWork(store: Store, onJob: WorkerOptions['onJob']): Promise<RunningWorker> {
  // The jobs keep a connection to listen on; losing it is handled by connecting again, and must not end the process meanwhile.
  store.pool.on('connect', (client) => client.on('error', () => undefined));
  return startWorker({ pool: store.pool, store, log: getLog(), ...(onJob ? { onJob } : {}) });
}

/** Records what ran out, now: the demo clock has moved and people are watching. */
export async function settleNow(store: Store): Promise<void> {
  await settleDue(store, getLog());
}
