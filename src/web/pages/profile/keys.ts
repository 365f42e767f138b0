/** Whether the reader switched the keyboard shortcuts off: a choice of the browser, like the language. */
import type { FastifyRequest } from 'fastify';
import { readCookies, writeCookie } from '../../http/cookies.ts';

const NAME = 'keys';
const YEAR = 365 * 86_400;

/** False when the reader switched the shortcuts off. @basis WCAG 2.1.4 */
export function hasKeys(request: FastifyRequest): boolean {
  return readCookies(request.headers.cookie).get(NAME) !== 'off';
}

/** The header that remembers the choice. */
export function keysCookie(on: boolean, secure: boolean): string {
  return writeCookie(NAME, on ? 'on' : 'off', { secure, maxAge: YEAR });
}
