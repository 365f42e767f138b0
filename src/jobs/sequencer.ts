/** The sequencer: goes round both logs as long as the program works. Any number may run; one at a time gives indices. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describeFault } from '../kernel/errors.ts';
import type { LogName, Signer } from '../ledger/signer.ts';
import { ROUND_LEAVES, type Round, sequenceOnce } from '../store/ledger/sequence.ts';
import type { Store } from '../store/store.ts';
import { isPassing, type JobLog } from './system.ts';

/** Milliseconds between rounds: short while something comes, longer while nothing does. */
const BUSY_PAUSE = 250;
const IDLE_PAUSE = 500;
/** After a fault, so that a database that is away is not asked four times a second. */
const FAULT_PAUSE = 2000;
/** The log of readings gets one leaf a minute. */
const READS_EVERY = 5000;

/** A running sequencer. */
export interface RunningSequencer {
  /** Ends after the round at hand. */
  stop(): Promise<void>;
}

/** Starts going round until stopped. @param onSigned told of every checkpoint once it is in the database */
export function startSequencer(
  store: Store,
  signer: Signer,
  log: JobLog,
  onSigned: (note: string) => void = () => undefined,
): RunningSequencer {
  const stopping = new AbortController();
  const parts = { store, signer, log, onSigned, until: stopping.signal };
  const ended = Promise.all([goRound('main', parts), goRound('reads', parts)]);
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

interface Parts {
  readonly store: Store;
  readonly signer: Signer;
  readonly log: JobLog;
  readonly onSigned: (note: string) => void;
  readonly until: AbortSignal;
}

async function goRound(name: LogName, { store, signer, log, onSigned, until }: Parts): Promise<void> {
  while (!until.aborted) {
    const pause = await sequenceOnce(store, signer, name).then(
      (round) => {
        if (round.note !== undefined) onSigned(round.note);
        return pauseAfter(name, round);
      },
      (error: unknown) => {
        log[isPassing(error) ? 'warn' : 'error']({ log: name, fault: describeFault(error) }, 'leaves not sequenced');
        return FAULT_PAUSE;
      },
    );
    await sleep(pause, undefined, { signal: until }).catch(() => undefined);
  }
}

function pauseAfter(name: LogName, round: Round): number {
  if (round.sequenced === ROUND_LEAVES) return 0;
  if (name === 'reads') return READS_EVERY;
  return round.sequenced > 0 || !round.signed ? BUSY_PAUSE : IDLE_PAUSE;
}
