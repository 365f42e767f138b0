/** Signing in at the issuer and out again. Links, never forms: a browser follows no form that is led to another site. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { parseReceipt } from '../../kernel/ids.ts';
import { findByStaffCode } from '../../store/accounts/staff-code.ts';
import { askAs } from '../../store/store.ts';
import { LinkButton } from '../components/button.tsx';
import { ProblemPage } from '../components/problem-page.tsx';
import { cookieName, readCookies, writeCookie } from '../http/cookies.ts';
import { safePath } from '../http/safe-path.ts';
import { startSession } from '../http/sessions.ts';
import { destination, destinationOf, ISSUER_START, type SignInParts, showSignIn } from '../http/sign-in-page.tsx';
import { HANDSHAKE_SECONDS, newHandshake, readHandshake } from './handshake.ts';
import type { Issuer } from './issuer.ts';

/** Where the issuer sends browsers back to; what an installation registers there. */
export const ISSUER_RETURN = '/dang-nhap/tra-loi';
/** Where one comes to after leaving a session the issuer had opened. */
export const SIGNED_OUT = '/dang-xuat/xong';

/** What signing in at the issuer works with. */
export interface IssuerParts extends SignInParts {
  readonly issuer: Issuer;
}

/** Where every sign-in at the issuer ends that did not succeed: an address that can be reloaded and read in the other language. */
const FAILED = '/dang-nhap/chua-vao';
const STATUS = { away: 503, declined: 403, invalid: 400, refused: 403 } as const;
type Failure = keyof typeof STATUS;

/** `/dang-nhap/co-quan`, `/dang-nhap/tra-loi`, `/dang-nhap/chua-vao`, `/dang-xuat/xong`. */
export function addIssuer(app: FastifyInstance, parts: IssuerParts): void {
  const { store, config, issuer } = parts;
  const secure = config.secureCookies;
  const cookie = cookieName('vao', secure);
  const originOf = (request: FastifyRequest) => config.publicUrl ?? `http://${request.host}`;

  app.get(ISSUER_START, { config: { public: true } }, async (request, reply) => {
    // `khac`: as somebody else than is signed in there; `lai`: once more, to confirm who it is.
    const { den: wanted, khac, lai } = request.query as Record<string, unknown>;
    if (request.signedIn && lai === undefined) return reply.redirect(destination(request), 303);
    const den = safePath(wanted);
    const begun = newHandshake(den, khac !== undefined || lai !== undefined);
    const address = await issuer.startAddress(begun.handshake, originOf(request) + ISSUER_RETURN);
    if (address === undefined) return fail(request, reply, 'away', den);
    return reply
      .header('set-cookie', writeCookie(cookie, begun.cookie, { secure, maxAge: HANDSHAKE_SECONDS }))
      .redirect(address, 303);
  });

  app.get(ISSUER_RETURN, { config: { public: true } }, async (request, reply) => {
    const handshake = readHandshake(readCookies(request.headers.cookie).get(cookie));
    // Whoever reloads the page after it did its work is where they wanted to be.
    if (!handshake && request.signedIn) return reply.redirect('/viec', 303);
    reply.header('set-cookie', writeCookie(cookie, '', { secure, maxAge: 0 }));
    if (!handshake) return fail(request, reply, 'invalid', undefined);
    const at = new URL(ISSUER_RETURN, originOf(request));
    at.search = request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : '';
    const answer = await issuer.readAnswer(handshake, at);
    if (!answer.ok) {
      const told = { ref: request.ref, why: answer.why, detail: answer.detail };
      request.log[answer.why === 'away' ? 'warn' : 'info'](told, 'sign-in at the issuer failed');
      return fail(request, reply, answer.why, handshake.den);
    }
    const person = answer.staffCode === undefined ? undefined : findByStaffCode((await askAs(store, null)).org, answer.staffCode);
    if (person !== undefined) await startSession(store, config, request, reply, person, 'issuer', handshake.afresh);
    // A closed account opens no session: the page is that of a code nobody has.
    if (person === undefined || request.signedIn?.person !== person) {
      const why = answer.staffCode === undefined ? 'no claim' : person === undefined ? 'nobody in service' : 'account closed';
      request.log.info({ ref: request.ref, why }, 'sign-in by the issuer refused');
      return fail(request, reply, 'refused', handshake.den);
    }
    return reply.redirect(destinationOf(handshake.den), 303);
  });

  app.get(FAILED, { config: { public: true } }, async (request, reply) => {
    const { vi, den: wanted, ma } = request.query as Record<string, unknown>;
    const den = safePath(wanted);
    if (request.signedIn) return reply.redirect(destinationOf(den), 303);
    const why = typeof vi === 'string' && Object.hasOwn(STATUS, vi) ? (vi as Failure) : 'invalid';
    if (why === 'refused') return showRefusal(parts, request, reply, typeof ma === 'string' ? parseReceipt(ma) : undefined);
    if (why === 'away') reply.header('retry-after', '30');
    const notice = request.t(`http.issuer.${why}`);
    return showSignIn(parts, request, reply, { status: STATUS[why], notice, ...(den === undefined ? {} : { den }) });
  });

  app.get(SIGNED_OUT, { config: { public: true } }, async (request, reply) => {
    if (request.signedIn) return reply.redirect('/viec', 303);
    const address = await issuer.endAddress(`${originOf(request)}/`);
    const { t } = request;
    return parts.show(request, reply, {
      title: t('http.issuer.out.title'),
      children: (
        <ProblemPage
          t={t}
          title={t('http.issuer.out.title')}
          what={t('http.issuer.out.what')}
          actions={
            <>
              {address === undefined ? null : <LinkButton href={address}>{t('http.issuer.out.end')}</LinkButton>}
              <LinkButton href="/" look="plain">
                {t('http.backHome')}
              </LinkButton>
            </>
          }
        />
      ),
    });
  });
}

function fail(request: FastifyRequest, reply: FastifyReply, why: Failure, den: string | undefined): FastifyReply {
  const told = new URLSearchParams({
    vi: why,
    ...(den === undefined ? {} : { den }),
    ...(why === 'refused' ? { ma: request.ref } : {}),
  });
  return reply.redirect(`${FAILED}?${told}`, 303);
}

/** One page for every reason: a code nobody has, a person who left, an account that was closed. The log tells them apart. */
function showRefusal(parts: SignInParts, request: FastifyRequest, reply: FastifyReply, code: string | undefined): FastifyReply {
  const { t } = request;
  return parts.show(request, reply, {
    status: STATUS.refused,
    title: t('http.issuer.refused.title'),
    children: (
      <ProblemPage
        t={t}
        title={t('http.issuer.refused.title')}
        what={t('http.issuer.refused.what')}
        kept={t('http.issuer.refused.todo')}
        {...(code === undefined ? {} : { code })}
        actions={
          <>
            <LinkButton href={`${ISSUER_START}?khac=1`}>{t('http.issuer.other')}</LinkButton>
            <LinkButton href="/dang-nhap" look="plain">
              {t('http.issuer.local')}
            </LinkButton>
          </>
        }
      />
    ),
  });
}
