import type { FieldProblem } from '../kernel/errors.ts';

/** Why an act is not possible: a code with words in the catalogues (why not, who can, by which clause). */
export interface Refusal {
  readonly refused: true;
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly fields?: readonly FieldProblem[];
}

/** Builds a refusal; kinds return it from guard and resolve. */
export function refuse(
  code: string,
  params?: Readonly<Record<string, string | number>>,
  fields?: readonly FieldProblem[],
): Refusal {
  return { refused: true, code, ...(params ? { params } : {}), ...(fields ? { fields } : {}) };
}

/** Tells a refusal from any other value. */
export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && (value as { refused?: unknown }).refused === true;
}
