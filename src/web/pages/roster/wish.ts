/** What the form asks once for the whole file, read and checked. */
import { parseDateInput } from '../../../kernel/date-input.ts';
import { cleanInput, findForbiddenCharacters } from '../../../kernel/text.ts';
import type { LegalDate } from '../../../kernel/time.ts';
import { type FormValues, firstValue } from '../../form/values.ts';

/** The controls of the form as typed. */
export interface TypedWish {
  readonly decisionNumber: string;
  readonly subject: string;
  readonly date: string;
  readonly effectiveOn: string;
  readonly missing: 'keep' | 'end';
}

/** The same, understood. */
export interface ReadWish {
  readonly decisionNumber: string;
  readonly subject: string;
  readonly date: LegalDate;
  readonly effectiveOn: LegalDate;
  readonly missing: 'keep' | 'end';
}

/** One control that cannot be understood. */
export interface WishProblem {
  readonly field: keyof TypedWish;
  /** Key of its sentence below `error.` or `kinds`. */
  readonly code: 'required' | 'date' | 'characters' | 'long' | 'order';
}

/** Names of the controls. */
export const WISH_FIELDS = {
  decisionNumber: 'so',
  subject: 'trich-yeu',
  date: 'ngay',
  effectiveOn: 'hieu-luc',
  missing: 'vang',
} as const satisfies Record<keyof TypedWish, string>;

/** The controls of a form, as typed. */
export function typedWish(values: FormValues): TypedWish {
  const text = (name: keyof TypedWish): string => cleanInput(firstValue(values, WISH_FIELDS[name]) ?? '', { multiline: false });
  return {
    decisionNumber: text('decisionNumber'),
    subject: text('subject'),
    date: text('date'),
    effectiveOn: text('effectiveOn'),
    missing: text('missing') === 'end' ? 'end' : 'keep',
  };
}

/** Understands what was typed; the effective date is that of issue where none was given. */
export function readWish(typed: TypedWish, today: LegalDate): ReadWish | readonly WishProblem[] {
  const day = (text: string): LegalDate | undefined => {
    const read = parseDateInput(text, { today });
    return read.ok ? read.date : undefined;
  };
  const problems: WishProblem[] = [];
  const { decisionNumber, subject, missing } = typed;
  if (decisionNumber === '') problems.push({ field: 'decisionNumber', code: 'required' });
  if (decisionNumber.length > 80) problems.push({ field: 'decisionNumber', code: 'long' });
  if (subject.length > 200) problems.push({ field: 'subject', code: 'long' });
  for (const field of ['decisionNumber', 'subject'] as const)
    if (findForbiddenCharacters(typed[field]).length > 0) problems.push({ field, code: 'characters' });
  const date = typed.date === '' ? today : day(typed.date);
  const effectiveOn = typed.effectiveOn === '' ? date : day(typed.effectiveOn);
  if (date === undefined) problems.push({ field: 'date', code: 'date' });
  if (effectiveOn === undefined && date !== undefined) problems.push({ field: 'effectiveOn', code: 'date' });
  if (date !== undefined && effectiveOn !== undefined && effectiveOn < date)
    problems.push({ field: 'effectiveOn', code: 'order' });
  if (problems.length > 0 || date === undefined || effectiveOn === undefined) return problems;
  return { decisionNumber, subject, date, effectiveOn, missing };
}
