import type { Speech } from '../dossier/speech.ts';
import { AppError, type ErrorCategory, type FieldProblem } from '../kernel/errors.ts';

/** The HTTP status of each category of error. */
export const STATUS: Readonly<Record<ErrorCategory, number>> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  precondition: 409,
  limited: 429,
  unavailable: 503,
  internal: 500,
};

/** RFC 9457: what went wrong, with the code and the words the web uses. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly reference?: string;
  readonly fields?: readonly (FieldProblem & { readonly message: string })[];
}

/** Gives the problem of an error; whatever is not an AppError becomes `internal` and says nothing of its cause. */
export function toProblem(error: unknown, speech: Speech, kind?: string, reference?: string): Problem {
  const known = error instanceof AppError ? error : new AppError('internal', 'internal');
  const status = STATUS[known.category];
  const detail = known.category === 'internal' ? speech.problem('internal') : speech.problem(known.code, known.params, kind);
  return {
    type: `urn:khoithong:problem:${known.code}`,
    title: detail,
    status,
    code: known.code,
    detail,
    ...(reference ? { reference } : {}),
    ...(known.fields ? { fields: known.fields.map((f) => ({ ...f, message: speech.field(f) })) } : {}),
  };
}
