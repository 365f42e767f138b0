/** The pure rules of an objection: what it changes for liability so far, who stands above, who is not named. */
import {
  type DecideContext,
  type Dossier,
  findOpen,
  isOpen,
  type Key,
  key,
  type LawView,
  type OrganisationView,
  type Refusal,
  refuse,
} from '../../dossier/index.ts';
import type { PersonId, PostId } from '../../kernel/ids.ts';
import type { Obeying, ObjectionState } from './state.ts';

export type Objection = Dossier<ObjectionState>;
type Context = DecideContext<ObjectionState, unknown>;

/** The most notes one objection carries. */
export const MOST_NOTES = 40;

/** What the report changes for the liability of whoever reported, as far as things stand. */
export type Effect =
  | 'nothing-yet'
  | 'silence'
  | 'report-up'
  | 'considered'
  | 'after-silence'
  | 'not-obeyed'
  | 'not-listed'
  | 'lifted'
  | 'withdrawn';

/** What the effect depends on. */
export interface Standing {
  readonly isUpheld: boolean;
  readonly isSilent: boolean;
  readonly isRaised: boolean;
  /** Whether the law of the day of the second report lists the ground. */
  readonly isListed: boolean;
  readonly obeying: Obeying | null;
  readonly isLifted: boolean;
  readonly isWithdrawn: boolean;
}

/**
 * What the report changes for liability. Reporting alone changes nothing; reported to the giver, upheld, reported in writing to the direct superior, and
 * carried out because it had to be: then exclusion, exemption or reduction *is considered*, by whoever is competent and never here. Where the giver kept
 * silent the clause says nothing, and no more is said here.
 * @basis l80-2025#art7.5, l80-2025#art34.1.a
 */
export function effectOf(of: Standing): Effect {
  if (of.isWithdrawn) return 'withdrawn';
  if (!of.isRaised) {
    if (of.isLifted) return 'lifted';
    if (of.isUpheld) return 'report-up';
    return of.isSilent ? 'silence' : 'nothing-yet';
  }
  // What was carried out before the order was lifted remains to be answered for.
  if (of.obeying !== 'obeying') return of.isLifted ? 'lifted' : 'not-obeyed';
  if (!of.isListed) return 'not-listed';
  return of.isUpheld ? 'considered' : 'after-silence';
}

/** How things stand with an objection. */
export function standingOf(s: ObjectionState): Standing {
  return {
    isUpheld: s.answers.some((a) => a.by === 'giver' && a.outcome === 'upheld'),
    isSilent: s.silentBy !== null,
    isRaised: s.raised !== null,
    isListed: s.raised?.listed === true,
    obeying: s.obeying,
    isLifted: s.answers.some((a) => a.outcome === 'rescinded'),
    isWithdrawn: s.withdrawn,
  };
}

/** Whether the law lists obeying after having reported among the grounds. @basis l80-2025#art34.1.a */
export function isListed(law: LawView): boolean {
  const value = law.has('l80.liability.grounds') ? law.value('l80.liability.grounds').value : null;
  return Array.isArray(value) && value.includes('obeyed-after-report');
}

/** The direct superior: the next post above in which another sits, and not the reporter, who would judge the own report. */
export function superiorOf(org: OrganisationView, post: PostId, reporter: PersonId | null): PostId | undefined {
  let above = org.escalationPost(post);
  while (above !== undefined && org.actingHolder(above)?.person === reporter) above = org.escalationPost(above);
  return above;
}

/** Who holds the superior's post on the day, else whoever acts in it; never whoever gave the order, in whatever chair. */
export function personAbove(org: OrganisationView, superior: PostId | null, giver: PersonId | undefined): PersonId | null {
  const there = superior === null ? [] : [org.holderOf(superior)?.person, org.actingHolder(superior)?.person];
  return there.find((person) => person !== undefined && person !== giver) ?? null;
}

/**
 * Who alone may see a hidden reporter: the direct superior and inspection. The superior by person, not by post: else whoever gave the order would see the
 * name on coming to hold or cover that post. The reporter always sees the own acts.
 */
export function maskOf(s: Pick<ObjectionState, 'seen' | 'superiorPerson'>): readonly Key[] | undefined {
  if (s.seen === 'everybody-handling') return undefined;
  return [...(s.superiorPerson ? [key.person(s.superiorPerson)] : []), key.role('inspector')];
}

/** What the state keeps of it: nobody where nothing is hidden, nor in what was reported before the superior was found by person. */
export function personSeeing(seen: ObjectionState['seen'], of: { readonly superiorPerson?: PersonId | null }) {
  return seen === 'everybody-handling' || of.superiorPerson === undefined ? {} : { superiorPerson: of.superiorPerson };
}

/** The reporter's later acts are masked like the first. */
export function maskReporter(_: unknown, __: unknown, d: Objection): readonly Key[] | undefined {
  return maskOf(d.state);
}

/** Those who may lift or uphold above the giver: the direct superior once told in writing, whoever that clock was passed on to, and whoever a silence was laid on. */
export function judgesAbove(d: Objection): readonly Key[] {
  const { superior } = d.state;
  return [
    ...(d.stage === 'raised' && superior !== null ? [key.post(superior)] : []),
    ...d.clocks.filter((c) => isOpen(c) && (c.level > 0 || c.name === 'superior')).map((c) => key.post(c.holder)),
  ];
}

/** Nobody answers the own report. */
export function refuseOwnReport(c: Context): Refusal | undefined {
  return c.standing.person !== null && c.standing.person === c.dossier.author ? refuse('objection.own_report') : undefined;
}

/** Nobody judges from above what was ordered in the own name, in whatever chair. */
export function refuseOwnOrder(c: Context): Refusal | undefined {
  const own = c.standing.person !== null && c.standing.person === c.state.giver?.person;
  return own ? refuse('objection.own_order_above') : refuseOwnReport(c);
}

/** Whether the answer comes after its date. */
export function isLate(c: Pick<Context, 'dossier'>, clock: string): boolean {
  return findOpen(c.dossier.clocks, clock)?.state === 'lapsed';
}

/** Whether the way to the superior is open: the order was upheld, or the giver let the date pass. */
export function mayReportUp(d: Objection): boolean {
  return d.stage === 'upheld' || d.state.silentBy !== null;
}

/** The reporter, to be told of an answer. */
export function reporterKeys(d: Objection): readonly Key[] {
  return d.author === null ? [] : [key.person(d.author)];
}
