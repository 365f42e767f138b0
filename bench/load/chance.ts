/** Chance that repeats: the same seed gives the same record, whichever process makes it. */
export interface Chance {
  /** A number from 0 up to, not including, `below`. */
  int(below: number): number;
  /** True so often out of a hundred. */
  percent(of: number): boolean;
  pick<T>(items: readonly [T, ...T[]] | readonly T[]): T;
}

/** A generator of 32 bits (mulberry32), good enough to vary texts and days. */
export function chanceOf(seed: number): Chance {
  let state = (seed * 0x9e3779b1 + 0x6d2b79f5) | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
  const int = (below: number): number => next() % below;
  return {
    int,
    percent: (of) => int(100) < of,
    pick: (items) => {
      const found = items[int(items.length)];
      if (found === undefined) throw new Error('nothing to pick from');
      return found;
    },
  };
}
