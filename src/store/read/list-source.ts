/** Where the rows of a list come from. */
import type pg from 'pg';
import type { KindRegistry } from '../../dossier/registry.ts';
import type { DossierId } from '../../kernel/ids.ts';
import { ROW_COLUMNS } from './dossier-row.ts';
import { marksOf, wordsOf } from './search-terms.ts';
import { allOf, type Fragment, rowsOf, sql } from './sql.ts';

/** What a list may be narrowed by; every value comes from the URL. */
export interface ListFilter {
  readonly kind?: string | undefined;
  readonly stage?: string | undefined;
  readonly state?: 'open' | 'ended' | 'late' | 'due' | 'paused' | undefined;
  readonly unit?: string | undefined;
  readonly field?: string | undefined;
  readonly locality?: string | undefined;
  readonly responsible?: string | undefined;
  readonly classification?: string | undefined;
  /** Business date the dossier was opened on or after. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  /** Words, with or without diacritics. */
  readonly text?: string | undefined;
  /** People the words name: what they opened of the kind in the open is found too. */
  readonly openers?: readonly string[] | undefined;
  /** A word the asker or the asker's unit has put on dossiers. */
  readonly label?: string | undefined;
  /** These and no others. */
  readonly ids?: readonly DossierId[] | undefined;
}

/** Rows of `d` whose time limit has passed. */
export const LATE = sql`not d.ended and d.clock_state <> 'paused' and d.due_at < (select app.business_now())`;

/** The kinds of work: those a list over all kinds holds. */
function kindsOfWork(registry: KindRegistry): readonly string[] {
  return registry.all.flatMap(({ kind }) => (kind.apart ? [] : [kind.name]));
}

/** A list over all kinds holds work alone, where there are other kinds. Whoever names a dossier, or has put a word on it, gets that one. */
function workOnly(filter: ListFilter, registry: KindRegistry): readonly Fragment[] {
  if (filter.kind !== undefined || filter.ids || filter.label) return [];
  const apart = registry.all.flatMap(({ kind }) => (kind.apart ? [kind.name] : []));
  return apart.length === 0 ? [] : [sql`d.kind <> all (${apart}::text[])`];
}

function conditionsOf(filter: ListFilter, registry: KindRegistry): readonly Fragment[] {
  const equal = (column: string, value: string | undefined) =>
    value === undefined ? [] : [sql`${sql.ref(`d.${column}`)} = ${value}`];
  return [
    ...equal('kind', filter.kind),
    ...workOnly(filter, registry),
    ...equal('stage', filter.stage),
    ...equal('unit', filter.unit),
    ...equal('field', filter.field),
    ...equal('locality', filter.locality),
    ...equal('responsible', filter.responsible),
    ...equal('classification', filter.classification),
    ...(filter.since ? [sql`d.opened_at >= (${filter.since}::date)::timestamp at time zone 'Asia/Ho_Chi_Minh'`] : []),
    ...(filter.until ? [sql`d.opened_at < (${filter.until}::date + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh'`] : []),
    ...stateConditions(filter.state),
    ...(filter.label ? [sql`d.id in (select l.dossier from app.dossier_label l where l.label = ${filter.label})`] : []),
    ...(filter.ids ? [sql`d.id = any (${filter.ids}::uuid[])`] : []),
  ];
}

function stateConditions(state: ListFilter['state']): readonly Fragment[] {
  switch (state) {
    case undefined:
      return [];
    case 'open':
      return [sql`not d.ended`];
    case 'ended':
      return [sql`d.ended`];
    case 'late':
      return [LATE];
    case 'due':
      return [
        sql`not d.ended and d.clock_state = 'running' and d.due_at between (select app.business_now()) and (select app.business_now()) + interval '4 days'`,
      ];
    case 'paused':
      return [sql`not d.ended and d.clock_state = 'paused'`];
  }
}

/** Where the rows of a list come from, each of them as `d`. */
export interface Source {
  /** What is found once for everything that looks at it. */
  readonly found: Fragment;
  readonly from: Fragment;
  /** Kinds whose rows an index gives in the order of a list, one kind at a time; of all other kinds the rows are `found`. */
  readonly stretches?: { readonly kinds: readonly string[]; readonly from: Fragment; readonly hasFound: boolean };
  readonly isCut: Fragment;
}

/** Of a kind of which somebody may read no more than so many dossiers, these are looked at instead of all there are. */
const FEW = 20_000;

/**
 * Looks up where the rows of a list come from: the whole record, the dossiers the asker may read where those are few of many, or what the words
 * of the filter find, the newest so many. Which of the first two it is changes no row of the list. Without a limit every match of the words
 * is looked at.
 */
export async function findSource(
  client: pg.ClientBase,
  filter: ListFilter,
  registry: KindRegistry,
  most: number | null,
): Promise<Source> {
  if (filter.text) return sourceOfWords(filter, filter.text, { registry, most });
  const where = allOf(conditionsOf(filter, registry));
  const whole = sql`app.dossier d where ${where}`;
  const isCut = sql`false`;
  // Ids and labels lead to few dossiers themselves.
  if (filter.ids || filter.label) return { found: sql``, from: whole, isCut };
  const asked = filter.kind === undefined ? kindsOfWork(registry) : [filter.kind];
  const few = await rowsOf<{ kind: string; dossiers: readonly string[] }>(
    client,
    sql`select kind, dossiers::text[] as dossiers from app.find_readable(${asked}::text[], ${FEW}::int)`,
  );
  const many = asked.filter((kind) => !few.some((found) => found.kind === kind));
  const found =
    few.length > 0 ? foundOnce(sql`unnest(${few.flatMap(({ dossiers }) => dossiers)}::uuid[]) m (dossier)`, where) : sql``;
  const stretches = { kinds: many, from: whole, hasFound: few.length > 0 };
  if (few.length === 0) return { found, from: whole, isCut, ...(filter.kind === undefined ? { stretches } : {}) };
  if (many.length === 0) return { found, from: FOUND, isCut };
  const both = sql`(select ${ROW_COLUMNS} from ${whole} and d.kind = any (${many}::text[]) union all select ${ROW_COLUMNS} from found d) d where true`;
  return { found, from: both, isCut, stretches };
}

/** What was found once, as `d`. */
export const FOUND = sql`found d where true`;

const foundOnce = (matches: Fragment, where: Fragment): Fragment =>
  sql`found as materialized (select ${ROW_COLUMNS} from ${matches} join app.dossier d on d.id = m.dossier where ${where}),`;

/** Every word must occur, with or without diacritics; a number or symbol is found as such. */
function sourceOfWords(
  filter: ListFilter,
  text: string,
  { registry, most }: { readonly registry: KindRegistry; readonly most: number | null },
): Source {
  const { kind, unit, since, until, openers = [] } = filter;
  const tags = [...(kind === undefined ? [] : [`kind=${kind}`]), ...(unit === undefined ? [] : [`unit=${unit}`])];
  const day = (date: string | undefined, more: number) =>
    date ? sql`(${date}::date + ${more}::int)::timestamp at time zone 'Asia/Ho_Chi_Minh'` : sql`null`;
  const narrow = sql`${tags}::text[], ${day(since, 0)}, ${day(until, 1)}, ${most === null ? null : most + 1}::int`;
  const opened =
    kind === undefined || openers.length === 0
      ? sql``
      : sql` union select a.dossier from app.dossier o join app.act a on a.dossier = o.id and a.seq = 1
          where o.kind = ${kind} and a.actor = any (${openers}::text[])`;
  return {
    found: sql`match as materialized (
        select dossier from app.find_entries(null, plainto_tsquery('simple', ${wordsOf(text).folded}), null, ${narrow})
        union select dossier from app.find_entries(null, null, ${marksOf(text)}::text[], ${narrow})${opened}),
      ${foundOnce(sql`match m`, allOf(conditionsOf(filter, registry)))}`,
    from: FOUND,
    isCut: most === null ? sql`false` : sql`(select count(*) > ${most} from match)`,
  };
}
