/** A process that verifies one stretch of the record for another: hears which, says how far it is, then what it found. */
import { type SharedStretch, type StretchReport, verifyShared } from '../store/verify.ts';
import { openStore } from './installation.ts';

/** What the process is told. */
export interface VerifyTask {
  readonly url: string;
  readonly stretch: SharedStretch;
}

/** What the process answers. */
export type VerifyAnswer = { readonly done: number } | { readonly report: StretchReport } | { readonly failed: string };

const answer = (said: VerifyAnswer): Promise<void> =>
  new Promise((resolve) => {
    process.send?.(said, () => resolve());
  });

async function obey({ url, stretch }: VerifyTask): Promise<void> {
  const store = openStore(url, 'app_worker', 1);
  try {
    await answer({ report: await verifyShared(store, stretch, (done) => void answer({ done })) });
  } catch (error) {
    await answer({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  } finally {
    await store.pool.end();
  }
  process.disconnect?.();
}

// Whoever asked is gone: nobody waits for the answer.
process.once('disconnect', () => process.exit());
process.once('message', (task: VerifyTask) => void obey(task));
