/** The pure rules of a commendation: who handles it, who may judge it, what is still waited for. */
import {
  atField,
  type DecideContext,
  type Dossier,
  isRefusal,
  type Key,
  key,
  type LawView,
  type OrganisationView,
  type Refusal,
  refuse,
} from '../../dossier/index.ts';
import type { PersonId, PostId, UnitId } from '../../kernel/ids.ts';
import { type Allowed, faultOf, isSameRecipient } from './awards.ts';
import type { Award, CommendationState, Form, Subject, Withdrawal } from './state.ts';

type Context = DecideContext<CommendationState, unknown>;
type Named = Pick<CommendationState, 'nominee' | 'others' | 'asked' | 'awards'>;

/** The most rows of each sort one commendation carries. */
export const ROW_LIMITS = { evidence: 10, returns: 5, awards: 10, withdrawals: 12, conflicts: 12 } as const;

/** Who handles a commendation: the unit, who decides there and who keeps its book. */
export interface Handling {
  readonly agency: UnitId;
  readonly decider: PostId;
  readonly clerk: PostId;
}

const leads = (org: OrganisationView, head: PostId, persons: readonly PersonId[]): boolean =>
  [org.holderOf(head)?.person, org.actingHolder(head)?.person].some((p) => p !== undefined && persons.includes(p));

/** The unit handles it; its clerk, or the head where there is none or the clerk is one of those it is about. */
export function handlingIn(org: OrganisationView, unit: UnitId, about: readonly PersonId[]): Handling | Refusal {
  const decider = org.headPost(unit);
  if (!decider || !org.actingHolder(decider) || leads(org, decider, about))
    return refuse('commendation.no_head', { unit: org.unitName(unit) });
  const clerk = org.clerkPost(unit);
  return { agency: unit, decider, clerk: clerk !== undefined && !leads(org, clerk, about) ? clerk : decider };
}

/** The nearest unit from this one upwards whose head is none of those it is about. */
export function handlingFrom(org: OrganisationView, unit: UnitId | undefined, about: readonly PersonId[]): Handling | Refusal {
  for (let at = unit; at !== undefined; at = org.superiorUnit(at)) {
    const handling = handlingIn(org, at, about);
    if (!isRefusal(handling)) return handling;
  }
  return refuse('commendation.no_superior', { unit: unit === undefined ? '' : org.unitName(unit) });
}

/** Who a nomination goes to: for a person the head of the own unit, for a collective or a head the one above. */
export function handlingFor(org: OrganisationView, nominee: Subject): Handling | Refusal {
  const about = nominee.person === null ? [] : [nominee.person];
  const from = nominee.whom === 'collective' ? org.superiorUnit(nominee.unit) : nominee.unit;
  return handlingFrom(org, from, about);
}

/** The units above one, nearest first. */
export function unitsAbove(org: OrganisationView, unit: UnitId): readonly UnitId[] {
  const found: UnitId[] = [];
  for (let at = org.superiorUnit(unit); at !== undefined && !found.includes(at); at = org.superiorUnit(at)) found.push(at);
  return found;
}

interface RecipientRow {
  readonly whom: Subject['whom'];
  readonly post?: string | undefined;
  readonly unit?: string | undefined;
}

/** A row of a form as a person in a post or as a unit; refused at its field where it names neither. */
export function toSubject(org: OrganisationView, row: RecipientRow, path = ''): Subject | Refusal {
  if (row.whom === 'collective') {
    if (row.unit === undefined) return atField('commendation.name_the_unit', `${path}unit`);
    const unit = row.unit as UnitId;
    const head = org.headPost(unit);
    return { whom: 'collective', post: null, unit, person: (head && org.actingHolder(head)?.person) ?? null };
  }
  if (row.post === undefined) return atField('commendation.name_the_post', `${path}post`);
  const post = row.post as PostId;
  const person = org.holderOf(post)?.person;
  const unit = org.post(post)?.unit;
  if (person === undefined || unit === undefined)
    return atField('commendation.nobody_there', `${path}post`, { post: org.postTitle(post).vi });
  return { whom: 'person', post, unit, person };
}

/** Rows of a form as awards, each with its recipient of the day; refused at the row where one may not be given. */
export function toAwards(
  c: Context,
  rows: readonly (RecipientRow & { readonly form: Form; readonly months?: number | undefined })[],
): readonly Award[] | Refusal {
  const allowed = allowedNow(c);
  const awards: Award[] = [];
  for (const [i, row] of rows.entries()) {
    const at = `awards.${i}.`;
    const subject = toSubject(c.org, row, at);
    if (isRefusal(subject)) return subject;
    const award = { ...subject, form: row.form, months: row.months ?? null };
    const fault = faultOf(award, allowed);
    if (fault) return faultAt(fault.code, `${at}${fault.field}`, allowed, c.org);
    if (awards.some((other) => isSameRecipient(other, award)))
      return atField('commendation.named_twice', `${at}${row.whom === 'person' ? 'post' : 'unit'}`);
    awards.push(award);
  }
  return awards;
}

function faultAt(
  code: NonNullable<ReturnType<typeof faultOf>>['code'],
  path: string,
  allowed: Allowed,
  org: OrganisationView,
): Refusal {
  switch (code) {
    case 'form_not_used':
      return atField('commendation.form_not_used', path);
    case 'own_collective':
      return atField('commendation.own_collective', path);
    case 'not_within':
      return atField('commendation.not_within', path, { unit: org.unitName(allowed.agency) });
    case 'salary_persons':
      return atField('commendation.salary_persons', path);
    case 'salary_completed':
      return atField('commendation.salary_completed', path);
    case 'salary_authors':
      return atField('commendation.salary_authors', path);
    case 'salary_named':
      return atField('commendation.salary_named', path);
    case 'salary_limit':
      return allowed.months === 0
        ? atField('commendation.salary_unknown', path)
        : atField('commendation.salary_limit', path, { max: allowed.months });
  }
}

const listFrom = (law: LawView, parameter: string): readonly string[] => {
  const value = law.has(parameter) ? law.value(parameter).value : [];
  return Array.isArray(value) ? value.filter((word) => typeof word === 'string') : [];
};

/** The months of the decree, where a verified text says so: a promise of pay rests on nothing less. @basis d73-2023#art10 */
export function monthsEarly(law: LawView): number {
  if (!law.has('d73.salary.months-early')) return 0;
  const { value, source } = law.value('d73.salary.months-early');
  return typeof value === 'number' && source.confidence === 'verified' ? value : 0;
}

function allowedNow(c: Context): Allowed {
  const { source, nominee, others, agency } = c.state;
  const subjects = listFrom(c.law, 'd73.subjects');
  const authorOf = ({ person }: Subject) =>
    [...(nominee === null ? [] : [nominee]), ...others].find((author) => person !== null && author.person === person);
  return {
    forms: listFrom(c.law, 'commendation.forms'),
    months: monthsEarly(c.law),
    completed: source?.result === 'completed',
    agency: agency as UnitId,
    above: (unit) => unitsAbove(c.org, unit),
    isAuthor: (subject) => authorOf(subject) !== undefined,
    // By the post in which each proposed, whatever is held now; of whoever sent the proposal it was found on that day.
    named: (subject) => {
      const author = authorOf(subject);
      if (author === nominee) return source?.named === true;
      return author?.post != null && subjects.includes(c.org.post(author.post)?.function ?? '');
    },
  };
}

/** Grounds on which the law takes an award back. @basis l06-2022#chapter7 */
export function isGround(law: LawView, ground: string): boolean {
  return listFrom(law, 'l06.withdrawal.grounds').includes(ground);
}

/** Everybody it is about: whoever was nominated, put forward or decided on. */
export function subjectsOf(s: Named): readonly Subject[] {
  return [...(s.nominee === null ? [] : [s.nominee]), ...s.others, ...s.asked, ...s.awards];
}

/** Persons it is about, leaders of collectives with them. */
export function personsOf(s: Named): readonly PersonId[] {
  return [...new Set(subjectsOf(s).flatMap((r) => (r.person === null ? [] : [r.person])))];
}

/** Persons who do not see a commendation of their own before it is decided. */
export function hiddenFrom(s: Named): readonly PersonId[] {
  return [...new Set(subjectsOf(s).flatMap((r) => (r.whom === 'person' && r.person !== null ? [r.person] : [])))];
}

/** Nobody verifies, gives an opinion or decides on the own commendation, that of the own unit, or one in which there is an interest. */
export function refuseOut(c: Pick<Context, 'state' | 'standing' | 'unit'>, also: readonly Subject[] = []): Refusal | undefined {
  const { person } = c.standing;
  if (person === null) return undefined;
  const about = [...subjectsOf(c.state), ...also];
  if (about.some((r) => r.person === person || (r.whom === 'collective' && r.unit === c.unit)))
    return refuse('commendation.own_commendation');
  return c.state.conflicts.some((conflict) => conflict.person === person) ? refuse('commendation.conflict') : undefined;
}

/** Whoever nominated is heard as such and verifies nothing. */
export function refuseNominator(c: Pick<Context, 'state' | 'standing'>): Refusal | undefined {
  const { person } = c.standing;
  return person !== null && c.state.nominator?.person === person ? refuse('commendation.own_nomination') : undefined;
}

/** Whether something was found to be so. */
export function hasProof(s: CommendationState): boolean {
  return s.evidence.some((e) => e.finding === 'confirmed');
}

/** The award in question, while it is. */
export function openWithdrawal(s: CommendationState): Withdrawal | undefined {
  return s.withdrawals.find((w) => w.outcome === 'open' || w.appeal?.outcome === 'open');
}

/** Whether an award was taken back and not given again. */
export function isFallen(s: Pick<CommendationState, 'withdrawals'>, award: number): boolean {
  const last = s.withdrawals.findLast((w) => w.award === award);
  return last?.outcome === 'withdrawn' && last.appeal?.outcome !== 'restored';
}

/** Where the dossier stands once the question is settled: as before while an award stands, else withdrawn. */
export function stageSettled(s: CommendationState, settled: Withdrawal | undefined): string | undefined {
  if (!settled) return undefined;
  return s.awards.every((_, i) => isFallen(s, i)) ? 'withdrawn' : settled.from;
}

/** Withdrawn awards about which the recipient has not asked the superior yet. */
export function appealable(s: CommendationState): readonly Withdrawal[] {
  return s.withdrawals.filter((w) => w.outcome === 'withdrawn' && w.appeal === null);
}

/** The first post from this one upwards whose person has no part in it; undefined where there is none. */
export function freeFrom(
  c: Pick<Context, 'state' | 'org'>,
  post: PostId | undefined,
  not: readonly (PersonId | null)[] = [],
): PostId | undefined {
  const out = [...personsOf(c.state), ...c.state.conflicts.map((one) => one.person), ...not];
  for (let at = post, steps = 0; at !== undefined && steps < 12; at = c.org.escalationPost(at), steps += 1) {
    const person = c.org.actingHolder(at)?.person;
    if (person !== undefined && !out.includes(person)) return at;
  }
  return undefined;
}

/** The posts above one, for texts that only the line that answers for them reads. */
export function postsAbove(org: OrganisationView, post: PostId): readonly PostId[] {
  const found: PostId[] = [];
  for (let at = org.superiorPost(post); at !== undefined && !found.includes(at); at = org.superiorPost(at)) found.push(at);
  return found;
}

/** Who handles it at these posts, whoever stands above them, and inspection: for what not every reader of a published one is told. */
export function deskKeys(org: OrganisationView, posts: readonly (PostId | null)[]): readonly Key[] {
  const desk = posts.filter((post) => post !== null);
  const all = desk.flatMap((post) => [post, ...postsAbove(org, post)]);
  return [...new Set([...all.map((post) => key.post(post)), key.role('inspector')])];
}

/** The keys of whoever received an award: the person wherever the person sits now, of a collective its head. */
export function recipientKeys(award: Subject | undefined): readonly Key[] {
  if (!award) return [];
  if (award.whom === 'collective') return [key.head(award.unit)];
  return award.person === null ? [] : [key.person(award.person)];
}

/** Whom it concerns, to be told. */
export function nominatorKeys(d: Dossier<CommendationState>): readonly Key[] {
  return d.author === null ? [] : [key.person(d.author)];
}
