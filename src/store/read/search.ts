import { foldVietnamese, normalizeDocumentNumber, toNfc } from '../../kernel/text.ts';
import { asInstant } from '../../kernel/time.ts';
import { readAs } from '../database.ts';
import type { Asker, Store } from '../store.ts';
import { type DossierRowView, ROW_COLUMNS, type StoredRow, toRowView } from './list.ts';
import { rowsOf, sql } from './sql.ts';

/** One dossier found, and whether the words matched with their diacritics. */
export interface Hit {
  readonly row: DossierRowView;
  readonly how: 'number' | 'exact' | 'folded';
}

/** What a search found: dossiers by number, then with exact diacritics, then without; and people, units and posts by name. */
export interface SearchResult {
  readonly hits: readonly Hit[];
  readonly total: number;
  readonly people: readonly { readonly person: string; readonly name: string; readonly titles: readonly string[] }[];
  readonly units: readonly { readonly unit: string; readonly name: string }[];
}

/** Only the newest so many matches are ranked; a broad word cannot cost more. */
const CANDIDATES = 2000;

/** Searches what the asker may read. A bare number finds the dossiers whose number ends in it. */
export async function search(store: Store, asker: Asker, typed: string, limit = 50): Promise<SearchResult> {
  const text = toNfc(typed).trim().slice(0, 200);
  if (text === '') return { hits: [], total: 0, people: [], units: [] };
  const folded = foldVietnamese(text);
  const symbol = normalizeDocumentNumber(text);
  const digits = /^\d{1,5}$/.test(text) ? text.padStart(5, '0') : null;
  const statement = sql`
    with hit as (
      (select d.id, 3 as rank from app.dossier d where d.symbols @> array[${symbol}] limit 50)
      union all (select d.id, 3 from app.dossier d where ${digits}::text is not null and d.number like '%-' || ${digits} limit 50)
      union all (select d.id, 3 from app.dossier d where d.receipt = upper(${text}) limit 1)
      union all (select id, 2 from (select d.id from app.dossier d where d.words @@ plainto_tsquery('simple', ${text.toLowerCase()}) order by d.changed_at desc limit ${CANDIDATES}) w)
      union all (select id, 1 from (select d.id from app.dossier d where d.folded @@ plainto_tsquery('simple', ${folded}) order by d.changed_at desc limit ${CANDIDATES}) f)),
    best as (select id, max(rank) as rank from hit group by id)
    select coalesce((select jsonb_agg(x) from (
        select b.rank, to_jsonb(r) as row from best b join lateral (select ${ROW_COLUMNS} from app.dossier d where d.id = b.id) r on true
        order by b.rank desc, r.changed_at desc limit ${limit}) x), '[]') as hits,
      (select count(*)::int from best) as total, app.business_now() as now`;
  const found = await readAs(
    store.pool,
    asker.identity,
    async (client) =>
      (await rowsOf<{ hits: { rank: number; row: StoredRow }[]; total: number; now: Date }>(client, statement))[0],
  );
  const now = asInstant(found?.now ?? new Date(0));
  return {
    hits: (found?.hits ?? []).map((h) => ({
      row: toRowView(h.row, now, asker),
      how: h.rank === 3 ? 'number' : h.rank === 2 ? 'exact' : 'folded',
    })),
    total: found?.total ?? 0,
    ...searchOrganisation(asker, text, folded),
  };
}

function searchOrganisation(asker: Asker, text: string, folded: string): Pick<SearchResult, 'people' | 'units'> {
  if (folded.length < 2) return { people: [], units: [] };
  const exactFirst = <T extends { readonly name: string }>(list: readonly T[]): readonly T[] =>
    list
      .toSorted(
        (a, b) =>
          Number(b.name.toLowerCase().includes(text.toLowerCase())) - Number(a.name.toLowerCase().includes(text.toLowerCase())),
      )
      .slice(0, 10);
  const people = asker.org
    .people()
    .map((p) => ({ person: p.id as string, name: asker.org.personName(p.id) }))
    .filter((p) => foldVietnamese(p.name).includes(folded));
  const units = asker.org
    .units()
    .map((u) => ({ unit: u.id as string, name: asker.org.unitName(u.id) }))
    .filter((u) => foldVietnamese(u.name).includes(folded));
  return {
    people: exactFirst(people).map((p) => ({
      ...p,
      titles: asker.org.postsOf(p.person as never).map((post) => asker.org.postTitle(post.id).vi),
    })),
    units: exactFirst(units),
  };
}

/** Pairs of neighbouring syllables: in Vietnamese a word is mostly two of them. */
function syllablePairs(text: string): readonly string[] {
  const syllables = foldVietnamese(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((s) => s.length > 0)
    .slice(0, 60);
  const pairs = syllables.slice(1).map((s, i) => `'${syllables[i]}' <-> '${s}'`);
  return [...new Set(pairs)].slice(0, 40);
}

/** At most three dossiers of a kind that say much the same; never blocks anybody. */
export async function findSimilar(store: Store, asker: Asker, kind: string, text: string): Promise<readonly DossierRowView[]> {
  const pairs = syllablePairs(text);
  if (pairs.length < 2) return [];
  const statement = sql`
    with pair as (select p::tsquery as q from unnest(${pairs}::text[]) p),
    near as (select d.id, d.folded, d.changed_at from app.dossier d
      where d.kind = ${kind} and not d.restricted and d.stage <> 'annulled' and d.folded @@ (${pairs.join(' | ')})::tsquery order by d.changed_at desc limit 500),
    scored as (select n.id, (select count(*) from pair where n.folded @@ pair.q) as shared from near n)
    select ${ROW_COLUMNS}, app.business_now() as now from scored s join app.dossier d on d.id = s.id
    where s.shared >= 2 and s.shared >= ${pairs.length} * 0.2 order by s.shared desc, d.changed_at desc limit 3`;
  return readAs(store.pool, asker.identity, async (client) => {
    const rows = await rowsOf<StoredRow & { now: Date } & Record<string, unknown>>(client, statement);
    return rows.map((row) => toRowView(row, asInstant(row.now), asker));
  });
}
