/** What follows for the counts when somebody turns out not to be entitled: each is made anew without that ballot, the earlier one stays in sight. */
import { type DecideContext, dayOf } from '../../dossier/index.ts';
import { councilCountOf, councilElectorate, councilNow, countOf, electorateNow, isByCouncil, lastCount } from './rules.ts';
import type { Count, ProposalState } from './state.ts';
import type { Electorate, Tally } from './vote.ts';

/** The counts as they would be now. */
export interface Anew {
  readonly count: Pick<Count, 'tally' | 'excluded' | 'by'> | null;
  readonly council: Tally | null;
}

/** Who does not vote, as a count keeps it. */
export const excludedOf = ({ excluded }: Electorate) => excluded.map(({ post, why }) => ({ post, why }));

/** Counts anew what was counted before, under the electorates of the state as it becomes. */
export function countAnew(after: ProposalState, texts: DecideContext<ProposalState, unknown>['texts']): Anew {
  const sat = councilNow(after);
  const council = sat === undefined || sat.counts.length === 0 ? null : councilCountOf(after, sat, texts);
  if (!lastCount(after)) return { count: null, council };
  if (!isByCouncil(after) || sat === undefined || council === null)
    return { count: { tally: countOf(after, texts), excluded: excludedOf(electorateNow(after)) }, council };
  return { count: { tally: council, excluded: excludedOf(councilElectorate(after, sat)), by: 'council' }, council };
}

/** Adds the new counts to those there are. */
export function withAnew(
  s: ProposalState,
  a: { readonly seq: number } & Parameters<typeof dayOf>[0],
  { count, council: tally }: Anew,
): ProposalState {
  const on = dayOf(a);
  const sat = councilNow(s);
  return {
    ...s,
    counts: count === null ? s.counts : [...s.counts, { seq: a.seq, round: s.round, ...count, on }],
    councils:
      tally === null || sat === undefined
        ? s.councils
        : s.councils.map((council) =>
            council === sat ? { ...council, counts: [...council.counts, { seq: a.seq, tally, on }] } : council,
          ),
  };
}
