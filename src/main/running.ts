/** What was started, stopped again in the opposite order: the web first, the database last. */
import { print, say } from './words.ts';

/** Something to stop at the end. */
type Stop = () => Promise<void>;

/** Remembers what was started and stops it all once, however the end comes. */
export class Running {
  readonly #stops: Stop[] = [];
  #ending: Promise<void> | undefined;

  /** Adds what must be stopped before everything added earlier. */
  add(stop: Stop): void {
    this.#stops.unshift(stop);
  }

  /** Stops everything in order; one that fails does not keep the others running. */
  stop(): Promise<void> {
    this.#ending ??= this.#stopAll();
    return this.#ending;
  }

  async #stopAll(): Promise<void> {
    const faults: unknown[] = [];
    for (const stop of this.#stops) await stop().catch((error: unknown) => faults.push(error));
    if (faults.length > 0) throw faults[0];
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Waits until somebody asks the program to end or a fault ends it, then stops everything. Gives the exit code. */
export async function runUntilStopped(running: Running): Promise<number> {
  const fault = await new Promise<unknown>((resolve) => {
    // The listeners stay: a second Ctrl-C must not kill the program while the database writes its checkpoint.
    for (const signal of SIGNALS) process.on(signal, () => resolve(undefined));
    process.on('uncaughtException', (error) => resolve(error));
    process.on('unhandledRejection', (error) => resolve(error));
  });
  if (fault !== undefined) console.error(fault);
  print(say('say.stopping'));
  await running.stop();
  print(say('say.stopped'));
  return fault === undefined ? 0 : 1;
}
