/**
 * The nouns of the engine.
 *
 * dossier  the file: a kind, a stage, a state, its clocks; folded from its acts and from nothing else
 * act      one immutable change: who, in what capacity, when, body, facts
 * facts    everything that was looked up when the act was decided; fold reads only state and act
 * clock    a due moment held by a post
 * lapse    the system's act when a clock ran out unanswered
 */
import type { DossierId, PersonId, PostId, UnitId } from '../kernel/ids.ts';
import type { Json } from '../kernel/json.ts';
import type { DueWorking } from '../kernel/limit.ts';
import type { Instant } from '../kernel/time.ts';
import type { Key } from './keys.ts';

/** How a due moment came about: the parameter used, with its clause and how sure we are of it. */
export interface LimitSource {
  readonly parameter: string;
  readonly pack: string;
  readonly packVersion: string;
  readonly clause: string;
  readonly confidence: string;
}

/** The state of one clock. `lapsed` stays open until answered: it can still be met, late. */
export type ClockState = 'running' | 'paused' | 'met' | 'lapsed' | 'met-late' | 'cancelled';

/** An objective cause attached to a lapse by the holder; a confirmed one leaves every figure. */
export interface CauseClaim {
  readonly state: 'claimed' | 'confirmed' | 'rejected';
  readonly claimedBy: number;
  readonly decidedBy?: number;
}

/** A due moment held by a post. All instants are UTC, all counting was done when the act was decided. */
export interface Clock {
  readonly id: string;
  readonly name: string;
  readonly state: ClockState;
  readonly holder: PostId;
  readonly unit: UnitId;
  readonly level: number;
  readonly of?: string;
  /** True for an outside body: the date is expected and never lapses. */
  readonly expected?: boolean;
  readonly source: LimitSource;
  readonly working: DueWorking;
  readonly startAt: Instant;
  readonly dueAt: Instant;
  readonly startedBy: number;
  /** Since when this post holds it, where it was passed on by an act. */
  readonly heldFrom?: Instant;
  readonly pausedAt?: Instant;
  readonly pauseReason?: string;
  readonly endedBy?: number;
  readonly endedAt?: Instant;
  readonly lapsedBy?: number;
  /** Who held the post on the day it lapsed; a lapse is never laid on who came after. */
  readonly lapsedPerson?: PersonId;
  readonly superior?: PostId;
  readonly cause?: CauseClaim;
}

/** What one act did to one clock, with the computed moments: the only thing the clock fold reads. */
export type ClockFact =
  | {
      readonly op: 'start';
      readonly id: string;
      readonly name: string;
      readonly holder: PostId;
      readonly unit: UnitId;
      readonly level: number;
      readonly of?: string;
      readonly expected?: boolean;
      readonly source: LimitSource;
      readonly working: DueWorking;
    }
  | { readonly op: 'meet'; readonly id: string }
  | { readonly op: 'cancel'; readonly id: string }
  | { readonly op: 'pause'; readonly id: string; readonly reason: string }
  | { readonly op: 'resume'; readonly id: string; readonly working: DueWorking }
  | { readonly op: 'extend'; readonly id: string; readonly working: DueWorking }
  | { readonly op: 'recompute'; readonly id: string; readonly working: DueWorking }
  | { readonly op: 'reassign'; readonly id: string; readonly holder: PostId; readonly unit: UnitId; readonly from?: Instant }
  | {
      readonly op: 'lapse';
      readonly id: string;
      readonly person?: PersonId;
      readonly superior?: PostId;
      readonly daysHeld?: number;
    }
  | { readonly op: 'claim-cause'; readonly id: string }
  | { readonly op: 'decide-cause'; readonly id: string; readonly confirmed: boolean };

/** Who acted, as looked up on the day. A masked actor keeps only the unit; in a restricted kind not even that. */
export interface ActorFact {
  readonly unit?: UnitId;
  readonly unitName?: string;
  readonly post?: PostId;
  readonly title?: string;
  readonly onBehalfOf?: {
    readonly post: PostId;
    readonly form: string;
    readonly documentNumber: string;
    readonly title?: string;
  };
}

/** Everything that was looked up when the act was decided. */
export interface Facts {
  readonly actor: ActorFact;
  readonly from: string;
  readonly to: string;
  readonly clocks: readonly ClockFact[];
  readonly resolved: Json;
  readonly law: string;
  readonly calendar: string;
  readonly organisation: number;
  readonly number?: string;
  /** Files of rows the act brought: field → hash and how many rows were read from it. */
  readonly imported?: Readonly<Record<string, { readonly hash: string; readonly rows: number }>>;
  /** Names of units and posts as they stood that day: old names stay on old papers. */
  readonly names: Readonly<Record<string, string>>;
}

/** An act as it is stored; `body` carries references for sealed text, never the text. */
export interface Act {
  readonly seq: number;
  readonly name: string;
  readonly kindVersion: number;
  /** Null for the system. Stored in the vault when masked. */
  readonly actor: PersonId | null;
  /** Keys that alone may see who acted. */
  readonly mask?: readonly Key[];
  readonly key: Key;
  readonly at: Instant;
  readonly businessAt: Instant;
  readonly body: Json;
  readonly facts: Facts;
  readonly cause?: { readonly dossier: DossierId; readonly seq: number; readonly n: number };
}

/** A person, unit, post or outside body tied to a dossier by a role. */
export interface Party {
  readonly role: string;
  readonly unit?: UnitId;
  readonly post?: PostId;
  readonly person?: PersonId;
  readonly outside?: string;
}

/** The types of tie between dossiers. */
export type LinkType = 'arises-from' | 'resolves' | 'implements' | 'protects' | 'rewards' | 'part-of' | 'duplicates';

/** A typed tie from this dossier to another. */
export interface Link {
  readonly type: LinkType;
  readonly to: DossierId;
  readonly note?: string;
}

/** Stages every kind has besides its own. */
export const NEW_STAGE = 'new';
export const ANNULLED_STAGE = 'annulled';
export const DIVERTED_STAGE = 'diverted';

/** A dossier, folded: everything but the texts in the vault. */
export interface Dossier<S = Json> {
  readonly id: DossierId;
  readonly kind: string;
  readonly seq: number;
  readonly stage: string;
  readonly state: S;
  readonly clocks: readonly Clock[];
  readonly author: PersonId | null;
  readonly authorKey: Key;
  readonly number?: string;
  /** The code it is found by where it has no number; there is none before it is stored. */
  readonly receipt?: string;
  readonly openedAt: Instant;
  readonly changedAt: Instant;
  readonly closedAt?: Instant;
  /** Acts struck out by move-to, and fields superseded by correct: seq → what replaced it. */
  readonly struck: readonly { readonly seq: number; readonly by: number; readonly how: 'moved' | 'corrected' }[];
}
