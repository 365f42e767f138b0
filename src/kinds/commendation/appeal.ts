/** Whoever lost an award may ask the superior of whoever took it, once. */
import { z } from 'zod';
import { actsOf, answering, cancelOpen, type DecideContext, dayOf, key, keysOf, refuse } from '../../dossier/index.ts';
import { changeRows } from '../change-rows.ts';
import { aboveDecider, awardOf, publishAgain, readersOf, settle, settled, tellRecipient, told } from './proceeding.ts';
import { appealable, freeFrom, openWithdrawal, recipientKeys, refuseOut } from './rules.ts';
import type { CommendationState, Withdrawal } from './state.ts';

type Context = DecideContext<CommendationState, unknown>;
const act = actsOf<CommendationState>();

/** The withdrawn award of whoever holds one of these keys, not yet looked at by the superior. */
const ownFallen = (c: Pick<Context, 'state' | 'key'>): Withdrawal | undefined =>
  appealable(c.state).find((w) => recipientKeys(awardOf(c.state, w)).includes(c.key));

/** Whoever lost an award asks the superior of whoever took it, once. */
export const appeal = act({
  from: ['withdrawn', 'decided', 'published', 'praised'],
  to: 'appealing',
  by: [keysOf('recipient', (d) => appealable(d.state).flatMap((w) => recipientKeys(awardOf(d.state, w))))],
  body: z.object({ appeal: told({ min: 20 }) }),
  resolve: (c) => {
    const own = ownFallen(c);
    if (!own) return refuse('commendation.nothing_to_appeal');
    const next = own.post === null ? undefined : c.org.escalationPost(own.post);
    const reviewer = freeFrom(c, next, [own.person]);
    return reviewer ? { reviewer, seq: own.seq, above: aboveDecider(c) } : refuse('commendation.no_one_above');
  },
  readers: (_, { reviewer, seq, above }, d) => {
    const own = d.state.withdrawals.find((w) => w.seq === seq);
    return { appeal: [...readersOf(d.state, awardOf(d.state, own), above), key.post(reviewer)] };
  },
  apply: (s, a) => ({
    ...s,
    withdrawals: changeRows(
      s.withdrawals,
      (w) => w.seq === a.resolved.seq,
      (w) => ({
        ...w,
        // The way back leads to where the appeal was made from, unless everything had fallen.
        from: a.facts.from === 'withdrawn' ? w.from : a.facts.from,
        appeal: {
          seq: a.seq,
          reason: a.body.appeal,
          reviewer: a.resolved.reviewer,
          outcome: 'open' as const,
          answer: null,
          on: dayOf(a),
        },
      }),
    ),
  }),
  clocks: (c) => [
    ...cancelOpen(c.dossier.clocks, 'publish'),
    { op: 'start', name: 'appeal', holder: c.resolved.reviewer, limit: 'commendation.appeal' },
  ],
  notices: (c) => [{ to: key.post(c.resolved.reviewer), code: 'appealed' }],
  names: (c) => [c.resolved.reviewer],
  milestone: true,
  check: true,
});

const reviewers = [answering<CommendationState>('appeal')];

const refuseReview = (c: Context) => {
  const open = openWithdrawal(c.state);
  return refuseOut(c) ?? (open?.person === c.standing.person ? refuse('commendation.own_withdrawal') : undefined);
};

const answerAppeal = (s: CommendationState, outcome: 'upheld' | 'restored', answer: string): CommendationState =>
  settle(s, (w) => ({ ...w, appeal: w.appeal === null ? null : { ...w.appeal, outcome, answer } }));

const answered = { answer: told({ min: 50 }) };

/** What the superior answers to an appeal: the outcome, and how whoever it is about is told. */
const answeredAs = (outcome: 'upheld' | 'restored', code: string) =>
  act({
    judges: 'decision',
    sign: true,
    from: ['appealing'],
    to: settled,
    by: reviewers,
    body: z.object(answered),
    resolve: (c) => ({ above: aboveDecider(c) }),
    guard: refuseReview,
    readers: (_, { above }, d) => ({ answer: readersOf(d.state, awardOf(d.state, openWithdrawal(d.state)), above) }),
    apply: (s, a) => answerAppeal(s, outcome, a.body.answer),
    clocks: (c) => [{ op: 'meet', name: 'appeal' }, ...publishAgain(c)],
    notices: (c) => tellRecipient(c, code),
    answers: 'appeal',
    milestone: true,
    check: true,
  });

/** The superior leaves the withdrawal as it is, with reasons. */
export const upholdWithdrawal = answeredAs('upheld', 'withdrawal-upheld');

/** The superior gives the award back, and it stands as before. */
export const restoreAward = answeredAs('restored', 'restored');
