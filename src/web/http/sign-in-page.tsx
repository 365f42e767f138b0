/** The page on which one signs in, alone or carrying a form that was interrupted. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isAppError } from '../../kernel/errors.ts';
import type { PersonId } from '../../kernel/ids.ts';
import type { Bilingual } from '../../kernel/messages.ts';
import type { SessionStep } from '../../store/accounts/session.ts';
import { signIn } from '../../store/accounts/sign-in.ts';
import type { Store } from '../../store/store.ts';
import { Banner } from '../components/banner.tsx';
import { Button } from '../components/button.tsx';
import { ErrorSummary } from '../components/error-summary.tsx';
import { type ProvincialDoor, SignInPanel } from '../components/persona-cards.tsx';
import { safeHref } from '../components/safe-link.tsx';
import { TextField } from '../components/text-field.tsx';
import { FORM_NAMES, firstValue } from '../form/values.ts';
import type { Issuer } from '../issuer/issuer.ts';
import { CarriedFields, toCarried } from './carry-form.tsx';
import type { WebConfig } from './config.ts';
import type { ShowPage } from './frame.tsx';
import { safePath } from './safe-path.ts';

/** A person one may be with one click, in demo mode only. */
export interface DemoPersona {
  readonly id: string;
  readonly person: PersonId;
  readonly name: string;
  readonly post: Bilingual;
}

/** What signing in works with. */
export interface SignInParts {
  readonly store: Store;
  readonly config: WebConfig;
  readonly show: ShowPage;
  readonly personas: readonly DemoPersona[];
  /** Absent: names and passwords alone. */
  readonly issuer?: Issuer;
}

/** Where signing in at the issuer begins. */
export const ISSUER_START = '/dang-nhap/co-quan';

/** How the page is shown: afresh, after a failure, or in the middle of a form. */
export interface SignInView {
  readonly status?: number;
  readonly error?: string;
  /** What is told without anything on the page being wrong. */
  readonly notice?: string;
  readonly den?: string;
  readonly resume?: boolean;
}

/** The outcome of what was typed on the page. */
export type Entry =
  | { readonly ok: true; readonly person: PersonId; readonly step: SessionStep }
  | { readonly ok: false; readonly status: number; readonly error?: string };

/** Checks name and password, or the persona chosen, of a posted sign-in form. */
export async function readEntry(parts: SignInParts, request: FastifyRequest): Promise<Entry> {
  const { values } = request.form;
  const chosen = firstValue(values, '__persona');
  if (chosen !== undefined) {
    const persona = parts.config.demo ? parts.personas.find((p) => p.id === chosen) : undefined;
    return persona ? { ok: true, person: persona.person, step: 'demo' } : { ok: false, status: 401 };
  }
  const name = firstValue(values, '__name') ?? '';
  const password = firstValue(values, '__password') ?? '';
  if (name.trim() === '' || password === '') return { ok: false, status: 422, error: request.t('http.signIn.empty') };
  try {
    const person = await signIn(parts.store, { name, password, address: request.ip });
    return person ? { ok: true, person, step: 'password' } : { ok: false, status: 422, error: request.t('http.signIn.wrong') };
  } catch (error) {
    if (!isAppError(error) || error.category !== 'limited') throw error;
    return { ok: false, status: 429, error: request.words.problem(request.lang, error.code) ?? error.code };
  }
}

/** Shows the page. With `resume` its form goes to where the interrupted one was going, with everything typed. */
export function showSignIn(parts: SignInParts, request: FastifyRequest, reply: FastifyReply, view: SignInView): FastifyReply {
  const { t, form } = request;
  const pairs = view.resume ? toCarried(form.values) : [];
  if (view.status === 401) reply.header('www-authenticate', 'Form realm="Khoi Thong"');
  const name = firstValue(form.values, '__name');
  const hasFiles = request.isMultipart();
  const lead = t(view.resume ? 'http.signIn.resumeLead' : 'http.signIn.lead');
  const provincial = parts.issuer && toDoor(request, parts.issuer, view);
  return parts.show(request, reply, {
    title: t('signIn.title'),
    status: view.status ?? 200,
    children: (
      <>
        <SignInPanel
          t={t}
          lead={lead}
          above={
            <>
              {view.error ? <ErrorSummary t={t} errors={[{ field: 'f-name', text: view.error }]} /> : null}
              {view.notice ? (
                <Banner tone="warn" status>
                  {view.notice}
                </Banner>
              ) : null}
            </>
          }
          {...(provincial ? { provincial } : {})}
        >
          {pairs === undefined ? <p>{t('http.signIn.tooMuch')}</p> : null}
          {view.resume && hasFiles ? <p>{t('http.signIn.files')}</p> : null}
          <form method="post" action={view.resume ? safeHref(request.url) : '/dang-nhap'} class="form">
            <input type="hidden" name={FORM_NAMES.token} value={request.formToken()} />
            {view.resume ? <input type="hidden" name={FORM_NAMES.resume} value="1" /> : null}
            {view.den ? <input type="hidden" name="den" value={view.den} /> : null}
            <CarriedFields pairs={pairs ?? []} />
            <TextField
              t={t}
              id="f-name"
              name="__name"
              label={t('signIn.name')}
              autocomplete="username"
              {...(name ? { value: name } : {})}
            />
            <TextField
              t={t}
              id="f-password"
              name="__password"
              type="password"
              label={t('signIn.password')}
              autocomplete="current-password"
            />
            <div class="btns full">
              {provincial ? <Button look="plain">{t('signIn.submit')}</Button> : <Button primary>{t('signIn.submit')}</Button>}
              {provincial?.ownTab ? <Button look="plain">{t('http.issuer.goOn')}</Button> : null}
            </div>
            {view.resume && parts.config.demo && parts.personas.length > 0 ? (
              <fieldset>
                <legend>{t('http.signIn.persona')}</legend>
                <div class="btns full">
                  {parts.personas.map((persona) => (
                    <Button key={persona.id} name="__persona" value={persona.id} look="plain">
                      {`${persona.name} – ${persona.post[request.lang]}`}
                    </Button>
                  ))}
                </div>
              </fieldset>
            ) : null}
          </form>
        </SignInPanel>
      </>
    ),
  });
}

/** An interrupted form stays in its page: its sender signs in at the issuer in another tab, comes back and goes on. */
function toDoor({ t }: FastifyRequest, issuer: Issuer, { den, resume }: SignInView): ProvincialDoor {
  const text = issuer.name === undefined ? t('signIn.provincial') : t('signIn.with', { name: issuer.name });
  if (resume) return { href: ISSUER_START, text: t('http.issuer.ownTab', { text }), ownTab: true };
  return { href: den === undefined ? ISSUER_START : `${ISSUER_START}?den=${encodeURIComponent(den)}`, text };
}

/** Where to go after signing in: where one wanted to go, if that is on this site and not the sign-in itself. */
export function destination(request: FastifyRequest): string {
  return destinationOf(safePath(firstValue(request.form.values, 'den') ?? (request.query as Record<string, unknown>)['den']));
}

/** A safe path, unless it is that of signing in or out. */
export function destinationOf(den: string | undefined): string {
  return den === undefined || den.startsWith('/dang-') ? '/viec' : den;
}
