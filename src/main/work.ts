/** The background work of this installation. */
import { type RunningWorker, settleDue, startWorker, type WorkerOptions } from '../jobs/index.ts';
import { type MailParts, startMailer } from '../jobs/mail/mailer.ts';
import { startNightly, type VerifyWhole } from '../jobs/nightly.ts';
import { followOutage } from '../jobs/outage.ts';
import { startSequencer } from '../jobs/sequencer.ts';
import { startTimeStamps } from '../jobs/time-stamps.ts';
import { startWitnesses } from '../jobs/witnesses.ts';
import { describeFault } from '../kernel/errors.ts';
import { keepLastSigned } from '../ledger/last-signed.ts';
import type { Signer } from '../ledger/signer.ts';
import type { TimeStampAuthority } from '../ledger/time-stamp.ts';
import type { WitnessPolicy } from '../ledger/witness-policy.ts';
import type { Store } from '../store/store.ts';
import type { Config } from './config.ts';
import { getLog } from './log.ts';

/** What the work is done with besides the store. */
export interface WorkParts {
  /** What signs; absent: nothing gets its index and nothing is shown to witnesses. */
  readonly signer: Signer | undefined;
  /** Who witnesses; absent: nobody. */
  readonly policy: WitnessPolicy | undefined;
  /** Who stamps what was signed; absent: nobody. */
  readonly authority: TimeStampAuthority | undefined;
  /** Where what was signed last is written down, beside the keys. */
  readonly keysDir: string;
  /** How receipts are mailed; absent: they are not. */
  readonly mail: Omit<MailParts, 'onLetter'> | undefined;
  /** How the whole record is verified by night. */
  readonly verifyWhole: VerifyWhole;
  readonly onJob?: WorkerOptions['onJob'];
}

/** Starts everything that goes on by itself, from lapses to the nightly verification, on a store that works as `app_worker`. */
export async function startWork(
  store: Store,
  { signer, policy, authority, keysDir, mail, verifyWhole, onJob }: WorkParts,
): Promise<RunningWorker> {
  // The jobs keep a connection to listen on; losing it is handled by connecting again, and must not end the process meanwhile.
  store.pool.on('connect', (client) => client.on('error', () => undefined));
  const worker = await startWorker({ pool: store.pool, store, log: getLog(), ...(onJob ? { onJob } : {}) });
  const beside: { stop(): Promise<void> }[] = [worker, startNightly(store, verifyWhole, getLog())];
  const signed = keepLastSigned(keysDir, (error) =>
    getLog().warn({ fault: describeFault(error) }, 'last signature not written down'),
  );
  if (signer !== undefined) beside.push(startSequencer(store, signer, getLog(), signed.note));
  if (policy !== undefined)
    beside.push(startWitnesses(store, policy, getLog(), async () => void (await followOutage(store, getLog()))));
  if (authority !== undefined) beside.push(startTimeStamps(store, authority, getLog()));
  // Without keys there is no receipt to send.
  if (mail !== undefined && store.ledger !== undefined)
    beside.push(startMailer(store, { ...mail, onLetter: (failed) => onJob?.({ task: 'mail', failed }) }, getLog()));
  return {
    async stop() {
      await Promise.all(beside.map((one) => one.stop()));
      await signed.close();
    },
  };
}

/** How receipts are mailed as configured; nothing where they are not. */
export function mailParts({ mail, publicUrl }: Pick<Config, 'mail' | 'publicUrl'>): WorkParts['mail'] {
  return mail === undefined || publicUrl === undefined ? undefined : { ...mail, publicUrl };
}

/** Records what ran out, now: the demo clock has moved and people are watching. */
export async function settleNow(store: Store): Promise<void> {
  await settleDue(store, getLog());
}
