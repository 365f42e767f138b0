import type { CalendarDay } from '../../kernel/calendar.ts';
import type { Json } from '../../kernel/json.ts';
import type { LegalDate } from '../../kernel/time.ts';
import type { LocalSetting } from '../../policy/rows.ts';

/** What a decision on rules says of itself. */
export interface Heading {
  readonly decisionNumber: string;
  readonly title: string;
  readonly date: LegalDate;
  readonly effectiveOn: LegalDate;
  readonly signer: string | null;
  readonly basis: string | null;
}

/** A local value as it was written down. */
export interface Setting {
  readonly parameter: string;
  readonly value: Json;
  readonly unit: LocalSetting['unit'];
  readonly clause: string;
}

/** The state of a decision on rules. */
export interface RuleSetState extends Heading {
  readonly settings: readonly Setting[];
  readonly days: readonly CalendarDay[];
  readonly years: readonly number[];
  /** The pack adopted whole, if any. */
  readonly pack: { readonly id: string; readonly version: string; readonly parameters: number } | null;
  /** Rows brought in as they are, by an import. */
  readonly imported: number;
}

/** A decision before its first act. */
export const initial: RuleSetState = {
  decisionNumber: '',
  title: '',
  date: '' as LegalDate,
  effectiveOn: '' as LegalDate,
  signer: null,
  basis: null,
  settings: [],
  days: [],
  years: [],
  pack: null,
  imported: 0,
};
