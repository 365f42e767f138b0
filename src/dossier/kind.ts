import type { z } from 'zod';
import type { DossierId, PersonId, PostId, UnitId } from '../kernel/ids.ts';
import type { Json } from '../kernel/json.ts';
import type { Instant } from '../kernel/time.ts';
import type { BookEntries, BookFacts, FromPaper, PaperFacts } from './books.ts';
import type { LawView, LinkedView, Moment, OrganisationView, StandingView } from './context.ts';
import type { Key } from './keys.ts';
import type { Series, SoleKey, SoleReference } from './numbering.ts';
import type { Paper } from './papers.ts';
import type { Refusal } from './refusal.ts';
import type { Cells, ImportedRows, RowName, RowTable } from './rows.ts';
import type { RowOp } from './table.ts';
import type { Act, Clock, Dossier, Facts, Link, Party } from './words.ts';

/** Who may act: keys computed from the dossier alone, with a name that refusals and screens can say. */
export interface CapacityRule<S> {
  readonly code: string;
  keys(dossier: Dossier<S>): readonly Key[];
}

/** What a kind asks of a clock; the engine computes the moments and writes them into the facts. */
export type ClockOp =
  | {
      readonly op: 'start';
      /** Family name, also the message key; `instance` tells several of one family apart. */
      readonly name: string;
      readonly instance?: string;
      readonly holder: PostId;
      readonly limit: string;
      /** A due date chosen by a person instead of a parameter; the parameter still names the clause. */
      readonly dueOn?: string;
      readonly startAt?: Instant;
      readonly expected?: boolean;
    }
  | { readonly op: 'meet' | 'cancel' | 'recompute'; readonly name: string; readonly instance?: string }
  /** `credit: false`: the pause gives no days back; the clock runs on with its old due date, and lapses where that is past. */
  | { readonly op: 'resume'; readonly name: string; readonly instance?: string; readonly credit?: false }
  | { readonly op: 'pause'; readonly name: string; readonly instance?: string; readonly reason: string }
  | { readonly op: 'extend'; readonly name: string; readonly instance?: string; readonly dueOn: string }
  | { readonly op: 'reassign'; readonly name: string; readonly instance?: string; readonly holder: PostId };

/** A dossier to open in the same transaction; `system` opens it as the consequence of the act, `actor` in the actor's name and capacity. */
export type Opening =
  | {
      readonly kind: string;
      readonly act: string;
      readonly body: Json;
      readonly by: 'system' | 'actor';
      /** Where in the body of the opening act it was asked for, such as `tasks.2`: what is wrong with it is said there. */
      readonly path?: string;
    }
  /** What a paper turns out to be: the kind itself says which act, and what of the paper its body takes. */
  | { readonly kind: string; readonly paper: PaperFacts; readonly by: 'actor' };

/** An act by the system on another dossier, carried out once after this one is written. */
export interface FollowUp {
  readonly target: DossierId;
  readonly act: string;
  readonly body: Json;
}

/**
 * An act by the system on every open dossier of a kind that answers a description, however many there are: carried out some at a
 * time after the act itself stands, each one once.
 */
export interface Spread {
  readonly kind: string;
  /** All that is named must hold of the dossier. Dossiers opened later are not reached. */
  readonly where: {
    readonly stage?: string;
    readonly unit?: UnitId;
    readonly field?: string;
    readonly locality?: UnitId;
    readonly responsible?: PostId;
  };
  readonly act: string;
  readonly body: Json;
}

/** Somebody to tell. The text is a message code; nothing of the body travels with it. */
export interface NoticeTo {
  readonly to: Key;
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** Everything an act's own functions may look at while it is being decided. */
export interface DecideContext<S, B> {
  readonly id: DossierId;
  readonly dossier: Dossier<S>;
  readonly state: S;
  readonly body: B;
  readonly standing: StandingView;
  readonly key: Key;
  readonly unit: UnitId | null;
  readonly post: PostId | null;
  readonly org: OrganisationView;
  readonly law: LawView;
  readonly view: LinkedView;
  readonly now: Moment;
  /** Texts of the vault by reference, as far as the dossier itself holds them. */
  readonly texts: ReadonlyMap<string, Json>;
  /** Every act so far; filled for the acts that refold, empty for all others. */
  readonly history: readonly Act[];
  /** The rows of the files the act brings, by field. */
  readonly imported: ImportedRows;
  /** The values a row has now that the act said it `looks` at; undefined when there is none. */
  readonly row: (table: string, key: Cells) => Cells | undefined;
}

/** What apply() sees of an act: sealed texts are references. */
export interface AppliedAct<B, R> {
  readonly seq: number;
  readonly name: string;
  readonly body: B;
  readonly resolved: R;
  readonly facts: Facts;
  readonly actor: PersonId | null;
  readonly key: Key;
  readonly at: Instant;
  readonly businessAt: Instant;
}

/**
 * What comes before the form of an act that opens a dossier, and before anything is kept: a question whose answer may lead elsewhere, then a text to be
 * confirmed. Words at `preludes.<act>`: `answers.<option>` says what each answer means, `parts.<part>.title` and `.text`, `confirm` the button.
 */
export interface Prelude {
  /** The field whose answer is asked first. */
  readonly ask: string;
  /** Answers for which another kind is the way; null: a way outside this record, of which the words of the answer speak. */
  readonly elsewhere: Readonly<Record<string, { readonly kind: string; readonly act: string } | null>>;
  /** The hidden field that carries which text was confirmed, and the name of the text as it is now. */
  readonly confirm: { readonly field: string; readonly text: string; readonly parts: readonly string[] };
}

/** One act of a kind. A lawyer should be able to read the list of them beside the regulation. */
export interface ActSpec<S, B = unknown, R = unknown> {
  /** Stages it may happen in; `open` means every stage that is not an end, `any` every stage once it exists. */
  readonly from: 'new' | 'open' | 'any' | readonly string[];
  /** Stage it leads to; absent: the stage stays. */
  readonly to?: string | ((after: S, before: Dossier<S>) => string | undefined);
  readonly by: readonly CapacityRule<S>[];
  readonly body: z.ZodType<B>;
  /** Looks up organisation, law and linked dossiers; the result becomes a fact. */
  readonly resolve?: (c: DecideContext<S, B>) => R | Refusal;
  /** `number` is what the act gives the dossier; empty at the first look, when it has not been taken yet. */
  readonly guard?: (c: DecideContext<S, B> & { readonly resolved: R; readonly number?: string }) => Refusal | undefined;
  readonly apply: (state: S, act: AppliedAct<B, R>) => S;
  readonly clocks?: (c: DecideContext<S, B> & { readonly resolved: R; readonly after: S }) => readonly ClockOp[];
  readonly opens?: (c: DecideContext<S, B> & { readonly resolved: R; readonly after: S }) => readonly Opening[];
  readonly follows?: (c: DecideContext<S, B> & { readonly resolved: R; readonly after: S }) => readonly FollowUp[];
  /** Acts on more dossiers than could be named one by one. */
  readonly spreads?: (c: DecideContext<S, B> & { readonly resolved: R; readonly after: S }) => readonly Spread[];
  readonly notices?: (c: DecideContext<S, B> & { readonly resolved: R; readonly after: S }) => readonly NoticeTo[];
  readonly reads?: (dossier: Dossier<S>, body: B) => readonly (DossierId | SoleReference)[];
  /** Rows of the dossier's own tables the act is decided by. */
  readonly looks?: (dossier: Dossier<S>, body: B, person: PersonId | null) => readonly RowName[];
  /** Keys that may see who acted; absent: everybody who may read. */
  readonly maskActor?: (body: B, resolved: R, dossier: Dossier<S>) => readonly Key[] | undefined;
  /** Of fields that are `narrowed`, by name: the keys that alone may read them, besides whoever acted. Others are told that the text is not theirs to read. */
  readonly readers?: (body: B, resolved: R, dossier: Dossier<S>) => Readonly<Record<string, readonly Key[]>>;
  /** Names (of posts, units, persons) used by the act, frozen as they stood that day. */
  readonly names?: (c: DecideContext<S, B> & { readonly resolved: R }) => readonly (PostId | UnitId | PersonId)[];
  /** The dossier gets its gapless number with this act: of the kind's series of the year, or of the series named. */
  readonly registers?: true | ((c: DecideContext<S, B> & { readonly resolved: R }) => Series);
  /** True: shown among the milestones of the timeline. */
  readonly milestone?: boolean;
  readonly prelude?: Prelude;
  /** True: the form ends in a page where the answers are checked before anything is written. */
  readonly check?: boolean;
  /**
   * True: whoever performs it confirms it in person, over exactly what was shown; the confirmation is kept with the act. The system never needs it.
   * A function where that depends on an earlier act of the dossier; every act before it is known to it.
   */
  readonly sign?: boolean | ((body: B, before: readonly Act[]) => boolean);
  /** True: may be moved to another dossier when it was put on the wrong one; it must not change the stage. */
  readonly movable?: boolean;
  /** Preselected when it is what the holder of this clock must do. */
  readonly answers?: string;
  /** True while somebody waits for this act although no clock is laid on whoever may do it, such as an answer to a question. */
  readonly awaited?: (state: S, dossier: Dossier<S>) => boolean;
  /** False where this person would always be refused now: the act is not offered, and the guard says why to who tries all the same. */
  readonly offered?: (dossier: Dossier<S>, standing: StandingView) => boolean;
  /** Set on an act that judges a matter: such an act is never done in bulk. */
  readonly judges?: 'decision' | 'vote' | 'finding';
  /** Set on an act that may be done on many dossiers at once with the same words; refused by the registry where it judges, ends or asks once more. */
  readonly bulk?: BulkRule<S>;
  /** The legal clause the act rests on. */
  readonly basis?: string;
  /** Values the form begins with; a proposal to the reader, of which the engine knows nothing. */
  readonly prefill?: (c: PrefillContext<S>) => Readonly<Record<string, Json>>;
}

/** How an act is done on many dossiers at once. */
export interface BulkRule<S> {
  /** Fields each dossier answers for itself, or why this one has nothing to answer with. */
  readonly fill?: (dossier: Dossier<S>) => Readonly<Record<string, Json>> | Refusal;
}

/** What lists, search and pages show of a dossier; computed from state with texts filled in. */
export interface Description {
  readonly title: string;
  /** Further text to find it by. */
  readonly search?: readonly string[];
  /** Symbols of documents, found by their normalised form. */
  readonly symbols?: readonly string[];
}

/** Where a dossier belongs; computed from state. */
export interface Placing {
  readonly unit?: UnitId;
  readonly field?: string;
  readonly locality?: UnitId;
  readonly responsible?: PostId;
  readonly classification?: string;
}

/** Who may read besides those who may act, hold a clock or are parties. */
export interface Access {
  readonly read: readonly Key[];
  readonly exclude?: readonly PersonId[];
}

/** One row of the summary list of a dossier page. */
export interface SummaryItem {
  /** Message key below the kind: `summary.<key>`. */
  readonly key: string;
  readonly value: Json;
  /** How to show it; default text. */
  readonly as?:
    | 'text'
    | 'unit'
    | 'place'
    | 'post'
    | 'person'
    | 'field'
    | 'date'
    | 'money'
    | 'choice'
    | 'dossier'
    | 'integer'
    | 'list'
    | 'unverified';
  /** For `choice`: the message group below the kind. */
  readonly group?: string;
  readonly edit?: string;
}

/** What happened to a clock that ran out, besides the lapse itself. */
export interface LapseRule<S> {
  /** Escalation is to the superior post of the holder, level by level, each with this parameter. */
  readonly escalate?: string;
  readonly apply?: (state: S, lapse: { readonly clock: Clock; readonly seq: number; readonly businessAt: Instant }) => S;
  readonly to?: (state: S, clock: Clock) => string | undefined;
}

/** A table of the dossier's own rows (opinions, sentences, effects) shown on its page, exported and served. */
export interface Section {
  readonly key: string;
  readonly columns: readonly { readonly key: string; readonly as?: SummaryItem['as']; readonly group?: string }[];
  readonly rows: readonly (Readonly<Record<string, Json>> & { readonly silent?: boolean })[];
}

/** The public words of progress. */
export type PublicStep = 'received' | 'processing' | 'decided' | 'executing' | 'done';

/** Lets whoever opens a dossier see what is already there on the same matter. */
export interface SimilarRule {
  /** The free text by which others are looked for. */
  readonly field: string;
  /** The act by which one joins a dossier that is already there. */
  readonly join?: string;
}

/** What the form of an act may begin with before anything was typed. */
export interface PrefillContext<S = Json> {
  readonly standing: StandingView;
  readonly org: OrganisationView;
  /** Absent for an act that opens one. */
  readonly dossier?: Dossier<S>;
}

/** A public key and the person who signs with it. */
export interface SigningKeyFacts {
  readonly person: PersonId;
  /** What the device calls it, base64url. */
  readonly credential: string;
  /** SubjectPublicKeyInfo, DER, base64url. */
  readonly publicKey: string;
  /** COSE number. */
  readonly alg: number;
  /** The site it signs for. */
  readonly rpId: string;
}

/** How a kind records whose key is whose: one dossier for each key, opened by its person, ended when the key is removed. */
export interface SigningKeys<S> {
  readonly enrol: string;
  readonly remove: string;
  /** The body of the act that enrols a key. */
  readonly body: (key: Omit<SigningKeyFacts, 'person'>) => Json;
  /** What the dossier says of its key; undefined before it was enrolled. */
  readonly facts: (state: S) => SigningKeyFacts | undefined;
  /** What the dossier of a credential stands for alone. */
  readonly sole: (credential: string) => SoleKey;
}

/** How the records of a kind that is no work are shown, by the keys of its `summary`. */
export interface Apart {
  /** What follows the word for the kind in the title a page shows, so that it is right in either language. */
  readonly named: string;
  /** What its list says of each in place of locality, lead unit and deadline. */
  readonly columns: readonly string[];
}

/** The declaration of a kind. Everything else the engine gives. */
export interface Kind<S = Json> {
  readonly name: string;
  readonly prefix: string;
  readonly version: number;
  /** The stages on the way, in order; the page draws them as the path. */
  readonly stages: readonly string[];
  /** Stages beside the way, such as a look by the superior: the page draws one only while the dossier is there. */
  readonly detours?: readonly string[];
  /** Stages nothing follows but reopening. */
  readonly ends: readonly string[];
  readonly initial: S;
  readonly acts: Readonly<Record<string, AnyAct<S>>>;
  readonly describe: (state: S, dossier: Dossier<S>) => Description;
  readonly place: (state: S) => Placing;
  readonly access: (state: S, dossier: Dossier<S>) => Access;
  /** Keys that alone may see who acted when this person acts in the person's own name; for acts that say nothing of it themselves. */
  readonly hides?: (state: S, person: PersonId) => readonly Key[] | undefined;
  /** Keys that may correct, annul and divert: the registering clerk and the head of the lead unit. */
  readonly stewards: (state: S) => readonly Key[];
  readonly parties?: (state: S) => readonly Party[];
  readonly links?: (state: S) => readonly Link[];
  /** What the dossier stands for alone as it is now; empty lets go of everything. */
  readonly sole?: (state: S, dossier: Dossier<S>) => readonly SoleKey[];
  /** Present: a paper entered in a book may turn out to be one of these. */
  readonly fromPaper?: FromPaper;
  /** Present: dossiers of this kind are the entries of books. */
  readonly entries?: BookEntries<S>;
  /** Present: dossiers of this kind are books; the act opens one. */
  readonly book?: { readonly open: string; readonly facts: (state: S) => BookFacts; readonly isOpen: (stage: string) => boolean };
  readonly summary: (state: S) => readonly SummaryItem[];
  readonly sections?: (state: S, dossier: Dossier<S>) => readonly Section[];
  readonly exports?: (state: S, dossier: Dossier<S>) => Json;
  /** How much weight the dossier carries, for ordering work: money in đồng, people. */
  readonly weight?: (state: S) => { readonly money?: number; readonly people?: number };
  readonly onLapse: Readonly<Record<string, LapseRule<S>>> & { readonly default?: LapseRule<S> };
  /** Whom a dossier is about: a silence passed up is never laid on them, but on the next above. */
  readonly concerned?: (state: S) => readonly PersonId[];
  /** Clocks by which somebody judges what the stewards did: while one is open, they cannot end the dossier. */
  readonly judging?: readonly string[];
  /** True once something was decided that the kind's own acts alone take back: from then on nobody annuls or diverts the dossier. */
  readonly beyondStewards?: (state: S) => boolean;
  /** Read tables folded from this kind's acts. */
  readonly project?: (act: Act, before: S) => readonly RowOp[];
  /** Tables of the dossier's own rows, for what would not fit its state. */
  readonly tables?: readonly RowTable<S>[];
  /** Tables of other kinds whose rows may stand on this dossier's page. */
  readonly shows?: readonly { readonly kind: string; readonly table: string }[];
  /** The acts by which rows of these read tables come in from a file, in parts on one dossier. */
  readonly takesRows?: TakesRows;
  /** Old bodies to new: version → act → change. Kept for ever. */
  readonly upcast?: Readonly<Record<number, Readonly<Record<string, (body: Json) => Json>>>>;
  readonly restricted?: boolean;
  /**
   * Present: a record the house keeps about itself, not a piece of work, and without deadlines. It has its own list, page and number; lists and
   * searches over all kinds pass it by.
   */
  readonly apart?: Apart;
  /** Present: dossiers of this kind bind the keys people sign with to these people. One kind at most. */
  readonly signingKey?: SigningKeys<S>;
  /**
   * When those whose dossier it is see who read it; absent: at once. Held back until it has ended, or for as many days as a parameter says.
   * Only for what a law keeps from them meanwhile; that such kinds exist is said to everybody.
   */
  readonly readings?: { readonly until: 'ended' } | { readonly days: string };
  /**
   * Present: a dossier of this kind is somebody's own and stands among «Hồ sơ của tôi» of its author and of whoever is a party in one of these
   * roles, in person or by a post held. Work that is laid on a post is nobody's own.
   */
  readonly personal?: { readonly roles: readonly string[] };
  /** Place in the main navigation, the smallest first; absent: the kind does not stand there. Its word is `plural`. */
  readonly navigation?: number;
  /** Shown while a dossier is being opened: at most three that say much the same. Never blocks anybody. */
  readonly similar?: SimilarRule;
  /** Stage → public word. A kind that declares it is counted on the public page; nothing but counts is shown. */
  readonly publicSteps?: Readonly<Record<string, PublicStep>>;
  /** True: titles of registered dossiers may stand on the public page where the installation allows it. */
  readonly publicTitles?: boolean;
  readonly retention: { readonly years: number | 'permanent'; readonly basis: string };
  /** The official papers that write its acts down. */
  readonly papers?: readonly Paper<S>[];
}

/**
 * How a kind takes rows that are too many for one act. `begin` opens the dossier with what is said once and, as `expected`, how many
 * rows will come; each `part` carries `groups` of rows (`RowGroup`) and the `epoch` of the organisation against which they were worked out, and is refused
 * when somebody has changed it since; `finish` ends the coming in.
 */
export interface TakesRows {
  readonly tables: readonly string[];
  readonly begin: string;
  readonly part: string;
  readonly finish: string;
  /** The stage while parts are coming. */
  readonly during: string;
}

/** An act with its body and resolved types forgotten: what a kind's table of acts holds. */
export type AnyAct<S = Json> = ActSpec<S, Json, Json>;

/** Any kind, its state type forgotten: what a registry holds. */
export type AnyKind = Kind<Json>;

/** Gives the builder of acts for one state type; body and resolved types are inferred per act. */
export function actsOf<S>(): <Z extends z.ZodType, R = undefined>(
  spec: { readonly body: Z } & Omit<ActSpec<S, z.output<Z>, R>, 'body'>,
) => AnyAct<S> {
  return (spec) => spec as unknown as AnyAct<S>;
}

/** Declares a kind and forgets its state type, which only the kind itself needs. */
export function defineKind<S>(kind: Kind<S>): AnyKind {
  return kind as unknown as AnyKind;
}
