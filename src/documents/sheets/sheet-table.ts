import type { LegalDate } from '../../kernel/time.ts';

/** One cell to be written: text, a number, a day, or nothing. */
export type SheetCell = string | number | { readonly date: LegalDate } | null;

/** A table ready to be written; rows may come while others are written already. */
export interface SheetTable {
  readonly name: string;
  /** Lines above the head: what this is, its filters, who made it when. */
  readonly preface: readonly string[];
  readonly head: readonly string[];
  /** Widths of the columns in characters; absent columns are of middle width. */
  readonly widths?: readonly number[];
  readonly rows: Iterable<readonly SheetCell[]> | AsyncIterable<readonly SheetCell[]>;
}
