import type { TableRow } from '../dossier/table.ts';
import type { FieldId, PostId, UnitId } from '../kernel/ids.ts';
import type { Lang } from '../kernel/messages.ts';
import type { LegalDate } from '../kernel/time.ts';
import { type DayIndex, indexDay } from './day-index.ts';
import type { Organisation, OrganisationDay } from './organisation-day.ts';
import { readOrganisationRows } from './read-rows.ts';
import { findResponsibleMember } from './responsible.ts';
import type { AuthorityLevel, UnitRow } from './rows.ts';
import {
  findAnswer,
  findAnsweringHead,
  findCover,
  findCurrentUnit,
  findServingClerk,
  findSuperiorPost,
  followPost,
  unitsAbove,
} from './succession.ts';

export type { Organisation, OrganisationDay };

const DAYS_KEPT = 32;

/**
 * Guarantees equal answers for equal rows, whatever their order.
 * @throws {organisation.malformed_row} where a row does not say what its table promises.
 */
export function buildSnapshot(rows: readonly TableRow[], epoch: number): Organisation {
  const typed = readOrganisationRows(rows);
  const days = new Map<LegalDate, OrganisationDay>();
  const on = (date: LegalDate): OrganisationDay => {
    const known = days.get(date);
    if (known !== undefined) return known;
    const day = buildDay(indexDay(typed, date), epoch);
    const oldest = days.keys().next();
    if (days.size >= DAYS_KEPT && oldest.done !== true) days.delete(oldest.value);
    days.set(date, day);
    return day;
  };
  return { epoch, on, unitNameAt: (unit, date, lang) => on(date).unitName(unit, lang) };
}

function buildDay(index: DayIndex, epoch: number): OrganisationDay {
  const units = [...index.units.values()].sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1));
  const fallen = once(() => collectFallen(index));
  const covered = once(() => collectCovered(index));
  const former = once(() => collectFormer(index));
  const headed = once(() => collectUnitsBy(index, findAnsweringHead));
  const served = once(() => collectUnitsBy(index, findServingClerk));

  const unitName = (unit: UnitId, lang: Lang = 'vi'): string => index.names.get(unit)?.name[lang] ?? unit;
  const livePost = (post: PostId): PostId | undefined => followPost(index, post)?.post;

  return {
    date: index.date,
    epoch,
    index,
    unit: (unit) => index.units.get(unit),
    knownUnit: (unit) => index.knownUnits.get(unit),
    unitName,
    unitShortName: (unit, lang = 'vi') => index.names.get(unit)?.short[lang] ?? unit,
    placeName: (unit, lang = 'vi') => index.names.get(unit)?.place?.[lang] ?? unitName(unit, lang),
    currentUnit: (unit) => findCurrentUnit(index, unit)?.unit,
    superiorUnit: (unit) => unitsAbove(index, unit).find((above) => index.units.has(above)),
    superiorUnits: (unit) => unitsAbove(index, unit),
    subordinateUnits: (unit) => [...(index.childrenOfUnit.get(unit) ?? [])],
    units: () => [...units],
    communes: () => units.filter((row) => row.kind === 'commune'),
    departments: () => units.filter((row) => row.kind === 'department' || isOfficeOfCommittee(index, row)),
    post: (post) => index.posts.get(post),
    knownPost: (post) => index.knownPosts.get(post),
    postTitle(post) {
      const row = index.knownPosts.get(post);
      if (row === undefined) return { vi: post, en: post };
      return {
        vi: joinTitle(row.title.vi, unitName(row.unit, 'vi')),
        en: `${row.title.en}, ${unitName(row.unit, 'en')}`,
      };
    },
    posts: () => [...index.posts.values()],
    postsIn: (unit) => [...(index.postsOfUnit.get(unit) ?? [])],
    headPost: (unit) => findAnsweringHead(index, unit),
    deputyPosts: (unit) => (index.postsOfUnit.get(unit) ?? []).filter((row) => row.function === 'deputy').map((row) => row.id),
    clerkPost: (unit) => findServingClerk(index, unit),
    superiorPost: (post) => findSuperiorPost(index, post),
    escalationPost: (post) => findEscalationPost(index, post),
    livePost,
    holderOf(post) {
      const row = index.holders.get(post);
      return row === undefined ? undefined : { person: row.person, form: row.form };
    },
    heldSince: (post, person) => (index.holders.get(post)?.person === person ? index.heldSince.get(post) : undefined),
    actingHolder: (post) => findAnswer(index, post),
    isAbsent: (post) => index.absences.has(post),
    fallenPosts: (post) => fallen().get(post) ?? [],
    formerUnits: (unit) => former().get(unit) ?? [],
    unitsHeadedBy: (post) => headed().get(post) ?? [],
    unitsServedBy: (post) => served().get(post) ?? [],
    coveredPosts: (post) => covered().get(post) ?? [],
    person: (person) => index.people.get(person),
    personName(person) {
      const row = index.people.get(person);
      return row === undefined ? person : `${row.familyAndMiddle} ${row.given}`;
    },
    people: () => [...index.people.values()],
    postsOf: (person) => [...(index.postsOfPerson.get(person) ?? [])],
    fields: () => [...index.fields],
    fieldName: (field, lang = 'vi') => index.fields.find((known) => known.id === field)?.name[lang] ?? field,
    competentUnit: (field, where) => findCompetentUnit(index, field, where?.level ?? 'province', where?.locality ?? null),
    responsibleMember: (matter) => findResponsibleMember(index, matter),
  };
}

function isOfficeOfCommittee(index: DayIndex, row: UnitRow): boolean {
  return row.kind === 'office' && row.parent !== null && index.units.get(row.parent)?.kind === 'peoples-committee';
}

// «Chánh Văn phòng» of «Văn phòng UBND» is the «Chánh Văn phòng UBND»: a word that ends the title is not said twice.
function joinTitle(title: string, unitName: string): string {
  const words = title.split(' ');
  for (let n = 0; n < words.length; n += 1) {
    const ending = words.slice(n).join(' ');
    const opening = unitName.slice(0, ending.length + 1);
    if (opening.toLowerCase() === `${ending.toLowerCase()} `) return `${title}${unitName.slice(ending.length)}`;
  }
  return `${title} ${unitName}`;
}

// Upwards by the table alone: a vacant post above may have fallen to somebody below, and silence never goes down again.
function findEscalationPost(index: DayIndex, post: PostId): PostId | undefined {
  const here = findAnswer(index, post);
  const start = followPost(index, post)?.post ?? post;
  for (const above of superiorsOf(index, start)) {
    const live = followPost(index, above)?.post;
    if (live === undefined) return undefined;
    const isBelow = live === start || superiorsOf(index, live).includes(start);
    if (!isBelow && findAnswer(index, live)?.person !== here?.person) return live;
  }
  return undefined;
}

function superiorsOf(index: DayIndex, post: PostId): readonly PostId[] {
  const chain: PostId[] = [];
  for (let at = findSuperiorPost(index, post); at !== undefined && !chain.includes(at); at = findSuperiorPost(index, at))
    chain.push(at);
  return chain;
}

function findCompetentUnit(index: DayIndex, field: FieldId, level: AuthorityLevel, locality: UnitId | null): UnitId | undefined {
  const row = index.competences.find((known) => known.field === field && known.level === level);
  if (row === undefined) return undefined;
  if (row.unit !== null) return findCurrentUnit(index, row.unit)?.unit;
  return [...index.units.values()].find((unit) => unit.kind === 'commune' && unit.locality === locality)?.id;
}

function collectFallen(index: DayIndex): Map<PostId, PostId[]> {
  const fallen = new Map<PostId, PostId[]>();
  for (const post of [...index.knownPosts.keys()].sort()) {
    const live = followPost(index, post)?.post;
    if (live !== undefined && live !== post) append(fallen, live, post);
  }
  return fallen;
}

function collectCovered(index: DayIndex): Map<PostId, PostId[]> {
  const covered = new Map<PostId, PostId[]>();
  for (const post of [...index.absences.keys()].sort()) {
    const cover = index.holders.has(post) ? findCover(index, post) : undefined;
    if (cover !== undefined) append(covered, cover.post, post);
  }
  return covered;
}

function collectFormer(index: DayIndex): Map<UnitId, UnitId[]> {
  const former = new Map<UnitId, UnitId[]>();
  for (const unit of [...index.knownUnits.keys()].sort()) {
    const current = findCurrentUnit(index, unit);
    if (current?.via === 'successor') append(former, current.unit, unit);
  }
  return former;
}

function collectUnitsBy(index: DayIndex, find: (index: DayIndex, unit: UnitId) => PostId | undefined): Map<PostId, UnitId[]> {
  const served = new Map<PostId, UnitId[]>();
  for (const unit of [...index.knownUnits.keys()].sort()) {
    const post = find(index, unit);
    if (post !== undefined) append(served, post, unit);
  }
  return served;
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

function once<V>(compute: () => V): () => V {
  let value: { readonly is: V } | undefined;
  return () => {
    value ??= { is: compute() };
    return value.is;
  };
}
