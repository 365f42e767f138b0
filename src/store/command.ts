/** What is asked of the write door, and what it answers. */
import type { ActRequest, Decision } from '../dossier/decide.ts';
import type { DossierId, PersonId } from '../kernel/ids.ts';
import { canonicalize, type Json, sha256, toHex } from '../kernel/json.ts';
import type { Instant } from '../kernel/time.ts';
import type { SignatureGiven } from './accounts/signing.ts';
import type { KeyProof } from './device-key.ts';
import type { SignedReceipt } from './ledger/receipts.ts';

/** Who performs; `null` is the system. */
export interface Performer {
  readonly person: PersonId | null;
}

/** What is asked of the write door. */
export interface Command extends ActRequest {
  /** The dossier acted on; absent: a new one of `kind`. */
  readonly dossier?: DossierId;
  readonly kind?: string;
  /** The sequence the asker saw; the act is refused if the dossier has moved since. */
  readonly expectedSeq?: number;
  readonly idempotencyKey?: string;
  /** True for one of many: the dossier itself answers for some fields, and only an act declared for it is let through. */
  readonly bulk?: boolean;
  /** The answer by which whoever performs it confirms an act declared to be signed. */
  readonly signature?: SignatureGiven;
  /** What an act that enrols or removes a key comes with. */
  readonly onKey?: KeyProof;
  /** The follow-up this act carries out. */
  readonly followUp?: { readonly dossier: DossierId; readonly seq: number; readonly n: number };
}

/** The receipt of a write. */
export interface Performed {
  readonly dossier: DossierId;
  readonly kind: string;
  readonly seq: number;
  readonly number?: string;
  readonly receipt: string;
  readonly stage: string;
  readonly at: Instant;
  readonly businessAt: Instant;
  /** The hash of its leaf, by which the log knows it. */
  readonly leafHash: string;
  /** The promise that the leaf will stand in the log; absent for the system, and where there are no keys. */
  readonly signedReceipt?: SignedReceipt;
  readonly opened: readonly {
    readonly dossier: DossierId;
    readonly kind: string;
    readonly number?: string;
    readonly receipt: string;
  }[];
  /** True when the same request had been answered before. */
  readonly repeated: boolean;
}

/** What an act would come to, without a word of it written. */
export interface Foreseen {
  /** The sequence it was decided on. */
  readonly seq: number;
  /** Absent where the same request was answered before. */
  readonly decision?: Decision;
  /** True: it would have to be confirmed in person. */
  readonly isSigned?: boolean;
  /** The leaf it would follow; null for a new dossier. */
  readonly head: Uint8Array | null;
  /** When it was decided, real time. */
  readonly at: Instant;
}

/** What a repeated request is compared by. */
export function requestHash(command: Command): string {
  return toHex(
    sha256(
      canonicalize({
        kind: command.kind ?? null,
        dossier: command.dossier ?? null,
        act: command.act,
        body: (command.body ?? null) as Json,
      }),
    ),
  );
}
