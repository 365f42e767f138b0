import type { ComponentChildren } from 'preact';
import { SHEET_LIMITS } from '../../../documents/index.ts';
import { formatDate, formatNumber } from '../../../kernel/format.ts';
import {
  columnLabel,
  REGISTER_TABLES,
  type RegisterPlan,
  registerWords,
  sayRegisterProblem,
} from '../../../organisation/register/index.ts';
import { Banner, PageHelp } from '../../components/banner.tsx';
import { Button, LinkButton } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { RadioGroup, Select } from '../../components/choice-field.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorSummary, type FieldError } from '../../components/error-summary.tsx';
import { Form, FormActions, HiddenFields } from '../../components/form.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import { DateField, FileField, TextField } from '../../components/text-field.tsx';
import { FORM_NAMES } from '../../form/values.ts';
import type { Reader } from '../showing/reader.ts';
import { countChanges, detailWords, rowWords } from './showing.ts';
import { type ReadWish, type TypedWish, WISH_FIELDS } from './wish.ts';

/** Where the pages are. */
export const REGISTER_PATHS = { in: '/to-chuc/nhap', out: '/to-chuc/xuat', log: '/xuat' } as const;
/** The name of the buttons that say what is to be done with a preview. */
export const DO = '__do';
/** Most changes and problems shown on a page; all of them are in the comparison that can be downloaded. */
const SHOWN = 300;

/** A file the store holds, between preview and writing. */
export interface HeldFile {
  readonly hash: string;
  readonly name: string;
  readonly size: string;
  readonly type: string;
}

interface PageProps {
  readonly r: Reader;
  readonly token: string;
}

const idOf = (field: keyof TypedWish): string => `f-${WISH_FIELDS[field]}`;

/** The first page: import above, export below. */
export function RegisterPage(
  props: PageProps & {
    readonly typed: TypedWish;
    readonly errors: readonly FieldError[];
    readonly plan?: RegisterPlan;
    readonly exportErrors?: readonly FieldError[];
    readonly reason?: string;
  },
) {
  const { r, errors, plan } = props;
  const { t } = r;
  return (
    <>
      <h1>{t('screens.roster.title')}</h1>
      <p class="lead">{t('screens.roster.lead')}</p>
      <ErrorSummary t={t} errors={[...errors, ...(props.exportErrors ?? [])]} />
      {plan ? <Problems r={r} plan={plan} /> : null}
      {r.isCopy ? null : (
        <Card title={t('screens.roster.importTitle')}>
          <ImportForm {...props} />
        </Card>
      )}
      <Card title={t('screens.roster.exportTitle')} id="xuat">
        <ExportForm {...props} />
      </Card>
      <PageHelp t={t}>
        <p>{t('screens.roster.help')}</p>
      </PageHelp>
    </>
  );
}

function ImportForm({
  r,
  token,
  typed,
  errors,
}: PageProps & { readonly typed: TypedWish; readonly errors: readonly FieldError[] }) {
  const { t } = r;
  const base = (field: keyof TypedWish, label: string) => {
    const error = errors.find((e) => e.field === idOf(field))?.text;
    return { t, id: idOf(field), name: WISH_FIELDS[field], label: t(`screens.roster.${label}`), ...(error ? { error } : {}) };
  };
  const fileError = errors.find((e) => e.field === 'f-tep')?.text;
  return (
    <Form t={t} action={REGISTER_PATHS.in} hidden={{ [FORM_NAMES.token]: token }} files keepNothing>
      <FileField
        t={t}
        id="f-tep"
        name="tep"
        label={t('screens.roster.file')}
        hint={t('screens.roster.fileHint')}
        accept=".xlsx,.csv"
        required
        {...(fileError ? { error: fileError } : {})}
      />
      <div class="halves">
        <TextField
          {...base('decisionNumber', 'decisionNumber')}
          hint={t('screens.roster.decisionHint')}
          value={typed.decisionNumber}
          required
        />
        <TextField {...base('subject', 'subject')} hint={t('screens.roster.subjectHint')} value={typed.subject} optional />
        <DateField {...base('date', 'date')} lang={r.lang} value={typed.date} />
        <DateField {...base('effectiveOn', 'effectiveOn')} lang={r.lang} value={typed.effectiveOn} />
      </div>
      <RadioGroup
        {...base('missing', 'missing')}
        hint={t('screens.roster.missingHint')}
        value={typed.missing}
        choices={[
          { value: 'keep', label: t('screens.roster.missingKeep') },
          { value: 'end', label: t('screens.roster.missingEnd') },
        ]}
      />
      <FormActions>
        <Button primary name={DO} value="preview">
          {t('screens.roster.preview')}
        </Button>
      </FormActions>
    </Form>
  );
}

/** A download answers without leaving the page, so the form must not wait for another one. */
function ExportForm({
  r,
  token,
  exportErrors = [],
  reason,
}: PageProps & { readonly exportErrors?: readonly FieldError[]; readonly reason?: string }) {
  const { t } = r;
  const error = exportErrors.find((e) => e.field === 'f-ly-do')?.text;
  const words = registerWords(r.lang);
  return (
    <form method="post" action={REGISTER_PATHS.out} class="form" noValidate>
      <HiddenFields values={{ [FORM_NAMES.token]: token }} />
      <p class="tight">{t('screens.roster.exportLead')}</p>
      <div class="halves">
        <Select
          t={t}
          id="f-danh-muc"
          name="danh-muc"
          label={t('screens.roster.which')}
          value="all"
          options={[
            { value: 'all', label: t('screens.roster.all') },
            ...REGISTER_TABLES.map((table) => ({ value: table, label: words(`export.${table}`) })),
          ]}
        />
        <RadioGroup
          t={t}
          id="f-dang"
          name="dang"
          label={t('screens.roster.format')}
          value="xlsx"
          columns
          choices={[
            { value: 'xlsx', label: 'Excel (.xlsx)' },
            { value: 'csv', label: 'CSV' },
          ]}
        />
      </div>
      <TextField
        t={t}
        id="f-ly-do"
        name="ly-do"
        label={t('screens.roster.reason')}
        hint={t('screens.roster.reasonHint')}
        maxLength={500}
        required
        {...(reason ? { value: reason } : {})}
        {...(error ? { error } : {})}
      />
      <FormActions>
        <Button look="plain">{t('screens.roster.export')}</Button>
        <a class="beside" href={REGISTER_PATHS.log}>
          {t('screens.roster.logLink')}
        </a>
      </FormActions>
    </form>
  );
}

function Problems({ r, plan }: { readonly r: Reader; readonly plan: RegisterPlan }) {
  const { t } = r;
  const { problems } = plan;
  return (
    <Card title={t('screens.roster.badCount', { n: problems.length })} id="can-sua">
      <Banner tone="late" status>
        {t('screens.roster.bad')}
      </Banner>
      <ol class="sentences">
        {problems.slice(0, SHOWN).map((problem, n) => (
          <li key={n}>{sayRegisterProblem(problem, r.lang)}</li>
        ))}
      </ol>
      {problems.length > SHOWN ? <p class="note">{t('screens.roster.badMore', { n: problems.length - SHOWN })}</p> : null}
      <Unused r={r} plan={plan} />
    </Card>
  );
}

function Unused({ r, plan }: { readonly r: Reader; readonly plan: RegisterPlan }) {
  if (plan.unused.length === 0) return null;
  const names = plan.unused
    .slice(0, SHEET_LIMITS.columns)
    .map(({ sheet, head }) =>
      head === '' ? r.t('screens.roster.unusedSheet', { sheet }) : r.t('screens.roster.unusedColumn', { head }),
    );
  return <p class="note">{r.t('screens.roster.unused', { names: names.join(', ') })}</p>;
}

/** The second page: every change, and the button that writes them. */
export function PreviewPage(
  props: PageProps & {
    readonly plan: RegisterPlan;
    readonly wish: ReadWish;
    readonly typed: TypedWish;
    readonly file: HeldFile;
    readonly digest: string;
    readonly idempotencyKey: string;
    readonly moved: boolean;
  },
) {
  const { r, plan, wish, file } = props;
  const { t } = r;
  const date = formatDate(wish.effectiveOn);
  if (plan.changes.length === 0) {
    return (
      <>
        <h1>{t('screens.roster.nothing')}</h1>
        <Banner tone="done" status>
          {t('screens.roster.nothingText', { n: formatNumber(plan.rows, r.lang), date })}
        </Banner>
        <Unused r={r} plan={plan} />
        <LinkButton href={REGISTER_PATHS.in} look="plain">
          {t('screens.roster.another')}
        </LinkButton>
      </>
    );
  }
  return (
    <>
      <h1>{t('screens.roster.previewTitle', { n: plan.changes.length })}</h1>
      <p class="lead">{t('screens.roster.previewLead')}</p>
      {props.moved ? (
        <Banner tone="warn" status>
          {t('screens.roster.movedAgain')}
        </Banner>
      ) : null}
      <Card title={t('screens.roster.decision')}>
        <SummaryList
          t={t}
          rows={[
            {
              label: t('screens.roster.decision'),
              value: t('screens.roster.decisionLine', { number: wish.decisionNumber, date: formatDate(wish.date), from: date }),
            },
            { label: t('screens.roster.source'), value: file.name },
            { label: t('screens.roster.counts'), value: countChanges(r, plan) },
            {
              label: t('screens.roster.missing'),
              value: t(wish.missing === 'end' ? 'screens.roster.missingEnd' : 'screens.roster.missingKeep'),
            },
          ]}
        />
        <Unused r={r} plan={plan} />
      </Card>
      <Card title={t('screens.roster.changes')}>
        <Changes r={r} plan={plan} />
        {plan.changes.length > SHOWN ? <p class="note">{t('screens.roster.more', { n: SHOWN })}</p> : null}
        <form method="post" action={REGISTER_PATHS.in} class="form">
          <Carried {...props} />
          <div class="actions">
            <Button look="plain" name={DO} value="compare">
              {t('screens.roster.download')}
            </Button>
          </div>
        </form>
      </Card>
      <Form t={t} action={REGISTER_PATHS.in} keepNothing card>
        <Carried {...props} />
        <p>{t('screens.roster.writeWhat', { date, number: wish.decisionNumber })}</p>
        <FormActions>
          <Button primary name={DO} value="write">
            {t('screens.roster.write', { n: plan.changes.length })}
          </Button>
          <LinkButton href={REGISTER_PATHS.in} look="plain">
            {t('screens.roster.another')}
          </LinkButton>
        </FormActions>
      </Form>
    </>
  );
}

function Carried(props: Parameters<typeof PreviewPage>[0]) {
  const { token, typed, file, digest, idempotencyKey } = props;
  return (
    <HiddenFields
      values={{
        [FORM_NAMES.token]: token,
        [FORM_NAMES.key]: idempotencyKey,
        ...Object.fromEntries(Object.entries(WISH_FIELDS).map(([name, field]) => [field, typed[name as keyof TypedWish]])),
        'tep.hash': file.hash,
        'tep.name': file.name,
        'tep.size': file.size,
        'tep.type': file.type,
        'so-sanh': digest,
      }}
    />
  );
}

function Changes({ r, plan }: { readonly r: Reader; readonly plan: RegisterPlan }) {
  const { t } = r;
  const words = registerWords(r.lang);
  return (
    <DataTable
      t={t}
      caption={t('screens.roster.changesCaption')}
      hideCaption
      dense
      columns={[
        { key: 'what', label: t('screens.roster.what'), noWrap: true, bare: true },
        { key: 'subject', label: t('screens.roster.subjectCol'), head: true },
        { key: 'details', label: t('screens.roster.details') },
        { key: 'on', label: t('screens.roster.on'), noWrap: true },
        { key: 'row', label: t('screens.roster.row'), noWrap: true },
      ]}
      rows={plan.changes.slice(0, SHOWN).map((change, n) => ({
        id: String(n),
        cells: {
          what: (
            <>
              <b>{words(`change.${change.is}`)}</b> {words(`tables.${change.table}`).toLowerCase()}
            </>
          ),
          subject: (
            <>
              {change.name === '' ? change.code : change.name}
              <small>{change.code}</small>
            </>
          ),
          details: <Details r={r} change={change} />,
          on: formatDate(change.on),
          row: rowWords(r, change),
        },
      }))}
    />
  );
}

function Details({ r, change }: { readonly r: Reader; readonly change: RegisterPlan['changes'][number] }): ComponentChildren {
  const lines = change.details.filter((detail) => change.is !== 'added' || (detail.after ?? '') !== '');
  if (lines.length === 0) return null;
  return (
    <ul class="diff">
      {lines.map((detail) => (
        <li key={detail.key}>
          {columnLabel(change.table, detail.key, r.lang)}: {detailWords(r, change, detail)}
        </li>
      ))}
    </ul>
  );
}
