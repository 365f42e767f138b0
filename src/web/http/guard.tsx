/** What stands between a request and its page: signing in, and the token of forms. Nothing typed is lost at either. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../kernel/errors.ts';
import { ProblemPage } from '../components/problem-page.tsx';
import { FORM_NAMES } from '../form/values.ts';
import { CarryForm, toCarried } from './carry-form.tsx';
import { configOf, isBare, wantsJson } from './request.ts';
import { hasFormToken, hasPreSessionToken, startSession } from './sessions.ts';
import { readEntry, type SignInParts, showSignIn } from './sign-in-page.tsx';

/** Every page but the public ones asks to sign in; every form must carry a token of ours. */
export function addGuard(app: FastifyInstance, parts: SignInParts): void {
  app.addHook('preHandler', async (request, reply) => {
    if (isBare(request) || request.is404) return undefined;
    const config = configOf(request);
    const isPost = request.method !== 'GET' && request.method !== 'HEAD';
    if (isPost && request.form.values.has(FORM_NAMES.resume)) return resume(parts, request, reply);
    if (config.public !== true && !request.signedIn)
      return isPost ? interrupt(parts, request, reply) : sendToSignIn(request, reply);
    if (!isPost || hasFormToken(request)) return undefined;
    return showStale(parts, request, reply);
  });
}

function sendToSignIn(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (wantsJson(request)) throw new AppError('session.required', 'unauthenticated');
  return reply.redirect(`/dang-nhap?den=${encodeURIComponent(request.url)}`, 303);
}

/** A form came after its session had ended: sign in on the spot, the form rides along. */
function interrupt(parts: SignInParts, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (wantsJson(request)) throw new AppError('session.required', 'unauthenticated');
  return showSignIn(parts, request, reply, { status: 401, resume: true });
}

async function resume(parts: SignInParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
  if (!request.signedIn) {
    if (!hasPreSessionToken(request)) return showSignIn(parts, request, reply, { status: 401, resume: true });
    const entry = await readEntry(parts, request);
    if (!entry.ok)
      return showSignIn(parts, request, reply, {
        status: entry.status,
        resume: true,
        ...(entry.error ? { error: entry.error } : {}),
      });
    await startSession(parts.store, parts.config, request, reply, entry.person, entry.step);
    if (!request.signedIn) return showSignIn(parts, request, reply, { status: 401, resume: true });
  }
  if (configOf(request).resumes === true) {
    request.resumed = true;
    return undefined;
  }
  const pairs = toCarried(request.form.values) ?? [];
  const { t } = request;
  return parts.show(request, reply, {
    title: t('http.resumed.title'),
    children: (
      <>
        <ProblemPage
          t={t}
          title={t('http.resumed.title')}
          what={t('http.resumed.what', { name: request.asker().asker.standing.name })}
          kept={t('http.resumed.kept', { n: pairs.filter(([name]) => !name.startsWith('__')).length })}
        />
        <CarryForm request={request} pairs={pairs} button={t('http.resumed.send')} />
      </>
    ),
  });
}

/** The page was opened in an earlier session, or something forged it: show what would be sent and ask once more. */
function showStale(parts: SignInParts, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (wantsJson(request)) throw new AppError('request.no_form', 'forbidden');
  const pairs = toCarried(request.form.values);
  const { t } = request;
  // Signing in cannot be asked for once more with what was typed: a password is never carried.
  if (pairs === undefined || request.form.values.has('password')) throw new AppError('request.no_form', 'forbidden');
  return parts.show(request, reply, {
    status: 403,
    title: t('http.stale.title'),
    children: (
      <>
        <ProblemPage t={t} title={t('http.stale.title')} what={t('http.stale.what')} kept={t('error.kept')} code={request.ref} />
        <CarryForm request={request} pairs={pairs} button={t('http.stale.send')} />
      </>
    ),
  });
}
