/** «Lấy bằng chứng»: every act with its fields to tick, what the bundle will prove, and what it is for. */
import { Banner, PageHelp } from '../../components/banner.tsx';
import { Button, LinkButton } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Checkbox, type Choice } from '../../components/choice-field.tsx';
import { ErrorSummary, type FieldError } from '../../components/error-summary.tsx';
import { HiddenFields } from '../../components/form.tsx';
import { Tag } from '../../components/light.tsx';
import { TextField } from '../../components/text-field.tsx';
import { FORM_NAMES } from '../../form/values.ts';
import { withQuery } from '../showing/address.ts';
import type { Reader } from '../showing/reader.ts';
import { EVIDENCE, FIRST_CHOICES } from './choice.ts';
import type { ActLine, EvidenceView } from './view.ts';

/** Everything the page shows. */
export interface EvidencePageProps {
  readonly r: Reader;
  readonly v: EvidenceView;
  /** The address of the page itself. */
  readonly href: string;
  readonly token: string;
  readonly isOwn: boolean;
  readonly purpose: string;
  readonly withReport: boolean;
  readonly errors: readonly FieldError[];
  readonly parts: readonly { readonly part: number; readonly from: number; readonly to: number }[];
  readonly part: number;
}

/** The page. */
export function EvidencePage(props: EvidencePageProps) {
  const { r, v, errors } = props;
  const { t } = r;
  return (
    <>
      <div class="crumb titlebar">
        <h1>{t('evidence.title')}</h1>
      </div>
      <p class="lead">{t('evidence.lead')}</p>
      <ErrorSummary t={t} errors={errors} />
      {v.warnings.map((warning) => (
        <Banner tone="late" key={warning}>
          {warning}
        </Banner>
      ))}
      <Card title={t('evidence.preview')} id="chung-minh">
        {v.hasProof ? (
          <ul class="dots">
            {v.preview.map((line) => (
              <li key={line}>{line}</li>
            ))}
            <li>{v.size}</li>
          </ul>
        ) : (
          <p>{t('evidence.nothingYet')}</p>
        )}
      </Card>
      <Parts {...props} />
      {v.hasProof ? <TakeForm {...props} /> : null}
      <PageHelp t={t}>
        <p>{t('evidence.help')}</p>
      </PageHelp>
    </>
  );
}

function Parts({ r, parts, part, href }: EvidencePageProps) {
  if (parts.length < 2) return null;
  return (
    <Card title={r.t('evidence.part', { part, parts: parts.length })} id="phan">
      <p>{r.t('evidence.parts', { n: parts.length })}</p>
      <div class="btns gap-m">
        {parts.map((one) => (
          <LinkButton key={one.part} href={withQuery(href, {}, { [EVIDENCE.part]: String(one.part) })} look="plain" small>
            {`${one.part}: ${r.t('evidence.partWhat', { from: one.from, to: one.to })}`}
          </LinkButton>
        ))}
      </div>
    </Card>
  );
}

/** A download answers without leaving the page, so the form must not wait for another one. */
function TakeForm(props: EvidencePageProps) {
  const { r, v, href, token, isOwn, purpose, withReport, errors, part } = props;
  const { t } = r;
  const first = (choice: keyof typeof FIRST_CHOICES): string =>
    `${withQuery(href, {}, { [EVIDENCE.first]: FIRST_CHOICES[choice], ...(part === 1 ? {} : { [EVIDENCE.part]: String(part) }) })}#chon`;
  const error = errors.find((one) => one.field === 'f-muc-dich')?.text;
  return (
    <form method="post" action={href} class="form evidence-form" noValidate>
      <HiddenFields values={{ [FORM_NAMES.token]: token, [EVIDENCE.part]: String(part) }} />
      <Card
        title={t('evidence.choose')}
        id="chon"
        aside={<span class="muted">{t('evidence.chosen', { n: v.chosen, of: v.of })}</span>}
      >
        <div class="btns">
          {(['all', 'nothing', 'usual'] as const).map((choice) => (
            <LinkButton key={choice} href={first(choice)} look="plain" small>
              {t(`evidence.${choice}`)}
            </LinkButton>
          ))}
        </div>
        {v.acts.map((act) => (
          <ActFields key={act.seq} r={r} act={act} />
        ))}
      </Card>
      <Card title={t('evidence.take')} id="lay">
        <TextField
          t={t}
          id="f-muc-dich"
          name={EVIDENCE.purpose}
          label={t('evidence.purpose')}
          hint={t(isOwn ? 'evidence.purposeOwnHint' : 'evidence.purposeHint')}
          value={purpose}
          maxLength={500}
          {...(isOwn ? { optional: true } : { required: true })}
          {...(error ? { error } : {})}
        />
        <Checkbox
          t={t}
          id="f-ban-in"
          name={EVIDENCE.report}
          label={t('evidence.report')}
          hint={t('evidence.reportHint')}
          checked={withReport}
        />
        <div class="actions">
          <Button primary>{t('evidence.take')}</Button>
        </div>
      </Card>
    </form>
  );
}

function ActFields({ r, act }: { readonly r: Reader; readonly act: ActLine }) {
  const choices = act.choices.map((one): Choice & { readonly isChosen: boolean } => ({
    value: one.value,
    label: one.isPersonal ? (
      <>
        {one.label} <Tag>{r.t('evidence.personal')}</Tag>
      </>
    ) : (
      one.label
    ),
    ...(one.note === '' ? {} : { note: one.note }),
    isChosen: one.isChosen,
  }));
  return (
    <fieldset class="evidence" id={`hanh-vi-${act.seq}`}>
      <legend>
        {act.title} <Tag>{r.t(`evidence.state.${act.standing}`)}</Tag>
      </legend>
      <p class="sm muted">{act.note}</p>
      <div class="choices">
        {choices.map((one) => (
          <label class="choice" key={one.value}>
            <input type="checkbox" name={EVIDENCE.chosen} value={one.value} checked={one.isChosen} />
            <span>
              {one.label}
              {one.note ? <small>{one.note}</small> : null}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
