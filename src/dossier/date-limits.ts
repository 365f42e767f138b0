/** How far a person may set a date: for the own clock, as far as the step itself reaches; for anybody's, a few years. */
import { computeDue } from '../kernel/limit.ts';
import { addMonths, type LegalDate, toLegalDate } from '../kernel/time.ts';
import type { LawView, Moment } from './context.ts';
import { type Refusal, refuse } from './refusal.ts';

const FURTHEST = 'date.furthest';
/** Where the packs of the installation do not say. */
const YEARS_OTHERWISE = 5;

interface Today {
  readonly law: LawView;
  readonly now: Moment;
}

/** The last day that may be set as a date for anybody. */
export function furthestDay({ law, now }: Today): LegalDate {
  const value = law.has(FURTHEST) ? law.value(FURTHEST).value : YEARS_OTHERWISE;
  return addMonths(toLegalDate(now.businessAt), 12 * (typeof value === 'number' ? value : YEARS_OTHERWISE));
}

/** The last day a limit reaches when it is counted from now: nobody sets more than that for the own work. */
export function lastDayOf({ law, now }: Today, limit: string): LegalDate {
  const counted = computeDue({
    start: now.businessAt,
    limit: law.limit(limit).limit,
    calendar: law.calendar,
    rules: law.counting,
  });
  return toLegalDate(counted.dueAt);
}

/** Refuses a date too far off for any clock, at the field it was typed into. */
export function refuseTooFar(today: Today, path: string, date: string): Refusal | undefined {
  const latest = furthestDay(today);
  return date > latest ? atField('clock.date_too_far', path, { date: latest }) : undefined;
}

/** Refuses a date beyond the limit of the own work and says which is the last lawful one; more time is for another to grant. */
export function refuseBeyondOwn(today: Today, limit: string, path: string, date: string): Refusal | undefined {
  const latest = lastDayOf(today, limit);
  return date > latest ? atField('clock.own_date_too_late', path, { date: latest }) : undefined;
}

/** A refusal that belongs to one field. */
export function atField(code: string, path: string, params?: Readonly<Record<string, string | number>>): Refusal {
  return refuse(code, params, [{ path, code, ...(params ? { params } : {}) }]);
}
