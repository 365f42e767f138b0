/**
 * What an objection is made of, folded from its acts.
 *
 * reporter   whoever believes an order unlawful and says so in writing; in no field at all where the reporter chose so
 * giver      the post that gave the order, which hears of it first
 * superior   the direct superior of the giver: the next post above in which somebody else sits, and not the reporter
 * superiorPerson   who held that post on the day of the report, and of the report up
 * seen       who may see who reported; what is written is read by everybody who reads the dossier
 *
 * Texts, symbols and numbers of papers are references into the vault. Persons are ids.
 */
import type { PersonId, PostId, UnitId } from '../../kernel/ids.ts';
import type { LegalDate } from '../../kernel/time.ts';

/** What somebody comes with: only an order one is to carry out belongs here. */
export const MATTERS = ['order', 'rule', 'wrongdoing', 'own-case'] as const;

/** How the order was given. */
export const FORMS = ['paper', 'spoken'] as const;
/** A word of {@link FORMS}. */
export type Form = (typeof FORMS)[number];

/** Who may see who reported; inspection always does. */
export const SEEN = ['everybody-handling', 'superior-only'] as const;
/** A word of {@link SEEN}. */
export type Seen = (typeof SEEN)[number];

/** Whether the order is carried out meanwhile. */
export const OBEYING = ['obeying', 'not-obeying'] as const;
/** A word of {@link OBEYING}. */
export type Obeying = (typeof OBEYING)[number];

/** The order that is believed unlawful. */
export interface Order {
  readonly form: Form;
  readonly symbol: string | null;
  readonly on: LegalDate | null;
  readonly what: string;
}

/** An answer to the report, of the giver of the order or of the superior. */
export interface Answer {
  readonly seq: number;
  readonly by: 'giver' | 'superior';
  readonly outcome: 'rescinded' | 'upheld';
  readonly post: PostId;
  readonly reasons: string;
  readonly legalBasis: string | null;
  readonly number: string | null;
  readonly on: LegalDate;
  /** After its date. */
  readonly late: boolean;
}

/** The written report to the direct superior. @basis l80-2025#art7.5 */
export interface Raised {
  readonly seq: number;
  readonly account: string;
  readonly number: string | null;
  readonly on: LegalDate;
  /** Whether the law of that day lists obeying after having reported among the grounds. @basis l80-2025#art34.1.a */
  readonly listed: boolean;
}

/** The whole of an objection. */
export interface ObjectionState {
  readonly order: Order;
  readonly why: string;
  readonly provision: string;
  readonly harm: string | null;
  readonly number: string | null;
  readonly seen: Seen;
  /** Which text of the promise the reporter confirmed before anything was written. */
  readonly promise: string;
  /** Null where the reporter is to be seen by the superior alone. */
  readonly reporter: { readonly person: PersonId | null; readonly post: PostId | null; readonly unit: UnitId | null } | null;
  readonly giver: { readonly post: PostId; readonly person: PersonId } | null;
  readonly superior: PostId | null;
  /** Who held that post on the day and alone sees a hidden reporter there, whoever comes to hold or cover it. */
  readonly superiorPerson?: PersonId | null;
  /** The lapse by which the giver's silence was recorded. */
  readonly silentBy: number | null;
  readonly raised: Raised | null;
  readonly obeying: Obeying | null;
  readonly answers: readonly Answer[];
  readonly notes: readonly { readonly seq: number; readonly text: string; readonly on: LegalDate }[];
  readonly withdrawn: boolean;
}

/** An objection before it is sent. */
export const NOTHING_YET: ObjectionState = {
  order: { form: 'paper', symbol: null, on: null, what: '' },
  why: '',
  provision: '',
  harm: null,
  number: null,
  seen: 'superior-only',
  promise: '',
  reporter: null,
  giver: null,
  superior: null,
  silentBy: null,
  raised: null,
  obeying: null,
  answers: [],
  notes: [],
  withdrawn: false,
};
