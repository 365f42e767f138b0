/** The lines of a book as words. */
import type { EntryRow } from '../../../dossier/books.ts';
import { formatDate } from '../../../kernel/format.ts';
import type { UnitId } from '../../../kernel/ids.ts';
import type { LegalDate } from '../../../kernel/time.ts';
import type { EntryView } from '../../../store/read/register.ts';
import { dossierHref } from '../showing/address.ts';
import type { Reader } from '../showing/reader.ts';
import type { RegisterDesk } from './desk.ts';

/** One line of a book, ready to be shown. */
export interface ShownEntry {
  readonly id: string;
  readonly href: string;
  readonly serial: string;
  readonly enteredOn: string;
  readonly cameOn: string;
  readonly issuer: string;
  readonly symbol: string;
  readonly issuedOn: string;
  readonly type: string;
  readonly subject: string;
  readonly signer: string;
  readonly to: string;
  readonly copyKeeper: string;
  readonly copies: string;
  readonly forwardedOn: string;
  readonly mark: EntryRow['mark'];
  readonly note: string;
}

/** The line of an entry; an entry annulled as a whole reads as struck out. */
export function toShownEntry(r: Reader, { entry }: RegisterDesk, view: EntryView): ShownEntry {
  const row = entry.entries.row(view.state, view.number);
  const { org } = r.asker;
  const date = (day: string | null): string => (day === null || day === '' ? '' : formatDate(day as LegalDate));
  const name = (to: string): string => (org.knownUnit(to as UnitId) ? org.unitName(to as UnitId, r.lang) : to);
  return {
    id: view.id,
    href: dossierHref(r.registry, { kind: view.kind, id: view.id, number: view.number }),
    serial: row.serial === 0 ? '' : String(row.serial),
    enteredOn: date(row.enteredOn),
    cameOn: date(row.cameOn ?? row.enteredOn),
    issuer: row.issuer,
    symbol: row.symbol,
    issuedOn: date(row.issuedOn),
    type: row.type === '' || row.type === 'other' ? '' : r.say.kind(entry.kind.name, `choices.type.${row.type}`),
    subject: row.subject,
    signer: row.signer,
    to: row.to.map(name).join('; '),
    copyKeeper: row.copyKeeper,
    copies: row.copies === null ? '' : String(row.copies),
    forwardedOn: date(row.forwardedOn),
    mark: view.stage === 'annulled' ? 'voided' : row.mark,
    note: row.note,
  };
}
