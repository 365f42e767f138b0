/** What this site adds to every request. */
import type { FastifyContextConfig, FastifyRequest } from 'fastify';
import { AppError } from '../../kernel/errors.ts';
import type { PersonId } from '../../kernel/ids.ts';
import type { Lang, Translate } from '../../kernel/messages.ts';
import { askerFor } from '../../store/accounts/asker.ts';
import type { Session } from '../../store/accounts/session.ts';
import type { Asker, Store } from '../../store/store.ts';
import type { PostedForm } from '../form/values.ts';
import type { Words } from './words.ts';

/** Somebody signed in, with the standing of the day. Resolved once per request, in one query. */
export interface SignedIn {
  readonly person: PersonId;
  readonly asker: Asker;
  readonly session: Session;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** True: open to everybody. Every other page asks to sign in. */
    public?: boolean;
    /** True: neither session nor forms are looked at. */
    bare?: boolean;
    /** True: after a session ended in the middle of this form, its own handler shows it again (`request.resumed`). */
    resumes?: boolean;
    /** True: a form that asks for something to be written; a read-only copy says so before anybody types. */
    writes?: boolean;
    /** True: a stranger may bring a file too, a small one. */
    smallFile?: boolean;
  }
  interface FastifyRequest {
    /** The short code of this request, shown with errors and written to the log. */
    ref: string;
    lang: Lang;
    words: Words;
    t: Translate;
    signedIn: SignedIn | null;
    /** Why the session could not be looked up; the request ends with it once its form has been read. */
    sessionFault: unknown;
    /** The id of the session in the browser, whether it lives or not. */
    sessionId: string | undefined;
    /** What was posted; empty for anything but a form. */
    form: PostedForm;
    /** True when the form was carried over a sign-in and must be shown again, not carried out. */
    resumed: boolean;
    /** @throws {session.required} nobody is signed in */
    asker(): SignedIn;
    /** The token every form on the page must carry as `csrf`. */
    formToken(): string;
    preSession: string | undefined;
  }
}

/** Makes the standing of a session's person, as of the epochs read with it. Undefined for who has left the service. */
export async function toSignedIn(store: Store, session: Session): Promise<SignedIn | undefined> {
  const asker = await askerFor(store, session);
  return asker && { person: session.person, asker, session };
}

/** Who asks. @throws {session.required} nobody is signed in */
export function requireAsker(this: FastifyRequest): SignedIn {
  if (!this.signedIn) throw new AppError('session.required', 'unauthenticated');
  return this.signedIn;
}

/** True for requests to the programming interfaces, which have their own doors, errors and tokens. */
export function isApi(request: FastifyRequest): boolean {
  return /^\/(?:api|scim|ledger)(?:\/|$)/.test(request.url);
}

/** True for requests that look at neither session nor form. */
export function isBare(request: FastifyRequest): boolean {
  return isApi(request) || configOf(request).bare === true;
}

/** What the route said of itself; nothing for an address nobody serves. */
export function configOf(request: FastifyRequest): FastifyContextConfig {
  return request.is404 ? { public: true } : (request.routeOptions.config ?? {});
}

/** True when the answer is read by a script of ours rather than shown as a page. */
export function wantsJson(request: FastifyRequest): boolean {
  return request.headers.accept?.startsWith('application/json') === true;
}
