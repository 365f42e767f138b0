/** When the record falls: notice, reply, conclusion. Nothing is taken back before the recipient could answer. @basis l06-2022#chapter7 */
import { z } from 'zod';
import {
  actsOf,
  answering,
  atField,
  cancelOpen,
  choice,
  dayOf,
  headOf,
  integer,
  key,
  keysOf,
  postOf,
  refuse,
  roleOf,
  symbol,
} from '../../dossier/index.ts';
import type { PostId } from '../../kernel/ids.ts';
import { aboveDecider, awardOf, publishAgain, readersOf, settle, settled, tellRecipient, told } from './proceeding.ts';
import { freeFrom, isFallen, isGround, openWithdrawal, ROW_LIMITS, recipientKeys, refuseOut } from './rules.ts';
import { type CommendationState, GROUNDS } from './state.ts';

const act = actsOf<CommendationState>();

/** The recipient is told on which ground and by which facts the award is in question, and has days to answer. */
export const notifyWithdrawal = act({
  from: ['decided', 'published', 'praised'],
  to: 'contesting',
  by: [postOf((s) => s.decider ?? undefined, 'decider'), headOf((s) => s.agency ?? undefined), roleOf('inspector')],
  body: z.object({
    award: integer({ min: 1, max: ROW_LIMITS.awards }),
    ground: choice(GROUNDS),
    grounds: told({ min: 50 }),
    number: symbol({ later: true }).optional(),
  }),
  resolve: (c) => {
    const award = c.state.awards[c.body.award - 1];
    if (!award) return atField('commendation.no_such_award', 'award', { max: c.state.awards.length });
    const post =
      award.whom === 'person' ? award.person !== null && c.org.postsOf(award.person)[0]?.id : c.org.headPost(award.unit);
    const judge = freeFrom(c, c.state.decider ?? undefined);
    const holder = post || c.state.clerk;
    if (judge === undefined || holder === null) return refuse('commendation.no_one_above');
    return { holder, byPaper: !post, judge, above: aboveDecider(c) };
  },
  guard: (c) => {
    const out = refuseOut(c);
    if (out) return out;
    if (!isGround(c.law, c.body.ground)) return atField('commendation.no_ground', 'ground');
    if (isFallen(c.state, c.body.award - 1)) return atField('commendation.withdrawn_already', 'award');
    return c.state.withdrawals.length >= ROW_LIMITS.withdrawals
      ? refuse('commendation.too_many_rows', { max: ROW_LIMITS.withdrawals })
      : undefined;
  },
  offered: (d) => d.state.awards.some((_, i) => !isFallen(d.state, i)),
  readers: (body, { judge, above }, d) => {
    const keys = [...readersOf(d.state, d.state.awards[body.award - 1], above), key.post(judge)];
    return { grounds: keys };
  },
  apply: (s, a) => ({
    ...s,
    withdrawals: [
      ...s.withdrawals,
      {
        seq: a.seq,
        award: a.body.award - 1,
        ground: a.body.ground,
        facts: a.body.grounds,
        number: a.body.number ?? null,
        notifiedOn: dayOf(a),
        judge: a.resolved.judge,
        byPaper: a.resolved.byPaper,
        from: a.facts.from,
        reply: null,
        repliedOn: null,
        lapsedBy: null,
        outcome: 'open',
        reasons: null,
        post: null,
        person: null,
        on: null,
        appeal: null,
      },
    ],
  }),
  clocks: (c) => [
    ...cancelOpen(c.dossier.clocks, 'publish'),
    { op: 'start', name: 'reply', holder: c.resolved.holder, limit: 'commendation.reply' },
    { op: 'start', name: 'withdrawal', holder: c.resolved.judge, limit: 'commendation.withdrawal' },
  ],
  notices: (c) => recipientKeys(c.state.awards[c.body.award - 1]).map((to) => ({ to, code: 'withdrawal-notified' })),
  names: (c) => [c.resolved.judge],
  milestone: true,
  check: true,
  basis: 'l06-2022#chapter7',
});

/** Whoever received the award in question; the clerk only for a recipient who holds no post any more. */
const recipient = keysOf<CommendationState>('recipient', (d) => {
  const w = openWithdrawal(d.state);
  if (w?.outcome !== 'open') return [];
  return [...recipientKeys(awardOf(d.state, w)), ...(w.byPaper && d.state.clerk !== null ? [key.post(d.state.clerk)] : [])];
});

/** The recipient's own words; what comes after the date is still taken as long as nothing was concluded. */
export const reply = act({
  from: ['contesting'],
  by: [recipient],
  body: z.object({ reply: told({ min: 10 }) }),
  resolve: (c) => ({ above: aboveDecider(c) }),
  guard: (c) => (openWithdrawal(c.state)?.reply === null ? undefined : refuse('commendation.replied_already')),
  offered: (d) => openWithdrawal(d.state)?.reply === null,
  readers: (_, { above }, d) => ({ reply: readersOf(d.state, awardOf(d.state, openWithdrawal(d.state)), above) }),
  apply: (s, a) => settle(s, (w) => ({ ...w, reply: a.body.reply, repliedOn: dayOf(a) })),
  clocks: () => [{ op: 'meet', name: 'reply' }],
  notices: (c) => {
    const open = openWithdrawal(c.state);
    return open ? [{ to: key.post(open.judge), code: 'replied' }] : [];
  },
  answers: 'reply',
  milestone: true,
});

const judges = [
  postOf<CommendationState>((s) => openWithdrawal(s)?.judge, 'decider'),
  answering<CommendationState>('withdrawal'),
];
const concluded = { reasons: told({ min: 50 }), number: symbol({ later: true }).optional() };

/** The award is taken back: never before the recipient answered or let the date pass. @basis l06-2022#chapter7 */
export const withdrawAward = act({
  judges: 'decision',
  sign: true,
  from: ['contesting'],
  to: settled,
  by: judges,
  body: z.object({ ...concluded, number: symbol() }),
  resolve: (c) => ({ post: c.key.slice('post:'.length) as PostId, above: aboveDecider(c) }),
  guard: (c) => {
    const out = refuseOut(c);
    if (out) return out;
    const open = openWithdrawal(c.state);
    return open && open.reply === null && open.lapsedBy === null ? refuse('commendation.reply_awaited') : undefined;
  },
  offered: (d) => {
    const open = openWithdrawal(d.state);
    return open !== undefined && (open.reply !== null || open.lapsedBy !== null);
  },
  readers: (_, { above }, d) => ({ reasons: readersOf(d.state, awardOf(d.state, openWithdrawal(d.state)), above) }),
  apply: (s, a) =>
    settle(s, (w) => ({
      ...w,
      outcome: 'withdrawn',
      reasons: a.body.reasons,
      number: a.body.number,
      post: a.resolved.post,
      person: a.actor,
      on: dayOf(a),
    })),
  clocks: (c) => [{ op: 'meet', name: 'withdrawal' }, ...cancelOpen(c.dossier.clocks, 'reply'), ...publishAgain(c)],
  notices: (c) => tellRecipient(c, 'withdrawn'),
  names: (c) => [c.resolved.post],
  answers: 'withdrawal',
  milestone: true,
  check: true,
  basis: 'l06-2022#chapter7',
});

/** The award stands; said as soon as it is seen, for nobody waits longer than needed under a suspicion. */
export const keepAward = act({
  judges: 'decision',
  sign: true,
  from: ['contesting'],
  to: settled,
  by: judges,
  body: z.object(concluded),
  resolve: (c) => ({ post: c.key.slice('post:'.length) as PostId, above: aboveDecider(c) }),
  guard: (c) => refuseOut(c),
  readers: (_, { above }, d) => ({ reasons: readersOf(d.state, awardOf(d.state, openWithdrawal(d.state)), above) }),
  apply: (s, a) =>
    settle(s, (w) => ({
      ...w,
      outcome: 'kept',
      reasons: a.body.reasons,
      post: a.resolved.post,
      person: a.actor,
      on: dayOf(a),
    })),
  clocks: (c) => [{ op: 'meet', name: 'withdrawal' }, ...cancelOpen(c.dossier.clocks, 'reply'), ...publishAgain(c)],
  notices: (c) => tellRecipient(c, 'kept'),
  names: (c) => [c.resolved.post],
  milestone: true,
  check: true,
});
