/** What the system does in one proposal because of what was agreed in the other; each answers, so that neither side waits for nothing. */
import { z } from 'zod';
import { actsOf, choice, dayOf, dossierRef, integer, key, symbol, systemOnly } from '../../dossier/index.ts';
import type { DossierId, PersonId, PostId, UnitId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import { askedOf, isMerging } from './authors.ts';
import type { CoAuthor, Merge } from './joint-state.ts';
import { changedMerge, mergeRefusal, mergeWith, refuseUnknown } from './merging.ts';
import { countAnew, withAnew } from './recount.ts';
import { authorsOf, isUndecided, proposerKeys, proposersOf, ROW_LIMITS } from './rules.ts';
import type { ProposalState } from './state.ts';

const act = actsOf<ProposalState>();

const HIDDEN = { widget: 'hidden' } as const;
const other = dossierRef({ hidden: true });
const shares = z.array(z.object({ person: symbol(), share: integer({ min: 1, max: 99 }) })).meta(HIDDEN);

interface ShareRow {
  readonly person: string;
  readonly share: number;
}
const asShares = (rows: readonly ShareRow[]) => rows.map(({ person, share }) => ({ person: person as PersonId, share }));

/** Another proposal is to come into this one; its own authors now say yes or no. */
export const mergeOffered = act({
  from: 'any',
  by: [systemOnly()],
  body: z.object({ other, authors: z.array(symbol()).meta(HIDDEN), shares }),
  resolve: (c) => {
    const { authors, shares: divided } = c.body;
    const own = proposersOf(c.state);
    const isWhole =
      own.every((person) => divided.some((one) => one.person === person)) &&
      divided.every(({ person }) => authors.includes(person) || own.some((one) => one === person));
    const isFree = isUndecided(c.dossier.stage) && !isMerging(c.state) && askedOf(c.state).length === 0;
    return { fits: isWhole && isFree && c.state.merges.length < ROW_LIMITS.merges };
  },
  apply: (s, a) => {
    if (!a.resolved.fits) return s;
    const row: Merge = {
      seq: a.seq,
      other: a.body.other as DossierId,
      side: 'theirs',
      state: 'open',
      reason: null,
      shares: asShares(a.body.shares),
      readers: [],
      agreed: [],
      on: dayOf(a),
    };
    return { ...s, merges: [...s.merges, row] };
  },
  follows: (c) => (c.resolved.fits ? [] : [mergeRefusal(c.body.other as DossierId, c.id, 'late')]),
  notices: (c) => (c.resolved.fits ? proposerKeys(c.dossier).map((to) => ({ to, code: 'merge-offered' })) : []),
  milestone: true,
});

/** The other said no, or it no longer fits. */
export const mergeDeclined = act({
  from: 'any',
  by: [systemOnly()],
  body: z.object({ other, why: choice(['declined', 'late']).meta(HIDDEN) }),
  guard: (c) => refuseUnknown(c.state, c.body.other as DossierId),
  apply: (s, a) => changedMerge(s, a.body.other as DossierId, () => ({ state: a.body.why })),
  notices: (c) => proposerKeys(c.dossier).map((to) => ({ to, code: 'merge-declined' })),
  milestone: true,
});

/** All authors of both agreed: this one ends with a link to the other, its text as it was. Decided or ended meanwhile, it does not. */
export const mergeAccepted = act({
  from: 'any',
  to: (after, before) => (before.state.merges.length > 0 && isMergedBy(after, before.state) ? 'merged' : undefined),
  by: [systemOnly()],
  body: z.object({ other }),
  resolve: (c) => {
    const merge = mergeWith(c.state, c.body.other as DossierId);
    return { fits: merge?.side === 'ours' && isUndecided(c.dossier.stage) };
  },
  apply: (s, a) => changedMerge(s, a.body.other as DossierId, () => ({ state: a.resolved.fits ? 'merged' : 'late' })),
  follows: (c) => {
    const target = c.body.other as DossierId;
    const merge = mergeWith(c.state, target);
    if (!c.resolved.fits || !merge) return [mergeRefusal(target, c.id, 'late')];
    const authors = authorsOf(c.state).map(({ person, post, unit, at }) => ({
      person,
      post,
      ...(unit === null ? {} : { unit }),
      at,
    }));
    return [{ target, act: 'take-in-authors', body: { other: c.id, authors, shares: merge.shares.map((one) => ({ ...one })) } }];
  },
  notices: (c) => {
    if (!c.resolved.fits) return [];
    const { decider, leaders } = c.state;
    const leading = [...(decider === null ? [] : [decider]), ...leaders.map((l) => l.post)];
    return [...proposerKeys(c.dossier), ...new Set(leading.map((post) => key.post(post)))].map((to) => ({ to, code: 'merged' }));
  },
  milestone: true,
});

const mergedCount = (s: ProposalState): number => s.merges.filter((m) => m.side === 'ours' && m.state === 'merged').length;
const isMergedBy = (after: ProposalState, before: ProposalState): boolean => mergedCount(after) > mergedCount(before);

const incoming = z.object({ person: symbol(), post: symbol(), unit: symbol().optional(), at: symbol() });
interface Incoming extends Omit<z.output<typeof incoming>, 'unit'> {
  readonly unit?: string | undefined;
}

function takenIn(
  s: ProposalState,
  a: { readonly seq: number } & Parameters<typeof dayOf>[0],
  body: { readonly other: string; readonly authors: readonly Incoming[]; readonly shares: readonly ShareRow[] },
): ProposalState {
  const shareOf = (person: string) => body.shares.find((one) => one.person === person)?.share;
  const known = proposersOf(s);
  const fresh = body.authors.flatMap((one): CoAuthor[] => {
    const share = shareOf(one.person);
    if (share === undefined || known.some((person) => person === one.person)) return [];
    return [
      {
        seq: a.seq,
        person: one.person as PersonId,
        post: one.post as PostId,
        unit: (one.unit as UnitId | undefined) ?? null,
        share,
        state: 'agreed',
        on: dayOf(a),
        at: one.at as Instant,
        from: body.other as DossierId,
        declared: false,
        interests: null,
      },
    ];
  });
  const kept = s.coauthors.filter((row) => !fresh.some((one) => one.person === row.person));
  return {
    ...changedMerge(s, body.other as DossierId, () => ({ state: 'merged' })),
    coauthors: [
      ...kept.map((row) => (row.state === 'agreed' ? { ...row, share: shareOf(row.person) ?? row.share } : row)),
      ...fresh,
    ],
  };
}

/**
 * The authors of the merged proposal become authors of this one, in order of record, with the shares all agreed to; what they voted here counts no
 * more. Also where this one was decided in the moment between: consent was given before.
 */
export const takeInAuthors = act({
  from: 'any',
  by: [systemOnly()],
  body: z.object({ other, authors: z.array(incoming).meta(HIDDEN), shares }),
  resolve: (c) => ({ again: countAnew(takenIn(c.state, { seq: 0, ...c.now }, c.body), c.texts) }),
  guard: (c) => refuseUnknown(c.state, c.body.other as DossierId),
  apply: (s, a) => withAnew(takenIn(s, a, a.body), a, a.resolved.again),
  notices: (c) => [
    ...proposerKeys({ ...c.dossier, state: c.after }).map((to) => ({ to, code: 'merged-in' })),
    ...(c.state.decider === null ? [] : [{ to: key.post(c.state.decider), code: 'merged-in' }]),
    ...c.state.leaders.map((l) => ({ to: key.post(l.post), code: 'merged-in' })),
  ],
  milestone: true,
});
