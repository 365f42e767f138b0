/** Pure rules of outgoing papers: their line in the book. */
import type { EntryRow } from '../../dossier/books.ts';
import { serialOf } from '../../kernel/serial.ts';
import type { OutgoingState } from './state.ts';

function markOf(s: OutgoingState): EntryRow['mark'] {
  if (s.voided !== null) return 'voided';
  return s.subject === null ? 'reserved' : null;
}

/** Its line in the book; a number kept or struck out stands there with its reason. */
export function rowOf(s: OutgoingState, number: string | undefined): EntryRow {
  return {
    serial: serialOf(number),
    enteredOn: s.enteredOn,
    issuer: '',
    symbol: s.symbol,
    issuedOn: s.issuedOn,
    type: s.type ?? '',
    subject: s.subject ?? '',
    signer: s.signer ?? '',
    to: [...s.units, ...(s.others === null ? [] : [s.others])],
    copyKeeper: s.copyKeeper ?? '',
    copies: s.copies,
    forwardedOn: s.sentOn,
    mark: markOf(s),
    note: s.voided?.reason ?? (s.subject === null ? (s.reservedFor ?? '') : (s.note ?? '')),
    cameOn: null,
  };
}
