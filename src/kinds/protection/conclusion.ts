/** The conclusion, the way to the superior, and the end of protection. */
import { z } from 'zod';
import {
  actsOf,
  answering,
  atField,
  cancelOpen,
  choice,
  type DecideContext,
  dayOf,
  dossierRef,
  findLinked,
  findOpen,
  flag,
  key,
  legalDate,
  list,
  prose,
  type Refusal,
  refuse,
  symbol,
} from '../../dossier/index.ts';
import type { DossierId, PostId } from '../../kernel/ids.ts';
import { addDays, type LegalDate, toLegalDate } from '../../kernel/time.ts';
import { deskHead, deskKeys, refuseHandler } from './desk.ts';
import { heardClocks, speakerOf } from './intake.ts';
import { establish, isConsidered, OUTCOMES, outcomeOf, RELIEFS, type Shortfall } from './outcome.ts';
import { type Case, countDissents, findingsNow, isProtected, ROW_LIMITS, sourceOf, subject, subjectKeys } from './rules.ts';
import type { ProtectionState } from './state.ts';

const act = actsOf<ProtectionState>();
type Context = DecideContext<ProtectionState, unknown>;

/** How the pilot ended, as the proposal says it now; undefined while it is under way and nothing can be concluded. */
function shortfallNow(c: Context): Shortfall | undefined {
  const { proposal, shortfall } = c.state;
  if (proposal === null || shortfall.result !== 'none') return shortfall;
  const source = sourceOf(c.view.get(proposal));
  if (!source) return shortfall;
  return source.isOver ? source.shortfall : undefined;
}

/** A proposal that was assessed, by id or number; null where there is none that may be read. */
function assessedCase(c: Context, name: string): DossierId | null {
  const linked = findLinked(c.view, name);
  const source = sourceOf(linked);
  return linked && source && source.shortfall.result !== 'none' ? linked.id : null;
}

/**
 * The conclusion rests on what the panel found and on the table of outcomes; where the law says «considered», somebody says how far and under which law. What
 * a member found otherwise stays. @basis d73-2023#art11, l80-2025#art34.1
 */
export const conclude = act({
  judges: 'decision',
  sign: true,
  from: ['concluding'],
  to: 'concluded',
  by: [deskHead, answering('conclude')],
  body: z.object({
    outcome: choice(OUTCOMES),
    relief: choice(RELIEFS, { later: true }).optional(),
    law: symbol({ max: 300, later: true }).optional(),
    reasons: prose({ min: 50, personal: true }),
    compared: list(z.object({ case: dossierRef(), how: prose({ min: 20 }) }), { max: 5, later: true }).optional(),
    searched: prose({ min: 20, later: true }).optional(),
    number: symbol(),
  }),
  reads: (d, body) => [
    ...(d.state.proposal === null ? [] : [d.state.proposal]),
    ...(body.compared ?? []).map((row) => row.case as DossierId),
  ],
  resolve: (c) => {
    const of = shortfallNow(c);
    if (!of) return refuse('protection.pilot_under_way');
    const own = refuseHandler(c);
    if (own) return own;
    const findings = findingsNow(c.state);
    const compared = (c.body.compared ?? []).map((row) => assessedCase(c, row.case));
    const found = establish(
      findings.map((f) => f.words),
      c.state.presumed,
    );
    return {
      of,
      found,
      compared,
      ...outcomeOf({ ...of, named: c.state.named }, found),
      dissents: countDissents(findings, found),
      post: c.post as PostId,
    };
  },
  guard: (c) => {
    const { outcome, relief, law, compared = [], searched } = c.body;
    if (outcome !== c.resolved.outcome)
      return atField('protection.other_outcome', 'outcome', { clause: c.resolved.clause.split('#art')[1] ?? '' });
    if (isConsidered(outcome) && relief === undefined) return atField('protection.say_how_far', 'relief');
    if (isConsidered(outcome) && law === undefined) return atField('protection.say_which_law', 'law');
    if (!isConsidered(outcome) && relief !== undefined) return atField('protection.nothing_to_grade', 'relief');
    if (compared.length === 0 && searched === undefined) return atField('protection.compare', 'searched');
    const unknown = c.resolved.compared.indexOf(null);
    return unknown >= 0 ? atField('protection.no_such_case', `compared.${unknown}.case`) : undefined;
  },
  apply: (s, a) => ({
    ...s,
    shortfall: a.resolved.of,
    conclusions: [
      ...s.conclusions,
      {
        seq: a.seq,
        round: s.round,
        outcome: a.body.outcome,
        clause: a.resolved.clause,
        of: a.resolved.of,
        relief: a.body.relief ?? null,
        law: a.body.law ?? null,
        reasons: a.body.reasons,
        compared: (a.body.compared ?? []).flatMap((row, n) => {
          const id = a.resolved.compared[n];
          return id ? [{ case: id, how: row.how }] : [];
        }),
        searched: a.body.searched ?? null,
        number: a.body.number,
        dissents: a.resolved.dissents,
        post: a.resolved.post,
        person: a.actor,
        on: dayOf(a),
      },
    ],
  }),
  clocks: (c) => [
    ...(findOpen(c.dossier.clocks, 'conclude') ? [{ op: 'meet' as const, name: 'conclude' }] : []),
    ...cancelOpen(c.dossier.clocks, 'challenge', 'statement', 'agency'),
    ...(c.body.outcome === 'not-established' || c.state.desk === null || findOpen(c.dossier.clocks, 'period')
      ? []
      : [{ op: 'start' as const, name: 'period', holder: c.state.desk.head, limit: 'protection.period' }]),
  ],
  notices: (c) => [
    ...subjectKeys(c.state).map((to) => ({ to, code: 'concluded' })),
    ...c.state.panel.map((m) => ({ to: key.person(m.person), code: 'concluded' })),
  ],
  answers: 'conclude',
  // Post and unit of the person as they are called on the day of the conclusion.
  names: (c) => [c.resolved.post, c.state.subject.post, c.state.subject.unit].filter((id) => id !== null),
  milestone: true,
  check: true,
  basis: 'd73-2023#art11',
});

/** The person has a conclusion, or a refusal to take the case up, looked at one level up. */
export const appeal = act({
  from: ['concluded', 'declined', 'ended'],
  to: 'appealed',
  by: [subject],
  body: z.object({ reason: prose({ min: 50, personal: true }) }),
  resolve: (c) => {
    // Above whoever concluded, which after a silence is not the head of the desk.
    const from = c.state.conclusions.at(-1)?.post ?? c.state.desk?.head;
    const to = from === undefined ? undefined : c.org.escalationPost(from);
    return to ? { to } : refuse('protection.no_superior');
  },
  guard: (c) => {
    if (c.state.round >= ROW_LIMITS.rounds) return refuse('protection.too_many_rows', { max: ROW_LIMITS.rounds });
    return wasAppealed(c.state) ? refuse('protection.appealed_already') : undefined;
  },
  offered: (d) => !wasAppealed(d.state),
  apply: (s, a) => ({
    ...s,
    appeals: [
      ...s.appeals,
      { seq: a.seq, reason: a.body.reason, to: a.resolved.to, outcome: 'open' as const, answer: null, on: dayOf(a) },
    ],
  }),
  clocks: (c) => [{ op: 'start', name: 'appeal', holder: c.resolved.to, limit: 'protection.appeal' }],
  notices: (c) => [
    { to: key.post(c.resolved.to), code: 'appealed' },
    ...deskKeys(c.state).map((to) => ({ to, code: 'appealed' })),
  ],
  names: (c) => [c.resolved.to],
  milestone: true,
  check: true,
});

/** Once for each conclusion. */
function wasAppealed(s: ProtectionState): boolean {
  return s.appeals.some((row) => row.seq > (s.conclusions.at(-1)?.seq ?? 0));
}

/** Nobody answers an appeal against the own conclusion, nor in the own case. */
function refuseOwnConclusion(c: Context): Refusal | undefined {
  const concluded = c.state.conclusions.at(-1)?.person;
  const { person } = c.standing;
  return person !== null && concluded === person ? refuse('protection.own_case') : refuseHandler(c);
}

const answered = (s: ProtectionState, outcome: 'upheld' | 'again', answer: string): ProtectionState['appeals'] =>
  s.appeals.map((row) => (row.outcome === 'open' ? { ...row, outcome, answer } : row));

/** Left as it is, with reasons. */
export const uphold = act({
  judges: 'decision',
  sign: true,
  from: ['appealed'],
  to: (after) => (after.conclusions.length === 0 ? 'declined' : after.ended === null ? 'concluded' : 'ended'),
  by: [answering('appeal')],
  body: z.object({ answer: prose({ min: 50 }) }),
  guard: refuseOwnConclusion,
  apply: (s, a) => ({ ...s, appeals: answered(s, 'upheld', a.body.answer) }),
  clocks: () => [{ op: 'meet', name: 'appeal' }],
  notices: (c) => subjectKeys(c.state).map((to) => ({ to, code: 'upheld' })),
  answers: 'appeal',
  milestone: true,
});

/** Looked at once more, by another panel. The earlier conclusion stays in sight. */
export const lookAgain = act({
  judges: 'decision',
  sign: true,
  from: ['appealed'],
  to: 'gathering',
  by: [answering('appeal')],
  body: z.object({ answer: prose({ min: 50 }) }),
  resolve: (c) => ({ speaker: speakerOf(c) }),
  guard: refuseOwnConclusion,
  apply: (s, a) => ({
    ...s,
    round: s.round + 1,
    panel: [],
    ended: null,
    released: false,
    appeals: answered(s, 'again', a.body.answer),
  }),
  clocks: (c) => [{ op: 'meet', name: 'appeal' }, ...heardClocks(c)],
  notices: (c) => [...subjectKeys(c.state), ...deskKeys(c.state)].map((to) => ({ to, code: 'again' })),
  answers: 'appeal',
  milestone: true,
});

/** So many days before protection would run out its end may be decided. */
const LAST_DAYS = 30;

/** Whether it is too early to end protection: its time is far from over, and the person has not agreed. */
function isTooEarly(d: Case, today: LegalDate): boolean {
  const period = findOpen(d.clocks, 'period');
  if (!isProtected(d.state) || d.state.released || period?.state !== 'running') return false;
  return addDays(today, LAST_DAYS) < toLegalDate(period.dueAt);
}

/** The person agrees that protection may end before its time. */
export const agreeToEnd = act({
  from: ['concluded'],
  by: [subject],
  body: z.object({ agreed: flag({ mustBeTrue: true }) }),
  guard: (c) => (isProtected(c.state) && !c.state.released ? undefined : refuse('protection.nothing_to_end')),
  offered: (d) => isProtected(d.state) && !d.state.released,
  apply: (s) => ({ ...s, released: true }),
  notices: (c) => deskKeys(c.state).map((to) => ({ to, code: 'released' })),
});

/** Protection goes on beyond its time. */
export const prolong = act({
  judges: 'decision',
  sign: true,
  from: ['concluded'],
  by: [deskHead, answering('period')],
  body: z.object({ until: legalDate(), reasons: prose({ min: 20, personal: true }) }),
  guard: (c) => {
    const own = refuseHandler(c);
    if (own) return own;
    const period = findOpen(c.dossier.clocks, 'period');
    if (!period) return refuse('protection.nothing_to_end');
    return c.body.until <= toLegalDate(period.dueAt) ? atField('protection.not_longer', 'until') : undefined;
  },
  offered: (d) => findOpen(d.clocks, 'period') !== undefined,
  apply: (s) => ({ ...s, released: false }),
  clocks: (c) => [{ op: 'extend', name: 'period', dueOn: c.body.until }],
  notices: (c) => subjectKeys(c.state).map((to) => ({ to, code: 'prolonged' })),
  milestone: true,
});

/** Protection is over: its time is running out, the person agreed, or nothing was established. Never while a report of retaliation waits. */
export const end = act({
  judges: 'decision',
  sign: true,
  from: ['concluded'],
  to: 'ended',
  by: [deskHead, answering('period')],
  body: z.object({ reasons: prose({ min: 20, personal: true }) }),
  guard: (c) => {
    const own = refuseHandler(c);
    if (own) return own;
    if (c.state.retaliations.some((row) => row.answer === null)) return refuse('protection.retaliation_first');
    return isTooEarly(c.dossier, dayOf(c.now)) ? refuse('protection.too_early', { days: LAST_DAYS }) : undefined;
  },
  apply: (s, a) => ({ ...s, ended: a.body.reasons }),
  clocks: (c) => (findOpen(c.dossier.clocks, 'period') ? [{ op: 'meet', name: 'period' }] : []),
  notices: (c) => subjectKeys(c.state).map((to) => ({ to, code: 'ended' })),
  answers: 'period',
  milestone: true,
  check: true,
});
