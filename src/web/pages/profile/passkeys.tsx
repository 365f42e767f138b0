import { findKeyKind } from '../../../dossier/registry.ts';
import { formatDate, formatStamp } from '../../../kernel/format.ts';
import type { Translate } from '../../../kernel/messages.ts';
import { toLegalDate } from '../../../kernel/time.ts';
import type { Passkey, Site } from '../../../store/accounts/passkey.ts';
import type { UnheldKey } from '../../../store/signing-keys.ts';
import { Button, LinkButton } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { HiddenFields } from '../../components/form.tsx';
import { TextField } from '../../components/text-field.tsx';
import { FORM_NAMES } from '../../form/values.ts';
import { dossierHref } from '../showing/address.ts';
import type { Reader } from '../showing/reader.ts';
import { ADD_KEY } from '../signing/sign-box.tsx';

/** A key of the reader's own, in words. */
export interface PasskeyLine {
  readonly id: string;
  readonly name: string;
  readonly since: string;
  readonly used: string;
  /** Whether a device can sign with it here. */
  readonly isHeld: boolean;
  /** The record that says whose it is. */
  readonly record?: { readonly name: string; readonly href: string };
  /** What is special about it. */
  readonly notes: readonly string[];
}

/** Where keys are renamed and removed. */
export const NAME_KEY = '/ca-nhan/khoa-truy-cap/ten';
export const REMOVE_KEY = '/ca-nhan/khoa-truy-cap/bo';

/** The keys as the page lists them. */
export function passkeyLines(
  { t, registry }: Reader,
  keys: readonly Passkey[],
  unheld: readonly UnheldKey[],
  site: Site,
): readonly PasskeyLine[] {
  const kind = findKeyKind(registry)?.name ?? '';
  const recordOf = ({ id, number }: Pick<UnheldKey, 'id' | 'number'>) =>
    number === null ? {} : { record: { name: number, href: dossierHref(registry, { kind, id, number }) } };
  const held = keys.map((key) => ({
    id: key.id,
    name: key.name,
    since: formatDate(toLegalDate(key.createdAt)),
    used: key.lastUsedAt ? formatStamp(key.lastUsedAt) : t('signing.keys.never'),
    isHeld: true,
    ...recordOf(key),
    notes: [
      ...(key.isRecorded ? [] : [t('signing.keys.unrecorded')]),
      ...(key.synced ? [t('signing.keys.synced')] : []),
      ...(key.rpId === site.rpId ? [] : [t('signing.keys.elsewhere', { site: key.rpId })]),
    ],
  }));
  const others = unheld.map((key) => ({
    id: key.id,
    name: key.number ?? '',
    since: formatDate(toLegalDate(key.since)),
    used: t('signing.keys.never'),
    isHeld: false,
    ...recordOf(key),
    notes: [t('signing.keys.unheld')],
  }));
  return [...held, ...others];
}

/** The reader's keys: list, names, ways to add and remove. */
export function Passkeys({
  t,
  lines,
  csrf,
}: {
  readonly t: Translate;
  readonly lines: readonly PasskeyLine[];
  readonly csrf: string;
}) {
  return (
    <Card title={t('signing.keys.title')} id="khoa-truy-cap">
      <p>{t('signing.keys.what')}</p>
      {lines.length === 0 ? <p class="muted">{t('signing.keys.none')}</p> : null}
      <ul class="wait gap-m">
        {lines.map((line) => (
          <li key={line.id}>
            <div>
              <b>{line.name}</b>
              <small>
                {`${t('signing.keys.since')} ${line.since} · `}
                {line.record ? (
                  <>
                    {t('signing.keys.record')} <a href={line.record.href}>{line.record.name}</a>
                    {' · '}
                  </>
                ) : null}
                {[`${t('signing.keys.used')}: ${line.used}`, ...line.notes].join(' · ')}
              </small>
              {line.isHeld ? (
                <details class="more">
                  <summary>
                    {t('signing.keys.rename')}
                    <span class="vh"> {line.name}</span>
                  </summary>
                  <form method="post" action={NAME_KEY} class="form compact gap-m">
                    <HiddenFields values={{ [FORM_NAMES.token]: csrf, id: line.id }} />
                    <TextField
                      t={t}
                      id={`f-${line.id}`}
                      name="name"
                      label={t('signing.keys.name')}
                      value={line.name}
                      maxLength={100}
                      required
                    />
                    <Button look="plain" small about={line.name}>
                      {t('signing.keys.rename')}
                    </Button>
                  </form>
                </details>
              ) : null}
            </div>
            <LinkButton href={`${REMOVE_KEY}?id=${line.id}`} look="plain" small about={line.name}>
              {t('signing.keys.remove')}
            </LinkButton>
          </li>
        ))}
      </ul>
      <div class="btns gap-m">
        <LinkButton href={ADD_KEY} look="plain">
          {t('signing.keys.add')}
        </LinkButton>
      </div>
    </Card>
  );
}
