import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isAppError } from '../../../kernel/errors.ts';
import { statusOf } from '../../../kernel/http-status.ts';
import { asInstant, toMillis } from '../../../kernel/time.ts';
import { listPasskeys } from '../../../store/accounts/passkey.ts';
import { issueToken, listTokens, revokeToken, type TokenScope } from '../../../store/accounts/token.ts';
import { type MailWish, readOwnMail, saveOwnMail } from '../../../store/mail/own.ts';
import { listUnheldKeys } from '../../../store/signing-keys.ts';
import { firstValue } from '../../form/values.ts';
import { problemText } from '../act/words.ts';
import { readerOf } from '../deps.ts';
import { siteOf } from '../signing/posted.ts';
import { queryText, type WorkParts } from '../work-parts.ts';
import { hasKeys, keysCookie } from './keys.ts';
import { MAIL_SAVE } from './mail.tsx';
import { ProfileMain, type ProfileProps, TOKEN_DAYS } from './page.tsx';
import { addPasskeyPages, PASSKEY_DONE } from './passkey-routes.tsx';
import { passkeyLines } from './passkeys.tsx';
import { buildProfile } from './view.ts';

/** What the page says of letters afterwards, by the word in its address. */
const MAIL_SAVED: Readonly<Record<string, string>> = { luu: 'screens.profile.mail.saved', tat: 'screens.profile.mail.savedOff' };
const SCOPES: readonly TokenScope[] = ['read', 'act'];

/** `/ca-nhan`: posts, delegations, tokens, language, shortcuts, sign-out. */
export function addProfilePages(app: FastifyInstance, parts: WorkParts): void {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    more: Partial<Pick<ProfileProps, 'secret' | 'error' | 'label' | 'done'>> & { status?: number; wish?: MailWish } = {},
  ) => {
    const r = readerOf(parts, request);
    const { status, wish, ...said } = more;
    const { identity } = r.asker;
    const [tokens, keys, unheld, mail] = await Promise.all([
      listTokens(parts.store, identity),
      listPasskeys(parts.store, identity),
      listUnheldKeys(parts.store, identity),
      readOwnMail(parts.store, identity),
    ]);
    const now = asInstant(Date.now());
    // A secret on the page must not stay in any cache.
    reply.header('cache-control', 'no-store');
    return parts.show(request, reply, {
      title: r.t('screens.profile.title'),
      ...(status ? { status } : {}),
      children: (
        <ProfileMain
          t={r.t}
          lang={r.lang}
          page={buildProfile(r, tokens, now)}
          csrf={request.formToken()}
          keys={hasKeys(request)}
          passkeys={passkeyLines(r, keys, unheld, siteOf(parts, request))}
          mail={{
            sends: parts.config.sendsMail === true,
            ...(mail ? { own: mail } : {}),
            ...(wish ? { wish, error: said.error } : {}),
          }}
          {...said}
        />
      ),
    });
  };

  app.get('/ca-nhan', async (request, reply) => {
    const done = PASSKEY_DONE.find((one) => one === queryText(request, 'khoa'));
    if (done) return show(request, reply, { done: request.t(`signing.keys.${done}`) });
    const saved = MAIL_SAVED[queryText(request, 'thu') ?? ''];
    return show(request, reply, saved ? { done: request.t(saved) } : {});
  });
  addPasskeyPages(app, parts, (request, reply, error) =>
    show(request, reply, {
      status: statusOf(error),
      error: problemText(readerOf(parts, request), parts.words, error.code, error.params),
    }),
  );

  app.post('/ca-nhan/phim-tat', async (request, reply) => {
    const on = firstValue(request.form.values, 'keys') !== 'off';
    reply.header('set-cookie', keysCookie(on, parts.config.secureCookies));
    return reply.redirect('/ca-nhan', 303);
  });

  app.post(MAIL_SAVE, async (request, reply) => {
    const r = readerOf(parts, request);
    const { values } = request.form;
    const has = (name: string) => firstValue(values, name) === 'yes';
    const wish = { address: firstValue(values, 'address') ?? '', isOn: has('on'), masked: has('masked'), lang: r.lang };
    try {
      await saveOwnMail(parts.store, r.asker.identity, wish);
    } catch (error) {
      if (!isAppError(error, 'mail.bad_address')) throw error;
      return show(request, reply, { status: 422, error: problemText(r, parts.words, error.code, error.params), wish });
    }
    const isOn = wish.isOn && wish.address.trim() !== '' && parts.config.sendsMail === true;
    return reply.redirect(`/ca-nhan?thu=${isOn ? 'luu' : 'tat'}`, 303);
  });

  app.post('/ca-nhan/ma-truy-cap', async (request, reply) => {
    const r = readerOf(parts, request);
    const { values } = request.form;
    const label = firstValue(values, 'label') ?? '';
    const asked = values.get('scopes') ?? [];
    const days = TOKEN_DAYS.find((n) => n === firstValue(values, 'days')) ?? '30';
    const now = asInstant(Date.now());
    try {
      const issued = await issueToken(parts.store, r.asker.identity, {
        label,
        scopes: SCOPES.filter((scope) => asked.includes(scope)),
        expiresAt: asInstant(toMillis(now) + Number(days) * 86_400_000),
        now,
      });
      return await show(request, reply, { secret: issued.secret });
    } catch (error) {
      if (!isAppError(error, 'token.bad_request')) throw error;
      return show(request, reply, { status: 422, error: problemText(r, parts.words, error.code, error.params), label });
    }
  });

  app.post('/ca-nhan/ma-truy-cap/thu-hoi', async (request, reply) => {
    const r = readerOf(parts, request);
    await revokeToken(parts.store, r.asker.identity, firstValue(request.form.values, 'id') ?? '');
    return reply.redirect('/ca-nhan#ma-truy-cap', 303);
  });
}
