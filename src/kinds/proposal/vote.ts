/**
 * The vote of a collective leadership on a proposal: who may vote, what the ballots say, what follows. Pure.
 *
 * entitled   head and deputies, less whoever proposed and whoever has a conflict of interest
 * in favour  a ballot «for»; abstaining and staying away are not in favour
 * @basis d73-2023#art8.1
 */
import type { PersonId, PostId } from '../../kernel/ids.ts';

/** What a ballot may say. */
export const BALLOTS = ['for', 'against', 'abstain'] as const;
/** A word of {@link BALLOTS}. */
export type BallotWord = (typeof BALLOTS)[number];

/** Somebody of the leadership. */
export interface Leader {
  readonly post: PostId;
  readonly person: PersonId;
  readonly isHead: boolean;
}

/** Why somebody of the leadership does not vote. */
export type Exclusion = 'proposer' | 'conflict';

/** Who votes and who does not. */
export interface Electorate {
  readonly entitled: readonly Leader[];
  readonly excluded: readonly (Leader & { readonly why: Exclusion })[];
}

/** A ballot as it was cast. */
export interface CastBallot {
  readonly person: PersonId;
  readonly word: BallotWord;
}

/** By which rule the result came about. */
export type Reason =
  | 'majority'
  | 'minority'
  | 'tie-head-for'
  | 'tie-head-against'
  | 'tie-head-abstained'
  | 'tie-without-head'
  | 'too-few'
  | 'council-majority'
  | 'council-minority'
  | 'council-tie'
  | 'council-too-few';

/** The count and what it means. */
export interface Tally {
  readonly entitled: number;
  readonly for: number;
  readonly against: number;
  readonly abstain: number;
  readonly absent: number;
  readonly adopted: boolean;
  readonly reason: Reason;
}

/** Fewer cannot outvote anybody: the matter goes one level up. Decree 73 is silent: the rule of this installation. */
export const LEAST_ENTITLED = 2;

/**
 * Who of the leadership may vote. A person in two posts votes once, as the head where one of the posts is the head's. «Trừ trường hợp cấp phó
 * là người đề xuất»; that the head who has a conflict does not vote either is the rule of this installation.
 */
export function electorateOf(
  leaders: readonly Leader[],
  proposers: readonly PersonId[],
  conflicted: readonly PersonId[],
): Electorate {
  const persons = new Map<PersonId, Leader>();
  for (const leader of leaders) {
    const known = persons.get(leader.person);
    if (!known || (leader.isHead && !known.isHead)) persons.set(leader.person, leader);
  }
  const entitled: Leader[] = [];
  const excluded: (Leader & { why: Exclusion })[] = [];
  for (const leader of persons.values()) {
    if (proposers.includes(leader.person)) excluded.push({ ...leader, why: 'proposer' });
    else if (conflicted.includes(leader.person)) excluded.push({ ...leader, why: 'conflict' });
    else entitled.push(leader);
  }
  return { entitled, excluded };
}

/**
 * Counts the ballots of those entitled and of nobody else; of one person only the first. Adopted with more than half of those entitled in favour;
 * with exactly half the way the head voted decides, and it is not adopted where the head abstained, stayed away or does not vote.
 */
export function tally({ entitled }: Electorate, ballots: readonly CastBallot[]): Tally {
  const words = wordsOf(entitled, ballots);
  const counted = count(entitled, words);
  return { ...counted, ...outcomeOf(entitled, counted.for, words) };
}

/**
 * Counts the ballots of a council. Clause 8.2 is not verified: more than half of the members entitled is the rule of this installation, nobody has a
 * casting vote, and fewer entitled than a council must have conclude nothing. @basis d73-2023#art8
 */
export function tallyCouncil({ entitled }: Electorate, ballots: readonly CastBallot[], least: number): Tally {
  const counted = count(entitled, wordsOf(entitled, ballots));
  const twice = counted.for * 2;
  if (entitled.length < Math.max(least, LEAST_ENTITLED)) return { ...counted, adopted: false, reason: 'council-too-few' };
  if (twice === entitled.length) return { ...counted, adopted: false, reason: 'council-tie' };
  return twice > entitled.length
    ? { ...counted, adopted: true, reason: 'council-majority' }
    : { ...counted, adopted: false, reason: 'council-minority' };
}

/** What those entitled said; of one person only the first ballot. */
function wordsOf(entitled: readonly Leader[], ballots: readonly CastBallot[]): ReadonlyMap<PersonId, BallotWord> {
  const words = new Map<PersonId, BallotWord>();
  for (const { person, word } of ballots) {
    if (entitled.some((leader) => leader.person === person) && !words.has(person)) words.set(person, word);
  }
  return words;
}

function count(entitled: readonly Leader[], words: ReadonlyMap<PersonId, BallotWord>): Omit<Tally, 'adopted' | 'reason'> {
  const said = (wanted: BallotWord) => [...words.values()].filter((word) => word === wanted).length;
  return {
    entitled: entitled.length,
    for: said('for'),
    against: said('against'),
    abstain: said('abstain'),
    absent: entitled.length - words.size,
  };
}

function outcomeOf(
  entitled: readonly Leader[],
  inFavour: number,
  words: ReadonlyMap<PersonId, BallotWord>,
): Pick<Tally, 'adopted' | 'reason'> {
  if (entitled.length < LEAST_ENTITLED) return { adopted: false, reason: 'too-few' };
  if (inFavour * 2 > entitled.length) return { adopted: true, reason: 'majority' };
  if (inFavour * 2 < entitled.length) return { adopted: false, reason: 'minority' };
  const head = entitled.find((leader) => leader.isHead);
  if (!head) return { adopted: false, reason: 'tie-without-head' };
  const word = words.get(head.person);
  if (word === 'for') return { adopted: true, reason: 'tie-head-for' };
  return { adopted: false, reason: word === 'against' ? 'tie-head-against' : 'tie-head-abstained' };
}
