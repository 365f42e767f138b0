/** The part of a page on which somebody confirms in person: by passkey, by password, or as a session of a special sort can. */
import type { Translate } from '../../../kernel/messages.ts';
import type { Passkey } from '../../../store/accounts/passkey.ts';
import type { ShownChallenge } from '../../../store/accounts/signing.ts';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { HiddenFields } from '../../components/form.tsx';
import { Island } from '../../components/island.tsx';
import { safeHref } from '../../components/safe-link.tsx';
import { TextField } from '../../components/text-field.tsx';
import { SIGN_NAMES } from '../../http/carry-form.tsx';

/** Where keys are added. */
export const ADD_KEY = '/ca-nhan/khoa-truy-cap/them';

/** By what the person before the page can confirm. */
export interface SignWays {
  readonly shown: ShownChallenge;
  /** Keys that sign at this address; empty where there are none or none can. */
  readonly passkeys: readonly Passkey[];
  readonly hasPassword: boolean;
  readonly isDemo: boolean;
  /** What the issuer is called, where a fresh sign-in there confirms by itself. */
  readonly freshFrom?: string;
  /** Where one signs in at the issuer again, for people who have nothing else. */
  readonly again?: { readonly href: string; readonly issuer: string };
  /** False: no key can be made at this address. */
  readonly mayEnrol: boolean;
}

interface SignBoxProps {
  readonly t: Translate;
  readonly ways: SignWays;
  /** The words of the button. */
  readonly label: string;
  /** Name and value of the button that sends the form. */
  readonly send: { readonly name: string; readonly value: string };
}

/** True where somebody without a passkey can confirm at all. */
function hasOtherWay({ hasPassword, isDemo, freshFrom }: SignWays): boolean {
  return hasPassword || isDemo || freshFrom !== undefined;
}

/** Fields and buttons inside the form that is confirmed. */
export function SignBox({ t, ways, label, send }: SignBoxProps) {
  const { shown, passkeys } = ways;
  const hasKeys = passkeys.length > 0;
  return (
    <section class="gap-m" aria-labelledby="ky-xac-nhan">
      <h2 id="ky-xac-nhan">{t('signing.sign.title')}</h2>
      <p class="note">{t('signing.sign.what')}</p>
      <HiddenFields values={{ [SIGN_NAMES.challenge]: shown.id }} />
      {hasKeys ? (
        <Island
          name="kt-sign"
          data={{
            'data-mode': 'sign',
            'data-challenge': shown.challenge,
            'data-rp': shown.intent.rpId,
            'data-keys': JSON.stringify(passkeys.map(({ credential, transports }) => ({ id: credential, transports }))),
            'data-cancelled': t('signing.sign.cancelled'),
            'data-unsupported': t('signing.sign.unsupported'),
          }}
        >
          <input type="hidden" name={SIGN_NAMES.assertion} value="" />
          <noscript>
            <p>{t('signing.sign.script')}</p>
          </noscript>
          <div class="actions" data-ready hidden>
            <Button primary keys="F4" {...send}>
              {t('signing.sign.key', { act: label })}
            </Button>
          </div>
          <p class="sm muted gap-s">{t('signing.sign.unlock')}</p>
        </Island>
      ) : null}
      {hasKeys && hasOtherWay(ways) ? (
        <details class="more">
          <summary>{t(ways.hasPassword && !ways.isDemo ? 'signing.sign.instead' : 'signing.sign.otherwise')}</summary>
          <Other t={t} ways={ways} label={label} send={send} plain />
        </details>
      ) : (
        <Other t={t} ways={ways} label={label} send={send} />
      )}
      <p class="sm muted gap-m">
        {t('signing.sign.code')}: <span class="mono anywhere">{shown.challenge}</span>
      </p>
    </section>
  );
}

function Other({ t, ways, label, send, plain = false }: SignBoxProps & { readonly plain?: boolean }) {
  const { hasPassword, isDemo, freshFrom, again, mayEnrol, passkeys } = ways;
  const button = (
    <div class="actions">
      {plain ? (
        <Button look="plain" {...send}>
          {label}
        </Button>
      ) : (
        <Button primary keys="F4" {...send}>
          {label}
        </Button>
      )}
    </div>
  );
  if (isDemo)
    return (
      <>
        <Banner tone="warn">{t('signing.sign.demo')}</Banner>
        {button}
      </>
    );
  if (freshFrom !== undefined)
    return (
      <>
        <p class="note">{t('signing.sign.freshly', { name: freshFrom })}</p>
        {button}
      </>
    );
  if (hasPassword)
    return (
      <>
        <TextField
          t={t}
          id="f-confirm"
          name={SIGN_NAMES.password}
          type="password"
          label={t('signing.sign.password')}
          hint={t('signing.sign.weaker')}
          autocomplete="current-password"
        />
        {passkeys.length === 0 && mayEnrol ? <Enrol t={t} /> : null}
        {button}
      </>
    );
  if (passkeys.length > 0) return null;
  return (
    <>
      <p class="note">{again ? t('signing.sign.againWhy', { name: again.issuer }) : t('signing.sign.none')}</p>
      {mayEnrol ? <Enrol t={t} /> : null}
      {again ? (
        <p>
          <a href={safeHref(again.href)}>{t('signing.sign.again')}</a>
        </p>
      ) : null}
    </>
  );
}

function Enrol({ t }: { readonly t: Translate }) {
  return (
    <p class="sm">
      <a href={ADD_KEY} target="_blank" rel="noopener">
        {t('signing.sign.enrol')}
      </a>
      . {t('signing.sign.enrolWhy')}
    </p>
  );
}
