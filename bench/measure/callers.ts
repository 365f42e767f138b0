/** So many callers, each asking again as soon as it was answered, for so long. */

/** What came of it. */
export interface Measured {
  readonly count: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly failed: number;
  /** The first failure, to be shown. */
  readonly failure?: string;
}

/** The figure below which so many of a hundred lie; 0 for none. */
export function percentile(sorted: readonly number[], of: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil((sorted.length * of) / 100) - 1)] ?? 0;
}

/** Sums up answer times in milliseconds. */
export function summarise(millis: readonly number[], elapsed: number, failures: readonly string[]): Measured {
  const sorted = millis.toSorted((a, b) => a - b);
  return {
    count: sorted.length,
    perSecond: (sorted.length * 1000) / elapsed,
    p50: percentile(sorted, 50),
    p95: percentile(sorted, 95),
    failed: failures.length,
    ...(failures[0] === undefined ? {} : { failure: failures[0] }),
  };
}

/** Runs callers until the time is over or the work is done; `ask` gets a running number and says false when nothing is left. */
export async function runCallers(
  callers: number,
  millis: number,
  ask: (n: number, caller: number) => Promise<unknown>,
): Promise<Measured> {
  const times: number[] = [];
  const failures: string[] = [];
  let n = 0;
  const began = performance.now();
  const one = async (caller: number): Promise<void> => {
    while (performance.now() - began < millis) {
      const start = performance.now();
      const wentOn = await ask(n++, caller).catch((error: unknown) => {
        failures.push(error instanceof Error ? `${error.message}` : String(error));
        return true;
      });
      if (wentOn === false) return;
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, caller) => one(caller)));
  return summarise(times, performance.now() - began, failures);
}
