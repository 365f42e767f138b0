/** The vote: who steps aside, who votes what, how it is counted, and counted again. @basis d73-2023#art8.1 */
import { z } from 'zod';
import {
  actsOf,
  cancelOpen,
  choice,
  type DecideContext,
  dayOf,
  findOpen,
  isRefusal,
  key,
  postOf,
  postRef,
  prose,
  type Refusal,
  refuse,
  roleOf,
  unitRef,
} from '../../dossier/index.ts';
import type { PersonId, PostId, UnitId } from '../../kernel/ids.ts';
import { councilKeys, councillor, councilSeatOf } from './council-rules.ts';
import { type Anew, countAnew, excludedOf, withAnew } from './recount.ts';
import {
  asked,
  considerAbove,
  councilNow,
  countOf,
  decideLimit,
  electorateNow,
  isOut,
  isQuorate,
  isSitting,
  leaderPosts,
  leadersOf,
  proposerKeys,
  proposersOf,
  ROW_LIMITS,
  refuseOut,
  seatOf,
} from './rules.ts';
import type { ProposalState } from './state.ts';
import { BALLOTS } from './vote.ts';

const act = actsOf<ProposalState>();
type Context = DecideContext<ProposalState, unknown>;

interface Seat {
  readonly post: PostId;
  readonly person: PersonId;
}

const leader = postOf<ProposalState>(leaderPosts, 'leader');
const decider = postOf<ProposalState>((s) => s.decider ?? undefined, 'decider');
const superior = postOf<ProposalState>((s) => s.superior ?? undefined, 'superior');

/** Whoever came into a seat since the book was opened holds it. */
const seated = (s: ProposalState, { post, person }: Seat): ProposalState => ({
  ...s,
  leaders: s.leaders.map((l) => (l.post === post ? { ...l, person } : l)),
});

/** Who may vote on it, in person and never whoever stands in for the post, reads why somebody does not, and what each ballot says; and inspection does. */
const voterKeys = (s: ProposalState) => [...electorateNow(s).entitled.map((l) => key.person(l.person)), key.role('inspector')];

/** Why somebody has an interest is read by those who vote, in the leadership or in the council. */
const reasonKeys = (s: ProposalState) => [...new Set([...voterKeys(s), ...councilKeys(s)])];

/** What follows when somebody is found to have an interest: ballots of that person count no more, and a count is made anew. */
function recount(c: Context, seat: Seat): Anew {
  const conflict = { seq: 0, ...seat, reason: '', declaredBy: 'other' as const, on: dayOf(c.now) };
  return countAnew({ ...seated(c.state, seat), conflicts: [...c.state.conflicts, conflict] }, c.texts);
}

function withConflict(
  s: ProposalState,
  a: { readonly seq: number } & Parameters<typeof dayOf>[0],
  of: Seat & { readonly reason: string; readonly declaredBy: 'self' | 'other' },
  again: Anew,
): ProposalState {
  return withAnew({ ...seated(s, of), conflicts: [...s.conflicts, { seq: a.seq, ...of, on: dayOf(a) }] }, a, again);
}

function refuseConflict(s: ProposalState, person: PersonId): Refusal | undefined {
  if (s.conflicts.some((conflict) => conflict.person === person)) return refuse('proposal.conflict_known');
  return s.conflicts.length >= ROW_LIMITS.conflicts ? refuse('proposal.too_many_rows', { max: ROW_LIMITS.conflicts }) : undefined;
}

/** Somebody of the leadership or of the council steps aside for an interest of the own or of relatives. */
export const stepAside = act({
  from: ['considering', 'voted'],
  by: [leader, councillor],
  body: z.object({ reason: prose({ min: 20, personal: true, narrowed: true }) }),
  resolve: (c) => {
    const { person } = c.standing;
    const post = seatOf(c, person) ?? councilSeatOf(c.state, person)?.post;
    if (post === undefined || person === null) return refuse('proposal.not_your_seat');
    return { post, person, again: recount(c, { post, person }) };
  },
  guard: (c) => refuseConflict(c.state, c.resolved.person),
  offered: (d, { person }) => !isOut(d.state, person),
  readers: (_, __, d) => ({ reason: reasonKeys(d.state) }),
  apply: (s, a) => {
    const { post, person, again } = a.resolved;
    return withConflict(s, a, { post, person, reason: a.body.reason, declaredBy: 'self' }, again);
  },
  names: (c) => [c.resolved.post],
  notices: (c) => (c.state.decider === null ? [] : [{ to: key.post(c.state.decider), code: 'stepped-aside' }]),
  milestone: true,
});

/**
 * Inspection, or whoever stands above the decider, finds an interest that nobody declared: the ballot is struck, the result counted anew, the old
 * one stays in sight. Never the decider, who would choose who votes.
 */
export const findConflict = act({
  judges: 'finding',
  from: ['considering', 'voted', 'piloting', 'reporting', 'evaluating'],
  by: [roleOf('inspector'), superior],
  body: z.object({ post: postRef(), reason: prose({ min: 20, personal: true, narrowed: true }) }),
  resolve: (c) => {
    const council = councilNow(c.state);
    const seats = [...c.state.leaders, ...(council ? [council.chair, ...council.members] : [])];
    const found = seats.find((l) => l.post === c.body.post);
    if (!found) return refuse('proposal.not_a_leader');
    const seat = { post: found.post, person: found.person };
    return { ...seat, again: recount(c, seat) };
  },
  guard: (c) => refuseOut(c) ?? refuseConflict(c.state, c.resolved.person),
  readers: (_, resolved, d) => ({ reason: [...reasonKeys(d.state), key.post(resolved.post)] }),
  apply: (s, a) => {
    const { post, person, again } = a.resolved;
    return withConflict(s, a, { post, person, reason: a.body.reason, declaredBy: 'other' }, again);
  },
  names: (c) => [c.resolved.post],
  notices: (c) => [
    { to: key.post(c.resolved.post), code: 'conflict-found' },
    ...[c.state.decider, c.state.superior].flatMap((post) =>
      post === null || post === c.resolved.post ? [] : [{ to: key.post(post), code: 'counted-again' }],
    ),
    ...proposerKeys(c.dossier).map((to) => ({ to, code: 'counted-again' })),
  ],
  milestone: true,
  check: true,
});

/** One ballot of one person, in the own seat. Who voted what is read by those who vote and by inspection alone. */
export const vote = act({
  judges: 'vote',
  from: ['considering'],
  by: [leader],
  body: z.object({
    ballot: choice(BALLOTS, { narrowed: true }),
    remark: prose({ later: true, narrowed: true }).optional(),
  }),
  resolve: (c) => {
    const post = seatOf(c, c.standing.person);
    return post === undefined ? refuse('proposal.not_your_seat') : { post };
  },
  guard: (c) => {
    const { person } = c.standing;
    if (person !== null && proposersOf(c.state).includes(person)) return refuse('proposal.proposer_votes');
    if (isOut(c.state, person)) return refuse('proposal.conflict_votes');
    if (isSitting(c.state)) return refuse('proposal.council_sits');
    return c.state.ballots.some((ballot) => ballot.person === person || ballot.post === c.resolved.post)
      ? refuse('proposal.voted_already')
      : undefined;
  },
  offered: (d, { person }) =>
    person !== null &&
    !isSitting(d.state) &&
    !isOut(d.state, person) &&
    !d.state.ballots.some((ballot) => ballot.person === person),
  readers: (_, __, d) => ({ ballot: voterKeys(d.state), remark: voterKeys(d.state) }),
  apply: (s, a) => {
    const seat = { post: a.resolved.post, person: a.actor as PersonId };
    return { ...seated(s, seat), ballots: [...s.ballots, { seq: a.seq, ...seat, word: a.body.ballot, on: dayOf(a) }] };
  },
  names: (c) => [c.resolved.post],
  awaited: (s) => !isSitting(s) && electorateNow(s).entitled.some((l) => !s.ballots.some((b) => b.person === l.person)),
  basis: 'd73-2023#art8.1',
});

/** The head closes the meeting, and where the head stepped aside another who votes. */
function refuseChair(c: Context): Refusal | undefined {
  const out = refuseOut(c);
  if (out) return out;
  const isHeadOut = !electorateNow(c.state).entitled.some((l) => l.isHead);
  return c.state.decider !== null && c.key !== key.post(c.state.decider) && !isHeadOut
    ? refuse('proposal.head_closes')
    : undefined;
}

/** Nobody is left out of a vote who is there: only who is recorded as away, or let the days pass, counts as absent. */
function refuseHasty(c: Context): Refusal | undefined {
  const missing = electorateNow(c.state).entitled.find(
    (l) => !c.state.ballots.some((b) => b.person === l.person) && !c.org.isAbsent(l.post),
  );
  if (!missing || findOpen(c.dossier.clocks, 'decide')?.state === 'lapsed') return undefined;
  return refuse('proposal.wait_for_votes', { post: c.org.postTitle(missing.post).vi });
}

/** The ballots are counted and the count is frozen. */
export const closeVote = act({
  judges: 'vote',
  from: ['considering'],
  to: 'voted',
  by: [decider, leader],
  body: z.object({ minutes: prose({ min: 20 }) }),
  resolve: (c) => ({
    tally: countOf(c.state, c.texts),
    excluded: excludedOf(electorateNow(c.state)),
  }),
  guard: (c) => {
    if (isSitting(c.state)) return refuse('proposal.council_sits');
    if (!isQuorate(c.state)) return refuse('proposal.too_few_vote');
    const { tally } = c.resolved;
    if (tally.absent === tally.entitled) return refuse('proposal.nobody_voted');
    return refuseChair(c) ?? refuseHasty(c);
  },
  apply: (s, a) => ({
    ...s,
    counts: [...s.counts, { seq: a.seq, round: s.round, tally: a.resolved.tally, excluded: a.resolved.excluded, on: dayOf(a) }],
  }),
  notices: (c) => proposerKeys(c.dossier).map((to) => ({ to, code: 'counted' })),
  milestone: true,
  check: true,
  basis: 'd73-2023#art8.1',
});

const isHeadOut = (s: ProposalState): boolean => electorateNow(s).excluded.some((l) => l.isHead);

/**
 * So many stepped aside that nobody is left to outvote, or the head may not decide: the superior agency considers it from the beginning, with its own
 * leadership, its own Party committee and days of its own.
 */
export const raiseVote = act({
  from: ['considering', 'voted'],
  to: 'considering',
  by: [decider, leader, postOf((s) => s.clerk ?? undefined, 'clerk')],
  body: z.object({ party: unitRef({ only: ['party-committee', 'party-board'] }), reason: prose({ min: 20 }) }),
  resolve: (c) => {
    const party = c.org.headPost(c.body.party as UnitId);
    if (c.state.agency === null || !party) return refuse('proposal.no_post');
    const out = [...proposersOf(c.state), ...c.state.conflicts.map((conflict) => conflict.person)];
    const considering = considerAbove(c.org, c.state.agency, out);
    if (isRefusal(considering)) return considering;
    return {
      ...considering,
      party,
      superior: c.org.superiorPost(considering.decider) ?? null,
      leaders: leadersOf(c.org, considering.agency).map((l) => ({ ...l })),
    };
  },
  guard: (c) => {
    const head = c.state.decider === null ? undefined : c.org.actingHolder(c.state.decider)?.person;
    return isQuorate(c.state) && !isHeadOut(c.state) && !isOut(c.state, head) ? refuse('proposal.enough_vote') : undefined;
  },
  offered: (d) => !isQuorate(d.state) || isHeadOut(d.state),
  apply: (s, a) => ({
    ...s,
    agency: a.resolved.agency,
    decider: a.resolved.decider,
    clerk: a.resolved.clerk,
    superior: a.resolved.superior,
    leaders: a.resolved.leaders,
    party: a.body.party as UnitId,
    opinions: [...s.opinions, asked(a, 'party-opinion', 'approval', a.body.party as UnitId)],
    ballots: [],
    round: s.round + 1,
    raised: 'too-few' as const,
  }),
  clocks: (c) => [
    ...cancelOpen(c.dossier.clocks, 'party-opinion', 'council'),
    { op: 'meet', name: 'decide' },
    { op: 'start', name: 'decide', holder: c.resolved.decider, limit: decideLimit('too-few') },
    { op: 'start', name: 'party-opinion', holder: c.resolved.party, limit: 'proposal.party-opinion' },
  ],
  notices: (c) => c.resolved.leaders.map((l) => ({ to: key.post(l.post), code: 'to-vote' })),
  names: (c) => [c.resolved.agency, c.resolved.decider, c.body.party as UnitId],
  milestone: true,
});
