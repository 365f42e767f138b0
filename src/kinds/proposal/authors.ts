/** Co-authors: named with a share by whoever proposes, and authors only once they consent. In order of record. @basis d73-2023#art7 */
import { z } from 'zod';
import {
  type AnyAct,
  actsOf,
  atField,
  author,
  choice,
  type DecideContext,
  dayOf,
  flag,
  integer,
  key,
  keysOf,
  list,
  postRef,
  prose,
  type Refusal,
  refuse,
} from '../../dossier/index.ts';
import type { PersonId, PostId } from '../../kernel/ids.ts';
import { changeRows } from '../change-rows.ts';
import type { CoAuthor } from './joint-state.ts';
import { countAnew, withAnew } from './recount.ts';
import { isUndecided, proposerKeys, proposersOf, ROW_LIMITS, UNDECIDED } from './rules.ts';
import type { ProposalState } from './state.ts';

const act = actsOf<ProposalState>();
type Context = DecideContext<ProposalState, unknown>;

/** Whoever consented to be an author. */
const coauthor = keysOf<ProposalState>('coauthor', (d) =>
  d.state.coauthors.flatMap((a) => (a.state === 'agreed' ? [key.person(a.person)] : [])),
);

/** Any author of the proposal. */
export const anyAuthor = keysOf<ProposalState>('proposer', (d) => proposerKeys(d));

/** What whoever carries a proposal out does, its co-authors do as well. */
export function alsoByAuthors(spec: AnyAct<ProposalState>): AnyAct<ProposalState> {
  return { ...spec, by: [...spec.by, coauthor] };
}

/** Those who were named and have yet to answer. */
export const askedOf = (s: ProposalState): readonly CoAuthor[] => s.coauthors.filter((a) => a.state === 'asked');

/** While a merging is under way its shares stand on those who are authors now. */
export const isMerging = (s: ProposalState): boolean => s.merges.some((m) => m.state === 'open' || m.state === 'accepted');

const named = keysOf<ProposalState>('named', (d) => askedOf(d.state).map((a) => key.person(a.person)));

/** Names co-authors, each with a share out of what is the proposer's; nobody is one yet. Naming somebody again who has not consented replaces the earlier share. */
export const nameAuthors = act({
  from: UNDECIDED,
  by: [author()],
  body: z.object({
    coauthors: list(z.object({ post: postRef(), share: integer({ min: 1, max: 99 }) }), { min: 1, max: 10 }),
    own: integer({ min: 1, max: 99 }),
  }),
  resolve: (c) => ({
    people: c.body.coauthors.map(({ post, share }) => ({
      post: post as PostId,
      person: c.org.holderOf(post as PostId)?.person ?? null,
      unit: c.org.post(post as PostId)?.unit ?? null,
      share,
    })),
  }),
  guard: (c) => {
    const { people } = c.resolved;
    if (isMerging(c.state)) return refuse('proposal.merge_open');
    for (const [n, { post, person }] of people.entries()) {
      const title = c.org.postTitle(post).vi;
      if (person === null) return atField('proposal.nobody_there', `coauthors.${n}.post`, { post: title });
      if (proposersOf(c.state).includes(person))
        return atField('proposal.author_already', `coauthors.${n}.post`, { post: title });
      if (people.findIndex((other) => other.person === person) < n) return atField('proposal.share_twice', `coauthors.${n}.post`);
    }
    const others = c.state.coauthors.filter((a) => a.state !== 'declined' && !people.some((p) => p.person === a.person));
    const taken = [...others, ...people].reduce((sum, a) => sum + a.share, 0);
    if (c.body.own + taken !== 100) return atField('proposal.share_sum', 'own');
    const rows = c.state.coauthors.filter((a) => !people.some((p) => p.person === a.person)).length + people.length;
    return rows > ROW_LIMITS.coauthors ? refuse('proposal.too_many_rows', { max: ROW_LIMITS.coauthors }) : undefined;
  },
  apply: (s, a) => ({
    ...s,
    coauthors: [
      ...s.coauthors.filter((one) => !a.resolved.people.some((p) => p.person === one.person)),
      ...a.resolved.people.flatMap((p): CoAuthor[] =>
        p.person === null
          ? []
          : [
              {
                ...p,
                seq: a.seq,
                person: p.person,
                state: 'asked',
                on: dayOf(a),
                at: null,
                from: null,
                declared: false,
                interests: null,
              },
            ],
      ),
    ],
  }),
  names: (c) => c.resolved.people.map((p) => p.post),
  notices: (c) =>
    c.resolved.people.flatMap((p) => (p.person === null ? [] : [{ to: key.person(p.person), code: 'authorship-asked' }])),
  milestone: true,
  basis: 'd73-2023#art7',
});

function answered(s: ProposalState, person: PersonId | null, change: (row: CoAuthor) => CoAuthor): ProposalState {
  return { ...s, coauthors: changeRows(s.coauthors, (a) => a.person === person && a.state === 'asked', change) };
}

function refuseUnasked(c: Context): Refusal | undefined {
  return askedOf(c.state).some((a) => a.person === c.standing.person) ? undefined : refuse('proposal.not_asked_author');
}

/** Whoever judged or voted on it before becoming an author did so without being one; the ballot counts no more. */
const agreed = (s: ProposalState, person: PersonId | null, of: Partial<CoAuthor>): ProposalState =>
  answered(s, person, (row) => ({ ...row, ...of, state: 'agreed' }));

/** Consents to be a co-author with the share named: from then on an author like whoever proposed, who votes, decides and advises no more. */
export const joinAuthors = act({
  from: UNDECIDED,
  by: [named],
  body: z.object({
    pledge: flag({ mustBeTrue: true }),
    conflict: choice(['none', 'declared']),
    interests: prose({ personal: true, narrowed: true }).optional(),
  }),
  resolve: (c) => ({ again: countAnew(agreed(c.state, c.standing.person, { at: c.now.at }), c.texts) }),
  guard: (c) => {
    if (c.body.conflict === 'declared' && c.body.interests === undefined)
      return atField('proposal.say_which_interest', 'interests');
    return refuseUnasked(c);
  },
  // Those who may come to vote on it, and inspection, as with whoever proposed.
  readers: (_, __, { state: s }) => ({
    interests: [
      ...(s.agency === null ? [] : [key.head(s.agency), key.deputy(s.agency)]),
      ...(s.superior === null ? [] : [key.post(s.superior)]),
      key.role('inspector'),
    ],
  }),
  apply: (s, a) => {
    const { conflict, interests } = a.body;
    const consent = { at: a.at, on: dayOf(a), seq: a.seq, declared: conflict === 'declared', interests: interests ?? null };
    return withAnew(agreed(s, a.actor, consent), a, a.resolved.again);
  },
  offered: (d, { person }) => askedOf(d.state).some((a) => a.person === person),
  awaited: (s, d) => isUndecided(d.stage) && askedOf(s).length > 0,
  notices: (c) => [
    ...proposerKeys(c.dossier).map((to) => ({ to, code: 'author-joined' })),
    ...(c.state.decider === null ? [] : [{ to: key.post(c.state.decider), code: 'author-joined' }]),
    ...(c.resolved.again.count === null ? [] : proposerKeys(c.dossier).map((to) => ({ to, code: 'counted-again' }))),
  ],
  milestone: true,
  check: true,
  basis: 'd73-2023#art7',
});

/** Does not want to be a co-author; the share stays with whoever proposed. */
export const declineAuthorship = act({
  from: UNDECIDED,
  by: [named],
  body: z.object({ remark: prose({ later: true }).optional() }),
  guard: refuseUnasked,
  apply: (s, a) => answered(s, a.actor, (row) => ({ ...row, state: 'declined', on: dayOf(a) })),
  offered: (d, { person }) => askedOf(d.state).some((a) => a.person === person),
  notices: (c) => proposerKeys(c.dossier).map((to) => ({ to, code: 'authorship-declined' })),
  milestone: true,
});
