import type { Translate } from '../../../kernel/messages.ts';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { Card, Columns } from '../../components/card.tsx';
import { CheckboxGroup, Select } from '../../components/choice-field.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { HiddenFields } from '../../components/form.tsx';
import { safeHref } from '../../components/safe-link.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import { TextField } from '../../components/text-field.tsx';
import { FORM_NAMES } from '../../form/values.ts';
import { OWN } from '../own/view.ts';
import { type MailCard, MailSettings } from './mail.tsx';
import { type PasskeyLine, Passkeys } from './passkeys.tsx';
import type { ProfilePage } from './view.ts';

/** How long a token may last, in days. */
export const TOKEN_DAYS = ['7', '30', '90', '365'] as const;

/** What the page is shown with. */
export interface ProfileProps {
  readonly t: Translate;
  readonly lang: 'vi' | 'en';
  readonly page: ProfilePage;
  readonly csrf: string;
  readonly keys: boolean;
  /** The secret of a token just made: shown now and never again. */
  readonly secret?: string;
  readonly error?: string;
  readonly label?: string;
  readonly passkeys: readonly PasskeyLine[];
  readonly mail: MailCard;
  /** What was just done with a passkey. */
  readonly done?: string;
}

/** The reader's own page. */
export function ProfileMain(props: ProfileProps) {
  const { t, page } = props;
  return (
    <>
      <h1>{page.name}</h1>
      {props.error ? (
        <Banner tone="late" status>
          {props.error}
        </Banner>
      ) : null}
      {props.done ? (
        <Banner tone="done" status>
          {props.done}
        </Banner>
      ) : null}
      {props.secret ? (
        <Banner tone="done" status>
          <p>
            <b>{t('screens.profile.secret')}</b>
          </p>
          <p>
            <code class="mono secret">{props.secret}</code>
          </p>
        </Banner>
      ) : null}
      <Columns
        body={
          <>
            <Posts {...props} />
            <Delegations {...props} />
            <Passkeys t={t} lines={props.passkeys} csrf={props.csrf} />
            <MailSettings t={t} card={props.mail} csrf={props.csrf} />
            <Tokens {...props} />
          </>
        }
        rest={<Settings {...props} />}
      />
    </>
  );
}

function Posts({ t, page }: ProfileProps) {
  return (
    <Card title={t('screens.profile.posts')}>
      <SummaryList
        t={t}
        rows={[
          ...page.posts.map((post, n) => ({
            label: t('screens.profile.post', { n: n + 1 }),
            value: <a href={safeHref(post.unitHref)}>{post.title}</a>,
            ...(post.since ? { note: t('screens.profile.since', { date: post.since }) } : {}),
          })),
          ...(page.staffCode === '' ? [] : [{ label: t('screens.profile.code'), value: page.staffCode }]),
        ]}
      />
    </Card>
  );
}

function Delegations({ t, page }: ProfileProps) {
  return (
    <Card title={t('screens.profile.delegations')} id="uy-quyen">
      {page.toMe.length + page.fromMe.length === 0 ? <p class="muted">{t('screens.profile.delegationsNone')}</p> : null}
      <ul class="wait">
        {page.toMe.map((one) => (
          <li key={one.title}>
            <div>
              {t('screens.work.acting', { name: one.name })}, {one.title}
              <small>
                {one.paper}, {one.until ? t('screens.work.until', { date: one.until }) : t('screens.work.untilFurther')}
              </small>
            </div>
          </li>
        ))}
        {page.fromMe.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p class="note">{t('screens.profile.delegationsHow')}</p>
    </Card>
  );
}

function Tokens(props: ProfileProps) {
  const { t, page, csrf, label } = props;
  return (
    <Card title={t('screens.profile.tokens')} id="ma-truy-cap">
      <p>{t('screens.profile.tokensWhat')}</p>
      {page.tokens.length === 0 ? null : (
        <DataTable
          t={t}
          caption={t('screens.profile.tokens')}
          hideCaption
          columns={[
            { key: 'label', label: t('screens.profile.label'), head: true },
            { key: 'scopes', label: t('screens.profile.may') },
            { key: 'span', label: t('screens.profile.valid') },
            { key: 'used', label: t('screens.profile.used') },
            { key: 'act', label: t('screens.profile.revoke'), hideLabel: true, number: true },
          ]}
          rows={page.tokens.map((token) => ({
            id: token.id,
            cells: {
              label: token.label,
              scopes: token.scopes,
              span: token.span,
              used: token.used,
              act: token.living ? (
                <form method="post" action="/ca-nhan/ma-truy-cap/thu-hoi">
                  <HiddenFields values={{ [FORM_NAMES.token]: csrf, id: token.id }} />
                  <Button look="plain" small about={token.label}>
                    {t('screens.profile.revoke')}
                  </Button>
                </form>
              ) : null,
            },
          }))}
        />
      )}
      <details class="more" open={props.label !== undefined}>
        <summary>{t('screens.profile.issue')}</summary>
        <form method="post" action="/ca-nhan/ma-truy-cap" class="form compact gap-m">
          <HiddenFields values={{ [FORM_NAMES.token]: csrf }} />
          <TextField
            t={t}
            id="f-label"
            name="label"
            label={t('screens.profile.label')}
            hint={t('screens.profile.labelHint')}
            maxLength={100}
            required
            {...(label ? { value: label } : {})}
          />
          <CheckboxGroup
            t={t}
            id="f-scopes"
            name="scopes"
            label={t('screens.profile.may')}
            choices={[
              { value: 'read', label: t('screens.profile.scopes.read') },
              { value: 'act', label: t('screens.profile.scopes.act'), note: t('screens.profile.actNote') },
            ]}
            values={['read']}
          />
          <Select
            t={t}
            id="f-days"
            name="days"
            label={t('screens.profile.lasts')}
            value="30"
            options={TOKEN_DAYS.map((n) => ({ value: n, label: t('screens.profile.days', { n }) }))}
          />
          <Button look="plain">{t('screens.profile.issue')}</Button>
        </form>
      </details>
    </Card>
  );
}

function Settings({ t, lang, csrf, keys }: ProfileProps) {
  const other = lang === 'vi' ? 'en' : 'vi';
  return (
    <>
      <Card title={t('screens.own.title')}>
        <p>{t('screens.profile.own')}</p>
        <p class="note">
          <a href={OWN.path}>{t('screens.own.title')}</a>
        </p>
      </Card>
      <Card title={t('screens.profile.settings')}>
        <form method="post" action="/ngon-ngu" class="gap-m">
          <HiddenFields values={{ [FORM_NAMES.token]: csrf, den: '/ca-nhan', lang: other }} />
          <p>{t('screens.profile.language')}</p>
          <div class="btns">
            <Button look="plain" small>
              <span lang={other}>{t('lang.switch')}</span>
            </Button>
          </div>
        </form>
        <form method="post" action="/ca-nhan/phim-tat" class="gap-m">
          <HiddenFields values={{ [FORM_NAMES.token]: csrf, keys: keys ? 'off' : 'on' }} />
          <p>{t(keys ? 'screens.profile.keysOn' : 'screens.profile.keysOff')}</p>
          <div class="btns">
            <Button look="plain" small>
              {t(keys ? 'screens.profile.turnOff' : 'screens.profile.turnOn')}
            </Button>
          </div>
        </form>
      </Card>
      <Card title={t('screens.profile.session')}>
        <form method="post" action="/dang-xuat">
          <HiddenFields values={{ [FORM_NAMES.token]: csrf }} />
          <div class="btns full">
            <Button look="plain">{t('nav.signOut')}</Button>
          </div>
        </form>
      </Card>
    </>
  );
}
