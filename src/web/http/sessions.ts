/** Who asks: the session of the browser becomes a person with the standing of the day, and forms get their tokens. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { PersonId } from '../../kernel/ids.ts';
import { csrfOf, endSession, findSession, openSession, type SessionStep } from '../../store/accounts/session.ts';
import type { Store } from '../../store/store.ts';
import { FORM_NAMES, firstValue } from '../form/values.ts';
import type { WebConfig } from './config.ts';
import { cookieName, readCookies, writeCookie } from './cookies.ts';
import { isToken, maskToken, newPreSession, preSessionToken } from './form-token.ts';
import { isBare, toSignedIn } from './request.ts';

/** Resolves the session of every request that is not bare, once, before anything else is looked at. */
export function addSessions(app: FastifyInstance, store: Store, config: WebConfig): void {
  const sid = cookieName('sid', config.secureCookies);
  const pre = cookieName('pre', config.secureCookies);

  app.addHook('onRequest', async (request) => {
    if (isBare(request)) return;
    const cookies = readCookies(request.headers.cookie);
    request.sessionId = cookies.get(sid);
    const known = cookies.get(pre);
    request.preSession = known !== undefined && /^[\w-]{43}$/.test(known) ? known : undefined;
    try {
      const session = request.sessionId === undefined ? undefined : await findSession(store, request.sessionId);
      if (session) request.signedIn = (await toSignedIn(store, session)) ?? null;
    } catch (error) {
      // The form is read all the same: the page that says so carries what was typed.
      request.sessionFault = error;
    }
  });
  app.addHook('preHandler', async (request) => {
    if (request.sessionFault !== undefined) throw request.sessionFault;
  });

  app.addHook('onSend', async (request, reply, payload) => {
    // Written late: only a page that asked for a token needs the cookie behind it.
    if (
      !isBare(request) &&
      request.preSession !== undefined &&
      readCookies(request.headers.cookie).get(pre) !== request.preSession
    ) {
      reply.header('set-cookie', writeCookie(pre, request.preSession, { secure: config.secureCookies }));
    }
    return payload;
  });
}

/** The token for the forms of this page, masked. */
export function formToken(this: FastifyRequest): string {
  if (this.signedIn) return maskToken(this.signedIn.session.csrf);
  // Nobody could look; if the session lives, this is its token, and if it does not, the token opens nothing.
  if (this.sessionFault !== undefined && this.sessionId !== undefined) return maskToken(csrfOf(this.sessionId));
  this.preSession ??= newPreSession();
  return maskToken(preSessionToken(this.preSession));
}

/** Whether the form carries the token of this session, or before signing in that of this browser. */
export function hasFormToken(request: FastifyRequest): boolean {
  const sent = firstValue(request.form.values, FORM_NAMES.token);
  if (request.signedIn) return isToken(sent, request.signedIn.session.csrf);
  return request.preSession !== undefined && isToken(sent, preSessionToken(request.preSession));
}

/** Whether the form carries the token this browser had before signing in. */
export function hasPreSessionToken(request: FastifyRequest): boolean {
  const sent = firstValue(request.form.values, FORM_NAMES.token);
  return request.preSession !== undefined && isToken(sent, preSessionToken(request.preSession));
}

/** Opens a session for a person, ends the one before, and gives the browser its id; `proved` where the person has just proved who it is. */
export async function startSession(
  store: Store,
  config: WebConfig,
  request: FastifyRequest,
  reply: FastifyReply,
  person: PersonId,
  step: SessionStep,
  proved: boolean = step === 'password',
): Promise<void> {
  if (request.sessionId !== undefined) await endSession(store, request.sessionId);
  const limits = { idleSeconds: config.sessionIdle, absoluteSeconds: config.sessionAbsolute };
  const id = await openSession(store, person, step, limits, proved);
  reply.header('set-cookie', writeCookie(cookieName('sid', config.secureCookies), id, { secure: config.secureCookies }));
  const session = await findSession(store, id);
  request.sessionId = id;
  request.signedIn = session ? ((await toSignedIn(store, { ...session, csrf: csrfOf(id) })) ?? null) : null;
}

/** Ends the session of the browser and takes its id away. */
export async function stopSession(store: Store, config: WebConfig, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (request.sessionId !== undefined) await endSession(store, request.sessionId);
  reply.header(
    'set-cookie',
    writeCookie(cookieName('sid', config.secureCookies), '', { secure: config.secureCookies, maxAge: 0 }),
  );
  request.signedIn = null;
}
