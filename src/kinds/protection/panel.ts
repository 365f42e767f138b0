/** The panel: who sits on it, who leaves it, what the person has against a member, and what each member finds. */
import { z } from 'zod';
import {
  actsOf,
  answering,
  atField,
  type ClockOp,
  choice,
  clockId,
  type DecideContext,
  dayOf,
  findOpen,
  key,
  keysOf,
  list,
  postRef,
  prose,
  refuse,
} from '../../dossier/index.ts';
import type { PersonId, PostId } from '../../kernel/ids.ts';
import { changeRows } from '../change-rows.ts';
import { deskHead, deskKeys, refuseHandler } from './desk.ts';
import { CAUSES, VERDICTS } from './outcome.ts';
import {
  findingsNow,
  isFound,
  isWhole,
  leastMembers,
  ROW_LIMITS,
  refuseFull,
  refuseMember,
  refuseUnheard,
  seatsThatStand,
  subject,
  subjectKeys,
} from './rules.ts';
import type { Member, ProtectionState } from './state.ts';

const act = actsOf<ProtectionState>();
type Context = DecideContext<ProtectionState, unknown>;

// In person: whoever comes into the post of a member was never named.
const member = keysOf<ProtectionState>('panel', (d) => d.state.panel.map((m) => key.person(m.person)));

/** Findings of whoever is no longer on the panel stay in sight and count no more. */
function struck(s: ProtectionState, panel: readonly Member[]): ProtectionState['findings'] {
  return changeRows(
    s.findings,
    (f) => f.round === s.round && !panel.some((m) => m.person === f.person),
    (f) => ({ ...f, struck: true }),
  );
}

const endChallenges = (c: Context, leaving: (post: PostId) => boolean) =>
  c.state.challenges.flatMap((challenge) =>
    challenge.answer === null && leaving(challenge.post) && findOpen(c.dossier.clocks, clockId('challenge', challenge.post))
      ? [{ op: 'meet' as const, name: 'challenge', instance: challenge.post }]
      : [],
  );

/** The head of the desk sees to it that the panel finds in time. */
const findingsClock = (c: Context): readonly ClockOp[] =>
  findOpen(c.dossier.clocks, 'findings') || c.state.desk === null
    ? []
    : [{ op: 'start', name: 'findings', holder: c.state.desk.head, limit: 'protection.findings' }];

/** Once all have found the head of the desk concludes. */
const foundClocks = (c: Context): readonly ClockOp[] => [
  ...(findOpen(c.dossier.clocks, 'findings') ? [{ op: 'meet' as const, name: 'findings' }] : []),
  ...(c.state.desk === null
    ? []
    : [{ op: 'start' as const, name: 'conclude', holder: c.state.desk.head, limit: 'protection.conclude' }]),
];

/**
 * The whole panel, an odd number; named again whenever somebody leaves it. Nobody of the person's units, nobody who leads them, not whoever allowed the pilot.
 */
export const namePanel = act({
  judges: 'decision',
  from: ['gathering', 'finding'],
  to: (after) => (isFound(after) ? 'concluding' : 'finding'),
  by: [deskHead, answering('panel', 'findings')],
  body: z.object({ members: list(z.object({ post: postRef() }), { min: 1, max: 9 }), reasons: prose({ min: 20 }) }),
  resolve: (c) => ({
    least: leastMembers(c.law),
    panel: c.body.members.flatMap(({ post }): Member[] => {
      const person = c.org.holderOf(post as PostId)?.person;
      return person === undefined ? [] : [{ post: post as PostId, person }];
    }),
  }),
  guard: (c) => {
    const own = refuseHandler(c);
    if (own) return own;
    for (const [n, { post }] of c.body.members.entries()) {
      const refused = refuseMember(c, post as PostId);
      if (refused) return atField(refused.code, `members.${n}.post`, refused.params);
    }
    const { panel, least } = c.resolved;
    const dropped = seatsThatStand(c).find((m) => !panel.some((one) => one.person === m.person));
    if (dropped) return atField('protection.seat_stands', 'members', { post: c.org.postTitle(dropped.post).vi });
    if (new Set(panel.map((m) => m.person)).size < panel.length) return atField('protection.member_twice', 'members');
    return isWhole(panel.length, least) ? undefined : atField('protection.odd_panel', 'members', { min: least });
  },
  apply: (s, a) => ({
    ...s,
    panel: a.resolved.panel,
    least: a.resolved.least,
    left: [...s.left, ...s.panel.flatMap((m) => (a.resolved.panel.some((one) => one.person === m.person) ? [] : [m.person]))],
    findings: struck(s, a.resolved.panel),
  }),
  clocks: (c) => [
    ...(findOpen(c.dossier.clocks, 'panel') ? [{ op: 'meet' as const, name: 'panel' }] : []),
    ...(isFound(c.after) ? foundClocks(c) : findingsClock(c)),
    ...endChallenges(c, (post) => !c.resolved.panel.some((m) => m.post === post)),
  ],
  notices: (c) => [
    ...c.resolved.panel.map((m) => ({ to: key.person(m.person), code: 'to-find' })),
    ...subjectKeys(c.state).map((to) => ({ to, code: 'panel-named' })),
  ],
  names: (c) => c.resolved.panel.map((m) => m.post),
  prefill: ({ dossier }) => ({
    members: (dossier?.state.panel ?? []).map((m) => ({ post: m.post })),
  }),
  answers: 'panel',
  milestone: true,
});

/** A member who has an interest, or knows the person too well, leaves. */
export const stepAside = act({
  from: ['finding'],
  by: [member],
  body: z.object({ reason: prose({ min: 20, personal: true }) }),
  resolve: (c) => {
    const seat = c.state.panel.find((m) => m.person === c.standing.person);
    return seat ? { ...seat } : refuse('protection.not_your_seat');
  },
  apply: (s, a) => {
    const panel = s.panel.filter((m) => m.person !== a.resolved.person);
    return { ...s, panel, left: [...s.left, a.resolved.person as PersonId], findings: struck(s, panel) };
  },
  clocks: (c) => [
    ...(c.state.desk === null || findOpen(c.dossier.clocks, 'panel')
      ? []
      : [{ op: 'start' as const, name: 'panel', holder: c.state.desk.head, limit: 'protection.panel' }]),
    ...endChallenges(c, (post) => post === c.resolved.post),
  ],
  notices: (c) => [...deskKeys(c.state), ...subjectKeys(c.state)].map((to) => ({ to, code: 'stepped-aside' })),
  milestone: true,
});

/** The person says why a member should not judge; the head of the desk answers, or names somebody else. */
export const challenge = act({
  from: ['finding'],
  by: [subject],
  body: z.object({ post: postRef(), reason: prose({ min: 20, personal: true }) }),
  guard: (c) => {
    if (!c.state.panel.some((m) => m.post === c.body.post)) return atField('protection.not_on_panel', 'post');
    if (c.state.challenges.some((one) => one.post === c.body.post)) return atField('protection.challenged_already', 'post');
    return refuseFull(c.state.challenges, ROW_LIMITS.challenges);
  },
  offered: (d) => d.state.panel.some((m) => !d.state.challenges.some((one) => one.post === m.post)),
  apply: (s, a) => ({
    ...s,
    challenges: [...s.challenges, { seq: a.seq, post: a.body.post as PostId, reason: a.body.reason, answer: null }],
  }),
  clocks: (c) =>
    c.state.desk === null
      ? []
      : [
          {
            op: 'start',
            name: 'challenge',
            instance: c.body.post,
            holder: c.state.desk.head,
            limit: 'protection.challenge',
          },
        ],
  notices: (c) => deskKeys(c.state).map((to) => ({ to, code: 'challenged' })),
  milestone: true,
});

/** The member stays, with the reason. */
export const keepMember = act({
  judges: 'decision',
  from: ['finding'],
  to: (after) => (isFound(after) ? 'concluding' : undefined),
  by: [deskHead, answering('challenge')],
  body: z.object({ post: postRef(), answer: prose({ min: 20 }) }),
  guard: (c) =>
    refuseHandler(c) ??
    (findOpen(c.dossier.clocks, clockId('challenge', c.body.post)) ? undefined : atField('protection.not_challenged', 'post')),
  offered: (d) => d.clocks.some((k) => k.name === 'challenge' && findOpen(d.clocks, k.id) === k),
  apply: (s, a) => ({
    ...s,
    challenges: changeRows(
      s.challenges,
      (one) => one.post === a.body.post && one.answer === null,
      (one) => ({ ...one, answer: a.body.answer }),
    ),
  }),
  clocks: (c) => [{ op: 'meet', name: 'challenge', instance: c.body.post }, ...(isFound(c.after) ? foundClocks(c) : [])],
  notices: (c) => subjectKeys(c.state).map((to) => ({ to, code: 'member-kept' })),
  answers: 'challenge',
  milestone: true,
});

const why = () => prose({ min: 20, personal: true });

/**
 * What one member finds of each test, with a reason for each; nobody finds in another's seat. The last one leads on to the conclusion.
 * @basis d73-2023#art5.2, d73-2023#art11.4, l80-2025#art34.1.b
 */
export const find = act({
  judges: 'finding',
  from: ['finding'],
  to: (after) => (isFound(after) ? 'concluding' : undefined),
  by: [member],
  body: z.object({
    policy: choice(VERDICTS),
    policyWhy: why(),
    motive: choice(VERDICTS),
    motiveWhy: why(),
    good: choice(VERDICTS),
    goodWhy: why(),
    procedure: choice(VERDICTS),
    procedureWhy: why(),
    cause: choice(CAUSES),
    causeWhy: why(),
  }),
  resolve: (c) => {
    const seat = c.state.panel.find((m) => m.person === c.standing.person);
    return seat ? { ...seat } : refuse('protection.not_your_seat');
  },
  guard: (c) => {
    const unheard = refuseUnheard(c);
    if (unheard) return unheard;
    if (findOpen(c.dossier.clocks, clockId('challenge', c.resolved.post))) return refuse('protection.challenge_open');
    if (findingsNow(c.state).some((f) => f.person === c.resolved.person)) return refuse('protection.found_already');
    return refuseFull(c.state.findings, ROW_LIMITS.findings);
  },
  offered: (d, { person }) => !findingsNow(d.state).some((f) => f.person === person),
  apply: (s, a) => {
    const b = a.body;
    const words = { policy: b.policy, motive: b.motive, good: b.good, procedure: b.procedure, cause: b.cause };
    const reasons = {
      policy: b.policyWhy,
      motive: b.motiveWhy,
      good: b.goodWhy,
      procedure: b.procedureWhy,
      cause: b.causeWhy,
    };
    const seat = { post: a.resolved.post, person: a.resolved.person as PersonId };
    return {
      ...s,
      findings: [...s.findings, { ...seat, seq: a.seq, round: s.round, words, reasons, on: dayOf(a), struck: false }],
    };
  },
  clocks: (c) => (isFound(c.after) ? foundClocks(c) : []),
  notices: (c) => (isFound(c.after) ? deskKeys(c.state).map((to) => ({ to, code: 'found' })) : []),
  names: (c) => [c.resolved.post],
  awaited: (s) => s.panel.some((m) => !findingsNow(s).some((f) => f.person === m.person)),
  milestone: true,
  check: true,
  basis: 'd73-2023#art5.2',
});
