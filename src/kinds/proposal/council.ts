/**
 * The council for a wide or complex proposal: clause 8.2 knows a track of its own, whose details are not verified, so that every number and what the
 * conclusion is worth are local settings. @basis d73-2023#art8
 */
import { z } from 'zod';
import {
  actsOf,
  atField,
  choice,
  type DecideContext,
  dayOf,
  files,
  findOpen,
  key,
  lastDayOf,
  legalDate,
  line,
  list,
  postOf,
  postRef,
  prose,
  type Refusal,
  refuse,
  refuseTooFar,
} from '../../dossier/index.ts';
import type { PersonId, PostId } from '../../kernel/ids.ts';
import type { LegalDate } from '../../kernel/time.ts';
import { askedOf } from './authors.ts';
import {
  chair,
  changedCouncil,
  councilKeys,
  councillor,
  councilSeatOf,
  refuseBeforeMeeting,
  secretary,
} from './council-rules.ts';
import type { Council, Seat } from './joint-state.ts';
import {
  councilElectorate,
  councilLaw,
  councilNow,
  isOut,
  isSitting,
  leaderPosts,
  proposerKeys,
  ROW_LIMITS,
  refuseOut,
} from './rules.ts';
import type { ProposalState } from './state.ts';
import { BALLOTS } from './vote.ts';

const act = actsOf<ProposalState>();
type Context = DecideContext<ProposalState, unknown>;

const PAPERS = 'proposal.council-papers';
const decider = postOf<ProposalState>((s) => s.decider ?? undefined, 'decider');

/** Whoever sits must be there, have no interest and be no author, nor one who has been asked to be. */
function seatFor(c: Context, post: PostId, path: string): Seat | Refusal {
  const person = c.org.holderOf(post)?.person;
  const title = { post: c.org.postTitle(post).vi };
  if (person === undefined) return atField('proposal.nobody_there', path, title);
  const isAsked = askedOf(c.state).some((a) => a.person === person);
  return isOut(c.state, person) || isAsked ? atField('proposal.not_for_council', path, title) : { post, person };
}

/**
 * The head finds the matter wide or complex and calls a council before anybody has voted. The days of clause 8.1 stand still: they are those of the
 * other track. @basis d73-2023#art8
 */
export const conveneCouncil = act({
  judges: 'decision',
  from: ['considering'],
  by: [decider],
  body: z.object({
    reasons: prose({ min: 20 }),
    chair: postRef(),
    members: list(z.object({ post: postRef() }), { min: 1, max: 30 }),
    secretary: postRef(),
    experts: list(z.object({ expert: line({ max: 200, personal: true }) }), { max: 10, later: true }).optional(),
  }),
  resolve: (c) => {
    const law = councilLaw(c.law);
    if (!law || !c.law.has(PAPERS) || !c.law.has('proposal.council-days')) return refuse('proposal.council_off');
    const seats: Seat[] = [];
    const wanted = [
      { post: c.body.chair, path: 'chair' },
      ...c.body.members.map(({ post }, n) => ({ post, path: `members.${n}.post` })),
      { post: c.body.secretary, path: 'secretary' },
    ];
    for (const { post, path } of wanted) {
      const seat = seatFor(c, post as PostId, path);
      if ('code' in seat) return seat;
      if (seats.some((known) => known.person === seat.person)) return atField('proposal.seated_twice', path);
      seats.push(seat);
    }
    const [head, ...others] = seats as [Seat, ...Seat[]];
    const last = others.at(-1) as Seat;
    return { mode: law.mode, least: law.least, most: law.most, chair: head, members: others.slice(0, -1), secretary: last };
  },
  guard: (c) => {
    const out = refuseOut(c);
    if (out) return out;
    if (councilNow(c.state)) return refuse('proposal.council_named');
    if (c.state.ballots.length > 0) return refuse('proposal.voting_began');
    if (c.state.councils.length >= ROW_LIMITS.councils) return refuse('proposal.too_many_rows', { max: ROW_LIMITS.councils });
    const { least, most, members } = c.resolved;
    const size = members.length + 1;
    return size < least || size > most ? atField('proposal.council_size', 'members', { min: least, max: most }) : undefined;
  },
  offered: (d) => d.state.hasCouncil && !councilNow(d.state) && d.state.ballots.length === 0,
  apply: (s, a) => {
    const { mode, least, chair: head, members, secretary: clerk } = a.resolved;
    const council: Council = {
      seq: a.seq,
      round: s.round,
      reasons: a.body.reasons,
      mode,
      least,
      chair: head,
      members,
      secretary: clerk,
      experts: (a.body.experts ?? []).map((one) => one.expert),
      convenedOn: dayOf(a),
      papersOn: null,
      meetsOn: null,
      ballots: [],
      counts: [],
      conclusion: null,
      ended: null,
    };
    return { ...s, councils: [...s.councils, council] };
  },
  clocks: (c) => [
    ...(findOpen(c.dossier.clocks, 'decide') ? [{ op: 'pause' as const, name: 'decide', reason: 'council' }] : []),
    { op: 'start', name: 'council', holder: c.resolved.chair.post, limit: 'proposal.council-days' },
  ],
  notices: (c) => [
    ...[c.resolved.chair, ...c.resolved.members, c.resolved.secretary].map((seat) => ({
      to: key.post(seat.post),
      code: 'council-called',
    })),
    ...proposerKeys(c.dossier).map((to) => ({ to, code: 'council-convened' })),
    ...leaderPosts(c.state).map((post) => ({ to: key.post(post), code: 'council-convened' })),
  ],
  names: (c) => [c.resolved.chair, ...c.resolved.members, c.resolved.secretary].map((seat) => seat.post),
  milestone: true,
  check: true,
  basis: 'd73-2023#art8',
});

/** The papers go to every member, and the meeting is so many working days off; called again, it is later. */
export const callCouncil = act({
  from: ['considering'],
  by: [secretary, chair, decider],
  body: z.object({ meetsOn: legalDate(), papers: prose({ min: 10 }), files: files({ later: true }).optional() }),
  guard: (c) => {
    if (!isSitting(c.state)) return refuse('proposal.no_council');
    const earliest = lastDayOf(c, PAPERS);
    if (c.body.meetsOn < earliest) return atField('proposal.papers_late', 'meetsOn', { date: earliest });
    return refuseTooFar(c, 'meetsOn', c.body.meetsOn) ?? refuseOut(c);
  },
  offered: (d) => isSitting(d.state),
  apply: (s, a) => changedCouncil(s, () => ({ papersOn: dayOf(a), meetsOn: a.body.meetsOn as LegalDate })),
  notices: (c) => {
    const council = councilNow(c.state);
    return council
      ? [council.chair, ...council.members].map((seat) => ({ to: key.post(seat.post), code: 'council-papers' }))
      : [];
  },
  milestone: true,
  basis: 'd73-2023#art8',
});

/** One ballot of one member, in person, from the day of the meeting; read as those of the leadership are. */
export const voteInCouncil = act({
  judges: 'vote',
  from: ['considering'],
  by: [councillor],
  body: z.object({
    ballot: choice(BALLOTS, { narrowed: true }),
    remark: prose({ later: true, narrowed: true }).optional(),
  }),
  resolve: (c) => {
    const seat = councilSeatOf(c.state, c.standing.person);
    return seat ? { ...seat } : refuse('proposal.not_in_council');
  },
  guard: (c) => {
    const early = refuseBeforeMeeting(c) ?? refuseOut(c);
    if (early) return early;
    return councilNow(c.state)?.ballots.some((b) => b.person === c.resolved.person)
      ? refuse('proposal.voted_already')
      : undefined;
  },
  offered: (d, { person }) =>
    isSitting(d.state) && !isOut(d.state, person) && !councilNow(d.state)?.ballots.some((b) => b.person === person),
  readers: (_, __, d) => ({ ballot: councilKeys(d.state), remark: councilKeys(d.state) }),
  apply: (s, a) => {
    const { post, person } = a.resolved;
    return changedCouncil(s, (council) => ({
      ballots: [...council.ballots, { seq: a.seq, post, person: person as PersonId, word: a.body.ballot, on: dayOf(a) }],
    }));
  },
  awaited: (s) => {
    const council = councilNow(s);
    if (!council || council.meetsOn === null || council.conclusion !== null) return false;
    return councilElectorate(s, council).entitled.some((l) => !council.ballots.some((b) => b.person === l.person));
  },
  names: (c) => [c.resolved.post],
  basis: 'd73-2023#art8',
});
