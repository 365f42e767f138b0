import type { DossierId, UnitId } from '../../kernel/ids.ts';
import type { PaperType } from '../document-types.ts';

/** A paper a body sends out, or a number kept for one, folded. Texts are references into the vault. */
export interface OutgoingState {
  readonly unit: UnitId;
  readonly series: string;
  readonly book: DossierId | null;
  /** Number and letters as on the paper: `118/QĐ-UBND`. */
  readonly symbol: string;
  readonly issuedOn: string | null;
  readonly type: PaperType | null;
  readonly subject: string | null;
  readonly signer: string | null;
  /** Units by id. */
  readonly units: readonly string[];
  /** Everybody else, in words. */
  readonly others: string | null;
  readonly copyKeeper: string | null;
  readonly copies: number | null;
  readonly enteredOn: string | null;
  readonly sentOn: string | null;
  readonly files: readonly { readonly hash: string; readonly name: string; readonly size: number; readonly type: string }[];
  readonly note: string | null;
  /** Why the number is kept. */
  readonly reservedFor: string | null;
  /** Why the number was struck out. */
  readonly voided: { readonly reason: string; readonly on: string } | null;
}

/** A paper before its first act. */
export const initial: OutgoingState = {
  unit: '' as UnitId,
  series: '',
  book: null,
  symbol: '',
  issuedOn: null,
  type: null,
  subject: null,
  signer: null,
  units: [],
  others: null,
  copyKeeper: null,
  copies: null,
  enteredOn: null,
  sentOn: null,
  files: [],
  note: null,
  reservedFor: null,
  voided: null,
};
