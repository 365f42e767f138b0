/** What many people are to do, and what came of it. */

/** One person: the session, and what there is to work on. */
export interface User {
  readonly session: string;
  /** Paths of own tasks that are being worked on. */
  readonly tasks: readonly string[];
  readonly locality: string;
}

/** What the people do. */
export interface Work {
  readonly origin: string;
  readonly users: readonly User[];
  readonly lists: readonly string[];
  readonly dossiers: readonly string[];
  readonly words: readonly string[];
  readonly millis: number;
  /** Milliseconds between two clicks, at least and at most. */
  readonly think: readonly [number, number];
  readonly seed: number;
}

/** What was waited for each kind of click, in milliseconds, and what went wrong. */
export interface Worked {
  readonly waits: Readonly<Record<string, readonly number[]>>;
  readonly errors: readonly string[];
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** How often of a hundred clicks each is made. */
export const MIX = { mine: 25, list: 20, dossier: 25, search: 10, notices: 5, report: 8, progress: 7 } as const;
