/** The pure rules of a proposal: by which law it goes, who considers it, who may vote on it. */
import {
  type DecideContext,
  type Dossier,
  dayOf,
  isRefusal,
  key,
  type LawView,
  OPENINGS_LIMIT,
  type OrganisationView,
  type Refusal,
  refuse,
} from '../../dossier/index.ts';
import type { PersonId, PostId, UnitId } from '../../kernel/ids.ts';
import type { Author, Council } from './joint-state.ts';
import type { Count, Gap, Opinion, ProposalState, Route } from './state.ts';
import {
  type BallotWord,
  type CastBallot,
  type Electorate,
  electorateOf,
  LEAST_ENTITLED,
  type Leader,
  type Tally,
  tally,
  tallyCouncil,
} from './vote.ts';

export type Proposal = Dossier<ProposalState>;
type Context = DecideContext<ProposalState, unknown>;

/** The most rows of each sort one proposal carries. */
export const ROW_LIMITS = {
  returns: 10,
  opinions: 30,
  conflicts: 20,
  incidents: 60,
  reviews: 40,
  orders: 40,
  rounds: 5,
  joined: 60,
  // With whoever proposed no more than one act opens dossiers for.
  coauthors: OPENINGS_LIMIT - 1,
  shown: 20,
  merges: 20,
  councils: 5,
} as const;

/**
 * By which law a proposal with this gap goes; undefined where nothing new is needed and the matter is an obstacle: the rule is there, somebody has to
 * carry it out, to say who is competent or to find the means.
 * @basis d73-2023#art2, d73-2023#art4, nq206-2025#art2
 */
export function routeOf(gap: Gap): Route | undefined {
  switch (gap) {
    case 'unregulated':
      return 'd73';
    case 'unfit':
    case 'contradictory':
    case 'unclear':
    case 'burden':
      return 'change-rule';
    case 'practice':
    case 'authority':
    case 'resources':
      return undefined;
  }
}

/** A word of a closed list the law of the installation sets; `otherwise` where its packs do not say. */
export function wordFrom(law: LawView, parameter: string, otherwise: string): string {
  const value = law.has(parameter) ? law.value(parameter).value : otherwise;
  return typeof value === 'string' ? value : otherwise;
}

/** Whether the collective leadership votes; elsewhere the head decides alone. */
export function isVoted(law: LawView): boolean {
  return wordFrom(law, 'proposal.vote', 'vote') === 'vote';
}

/** What the installation says of councils; undefined where it knows none. Clause 8.2 is not verified, so every number is a local setting. */
export function councilLaw(
  law: LawView,
): { readonly mode: Council['mode']; readonly least: number; readonly most: number } | undefined {
  const mode = wordFrom(law, 'proposal.council', 'off');
  const number = (parameter: string) => (law.has(parameter) ? law.value(parameter).value : null);
  const [least, most] = [number('proposal.council-least'), number('proposal.council-most')];
  if (mode !== 'advises' && mode !== 'decides') return undefined;
  return typeof least === 'number' && typeof most === 'number' ? { mode, least, most } : undefined;
}

/** Whether the decree names posts of this function. @basis d73-2023#art2 */
export function isNamed(law: LawView, func: string | undefined): boolean {
  const value = law.has('d73.subjects') ? law.value('d73.subjects').value : null;
  return Array.isArray(value) && func !== undefined && value.includes(func);
}

/** Those who lead a unit on the day: its head and its deputies, each with whoever acts there. */
export function leadersOf(org: OrganisationView, unit: UnitId): readonly Leader[] {
  const head = org.headPost(unit);
  return org.postsIn(unit).flatMap((post): Leader[] => {
    if (post.id !== head && post.function !== 'deputy') return [];
    const holder = org.holderOf(post.id) ?? (post.id === head ? org.actingHolder(post.id) : undefined);
    return holder ? [{ post: post.id, person: holder.person, isHead: post.id === head }] : [];
  });
}

/** Who considers a proposal: the agency, who decides there and who keeps its book. */
export interface Considering {
  readonly agency: UnitId;
  readonly decider: PostId;
  readonly clerk: PostId;
}

/** The agency with its head and its clerk. @throws never; refuses where nobody leads it */
export function consideringIn(org: OrganisationView, unit: UnitId): Considering | Refusal {
  const decider = org.headPost(unit);
  if (!decider || !org.actingHolder(decider)) return refuse('proposal.no_head', { unit: org.unitName(unit) });
  return { agency: unit, decider, clerk: org.clerkPost(unit) ?? decider };
}

/** The nearest agency above one whose head is none of these persons: nobody considers the own proposal in another chair. */
export function considerAbove(org: OrganisationView, unit: UnitId, persons: readonly (PersonId | null)[]): Considering | Refusal {
  for (let above = org.superiorUnit(unit); above !== undefined; above = org.superiorUnit(above)) {
    const considering = consideringIn(org, above);
    if (isRefusal(considering)) continue;
    const head = org.actingHolder(considering.decider)?.person;
    if (head !== undefined && !persons.includes(head)) return considering;
  }
  return refuse('proposal.no_superior', { unit: org.unitName(unit) });
}

/** Whoever may neither vote nor decide: who proposed, and who has an interest. */
export function isOut(s: ProposalState, person: PersonId | null | undefined): boolean {
  return (
    person !== null && person !== undefined && (proposersOf(s).includes(person) || s.conflicts.some((c) => c.person === person))
  );
}

/** Nobody judges the own proposal, nor one in which there is an interest. */
export function refuseOut(c: Context): Refusal | undefined {
  const { person } = c.standing;
  if (person !== null && proposersOf(c.state).includes(person)) return refuse('proposal.own_proposal');
  return isOut(c.state, person) ? refuse('proposal.conflict_decides') : undefined;
}

/** The head of the agency judges, and where the head may not, the superior. */
export function refuseJudge(c: Context): Refusal | undefined {
  const { decider, superior } = c.state;
  const out = refuseOut(c);
  if (out) return out;
  const isHeadOut = decider !== null && isOut(c.state, c.org.actingHolder(decider)?.person);
  return superior !== null && c.key === key.post(superior) && decider !== superior && !isHeadOut
    ? refuse('proposal.head_decides')
    : undefined;
}

/** The days in which a proposal is considered: those of the decree, which speaks of proposals under clause 7.3 alone; for all others the installation says. */
export function decideLimit(raised: ProposalState['raised']): string {
  return raised === 'no' ? 'd73.vote' : 'proposal.own';
}

/** The seat of the leadership that somebody holds, the head's first; a vacant head's is that of whoever acts as head. Nobody votes in another's. */
export function seatOf(c: Pick<Context, 'state' | 'org'>, person: PersonId | null): PostId | undefined {
  if (person === null) return undefined;
  const { leaders } = c.state;
  const held = leaders.filter((l) => c.org.holderOf(l.post)?.person === person);
  const vacant = leaders.find((l) => l.isHead && !c.org.holderOf(l.post) && c.org.actingHolder(l.post)?.person === person);
  return (held.find((l) => l.isHead) ?? vacant ?? held[0])?.post;
}

/** A body consulted beforehand whose no binds. */
export function bindingNo(s: ProposalState): Opinion | undefined {
  return s.opinions.find((o) => o.purpose === 'advice' && o.binding && o.stance === 'disagree');
}

/** The stages in which nothing has been decided. */
export const UNDECIDED = ['proposed', 'completing', 'considering', 'voted'] as const;

/** Tells whether nothing has been decided in this stage. */
export const isUndecided = (stage: string): boolean => UNDECIDED.some((one) => one === stage);

/** The authors in order of record: whoever proposed, with what nobody else agreed to take, and those who consented. */
export function authorsOf(s: ProposalState): readonly Author[] {
  const { person, post, unit } = s.proposer;
  const agreed = s.coauthors.flatMap((a): Author[] =>
    a.state === 'agreed' && a.at !== null ? [{ person: a.person, post: a.post, unit: a.unit, share: a.share, at: a.at }] : [],
  );
  const rest = 100 - agreed.reduce((sum, a) => sum + a.share, 0);
  const own =
    person === null || post === null || s.proposedAt === null ? [] : [{ person, post, unit, share: rest, at: s.proposedAt }];
  return [...own, ...agreed].toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
}

/** Who proposed, alone or with others: their ballots never count. */
export function proposersOf(s: ProposalState): readonly PersonId[] {
  const agreed = s.coauthors.flatMap((a) => (a.state === 'agreed' ? [a.person] : []));
  return s.proposer.person === null ? agreed : [s.proposer.person, ...agreed];
}

/** Who may vote in this round. */
export function electorateNow(s: ProposalState): Electorate {
  return electorateOf(
    s.leaders,
    proposersOf(s),
    s.conflicts.map((c) => c.person),
  );
}

/** Whether enough may vote for a vote to be one. */
export function isQuorate(s: ProposalState): boolean {
  const council = isByCouncil(s) ? councilNow(s) : undefined;
  if (council) return councilElectorate(s, council).entitled.length >= Math.max(council.least, LEAST_ENTITLED);
  return electorateNow(s).entitled.length >= LEAST_ENTITLED;
}

/** The council of this round, unless it was ended. */
export function councilNow(s: ProposalState): Council | undefined {
  return s.councils.findLast((council) => council.round === s.round && council.ended === null);
}

/** Tells whether a council has yet to conclude: nobody votes or decides before it has. */
export function isSitting(s: ProposalState): boolean {
  return councilNow(s)?.conclusion === null;
}

/** Tells whether the count that holds is that of a council. */
export function isByCouncil(s: ProposalState): boolean {
  return lastCount(s)?.by === 'council';
}

/** Who of a council may vote: no author, nobody with an interest, and not the secretary. */
export function councilElectorate(s: ProposalState, council: Council): Electorate {
  const seats = [council.chair, ...council.members].map((seat): Leader => ({ ...seat, isHead: seat === council.chair }));
  return electorateOf(
    seats,
    proposersOf(s),
    s.conflicts.map((c) => c.person),
  );
}

/** Counts the ballots of a council; what they say comes from the vault. */
export function councilCountOf(s: ProposalState, council: Council, texts: Context['texts']): Tally {
  return tallyCouncil(councilElectorate(s, council), castOf(council.ballots, texts), council.least);
}

const castOf = (ballots: readonly { readonly person: PersonId; readonly word: string }[], texts: Context['texts']) =>
  ballots.map((b): CastBallot => ({ person: b.person, word: (texts.get(b.word) ?? b.word) as BallotWord }));

/** Counts the ballots of the round; what they say comes from the vault. */
export function countOf(s: ProposalState, texts: Context['texts']): Tally {
  return tally(electorateNow(s), castOf(s.ballots, texts));
}

/** The last count, which is the one that holds. */
export function lastCount(s: ProposalState): Count | undefined {
  return s.counts.findLast((count) => count.round === s.round);
}

/** Keys of those who propose. */
export function proposerKeys(d: Pick<Proposal, 'state'>) {
  return proposersOf(d.state).map((person) => key.person(person));
}

/** The posts of those who lead the agency. */
export function leaderPosts(s: ProposalState): readonly PostId[] {
  return s.leaders.map((l) => l.post);
}

/** The row of somebody who has just been asked. */
export function asked(
  a: { readonly seq: number } & Parameters<typeof dayOf>[0],
  clock: string,
  purpose: Opinion['purpose'],
  unit: UnitId,
  advice: Pick<Opinion, 'question' | 'binding'> = { question: null, binding: false },
): Opinion {
  const silent = { stance: null, text: null, number: null, answeredOn: null, lapsedBy: null };
  return { ...silent, ...advice, seq: a.seq, clock, purpose, unit, askedOn: dayOf(a) };
}

/** An opinion that was asked for and may still be given. */
export function openOpinion(s: ProposalState, purpose: Opinion['purpose'], unit?: UnitId): Opinion | undefined {
  return s.opinions.find((o) => o.purpose === purpose && o.stance === null && (unit === undefined || o.unit === unit));
}

/** The Party committee is heard before the decision and before the assessment; silence by its date is written down and enough. @basis d73-2023#art4 */
export function refuseUnheard(c: Context, purpose: Opinion['purpose']): Refusal | undefined {
  const asked = c.state.opinions.findLast((o) => o.purpose === purpose);
  if (asked && (asked.stance !== null || asked.lapsedBy !== null)) return undefined;
  return refuse('proposal.party_unheard');
}
