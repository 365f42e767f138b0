/** The page of one act: its form, with what happened meanwhile when somebody else was faster. */
import type { ComponentChildren } from 'preact';
import { fieldsOf } from '../../../dossier/schema.ts';
import type { FieldProblem } from '../../../kernel/errors.ts';
import { formatStamp, formatTime } from '../../../kernel/format.ts';
import type { PersonId } from '../../../kernel/ids.ts';
import type { Instant } from '../../../kernel/time.ts';
import { Banner, PageHelp } from '../../components/banner.tsx';
import { Card, Columns } from '../../components/card.tsx';
import { Light } from '../../components/light.tsx';
import { safeHref } from '../../components/safe-link.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import { textLang } from '../../components/text-lang.ts';
import { Timeline } from '../../components/timeline.tsx';
import { ActForm } from '../../form/act-form.tsx';
import type { ReadForm } from '../../form/read-form.ts';
import { FORM_NAMES, type FormEcho } from '../../form/values.ts';
import type { Words } from '../../http/words.ts';
import { buildContent } from '../dossier/content.ts';
import { buildTimeline } from '../dossier/timeline.tsx';
import { bigClock, chooseClock } from '../dossier/todo.ts';
import { paperChoices } from '../showing/paper-kinds.ts';
import type { Reader } from '../showing/reader.ts';
import { Value } from '../showing/value.tsx';
import { SimilarBox } from '../similar/box.tsx';
import { SEEN, type SimilarItem } from '../similar/items.ts';
import type { CorrectionForm } from './correction.ts';
import type { Subject } from './subject.ts';
import { formWords, problemText } from './words.ts';

/** Everything the form page shows. */
export interface ActPageProps {
  readonly r: Reader;
  readonly words: Words;
  readonly subject: Subject;
  readonly token: string;
  readonly idempotencyKey: string;
  readonly values: FormEcho;
  readonly problems?: readonly FieldProblem[];
  /** A refusal that belongs to no field. */
  readonly refusal?: { readonly code: string; readonly params: Readonly<Record<string, string | number>> };
  readonly moreRows?: ReadForm['moreRows'];
  readonly chosen?: string;
  readonly draftUrl?: string;
  readonly restored?: { readonly at: Instant; readonly discard: string; readonly back: string };
  /** The sequence the typed text was written against, when the dossier has moved on since. */
  readonly movedSince?: number;
  readonly correction?: CorrectionForm;
  /** Dossiers that may already say the same, found when the form was sent. */
  readonly alike?: readonly SimilarItem[];
  /** True when the writer has been told of them. */
  readonly seen?: boolean;
  /** What the kind's special view lays beside the form. */
  readonly beside?: ComponentChildren;
}

/** Heading, what changed meanwhile, and the form with everything typed in it. */
export function ActPage(props: ActPageProps) {
  const { r, words, subject } = props;
  const { kind, act, view } = subject;
  const hint = r.say.act(kind.name, act, 'hint');
  const name = `${r.say.act(kind.name, act, 'label')}${props.correction ? `: ${props.correction.of.label}` : ''}`;
  return (
    <>
      <h1>{name}</h1>
      {view ? (
        <p class="lead" lang={textLang(r.lang, view.row.title)}>
          {view.row.title}
        </p>
      ) : null}
      {hint === '' ? null : (
        <div class="meta">
          <span>{hint}</span>
        </div>
      )}
      {props.restored ? (
        <Banner status>
          {r.t('pages.draft.restored', { time: formatStamp(props.restored.at) })}{' '}
          <form method="post" action={safeHref(props.restored.discard)} class="inline">
            <input type="hidden" name={FORM_NAMES.token} value={props.token} />
            <input type="hidden" name="den" value={props.restored.back} />
            <button class="linkbtn" type="submit">
              {r.t('pages.draft.discard')}
            </button>
          </form>
        </Banner>
      ) : null}
      {props.refusal ? (
        <Banner tone="late" status>
          {problemText(r, words, props.refusal.code, props.refusal.params, kind.name)}
        </Banner>
      ) : null}
      {props.alike ? <SimilarBox t={r.t} items={props.alike} joinText={r.t('obstacle.joinThis')} /> : null}
      {view && props.movedSince !== undefined ? <Meanwhile r={r} subject={subject} since={props.movedSince} /> : null}
      {view ? (
        <Columns
          first={
            <>
              {props.beside}
              <Context r={r} subject={subject} />
            </>
          }
          body={<FormCard {...props} />}
        />
      ) : (
        <Columns body={<FormCard {...props} />} />
      )}
      <PageHelp t={r.t}>
        <p>{r.say.kind(kind.name, 'about')}</p>
        <p>{r.t(kind.restricted ? 'pages.act.helpKeepsNothing' : 'pages.act.help')}</p>
      </PageHelp>
    </>
  );
}

function FormCard(props: ActPageProps): ComponentChildren {
  const { r, words, subject, correction } = props;
  const { kind, act, view } = subject;
  const renamed: Record<string, string> = correction ? { text: correction.of.field, number: correction.of.field } : {};
  const said = formWords(r, words, kind, act, renamed);
  const { standing } = r.asker;
  return (
    <section class="card">
      <h2 class="vh">{r.t('pages.act.form')}</h2>
      {correction ? (
        <p>
          {r.t('pages.act.correcting', { n: correction.of.seq })} <s>{correction.of.present}</s>
        </p>
      ) : null}
      <ActForm
        kind={kind.name}
        act={act}
        spec={correction ? { ...subject.spec, body: correction.body as typeof subject.spec.body } : subject.spec}
        t={said.t}
        lang={r.lang}
        has={said.has}
        fieldProblem={(p) => problemText(r, words, p.code, p.params ?? {}, kind.name)}
        org={r.asker.org}
        action={subject.action}
        token={props.token}
        idempotencyKey={props.idempotencyKey}
        {...(view ? { seq: view.dossier.seq } : {})}
        values={props.values}
        {...(props.problems ? { problems: props.problems } : {})}
        capacities={subject.capacities}
        {...(props.chosen === undefined ? {} : { chosen: props.chosen })}
        {...(props.draftUrl === undefined || kind.restricted ? {} : { draftUrl: props.draftUrl })}
        {...(kind.restricted ? { keepNothing: true } : {})}
        reading={{ today: r.asker.today, calendar: r.asker.law.calendar }}
        choices={paperChoices(r, fieldsOf(subject.spec.body), 'whole')}
        {...(props.moreRows ? { moreRows: props.moreRows } : {})}
        {...(!view && kind.similar ? { similar: { [kind.similar.field]: { url: `/goi-y/${kind.prefix.toLowerCase()}` } } } : {})}
        {...(props.seen ? { fixed: { [SEEN]: 'yes' } } : {})}
        id={`viec-${act}`}
      />
      {hidesActor(subject, standing.person) ? null : (
        <p class="sm muted gap-m">{r.t('pages.act.signedBy', { name: r.t('pages.who.official', { name: standing.name }) })}</p>
      )}
    </section>
  );
}

/** True where the act may be recorded without showing who did it, so that no name is promised either way. */
function hidesActor({ spec, kind, view }: Subject, person: PersonId | null): boolean {
  if (spec.maskActor !== undefined) return true;
  return view !== undefined && person !== null && kind.hides?.(view.dossier.state, person) !== undefined;
}

/** Beside the form: the deadline the act answers, and what the dossier says. */
function Context({ r, subject }: { r: Reader; subject: Subject }) {
  const { view, base } = subject;
  if (!view) return null;
  const chosen = chooseClock(r, view);
  const clock = chosen && bigClock(r, view, chosen.clock, base);
  return (
    <Card title={r.t('pages.act.about')}>
      {clock ? (
        <div class="tight">
          <Light {...clock.light} flat /> <span class="nw">{clock.date}</span>
          {clock.unsettled ? <p class="sm muted">{r.t('deadline.unsettled')}</p> : null}
        </div>
      ) : null}
      <SummaryList
        t={r.t}
        pair
        rows={buildContent(r, view, base)
          .slice(0, 6)
          .map((row) => ({ label: row.label, value: <Value r={r} kind={view.kind.name} how={row.how} value={row.value} /> }))}
      />
      <p class="sm gap-s">
        <a href={base}>{r.t('pages.act.whole')}</a>
      </p>
    </Card>
  );
}

/** Side by side with the form: every act since the page was opened. */
function Meanwhile({ r, subject, since }: { r: Reader; subject: Subject; since: number }) {
  const { view, base } = subject;
  if (!view) return null;
  const recent = { ...view, acts: view.acts.filter((a) => a.seq > since), available: [] };
  const last = recent.acts.at(-1);
  return (
    <Card title={r.t('pages.act.movedTitle', { n: recent.acts.length })}>
      <p>{r.t('pages.act.movedWhat', { time: last ? formatTime(last.at) : '' })}</p>
      <Timeline events={buildTimeline(r, recent, 'all', base)} />
    </Card>
  );
}
