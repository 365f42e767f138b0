import { setTimeout as sleep } from 'node:timers/promises';

/** Asks until there is an answer and gives it. @throws there was none within so many milliseconds */
export async function until<T>(ask: () => Promise<T | undefined> | T | undefined, within = 120_000): Promise<NonNullable<T>> {
  for (const end = Date.now() + within; Date.now() < end; await sleep(100)) {
    const found = await ask();
    if (found) return found;
  }
  throw new Error('it did not happen in time');
}
