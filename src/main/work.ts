/** The background work of this installation. */
import { type RunningWorker, settleDue, startWorker, type WorkerOptions } from '../jobs/index.ts';
import { startSequencer } from '../jobs/sequencer.ts';
import type { Signer } from '../ledger/signer.ts';
import type { Store } from '../store/store.ts';
import { getLog } from './log.ts';

/** Starts lapses, follow-up acts, reorganisation and, where there is what signs, the sequencer, on a store that works as `app_worker`. */
export async function startWork(
  store: Store,
  { signer, onJob }: { readonly signer: Signer | undefined; readonly onJob?: WorkerOptions['onJob'] },
): Promise<RunningWorker> {
  // The jobs keep a connection to listen on; losing it is handled by connecting again, and must not end the process meanwhile.
  store.pool.on('connect', (client) => client.on('error', () => undefined));
  const worker = await startWorker({ pool: store.pool, store, log: getLog(), ...(onJob ? { onJob } : {}) });
  if (signer === undefined) return worker;
  const sequencer = startSequencer(store, signer, getLog());
  return {
    async stop() {
      await Promise.all([sequencer.stop(), worker.stop()]);
    },
  };
}

/** Records what ran out, now: the demo clock has moved and people are watching. */
export async function settleNow(store: Store): Promise<void> {
  await settleDue(store, getLog());
}
