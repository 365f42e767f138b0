import { type Key, key, within } from '../dossier/keys.ts';
import type { PersonId, PostId, UnitId } from '../kernel/ids.ts';
import type { Bilingual } from '../kernel/messages.ts';
import { en } from './messages.en.ts';
import { vi } from './messages.vi.ts';
import type { OrganisationDay } from './organisation-day.ts';
import { type DelegationForm, EVERY, type PostRow } from './rows.ts';

const UNPLACED: Bilingual = { vi: vi.capacity.official, en: en.capacity.official };

/** On whose behalf somebody acts, and the paper that allows it. */
export interface OnBehalfOf {
  readonly post: PostId;
  readonly person?: PersonId;
  readonly form: DelegationForm;
  readonly documentNumber: string;
}

/** One key somebody holds on a day, with the post it comes from. */
export interface Capacity {
  readonly key: Key;
  readonly post: PostId | null;
  readonly unit: UnitId | null;
  readonly title: Bilingual;
  readonly onBehalfOf?: OnBehalfOf;
  /** The kinds of dossier a delegated key is good for; absent means all. */
  readonly matters?: readonly string[];
}

/** A person and everything that person may be on a day. */
export interface Standing {
  readonly person: PersonId;
  readonly name: string;
  /** Own capacities first, then those of posts fallen to the person, then those held for others. */
  readonly capacities: readonly Capacity[];
  /** Every key of the capacities once, sorted. */
  readonly keys: readonly Key[];
}

/**
 * Guarantees that a person holds exactly the keys of the posts held, of posts and units fallen to them, and of posts
 * delegated directly to them on that day; delegated keys are never passed on. Who is not in the service holds none.
 */
export function standingOf(day: OrganisationDay, person: PersonId): Standing {
  const row = day.person(person);
  if (row === undefined) return { person, name: person, capacities: [], keys: [] };
  const posts = day.postsOf(person);
  const capacities = [
    ...personalCapacities(day, person, posts),
    ...posts.flatMap((post) => ownKeys(day, post).map((k) => capacityOf(day, post, k))),
    ...posts.flatMap((post) => fallenKeys(day, post).map((k) => capacityOf(day, post, k))),
    ...posts.flatMap((post) => coveringCapacities(day, post)),
    ...posts.flatMap((post) => delegatedCapacities(day, post)),
  ];
  // A delegation for certain matters opens dossiers of those kinds and no others, to acting and to reading alike.
  const keys = [...new Set(capacities.flatMap((c) => c.matters?.map((kind) => within(kind, c.key)) ?? [c.key]))].sort();
  return { person, name: day.personName(person), capacities: withoutRepeats(capacities), keys };
}

/** Guarantees the keys of a person on a day, sorted, each once: what row security compares. */
export function keysOfPerson(day: OrganisationDay, person: PersonId): readonly Key[] {
  return standingOf(day, person).keys;
}

function personalCapacities(day: OrganisationDay, person: PersonId, posts: readonly PostRow[]): Capacity[] {
  const keys = [key.official, key.person(person)];
  if (posts.length === 0) {
    return keys.map((k) => ({ key: k, post: null, unit: null, title: UNPLACED }));
  }
  return posts.flatMap((post) => keys.map((k) => capacityOf(day, post, k)));
}

function ownKeys(day: OrganisationDay, post: PostRow): Key[] {
  return [key.staff(post.unit), ...dutyKeys(day, post), ...post.roles.map((role) => key.role(role))];
}

function dutyKeys(day: OrganisationDay, post: PostRow): Key[] {
  const keys = [
    key.post(post.id),
    ...day.unitsHeadedBy(post.id).map((unit) => key.head(unit)),
    ...day.unitsServedBy(post.id).map((unit) => key.clerk(unit)),
  ];
  if (post.function === 'deputy') keys.push(key.deputy(post.unit));
  if (post.function === 'member') keys.push(key.member(post.unit));
  return keys;
}

function fallenKeys(day: OrganisationDay, post: PostRow): Key[] {
  const fromPosts = day.fallenPosts(post.id).flatMap((fallen) => {
    const row = day.knownPost(fallen);
    return row === undefined ? [] : dutyKeys(day, row);
  });
  return [...fromPosts, ...day.formerUnits(post.unit).map((unit) => key.staff(unit))];
}

function coveringCapacities(day: OrganisationDay, post: PostRow): Capacity[] {
  return day.coveredPosts(post.id).flatMap((away) => {
    const row = day.post(away);
    const absence = day.index.absences.get(away);
    if (row === undefined || absence === undefined) return [];
    const keys = [...dutyKeys(day, row), ...fallenKeys(day, row)];
    return keys.map((k) => actingCapacity(day, post, k, { row, ...absence }));
  });
}

function delegatedCapacities(day: OrganisationDay, post: PostRow): Capacity[] {
  return day.index.grants.flatMap((grant) => {
    const row = day.post(grant.fromPost);
    // Nobody can act for a post in which nobody sits: the grant lapses with its giver.
    if (grant.toPost !== post.id || row === undefined || day.holderOf(grant.fromPost) === undefined) return [];
    return dutyKeys(day, row).map((k) => actingCapacity(day, post, k, { row, ...grant }));
  });
}

function capacityOf(day: OrganisationDay, post: PostRow, k: Key): Capacity {
  return { key: k, post: post.id, unit: post.unit, title: day.postTitle(post.id) };
}

function actingCapacity(
  day: OrganisationDay,
  post: PostRow,
  k: Key,
  grant: { row: PostRow; form: DelegationForm; documentNumber: string; matters: readonly string[] },
): Capacity {
  const holder = day.holderOf(grant.row.id);
  return {
    ...capacityOf(day, post, k),
    onBehalfOf: {
      post: grant.row.id,
      ...(holder === undefined ? {} : { person: holder.person }),
      form: grant.form,
      documentNumber: grant.documentNumber,
    },
    ...(grant.matters.includes(EVERY) ? {} : { matters: grant.matters }),
  };
}

function withoutRepeats(capacities: readonly Capacity[]): Capacity[] {
  const seen = new Set<string>();
  return capacities.filter(({ key: k, post, onBehalfOf }) => {
    const what = JSON.stringify([k, post, onBehalfOf?.post, onBehalfOf?.form]);
    return seen.has(what) ? false : seen.add(what) !== undefined;
  });
}
