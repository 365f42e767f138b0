/** One field of an act as a control: what kind of control follows from the field's meta alone. */
import type { FieldSpec } from '../../dossier/schema.ts';
import { parseDateInput } from '../../kernel/date-input.ts';
import { formatMoney, formatWeekdayDate } from '../../kernel/format.ts';
import type { Lang } from '../../kernel/messages.ts';
import { parseMoneyInput } from '../../kernel/numbers.ts';
import { Checkbox, CheckboxGroup, RadioGroup, Select, type SelectOption } from '../components/choice-field.tsx';
import type { FieldProps } from '../components/field.tsx';
import { DateField, MoneyField, TextArea, TextField } from '../components/text-field.tsx';
import { type ChoiceContext, fieldChoices, personChoices, postChoices, unitChoices } from './choices.ts';
import { FilesField } from './files-field.tsx';
import type { FormContext } from './read-form.ts';
import type { FormEcho } from './values.ts';

/** Everything the controls of one form share. */
export interface FieldContext extends ChoiceContext {
  readonly values: FormEcho;
  /** Sentences by path. */
  readonly errors: ReadonlyMap<string, string>;
  /** Words of the kind: label, hint and options of a field; undefined where it has none. */
  readonly words: (key: string) => string | undefined;
  readonly reading?: FormContext;
  /** Choices a page offers instead of the day's whole list, by field. */
  readonly choices?: Readonly<Record<string, readonly SelectOption[]>>;
  /** Where a field of several lines looks for dossiers already there. */
  readonly similar?: Readonly<Record<string, { readonly url: string; readonly continueHref?: string }>>;
}

/** Most radio buttons before a choice becomes a select. */
const RADIO_MOST = 7;
/** Most radio buttons of a choice that is already made. */
const MADE_MOST = 4;
/** A list of boxes longer than this stays closed where nothing must be chosen. */
const FOLD_FROM = 12;
/** Longest label that still fits beside another one. */
const SHORT_LABEL = 40;

/** The id of a field's control, the target of the error summary. */
export function fieldId(path: string): string {
  return `f-${path.replaceAll('.', '-')}`;
}

/** The message key of a field: rows of a list have theirs below it. */
export function wordKey(path: string): string {
  return path.replace(/\.\d+\./g, '.rows.');
}

/** The control of a field; nothing for those without one. */
export function ActField({
  spec,
  path,
  context,
  label,
}: {
  spec: FieldSpec;
  path: string;
  context: FieldContext;
  label?: string;
}) {
  const { words, lang, t } = context;
  const sent = context.values[path];
  const value = sent?.[0];
  const error = context.errors.get(path);
  const hint = [words(`${wordKey(path)}.hint`) || undefined, conditionHint(spec, path, context)].filter(Boolean).join(' ');
  const field: FieldProps = {
    t,
    id: fieldId(path),
    name: path,
    label: label ?? words(`${wordKey(path)}.label`) ?? spec.name,
    ...(hint === '' ? {} : { hint }),
    ...(error === undefined ? {} : { error }),
    ...(spec.required ? { required: true } : {}),
    ...(spec.meta.number === undefined ? {} : { number: spec.meta.number }),
  };
  const filled = value === undefined ? {} : { value };
  const offered = context.choices?.[path];
  switch (spec.meta.widget) {
    case 'hidden':
      return <input type="hidden" name={path} {...filled} />;
    case 'textarea':
      return <TextArea {...field} {...filled} {...similarOf(context, path)} rows={6} />;
    case 'choice':
      return <ChoiceField spec={spec} field={field} path={path} context={context} />;
    case 'choices':
      return <CheckboxGroup {...field} choices={optionsOf(spec, path, context)} values={sent ?? []} />;
    case 'date':
      return <DateField {...field} lang={lang} {...filled} {...dateEcho(value, lang, context.reading)} />;
    case 'money':
      return <MoneyField {...field} lang={lang} {...filled} {...moneyEcho(value, lang)} />;
    case 'integer':
      return <TextField {...field} {...filled} inputMode="numeric" width="w10" />;
    case 'decimal':
      return <TextField {...field} {...filled} inputMode="decimal" width="w10" />;
    case 'unit':
      return (
        <Select
          {...field}
          {...filled}
          {...emptyOf(spec, context)}
          options={offered ?? unitChoices(context, spec.meta.only)}
          search
        />
      );
    case 'post':
      return (
        <Select
          {...field}
          {...filled}
          {...emptyOf(spec, context)}
          options={offered ?? postChoices(context, spec.meta.only)}
          search="grouped"
        />
      );
    case 'person':
      return <Select {...field} {...filled} {...emptyOf(spec, context)} options={offered ?? personChoices(context)} search />;
    case 'field':
      return <Select {...field} {...filled} {...emptyOf(spec, context)} options={offered ?? fieldChoices(context)} search />;
    case 'units':
      return <ManyChoices spec={spec} field={field} choices={offered ?? unitChoices(context, spec.meta.only)} sent={sent} />;
    case 'fields':
      return <ManyChoices spec={spec} field={field} choices={offered ?? fieldChoices(context)} sent={sent} />;
    case 'paper-kind':
      return <Select {...field} {...filled} {...emptyOf(spec, context)} options={offered ?? []} />;
    case 'flag':
      return <Checkbox {...field} checked={sent !== undefined} />;
    case 'files':
      return <FilesField field={field} path={path} values={context.values} t={t} />;
    case 'json':
      return <TextArea {...field} {...filled} rows={8} />;
    case 'text':
    case 'dossier':
    case 'list':
      return <TextField {...field} {...filled} />;
    default:
      return spec.meta.widget satisfies never;
  }
}

/** A long list nobody must choose from stays closed: a form with several of them would be unreadable. */
function ManyChoices(props: {
  spec: FieldSpec;
  field: FieldProps;
  choices: readonly SelectOption[];
  sent: readonly string[] | undefined;
}) {
  const { spec, field, choices, sent = [] } = props;
  const fold = !spec.required && choices.length > FOLD_FROM ? { fold: field.t('form.pickFrom', { n: choices.length }) } : {};
  return <CheckboxGroup {...field} {...fold} choices={choices} values={sent} columns />;
}

function ChoiceField({
  spec,
  field,
  path,
  context,
}: {
  spec: FieldSpec;
  field: FieldProps;
  path: string;
  context: FieldContext;
}) {
  const options = optionsOf(spec, path, context);
  const made = typeof spec.fallback === 'string' ? spec.fallback : undefined;
  const value = context.values[path]?.[0] ?? made;
  const filled = value === undefined ? {} : { value };
  const isRadio = spec.required ? options.length <= RADIO_MOST : made !== undefined && options.length <= MADE_MOST;
  // A choice that may be left open needs a way to take it back, which radio buttons have not.
  if (spec.meta['select'] === true || !isRadio)
    return <Select {...field} {...filled} {...emptyOf(spec, context)} options={options} />;
  const areShort = options.length % 2 === 0 && options.every((option) => option.label.length <= SHORT_LABEL);
  return <RadioGroup {...field} {...filled} choices={options} columns={areShort} />;
}

function emptyOf(spec: FieldSpec, context: FieldContext) {
  return spec.required ? {} : { empty: context.t('form.choose') };
}

function optionsOf(spec: FieldSpec, path: string, context: FieldContext): readonly SelectOption[] {
  const offered = context.choices?.[path];
  if (offered) return offered;
  const options = spec.meta.options ?? [];
  return options.map((value) => ({ value, label: context.words(`${wordKey(path)}.options.${value}`) ?? value }));
}

function conditionHint(spec: FieldSpec, path: string, context: FieldContext): string | undefined {
  const { when } = spec.meta;
  if (when === undefined || when.is.length === 0) return undefined;
  const other = wordKey(path.slice(0, path.length - spec.name.length) + when.field);
  const values = when.is.map((value) => context.words(`${other}.options.${value}`) ?? value).join(', ');
  return context.t('actForm.only', { field: context.words(`${other}.label`) ?? when.field, values });
}

function similarOf(context: FieldContext, path: string) {
  const similar = context.similar?.[path];
  return similar ? { similar } : {};
}

function dateEcho(value: string | undefined, lang: Lang, reading: FormContext | undefined) {
  if (value === undefined || value.trim() === '' || reading === undefined) return {};
  const read = parseDateInput(value, reading);
  return { today: reading.today, ...(read.ok ? { echo: formatWeekdayDate(read.date, lang) } : {}) };
}

function moneyEcho(value: string | undefined, lang: Lang) {
  const read = value === undefined || value.trim() === '' ? undefined : parseMoneyInput(value);
  return read?.ok ? { echo: formatMoney(read.dong, lang) } : {};
}
