/**
 * What an obstacle is made of, folded from its acts.
 *
 * raiser     whoever brought the obstacle or joined it: the author, and those who added their locality
 * register   the office that enters it in the book; never the reporter's own office
 * lead       the unit that must solve it (chủ trì)
 * decider    the post that decides now: the head of the lead unit, or a superior to whom the matter was put
 * round      how many times the matter came back for a decision («lần 2»)
 *
 * Texts are references into the vault. Persons are ids; a person who chose to stay hidden is in no field that a page, list,
 * export or linked dossier shows.
 */
import type { DossierId, PersonId, PostId, UnitId } from '../../kernel/ids.ts';
import type { LegalDate } from '../../kernel/time.ts';

/** Why the law does not let the matter go on, as the reporter sees it; `unsure` leaves the question to the register. */
export const LEGAL_GAPS = ['none', 'unfit', 'case', 'unsure'] as const;
/** A word of {@link LEGAL_GAPS}. */
export type LegalGap = (typeof LEGAL_GAPS)[number];

/** Whose power is needed to remove the obstacle. */
export const AUTHORITIES = ['commune', 'province', 'ministry', 'government', 'party'] as const;
/** A word of {@link AUTHORITIES}. */
export type Authority = (typeof AUTHORITIES)[number];

/** What a unit asked says; nothing said by the due moment is recorded as silence, never as consent. */
export const STANCES = ['agree', 'agree-with-conditions', 'disagree', 'no-remit'] as const;
/** A word of {@link STANCES}. */
export type Stance = (typeof STANCES)[number];

/** What can be decided about an obstacle. */
export const REMEDIES = ['resolved-here', 'ask-superior', 'change-rule', 'answer-no'] as const;
/** A word of {@link REMEDIES}. */
export type Remedy = (typeof REMEDIES)[number];

/** What the obstacle costs while it stands, or what its removal brought. */
export interface Measures {
  readonly money?: number;
  readonly hectares?: number;
  readonly days?: number;
  readonly people?: number;
}

/** Somebody with the same obstacle elsewhere. */
export interface Place {
  readonly seq: number;
  readonly person: PersonId | null;
  readonly narrow: boolean;
  readonly locality: UnitId;
  readonly unit: UnitId | null;
  readonly line: string | null;
  readonly on: LegalDate;
  readonly confirmedOn: LegalDate | null;
}

/** Facts added after the report. */
export interface Detail {
  readonly seq: number;
  readonly unit: UnitId | null;
  readonly text: string | null;
  readonly on: LegalDate;
}

/** A question to the reporter, for which a clock stands still. */
export interface Question {
  readonly seq: number;
  readonly asker: PostId;
  readonly clock: string;
  readonly text: string;
  readonly on: LegalDate;
  readonly answer: string | null;
  readonly endedOn: LegalDate | null;
}

/** One passing of the matter from unit to unit. */
export interface HandOver {
  readonly seq: number;
  readonly from: UnitId;
  readonly to: UnitId;
  readonly authority: Authority;
  /** Null where the member responsible named another lead: the reason says why. */
  readonly basis: string | null;
  readonly reason: string;
  readonly on: LegalDate;
  /** Working days the matter lay with the unit it leaves. */
  readonly days?: number;
  /** True when the matter goes back to a unit that has already had it. */
  readonly back: boolean;
}

/** One unit asked for its opinion. */
export interface Opinion {
  readonly seq: number;
  readonly unit: UnitId;
  readonly askedOn: LegalDate;
  /** The act that recorded the silence; stays although an answer comes later. */
  readonly lapsedBy: number | null;
  readonly lapsedOn: LegalDate | null;
  readonly stance: Stance | null;
  readonly text: string | null;
  readonly document: string | null;
  readonly answeredOn: LegalDate | null;
  /** The matter was decided before the unit's time had run out. */
  readonly withdrawn: boolean;
}

/** One letter to a body outside the system. */
export interface OutsideLetter {
  readonly seq: number;
  readonly addressee: string;
  readonly document: string;
  readonly sentOn: LegalDate;
  readonly expectedOn: LegalDate;
  readonly answer: string | null;
  readonly answerDocument: string | null;
  readonly answeredOn: LegalDate | null;
}

/** One decision. */
export interface Decision {
  readonly seq: number;
  readonly round: number;
  readonly remedy: Remedy;
  readonly reasons: string;
  readonly legalBasis: string;
  readonly consequence: string;
  readonly needed: string | null;
  readonly number: string | null;
  /** The post that decided and, for `ask-superior`, the post that decides next. */
  readonly post: PostId;
  readonly superior: PostId | null;
  readonly person: PersonId | null;
  readonly on: LegalDate;
}

/** A wish for more time; the old date stays on the clock. */
export interface Extension {
  readonly seq: number;
  readonly clock: 'decide' | 'carry-out';
  readonly dueOn: LegalDate;
  readonly reason: string;
  readonly grantor: PostId;
  readonly person: PersonId | null;
  readonly outcome: 'asked' | 'granted' | 'refused' | 'moot';
  readonly grantedDueOn: LegalDate | null;
}

/** Effects as somebody stated them. */
export interface Effects extends Measures {
  readonly seq: number;
  readonly unit: UnitId | null;
  readonly person: PersonId | null;
  readonly note: string;
  readonly on: LegalDate;
}

/** A raiser's objection to what was decided or done. */
export interface Objection {
  readonly seq: number;
  readonly round: number;
  readonly reason: string;
  readonly reviewer: PostId;
  readonly outcome: 'open' | 'upheld' | 'dismissed';
  readonly answer: string | null;
  readonly on: LegalDate;
}

/** How an obstacle ended. */
export type Outcome = 'confirmed' | 'unconfirmed' | 'objection-dismissed';

/** The whole of an obstacle. */
export interface ObstacleState {
  /** The incoming paper it was read from. */
  readonly paper?: DossierId;
  readonly what: string;
  readonly locality: UnitId | null;
  readonly legalGap: LegalGap;
  readonly narrow: boolean;
  /** Post and person only where the reporter lets every unit see them. */
  readonly reporter: { readonly unit: UnitId | null; readonly post: PostId | null; readonly person: PersonId | null };
  readonly field: string | null;
  readonly provision: string | null;
  readonly harm: string | null;
  readonly cost: Measures;
  readonly request: string | null;
  readonly details: readonly Detail[];
  readonly places: readonly Place[];
  readonly register: { readonly unit: UnitId; readonly clerk: PostId } | null;
  readonly responsible: PostId | null;
  readonly questions: readonly Question[];
  readonly authority: Authority | null;
  readonly proposedLead: UnitId | null;
  readonly lead: UnitId | null;
  readonly decider: PostId | null;
  readonly handOvers: readonly HandOver[];
  /** Who names the lead once the matter has been passed as often as it may be: above the responsible member. */
  readonly arbiter?: PostId;
  readonly opinions: readonly Opinion[];
  readonly outside: readonly OutsideLetter[];
  readonly decisions: readonly Decision[];
  readonly extensions: readonly Extension[];
  readonly reported: Effects | null;
  readonly verified: Effects | null;
  readonly objections: readonly Objection[];
  readonly round: number;
  readonly outcome: Outcome | null;
}

/** An obstacle before its report. */
export const NOTHING_YET: ObstacleState = {
  what: '',
  locality: null,
  legalGap: 'unsure',
  narrow: true,
  reporter: { unit: null, post: null, person: null },
  field: null,
  provision: null,
  harm: null,
  cost: {},
  request: null,
  details: [],
  places: [],
  register: null,
  responsible: null,
  questions: [],
  authority: null,
  proposedLead: null,
  lead: null,
  decider: null,
  handOvers: [],
  opinions: [],
  outside: [],
  decisions: [],
  extensions: [],
  reported: null,
  verified: null,
  objections: [],
  round: 1,
  outcome: null,
};
