import type { ComponentChildren } from 'preact';
import type { FieldSpec } from '../../../dossier/schema.ts';
import { formatNumber } from '../../../kernel/format.ts';
import type { DossierRowView } from '../../../store/read/dossier-row.ts';
import { Banner, PageHelp } from '../../components/banner.tsx';
import { Button, LinkButton } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { RadioGroup, Select } from '../../components/choice-field.tsx';
import { markTriggers } from '../../components/directive-sheet.tsx';
import { ErrorSummary, type FieldError } from '../../components/error-summary.tsx';
import { Form, FormActions, HiddenFields, MoreFields } from '../../components/form.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import { DateField, FileField, TextArea, TextField } from '../../components/text-field.tsx';
import { FORM_NAMES } from '../../form/values.ts';
import { dossierHref } from '../showing/address.ts';
import type { Reader } from '../showing/reader.ts';
import { type CitedDraft, type HeldContent, type IntakeDraft, PLAIN, readSentence, type SentenceDraft } from './draft.ts';

/** The name of the buttons that say what is to be done. */
export const DO = '__do';

/** What every step is shown with. */
export interface StepProps {
  readonly r: Reader;
  readonly action: string;
  readonly token: string;
  readonly errors?: readonly FieldError[];
  /** A refusal that belongs to no field. */
  readonly refusal?: string;
}

function Steps({ r, at, children }: { r: Reader; at: 1 | 2 | 3; children: ComponentChildren }) {
  const { t } = r;
  return (
    <>
      <h1>{t('screens.intake.title')}</h1>
      <p class="lead">{t(`screens.intake.step${at}`)}</p>
      {children}
      <PageHelp t={t}>
        <p>{t('screens.intake.help')}</p>
      </PageHelp>
    </>
  );
}

function Above({ r, errors = [], refusal }: Pick<StepProps, 'r' | 'errors' | 'refusal'>) {
  return (
    <>
      <ErrorSummary t={r.t} errors={errors} />
      {refusal ? (
        <Banner tone="late" status>
          {refusal}
        </Banner>
      ) : null}
    </>
  );
}

/** Step 1: the text itself, pasted or as a file. */
export function FirstStep(props: StepProps & { readonly text: string }) {
  const { r, action, token, text, errors = [] } = props;
  const { t } = r;
  const of = (field: string) => errors.find((e) => e.field === field)?.text;
  const textError = of('f-text');
  const fileError = of('f-file');
  return (
    <Steps r={r} at={1}>
      <Above {...props} />
      <Form t={t} action={action} hidden={{ [FORM_NAMES.token]: token }} files keepNothing card>
        <TextArea
          t={t}
          id="f-text"
          name="paste"
          label={t('screens.intake.paste')}
          hint={t('screens.intake.pasteHint')}
          rows={12}
          value={text}
          {...(textError ? { error: textError } : {})}
        />
        <FileField
          t={t}
          id="f-file"
          name="file"
          label={t('screens.intake.file')}
          hint={t('form.fileHint', { max: '25 MB', types: 'PDF, DOCX, TXT, HTML' })}
          accept=".pdf,.docx,.txt,.html,.htm"
          {...(fileError ? { error: fileError } : {})}
        />
        <p class="note">{t('screens.intake.secrecy')}</p>
        <FormActions>
          <Button primary name={DO} value="read">
            {t('screens.intake.read')}
          </Button>
        </FormActions>
      </Form>
    </Steps>
  );
}

/** Step 2: the machine has proposed, a person corrects. */
export function EditStep(
  props: StepProps & {
    readonly draft: IntakeDraft;
    readonly duplicate?: DossierRowView;
    readonly fields: readonly FieldSpec[];
    readonly idempotencyKey: string;
  },
) {
  const { r, action, token, draft, fields, idempotencyKey } = props;
  const { t } = r;
  const asks = draft.sentences.filter((s) => readSentence(s.text).obligations.length > 0).length;
  return (
    <Steps r={r} at={2}>
      <Above {...props} />
      <Duplicate r={r} row={props.duplicate} />
      <Form
        t={t}
        action={action}
        hidden={{ [FORM_NAMES.token]: token, [FORM_NAMES.key]: idempotencyKey }}
        files
        keepNothing
        compact
      >
        <button type="submit" class="vh" name={DO} value="check" tabIndex={-1} aria-hidden="true">
          {t('screens.intake.check')}
        </button>
        <Held name="text" held={draft.text} />
        <Held name="source" held={draft.source} />
        <Card title={t('screens.intake.identity')}>
          <Identity {...props} fields={fields} />
        </Card>
        <Card title={t('screens.intake.sentences', { n: draft.sentences.length, asks })} id="f-sentences">
          <p class="note">{t('screens.intake.cutting')}</p>
          {draft.sentences.map((sentence, n) => (
            <OneSentence
              key={n}
              r={r}
              sentence={sentence}
              n={n}
              last={n === draft.sentences.length - 1}
              error={props.errors?.find((e) => e.field === `f-s-${n}-text`)?.text}
            />
          ))}
        </Card>
        <FormActions>
          <Button primary name={DO} value="check">
            {t('screens.intake.check')}
          </Button>
          <LinkButton href={draft.text ? `${action}?van-ban=${draft.text.hash}` : action} look="plain">
            {t('screens.intake.again')}
          </LinkButton>
        </FormActions>
      </Form>
    </Steps>
  );
}

function Duplicate({ r, row }: { r: Reader; row: DossierRowView | undefined }) {
  if (!row) return null;
  return (
    <Banner tone="warn" status link={{ href: dossierHref(r.registry, row), text: row.number ?? row.receipt }}>
      <b>{r.t('screens.intake.duplicate')}</b> {row.title}
    </Banner>
  );
}

function Held({ name, held }: { name: string; held: HeldContent | undefined }) {
  if (!held) return null;
  return (
    <HiddenFields
      values={{
        [`${name}.hash`]: held.hash,
        [`${name}.size`]: held.size,
        [`${name}.type`]: held.type,
        [`${name}.name`]: held.name,
      }}
    />
  );
}

function Identity({ r, draft, fields, errors = [] }: StepProps & { draft: IntakeDraft; fields: readonly FieldSpec[] }) {
  const { t, say } = r;
  const base = (name: string) => {
    const hint = say.kind('directive', `fields.${name}.hint`);
    const error = errors.find((e) => e.field === `f-${name}`)?.text;
    return {
      t,
      id: `f-${name}`,
      name,
      label: say.kind('directive', `fields.${name}.label`),
      ...(hint === '' || hint.startsWith('⟦') ? {} : { hint }),
      ...(error ? { error } : {}),
    };
  };
  const choices = (name: string) =>
    (fields.find((f) => f.name === name)?.meta.options ?? []).map((value) => ({
      value,
      label: say.kind('directive', `fields.${name}.options.${value}`),
    }));
  return (
    <>
      <div class="halves">
        <TextField {...base('symbol')} value={draft.symbol} required />
        <TextField {...base('issuer')} value={draft.issuer} required />
        <DateField {...base('issuedOn')} lang={r.lang} value={draft.issuedOn} hint={t('form.dateHintPast')} required />
        <Select {...base('type')} options={choices('type')} value={draft.type} required />
      </div>
      <TextField {...base('subject')} value={draft.subject} required />
      <RadioGroup {...base('form')} choices={choices('form')} value={draft.form} columns required />
      <TextArea
        {...base('addressees')}
        value={draft.addressees}
        rows={Math.min(6, draft.addressees.split('\n').length + 1)}
        hint={t('screens.intake.addresseesHint')}
      />
      <MoreFields
        summary={t('screens.intake.more', { n: draft.cited.length })}
        open={errors.some((e) => e.field.startsWith('f-cited'))}
      >
        <div class="halves">
          <TextField {...base('place')} value={draft.place} />
          <Select {...base('language')} options={choices('language')} value={draft.language} />
        </div>
        <fieldset class="q">
          <legend>{t('screens.intake.cited')}</legend>
          <p class="hint">{t('screens.intake.citedHint')}</p>
          {[...draft.cited, { symbol: '', issuer: '', date: '' }].map((cited, n) => (
            <Cited key={n} r={r} cited={cited} n={n} />
          ))}
        </fieldset>
      </MoreFields>
    </>
  );
}

function Cited({ r, cited, n }: { r: Reader; cited: CitedDraft; n: number }) {
  const { t } = r;
  return (
    <div class="citedrow">
      {(['symbol', 'issuer', 'date'] as const).map((name) => (
        <input
          key={name}
          class="in"
          type="text"
          name={`cited.${n}.${name}`}
          id={`f-cited-${n}-${name}`}
          value={cited[name]}
          autocomplete="off"
          aria-label={t(`screens.intake.citedCell.${name}`, { n: n + 1 })}
          placeholder={t(`screens.intake.citedPlace.${name}`)}
        />
      ))}
    </div>
  );
}

function OneSentence({
  r,
  sentence,
  n,
  last,
  error,
}: {
  r: Reader;
  sentence: SentenceDraft;
  n: number;
  last: boolean;
  error: string | undefined;
}) {
  const { t } = r;
  const reading = readSentence(sentence.text);
  const id = `f-s-${n}-text`;
  return (
    <fieldset class="ln intake" id={`s${n + 1}`}>
      <legend class="vh">{t('screens.intake.sentence', { n: n + 1 })}</legend>
      <b aria-hidden="true">{n + 1}</b>
      <div>
        {sentence.heading === '' ? (
          <input type="hidden" name={`s.${n}.heading`} value="" />
        ) : (
          <input
            class="in"
            type="text"
            name={`s.${n}.heading`}
            value={sentence.heading}
            aria-label={t('screens.intake.heading', { n: n + 1 })}
            autocomplete="off"
          />
        )}
        {error ? (
          <p class="err" id={`${id}-error`}>
            {error}
          </p>
        ) : null}
        <textarea
          class="in paper"
          name={`s.${n}.text`}
          id={id}
          rows={Math.max(2, Math.ceil(sentence.text.length / 90))}
          value={sentence.text}
          aria-label={t('screens.intake.sentence', { n: n + 1 })}
          {...(error ? { 'aria-invalid': 'true' as const, 'aria-describedby': `${id}-error` } : {})}
          autocomplete="off"
        />
        {reading.obligations.length > 0 ? (
          <div class="asks">
            <p>
              {markTriggers(sentence.text, reading.words).map((part, i) =>
                part.marked ? <mark key={i}>{part.text}</mark> : part.text,
              )}
            </p>
            <ul>
              {reading.obligations.map((o) => (
                <li key={o.must}>
                  {o.who === '' ? null : (
                    <>
                      <b>{t('screens.intake.who')}</b> {o.who}.{' '}
                    </>
                  )}
                  <b>{t('screens.intake.must')}</b> {o.must}
                  {o.by === '' ? null : (
                    <>
                      . <b>{t('screens.intake.by')}</b> {o.by}
                    </>
                  )}
                </li>
              ))}
            </ul>
          </div>
        ) : null}
        <div class="btns">
          <Button look="plain" small name={DO} value={`split:${n}`} about={t('screens.intake.sentence', { n: n + 1 })}>
            {t('screens.intake.split')}
          </Button>
          {last ? null : (
            <Button look="plain" small name={DO} value={`merge:${n}`} about={t('screens.intake.sentence', { n: n + 1 })}>
              {t('screens.intake.merge')}
            </Button>
          )}
          <Button look="plain" small name={DO} value={`drop:${n}`} about={t('screens.intake.sentence', { n: n + 1 })}>
            {t('screens.intake.drop')}
          </Button>
        </div>
      </div>
    </fieldset>
  );
}

/** Step 3: what will be written, once more. */
export function CheckStep(
  props: StepProps & { readonly draft: IntakeDraft; readonly duplicate?: DossierRowView; readonly idempotencyKey: string },
) {
  const { r, action, token, draft, duplicate, idempotencyKey } = props;
  const { t, say } = r;
  const label = (name: string) => say.kind('directive', `fields.${name}.label`);
  const option = (name: string, value: string) => say.kind('directive', `fields.${name}.options.${value}`);
  const asks = draft.sentences.filter((s) => readSentence(s.text).obligations.length > 0).length;
  return (
    <Steps r={r} at={3}>
      <Above {...props} />
      <Duplicate r={r} row={duplicate} />
      <Card title={t('screens.intake.identity')}>
        <SummaryList
          t={t}
          rows={[
            { label: label('symbol'), value: draft.symbol },
            { label: label('issuer'), value: draft.issuer },
            { label: label('issuedOn'), value: draft.issuedOn },
            { label: label('type'), value: option('type', draft.type) },
            { label: label('subject'), value: draft.subject },
            ...(draft.addressees === '' ? [] : [{ label: label('addressees'), value: draft.addressees.split('\n').join('; ') }]),
            ...(draft.cited.length === 0
              ? []
              : [{ label: t('screens.intake.cited'), value: draft.cited.map((c) => c.symbol).join('; ') }]),
            ...(draft.source
              ? [
                  {
                    label: t('screens.intake.source'),
                    value: t('screens.intake.sourceFile', {
                      name: draft.source.name,
                      kb: formatNumber(Math.ceil(Number(draft.source.size) / 1024), r.lang),
                    }),
                  },
                ]
              : []),
          ]}
        />
      </Card>
      <Card title={t('screens.intake.sentences', { n: draft.sentences.length, asks })}>
        <ol class="sentences paper">
          {draft.sentences.map((sentence, n) => (
            <li key={n}>{sentence.text}</li>
          ))}
        </ol>
      </Card>
      <Form t={t} action={action} hidden={{ [FORM_NAMES.token]: token, [FORM_NAMES.key]: idempotencyKey }} files keepNothing>
        <Carried draft={draft} />
        <p>{t('screens.intake.what')}</p>
        <FormActions>
          <Button primary name={DO} value="take">
            {t(duplicate ? 'screens.intake.takeAnyway' : 'screens.intake.take')}
          </Button>
          <Button look="plain" name={DO} value="edit">
            {t('screens.intake.edit')}
          </Button>
        </FormActions>
      </Form>
    </Steps>
  );
}

function Carried({ draft }: { draft: IntakeDraft }) {
  return (
    <div hidden>
      {PLAIN.map((name) =>
        name === 'addressees' ? (
          <textarea key={name} name={name} aria-label={name} value={`\n${draft[name]}`} />
        ) : (
          <input key={name} type="hidden" name={name} value={draft[name]} />
        ),
      )}
      <Held name="text" held={draft.text} />
      <Held name="source" held={draft.source} />
      {draft.cited.map((c, n) => (
        <HiddenFields
          key={n}
          values={{ [`cited.${n}.symbol`]: c.symbol, [`cited.${n}.issuer`]: c.issuer, [`cited.${n}.date`]: c.date }}
        />
      ))}
      {draft.sentences.map((s, n) => (
        <div key={n}>
          <input type="hidden" name={`s.${n}.heading`} value={s.heading} />
          <textarea name={`s.${n}.text`} aria-label={String(n + 1)} value={`\n${s.text}`} />
        </div>
      ))}
    </div>
  );
}
