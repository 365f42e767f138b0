/** What goes round beside the jobs for as long as the program works: one piece of work, and a pause it names itself. */
import { setTimeout as sleep } from 'node:timers/promises';

/** Something that goes round. */
export interface Running {
  /** Ends with the round at hand. */
  stop(): Promise<void>;
}

/**
 * Does the work again and again until stopped, waiting so many milliseconds as the work, or what is said of its failure, gives. The signal
 * tells the work that nobody waits any longer; what it throws after that is not told.
 */
export function goRound(work: (signal: AbortSignal) => Promise<number>, onFault: (error: unknown) => number): Running {
  const stopping = new AbortController();
  const { signal } = stopping;
  const ended = (async () => {
    while (!signal.aborted) {
      const pause = await work(signal).catch((error: unknown) => (signal.aborted ? 0 : onFault(error)));
      await sleep(pause, undefined, { signal }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}
