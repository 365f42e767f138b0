/** How a council ends: with a conclusion, or without one. */
import { z } from 'zod';
import {
  actsOf,
  answering,
  type ClockOp,
  cancelOpen,
  type DecideContext,
  dayOf,
  files,
  findOpen,
  isOpen,
  key,
  postOf,
  prose,
  type Refusal,
  refuse,
} from '../../dossier/index.ts';
import { chair, changedCouncil, councillor, refuseBeforeMeeting } from './council-rules.ts';
import type { Council } from './joint-state.ts';
import { excludedOf } from './recount.ts';
import {
  councilCountOf,
  councilElectorate,
  councilNow,
  isSitting,
  leaderPosts,
  type Proposal,
  proposerKeys,
  refuseJudge,
  refuseOut,
} from './rules.ts';
import type { ProposalState } from './state.ts';

const act = actsOf<ProposalState>();
type Context = DecideContext<ProposalState, unknown>;

const decider = postOf<ProposalState>((s) => s.decider ?? undefined, 'decider');
const superior = postOf<ProposalState>((s) => s.superior ?? undefined, 'superior');

/** Whoever stands above the chair, once the silence was laid there. */
const isAboveChair = (c: Context): boolean =>
  c.dossier.clocks.some((k) => isOpen(k) && k.of === 'council' && key.post(k.holder) === c.key);

/** The chair closes; where the chair may not, any member who votes, and after silence whoever stands above. */
function refuseCloser(c: Context, council: Council): Refusal | undefined {
  const { entitled } = councilElectorate(c.state, council);
  const own = entitled.find((l) => l.person === c.standing.person);
  const isChairOut = !entitled.some((l) => l.isHead);
  return isAboveChair(c) || own?.isHead || (isChairOut && own) ? undefined : refuse('proposal.chair_closes');
}

/** Who is there is waited for: only who is recorded as away, or let the days of the council pass, is absent. */
function refuseHasty(c: Context, council: Council): Refusal | undefined {
  const missing = councilElectorate(c.state, council).entitled.find(
    (l) => !council.ballots.some((b) => b.person === l.person) && !c.org.isAbsent(l.post),
  );
  if (!missing || findOpen(c.dossier.clocks, 'council')?.state === 'lapsed') return undefined;
  return refuse('proposal.wait_for_votes', { post: c.org.postTitle(missing.post).vi });
}

/** The days of the decision go on with what was left of them. */
const onward = (c: Context): readonly ClockOp[] =>
  findOpen(c.dossier.clocks, 'decide')?.state === 'paused' ? [{ op: 'resume', name: 'decide' }] : [];

/** The ballots are counted and the council says what it finds: advice to the leadership, or in place of its vote. */
export const closeCouncil = act({
  judges: 'vote',
  from: ['considering'],
  to: (after) => (councilNow(after)?.mode === 'decides' ? 'voted' : undefined),
  by: [chair, councillor, answering('council')],
  body: z.object({ conclusion: prose({ min: 20 }), files: files({ later: true }).optional() }),
  resolve: (c) => {
    const council = councilNow(c.state);
    if (!council || council.conclusion !== null) return refuse('proposal.no_council');
    const electorate = councilElectorate(c.state, council);
    return { tally: councilCountOf(c.state, council, c.texts), excluded: excludedOf(electorate) };
  },
  guard: (c) => {
    const council = councilNow(c.state) as Council;
    const early = refuseBeforeMeeting(c) ?? refuseOut(c) ?? refuseCloser(c, council);
    if (early) return early;
    const { tally } = c.resolved;
    if (tally.reason === 'council-too-few') return refuse('proposal.council_too_few', { min: council.least });
    return tally.absent === tally.entitled ? refuse('proposal.nobody_voted') : refuseHasty(c, council);
  },
  offered: (d) => isSitting(d.state),
  apply: (s, a) => {
    const { tally, excluded } = a.resolved;
    const on = dayOf(a);
    const concluded = changedCouncil(s, () => ({ conclusion: a.body.conclusion, counts: [{ seq: a.seq, tally, on }] }));
    if (councilNow(s)?.mode !== 'decides') return concluded;
    return { ...concluded, counts: [...s.counts, { seq: a.seq, round: s.round, tally, excluded, on, by: 'council' }] };
  },
  clocks: (c) => [{ op: 'meet', name: 'council' }, ...onward(c)],
  notices: (c) => [
    ...proposerKeys(c.dossier).map((to) => ({ to, code: 'council-concluded' })),
    ...leaderPosts(c.state).map((post) => ({ to: key.post(post), code: 'council-concluded' })),
  ],
  answers: 'council',
  milestone: true,
  check: true,
  basis: 'd73-2023#art8',
});

/**
 * Whether a council may be ended without a conclusion: too few are left, its days are over, or nobody has voted. The head reads its ballots, and would else
 * put another in place of one whose ballots do not suit.
 */
function mayEnd(d: Proposal): boolean {
  const council = isSitting(d.state) ? councilNow(d.state) : undefined;
  if (!council) return false;
  const isShort = councilElectorate(d.state, council).entitled.length < council.least;
  return isShort || council.ballots.length === 0 || findOpen(d.clocks, 'council')?.state === 'lapsed';
}

/** Ended without a conclusion; the leadership considers it, or another council is called. */
export const endCouncil = act({
  judges: 'decision',
  from: ['considering'],
  by: [decider, superior, answering('council')],
  body: z.object({ reason: prose({ min: 20 }) }),
  guard: (c) => {
    if (!isSitting(c.state)) return refuse('proposal.no_council');
    if (isAboveChair(c)) return refuseOut(c);
    const isOfHead = [c.state.decider, c.state.superior].some((post) => post !== null && key.post(post) === c.key);
    const denied = isOfHead ? refuseJudge(c) : refuse('proposal.head_decides');
    return denied ?? (mayEnd(c.dossier) ? undefined : refuse('proposal.council_votes'));
  },
  offered: mayEnd,
  apply: (s, a) => changedCouncil(s, () => ({ ended: a.body.reason })),
  clocks: (c) => [...cancelOpen(c.dossier.clocks, 'council'), ...onward(c)],
  notices: (c) => [
    ...proposerKeys(c.dossier).map((to) => ({ to, code: 'council-ended' })),
    ...leaderPosts(c.state).map((post) => ({ to: key.post(post), code: 'council-ended' })),
  ],
  milestone: true,
});
