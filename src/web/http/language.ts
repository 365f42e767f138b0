/** The language of a request: `?lang=`, else the cookie, else Vietnamese. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Lang } from '../../kernel/messages.ts';
import { firstValue } from '../form/values.ts';
import { readCookies, writeCookie } from './cookies.ts';
import { safePath } from './safe-path.ts';

const YEAR = 365 * 86_400;

function toLang(text: unknown): Lang | undefined {
  return text === 'vi' || text === 'en' ? text : undefined;
}

/** The language asked for by the address itself. */
function askedLang(request: FastifyRequest): Lang | undefined {
  return toLang((request.query as Record<string, unknown> | undefined)?.['lang']);
}

/** The language of a request. */
export function langOf(request: FastifyRequest): Lang {
  return askedLang(request) ?? toLang(readCookies(request.headers.cookie).get('lang')) ?? 'vi';
}

/** The same address in the other language. */
export function switchHref(request: FastifyRequest): string {
  // Browsers ask for `//` and the like too: what is no path of this site has no other language either.
  const url = new URL((request.method === 'GET' ? safePath(request.url) : undefined) ?? '/', 'http://x');
  url.searchParams.set('lang', request.lang === 'vi' ? 'en' : 'vi');
  return url.pathname + url.search;
}

/** An address with `?lang=` is remembered; `/ngon-ngu` does the same from a form. */
export function addLanguage(app: FastifyInstance, secure: boolean): void {
  app.addHook('onRequest', (request, reply, done) => {
    const asked = askedLang(request);
    if (asked) reply.header('set-cookie', writeCookie('lang', asked, { secure, maxAge: YEAR }));
    done();
  });
  app.post('/ngon-ngu', { config: { public: true } }, async (request, reply) => {
    const lang = toLang(firstValue(request.form.values, 'lang')) ?? 'vi';
    reply.header('set-cookie', writeCookie('lang', lang, { secure, maxAge: YEAR }));
    return reply.redirect(safePath(firstValue(request.form.values, 'den')) ?? '/', 303);
  });
}
