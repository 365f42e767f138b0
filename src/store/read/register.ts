/** What books are read from: the books of bodies, their entries in order, the scans that wait. */
import { unseal } from '../../dossier/sealed.ts';
import type { Clock } from '../../dossier/words.ts';
import { asDossierId, type DossierId, type UnitId } from '../../kernel/ids.ts';
import type { Json } from '../../kernel/json.ts';
import { readAs } from '../database.ts';
import type { DossierRow } from '../rows.ts';
import type { Asker, Store } from '../store.ts';
import { marksOf, wordsOf } from './search-terms.ts';
import { rowsOf, sql } from './sql.ts';

/** An entry of a book, a scan that waits, or a book; its state has its texts filled in. */
export interface EntryView {
  readonly id: DossierId;
  readonly kind: string;
  readonly number?: string;
  readonly stage: string;
  readonly seq: number;
  readonly state: Json;
  readonly title: string;
}

/** What of a book is asked: between two days, from a number on. */
export interface EntriesRequest {
  readonly book: string;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  /** Words, with or without diacritics. */
  readonly text?: string | undefined;
  /** Entries after this number. */
  readonly after?: string | undefined;
  /** True: the last number first; `after` then goes downwards. */
  readonly newest?: boolean;
  readonly limit: number;
}

interface Linked {
  readonly row: DossierRow & { readonly title: string };
  readonly clocks: readonly Clock[] | null;
  readonly texts: Readonly<Record<string, Json>> | null;
}

function toEntry({ row, texts }: Linked): EntryView {
  return {
    id: asDossierId(row.id),
    kind: row.kind,
    ...(row.number === null ? {} : { number: row.number }),
    stage: row.stage,
    seq: row.seq,
    state: unseal(row.state, new Map(Object.entries(texts ?? {})), () => ''),
    title: row.title,
  };
}

/** The entries of a book the asker may read, in the order of their numbers, and how many there are in all. */
export async function listEntries(
  store: Store,
  asker: Asker,
  request: EntriesRequest,
): Promise<{ readonly entries: readonly EntryView[]; readonly total: number }> {
  const { book, since, until, text, after, newest = false } = request;
  const beyond = newest ? sql`e.number < ${after}` : sql`e.number > ${after}`;
  const order = newest ? sql`desc` : sql`asc`;
  const within = sql`l.type = 'part-of' and l.target = ${book}::uuid
    ${since ? sql`and l.note >= ${since}` : sql``} ${until ? sql`and l.note <= ${until}` : sql``} ${text ? sql`and l.dossier in (select f.dossier from app.find_in_book(${book}::uuid, plainto_tsquery('simple', ${wordsOf(text).folded}), ${marksOf(text)}::text[]) f)` : sql``}`;
  const statement = sql`
    with entry as (select d.id, d.number from app.link l join app.dossier d on d.tenant = l.tenant and d.id = l.dossier
        where d.number is not null and ${within}),
      page as (select e.id from entry e where ${after ? beyond : sql`true`} order by e.number ${order} limit ${request.limit})
    select (select count(*)::int from entry) as total,
      (select jsonb_agg(jsonb_build_object('row', r.dossier, 'texts', r.texts) order by r.dossier->>'number' ${order})
       from app.read_linked(array(select p.id from page p), '{}') r) as linked`;
  return readAs(store.pool, asker.identity, async (client) => {
    const [read] = await rowsOf<{ total: number; linked: Linked[] | null }>(client, statement);
    return { entries: (read?.linked ?? []).map(toEntry), total: read?.total ?? 0 };
  });
}

/** The scans that wait for a body, longest untouched first; what was put back stands at the end. */
export async function listWaiting(
  store: Store,
  asker: Asker,
  request: { readonly kind: string; readonly unit: string; readonly skip?: number },
): Promise<{ readonly first: EntryView | undefined; readonly total: number }> {
  const statement = sql`
    with waiting as (select d.id, row_number() over (order by d.changed_at, d.id) as place from app.dossier d
      where d.kind = ${request.kind} and d.unit = ${request.unit} and d.number is null and not d.ended)
    select (select count(*)::int from waiting) as total,
      (select jsonb_build_object('row', r.dossier, 'texts', r.texts)
       from app.read_linked(array(select w.id from waiting w where w.place = ${(request.skip ?? 0) + 1}), '{}') r) as linked`;
  return readAs(store.pool, asker.identity, async (client) => {
    const [read] = await rowsOf<{ total: number; linked: Linked | null }>(client, statement);
    return { first: read?.linked ? toEntry(read.linked) : undefined, total: read?.total ?? 0 };
  });
}

/** The books of some bodies, the newest first. */
export async function listBooks(
  store: Store,
  asker: Asker,
  request: { readonly kinds: readonly string[]; readonly units: readonly UnitId[] },
): Promise<readonly EntryView[]> {
  const statement = sql`
    select jsonb_agg(jsonb_build_object('row', r.dossier, 'texts', r.texts) order by r.dossier->>'opened_at' desc) as linked
    from app.read_linked(array(select d.id from app.dossier d where d.kind = any (${request.kinds}) and d.unit = any (${request.units})
      and d.stage not in ('annulled', 'diverted') order by d.opened_at desc limit 200), '{}') r`;
  return readAs(store.pool, asker.identity, async (client) => {
    const [read] = await rowsOf<{ linked: Linked[] | null }>(client, statement);
    return (read?.linked ?? []).map(toEntry);
  });
}

/** The number a book gives next, as far as anybody can know before it is given. */
export async function nextSerial(
  store: Store,
  asker: Asker,
  book: { readonly id: string; readonly series: string; readonly first: number },
): Promise<number> {
  return readAs(store.pool, asker.identity, async (client) => {
    const [read] = await rowsOf<{ next: number | null }>(
      client,
      sql`select app.next_number(${book.series}, ${book.first}, ${book.id}::uuid) as next`,
    );
    return read?.next ?? book.first;
  });
}
