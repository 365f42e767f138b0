/** The last look before an act that cannot be taken back: every answer, none of it written yet. */
import { fieldsOf } from '../../../dossier/schema.ts';
import type { Json } from '../../../kernel/json.ts';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { HiddenFields } from '../../components/form.tsx';
import { safeHref } from '../../components/safe-link.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import { EchoFields } from '../../form/echo-fields.tsx';
import { FORM_NAMES, type FormEcho } from '../../form/values.ts';
import { fieldLabel, fieldText } from '../showing/act-body.tsx';
import type { Reader } from '../showing/reader.ts';
import { Prose } from '../showing/text.tsx';
import { SignBox, type SignWays } from '../signing/sign-box.tsx';
import type { Consequence } from './consequences.ts';
import { CHECKED, EDIT } from './posted.ts';
import type { Subject } from './subject.ts';

/** What the page carries from the form to the act. */
export interface CheckPageProps {
  readonly r: Reader;
  readonly subject: Subject;
  readonly token: string;
  readonly idempotencyKey: string;
  readonly seq: string | undefined;
  readonly as: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
  readonly echo: FormEcho;
  /** What follows, in the order in which it is read. */
  readonly consequences: readonly Consequence[];
  /** Present: the act must be confirmed in person. */
  readonly ways?: SignWays;
  /** What the field says that a correction puts other words in place of. */
  readonly present?: string;
  /** What kept the act from being done when the page was sent. */
  readonly refusal?: string;
}

/** All answers with the way back to each and one button that makes them an act. */
export function CheckPage(props: CheckPageProps) {
  const { r, subject, token, idempotencyKey, seq, as, body, echo, consequences, ways, refusal, present } = props;
  const { kind, act, spec, view } = subject;
  const rows = fieldsOf(spec.body).flatMap((field) => {
    const text = fieldText(r, kind.name, field, body[field.name] as Json | undefined);
    if (text === '') return [];
    const row = { label: fieldLabel(r, kind, act, field.name), value: <Prose r={r} text={text} /> };
    // What stands there now is read before what takes its place.
    return present !== undefined && field.name === 'field'
      ? [row, { label: r.t('pages.check.present'), value: <Old r={r} text={present} /> }]
      : [row];
  });
  const capacity = subject.capacities.find((c) => c.key === as) ?? subject.capacities[0];
  return (
    <>
      <h1>{r.t('pages.check.title')}</h1>
      <p class="lead">
        {r.say.act(kind.name, act, 'label')}
        {view ? `: ${view.row.title}` : ''}
      </p>
      {refusal === undefined ? null : (
        <Banner tone="late" status>
          {refusal}
        </Banner>
      )}
      <form class="form card" method="post" action={safeHref(subject.action)}>
        <HiddenFields
          values={{
            [FORM_NAMES.token]: token,
            [FORM_NAMES.key]: idempotencyKey,
            [FORM_NAMES.seq]: seq,
            [FORM_NAMES.as]: as,
          }}
        />
        <EchoFields echo={echo} />
        <SummaryList
          t={r.t}
          rows={[
            ...rows,
            ...(capacity ? [{ label: r.t('actForm.capacity'), value: capacity.title[r.lang] || r.asker.standing.name }] : []),
          ]}
        />
        {consequences.length === 0 ? null : (
          <section class="gap-m" aria-labelledby="khi-gui-di">
            <h2 id="khi-gui-di">{r.t('pages.check.effects')}</h2>
            <SummaryList t={r.t} rows={consequences.map(({ label, value }) => ({ label, value }))} />
          </section>
        )}
        <p class="note">{r.t('pages.check.note')}</p>
        {ways ? (
          <SignBox t={r.t} ways={ways} label={r.say.act(kind.name, act, 'button')} send={{ name: CHECKED, value: '1' }} />
        ) : null}
        <div class="actions">
          {ways ? null : (
            <Button primary keys="F4" name={CHECKED} value="1">
              {r.say.act(kind.name, act, 'button')}
            </Button>
          )}
          <Button look="plain" name={EDIT} value="1">
            {r.t('act.edit')}
          </Button>
        </div>
      </form>
    </>
  );
}

function Old({ r, text }: { readonly r: Reader; readonly text: string }) {
  return (
    <s>
      <Prose r={r} text={text} />
    </s>
  );
}
