/** Which desk answers a case, for whom it does not exist, and who may not handle it. Pure. */
import {
  type DecideContext,
  key,
  keysOf,
  type LawView,
  type OrganisationView,
  type Refusal,
  refuse,
} from '../../dossier/index.ts';
import type { PersonId, PostId, UnitId } from '../../kernel/ids.ts';
import type { ProtectionState } from './state.ts';

type Context = DecideContext<ProtectionState, unknown>;

/** Who handles a case: the head of the desk and its clerk. */
export function deskKeys(s: ProtectionState) {
  return s.desk === null ? [] : [...new Set([key.post(s.desk.head), key.post(s.desk.clerk)])];
}

/** The head of the desk. */
export const deskHead = keysOf<ProtectionState>('desk', (d) => (d.state.desk === null ? [] : [key.post(d.state.desk.head)]));

/** The head of the desk, or its clerk. */
export const desk = keysOf<ProtectionState>('desk', (d) => deskKeys(d.state));

/** Where a case goes. */
export interface Desk {
  readonly unit: UnitId;
  readonly head: PostId;
  readonly clerk: PostId;
}

/**
 * The unit a decision of the installation names, elsewhere the nearest one above the agency, where neither head nor clerk is one of these persons or leads their units:
 * nobody handles the case of the own people. Where there is no such unit the nearest one, whose concerned handlers are kept from acting.
 */
export function deskFor(
  org: OrganisationView,
  law: LawView,
  of: { readonly agency: UnitId; readonly own: UnitId | null; readonly persons: readonly PersonId[] },
): Desk | undefined {
  const set = law.has('protection.desk') ? law.value('protection.desk').value : null;
  const named = Array.isArray(set) ? set.map((unit) => org.currentUnit(unit as UnitId)) : [];
  const units = [...named.filter((unit) => unit !== of.agency), ...unitsAbove(org, of.agency), of.agency];
  const desks = units.flatMap((unit): Desk[] => {
    const head = unit === undefined ? undefined : org.headPost(unit);
    if (unit === undefined || head === undefined || !org.actingHolder(head)) return [];
    return [{ unit, head, clerk: org.clerkPost(unit) ?? head }];
  });
  return desks.find((desk) => isFree(org, desk, of)) ?? desks[0];
}

function isFree(org: OrganisationView, desk: Desk, of: Parameters<typeof deskFor>[2]): boolean {
  const concerned = [...of.persons, ...leadersOf(org, unitsOf(org, of.own, of.agency, desk.unit))];
  return [desk.head, desk.clerk].every((post) => {
    const person = org.actingHolder(post)?.person;
    return person !== undefined && !concerned.includes(person);
  });
}

function unitsAbove(org: OrganisationView, unit: UnitId): readonly UnitId[] {
  const above: UnitId[] = [];
  for (let at = org.superiorUnit(unit); at !== undefined && !above.includes(at); at = org.superiorUnit(at)) above.push(at);
  return above;
}

/**
 * The units from a person's own up to below the desk, and the agency: whoever works there judges no colleague. Where the desk stands beside them, up to below what
 * stands above both: an appeal and a silence of the desk go there.
 */
export function unitsOf(org: OrganisationView, own: UnitId | null, agency: UnitId, deskUnit: UnitId): readonly UnitId[] {
  const shared = new Set([deskUnit, ...unitsAbove(org, deskUnit)]);
  const units = new Set<UnitId>();
  for (const from of own === null ? [agency] : [own, agency])
    for (const unit of [from, ...unitsAbove(org, from)]) {
      if (shared.has(unit)) break;
      units.add(unit);
    }
  return [...units];
}

/** Who leads those units: heads, whoever acts for them, and deputies. */
function leadersOf(org: OrganisationView, units: readonly UnitId[]): readonly PersonId[] {
  return units.flatMap((unit) => {
    const head = org.headPost(unit);
    const persons = [
      ...(head === undefined ? [] : [org.holderOf(head)?.person, org.actingHolder(head)?.person]),
      ...org.postsIn(unit).flatMap((post) => (post.function === 'deputy' ? [org.holderOf(post.id)?.person] : [])),
    ];
    return persons.filter((person): person is PersonId => person !== undefined);
  });
}

/** For whom the case does not exist: who leads the person's units. The protected person never, nor whoever must handle it because nobody else can. */
export function lineOf(
  org: OrganisationView,
  units: readonly UnitId[],
  own: PersonId | null,
  handlers: Pick<Desk, 'head' | 'clerk'>,
): readonly PersonId[] {
  const handling = [handlers.head, handlers.clerk].map((post) => org.actingHolder(post)?.person);
  return [...new Set(leadersOf(org, units))].filter((person) => person !== own && !handling.includes(person));
}

/** Nobody handles the own case, nor that of somebody one proposed with; whoever allowed the pilot judges nothing of it. */
export function refuseHandler(c: Context): Refusal | undefined {
  const { person } = c.standing;
  const { subject, authors, decider } = c.state;
  const allowing = decider === null ? undefined : c.org.actingHolder(decider)?.person;
  const isConcerned = person !== null && (person === subject.person || authors.includes(person) || person === allowing);
  return isConcerned ? refuse('protection.own_case') : undefined;
}
