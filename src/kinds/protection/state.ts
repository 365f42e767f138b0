/**
 * What a protection case is made of, folded from its acts.
 *
 * subject   who is protected · agency where it happened · desk the body that must answer, one level above the agency
 * units     from the subject up to below the desk: nobody of them sits on the panel
 * line      who leads those units: for them the case does not exist
 * record    what the proposal held before the pilot began and after, frozen when the case was opened
 * round     how many times a panel has looked at it
 *
 * Texts are references into the vault. Persons are ids.
 */
import type { DossierId, PersonId, PostId, UnitId } from '../../kernel/ids.ts';
import type { LegalDate } from '../../kernel/time.ts';
import type { Outcome, Relief, Shortfall, Test, Verdict, Words } from './outcome.ts';

/** Why a case is open. */
export type Ground = 'evaluation' | 'request' | 'proceeding';

/** Something in the record of the proposal that speaks to a test. */
export interface RecordRow {
  readonly test: Test | 'cause';
  readonly what: string;
  readonly word: string | null;
  readonly seq: number;
  readonly on: LegalDate | null;
  /** Whether it was there before the pilot was allowed. */
  readonly before: boolean;
}

/** A piece of evidence somebody adds. */
export interface Evidence {
  readonly seq: number;
  readonly test: Test | 'cause';
  readonly by: 'desk' | 'subject';
  readonly what: string;
  readonly from: LegalDate;
  readonly dossier: DossierId | null;
  readonly before: boolean;
}

/** What the protected person says to each test. */
export interface Statement {
  readonly seq: number;
  readonly policy: string;
  readonly motive: string;
  readonly good: string;
  readonly causes: string;
  readonly on: LegalDate;
}

/** A seat on the panel. */
export interface Member {
  readonly post: PostId;
  readonly person: PersonId;
}

/** What a member of the panel found, and why. */
export interface Finding extends Member {
  readonly seq: number;
  readonly round: number;
  readonly words: Words;
  readonly reasons: Readonly<Record<keyof Words, string>>;
  readonly on: LegalDate;
  /** The member left the panel afterwards: kept and not counted. */
  readonly struck: boolean;
}

/** What was concluded, and by whom. */
export interface Conclusion {
  readonly seq: number;
  readonly round: number;
  readonly outcome: Outcome;
  readonly clause: string;
  readonly of: Shortfall;
  readonly relief: Relief | null;
  readonly law: string | null;
  readonly reasons: string;
  readonly compared: readonly { readonly case: DossierId; readonly how: string }[];
  readonly searched: string | null;
  readonly number: string;
  readonly dissents: number;
  readonly post: PostId;
  readonly person: PersonId | null;
  readonly on: LegalDate;
}

/** Something asked of somebody else for the protected person; it has a dossier of its own. */
export interface Measure {
  readonly seq: number;
  readonly what: string;
  readonly to: string;
  readonly outside: boolean;
  readonly on: LegalDate;
  readonly reply: string | null;
  readonly repliedOn: LegalDate | null;
  /** What the agency found of the three tests, where it was asked that. */
  readonly view: Readonly<Record<'policy' | 'motive' | 'good', Verdict>> | null;
}

/** A report that somebody retaliates. */
export interface Retaliation {
  readonly seq: number;
  readonly what: string;
  readonly on: LegalDate;
  readonly answer: string | null;
  readonly answeredOn: LegalDate | null;
}

/** The whole of a protection case. */
export interface ProtectionState {
  readonly ground: Ground;
  readonly subject: { readonly person: PersonId | null; readonly post: PostId | null; readonly unit: UnitId | null };
  readonly proposal: DossierId | null;
  /** Who carries the proposal together. */
  readonly authors: readonly PersonId[];
  readonly named: boolean;
  readonly agency: UnitId | null;
  readonly decider: PostId | null;
  readonly desk: { readonly unit: UnitId; readonly head: PostId; readonly clerk: PostId } | null;
  readonly units: readonly UnitId[];
  readonly line: readonly PersonId[];
  readonly allowedOn: LegalDate | null;
  readonly shortfall: Shortfall;
  readonly asked: string | null;
  readonly proceedings: readonly {
    readonly seq: number;
    readonly sort: string;
    readonly paper: string;
    readonly on: LegalDate;
  }[];
  readonly record: readonly RecordRow[];
  /** Tests that stand unless the panel finds them not met, because advice was asked for beforehand and followed. */
  readonly presumed: readonly Test[];
  readonly evidence: readonly Evidence[];
  readonly statement: Statement | null;
  readonly statementLapsed: boolean;
  readonly round: number;
  readonly panel: readonly Member[];
  /** How many a panel has at least, as the law said when it was named. */
  readonly least: number;
  /** Who left a panel or was challenged with success: never named again. */
  readonly left: readonly PersonId[];
  readonly findings: readonly Finding[];
  readonly challenges: readonly {
    readonly seq: number;
    readonly post: PostId;
    readonly reason: string;
    readonly answer: string | null;
  }[];
  readonly conclusions: readonly Conclusion[];
  readonly measures: readonly Measure[];
  readonly retaliations: readonly Retaliation[];
  readonly bound: readonly {
    readonly seq: number;
    readonly body: string;
    readonly since: LegalDate;
    readonly terms: string;
    readonly paper: string;
  }[];
  readonly appeals: readonly {
    readonly seq: number;
    readonly reason: string;
    readonly to: PostId;
    readonly outcome: 'open' | 'upheld' | 'again';
    readonly answer: string | null;
    readonly on: LegalDate;
  }[];
  /** The person agreed that protection may end before its time. */
  readonly released: boolean;
  readonly ended: string | null;
}

/** A case before it is opened. */
export const NOTHING_YET: ProtectionState = {
  ground: 'request',
  subject: { person: null, post: null, unit: null },
  proposal: null,
  authors: [],
  named: true,
  agency: null,
  decider: null,
  desk: null,
  units: [],
  line: [],
  allowedOn: null,
  shortfall: { result: 'none', damage: false },
  asked: null,
  proceedings: [],
  record: [],
  presumed: [],
  evidence: [],
  statement: null,
  statementLapsed: false,
  round: 1,
  panel: [],
  least: 1,
  left: [],
  findings: [],
  challenges: [],
  conclusions: [],
  measures: [],
  retaliations: [],
  bound: [],
  appeals: [],
  released: false,
  ended: null,
};
