/** How often each caller may ask in one minute; counted in this process alone. */
export interface Meter {
  /** False when the caller has asked too often within the minute. */
  admit(caller: string, nowMillis: number): boolean;
}

const MINUTE = 60_000;

/** A meter that forgets everything when a minute is over. */
export function createMeter(perMinute: number): Meter {
  let begun = Number.NEGATIVE_INFINITY;
  const counts = new Map<string, number>();
  return {
    admit: (caller, nowMillis) => {
      if (nowMillis - begun >= MINUTE) {
        begun = nowMillis;
        counts.clear();
      }
      const count = (counts.get(caller) ?? 0) + 1;
      counts.set(caller, count);
      return count <= perMinute;
    },
  };
}
