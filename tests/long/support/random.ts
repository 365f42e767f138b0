/** Whole numbers below a bound, the same for the same seed (xorshift32): a run that failed can be run again. */
export type Random = (below: number) => number;

/** Starts a sequence. */
export function randomFrom(seed: number): Random {
  let state = seed | 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** One of several. */
export function pick<T>(random: Random, from: readonly T[]): T {
  return from[random(from.length)] as T;
}
