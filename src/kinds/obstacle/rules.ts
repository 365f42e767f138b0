/** The pure rules of an obstacle: who answers for a clock, who raised it, to whom it goes next. */

import {
  type DecideContext,
  type Dossier,
  findOpen,
  type Key,
  key,
  type LawView,
  type OrganisationView,
  type Refusal,
  refuse,
} from '../../dossier/index.ts';
import type { FieldId, PersonId, PostId, UnitId } from '../../kernel/ids.ts';
import type { LegalDate } from '../../kernel/time.ts';
import { changeRows } from '../change-rows.ts';
import type { Authority, Measures, ObstacleState, Opinion } from './state.ts';

type Obstacle = Dossier<ObstacleState>;
type Context = DecideContext<ObstacleState, unknown>;

/** The most places, details, letters and questions one obstacle carries; beyond them it is a knot and not an obstacle. */
export const ROW_LIMITS = { places: 120, details: 100, opinions: 60, letters: 30, questions: 20, decisions: 20 } as const;
/** The most units asked for an opinion in one act. */
export const UNITS_ASKED_LIMIT = 20;
/** The most objections in one round: to the next superior, and once more to the superior of that one. */
export const OBJECTIONS_PER_ROUND = 2;

/** A number the law of the installation sets; `otherwise` for an installation whose packs are older than the parameter. */
export function countFrom(law: LawView, parameter: string, otherwise: number): number {
  const value = law.has(parameter) ? law.value(parameter).value : otherwise;
  return typeof value === 'number' ? value : otherwise;
}

/** Keys of the author: the person, and the author's post where the author lets it be seen. */
export function authorKeys(d: Obstacle): readonly Key[] {
  return [
    ...(d.author === null ? [] : [key.person(d.author)]),
    ...(d.state.reporter.post === null ? [] : [key.post(d.state.reporter.post)]),
  ];
}

/** Keys of everybody with this obstacle: the author and those who joined. */
export function raiserKeys(d: Obstacle): readonly Key[] {
  return [...authorKeys(d), ...d.state.places.flatMap((p) => (p.person === null ? [] : [key.person(p.person)]))];
}

/** Which raiser acts: the author, or the joiner of one place. Says nothing of who that is. */
export interface RaiserFact {
  readonly as: 'author' | 'joiner';
  readonly place: number | null;
  readonly unit: UnitId | null;
}

/** Tells the author from a joiner without naming either. */
export function raiserOf(c: Context): RaiserFact {
  const isAuthor = authorKeys(c.dossier).some((k) => c.standing.keys.includes(k));
  const place = isAuthor ? -1 : c.state.places.findIndex((p) => p.person !== null && p.person === c.standing.person);
  return { as: place < 0 ? 'author' : 'joiner', place: place < 0 ? null : place, unit: c.unit };
}

/** Who alone may see a hidden raiser: the clerk of the register and the responsible member. The actor always sees itself. */
export function maskKeys(state: Pick<ObstacleState, 'register' | 'responsible'>): readonly Key[] {
  return [
    ...(state.register === null ? [] : [key.post(state.register.clerk)]),
    ...(state.responsible === null ? [] : [key.post(state.responsible)]),
  ];
}

/** Masks an act of a raiser who chose to stay hidden; every later act of that person is masked like the first. */
export function maskRaiser(_: unknown, raiser: RaiserFact, d: Obstacle): readonly Key[] | undefined {
  const hidden = raiser.place === null ? d.state.narrow : d.state.places[raiser.place]?.narrow;
  return hidden ? maskKeys(d.state) : undefined;
}

/** The same for acts of the engine itself, such as a correction: a hidden person stays hidden in the person's own name. */
export function hiddenKeys(state: ObstacleState, person: PersonId): readonly Key[] | undefined {
  const joined = state.places.find((p) => p.person === person);
  // Whoever acts in a person's own name and joined nowhere is the author.
  return (joined ? joined.narrow : state.narrow) ? maskKeys(state) : undefined;
}

/**
 * The office that registers: the first of the offices named by the law of the installation in which the reporter does not
 * work, so that no superior of the reporter decides whether the report exists.
 */
export function findRegister(c: Context): { readonly unit: UnitId; readonly clerk: PostId } | Refusal {
  const { value } = c.law.value('obstacle.register.unit');
  const named = (Array.isArray(value) ? value : [value]).filter((v): v is string => typeof v === 'string');
  const found = named.flatMap((unit) => {
    const clerk = c.org.clerkPost(unit as UnitId);
    const place = clerk === undefined ? undefined : c.org.post(clerk)?.unit;
    return clerk === undefined || place === undefined ? [] : [{ unit: place, clerk }];
  });
  return found.find((f) => f.unit !== c.unit) ?? found[0] ?? refuse('obstacle.no_register');
}

/** The member who answers for the matter by the assignment map, if the map covers it. */
export function findResponsible(
  org: OrganisationView,
  of: { field: string | null; locality: UnitId | null; unit?: UnitId | null },
): PostId | null {
  const member = org.responsibleMember({
    ...(of.field === null ? {} : { field: of.field as FieldId }),
    ...(of.locality === null ? {} : { locality: of.locality }),
    ...(of.unit ? { unit: of.unit } : {}),
  });
  return member?.post ?? null;
}

/** The unit that must lead by the level of authority: the commune itself, else the body competent in the field. */
export function proposeLead(
  org: OrganisationView,
  authority: Authority,
  field: string,
  locality: UnitId | null,
): UnitId | undefined {
  if (authority === 'commune') return locality === null ? undefined : org.currentUnit(locality);
  return org.competentUnit(field as FieldId);
}

/** Whether a unit stands at the level whose power is needed: a commune leads only what a commune may decide. */
export function mayLead(org: OrganisationView, unit: UnitId, authority: Authority): boolean {
  return (org.unit(unit)?.kind === 'commune') === (authority === 'commune');
}

/** The answering post above another; undefined at the top. */
export function findAbove(org: OrganisationView, post: PostId): PostId | undefined {
  const superior = org.superiorPost(org.livePost(post) ?? post);
  const live = superior === undefined ? undefined : (org.livePost(superior) ?? superior);
  return live === post ? undefined : live;
}

/**
 * Who judges what a post did: the responsible member, unless that is the post itself or whoever answers for it; then the
 * superior. Undefined where nobody stands above.
 */
export function findReviewer(org: OrganisationView, responsible: PostId | null, judged: PostId): PostId | undefined {
  const same =
    responsible === null || responsible === judged || org.actingHolder(responsible)?.person === org.actingHolder(judged)?.person;
  return same ? findAbove(org, judged) : responsible;
}

type Prefixed<P extends string> = { readonly [K in keyof Measures as `${P}${Capitalize<K & string>}`]?: number | undefined };

const given = (m: { readonly [K in keyof Measures]?: number | undefined }): Measures =>
  Object.fromEntries(Object.entries(m).filter(([, v]) => v !== undefined));

/** What the obstacle costs, as far as the body says. */
export function harmOf(b: Prefixed<'harm'>): Measures {
  return given({ money: b.harmMoney, hectares: b.harmHectares, days: b.harmDays, people: b.harmPeople });
}

/** What its removal brought, as far as the body says. */
export function effectOf(b: Prefixed<'effect'>): Measures {
  return given({ money: b.effectMoney, hectares: b.effectHectares, days: b.effectDays, people: b.effectPeople });
}

/** Who decided what is to be done or said that it was done: their word on whether it is gone does not count. */
export function isJudge(s: ObstacleState, person: PersonId | null): boolean {
  if (person === null) return false;
  return s.reported?.person === person || s.decisions.some((d) => d.person === person && d.remedy !== 'ask-superior');
}

/** Whether the author judged the own matter, so that somebody else has to confirm. */
export const isAuthorJudge = (d: Obstacle): boolean => isJudge(d.state, d.author);

/** Joiners who had no part in deciding or reporting. */
export function freeJoinerKeys(d: Obstacle): readonly Key[] {
  return d.state.places.flatMap((p) => (p.person === null || isJudge(d.state, p.person) ? [] : [key.person(p.person)]));
}

/** The question that still waits for its answer. */
export function openQuestion(state: ObstacleState) {
  return state.questions.find((q) => q.endedOn === null);
}

/** The step whose clock stands still for the open question; one already late when the question was put never did. */
export function pausedStep(c: { readonly dossier: Obstacle; readonly state: ObstacleState }) {
  const asked = openQuestion(c.state);
  const step = asked && findOpen(c.dossier.clocks, asked.clock);
  return step?.state === 'paused' ? step : undefined;
}

/**
 * A step whose date passed while its clock stood still for a question is late as soon as the question is taken back. Nobody steps
 * over that by going on: the question is withdrawn first, and the lateness written down.
 */
export function refuseLateBehindQuestion(c: Context): Refusal | undefined {
  const step = pausedStep(c);
  return step && step.dueAt < c.now.businessAt ? refuse('obstacle.late_behind_question') : undefined;
}

/** The objection that still waits for its reviewer. */
export function openObjection(state: ObstacleState) {
  return state.objections.find((o) => o.outcome === 'open');
}

/** The wish for more time that still waits. */
export function openExtension(state: ObstacleState) {
  return state.extensions.find((e) => e.outcome === 'asked');
}

/** Tells whether a unit has been asked and may still answer. */
export function isAwaited(o: Opinion): boolean {
  return o.stance === null && !o.withdrawn;
}

/** What a new decision, a new lead or a higher level makes pointless: open questions and wishes for time end. */
export function settlePending(state: ObstacleState, on: LegalDate): ObstacleState {
  return {
    ...state,
    questions: changeRows(
      state.questions,
      (q) => q.endedOn === null,
      (q) => ({ ...q, endedOn: on }),
    ),
    extensions: changeRows(
      state.extensions,
      (e) => e.outcome === 'asked',
      (e) => ({ ...e, outcome: 'moot' }),
    ),
  };
}
