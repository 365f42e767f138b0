import { foldVietnamese, toNfc } from '../../kernel/text.ts';
import { asInstant } from '../../kernel/time.ts';
import type { OrganisationDay } from '../../organisation/organisation-day.ts';
import { readAs } from '../database.ts';
import type { Asker, Store } from '../store.ts';
import { type DossierRowView, ROW_COLUMNS, type StoredRow, toRowView } from './dossier-row.ts';
import { TOTAL_LIMIT } from './list.ts';
import { marksOf, wordsOf } from './search-terms.ts';
import { rowsOf, sql } from './sql.ts';
import { suggestQueries } from './suggest.ts';

/** One dossier found, and whether the words matched with their diacritics. */
export interface Hit {
  readonly row: DossierRowView;
  readonly how: 'number' | 'exact' | 'folded';
}

/** What a search found: dossiers by number, then with exact diacritics, then without; and people, units and posts by name. */
export interface SearchResult {
  readonly hits: readonly Hit[];
  /** Stops a little above TOTAL_LIMIT. */
  readonly total: number;
  /** What may have been meant, where next to nothing was found. */
  readonly suggestions: readonly string[];
  readonly people: readonly { readonly person: string; readonly name: string; readonly titles: readonly string[] }[];
  readonly units: readonly { readonly unit: string; readonly name: string }[];
}

/** Whoever finds fewer may have mistyped. */
const FEW = 3;

/** Which part of what was found is shown. */
export interface SearchPart {
  readonly limit: number;
  /** From 1. */
  readonly page: number;
}

/**
 * Searches what the asker may read: numbers first, then the words as written, then without diacritics, the newest first. Only the newest
 * TOTAL_LIMIT of each are ranked, so a word of every second dossier costs no more than a rare one; where as many hold the words as written, those
 * without diacritics are not looked for.
 */
export async function search(
  store: Store,
  asker: Asker,
  typed: string,
  { limit, page }: SearchPart = { limit: 50, page: 1 },
): Promise<SearchResult> {
  const text = toNfc(typed).trim().slice(0, 200);
  if (text === '') return { hits: [], total: 0, suggestions: [], people: [], units: [] };
  const { written, folded } = wordsOf(text);
  const statement = sql`
    with exact as materialized (
      select dossier, opened_at from app.find_entries(plainto_tsquery('simple', ${written}), null, null, '{}', null, null, ${TOTAL_LIMIT + 1})),
    hit as (
      select dossier, opened_at, 3 as rank from app.find_entries(null, null, ${marksOf(text)}::text[], '{}', null, null, 100)
      union all select dossier, opened_at, 2 from exact
      union all select dossier, opened_at, 1 from app.find_entries(null, plainto_tsquery('simple', ${folded}), null, '{}', null, null, ${TOTAL_LIMIT + 1})
        where (select count(*) <= ${TOTAL_LIMIT} from exact)),
    best as (select dossier, opened_at, max(rank) as rank from hit group by dossier, opened_at),
    page as (select * from best order by rank desc, opened_at desc, dossier desc limit ${limit} offset ${(page - 1) * limit})
    select coalesce((select jsonb_agg(jsonb_build_object('rank', p.rank, 'row', to_jsonb(r)) order by p.rank desc, p.opened_at desc, p.dossier desc)
        from page p cross join lateral (select ${ROW_COLUMNS} from app.dossier d where d.id = p.dossier) r), '[]') as hits,
      (select count(*)::int from best) as total, app.business_now() as now`;
  const found = await readAs(
    store.pool,
    asker.identity,
    async (client) =>
      (await rowsOf<{ hits: { rank: number; row: StoredRow }[]; total: number; now: Date }>(client, statement))[0],
  );
  const total = found?.total ?? 0;
  const now = asInstant(found?.now ?? new Date(0));
  return {
    hits: (found?.hits ?? []).map((h) => ({
      row: toRowView(h.row, now, asker),
      how: h.rank === 3 ? 'number' : h.rank === 2 ? 'exact' : 'folded',
    })),
    total,
    suggestions: total < FEW ? await suggestQueries(store, asker, text, { found: total }) : [],
    ...searchOrganisation(asker, text, folded),
  };
}

interface Names {
  readonly people: readonly { readonly person: string; readonly name: string; readonly folded: string }[];
  readonly units: readonly { readonly unit: string; readonly name: string; readonly folded: string }[];
}
const names = new WeakMap<OrganisationDay, Names>();

/** The names of an organisation as they are looked for: the same for everybody and for a whole day. */
function namesIn(org: OrganisationDay): Names {
  const known = names.get(org);
  if (known) return known;
  const fold = <T extends { readonly name: string }>(named: T) => ({ ...named, folded: foldVietnamese(named.name) });
  const folded = {
    people: org.people().map((p) => fold({ person: p.id as string, name: org.personName(p.id) })),
    units: org.units().map((u) => fold({ unit: u.id as string, name: org.unitName(u.id) })),
  };
  names.set(org, folded);
  return folded;
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
  const named = namesIn(asker.org);
  const people = named.people.filter((p) => p.folded.includes(folded)).map(({ person, name }) => ({ person, name }));
  const units = named.units.filter((u) => u.folded.includes(folded)).map(({ unit, name }) => ({ unit, name }));
  return {
    people: exactFirst(people).map((p) => ({
      ...p,
      titles: asker.org.postsOf(p.person as never).map((post) => asker.org.postTitle(post.id).vi),
    })),
    units: exactFirst(units),
  };
}
