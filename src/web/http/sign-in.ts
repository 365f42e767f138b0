import type { FastifyInstance } from 'fastify';
import { AppError } from '../../kernel/errors.ts';
import { firstValue } from '../form/values.ts';
import { SIGNED_OUT } from '../issuer/routes.tsx';
import { safePath } from './safe-path.ts';
import { startSession, stopSession } from './sessions.ts';
import { destination, readEntry, type SignInParts, showSignIn } from './sign-in-page.tsx';

/** `/dang-nhap`, `/dang-xuat`, `/phien`, and in demo mode the door of the personas. */
export function addSignIn(app: FastifyInstance, parts: SignInParts): void {
  const { store, config } = parts;

  app.get('/dang-nhap', { config: { public: true } }, async (request, reply) => {
    if (request.signedIn) return reply.redirect(destination(request), 303);
    const den = safePath((request.query as Record<string, unknown>)['den']);
    return showSignIn(parts, request, reply, den === undefined ? {} : { den });
  });

  app.post('/dang-nhap', { config: { public: true } }, async (request, reply) => {
    const entry = await readEntry(parts, request);
    const den = safePath(firstValue(request.form.values, 'den'));
    const again = { ...(den === undefined ? {} : { den }) };
    if (!entry.ok)
      return showSignIn(parts, request, reply, {
        ...again,
        status: entry.status,
        ...(entry.error ? { error: entry.error } : {}),
      });
    await startSession(store, config, request, reply, entry.person, entry.step);
    // An account whose person has left the service opens nothing; the answer is that of a wrong password.
    if (!request.signedIn)
      return showSignIn(parts, request, reply, { ...again, status: 422, error: request.t('http.signIn.wrong') });
    return reply.redirect(destination(request), 303);
  });

  app.post('/dang-xuat', { config: { public: true } }, async (request, reply) => {
    const wasIssued = parts.issuer !== undefined && request.signedIn?.session.step === 'issuer';
    await stopSession(store, config, request, reply);
    return reply.header('clear-site-data', '"cache"').redirect(wasIssued ? SIGNED_OUT : '/', 303);
  });

  // Looking at the session is what keeps it alive.
  app.get('/phien', async (request) => ({ endsAt: request.asker().session.endsAt }));

  if (!config.demo) return;
  app.post('/trai-nghiem/vao-vai', { config: { public: true } }, async (request, reply) => {
    const chosen = firstValue(request.form.values, 'persona');
    const persona = parts.personas.find((p) => p.id === chosen);
    if (!persona) throw new AppError('persona.unknown', 'not_found');
    await startSession(store, config, request, reply, persona.person, 'demo');
    return reply.redirect(destination(request), 303);
  });
}
