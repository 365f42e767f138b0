/** Whose books the reader keeps, and which book an address means. Kinds say themselves that they are books and entries. */
import type { BookEntries, BookFacts } from '../../../dossier/books.ts';
import type { AnyKind } from '../../../dossier/kind.ts';
import { asUnitId, type UnitId } from '../../../kernel/ids.ts';
import { type EntryView, listBooks, nextSerial } from '../../../store/read/register.ts';
import type { Store } from '../../../store/store.ts';
import type { Reader } from '../showing/reader.ts';

/** Which way papers go. */
export type Direction = 'in' | 'out';

/** The pages of each direction. */
export const PATHS: Readonly<Record<Direction, string>> = { in: '/so-den', out: '/so-di' };

/** Parameters of these addresses. */
export const ASKED = { unit: 'don-vi', book: 'so', period: 'ky', text: 'tim', after: 'sau' } as const;

/** A kind with what it says of books. */
interface BookKind {
  readonly kind: AnyKind;
  readonly book: NonNullable<AnyKind['book']>;
}

/** A kind with what it says of entries. */
export interface EntryKind {
  readonly kind: AnyKind;
  readonly entries: BookEntries;
}

/** A book as pages show it. */
export interface ShownBook {
  readonly view: EntryView;
  readonly facts: BookFacts;
  readonly isOpen: boolean;
}

/** Everything the pages of one direction need of the reader and the installation. */
export interface RegisterDesk {
  readonly direction: Direction;
  readonly path: string;
  readonly books: BookKind;
  readonly entry: EntryKind;
  /** Bodies whose books the reader keeps, own office first. */
  readonly units: readonly UnitId[];
  readonly unit: UnitId | undefined;
  readonly shelf: readonly ShownBook[];
  /** The book asked for, else the open one, else the last. */
  readonly book: ShownBook | undefined;
}

/** The kinds of an installation that keep books of this direction; undefined where it has none. */
export function registerKinds(
  registry: Reader['registry'],
  direction: Direction,
): { readonly books: BookKind; readonly entry: EntryKind } | undefined {
  const kinds = registry.all.map((registered) => registered.kind);
  const books = kinds.flatMap((kind) => (kind.book ? [{ kind, book: kind.book }] : []))[0];
  const entry = kinds.flatMap((kind) => (kind.entries?.direction === direction ? [{ kind, entries: kind.entries }] : []))[0];
  return books && entry ? { books, entry } : undefined;
}

/** The bodies whose books somebody keeps: the own office first, then those served as a clerk, then those headed. */
function keptUnits({ capacities, keys }: Reader['asker']['standing']): readonly UnitId[] {
  const of = (duty: string): string[] => keys.filter((k) => k.startsWith(`${duty}:`)).map((k) => k.slice(duty.length + 1));
  const kept = [...new Set(['clerk', 'head', 'deputy'].flatMap(of))].map(asUnitId);
  const isOwn = (unit: UnitId): boolean => capacities.some((c) => c.unit === unit);
  return kept.toSorted((a, b) => Number(isOwn(b)) - Number(isOwn(a)));
}

/** Reads the shelf of the body asked for. */
export async function readDesk(
  store: Store,
  r: Reader,
  direction: Direction,
  query: Readonly<Record<string, string>>,
): Promise<RegisterDesk | undefined> {
  const kinds = registerKinds(r.registry, direction);
  if (!kinds) return undefined;
  const units = keptUnits(r.asker.standing);
  const asked = query[ASKED.unit];
  const unit = units.find((u) => u === asked) ?? units[0];
  const { books } = kinds;
  const read = unit === undefined ? [] : await listBooks(store, r.asker, { kinds: [books.kind.name], units: [unit] });
  const shelf = read
    .map((view) => ({ view, facts: books.book.facts(view.state), isOpen: books.book.isOpen(view.stage) }))
    .filter(({ facts }) => facts.direction === direction)
    .toSorted((a, b) => Number(b.isOpen) - Number(a.isOpen) || (a.facts.series < b.facts.series ? -1 : 1));
  const book = shelf.find(({ view }) => view.number === query[ASKED.book]) ?? shelf[0];
  return { direction, path: PATHS[direction], ...kinds, units, unit, shelf, book };
}

/** The open book of a series. */
export function openBookOf(desk: RegisterDesk, series: string): ShownBook | undefined {
  return desk.shelf.find((book) => book.isOpen && book.facts.series === series);
}

/** The number a book gives next. */
export function nextOf(store: Store, r: Reader, { entry }: RegisterDesk, book: ShownBook): Promise<number> {
  return nextSerial(store, r.asker, {
    id: book.view.id,
    series: `${entry.kind.prefix}-${book.facts.stem}`,
    first: book.facts.first,
  });
}
