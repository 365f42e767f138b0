import { type DecisionHeading, emptyHeading } from '../../dossier/decision-heading.ts';
import type { Signing } from '../../dossier/signing.ts';
import type { CalendarDay } from '../../kernel/calendar.ts';
import type { Json } from '../../kernel/json.ts';
import type { LocalSetting } from '../../policy/rows.ts';

/** A local value as it was written down. */
export interface Setting {
  readonly parameter: string;
  readonly value: Json;
  readonly unit: LocalSetting['unit'];
  readonly clause: string;
}

/** The state of a decision on rules. */
export interface RuleSetState extends DecisionHeading {
  readonly settings: readonly Setting[];
  readonly days: readonly CalendarDay[];
  readonly years: readonly number[];
  /** The pack adopted whole, if any. */
  readonly pack: { readonly id: string; readonly version: string; readonly parameters: number } | null;
  /** Rows brought in as they are, by an import. */
  readonly imported: number;
  /** Who wrote it and who must sign; absent in drafts from before that was looked at. */
  readonly signing?: Signing;
}

/** A decision before its first act. */
export const initial: RuleSetState = {
  ...emptyHeading,
  settings: [],
  days: [],
  years: [],
  pack: null,
  imported: 0,
};
