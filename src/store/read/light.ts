import { countWorkingDays, type WorkingCalendar } from '../../kernel/calendar.ts';
import { remainingWorkingDays } from '../../kernel/limit.ts';
import { dayNumber, type Instant, toLegalDate } from '../../kernel/time.ts';

/** The traffic light of a clock or dossier: always shown as shape, word and number. */
export interface LightView {
  readonly code: 'ok' | 'due' | 'late' | 'paused' | 'done-ok' | 'done-late' | 'none';
  /** Working days left; negative when late; 0 means today. */
  readonly days?: number;
  readonly dueAt?: Instant;
}

/** What a light is computed from. */
export interface Lit {
  readonly ended: boolean;
  readonly late: boolean;
  readonly clockState: string | null;
  readonly dueAt: Instant | null;
  readonly startAt?: Instant | null;
}

/** When a clock begins to be shown as due soon; both are parameters of the packs. */
export interface LightThresholds {
  readonly days: number;
  readonly share: number;
}

/** Gives the light of this moment. */
export function lightOf(
  lit: Lit,
  now: Instant,
  calendar: WorkingCalendar,
  thresholds: LightThresholds = { days: 2, share: 0.2 },
): LightView {
  if (lit.ended) return { code: lit.late ? 'done-late' : 'done-ok' };
  if (lit.dueAt === null) return { code: 'none' };
  if (lit.clockState === 'paused') return { code: 'paused', dueAt: lit.dueAt };
  const days = remainingWorkingDays(calendar, now, lit.dueAt);
  if (lit.clockState === 'lapsed' || lit.dueAt < now) return { code: 'late', days: Math.min(days, -1), dueAt: lit.dueAt };
  const soon = days <= thresholds.days || isLastShare(lit, days, calendar, thresholds.share);
  return { code: soon ? 'due' : 'ok', days, dueAt: lit.dueAt };
}

function isLastShare(lit: Lit, left: number, calendar: WorkingCalendar, share: number): boolean {
  if (!lit.startAt || lit.dueAt === null) return false;
  const start = toLegalDate(lit.startAt);
  const due = toLegalDate(lit.dueAt);
  const whole = dayNumber(due) > dayNumber(start) ? countWorkingDays(calendar, start, due) : 0;
  return whole > 0 && left / whole <= share;
}
