/**
 * What a commendation is made of, folded from its acts.
 *
 * nominee   whom it is about; who receives it is only settled by the proposal of the form and by the decision
 * agency    the unit that handles it, never the nominee's own where the nominee leads it
 * clerk     who verifies, puts the form forward and publishes
 * decider   the head of the agency, who decides and answers for it
 * evidence  each piece with its day and the dossier and act it stands in
 *
 * Texts are references into the vault. Persons are ids; a collective carries the person who led it, so that nobody judges the own unit.
 */
import type { DossierId, PersonId, PostId, UnitId } from '../../kernel/ids.ts';
import type { LegalDate } from '../../kernel/time.ts';

/** Forms of award the product has words for; which of them are in use the installation says. */
export const FORMS = ['praise', 'certificate', 'merit', 'higher'] as const;
/** A word of {@link FORMS}. */
export type Form = (typeof FORMS)[number];

/** One person, or a whole unit. */
export const WHOM = ['person', 'collective'] as const;

/** What somebody asked for an opinion says; silence is written down and is no consent. */
export const STANCES = ['agree', 'agree-with-conditions', 'disagree', 'no-remit'] as const;

/** Why an award may be withdrawn. @basis l06-2022#chapter7 */
export const GROUNDS = ['false-declaration', 'later-conclusion'] as const;

/** A person by the post held on the day, or a unit by its name. */
export interface Subject {
  readonly whom: (typeof WHOM)[number];
  readonly post: PostId | null;
  readonly unit: UnitId;
  /** The person; of a collective whoever led it. */
  readonly person: PersonId | null;
}

/** What somebody receives. */
export interface Award extends Subject {
  readonly form: Form;
  /** Months by which the next salary step comes early. @basis d73-2023#art10 */
  readonly months: number | null;
}

/** One piece of evidence, and what came of verifying it. */
export interface Evidence {
  readonly sort: 'decision' | 'report' | 'evaluation' | 'statement';
  readonly what: string | null;
  readonly on: LegalDate;
  readonly dossier: DossierId | null;
  /** The number of that dossier, as everybody says it. */
  readonly number: string | null;
  readonly act: number | null;
  readonly finding: 'confirmed' | 'not-confirmed' | null;
  readonly how: string | null;
}

/** The assessed pilot it opened from, as it stood on the day. */
export interface Source {
  readonly dossier: DossierId;
  readonly number: string | null;
  readonly result: string;
  readonly damage: boolean;
  readonly exit: string | null;
  readonly evaluatedOn: LegalDate | null;
  readonly allowedOn: LegalDate | null;
  readonly tally: { readonly entitled: number; readonly for: number } | null;
  /** Whether the decree names who proposed. */
  readonly named: boolean;
  readonly lesson: string;
}

/** Somebody asked for an opinion. */
export interface Opinion {
  readonly seq: number;
  readonly body: 'council' | 'party';
  readonly unit: UnitId;
  readonly askedOn: LegalDate;
  readonly stance: (typeof STANCES)[number] | null;
  readonly text: string | null;
  readonly number: string | null;
  readonly answeredOn: LegalDate | null;
  /** The act that recorded the silence; stays although an answer comes later. */
  readonly lapsedBy: number | null;
}

/** What was decided, and how it departs from what was put forward. */
export interface Decision {
  readonly seq: number;
  readonly outcome: 'awarded' | 'refused';
  readonly number: string | null;
  readonly legalBasis: string | null;
  readonly reasons: string;
  readonly departs: string | null;
  readonly post: PostId;
  readonly person: PersonId | null;
  readonly on: LegalDate;
  readonly late: boolean;
}

/** A look by the superior at an award that was taken back. */
export interface Appeal {
  readonly seq: number;
  readonly reason: string;
  readonly reviewer: PostId;
  readonly outcome: 'open' | 'upheld' | 'restored';
  readonly answer: string | null;
  readonly on: LegalDate;
}

/** An award that is in question: notice, reply, conclusion, appeal. @basis l06-2022#chapter7 */
export interface Withdrawal {
  readonly seq: number;
  /** Which award, by its place. */
  readonly award: number;
  readonly ground: (typeof GROUNDS)[number];
  readonly facts: string;
  readonly number: string | null;
  readonly notifiedOn: LegalDate;
  /** Who concludes: whoever decided on the award, or the next above who has no part in it. */
  readonly judge: PostId;
  /** The recipient holds no post any more: the clerk delivers the notice and records the reply. */
  readonly byPaper: boolean;
  /** Where the dossier stood before and stands again if the award is kept. */
  readonly from: string;
  readonly reply: string | null;
  readonly repliedOn: LegalDate | null;
  readonly lapsedBy: number | null;
  readonly outcome: 'open' | 'kept' | 'withdrawn';
  readonly reasons: string | null;
  readonly post: PostId | null;
  readonly person: PersonId | null;
  readonly on: LegalDate | null;
  readonly appeal: Appeal | null;
}

/** The whole of a commendation. */
export interface CommendationState {
  readonly origin: 'proposal' | 'nomination' | 'praise';
  readonly title: string;
  readonly achievement: string;
  readonly source: Source | null;
  readonly nominee: Subject | null;
  /** Who shares the authorship of what was done. */
  readonly others: readonly Subject[];
  readonly nominator: { readonly person: PersonId | null; readonly post: PostId; readonly citizen: string | null } | null;
  readonly agency: UnitId | null;
  readonly decider: PostId | null;
  readonly clerk: PostId | null;
  readonly evidence: readonly Evidence[];
  readonly verified: { readonly person: PersonId | null; readonly remark: string; readonly on: LegalDate } | null;
  readonly returns: readonly {
    readonly seq: number;
    readonly missing: string;
    readonly on: LegalDate;
    readonly answer: string | null;
  }[];
  readonly opinions: readonly Opinion[];
  readonly conflicts: readonly {
    readonly seq: number;
    readonly person: PersonId;
    readonly post: PostId;
    readonly reason: string;
    readonly on: LegalDate;
  }[];
  readonly proposed: { readonly seq: number; readonly reasons: string; readonly on: LegalDate } | null;
  /** As put forward; the decision has its own. */
  readonly asked: readonly Award[];
  readonly awards: readonly Award[];
  readonly decision: Decision | null;
  readonly published: { readonly where: string; readonly on: LegalDate } | null;
  readonly withdrawals: readonly Withdrawal[];
}

/** A commendation before anything was said. */
export const NOTHING_YET: CommendationState = {
  origin: 'nomination',
  title: '',
  achievement: '',
  source: null,
  nominee: null,
  others: [],
  nominator: null,
  agency: null,
  decider: null,
  clerk: null,
  evidence: [],
  verified: null,
  returns: [],
  opinions: [],
  conflicts: [],
  proposed: null,
  asked: [],
  awards: [],
  decision: null,
  published: null,
  withdrawals: [],
};
