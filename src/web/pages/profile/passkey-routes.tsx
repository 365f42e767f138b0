/** Adding, naming and removing one's passkeys. Adding and removing ask once more who it is, and give the session a new id. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import { AppError, isAppError } from '../../../kernel/errors.ts';
import { statusOf } from '../../../kernel/http-status.ts';
import { toMillis } from '../../../kernel/time.ts';
import { newSalt } from '../../../ledger/leaf.ts';
import { listPasskeys, PASSKEY_ALGORITHMS, PASSKEY_NAME, renamePasskey, userHandle } from '../../../store/accounts/passkey.ts';
import { answerSigning, beginSigning, findOwnLogin, findSigning, spendSigning } from '../../../store/accounts/signing.ts';
import { enrolKey, listUnheldKeys, removeKey } from '../../../store/signing-keys.ts';
import { Banner } from '../../components/banner.tsx';
import { Button, LinkButton } from '../../components/button.tsx';
import { HiddenFields } from '../../components/form.tsx';
import { Island } from '../../components/island.tsx';
import { safeHref } from '../../components/safe-link.tsx';
import { TextField } from '../../components/text-field.tsx';
import { FORM_NAMES, firstValue } from '../../form/values.ts';
import { SIGN_NAMES } from '../../http/carry-form.tsx';
import { safePath } from '../../http/safe-path.ts';
import { startSession } from '../../http/sessions.ts';
import { problemText } from '../act/words.ts';
import { readerOf } from '../deps.ts';
import { hasSiteName, readSignature, siteOf } from '../signing/posted.ts';
import { ADD_KEY } from '../signing/sign-box.tsx';
import { queryText, type WorkParts } from '../work-parts.ts';
import { NAME_KEY, REMOVE_KEY } from './passkeys.tsx';

/** First words of what is put before somebody who makes a key, and who proves to be there. */
const MAKE_INTENT = 'khoithong/passkey/1';
const PROVE_INTENT = 'khoithong/prove/1';
const PROVE = '/ca-nhan/xac-nhan';
const PROFILE = '/ca-nhan';
/** What the profile page says afterwards, by the word in its address. */
export const PASSKEY_DONE = ['added', 'removed'] as const;
/** How long somebody counts as having proved to be there. */
const PROVED_MILLIS = 5 * 60_000;

type ShowProblem = (request: FastifyRequest, reply: FastifyReply, error: AppError) => Promise<FastifyReply>;

/** `/ca-nhan/khoa-truy-cap/…` and `/ca-nhan/xac-nhan`. */
export function addPasskeyPages(app: FastifyInstance, parts: WorkParts, showProblem: ShowProblem): void {
  const { store } = parts;
  const config = { writes: true };

  app.get(ADD_KEY, { config }, async (request, reply) =>
    isProved(request) ? showAdd(parts, request, reply) : showProve(parts, request, reply, ADD_KEY),
  );

  app.post(ADD_KEY, { config }, async (request, reply) => {
    if (!isProved(request)) return showProve(parts, request, reply, ADD_KEY);
    const { values } = request.form;
    const { person, asker } = request.asker();
    const { identity } = asker;
    const name = firstValue(values, 'name') ?? '';
    try {
      const challenge = firstValue(values, SIGN_NAMES.challenge) ?? '';
      const session = request.sessionId;
      const { intent, origin } = await findSigning(store, identity, { challenge, ...(session === undefined ? {} : { session }) });
      if (intent.v !== MAKE_INTENT) throw new AppError('act.signature_other', 'precondition');
      await spendSigning(store, identity, challenge);
      await enrolKey(store, person, {
        answer: readAnswer(firstValue(values, SIGN_NAMES.assertion) ?? ''),
        name,
        intent,
        site: { rpId: intent.rpId, origin },
      });
    } catch (error) {
      if (!isAppError(error) || error.category === 'unavailable') throw error;
      return showAdd(parts, request, reply, { name, error });
    }
    await rotate(parts, request, reply);
    return reply.redirect(`${PROFILE}?khoa=added#khoa-truy-cap`, 303);
  });

  app.post(NAME_KEY, { config }, async (request, reply) => {
    const { values } = request.form;
    try {
      await renamePasskey(
        store,
        request.asker().asker.identity,
        firstValue(values, 'id') ?? '',
        firstValue(values, 'name') ?? '',
      );
    } catch (error) {
      if (!isAppError(error, 'passkey.name')) throw error;
      return showProblem(request, reply, error);
    }
    return reply.redirect(`${PROFILE}#khoa-truy-cap`, 303);
  });

  app.get(REMOVE_KEY, { config }, async (request, reply) => {
    const id = queryText(request, 'id') ?? '';
    if (!isProved(request)) return showProve(parts, request, reply, `${REMOVE_KEY}?id=${encodeURIComponent(id)}`);
    return showRemove(parts, request, reply, id);
  });

  app.post(REMOVE_KEY, { config }, async (request, reply) => {
    const id = firstValue(request.form.values, 'id') ?? '';
    if (!isProved(request)) return showProve(parts, request, reply, `${REMOVE_KEY}?id=${encodeURIComponent(id)}`);
    if (!(await removeKey(store, request.asker().person, id))) throw new AppError('dossier.not_found', 'not_found');
    await rotate(parts, request, reply);
    return reply.redirect(`${PROFILE}?khoa=removed#khoa-truy-cap`, 303);
  });

  app.post(PROVE, { config }, async (request, reply) => {
    const den = safePath(firstValue(request.form.values, 'den')) ?? PROFILE;
    try {
      const signature = readSignature(request);
      if (!signature) throw new AppError('act.signature_wrong', 'precondition');
      await answerSigning(store, request.asker().asker.identity, signature, PROVE_INTENT);
    } catch (error) {
      if (!isAppError(error) || error.category === 'unavailable') throw error;
      return showProve(parts, request, reply, den, error);
    }
    await rotate(parts, request, reply);
    return reply.redirect(den, 303);
  });
}

function readAnswer(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Personas have nothing to prove anything by. */
function isProved(request: FastifyRequest): boolean {
  const { step, provedAt } = request.asker().session;
  return step === 'demo' || (provedAt !== undefined && Math.abs(Date.now() - toMillis(provedAt)) <= PROVED_MILLIS);
}

/** A new id for the session of somebody who has just proved to be there. */
async function rotate(parts: WorkParts, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { person, session } = request.asker();
  await startSession(parts.store, parts.config, request, reply, person, session.step, session.step !== 'demo');
}

function show(
  parts: WorkParts,
  request: FastifyRequest,
  reply: FastifyReply,
  title: string,
  children: ComponentChildren,
  error?: AppError,
) {
  const r = readerOf(parts, request);
  return parts.show(request, reply, {
    title,
    crumbs: [{ text: r.t('screens.profile.title'), href: PROFILE }, { text: title }],
    ...(error ? { status: statusOf(error) } : {}),
    children: (
      <>
        <h1>{title}</h1>
        {error ? (
          <Banner tone="late" status>
            {problemText(r, parts.words, error.code, error.params)}
          </Banner>
        ) : null}
        {children}
      </>
    ),
  });
}

function begin(parts: WorkParts, request: FastifyRequest, v: string) {
  const site = siteOf(parts, request);
  const salt = newSalt();
  return beginSigning(parts.store, request.asker().asker.identity, {
    intent: { v, rpId: site.rpId, nonce: salt, at: new Date().toISOString() },
    salt,
    site,
    ...(request.sessionId === undefined ? {} : { session: request.sessionId }),
  });
}

async function showAdd(
  parts: WorkParts,
  request: FastifyRequest,
  reply: FastifyReply,
  again: { readonly name?: string; readonly error?: AppError } = {},
): Promise<FastifyReply> {
  const { t } = request;
  const { asker, person } = request.asker();
  const site = siteOf(parts, request);
  const title = t('signing.keys.addTitle');
  if (!hasSiteName(site)) return show(parts, request, reply, title, <p>{t('signing.keys.address', { host: site.rpId })}</p>);
  const [shown, keys] = await Promise.all([begin(parts, request, MAKE_INTENT), listPasskeys(parts.store, asker.identity)]);
  const here = keys.filter((key) => key.rpId === site.rpId);
  const form = (
    <form class="form card" method="post" action={ADD_KEY}>
      <HiddenFields values={{ [FORM_NAMES.token]: request.formToken(), [SIGN_NAMES.challenge]: shown.id }} />
      <p>{t('signing.keys.addWhat')}</p>
      <TextField
        t={t}
        id="f-name"
        name="name"
        label={t('signing.keys.name')}
        hint={t('signing.keys.nameHint')}
        maxLength={PASSKEY_NAME}
        required
        {...(again.name ? { value: again.name } : {})}
      />
      <Island
        name="kt-sign"
        data={{
          'data-mode': 'make',
          'data-challenge': shown.challenge,
          'data-rp': site.rpId,
          'data-user': userHandle(parts.store, person),
          'data-name': asker.standing.name,
          'data-algorithms': PASSKEY_ALGORITHMS.join(','),
          'data-keys': JSON.stringify(here.map(({ credential, transports }) => ({ id: credential, transports }))),
          'data-cancelled': t('signing.sign.cancelled'),
          'data-unsupported': t('signing.sign.unsupported'),
        }}
      >
        <input type="hidden" name={SIGN_NAMES.assertion} value="" />
        <noscript>
          <p>{t('signing.keys.script')}</p>
        </noscript>
        <div class="actions" data-ready hidden>
          <Button primary keys="F4">
            {t('signing.keys.addYes')}
          </Button>
        </div>
      </Island>
      <p class="sm">
        <a href={PROFILE}>{t('signing.keys.back')}</a>
      </p>
    </form>
  );
  return show(parts, request, reply, title, form, again.error);
}

async function showRemove(parts: WorkParts, request: FastifyRequest, reply: FastifyReply, id: string): Promise<FastifyReply> {
  const { t } = request;
  const { identity } = request.asker().asker;
  const [held, unheld] = await Promise.all([listPasskeys(parts.store, identity), listUnheldKeys(parts.store, identity)]);
  const key = [...held, ...unheld.map(({ id: own, number }) => ({ id: own, name: number ?? '' }))].find((one) => one.id === id);
  if (!key) throw new AppError('dossier.not_found', 'not_found');
  const form = (
    <form class="form card" method="post" action={REMOVE_KEY}>
      <HiddenFields values={{ [FORM_NAMES.token]: request.formToken(), id }} />
      <p>{t('signing.keys.removeWhat')}</p>
      <div class="actions">
        <Button look="grave">{t('signing.keys.removeYes')}</Button>
        <LinkButton href={PROFILE} look="plain">
          {t('signing.keys.back')}
        </LinkButton>
      </div>
    </form>
  );
  return show(parts, request, reply, t('signing.keys.removeTitle', { name: key.name }), form);
}

/** Asks once more who it is: by a passkey, the password, or the issuer. */
async function showProve(
  parts: WorkParts,
  request: FastifyRequest,
  reply: FastifyReply,
  den: string,
  error?: AppError,
): Promise<FastifyReply> {
  const { t } = request;
  const { asker, session } = request.asker();
  const site = siteOf(parts, request);
  const [shown, keys, login] = await Promise.all([
    begin(parts, request, PROVE_INTENT),
    listPasskeys(parts.store, asker.identity),
    findOwnLogin(parts.store, asker.identity),
  ]);
  const here = hasSiteName(site) ? keys.filter((key) => key.isRecorded && key.rpId === site.rpId) : [];
  const issuer = parts.issuerName ?? t('signing.sign.issuer');
  const isIssued = session.step === 'issuer';
  const form = (
    <form class="form card" method="post" action={PROVE}>
      <HiddenFields values={{ [FORM_NAMES.token]: request.formToken(), [SIGN_NAMES.challenge]: shown.id, den }} />
      <p>{t('signing.keys.proveWhat')}</p>
      {here.length === 0 ? null : (
        <Island
          name="kt-sign"
          data={{
            'data-mode': 'sign',
            'data-challenge': shown.challenge,
            'data-rp': site.rpId,
            'data-keys': JSON.stringify(here.map(({ credential, transports }) => ({ id: credential, transports }))),
            'data-cancelled': t('signing.sign.cancelled'),
            'data-unsupported': t('signing.sign.unsupported'),
          }}
        >
          <input type="hidden" name={SIGN_NAMES.assertion} value="" />
          <div class="actions" data-ready hidden>
            <Button primary keys="F4">
              {t('signing.keys.proveKey')}
            </Button>
          </div>
        </Island>
      )}
      {login?.hasPassword ? (
        <>
          <TextField
            t={t}
            id="f-confirm"
            name={SIGN_NAMES.password}
            type="password"
            label={t('signing.sign.password')}
            autocomplete="current-password"
          />
          <div class="actions">
            <Button look={here.length === 0 ? 'filled' : 'plain'}>{t('signing.keys.proveYes')}</Button>
          </div>
        </>
      ) : null}
      {isIssued ? (
        <p>
          <a href={safeHref(`/dang-nhap/co-quan?lai=1&den=${encodeURIComponent(den)}`)}>
            {t('signing.keys.proveAgain', { name: issuer })}
          </a>
        </p>
      ) : null}
      {here.length === 0 && !login?.hasPassword && !isIssued ? <p>{t('signing.keys.proveNone')}</p> : null}
      <p class="sm">
        <a href={PROFILE}>{t('signing.keys.back')}</a>
      </p>
    </form>
  );
  return show(parts, request, reply, t('signing.keys.proveTitle'), form, error);
}
