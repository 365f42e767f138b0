/** What was started, stopped again in the opposite order: the web first, the database last. */
import { print, say } from './words.ts';

/** Something to stop at the end. */
type Stop = () => Promise<void>;

/** Remembers what was started and stops it all once, however the end comes. */
export class Running {
  readonly #stops: Stop[] = [];
  #ending: Promise<void> | undefined;

  /** Adds what must be stopped before everything added earlier; what comes when the end has begun is stopped at once. */
  add(stop: Stop): void {
    if (this.#ending === undefined) this.#stops.unshift(stop);
    else this.#ending = Promise.allSettled([this.#ending, stop()]).then(throwFirst);
  }

  /** Stops everything in order; one that fails does not keep the others running. */
  stop(): Promise<void> {
    this.#ending ??= this.#stopAll();
    return this.#ending;
  }

  async #stopAll(): Promise<void> {
    const ends: PromiseSettledResult<void>[] = [];
    for (const stop of this.#stops) ends.push(...(await Promise.allSettled([stop()])));
    throwFirst(ends);
  }
}

function throwFirst(ends: readonly PromiseSettledResult<void>[]): void {
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** What a shell reports of a program ended by Ctrl-C. */
const INTERRUPTED = 130;

/**
 * Prepares and then works until somebody asks the program to end or a fault ends it, and stops everything that was started, also
 * when the end comes in the middle of preparing. Gives the exit code.
 */
export async function runUntilStopped(prepare: (running: Running) => Promise<void>): Promise<number> {
  const running = new Running();
  const end = listenForEnd();
  const preparing = prepare(running);
  try {
    await Promise.race([preparing, end]);
  } catch (error) {
    await running.stop().catch(() => undefined);
    throw error;
  }
  const isReady = await Promise.race([preparing.then(() => true), end.then(() => false)]);
  const { fault } = await end;
  if (fault !== undefined) console.error(fault);
  print(say('say.stopping'));
  const stopped = running.stop();
  // What is being started now is stopped as soon as it stands; what fails for that reason is no news.
  await preparing.catch(() => undefined);
  await stopped;
  await running.stop();
  print(say('say.stopped'));
  if (fault !== undefined) return 1;
  return isReady ? 0 : INTERRUPTED;
}

function listenForEnd(): Promise<{ readonly fault: unknown }> {
  return new Promise((resolve) => {
    // The listeners stay: a second Ctrl-C must not kill the program while the database writes its checkpoint.
    for (const signal of SIGNALS) process.on(signal, () => resolve({ fault: undefined }));
    process.on('uncaughtException', (fault) => resolve({ fault }));
    process.on('unhandledRejection', (fault) => resolve({ fault }));
  });
}
