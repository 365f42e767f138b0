/** The open book of a body: what incoming and outgoing papers take their numbers from. */

import type { LinkedView } from '../dossier/context.ts';
import { hidden, integer, symbol, unitRef } from '../dossier/field.ts';
import { type Key, key } from '../dossier/keys.ts';
import type { PrefillContext } from '../dossier/kind.ts';
import { type Series, type SoleKey, type SoleReference, soleReference } from '../dossier/numbering.ts';
import { type Refusal, refuse } from '../dossier/refusal.ts';
import type { DossierId, UnitId } from '../kernel/ids.ts';
import { serialOf } from '../kernel/serial.ts';

/** The series of a body that keeps all its papers in one. */
export const COMMON_SERIES = 'chung';

/** Where the number stands in the pattern of a symbol, as it is left open on paper: `.../QĐ-UBND`. */
export const SERIAL_PLACE = '...';

/** The symbol of an outgoing paper: two digits at least, as on every official paper. */
export function symbolOf(pattern: string, serial: number): string {
  return pattern.replace(SERIAL_PLACE, String(serial).padStart(2, '0'));
}

/** What the dossiers of the kind of books let papers see of them. */
export interface BookExports {
  readonly direction: string;
  readonly unit: UnitId;
  readonly series: string;
  readonly title: string;
  readonly stem: string;
  readonly first: number;
  readonly pattern: string;
  readonly open: boolean;
}

/** The book as it was read when the act was decided; a fact. */
export interface FoundBook {
  readonly book: DossierId;
  readonly stem: string;
  readonly first: number;
  readonly pattern: string;
  readonly title: string;
}

/** Of a direction, unit and series one book at a time is open. */
export function openSlot(direction: 'in' | 'out', unit: string, series: string): SoleKey {
  return { name: 'already_open', key: `${direction}|${unit}|${series}` };
}

/** Names the open book of a body for `reads`. */
export function openBook(direction: 'in' | 'out', unit: string, series: string): SoleReference {
  return soleReference('register-book', openSlot(direction, unit, series));
}

/** Which body's book, which of its series, and the book the form showed. */
export const bookFields = {
  unit: unitRef(),
  series: symbol({ max: 10, pattern: /^[\p{L}\p{N}]+$/u, later: true }).optional(),
};

/** What a form shows of the book: which one it was, and the number stamped on the paper where the clerk says one. */
export const numberFields = {
  number: integer({ min: 1, max: 999_999_999, later: true }).optional(),
  book: hidden({ max: 40 }).optional(),
};

/** The keys of those who keep the books of a body. */
export function keepersOf(unit: UnitId): readonly Key[] {
  return [key.clerk(unit), key.head(unit), key.deputy(unit)];
}

/** The body a clerk's form begins with: the own office, else another it serves. */
export function ownBooks({ standing }: Pick<PrefillContext, 'standing'>): Readonly<Record<string, string>> {
  const served = standing.capacities.flatMap((c) =>
    c.key.startsWith('clerk:') ? [{ of: c.unit, unit: c.key.slice('clerk:'.length) }] : [],
  );
  const own = served.find(({ of, unit }) => of === unit) ?? served[0];
  return own === undefined ? {} : { unit: own.unit };
}

/** Tells whether somebody keeps the books of a body. */
export function keepsBooks(keys: readonly Key[], unit: string): boolean {
  return keepersOf(unit as UnitId).some((k) => keys.includes(k));
}

/**
 * The open book an act asked for in `reads`, or why no number can be had: no book is open, or the one the form showed has
 * been closed meanwhile and another is open now.
 */
export function findOpenBook(kind: string, view: LinkedView, shown: string | undefined): FoundBook | Refusal {
  for (const linked of view.values()) {
    const book = linked.exports as unknown as BookExports | null;
    if (linked.kind !== 'register-book' || !book?.open) continue;
    if (shown !== undefined && shown !== linked.id) return refuse(`${kind}.book_closed`, { open: book.title });
    return { book: linked.id, stem: book.stem, first: book.first, pattern: book.pattern, title: book.title };
  }
  return refuse(`${kind}.no_open_book`);
}

/** The series an entry takes its number from. */
export function seriesOf(found: FoundBook): Series {
  return { name: found.stem, first: found.first, keeper: found.book };
}

/** A number said by the clerk must be the next one: an earlier one stands with another paper, a later one would leave a gap. */
export function refuseOtherNumber(kind: string, said: number | undefined, given: string | undefined): Refusal | undefined {
  if (said === undefined || given === undefined || given === '') return undefined;
  const next = serialOf(given);
  return said === next ? undefined : refuse(`${kind}.${said < next ? 'number_given' : 'number_ahead'}`, { number: said, next });
}
