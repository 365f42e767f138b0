/** What must be true of the changes of a decision, in their order, against the organisation of the day. */
import { type Refusal, refuse } from '../../dossier/refusal.ts';
import { type Change, ROLES } from './changes.ts';
import { type Book, Plan } from './plan.ts';

const EVERY = '*';

/** Says what keeps a decision from taking effect, naming the change by its place; undefined when nothing does. */
export function findProblem(changes: readonly Change[], book: Book, effectiveOn: string): Refusal | undefined {
  const plan = new Plan(book);
  const seen = new Set<string>();
  for (const [i, change] of changes.entries()) {
    const fault = faultOf(plan, change, change.from ?? effectiveOn) ?? repeated(seen, change);
    if (fault) return refuse(`organisation-decision.${fault.code}`, { n: i + 1, name: fault.name });
    plan.apply(change);
  }
  for (const of of plan.ended.keys()) {
    const isLiving = (id: string): boolean => (plan.wasUnit(id) ? plan.hasUnit(id) : plan.hasPost(id));
    if (!plan.reachesLiving(of, isLiving)) return refuse('organisation-decision.circular_succession', { n: 0, name: of });
    const orphan = plan.wasUnit(of) ? plan.childrenOf(of)[0] : undefined;
    if (orphan) return refuse('organisation-decision.has_subordinates', { n: 0, name: orphan });
  }
  return undefined;
}

interface Fault {
  readonly code: string;
  readonly name: string;
}

const fault = (code: string, name: string): Fault => ({ code, name });

function faultOf(plan: Plan, change: Change, from: string): Fault | undefined {
  switch (change.change) {
    case 'create-unit':
      if (plan.wasUnit(change.unit)) return fault('unit_exists', change.unit);
      return unknownUnit(plan, change.parent);
    case 'rename-unit':
      return unknownUnit(plan, change.unit);
    case 'move-unit':
      return unknownUnit(plan, change.unit, change.parent) ?? below(plan, change.unit, change.parent);
    case 'dissolve-unit':
      return unknownUnit(plan, change.unit) ?? unitSuccession(plan, change.unit, change.successors, 1);
    case 'split-unit':
      return unknownUnit(plan, change.unit) ?? unitSuccession(plan, change.unit, change.successors, 2);
    case 'merge-units':
      if (change.units.length < 2) return fault('merge_needs_two', change.unit);
      return unknownUnit(plan, ...change.units, change.unit);
    case 'create-post':
      if (plan.wasPost(change.post)) return fault('post_exists', change.post);
      if (!change.post.startsWith(`${change.unit}.`)) return fault('post_code', change.post);
      return unknownRole(change.roles) ?? unknownUnit(plan, change.unit) ?? unknownPost(plan, change.superior);
    case 'dissolve-post':
      return unknownPost(plan, change.post) ?? postSuccession(plan, change.post, change.successors);
    case 'appoint':
      return unknownPost(plan, change.post) ?? appointment(plan, change.post, change.person);
    case 'relieve':
      return unknownPost(plan, change.post) ?? (plan.holder(change.post) ? undefined : fault('post_vacant', change.post));
    case 'assign':
      return unknownPost(plan, change.post) ?? unknownMatter(plan, change);
    case 'delegate':
      if (change.post === change.toPost) return fault('same_post', change.post);
      return unknownPost(plan, change.post, change.toPost) ?? endsBefore(from, change.to);
    case 'absence':
      if (change.post === change.toPost) return fault('same_post', change.post);
      return unknownPost(plan, change.post, change.toPost) ?? standIn(plan, change) ?? endsBefore(from, change.to);
    case 'add-person': {
      const person = change.person ?? change.staffCode;
      return plan.hasPerson(person) ? fault('person_exists', person) : undefined;
    }
    case 'person-leaves':
      return plan.hasPerson(change.person) ? undefined : fault('no_person', change.person);
    case 'set-competence':
      return plan.hasField(change.field) ? unknownUnit(plan, change.unit) : fault('no_field', change.field);
    case 'add-field':
      return plan.hasField(change.field) ? fault('field_exists', change.field) : undefined;
    case 'end-assignment':
    case 'end-delegation':
      return undefined;
  }
}

function unknownUnit(plan: Plan, ...units: readonly (string | undefined)[]): Fault | undefined {
  const unknown = units.find((unit) => unit !== undefined && !plan.hasUnit(unit));
  return unknown === undefined ? undefined : fault('no_unit', unknown);
}

function unknownPost(plan: Plan, ...posts: readonly (string | undefined)[]): Fault | undefined {
  const unknown = posts.find((post) => post !== undefined && !plan.hasPost(post));
  return unknown === undefined ? undefined : fault('no_post', unknown);
}

function unknownRole(roles: readonly string[] = []): Fault | undefined {
  const unknown = roles.find((role) => !ROLES.some((known) => known === role));
  return unknown === undefined ? undefined : fault('no_role', unknown);
}

function below(plan: Plan, unit: string, parent: string): Fault | undefined {
  const seen = new Set<string>();
  for (let at: string | undefined = parent; at !== undefined && !seen.has(at); at = plan.parentOf(at)) {
    if (at === unit) return fault('under_itself', unit);
    seen.add(at);
  }
  return undefined;
}

function unitSuccession(plan: Plan, unit: string, successors: readonly string[] | undefined, least: number): Fault | undefined {
  if (successors === undefined || successors.length < least) return fault('no_successor', unit);
  return successors.includes(unit)
    ? fault('circular_succession', unit)
    : firstUnknown(successors, (id) => plan.wasUnit(id), 'no_unit');
}

function postSuccession(plan: Plan, post: string, successors: readonly string[] | undefined): Fault | undefined {
  if (successors === undefined || successors.length === 0) return fault('no_successor', post);
  return successors.includes(post)
    ? fault('circular_succession', post)
    : firstUnknown(successors, (id) => plan.wasPost(id), 'no_post');
}

function firstUnknown(ids: readonly string[], isKnown: (id: string) => boolean, code: string): Fault | undefined {
  const unknown = ids.find((id) => id !== EVERY && !isKnown(id));
  return unknown === undefined ? undefined : fault(code, unknown);
}

function appointment(plan: Plan, post: string, person: string): Fault | undefined {
  if (!plan.hasPerson(person)) return fault('no_person', person);
  if (plan.isAway(person)) return fault('person_away', person);
  const sitting = plan.holder(post);
  return sitting === undefined ? undefined : fault(sitting === person ? 'already_holds' : 'post_held', post);
}

function unknownMatter(plan: Plan, change: Extract<Change, { change: 'assign' }>): Fault | undefined {
  return (
    firstUnknown(change.fields, (field) => plan.hasField(field), 'no_field') ??
    firstUnknown([...change.localities, ...change.units], (unit) => plan.hasUnit(unit), 'no_unit')
  );
}

function standIn(plan: Plan, change: Extract<Change, { change: 'absence' }>): Fault | undefined {
  if (plan.holder(change.post) === undefined) return fault('post_vacant', change.post);
  const person = change.toPost === undefined ? undefined : plan.holder(change.toPost);
  if (change.toPost !== undefined && person === undefined) return fault('post_vacant', change.toPost);
  return person !== undefined && plan.isAway(person) ? fault('person_away', person) : undefined;
}

function endsBefore(from: string, to: string | undefined): Fault | undefined {
  return to !== undefined && to < from ? fault('ends_before', to) : undefined;
}

/** One decision says one thing of a thing: a second change of the same kind would silently undo the first. */
function repeated(seen: Set<string>, change: Change): Fault | undefined {
  const subject = subjectOf(change);
  const overlapping = `${change.change}|${subject}`;
  if (subject !== '' && seen.has(overlapping)) return fault('twice', subject);
  seen.add(overlapping);
  return undefined;
}

function subjectOf(change: Change): string {
  switch (change.change) {
    case 'appoint':
    case 'relieve':
    case 'absence':
    case 'create-post':
    case 'dissolve-post':
      return change.post;
    case 'assign':
      return change.assignment ?? [change.fields.toSorted(), change.localities.toSorted(), change.units.toSorted()].join('|');
    case 'end-assignment':
      return change.assignment;
    case 'delegate':
      return change.delegation ?? [change.post, change.toPost, change.form].join('|');
    case 'end-delegation':
      return change.delegation;
    case 'add-person':
      return change.person ?? change.staffCode;
    case 'person-leaves':
      return change.person;
    case 'set-competence':
      return `${change.field}|${change.level}`;
    case 'add-field':
      return change.field;
    case 'create-unit':
    case 'rename-unit':
    case 'move-unit':
    case 'dissolve-unit':
    case 'merge-units':
    case 'split-unit':
      return change.unit;
  }
}
