/** The page where anybody checks a receipt: what it is worth in one sentence, then what to do. */
import type { ComponentChildren } from 'preact';
import { formatNumber, formatStamp } from '../../../kernel/format.ts';
import type { Checked } from '../../../store/ledger/check-receipt.ts';
import { Banner, PageHelp } from '../../components/banner.tsx';
import { Button, Buttons, LinkButton } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Form, FormActions } from '../../components/form.tsx';
import { SummaryList, type SummaryRow } from '../../components/summary-list.tsx';
import { FileField, TextArea } from '../../components/text-field.tsx';
import { FORM_NAMES } from '../../form/values.ts';
import { FORM_LIMITS } from '../../http/posted-form.ts';
import { CHECK_PATH, noteCheckHref } from './address.ts';
import { behindSince, hashRow, placeRows, type Stranger } from './rows.tsx';

/** The fields of the form. */
export const CHECK_FIELDS = { text: 'noi-dung', file: 'tep' } as const;

/** What kept the form from being answered: of what was typed, or of the file. */
export type CheckError = 'empty' | 'unreadable' | 'fileUnreadable' | 'fileLarge';

const MAX = { max: FORM_LIMITS.strangersFile / 1024 };

/** What the page shows. */
export interface CheckPageProps {
  readonly who: Stranger;
  readonly token: string;
  readonly checked?: Checked;
  /** What was typed, where it could not be read. */
  readonly typed?: string;
  readonly error?: CheckError;
}

/** Result, form, and the way to check without trusting the page. */
export function CheckPage({ who, token, checked, typed, error }: CheckPageProps) {
  const { t } = who;
  const said = error === undefined ? undefined : t(`receipts.checking.${error}`, MAX);
  const field = error?.startsWith('file') ? 'tep' : 'noi-dung';
  const wrong = (id: string) => (said !== undefined && id === field ? { error: said } : {});
  return (
    <>
      <h1>{t('receipts.checking.title')}</h1>
      {said === undefined ? null : <ErrorSummary t={t} errors={[{ field, text: said }]} />}
      {checked ? <Result who={who} checked={checked} /> : <p class="lead">{t('receipts.checking.lead')}</p>}
      <Form t={t} action={CHECK_PATH} hidden={{ [FORM_NAMES.token]: token }} files keepNothing card>
        {checked ? <h2>{t('receipts.checking.again')}</h2> : null}
        <TextArea
          t={t}
          id="noi-dung"
          name={CHECK_FIELDS.text}
          label={t('receipts.checking.text')}
          hint={t('receipts.checking.textHint')}
          rows={7}
          {...(typed === undefined ? {} : { value: typed })}
          {...wrong('noi-dung')}
        />
        <FileField
          t={t}
          id="tep"
          name={CHECK_FIELDS.file}
          label={t('receipts.checking.file')}
          hint={t('receipts.checking.fileHint', MAX)}
          accept=".txt,text/plain"
          {...wrong('tep')}
        />
        <FormActions>
          <Button primary keys="F4">
            {t('receipts.checking.send')}
          </Button>
        </FormActions>
      </Form>
      <Card title={t('receipts.checking.offlineTitle')}>
        <p>{t('receipts.checking.offline')}</p>
        <p class="codeline mono anywhere">{`node khoithong-verifier.mjs receipt bien-nhan.txt --key '${t('receipts.checking.key')}'`}</p>
        <p>
          <a href="/so-cai">{t('receipts.checking.ledger')}</a>
        </p>
      </Card>
      <PageHelp t={t}>
        <p>{t('receipts.checking.help')}</p>
      </PageHelp>
    </>
  );
}

interface Said {
  readonly tone: 'done' | 'info' | 'warn' | 'late';
  readonly title: string;
  readonly text: string;
}

function sayOf({ t, lang }: Stranger, checked: Checked): Said {
  const say = (key: string, params: Readonly<Record<string, string>> = {}) => t(`receipts.checking.${key}`, params);
  switch (checked.verdict) {
    case 'in-log': {
      const n = formatNumber(checked.place.index, lang);
      const title = say(checked.promised ? 'inLog' : 'inLogHash', { n });
      return { tone: 'done', title, text: say(checked.place.checkpoint ? 'inLogWhat' : 'inLogSoon') };
    }
    case 'promised':
      return {
        tone: 'info',
        title: say('promised'),
        text: say('promisedWhat', { until: formatStamp(checked.promised.until) }),
      };
    case 'broken': {
      const until = checked.promised ? formatStamp(checked.promised.until) : '';
      return { tone: 'late', title: say('broken'), text: say(checked.how, { until }) };
    }
    case 'forged':
      return { tone: 'warn', title: say('forged'), text: say('forgedWhat') };
    case 'unknown':
      return { tone: 'warn', title: say('unknown'), text: say('unknownWhat') };
  }
}

function Result({ who, checked }: { who: Stranger; checked: Checked }) {
  const { t } = who;
  const said = sayOf(who, checked);
  const behind = checked.verdict === 'in-log' ? undefined : behindSince(checked.state);
  const isBroken = checked.verdict === 'broken';
  return (
    <section aria-label={t('receipts.checking.result')} class="gap-m">
      <Banner tone={said.tone} status>
        <b>{said.title}</b> {said.text}
      </Banner>
      {behind === undefined ? null : (
        <Banner tone="warn">
          {t(isBroken ? 'receipts.checking.stopped' : 'receipts.behind', { time: formatStamp(behind) })}
        </Banner>
      )}
      {isBroken ? <WhatToDo who={who} checked={checked} /> : null}
      <Card title={t('receipts.checking.result')}>
        <SummaryList t={t} rows={rowsOf(who, checked)} />
        <p class="note">{t('receipts.checking.checkedAt', { time: formatStamp(checked.state.now) })}</p>
      </Card>
    </section>
  );
}

function rowsOf(who: Stranger, checked: Checked): readonly SummaryRow[] {
  const { t } = who;
  const promised = 'promised' in checked ? checked.promised : null;
  const times: readonly SummaryRow[] = promised
    ? [
        { label: t('receipts.row.at'), value: formatStamp(promised.at) },
        { label: t('receipts.row.until'), value: formatStamp(promised.until) },
      ]
    : [];
  // Of what nobody here signed nothing is told that it does not say itself.
  return checked.verdict === 'forged'
    ? [hashRow(who, checked.leafHash)]
    : [...times, ...placeRows(who, checked.state), hashRow(who, checked.leafHash)];
}

function WhatToDo({
  who: { t },
  checked,
}: {
  who: Stranger;
  checked: Extract<Checked, { verdict: 'broken' }>;
}): ComponentChildren {
  return (
    <Card title={t('receipts.checking.doTitle')}>
      <ol class="plainlist">
        {(['one', 'two', 'three', 'four'] as const).map((n) => (
          <li key={n}>{t(`receipts.checking.do.${n}`)}</li>
        ))}
      </ol>
      {checked.promised ? (
        <Buttons>
          <LinkButton href={noteCheckHref(checked.promised.note, '/bang-chung.txt')}>{t('receipts.checking.proof')}</LinkButton>
        </Buttons>
      ) : null}
    </Card>
  );
}
