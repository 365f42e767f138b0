/** What whoever gave the order answers, and what the direct superior does. */
import { z } from 'zod';
import {
  actsOf,
  author,
  cancelOpen,
  choice,
  type DecideContext,
  dayOf,
  holderOf,
  key,
  keysOf,
  line,
  postOf,
  prose,
  refuse,
} from '../../dossier/index.ts';
import type { PostId } from '../../kernel/ids.ts';
import { paperNumber, papers } from './intake.ts';
import {
  isLate,
  isListed,
  judgesAbove,
  maskOf,
  mayReportUp,
  personAbove,
  personSeeing,
  refuseOwnOrder,
  refuseOwnReport,
  reporterKeys,
  superiorOf,
} from './rules.ts';
import { type Answer, OBEYING, type ObjectionState } from './state.ts';

const act = actsOf<ObjectionState>();
type Context = DecideContext<ObjectionState, unknown>;

/** The post that gave the order, or the one its clock was passed on to. */
const givers = [postOf<ObjectionState>((s) => s.giver?.post, 'giver'), holderOf<ObjectionState>('answer')];
const above = keysOf<ObjectionState>('superior', judgesAbove);

const lifting = { change: choice(['withdrawn', 'changed']), reasons: prose({ min: 20 }), number: paperNumber(), files: papers() };
const keeping = { reasons: prose({ min: 20 }), legalBasis: line({ max: 300 }), number: paperNumber(), files: papers() };

const seatOf = (c: Context) => c.key.slice('post:'.length) as PostId;

type GivenAct = Parameters<typeof dayOf>[0] & {
  readonly seq: number;
  readonly body: { readonly reasons: string; readonly number?: string | undefined };
  readonly resolved: Pick<Answer, 'post' | 'late'>;
};

/** The answer as it stands in the state; what an order is kept on is the provision named, where it is kept. */
function answered(s: ObjectionState, a: GivenAct, of: Pick<Answer, 'by' | 'outcome' | 'legalBasis'>): ObjectionState {
  const { reasons, number } = a.body;
  return { ...s, answers: [...s.answers, { ...of, ...a.resolved, reasons, number: number ?? null, seq: a.seq, on: dayOf(a) }] };
}

const tell = (c: Context, code: string) => [
  ...reporterKeys(c.dossier).map((to) => ({ to, code })),
  ...(c.state.giver !== null && c.key !== key.post(c.state.giver.post) ? [{ to: key.post(c.state.giver.post), code }] : []),
  ...(c.dossier.stage === 'raised' && c.state.superior !== null && c.key !== key.post(c.state.superior)
    ? [{ to: key.post(c.state.superior), code }]
    : []),
];

/** The order is withdrawn or changed by whoever gave it; possible until the superior has answered. */
export const rescind = act({
  judges: 'decision',
  sign: true,
  from: ['reported', 'upheld', 'raised'],
  to: 'settled',
  by: givers,
  body: z.object(lifting),
  resolve: (c) => ({ post: seatOf(c), late: isLate(c, 'answer') }),
  guard: refuseOwnReport,
  apply: (s, a) => answered(s, a, { by: 'giver', outcome: 'rescinded', legalBasis: null }),
  clocks: () => [{ op: 'meet', name: 'answer' }],
  notices: (c) => tell(c, 'rescinded'),
  names: (c) => [c.resolved.post],
  answers: 'answer',
  milestone: true,
  check: true,
});

/** The order is kept, in writing, with the reasons and the provision it rests on. @basis l80-2025#art7.5 */
export const uphold = act({
  judges: 'decision',
  sign: true,
  from: ['reported'],
  to: 'upheld',
  by: givers,
  body: z.object(keeping),
  resolve: (c) => ({ post: seatOf(c), late: isLate(c, 'answer') }),
  guard: refuseOwnReport,
  apply: (s, a) => answered(s, a, { by: 'giver', outcome: 'upheld', legalBasis: a.body.legalBasis }),
  clocks: () => [{ op: 'meet', name: 'answer' }],
  notices: (c) => tell(c, 'upheld'),
  names: (c) => [c.resolved.post],
  answers: 'answer',
  milestone: true,
  check: true,
  basis: 'l80-2025#art7.5',
});

/** In writing to the direct superior of whoever gave the order, once it was upheld or nothing was said in time. @basis l80-2025#art7.5 */
export const reportUp = act({
  from: ['reported', 'upheld'],
  to: 'raised',
  by: [author()],
  body: z.object({ account: prose({ min: 20 }), obeying: choice(OBEYING), number: paperNumber(), files: papers() }),
  offered: mayReportUp,
  // The clause asks it of the reporter, on whom no clock is laid.
  awaited: (_, d) => d.stage === 'upheld',
  resolve: (c) => {
    const { giver: of } = c.state;
    const superior = of === null ? undefined : superiorOf(c.org, of.post, c.standing.person);
    if (of === null || superior === undefined) return refuse('objection.superior_outside');
    return { superior, superiorPerson: personAbove(c.org, superior, of.person), listed: isListed(c.law) };
  },
  guard: (c) => (mayReportUp(c.dossier) ? undefined : refuse('objection.answer_awaited')),
  apply: (s, a) => ({
    ...s,
    superior: a.resolved.superior,
    ...personSeeing(s.seen, a.resolved),
    obeying: a.body.obeying,
    raised: {
      seq: a.seq,
      account: a.body.account,
      number: a.body.number ?? null,
      on: dayOf(a),
      listed: a.resolved.listed,
    },
  }),
  clocks: (c) => [
    ...cancelOpen(c.dossier.clocks, 'answer'),
    { op: 'start', name: 'superior', holder: c.resolved.superior, limit: 'objection.superior' },
  ],
  notices: (c) => (c.state.giver === null ? [] : [{ to: key.post(c.state.giver.post), code: 'raised' }]),
  maskActor: (_, { superiorPerson }, d) => maskOf({ seen: d.state.seen, superiorPerson }),
  milestone: true,
  check: true,
  basis: 'l80-2025#art7.5',
});

/** The superior lifts the order: once told in writing, or already when the silence of the giver came up. */
export const orderRescinded = act({
  judges: 'decision',
  sign: true,
  from: ['reported', 'raised'],
  to: 'settled',
  by: [above],
  body: z.object(lifting),
  resolve: (c) => ({ post: seatOf(c), late: isLate(c, 'superior') }),
  guard: refuseOwnOrder,
  apply: (s, a) => answered(s, a, { by: 'superior', outcome: 'rescinded', legalBasis: null }),
  clocks: (c) => [...cancelOpen(c.dossier.clocks, 'answer'), { op: 'meet', name: 'superior' }],
  notices: (c) => tell(c, 'rescinded'),
  names: (c) => [c.resolved.post],
  answers: 'superior',
  milestone: true,
  check: true,
});

/** The superior finds that the order stands; only after having been told in writing, for else the reporter would lack that step. */
export const orderStands = act({
  judges: 'decision',
  sign: true,
  from: ['raised'],
  to: 'stands',
  by: [above],
  body: z.object(keeping),
  resolve: (c) => ({ post: seatOf(c), late: isLate(c, 'superior') }),
  guard: refuseOwnOrder,
  apply: (s, a) => answered(s, a, { by: 'superior', outcome: 'upheld', legalBasis: a.body.legalBasis }),
  clocks: () => [{ op: 'meet', name: 'superior' }],
  notices: (c) => tell(c, 'stands'),
  names: (c) => [c.resolved.post],
  answers: 'superior',
  milestone: true,
  check: true,
});
