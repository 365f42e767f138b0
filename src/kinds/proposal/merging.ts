/**
 * Two proposals on one matter become one, with the consent of every author of both. An act changes one dossier, so the two speak by acts of the system:
 *
 *   offer-merge (one) → accept-merge by its authors → merge-offered (other) → accept-merge by its authors → merge-accepted (one: merged) → take-in-authors (other)
 *
 * Whatever no longer fits, because something was decided or taken back meanwhile, is answered by merge-declined, and nothing has moved.
 */
import { z } from 'zod';
import {
  actsOf,
  atField,
  type DecideContext,
  dayOf,
  dossierRef,
  type FollowUp,
  integer,
  key,
  list,
  postRef,
  prose,
  type Refusal,
  refuse,
} from '../../dossier/index.ts';
import type { DossierId, PersonId, PostId } from '../../kernel/ids.ts';
import { changeRows } from '../change-rows.ts';
import { anyAuthor, askedOf, isMerging } from './authors.ts';
import type { Author, Merge } from './joint-state.ts';
import { authorsOf, isUndecided, proposerKeys, proposersOf, ROW_LIMITS, UNDECIDED } from './rules.ts';
import { dividedAmong } from './shares.ts';
import type { ProposalState } from './state.ts';

const act = actsOf<ProposalState>();
type Context = DecideContext<ProposalState, unknown>;

/** What another proposal lets this one know of it. */
interface Exported {
  readonly agency: string | null;
  readonly authors: readonly Omit<Author, 'at'>[];
  readonly isAsking: boolean;
  readonly isMerging: boolean;
}

/** The merging with another proposal that has not ended. */
export const mergeWith = (s: ProposalState, other: DossierId): Merge | undefined =>
  s.merges.find((m) => m.other === other && (m.state === 'open' || m.state === 'accepted'));

/** Tells whether every author of this proposal has agreed. */
const isAgreed = (s: ProposalState, merge: Merge | undefined): boolean =>
  merge !== undefined && proposersOf(s).every((person) => merge.agreed.includes(person));

/** Changes the row of the merging with this proposal that is under way. */
export const changedMerge = (s: ProposalState, other: DossierId, change: (row: Merge) => Partial<Merge>): ProposalState => ({
  ...s,
  merges: changeRows(
    s.merges,
    (m) => m === mergeWith(s, other),
    (m) => ({ ...m, ...change(m) }),
  ),
});

/** Authors of the other proposal read this one from when all its own authors agreed to offer it. */
export function mergeReaders(s: ProposalState): readonly PersonId[] {
  return s.merges.flatMap((m) =>
    m.side === 'ours' && ['open', 'accepted', 'merged'].includes(m.state) && isAgreed(s, m) ? m.readers : [],
  );
}

const linkedTo = (c: Pick<Context, 'view'>) => [...c.view.values()][0];

const offered = (s: ProposalState, id: DossierId, merge: Merge): FollowUp => ({
  target: merge.other,
  act: 'merge-offered',
  body: { other: id, authors: proposersOf(s), shares: merge.shares.map((share) => ({ ...share })) },
});

/** Lets somebody read the proposal before it is decided: otherwise nobody could find that two are on the same matter. */
export const showProposal = act({
  from: UNDECIDED,
  by: [anyAuthor],
  body: z.object({ reader: postRef() }),
  resolve: (c) => {
    const person = c.org.holderOf(c.body.reader as PostId)?.person;
    return person === undefined
      ? atField('proposal.nobody_there', 'reader', { post: c.org.postTitle(c.body.reader as PostId).vi })
      : { person };
  },
  guard: (c) => {
    const { shownTo } = c.state;
    if (shownTo.some((one) => one.person === c.resolved.person)) return atField('proposal.shown_already', 'reader');
    return shownTo.length >= ROW_LIMITS.shown ? refuse('proposal.too_many_rows', { max: ROW_LIMITS.shown }) : undefined;
  },
  apply: (s, a) => ({ ...s, shownTo: [...s.shownTo, { seq: a.seq, person: a.resolved.person }] }),
  notices: (c) => [{ to: key.person(c.resolved.person), code: 'shown' }],
});

/** Offers to merge this proposal into another of the same agency, with the share of every author of both. */
export const offerMerge = act({
  from: UNDECIDED,
  by: [anyAuthor],
  body: z.object({
    other: dossierRef(),
    shares: list(z.object({ post: postRef(), share: integer({ min: 1, max: 99 }) }), { min: 2, max: 20 }),
    reason: prose({ min: 20 }),
  }),
  reads: (_, body) => [body.other as DossierId],
  resolve: (c) => {
    const linked = linkedTo(c);
    if (linked?.kind !== 'proposal' || linked.id === c.id) return atField('proposal.no_such_proposal', 'other');
    const it = linked.exports as unknown as Exported;
    if (!isUndecided(linked.stage)) return atField('proposal.decided_already', 'other');
    if (it.agency !== c.state.agency) return atField('proposal.other_agency', 'other');
    if (it.isAsking || askedOf(c.state).length > 0) return refuse('proposal.authors_awaited');
    if (it.isMerging || isMerging(c.state)) return refuse('proposal.merge_open');
    const shares = dividedAmong([...authorsOf(c.state), ...it.authors], c.body.shares);
    if (typeof shares === 'string') return atField(`proposal.${shares}`, 'shares');
    return { other: linked.id, readers: it.authors.map((a) => a.person), shares: shares.map((share) => ({ ...share })) };
  },
  guard: (c) =>
    c.state.merges.length >= ROW_LIMITS.merges ? refuse('proposal.too_many_rows', { max: ROW_LIMITS.merges }) : undefined,
  offered: (d) => !isMerging(d.state),
  apply: (s, a) => {
    const { other, readers, shares } = a.resolved;
    const agreed = a.actor === null ? [] : [a.actor];
    const row = { seq: a.seq, other, readers, shares, agreed, reason: a.body.reason, on: dayOf(a) };
    return { ...s, merges: [...s.merges, { ...row, side: 'ours', state: 'open' }] };
  },
  follows: (c) => {
    const merge = mergeWith(c.after, c.resolved.other);
    return merge && isAgreed(c.after, merge) ? [offered(c.after, c.id, merge)] : [];
  },
  notices: (c) => proposerKeys(c.dossier).map((to) => ({ to, code: 'merge-proposed' })),
  milestone: true,
  check: true,
});

/** Every author of this proposal agrees for the own part; once all of both have, the two become one. */
export const acceptMerge = act({
  from: UNDECIDED,
  by: [anyAuthor],
  body: z.object({ other: dossierRef() }),
  reads: (_, body) => [body.other as DossierId],
  resolve: (c) => {
    // Not every author of this one may read the other; whoever agreed before could, and the shares stand here.
    const linked = linkedTo(c);
    const other = linked?.id ?? (c.body.other as DossierId);
    if (mergeWith(c.state, other)?.state !== 'open') return atField('proposal.no_merge', 'other');
    return linked && !isUndecided(linked.stage) ? atField('proposal.decided_already', 'other') : { other };
  },
  guard: (c) =>
    c.standing.person !== null && mergeWith(c.state, c.resolved.other)?.agreed.includes(c.standing.person)
      ? refuse('proposal.merge_agreed')
      : undefined,
  offered: (d, { person }) => d.state.merges.some((m) => m.state === 'open' && !m.agreed.some((one) => one === person)),
  apply: (s, a) =>
    changedMerge(s, a.resolved.other, (m) => {
      const row = { ...m, agreed: a.actor === null ? m.agreed : [...m.agreed, a.actor] };
      return m.side === 'theirs' && isAgreed(s, row) ? { ...row, state: 'accepted' } : row;
    }),
  follows: (c) => {
    const merge = mergeWith(c.after, c.resolved.other);
    if (!merge || !isAgreed(c.after, merge)) return [];
    return merge.side === 'ours' ? [offered(c.after, c.id, merge)] : [answerTo(merge.other, 'merge-accepted', c.id)];
  },
  prefill: ({ dossier }) => openOther(dossier?.state),
  awaited: (s) => s.merges.some((m) => m.state === 'open' && !isAgreed(s, m)),
  notices: (c) => proposerKeys(c.dossier).map((to) => ({ to, code: 'merge-agreed' })),
  milestone: true,
  check: true,
});

function openOther(s: ProposalState | undefined): Readonly<Record<string, string>> {
  const open = s?.merges.find((m) => m.state === 'open');
  return open ? { other: open.other } : {};
}

const answerTo = (target: DossierId, name: string, other: DossierId): FollowUp => ({ target, act: name, body: { other } });
/** What the system says to the side whose consent or offer leads nowhere. */
export const mergeRefusal = (target: DossierId, other: DossierId, why: 'declined' | 'late'): FollowUp => ({
  target,
  act: 'merge-declined',
  body: { other, why },
});

/** Any author says no, or takes back what was offered: nothing moves. */
export const declineMerge = act({
  from: UNDECIDED,
  by: [anyAuthor],
  body: z.object({ other: dossierRef(), reason: prose({ min: 20 }) }),
  reads: (_, body) => [body.other as DossierId],
  resolve: (c) => {
    const other = linkedTo(c)?.id ?? (c.body.other as DossierId);
    return mergeWith(c.state, other)?.state === 'open' ? { other } : atField('proposal.no_merge', 'other');
  },
  offered: (d) => d.state.merges.some((m) => m.state === 'open'),
  apply: (s, a) => changedMerge(s, a.resolved.other, () => ({ state: 'declined' })),
  // What was never offered over there needs no answer there.
  follows: (c) => {
    const merge = mergeWith(c.state, c.resolved.other);
    return merge?.side === 'theirs' || isAgreed(c.state, merge) ? [mergeRefusal(c.resolved.other, c.id, 'declined')] : [];
  },
  prefill: ({ dossier }) => openOther(dossier?.state),
  notices: (c) => proposerKeys(c.dossier).map((to) => ({ to, code: 'merge-declined' })),
  milestone: true,
});

/** The system speaks only of a merging that is under way here. */
export function refuseUnknown(s: ProposalState, other: DossierId): Refusal | undefined {
  return mergeWith(s, other) ? undefined : refuse('proposal.no_merge');
}
