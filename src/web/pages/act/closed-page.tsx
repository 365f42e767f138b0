/** The page of an act that cannot be performed: why, who can, and what was typed. */

import { isPossibleIn } from '../../../dossier/access.ts';
import { fieldsOf } from '../../../dossier/schema.ts';
import { NEW_STAGE } from '../../../dossier/words.ts';
import { Banner } from '../../components/banner.tsx';
import { LinkButton } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import type { FormEcho } from '../../form/values.ts';
import { fieldLabel } from '../showing/act-body.tsx';
import type { Reader } from '../showing/reader.ts';
import { Prose } from '../showing/text.tsx';
import { whoMay } from './capacities.ts';
import { openingActs, type Subject } from './subject.ts';

/** True when the act fits the stage and only the reader's capacity is missing. */
export function fitsStage(subject: Subject): boolean {
  return isPossibleIn(subject.kind, subject.spec, subject.view?.dossier.stage ?? NEW_STAGE);
}

/** Says why the act cannot be performed now, and keeps what was typed readable. */
export function ClosedPage({ r, subject, values }: { r: Reader; subject: Subject; values?: FormEcho }) {
  const { kind, act, spec, view, base } = subject;
  const who = whoMay(r, kind, spec);
  const stage = view ? r.say.stage(kind.name, view.dossier.stage) : '';
  const why = fitsStage(subject)
    ? who === ''
      ? r.t('pages.closed.system')
      : r.t('pages.closed.capacity', { who })
    : r.t('pages.closed.stage', { stage, who: who === '' ? r.t('timeline.system') : who });
  const typed = typedRows(r, subject, values ?? {});
  return (
    <section class="problem">
      <h1>{r.t('pages.closed.title', { act: r.say.act(kind.name, act, 'label') })}</h1>
      <p class="lead">{why}</p>
      <div class="btns">
        <LinkButton href={base} look="plain">
          {view ? r.t('pages.closed.back') : r.t('pages.closed.backList')}
        </LinkButton>
        {(view ? view.available.filter((a) => a.answers).slice(0, 2) : openingActs(r, kind).filter((a) => a.act !== act)).map(
          (a) => (
            <LinkButton key={a.act} href={view ? `${base}/${a.act}` : `${base}/moi/${a.act}`}>
              {r.say.act(kind.name, a.act, 'label')}
            </LinkButton>
          ),
        )}
      </div>
      {typed.length > 0 ? (
        <>
          <Banner>{r.t('error.kept')}</Banner>
          <Card title={r.t('pages.closed.typed')}>
            <SummaryList t={r.t} rows={typed} />
          </Card>
        </>
      ) : null}
    </section>
  );
}

function typedRows(r: Reader, subject: Subject, values: FormEcho) {
  return fieldsOf(subject.spec.body)
    .filter((f) => f.meta.widget !== 'hidden')
    .flatMap((f) => {
      const typed = Object.entries(values)
        .filter(([name]) => name === f.name || name.startsWith(`${f.name}.`))
        .flatMap(([, all]) => all)
        .filter((v) => v.trim() !== '');
      return typed.length === 0
        ? []
        : [{ label: fieldLabel(r, subject.kind, subject.act, f.name), value: <Prose r={r} text={typed.join('\n')} /> }];
    });
}
