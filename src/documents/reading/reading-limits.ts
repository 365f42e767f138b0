const MEGABYTE = 1024 * 1024;

/** Bounds of one reading; a hostile file can cost this much and no more. */
export interface ReadingLimits {
  readonly maxInputBytes: number;
  readonly maxTextBytes: number;
  readonly maxEntries: number;
  readonly maxInflatedBytes: number;
  readonly maxRatio: number;
  readonly timeoutMs: number;
  readonly memoryMegabytes: number;
}

/** The bounds in force unless a test sets narrower ones. */
export const READING_LIMITS: ReadingLimits = {
  maxInputBytes: 25 * MEGABYTE,
  maxTextBytes: 2 * MEGABYTE,
  maxEntries: 2000,
  maxInflatedBytes: 100 * MEGABYTE,
  maxRatio: 200,
  timeoutMs: 15_000,
  memoryMegabytes: 256,
};
