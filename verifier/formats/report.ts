/** What a verifier found, as data: words for it are in the catalogues. */

import type { How, Intent } from './assertion.ts';
import type { DisclosedField, ErasedField } from './disclosure.ts';
import type { FaultParams } from './fault.ts';

/** Where in the order of checking. */
export type Step =
  | 'zip'
  | 'manifest'
  | 'policy'
  | 'leaf'
  | 'disclosure'
  | 'file'
  | 'chain'
  | 'proof'
  | 'checkpoint'
  | 'time'
  | 'signature'
  | 'timestamp'
  | 'receipt';

/** One thing found: what, at which step, in which file. */
export interface Finding {
  readonly code: string;
  readonly step: Step;
  readonly file?: string;
  readonly params: FaultParams;
}

/** From best to worst. */
export type Verdict = 'witnessed' | 'short' | 'unwitnessed' | 'wrong';

/** Whose policy: given to the verifier, keys alone given to it, or the copy inside the bundle. */
export type PolicySource = 'given' | 'keys' | 'copy';

/** Somebody's signature under a checkpoint, with its moment in POSIX seconds. */
export interface Witnessed {
  readonly name: string;
  readonly time: number;
}

/** Whose key signed, as a record of the bundle proves it. */
export interface SignerReport {
  readonly person: string;
  /** What that record itself says; its bounds are with it. */
  readonly since: string;
  readonly origin: string;
  readonly index: number;
}

/** One record, checked. Times in POSIX seconds. */
export interface RecordReport {
  readonly origin: string;
  readonly index: number;
  /** Its files in the bundle, without the ending. */
  readonly path: string;
  readonly kind: string;
  readonly stream: string;
  readonly n: number;
  readonly hash: string;
  /** What the record itself says; only the bounds are proven. */
  readonly claimed: string;
  /** The issuer itself says that the act was entered after the fact. */
  readonly isLate: boolean;
  readonly after?: number;
  readonly notAfter?: number;
  readonly datedBy: 'witnesses' | 'timestamp' | 'nobody';
  readonly isWitnessed: boolean;
  readonly witnesses: readonly Witnessed[];
  readonly fields: readonly DisclosedField[];
  readonly erased: readonly ErasedField[];
  /** Digests that nobody opened here. */
  readonly kept: number;
  /** Whether the leaf says that somebody signed; the signature itself may have been kept back. */
  readonly isSigned: boolean;
  readonly signature?: {
    readonly how: How;
    readonly intent: Intent;
    readonly between?: number;
    /** Absent where the bundle does not show whose key it was. */
    readonly signer?: SignerReport;
  };
}

/** The records of one dossier. */
export interface StreamReport {
  readonly stream: string;
  /** The largest place among those present. */
  readonly last: number;
  readonly missing: readonly number[];
}

/** A paper that a record names. */
export interface PaperReport {
  readonly path: string;
  readonly size: number;
  readonly name: string;
}

/** Everything a verifier has to say. */
export interface Report {
  readonly verdict: Verdict;
  readonly policy: PolicySource;
  readonly problems: readonly Finding[];
  readonly notes: readonly Finding[];
  readonly dossier: string;
  readonly madeAt: string;
  readonly part?: readonly [number, number];
  readonly origins: readonly string[];
  readonly records: readonly RecordReport[];
  readonly streams: readonly StreamReport[];
  readonly papers: readonly PaperReport[];
}
