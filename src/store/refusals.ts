/** Refusals of the engine as errors of the write door. */
import type { Decision } from '../dossier/decide.ts';
import { isRefusal, type Refusal } from '../dossier/refusal.ts';
import { AppError, type ErrorCategory } from '../kernel/errors.ts';

const CATEGORY: Readonly<Record<string, ErrorCategory>> = {
  'act.invalid': 'invalid',
  'act.unknown': 'not_found',
  'act.stage': 'conflict',
  'act.capacity': 'forbidden',
  'dossier.not_found': 'not_found',
  'dossier.too_many_acts': 'limited',
  'dossier.state_too_large': 'limited',
};

/** What was decided. @throws {AppError} where it was refused */
export function orThrow(outcome: Decision | Refusal): Decision {
  if (!isRefusal(outcome)) return outcome;
  throw toRefusalError(outcome);
}

/** A refusal under its own code. */
export function toRefusalError(refusal: Refusal): AppError {
  return new AppError(refusal.code, CATEGORY[refusal.code] ?? 'precondition', {
    ...(refusal.params ? { params: refusal.params } : {}),
    ...(refusal.fields ? { fields: refusal.fields } : {}),
  });
}
