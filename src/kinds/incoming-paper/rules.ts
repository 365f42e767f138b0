/** Pure rules of incoming papers: when two are the same, what one says of itself to the dossier it becomes, its line in the book. */
import type { EntryRow, PaperFacts } from '../../dossier/books.ts';
import type { SoleKey } from '../../dossier/numbering.ts';
import { documentIdentity } from '../../kernel/document-identity.ts';
import type { DossierId } from '../../kernel/ids.ts';
import { sha256, toHex } from '../../kernel/json.ts';
import { serialOf } from '../../kernel/serial.ts';
import type { LegalDate } from '../../kernel/time.ts';
import type { IncomingState } from './state.ts';

/** The digest by which the same paper is recognised again; none for a paper without a symbol, such as a letter. */
export function identityOf(paper: {
  readonly symbol?: string | undefined;
  readonly issuer: string;
  readonly issuedOn: string;
}): string | null {
  if (paper.symbol === undefined) return null;
  const identity = documentIdentity({ number: paper.symbol, issuer: paper.issuer, date: paper.issuedOn as LegalDate });
  return toHex(sha256(identity));
}

/** One paper is entered once in the books of a body, and one scan waits once; what was struck out lets go of both. */
export function soleKeys(s: IncomingState, stage: string): readonly SoleKey[] {
  if (stage !== 'waiting' && stage !== 'registered') return [];
  return [
    ...(stage === 'registered' && s.identity !== null ? [{ name: 'same_paper', key: `${s.unit}|${s.identity}` }] : []),
    ...s.scan.map((file) => ({ name: 'same_scan', key: `${s.unit}|${file.hash}` })),
  ];
}

/** What the dossier it becomes may begin with. */
export function factsOf(s: IncomingState, id: DossierId): PaperFacts {
  return {
    id,
    unit: s.unit,
    symbol: s.symbol ?? '',
    issuer: s.issuer ?? '',
    issuedOn: s.issuedOn ?? '',
    type: s.type ?? 'other',
    subject: s.subject ?? '',
    files: s.scan,
  };
}

/** Its line in the book. */
export function rowOf(s: IncomingState, number: string | undefined): EntryRow {
  return {
    serial: serialOf(number),
    enteredOn: s.enteredOn,
    issuer: s.issuer ?? '',
    symbol: s.symbol ?? '',
    issuedOn: s.issuedOn,
    type: s.type ?? '',
    subject: s.subject ?? '',
    signer: '',
    to: s.to === null ? [] : [s.to],
    copyKeeper: '',
    copies: null,
    forwardedOn: s.forwardedOn,
    mark: s.ended === null ? null : 'voided',
    note: s.ended?.reason ?? s.setAside?.note ?? s.note ?? '',
    cameOn: s.receivedOn,
  };
}
