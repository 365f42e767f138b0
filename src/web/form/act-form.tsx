/** The form of any act of any kind, made from its schema. Works without script; what was typed is always shown again. */
import type { CapacityView } from '../../dossier/context.ts';
import type { AnyAct } from '../../dossier/kind.ts';
import { type FieldSpec, fieldsOf } from '../../dossier/schema.ts';
import type { FieldProblem } from '../../kernel/errors.ts';
import type { Lang, Translate } from '../../kernel/messages.ts';
import type { OrganisationDay } from '../../organisation/snapshot.ts';
import { Button } from '../components/button.tsx';
import { RadioGroup, type SelectOption } from '../components/choice-field.tsx';
import { ErrorSummary } from '../components/error-summary.tsx';
import { Form, FormActions, MoreFields } from '../components/form.tsx';
import { ActField, type FieldContext, fieldId, wordKey } from './act-field.tsx';
import { rowsValue } from './files-field.tsx';
import type { FormContext, ReadForm } from './read-form.ts';
import { FORM_NAMES, type FormEcho } from './values.ts';

/** What the form of an act needs. */
export interface ActFormProps {
  readonly kind: string;
  readonly act: string;
  readonly spec: AnyAct;
  readonly t: Translate;
  readonly lang: Lang;
  /** True when a message key has a text, so that an absent hint stays absent. */
  readonly has: (key: string) => boolean;
  readonly fieldProblem: (problem: FieldProblem) => string;
  readonly org: OrganisationDay;
  readonly action: string;
  /** `request.formToken()`. */
  readonly token: string;
  readonly idempotencyKey: string;
  /** The sequence the reader saw; absent for a new dossier. */
  readonly seq?: number;
  readonly values?: FormEcho;
  readonly problems?: readonly FieldProblem[];
  /** The capacities the act may be performed in; asked for when there are several. */
  readonly capacities?: readonly CapacityView[];
  readonly chosen?: string;
  readonly draftUrl?: string;
  readonly reading?: FormContext;
  readonly moreRows?: ReadForm['moreRows'];
  readonly choices?: FieldContext['choices'];
  readonly similar?: FieldContext['similar'];
  /** Fields the page itself settles: sent unseen with these values. */
  readonly fixed?: Readonly<Record<string, string>>;
  /** Leaves nothing in the browser, for sealed content. */
  readonly keepNothing?: boolean;
  /** Word of the button where sending does not perform the act yet. */
  readonly send?: string;
  readonly id?: string;
}

const EMPTY_ROWS = 3;
/** Most fields of a row that is still short. */
const SHORT_ROW = 2;
const MORE_ROWS = 10;

/** The whole form with its errors on top. */
export function ActForm(props: ActFormProps) {
  const { t, kind, act, spec, problems = [], fixed = {}, capacities = [] } = props;
  const all = fieldsOf(spec.body);
  const fields = all.filter((field) => !Object.hasOwn(fixed, field.name));
  const context = contextOf(props);
  const now = fields.filter((field) => field.meta.later !== true || field.required || field.meta.widget === 'hidden');
  const later = fields.filter((field) => !now.includes(field));
  const laterOpen = later.some((field) => isTouched(field, context));
  const label = props.send ?? t(`kinds.${kind}.acts.${act}.button`);
  return (
    <>
      <ErrorSummary
        t={t}
        errors={problems.map((problem) => ({ field: targetOf(all, problem.path), text: summaryText(props, problem) }))}
      />
      <Form
        t={t}
        action={props.action}
        hidden={{
          [FORM_NAMES.token]: props.token,
          [FORM_NAMES.key]: props.idempotencyKey,
          [FORM_NAMES.seq]: props.seq === undefined ? undefined : String(props.seq),
          ...fixed,
        }}
        files={all.some((field) => field.meta.widget === 'files')}
        {...(props.draftUrl ? { draftUrl: props.draftUrl } : {})}
        {...(props.keepNothing ? { keepNothing: true } : {})}
        {...(props.id ? { id: props.id } : {})}
      >
        {all.some((field) => field.meta.widget === 'list') ? (
          // Enter presses the first button of a form, which must not be the one that adds rows.
          <button type="submit" class="vh" tabIndex={-1} aria-hidden="true">
            {label}
          </button>
        ) : null}
        <Capacity capacities={capacities} chosen={props.chosen} t={t} lang={props.lang} org={props.org} />
        {now.map((field) => (
          <FieldOrRows key={field.name} spec={field} path={field.name} context={context} moreRows={props.moreRows} />
        ))}
        {later.length > 0 ? (
          <MoreFields summary={t('actForm.more')} open={laterOpen}>
            {later.map((field) => (
              <FieldOrRows key={field.name} spec={field} path={field.name} context={context} moreRows={props.moreRows} />
            ))}
          </MoreFields>
        ) : null}
        <FormActions>
          <Button primary keys="Ctrl Enter">
            {label}
          </Button>
        </FormActions>
      </Form>
    </>
  );
}

function contextOf(props: ActFormProps): FieldContext {
  const { kind, t, has, org, lang, reading, choices, similar } = props;
  const errors = new Map<string, string>();
  for (const problem of props.problems ?? []) {
    if (!errors.has(problem.path)) errors.set(problem.path, props.fieldProblem(problem));
  }
  return {
    org,
    lang,
    t,
    values: props.values ?? {},
    errors,
    words: (key) => (has(`kinds.${kind}.fields.${key}`) ? t(`kinds.${kind}.fields.${key}`) : undefined),
    ...(reading ? { reading } : {}),
    ...(choices ? { choices } : {}),
    ...(similar ? { similar } : {}),
  };
}

function isTouched(field: FieldSpec, { values, errors }: FieldContext): boolean {
  const mine = (name: string) => name === field.name || name.startsWith(`${field.name}.`);
  return Object.entries(values).some(([name, sent]) => mine(name) && sent.some((v) => v !== '')) || [...errors.keys()].some(mine);
}

/** The control an error leads to: that of the field itself, of its first row, or the form. */
function targetOf(fields: readonly FieldSpec[], path: string): string {
  const spec = fields.find((field) => field.name === path);
  return spec?.meta.widget === 'list' && spec.fields ? fieldId(`${path}.0.${spec.fields[0]?.name ?? ''}`) : fieldId(path);
}

function summaryText(props: ActFormProps, problem: FieldProblem): string {
  const { words } = contextOf({ ...props, problems: [] });
  const label = words(`${wordKey(problem.path)}.label`);
  const text = props.fieldProblem(problem);
  const name = problem.path === '' ? props.t('actForm.wholeForm') : (label ?? problem.path);
  return name.endsWith('?') ? `${name} ${text}` : `${name}: ${text}`;
}

function Capacity(props: {
  capacities: readonly CapacityView[];
  chosen: string | undefined;
  t: Translate;
  lang: Lang;
  org: OrganisationDay;
}) {
  const { capacities, chosen, t, lang, org } = props;
  const distinct = capacities.filter((c, n) => capacities.findIndex((o) => o.key === c.key) === n);
  const [first] = distinct;
  if (first === undefined) return null;
  if (distinct.length === 1) return <input type="hidden" name={FORM_NAMES.as} value={first.key} />;
  const choices: SelectOption[] = distinct.map((c) => ({
    value: c.key,
    label: c.onBehalfOf
      ? t('actForm.onBehalf', {
          title: c.title[lang],
          form: c.onBehalfOf.form,
          of: org.postTitle(c.onBehalfOf.post)[lang],
          number: c.onBehalfOf.documentNumber,
        })
      : c.title[lang],
  }));
  return (
    <RadioGroup
      t={t}
      id="f-as"
      name={FORM_NAMES.as}
      label={t('actForm.capacity')}
      choices={choices}
      value={chosen ?? first.key}
      required
    />
  );
}

function FieldOrRows({
  spec,
  path,
  context,
  moreRows,
}: {
  spec: FieldSpec;
  path: string;
  context: FieldContext;
  moreRows: ReadForm['moreRows'];
}) {
  if (spec.meta.widget === 'list' && spec.fields)
    return <Rows spec={spec} fields={spec.fields} path={path} context={context} moreRows={moreRows} />;
  if (spec.fields && spec.meta.widget !== 'files') {
    return (
      <fieldset class="q">
        <legend>{context.words(`${wordKey(path)}.label`) ?? spec.name}</legend>
        {spec.fields.map((field) => (
          <FieldOrRows key={field.name} spec={field} path={`${path}.${field.name}`} context={context} moreRows={moreRows} />
        ))}
      </fieldset>
    );
  }
  return <ActField spec={spec} path={path} context={context} />;
}

/** Short rows wait ready to be filled; rows of many fields would bury the button and come when asked for. */
function spareRows(fields: readonly FieldSpec[], filled: number): number {
  if (fields.length > SHORT_ROW) return filled > 0 ? 0 : 1;
  return filled > 0 ? 1 : EMPTY_ROWS;
}

function Rows(props: {
  spec: FieldSpec;
  fields: readonly FieldSpec[];
  path: string;
  context: FieldContext;
  moreRows: ReadForm['moreRows'];
}) {
  const { spec, fields, path, context, moreRows } = props;
  const { t, words, values, errors } = context;
  const label = words(`${wordKey(path)}.label`) ?? spec.name;
  const filled = Object.keys(values).reduce((most, name) => {
    const index = name.startsWith(`${path}.`) ? /^(\d+)\./.exec(name.slice(path.length + 1))?.[1] : undefined;
    return index === undefined ? most : Math.max(most, Number(index) + 1);
  }, 0);
  const count = filled + (moreRows?.path === path ? moreRows.count : spareRows(fields, filled));
  const error = errors.get(path);
  return (
    <fieldset class={error ? 'q bad' : 'q'}>
      <legend>{label}</legend>
      {words(`${wordKey(path)}.hint`) ? <p class="hint">{words(`${wordKey(path)}.hint`)}</p> : null}
      {error ? <p class="err">{error}</p> : null}
      {Array.from({ length: count }, (_, n) => (
        <fieldset class="row" key={n}>
          <legend>{t('actForm.row', { label, n: n + 1 })}</legend>
          {fields.map((field) => (
            <FieldOrRows
              key={field.name}
              spec={{ ...field, required: false }}
              path={`${path}.${n}.${field.name}`}
              context={context}
              moreRows={undefined}
            />
          ))}
        </fieldset>
      ))}
      <div class="btns">
        <Button look="plain" small {...rowsValue(path, fields.length > SHORT_ROW ? 1 : MORE_ROWS)}>
          {t('actForm.addRows')}
        </Button>
      </div>
    </fieldset>
  );
}
