/** What kind of ending an error is; the API and the pages map it to a status and a page. */
export type ErrorCategory =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'precondition'
  | 'limited'
  | 'unavailable'
  | 'internal';

/** Values that fill the placeholders of a message; never free text typed by a person. */
export type MessageParams = Readonly<Record<string, string | number>>;

/** One problem of one field: `path` is the dotted name of the field, `code` the key of its message. */
export type FieldProblem = {
  readonly path: string;
  readonly code: string;
  readonly params?: MessageParams;
};

/** Everything an `AppError` can carry besides its code and category. */
export type AppErrorDetails = {
  readonly params?: MessageParams;
  readonly fields?: readonly FieldProblem[];
  readonly cause?: unknown;
};

/**
 * The only error that ends a request on purpose: a code that has a message in both languages, and a category.
 * @example throw new AppError('obstacle.already_decided', 'conflict', { params: { number: 'VM-2026-00418' } });
 */
export class AppError extends Error {
  readonly code: string;
  readonly category: ErrorCategory;
  readonly params: MessageParams;
  // `declare`: an error without field problems must not carry the property at all.
  declare readonly fields?: readonly FieldProblem[];

  constructor(code: string, category: ErrorCategory, details: AppErrorDetails = {}) {
    super(code, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'AppError';
    this.code = code;
    this.category = category;
    this.params = details.params ?? {};
    if (details.fields !== undefined) this.fields = details.fields;
  }
}

/** True exactly for an `AppError`, with the code when one is asked for. */
export function isAppError(error: unknown, code?: string): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code);
}

/** What a log may say of a fault: its name, its code and the places in the program, never a message, which may quote what was typed. */
export function describeFault(error: unknown): {
  readonly name?: string;
  readonly code?: string;
  readonly at?: readonly string[];
} {
  const { name, code, stack } = (error instanceof AppError ? (error.cause ?? error) : (error ?? {})) as {
    name?: unknown;
    code?: unknown;
    stack?: unknown;
  };
  // The first lines of a stack are the message; the places in the code come after them.
  const at = typeof stack === 'string' ? stack.split('\n').filter((line) => /^\s+at /.test(line)) : undefined;
  return {
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof code === 'string' ? { code } : {}),
    ...(at ? { at: at.slice(0, 12).map((line) => line.trim()) } : {}),
  };
}
