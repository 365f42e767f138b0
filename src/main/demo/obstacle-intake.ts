/** The way of an obstacle into the book and to the unit that must solve it; alike for all of them. */
import type { Json } from '../../kernel/json.ts';
import { type Deed, deed } from './step.ts';

/** The clerk of the register and the office's head, who names the unit that leads. */
export const REGISTRAR = '22-vpubnd.clerk';
const ROUTER = '22-vpubnd.head';

/** What an obstacle says of itself when it is reported. */
export interface Report {
  readonly what: string;
  readonly locality: string;
  readonly legalGap: 'none' | 'unfit' | 'case' | 'unsure';
  readonly visibility: 'narrow' | 'wide';
  readonly [more: string]: Json;
}

/** Somebody reports it; nothing of it is about a person's wrongdoing or an own case. */
export function reported(day: number, at: string, who: string, report: Report): Deed {
  return deed(day, at, who, 'report', { ...report, aboutPerson: 'no' });
}

/** The clerk enters it in the book. */
export function registered(day: number, at: string): Deed {
  return deed(day, at, REGISTRAR, 'register');
}

/** The clerk names field, level and the provision in the way. */
export function classified(
  day: number,
  at: string,
  as: { readonly field: string; readonly authority: string; readonly legalGap: string; readonly provision?: string },
): Deed {
  return deed(day, at, REGISTRAR, 'classify', as);
}

/** The head of the office gives it to the unit that the law of authority names. */
export function routed(day: number, at: string): Deed {
  return deed(day, at, ROUTER, 'route');
}
