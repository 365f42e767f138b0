/**
 * What several people make of a proposal together: its co-authors, its merging with another one, and the council that looks at a wide or complex one.
 * Texts are references into the vault; of a ballot only those who vote in the council and inspection read what it says.
 */
import type { DossierId, PersonId, PostId, UnitId } from '../../kernel/ids.ts';
import type { Instant, LegalDate } from '../../kernel/time.ts';
import type { Tally } from './vote.ts';

/** Somebody named as a co-author; without consent nobody is one. */
export interface CoAuthor {
  readonly seq: number;
  readonly person: PersonId;
  readonly post: PostId;
  readonly unit: UnitId | null;
  /** In percent; counts once it was agreed to. */
  readonly share: number;
  readonly state: 'asked' | 'agreed' | 'declined';
  readonly on: LegalDate;
  /** When the authorship came on record; of one who came with a merged proposal, when it did there. */
  readonly at: Instant | null;
  readonly from: DossierId | null;
  readonly declared: boolean;
  readonly interests: string | null;
}

/** An author: whoever proposed, or consented to be one. */
export interface Author {
  readonly person: PersonId;
  readonly post: PostId;
  readonly unit: UnitId | null;
  readonly share: number;
  readonly at: Instant;
}

/** How much of a proposal is somebody's. */
export interface Share {
  readonly person: PersonId;
  readonly share: number;
}

/** Two proposals on one matter becoming one; each of the two keeps its own row of it. */
export interface Merge {
  readonly seq: number;
  readonly other: DossierId;
  /** `ours`: this one would go into the other; `theirs`: the other would come into this one. */
  readonly side: 'ours' | 'theirs';
  readonly state: 'open' | 'accepted' | 'merged' | 'declined' | 'late';
  readonly reason: string | null;
  readonly shares: readonly Share[];
  /** Authors of the other one, who read this one once it was offered to them. */
  readonly readers: readonly PersonId[];
  /** Authors of this one who agreed. */
  readonly agreed: readonly PersonId[];
  readonly on: LegalDate;
}

/** Somebody who sits and votes in a council. */
export interface Seat {
  readonly post: PostId;
  readonly person: PersonId;
}

/** A council on a wide or complex proposal. @basis d73-2023#art8 */
export interface Council {
  readonly seq: number;
  readonly round: number;
  readonly reasons: string;
  /** Whether its conclusion is advice to the leadership or stands in place of its vote. */
  readonly mode: 'advises' | 'decides';
  /** Fewer members who may vote are no council. */
  readonly least: number;
  readonly chair: Seat;
  readonly members: readonly Seat[];
  readonly secretary: Seat;
  /** Outside experts are heard and do not vote. */
  readonly experts: readonly string[];
  readonly convenedOn: LegalDate;
  readonly papersOn: LegalDate | null;
  readonly meetsOn: LegalDate | null;
  readonly ballots: readonly (Seat & { readonly seq: number; readonly word: string; readonly on: LegalDate })[];
  /** A later count follows a ballot struck meanwhile; the earlier stays. */
  readonly counts: readonly { readonly seq: number; readonly tally: Tally; readonly on: LegalDate }[];
  readonly conclusion: string | null;
  /** Why it was ended without a conclusion. */
  readonly ended: string | null;
}
