import { isInForce } from '../dossier/table.ts';
import type { PersonId, PostId, UnitId } from '../kernel/ids.ts';
import type { LegalDate } from '../kernel/time.ts';
import type { OrganisationRows } from './read-rows.ts';
import type {
  AssignmentRow,
  CompetenceRow,
  DelegationRow,
  FieldRow,
  HoldingRow,
  PersonRow,
  PostFunction,
  PostRow,
  SuccessionRow,
  UnitNameRow,
  UnitRow,
} from './rows.ts';

/** The organisation of one day as plain indexes; everything asked about that day is answered from these alone. */
export interface DayIndex {
  readonly date: LegalDate;
  /** Units in being on the day. */
  readonly units: ReadonlyMap<UnitId, UnitRow>;
  /** Every unit that is or was: its row of the day, else its last row. */
  readonly knownUnits: ReadonlyMap<UnitId, UnitRow>;
  /** The name of the day, else the last name borne, else the first name to come. */
  readonly names: ReadonlyMap<UnitId, UnitNameRow>;
  /** Posts in being, in units in being. */
  readonly posts: ReadonlyMap<PostId, PostRow>;
  /** Every post that is or was: its row of the day, else its last row. */
  readonly knownPosts: ReadonlyMap<PostId, PostRow>;
  /** Who sits in a post in being; a person no longer in the service holds nothing. */
  readonly holders: ReadonlyMap<PostId, HoldingRow>;
  /** Since when the holder of the day has held the post without a gap, in whatever form. */
  readonly heldSince: ReadonlyMap<PostId, LegalDate>;
  readonly people: ReadonlyMap<PersonId, PersonRow>;
  readonly postsOfUnit: ReadonlyMap<UnitId, readonly PostRow[]>;
  readonly postsOfPerson: ReadonlyMap<PersonId, readonly PostRow[]>;
  readonly childrenOfUnit: ReadonlyMap<UnitId, readonly UnitRow[]>;
  readonly absences: ReadonlyMap<PostId, DelegationRow>;
  readonly grants: readonly DelegationRow[];
  readonly unitSuccessions: ReadonlyMap<string, SuccessionRow>;
  readonly postSuccessions: ReadonlyMap<string, SuccessionRow>;
  readonly assignments: readonly AssignmentRow[];
  readonly fields: readonly FieldRow[];
  readonly competences: readonly CompetenceRow[];
}

/** Guarantees the same index for the same rows and date, in an order that does not depend on the input's order. */
export function indexDay(rows: OrganisationRows, date: LegalDate): DayIndex {
  const today = <R extends { from: LegalDate; to: LegalDate | null }>(all: readonly R[]): R[] =>
    all.filter((row) => isInForce(row, date));
  const units = new Map(today(rows.units).map((row) => [row.id, row]));
  const people = new Map(today(rows.people).map((row) => [row.id, row]));
  const posts = new Map(
    today(rows.posts)
      .filter((row) => units.has(row.unit))
      .sort(comparePosts)
      .map((row) => [row.id, row]),
  );
  const holders = new Map(
    today(rows.holdings)
      .filter((row) => posts.has(row.post) && people.has(row.person))
      .map((row) => [row.post, row]),
  );
  const holdingsOfPost = groupBy(rows.holdings, (row) => row.post);
  const delegations = today(rows.delegations);
  const successions = today(rows.successions);
  const held = [...posts.values()].filter((row) => holders.has(row.id));
  return {
    date,
    units,
    knownUnits: latestBy(rows.units, date, (row) => row.id),
    names: new Map([...firstBy(rows.unitNames, (row) => row.unit), ...latestBy(rows.unitNames, date, (row) => row.unit)]),
    posts,
    knownPosts: latestBy(rows.posts, date, (row) => row.id),
    holders,
    heldSince: new Map([...holders.values()].map((row) => [row.post, startOf(holdingsOfPost.get(row.post) ?? [], row)])),
    people,
    postsOfUnit: groupBy([...posts.values()], (row) => row.unit),
    postsOfPerson: groupBy(held, (row) => holders.get(row.id)?.person as PersonId),
    childrenOfUnit: groupBy(
      [...units.values()].filter((row) => row.parent !== null).sort(compareUnits),
      (row) => row.parent as UnitId,
    ),
    absences: new Map(
      delegations
        .filter((row) => row.form === 'absence')
        .reverse()
        .map((row) => [row.fromPost, row]),
    ),
    grants: delegations.filter((row) => row.form !== 'absence'),
    unitSuccessions: new Map(successions.filter((row) => row.what === 'unit').map((row) => [row.of, row])),
    postSuccessions: new Map(successions.filter((row) => row.what === 'post').map((row) => [row.of, row])),
    assignments: today(rows.assignments),
    fields: today(rows.fields),
    competences: today(rows.competences),
  };
}

/** Puts the post that answers for a unit first and members of collective bodies last. */
export const FUNCTION_ORDER: Readonly<Record<PostFunction, number>> = {
  head: 0,
  'chief-of-office': 1,
  deputy: 2,
  inspector: 3,
  administrator: 4,
  clerk: 5,
  specialist: 6,
  member: 7,
};

function startOf(holdings: readonly HoldingRow[], current: HoldingRow): LegalDate {
  const before = holdings.find((row) => row.person === current.person && row.to === current.from);
  return before === undefined ? current.from : startOf(holdings, before);
}

function comparePosts(a: PostRow, b: PostRow): number {
  return FUNCTION_ORDER[a.function] - FUNCTION_ORDER[b.function] || a.rank - b.rank || compareText(a.id, b.id);
}

function compareUnits(a: UnitRow, b: UnitRow): number {
  return a.rank - b.rank || compareText(a.id, b.id);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function latestBy<K, R extends { from: LegalDate }>(rows: readonly R[], date: LegalDate, keyOf: (row: R) => K): Map<K, R> {
  const latest = new Map<K, R>();
  for (const row of rows) {
    const known = latest.get(keyOf(row));
    if (row.from <= date && (known === undefined || known.from <= row.from)) latest.set(keyOf(row), row);
  }
  return latest;
}

function firstBy<K, R extends { from: LegalDate }>(rows: readonly R[], keyOf: (row: R) => K): Map<K, R> {
  const first = new Map<K, R>();
  for (const row of rows) {
    const known = first.get(keyOf(row));
    if (known === undefined || row.from < known.from) first.set(keyOf(row), row);
  }
  return first;
}

function groupBy<K, R>(rows: readonly R[], keyOf: (row: R) => K): Map<K, R[]> {
  const groups = new Map<K, R[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}
