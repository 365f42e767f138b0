/** Who may receive what: pure rules, each with its clause. */
import type { UnitId } from '../../kernel/ids.ts';
import type { Award, Form, Subject } from './state.ts';

/** What the law of the day and the record allow, read once for all awards. */
export interface Allowed {
  /** The forms in use here. */
  readonly forms: readonly string[];
  /** Months a salary step may come early; 0 where no verified text says so. @basis d73-2023#art10 */
  readonly months: number;
  /** Whether it opened from a pilot assessed as completed. @basis d73-2023#art10 */
  readonly completed: boolean;
  /** The unit that handles it. */
  readonly agency: UnitId;
  /** The units above one, nearest first. */
  readonly above: (unit: UnitId) => readonly UnitId[];
  /** Whether who receives it shares the authorship of what was completed. @basis d73-2023#art10 */
  readonly isAuthor: (subject: Subject) => boolean;
  /** Whether the decree names the post in which that author proposed. @basis d73-2023#art2 */
  readonly named: (subject: Subject) => boolean;
}

/** Why an award may not be given; the field that would have to change with it. */
export interface Fault {
  readonly code:
    | 'form_not_used'
    | 'own_collective'
    | 'not_within'
    | 'salary_persons'
    | 'salary_completed'
    | 'salary_authors'
    | 'salary_named'
    | 'salary_limit';
  readonly field: 'form' | 'post' | 'unit' | 'months';
}

/**
 * The first thing that stands against an award; undefined where nothing does. Nobody commends the unit one leads or one beyond one's line; an early
 * salary step is for authors whom the decree names, for a completed proposal alone, and never longer than the decree says.
 * @basis d73-2023#art10, l80-2025#art33
 */
export function faultOf(award: Pick<Award, 'form' | 'months'> & Subject, allowed: Allowed): Fault | undefined {
  const place = award.whom === 'person' ? 'post' : 'unit';
  if (!allowed.forms.includes(award.form)) return { code: 'form_not_used', field: 'form' };
  if (award.whom === 'collective' && award.unit === allowed.agency) return { code: 'own_collective', field: 'unit' };
  if (award.unit !== allowed.agency && !allowed.above(award.unit).includes(allowed.agency))
    return { code: 'not_within', field: place };
  if (award.months === null) return undefined;
  if (award.whom === 'collective') return { code: 'salary_persons', field: 'months' };
  if (!allowed.completed) return { code: 'salary_completed', field: 'months' };
  if (!allowed.isAuthor(award)) return { code: 'salary_authors', field: 'months' };
  if (!allowed.named(award)) return { code: 'salary_named', field: 'months' };
  return award.months > allowed.months ? { code: 'salary_limit', field: 'months' } : undefined;
}

/** Whether two awards go to the same person or unit. */
export function isSameRecipient(a: Subject, b: Subject): boolean {
  if (a.whom !== b.whom) return false;
  return a.whom === 'person' ? a.person === b.person && a.post === b.post : a.unit === b.unit;
}

const said = (award: Award): string =>
  [award.whom, award.post ?? '', award.unit, award.form satisfies Form, award.months ?? ''].join('|');

/** Whether what is decided differs from what was put forward, in whom, what or how long; their order says nothing. */
export function departsFrom(asked: readonly Award[], awards: readonly Award[]): boolean {
  return asked.map(said).toSorted().join('\n') !== awards.map(said).toSorted().join('\n');
}
