/** What is said once for all the dossiers chosen; nothing is done before it was looked at again. */
import type { FieldProblem } from '../../../kernel/errors.ts';
import { Banner, PageHelp } from '../../components/banner.tsx';
import { ActForm } from '../../form/act-form.tsx';
import type { ReadForm } from '../../form/read-form.ts';
import type { FormEcho } from '../../form/values.ts';
import type { Words } from '../../http/words.ts';
import { formWords, problemText } from '../act/words.ts';
import type { Reader } from '../showing/reader.ts';
import { type Chosen, type SharedAct, writeItems } from './chosen.ts';
import { BULK } from './names.ts';
import { RowsTable } from './rows-table.tsx';

/** Everything the page shows. */
export interface BulkFormProps {
  readonly r: Reader;
  readonly words: Words;
  readonly chosen: Chosen;
  readonly shared: SharedAct;
  readonly token: string;
  readonly idempotencyKey: string;
  readonly values?: FormEcho;
  readonly problems?: readonly FieldProblem[];
  readonly moreRows?: ReadForm['moreRows'];
}

/** The fields of the act without those each dossier answers for itself, and the dossiers below. */
export function BulkFormPage(props: BulkFormProps) {
  const { r, words, chosen, shared, token, idempotencyKey, values, problems, moreRows } = props;
  const { kind, act, spec } = shared;
  const said = formWords(r, words, kind, act);
  const n = chosen.rows.length;
  const hint = r.say.act(kind.name, act, 'hint');
  return (
    <>
      <h1>{r.t('bulk.title', { act: r.say.act(kind.name, act, 'label'), n })}</h1>
      {hint === '' ? null : <p class="lead">{hint}</p>}
      {chosen.isCut ? <Banner tone="warn">{r.t('bulk.cut', { n })}</Banner> : null}
      <section class="card">
        <h2 class="vh">{r.t('pages.act.form')}</h2>
        <ActForm
          kind={kind.name}
          act={act}
          spec={spec}
          t={said.t}
          lang={r.lang}
          has={said.has}
          fieldProblem={(p) => problemText(r, words, p.code, p.params ?? {}, kind.name)}
          org={r.asker.org}
          action={`${BULK.path}/kiem-tra`}
          token={token}
          idempotencyKey={idempotencyKey}
          fixed={{ [BULK.chosen]: writeItems(chosen.items), [BULK.what]: act, [BULK.back]: chosen.back }}
          reading={{ today: r.asker.today, calendar: r.asker.law.calendar }}
          send={r.t('bulk.next')}
          id="hang-loat"
          {...(values ? { values } : {})}
          {...(problems ? { problems } : {})}
          {...(moreRows ? { moreRows } : {})}
        />
        <p class="sm muted gap-m">
          {r.t('pages.act.signedBy', { name: r.t('pages.who.official', { name: r.asker.standing.name }) })}
        </p>
      </section>
      <section class="card">
        <RowsTable r={r} caption={r.t('bulk.chosen', { n })} rows={chosen.rows} />
      </section>
      <PageHelp t={r.t}>
        <p>{r.t('bulk.help')}</p>
      </PageHelp>
    </>
  );
}
