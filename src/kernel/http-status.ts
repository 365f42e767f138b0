import type { AppError, ErrorCategory } from './errors.ts';

const BY_CATEGORY: Readonly<Record<ErrorCategory, number>> = {
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
const BY_CODE: Readonly<Record<string, number>> = {
  'request.too_large': 413,
  'request.too_large_small': 413,
  'request.unsupported': 415,
  'request.malformed': 400,
};

/** The HTTP status of an error, the same for pages and for the programming interface. */
export function statusOf(error: Pick<AppError, 'code' | 'category'>): number {
  return BY_CODE[error.code] ?? BY_CATEGORY[error.category];
}
