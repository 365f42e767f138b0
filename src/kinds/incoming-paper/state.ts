import type { DossierId, UnitId } from '../../kernel/ids.ts';
import type { PaperType } from '../document-types.ts';

/** A file as the store holds it; its name is a reference. */
export interface ScanFile {
  readonly hash: string;
  readonly name: string;
  readonly size: number;
  readonly type: string;
}

/** A paper that came in, folded. Texts are references into the vault. */
export interface IncomingState {
  /** The body whose book it is for. */
  readonly unit: UnitId;
  readonly series: string;
  readonly book: DossierId | null;
  readonly scan: readonly ScanFile[];
  readonly issuer: string | null;
  readonly symbol: string | null;
  readonly issuedOn: string | null;
  readonly type: PaperType | null;
  readonly subject: string | null;
  /** The beginning of the text layer, while the paper waits. */
  readonly excerpt: string | null;
  /** Digest of symbol, issuer and date: by it the same paper is recognised without keeping a sender's name in the open. */
  readonly identity: string | null;
  readonly receivedOn: string | null;
  readonly enteredOn: string | null;
  readonly to: UnitId | null;
  readonly forwardedOn: string | null;
  readonly note: string | null;
  /** The kind of dossier it was turned into. */
  readonly becomes: string | null;
  /** Why it was put back in the queue. */
  readonly setAside: { readonly note: string; readonly on: string } | null;
  /** Why its number was struck out, or the scan thrown out. */
  readonly ended: { readonly reason: string; readonly on: string } | null;
}

/** A paper before its first act. */
export const initial: IncomingState = {
  unit: '' as UnitId,
  series: '',
  book: null,
  scan: [],
  issuer: null,
  symbol: null,
  issuedOn: null,
  type: null,
  subject: null,
  excerpt: null,
  identity: null,
  receivedOn: null,
  enteredOn: null,
  to: null,
  forwardedOn: null,
  note: null,
  becomes: null,
  setAside: null,
  ended: null,
};
