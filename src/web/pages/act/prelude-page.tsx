/** What comes before the form of an act: a question whose answer may lead elsewhere, then a text to be confirmed. Nothing is kept meanwhile. */
import type { ComponentChildren } from 'preact';
import type { Prelude } from '../../../dossier/kind.ts';
import { fieldsOf } from '../../../dossier/schema.ts';
import { Banner } from '../../components/banner.tsx';
import { Button, LinkButton } from '../../components/button.tsx';
import { Card, Columns } from '../../components/card.tsx';
import { RadioGroup } from '../../components/choice-field.tsx';
import { safeHref } from '../../components/safe-link.tsx';
import type { FormEcho } from '../../form/values.ts';
import { listHref } from '../showing/address.ts';
import type { Reader } from '../showing/reader.ts';
import type { Subject } from './subject.ts';

/** Which page comes next: the question, the way that leads elsewhere, the text; none once both are answered. */
export type PreludeStep = 'ask' | 'elsewhere' | 'confirm';

/** Looks at what the form would begin with. A text that has changed since is read again. */
export function preludeStep({ spec, view }: Subject, values: FormEcho): PreludeStep | undefined {
  const { prelude } = spec;
  if (!prelude || view) return undefined;
  const answer = first(values, prelude.ask);
  if (answer === undefined || !optionsOf(spec.body, prelude).includes(answer)) return 'ask';
  if (Object.hasOwn(prelude.elsewhere, answer)) return 'elsewhere';
  return first(values, prelude.confirm.field) === prelude.confirm.text ? undefined : 'confirm';
}

/** What was answered on these pages, of everything an address carries. */
export function preludeAnswers({ spec: { prelude } }: Subject, given: FormEcho): FormEcho {
  const names = prelude ? [prelude.ask, prelude.confirm.field] : [];
  return Object.fromEntries(Object.entries(given).filter(([name]) => names.includes(name)));
}

const first = (values: FormEcho, name: string): string | undefined => values[name]?.[0];

const optionsOf = (body: Subject['spec']['body'], { ask }: Prelude): readonly string[] =>
  fieldsOf(body).find((field) => field.name === ask)?.meta.options ?? [];

interface PreludeProps {
  readonly r: Reader;
  readonly subject: Subject;
  readonly values: FormEcho;
  readonly step: PreludeStep;
}

/** One page of what comes before the form. */
export function PreludePage(props: PreludeProps) {
  const { r, subject, step } = props;
  const { prelude } = subject.spec;
  if (!prelude) return null;
  const Page = { ask: Ask, elsewhere: Elsewhere, confirm: Confirm }[step];
  return (
    <>
      <h1>{r.say.act(subject.kind.name, subject.act, 'label')}</h1>
      <div class="meta">
        <span>{r.t('pages.prelude.nothingKept')}</span>
      </div>
      <Columns body={<Page {...props} prelude={prelude} />} />
    </>
  );
}

type StepProps = PreludeProps & { readonly prelude: Prelude };

const wordOf = ({ r, subject }: PreludeProps, key: string): string =>
  r.say.kind(subject.kind.name, `preludes.${subject.act}.${key}`);

function Ask(props: StepProps): ComponentChildren {
  const { r, subject, values, prelude } = props;
  const { kind, spec, action } = subject;
  const field = `fields.${prelude.ask}`;
  return (
    <section class="card">
      <form method="get" action={safeHref(action)}>
        <RadioGroup
          t={r.t}
          id={prelude.ask}
          name={prelude.ask}
          label={r.say.kind(kind.name, `${field}.label`)}
          hint={r.say.kind(kind.name, `${field}.hint`)}
          required
          {...(values[prelude.ask]?.[0] === undefined ? {} : { value: values[prelude.ask]?.[0] ?? '' })}
          choices={optionsOf(spec.body, prelude).map((option) => ({
            value: option,
            label: r.say.kind(kind.name, `${field}.options.${option}`),
            note: wordOf(props, `answers.${option}`),
          }))}
        />
        <div class="btns">
          <Button primary>{r.t('pages.prelude.next')}</Button>
        </div>
      </form>
    </section>
  );
}

function Elsewhere(props: StepProps): ComponentChildren {
  const { r, subject, values, prelude } = props;
  const answer = first(values, prelude.ask) ?? '';
  const way = prelude.elsewhere[answer];
  const kind = way && r.registry.find(way.kind);
  return (
    <Card title={r.say.kind(subject.kind.name, `fields.${prelude.ask}.options.${answer}`)}>
      <Banner>{wordOf(props, `answers.${answer}`)}</Banner>
      <div class="btns">
        {kind && way ? (
          <LinkButton href={`${listHref(kind)}/moi/${encodeURIComponent(way.act)}`} primary>
            {r.say.act(kind.name, way.act, 'label')}
          </LinkButton>
        ) : null}
        <LinkButton href={`${subject.action}?${prelude.ask}=`} look="plain">
          {r.t('pages.prelude.again')}
        </LinkButton>
      </div>
    </Card>
  );
}

function Confirm(props: StepProps): ComponentChildren {
  const { r, subject, values, prelude } = props;
  const { field, text, parts } = prelude.confirm;
  return (
    <section class="card">
      {parts.map((part) => (
        <div key={part} class="tight">
          <h2>{wordOf(props, `parts.${part}.title`)}</h2>
          <p>{wordOf(props, `parts.${part}.text`)}</p>
        </div>
      ))}
      <form method="get" action={safeHref(subject.action)}>
        <input type="hidden" name={prelude.ask} value={first(values, prelude.ask) ?? ''} />
        <p class="sm muted gap-m">{r.t('pages.prelude.kept', { text })}</p>
        <div class="btns">
          <Button name={field} value={text} primary>
            {wordOf(props, 'confirm')}
          </Button>
          <LinkButton href={`${subject.action}?${prelude.ask}=`} look="plain">
            {r.t('pages.prelude.again')}
          </LinkButton>
        </div>
      </form>
    </section>
  );
}
