import type { UnitId } from '../../kernel/ids.ts';

/** A book of papers of one body, folded. Texts are references into the vault. */
export interface BookState {
  readonly unit: UnitId;
  readonly direction: 'in' | 'out';
  /** The type of papers it is for, or all of them. */
  readonly series: string;
  /** The year, or the term of the committee. */
  readonly label: string;
  readonly period: 'year' | 'term';
  /** The clause that says so, and how sure we are of it. */
  readonly basis: { readonly clause: string; readonly confidence: string };
  readonly from: string;
  /** The number it begins with; earlier ones stand in a book of paper. */
  readonly first: number;
  /** How the symbol of an outgoing paper is made; `{so}` is the number. */
  readonly pattern: string;
  /** What stands between prefix and serial of its entries. */
  readonly stem: string;
  readonly closedOn: string | null;
  readonly note: string | null;
}

/** A book before its first act. */
export const initial: BookState = {
  unit: '' as UnitId,
  direction: 'in',
  series: '',
  label: '',
  period: 'year',
  basis: { clause: '', confidence: 'unverified' },
  from: '',
  first: 1,
  pattern: '',
  stem: '',
  closedOn: null,
  note: null,
};
