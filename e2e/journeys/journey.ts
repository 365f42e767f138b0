/** A journey as data: who does what, in which order, and what must come of it. The same journey is walked in the browser and through the API. */

/** A post by its id, or one that the dossier names once it is there. */
export type Who = string | { readonly of: string; readonly path: string };

/** One act. */
export interface Act {
  readonly as: Who;
  /** The dossier acted on, by the name it has in the journey; absent: the first one. */
  readonly on?: string;
  /** Opens a dossier of this kind and gives it the name `on`. */
  readonly opens?: string;
  readonly act: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** The stage afterwards. */
  readonly stage?: string;
  /** The code with which it is refused; nothing changes then. */
  readonly refused?: string;
}

/** Working days that pass, until the last of these clocks of a dossier has run out. */
export interface Wait {
  readonly days: number;
  readonly on?: string;
  readonly lapsed: readonly string[];
}

/** A dossier that opened by itself gets a name. */
export interface Meet {
  readonly meet: string;
  readonly kind: string;
  /** The dossier that opened it. */
  readonly from?: string;
}

export type Step = Act | Wait | Meet;

/** What must hold at the end: a path into the state of a dossier, and what stands there. */
export interface Expectation {
  readonly on?: string;
  readonly path: string;
  readonly is: unknown;
}

/** One journey. */
export interface Journey {
  readonly name: string;
  /** Another journey goes through the same forms; where time is short that one is walked in the browser and this one through the API alone. */
  readonly formsOf?: string;
  readonly steps: readonly Step[];
  readonly expect: readonly Expectation[];
}
