/** A process that verifies for another, a stretch of the record or all of it: hears which, says how far it is, then what it found. */
import { checkWhole } from '../store/check-whole.ts';
import type { CheckFound } from '../store/ledger/checks.ts';
import { type SharedStretch, type StretchReport, verifyShared } from '../store/verify.ts';
import { openStore } from './installation.ts';

/** What the process is told: a stretch, or the policy to verify everything by. */
export type VerifyTask = { readonly url: string } & (
  | { readonly stretch: SharedStretch }
  | { readonly whole: { readonly policy: string | undefined } }
);

/** What the process answers. */
export type VerifyAnswer =
  | { readonly done: number }
  | { readonly report: StretchReport }
  | { readonly checked: CheckFound }
  | { readonly failed: string };

const answer = (said: VerifyAnswer): Promise<void> =>
  new Promise((resolve) => {
    process.send?.(said, () => resolve());
  });

async function obey(task: VerifyTask): Promise<void> {
  const store = openStore(task.url, 'app_worker', 1);
  try {
    await answer(
      'stretch' in task
        ? { report: await verifyShared(store, task.stretch, (done) => void answer({ done })) }
        : { checked: await checkWhole(store, task.whole.policy) },
    );
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
