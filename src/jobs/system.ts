/** How jobs read: as the system, which every dossier grants. */
import { key } from '../dossier/keys.ts';
import { isAppError } from '../kernel/errors.ts';
import type { Identity } from '../store/database.ts';
import type { Store } from '../store/store.ts';

/** What a job reports to; a logger of the program satisfies it. Nothing of a dossier's text is ever passed. */
export interface JobLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** The identity of the system for this tenant. */
export function systemIdentity(store: Store): Identity {
  return { tenant: store.tenant, person: null, keys: [key.system] };
}

const PASSING: ReadonlySet<string> = new Set(['store.unavailable', 'store.full', 'dossier.busy']);

/** True for a fault that passes by itself: the database away or full, the dossier busy. Everything else is an answer. */
export function isPassing(error: unknown): boolean {
  return !isAppError(error) || PASSING.has(error.code);
}
