/** Receipts by e-mail: where to, which, and how it went. */
import { formatStamp } from '../../../kernel/format.ts';
import { MAIL_ADDRESS_LENGTH } from '../../../kernel/mail-address.ts';
import type { Translate } from '../../../kernel/messages.ts';
import type { MailWish, OwnMail } from '../../../store/mail/own.ts';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Checkbox } from '../../components/choice-field.tsx';
import { HiddenFields } from '../../components/form.tsx';
import { TextField } from '../../components/text-field.tsx';
import { FORM_NAMES } from '../../form/values.ts';

/** Where the choice is sent. */
export const MAIL_SAVE = '/ca-nhan/thu';

/** What the card shows. */
export interface MailCard {
  /** False: this installation sends no mail. */
  readonly sends: boolean;
  readonly own?: OwnMail;
  /** What was typed and not taken. */
  readonly wish?: MailWish;
  readonly error?: string | undefined;
}

/** The form, and under it how letters went. */
export function MailSettings({ t, card, csrf }: { readonly t: Translate; readonly card: MailCard; readonly csrf: string }) {
  const { own, error, sends } = card;
  const shown = card.wish ?? own;
  return (
    <Card title={t('screens.profile.mail.title')} id="thu">
      <p>{t('screens.profile.mail.what')}</p>
      <p class="note">{t('screens.profile.mail.content')}</p>
      {sends ? null : <Banner>{t('screens.profile.mail.none')}</Banner>}
      <form method="post" action={MAIL_SAVE} class="form compact gap-m" noValidate>
        <HiddenFields values={{ [FORM_NAMES.token]: csrf }} />
        <TextField
          t={t}
          id="f-address"
          name="address"
          type="email"
          inputMode="email"
          autocomplete="email"
          label={t('screens.profile.mail.address')}
          hint={t('screens.profile.mail.addressHint')}
          maxLength={MAIL_ADDRESS_LENGTH}
          {...(shown ? { value: shown.address } : {})}
          {...(error ? { error } : {})}
        />
        <Checkbox t={t} id="f-on" name="on" label={t('screens.profile.mail.on')} checked={shown?.isOn ?? true} />
        <Checkbox
          t={t}
          id="f-masked"
          name="masked"
          label={t('screens.profile.mail.masked')}
          hint={t('screens.profile.mail.maskedHint')}
          checked={shown?.masked ?? false}
        />
        <Button look="plain">{t('screens.profile.mail.save')}</Button>
      </form>
      {own ? (
        <>
          <h3 class="gap-m">{t('screens.profile.mail.state')}</h3>
          <ul>
            {stateLines(t, own).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      ) : null}
    </Card>
  );
}

function stateLines(t: Translate, { isOn, trial, waiting, sentAt, fault, givenUp }: OwnMail): readonly string[] {
  const say = (key: string, params = {}) => t(`screens.profile.mail.${key}`, params);
  return [
    ...(isOn ? [] : [say('off')]),
    ...(isOn && trial ? [say('trial')] : []),
    ...(waiting > 0 ? [say('waiting', { n: waiting })] : []),
    sentAt === undefined ? say('never') : say('sent', { time: formatStamp(sentAt) }),
    ...(fault ? [say('fault', { time: formatStamp(fault.at), why: say(`faults.${fault.code}`) })] : []),
    ...(givenUp > 0 ? [say('givenUp', { n: givenUp })] : []),
  ];
}
