/** Pure rules of books: which side of the house a body belongs to, what a period is called, how its numbers begin. */
import type { OrganisationView } from '../../dossier/context.ts';
import type { UnitId } from '../../kernel/ids.ts';
import { foldVietnamese } from '../../kernel/text.ts';
import { COMMON_SERIES, SERIAL_PLACE } from '../open-book.ts';

/** Kinds of units by the side of the house they stand on; an office stands where its superior does. */
export type SideKinds = Readonly<Record<'party' | 'state', readonly string[]>>;

/** Party or State: as the unit itself, else the first of its superiors whose kind says so. */
export function sideOf(org: OrganisationView, unit: UnitId, kinds: SideKinds): 'party' | 'state' {
  const seen = new Set<UnitId>();
  for (let at: UnitId | null = unit; at !== null && !seen.has(at); ) {
    seen.add(at);
    const row = org.unit(at);
    if (row && kinds.party.includes(row.kind)) return 'party';
    if (row && kinds.state.includes(row.kind)) return 'state';
    at = row?.parent ?? null;
  }
  return 'state';
}

/** A year is called by its number, a term by its first and last year; the book must begin within it. */
export function fitsPeriod(period: 'year' | 'term', label: string, from: string): boolean {
  const [, first, last] = /^(\d{4})(?:-(\d{4}))?$/.exec(label) ?? [];
  const year = Number(from.slice(0, 4));
  if (first === undefined) return false;
  if (period === 'year') return last === undefined && year === Number(first);
  return last !== undefined && Number(last) > Number(first) && year >= Number(first) && year <= Number(last);
}

/** The label of the period that follows. */
export function nextLabel(period: 'year' | 'term', label: string): string {
  const [first = 0, last = 0] = label.split('-').map(Number);
  return period === 'year' ? String(first + 1) : `${last}-${last + (last - first)}`;
}

/** What stands between prefix and serial of a book's numbers: body, type of paper where it has a series of its own, period. */
export function stemOf(unit: string, series: string, label: string): string {
  const plain = (text: string): string =>
    foldVietnamese(text)
      .toUpperCase()
      .replace(/[^A-Z0-9]/g, '');
  const body = plain(unit.replace(/^\d{1,3}-/, ''));
  return [body, ...(series === COMMON_SERIES ? [] : [plain(series)]), label].join('-');
}

/** A pattern makes one symbol of one number. */
export function isPattern(pattern: string): boolean {
  return pattern.split(SERIAL_PLACE).length === 2;
}
