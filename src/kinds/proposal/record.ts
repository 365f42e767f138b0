/** What a proposal holds that speaks to whether somebody acted in good faith: each piece with its day, its act, and whether it was there before the pilot was allowed. */
import type { LegalDate } from '../../kernel/time.ts';
import { toLegalDate } from '../../kernel/time.ts';
import type { ProposalState } from './state.ts';

/** One piece of the record; words only, no text. */
export interface RecordPiece {
  readonly test: 'policy' | 'motive' | 'good' | 'procedure' | 'cause';
  readonly what: string;
  readonly word: string;
  readonly seq: number;
  readonly on: LegalDate | null;
  readonly before: boolean;
}

/** Every piece, in the order of the acts. @basis d73-2023#art5.2, d73-2023#art11.4 */
export function recordOf(s: ProposalState): readonly RecordPiece[] {
  const allowed = s.decisions.find((d) => d.outcome === 'allowed');
  const sentOn = s.sentAt === null ? null : toLegalDate(s.sentAt);
  const first = { seq: 1, on: sentOn };
  const booked = s.opinions.find((o) => o.purpose === 'approval');
  const pieces: readonly Omit<RecordPiece, 'before'>[] = [
    { test: 'good', what: 'plan', word: 'written', ...first },
    { test: 'good', what: 'indicators', word: 'written', ...first },
    { test: 'motive', what: 'interests', word: s.interests.declared ? 'declared' : 'none', ...first },
    ...(booked ? [{ test: 'procedure' as const, what: 'registered', word: 'written', seq: booked.seq, on: booked.askedOn }] : []),
    ...s.opinions.flatMap((o) => {
      const word = o.stance ?? (o.lapsedBy === null ? undefined : 'silent');
      if (word === undefined || o.purpose === 'evaluation') return [];
      const isAdvice = o.purpose === 'advice';
      return [
        {
          test: isAdvice ? ('procedure' as const) : ('policy' as const),
          what: isAdvice ? 'advice' : 'party-opinion',
          word,
          seq: o.seq,
          on: o.answeredOn ?? o.askedOn,
        },
      ];
    }),
    ...s.conflicts.map((c) => ({ test: 'procedure' as const, what: 'conflict', word: 'written', seq: c.seq, on: c.on })),
    ...s.counts.map((c) => ({
      test: 'procedure' as const,
      what: 'vote',
      word: c.tally.adopted ? 'adopted' : 'not-adopted',
      seq: c.seq,
      on: c.on,
    })),
    ...(allowed
      ? [
          {
            test: 'policy' as const,
            what: 'decision',
            word: allowed.override ? 'override' : 'allowed',
            seq: allowed.seq,
            on: allowed.on,
          },
        ]
      : []),
    ...(s.pilot?.incidents ?? []).map((i) => ({
      test: 'cause' as const,
      what: 'incident',
      word: i.harm === 'none' ? 'harmless' : 'harmful',
      seq: i.seq,
      on: i.on,
    })),
    ...(s.pilot?.evaluation?.causes ?? []).map((c) => ({
      test: 'cause' as const,
      what: 'cause',
      word: c.kind,
      seq: s.pilot?.evaluation?.seq ?? 0,
      on: s.pilot?.evaluation?.on ?? null,
    })),
  ];
  return pieces
    .map((piece) => ({ ...piece, before: allowed === undefined || piece.seq <= allowed.seq }))
    .toSorted((a, b) => a.seq - b.seq);
}
