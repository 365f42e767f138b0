/** What a change of rules does to clocks that are already open. Pure: it proposes, only an act of the system changes a clock. */
import { isOpen } from '../../dossier/clocks.ts';
import type { Clock } from '../../dossier/words.ts';
import type { WorkingCalendar } from '../../kernel/calendar.ts';
import type { CountingRules } from '../../kernel/limit.ts';
import { recountDue } from '../../kernel/limit-change.ts';
import type { Instant } from '../../kernel/time.ts';

/** A calendar with the rules it is counted by. */
export interface Counting {
  readonly calendar: WorkingCalendar;
  readonly counting: CountingRules;
}

/** An open clock that another calendar makes due at another moment. */
export interface AffectedClock<C extends Clock = Clock> {
  readonly clock: C;
  readonly before: Instant;
  readonly after: Instant;
}

/**
 * Finds the open clocks that are due at another moment by the new calendar than by the old one. Days chosen by a person
 * never move, nor does what has lapsed; a limit set anew governs only clocks that start after it.
 */
export function affectedClocks<C extends Clock>(
  clocks: readonly C[],
  old: Counting,
  changed: Counting,
): readonly AffectedClock<C>[] {
  return clocks.flatMap((clock) => {
    if (!isOpen(clock) || clock.state === 'lapsed') return [];
    const before = dueBy(clock, old);
    const after = dueBy(clock, changed);
    return before === after ? [] : [{ clock, before, after }];
  });
}

function dueBy(clock: Clock, by: Counting): Instant {
  return recountDue({ working: clock.working, calendar: by.calendar, rules: by.counting }).dueAt;
}
