/** What will be done and what will not, dossier by dossier, before anything is written. */
import { fieldsOf } from '../../../dossier/schema.ts';
import type { Json } from '../../../kernel/json.ts';
import type { Foreseen } from '../../../store/bulk/carry-out.ts';
import type { DossierRowView } from '../../../store/read/dossier-row.ts';
import { EmptyState } from '../../components/banner.tsx';
import { Button, LinkButton } from '../../components/button.tsx';
import { HiddenFields } from '../../components/form.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import { EchoFields } from '../../form/echo-fields.tsx';
import { FORM_NAMES, type FormEcho } from '../../form/values.ts';
import type { Words } from '../../http/words.ts';
import { EDIT } from '../act/posted.ts';
import { problemText } from '../act/words.ts';
import { fieldLabel, fieldText } from '../showing/act-body.tsx';
import type { Reader } from '../showing/reader.ts';
import { Prose } from '../showing/text.tsx';
import { type Chosen, type SharedAct, writeItems } from './chosen.ts';
import { BULK } from './names.ts';
import { RowsTable } from './rows-table.tsx';

/** Everything the page shows. */
export interface BulkCheckProps {
  readonly r: Reader;
  readonly words: Words;
  readonly chosen: Chosen;
  readonly shared: SharedAct;
  readonly foreseen: readonly Foreseen[];
  readonly token: string;
  readonly idempotencyKey: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly echo: FormEcho;
}

/** Two lists and one button that says how many. */
export function BulkCheckPage(props: BulkCheckProps) {
  const { r, words, chosen, shared, foreseen, token, idempotencyKey, body, echo } = props;
  const { kind, act, spec } = shared;
  const able = foreseen.filter((f) => 'seq' in f);
  const why = new Map(foreseen.flatMap((f) => ('refused' in f ? [[f.dossier, f.refused] as const] : [])));
  const willBe = chosen.rows.filter((row) => !why.has(row.id));
  const willNotBe = chosen.rows.filter((row) => why.has(row.id));
  const label = r.say.act(kind.name, act, 'label');
  const answers = fieldsOf(spec.body).flatMap((field) => {
    const text = fieldText(r, kind.name, field, body[field.name] as Json | undefined);
    return text === '' ? [] : [{ label: fieldLabel(r, kind, act, field.name), value: <Prose r={r} text={text} /> }];
  });
  const reason = (row: DossierRowView) => {
    const refused = why.get(row.id);
    return refused ? problemText(r, words, refused.code, refused.params, row.kind) : '';
  };
  return (
    <>
      <h1>{r.t('bulk.check.title', { act: label })}</h1>
      <p class="lead">{r.t('bulk.check.lead', { will: willBe.length, wont: willNotBe.length })}</p>
      <form class="form card" method="post" action={`${BULK.path}/lam`}>
        <HiddenFields
          values={{
            [FORM_NAMES.token]: token,
            [FORM_NAMES.key]: idempotencyKey,
            [BULK.what]: act,
            [BULK.back]: chosen.back,
            [BULK.chosen]: writeItems(able.length > 0 ? able : chosen.items),
          }}
        />
        <EchoFields echo={echo} />
        {answers.length > 0 ? <SummaryList t={r.t} rows={answers} /> : null}
        <p class="note">{r.t(willBe.length === 0 ? 'bulk.check.none' : 'bulk.check.note')}</p>
        <div class="actions">
          {willBe.length === 0 ? null : (
            <Button primary keys="F4">
              {r.t('bulk.do', { act: label, n: willBe.length })}
            </Button>
          )}
          <Button look="plain" name={EDIT} value="1" formAction={`${BULK.path}/kiem-tra`}>
            {r.t('act.edit')}
          </Button>
          <LinkButton look="plain" href={chosen.back}>
            {r.t('bulk.back')}
          </LinkButton>
        </div>
      </form>
      {willNotBe.length === 0 ? null : (
        <section class="card">
          <RowsTable
            r={r}
            caption={r.t('bulk.check.wont', { n: willNotBe.length })}
            rows={willNotBe}
            said={{ label: r.t('bulk.why'), of: reason }}
          />
        </section>
      )}
      {willBe.length === 0 ? (
        <EmptyState title={r.t('bulk.check.nothing')} />
      ) : (
        <section class="card">
          <RowsTable r={r} caption={r.t('bulk.check.will', { n: willBe.length })} rows={willBe} />
        </section>
      )}
    </>
  );
}
