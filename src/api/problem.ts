import type { Speech } from '../dossier/speech.ts';
import { AppError, type FieldProblem } from '../kernel/errors.ts';
import { statusOf } from '../kernel/http-status.ts';

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
  const status = statusOf(known);
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
