/** Turns what a kind asks of clocks into facts: holders resolved, moments counted, sources written down. */
import { countWorkingDays } from '../kernel/calendar.ts';
import type { DossierId, PersonId, PostId } from '../kernel/ids.ts';
import { computeDue, type DueWorking } from '../kernel/limit.ts';
import { pauseAndResume, recountDue, resumeUncredited } from '../kernel/limit-change.ts';
import { atTime, type Instant, type LegalDate, toLegalDate } from '../kernel/time.ts';
import { clockId, findOpen, OUTAGE_PAUSE } from './clocks.ts';
import type { LawView, Moment, OrganisationView } from './context.ts';
import type { ClockOp } from './kind.ts';
import { isRefusal, type Refusal, refuse } from './refusal.ts';
import type { Clock, ClockFact, Dossier } from './words.ts';

/** What computing a clock needs to look at. */
export interface ClockDesk {
  readonly id: DossierId;
  readonly law: LawView;
  readonly org: OrganisationView;
  readonly now: Moment;
}

/** The due moment on a date a person chose: 17:00 of that day, with the counting shown all the same. */
function chosenDue(desk: ClockDesk, start: Instant, dueOn: LegalDate): DueWorking {
  const days = Math.max(0, countWorkingDays(desk.law.calendar, toLegalDate(start), dueOn));
  const counted = computeDue({
    start,
    limit: { value: days, unit: 'working-day' },
    calendar: desk.law.calendar,
    rules: desk.law.counting,
  });
  return { ...counted, dueAt: atTime(dueOn, desk.law.counting.dayEnd), chosen: true };
}

function start(desk: ClockDesk, op: Extract<ClockOp, { op: 'start' }>): ClockFact | Refusal {
  const post = desk.org.post(op.holder);
  if (!post) return refuse('clock.no_holder', { clock: op.name });
  const { limit, source } = desk.law.limit(op.limit);
  const from = op.startAt ?? desk.now.businessAt;
  const working = op.dueOn
    ? chosenDue(desk, from, op.dueOn as LegalDate)
    : computeDue({ start: from, limit, calendar: desk.law.calendar, rules: desk.law.counting });
  return {
    op: 'start',
    id: clockId(op.name, op.instance),
    name: op.name,
    holder: op.holder,
    unit: post.unit,
    level: 0,
    ...(op.expected ? { expected: true } : {}),
    source,
    working,
  };
}

function resume(desk: ClockDesk, clock: Clock, isCredited: boolean): ClockFact | Refusal {
  if (clock.state !== 'paused' || !clock.pausedAt) return refuse('clock.not_paused', { clock: clock.id });
  const pause = { working: clock.working, pausedAt: clock.pausedAt, resumedAt: desk.now.businessAt };
  const working = isCredited
    ? pauseAndResume({ ...pause, calendar: desk.law.calendar, rules: desk.law.counting })
    : resumeUncredited(pause);
  return { op: 'resume', id: clock.id, working };
}

function extend(desk: ClockDesk, clock: Clock, dueOn: string): ClockFact | Refusal {
  const due = atTime(dueOn as LegalDate, desk.law.counting.dayEnd);
  if (due <= clock.dueAt) return refuse('clock.extension_not_later', { date: toLegalDate(clock.dueAt) });
  const before = clock.working.extensions ?? [];
  const counted = chosenDue(desk, clock.startAt, dueOn as LegalDate);
  return {
    op: 'extend',
    id: clock.id,
    working: {
      ...counted,
      ...(clock.working.pauses ? { pauses: clock.working.pauses } : {}),
      extensions: [...before, { at: desk.now.businessAt, to: counted.limit, oldDueAt: clock.dueAt }],
    },
  };
}

/** A clock that stands still only because nobody can decide may be paused for a reason of its own: it then waits for the end of that one. */
function isPausable(clock: Clock): boolean {
  return clock.state === 'running' || (clock.state === 'paused' && clock.pauseReason === OUTAGE_PAUSE);
}

/** Computes the facts of what an act does to the clocks of its dossier. Starting a clock that is open is refused. */
export function toClockFacts(desk: ClockDesk, dossier: Dossier, ops: readonly ClockOp[]): readonly ClockFact[] | Refusal {
  const facts: ClockFact[] = [];
  for (const op of ops) {
    const id = clockId(op.name, op.instance);
    const open = findOpen(dossier.clocks, id);
    const fact = ((): ClockFact | Refusal | undefined => {
      if (op.op === 'start') {
        const replaced = facts.some((f) => (f.op === 'meet' || f.op === 'cancel') && f.id === id);
        return open && !replaced ? refuse('clock.already_open', { clock: id }) : start(desk, op);
      }
      if (!open) return op.op === 'meet' || op.op === 'cancel' ? undefined : refuse('clock.not_open', { clock: id });
      switch (op.op) {
        case 'meet':
        case 'cancel':
          return { op: op.op, id };
        case 'pause':
          return isPausable(open) ? { op: 'pause', id, reason: op.reason } : undefined;
        case 'resume':
          return resume(desk, open, op.credit !== false);
        case 'extend':
          return extend(desk, open, op.dueOn);
        case 'recompute': {
          const working = recountDue({ working: open.working, calendar: desk.law.calendar, rules: desk.law.counting });
          return working.dueAt === open.dueAt ? refuse('clock.not_moved', { clock: id }) : { op: 'recompute', id, working };
        }
        case 'reassign': {
          const post = desk.org.post(op.holder);
          return post
            ? { op: 'reassign', id, holder: op.holder, unit: post.unit, from: desk.now.businessAt }
            : refuse('clock.no_holder', { clock: id });
        }
      }
    })();
    if (isRefusal(fact)) return fact;
    if (fact) facts.push(fact);
  }
  return facts;
}

/**
 * From when somebody above could know of the silence: the due moment, or the end of the pause behind which it had passed.
 * Both are on record, so that a late job gives the same dates.
 */
function knowableFrom(clock: Clock): Instant {
  const resumedAt = clock.working.pauses?.at(-1)?.to;
  return resumedAt !== undefined && resumedAt > clock.dueAt ? resumedAt : clock.dueAt;
}

/** The next post above where somebody sits on whom a silence may be laid: none of those spared, such as the persons a dossier is about. */
export function postAbove(
  org: Pick<OrganisationView, 'escalationPost' | 'actingHolder'>,
  post: PostId,
  spared: readonly PersonId[],
): PostId | undefined {
  for (let at = org.escalationPost(post); at !== undefined; at = org.escalationPost(at)) {
    const person = org.actingHolder(at)?.person;
    if (person === undefined || !spared.includes(person)) return at;
  }
  return undefined;
}

/** The facts of a lapse: who held the post that day, who is above, and the clock that starts there. */
export function lapseFacts(
  desk: ClockDesk,
  clock: Clock,
  escalate: string | undefined,
  spared: readonly PersonId[] = [],
): readonly ClockFact[] {
  const answering = desk.org.actingHolder(clock.holder);
  const superior = postAbove(desk.org, clock.holder, spared);
  const since = answering ? desk.org.heldSince(answering.post, answering.person) : undefined;
  const startDay = toLegalDate(clock.heldFrom ?? clock.startAt);
  const from = since && since > startDay ? since : startDay;
  const lapse: ClockFact = {
    op: 'lapse',
    id: clock.id,
    ...(answering ? { person: answering.person } : {}),
    ...(superior ? { superior } : {}),
    daysHeld: Math.max(0, countWorkingDays(desk.law.calendar, from, toLegalDate(clock.dueAt))),
  };
  const top = clock.of ?? clock.id;
  const post = superior ? desk.org.post(superior) : undefined;
  if (!escalate || !superior || !post || superior === clock.holder) return [lapse];
  const { limit, source } = desk.law.limit(escalate);
  return [
    lapse,
    {
      op: 'start',
      id: clockId('escalation', `${top}:${clock.level + 1}`),
      name: 'escalation',
      holder: superior,
      unit: post.unit,
      level: clock.level + 1,
      of: top,
      source,
      working: computeDue({ start: knowableFrom(clock), limit, calendar: desk.law.calendar, rules: desk.law.counting }),
    },
  ];
}
