import { Banner, EmptyState, PageHelp } from '../../components/banner.tsx';
import { Buttons, LinkButton } from '../../components/button.tsx';
import { Card, Columns } from '../../components/card.tsx';
import { ClockPanel } from '../../components/clock-panel.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { DayStrip } from '../../components/day-strip.tsx';
import { Light, type LightView, Unverified } from '../../components/light.tsx';
import { textLang } from '../../components/text-lang.ts';
import { Timeline } from '../../components/timeline.tsx';
import { WaitList } from '../../components/work-list.tsx';
import type { Todo } from '../dossier/todo.ts';
import type { Reader } from '../showing/reader.ts';
import { confidenceWord, type DeadlineView } from './view.ts';

/** What the page needs. */
export interface DeadlinePageProps {
  readonly r: Reader;
  readonly title: string;
  readonly today: string;
  readonly base: string;
  readonly v: DeadlineView | undefined;
  readonly todo: Todo;
  readonly others: readonly { readonly label: string; readonly href: string; readonly light: LightView }[];
}

/** Day by day, step by step, with the clause of each rule and how sure we are of it. */
export function DeadlinePage(props: DeadlinePageProps) {
  const { r, title, v, base } = props;
  if (!v) return <EmptyState title={r.t('pages.deadline.none')} action={<a href={base}>{r.t('pages.closed.back')}</a>} />;
  return (
    <>
      <h1>{r.t('pages.deadline.title', { clock: v.label })}</h1>
      <p class="lead" lang={textLang(r.lang, title)}>
        {title}
      </p>
      <div class="meta">
        <Light {...v.clock.light} />
        <span>{r.t('pages.deadline.holder', { who: v.clock.holder })}</span>
      </div>
      {v.doubts.length > 0 ? (
        <Banner tone="warn">
          <b>{r.t('pages.doubts.title')}</b>
          <ul class="plain">
            {v.doubts.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Banner>
      ) : null}
      <Columns first={<Now {...props} v={v} />} body={<Working {...props} v={v} />} rest={<Rest {...props} v={v} />} />
      <PageHelp t={r.t}>
        <p>{r.t('pages.deadline.help')}</p>
      </PageHelp>
    </>
  );
}

type Explained = DeadlinePageProps & { readonly v: DeadlineView };

function Now({ r, v, todo }: Explained) {
  const links = [...(todo.primary ? [todo.primary] : []), ...todo.secondary];
  return (
    <Card title={r.t('pages.deadline.now')}>
      <ClockPanel t={r.t} tone={v.clock.light.tone} text={v.clock.light.text} date={v.clock.date} history={v.clock.history} />
      {links.length > 0 ? (
        <Buttons full>
          {links.map((link) => (
            <LinkButton
              key={link.href}
              href={link.href}
              look={link === todo.primary ? 'filled' : 'plain'}
              {...(link === todo.primary ? { primary: true, keys: 'F4' } : {})}
            >
              {link.label}
            </LinkButton>
          ))}
        </Buttons>
      ) : null}
    </Card>
  );
}

function Working({ r, v, today }: Explained) {
  return (
    <>
      <Card title={r.t('pages.deadline.days')} aside={<span class="muted">{r.t('pages.deadline.today', { date: today })}</span>}>
        {v.weeks.length === 0 ? (
          <p class="muted">{r.t('pages.deadline.tooLong')}</p>
        ) : (
          <DayStrip t={r.t} caption={v.caption} weeks={v.weeks} />
        )}
      </Card>
      <Card title={r.t('pages.deadline.steps')}>
        <DataTable
          t={r.t}
          caption={r.t('pages.deadline.stepsCaption')}
          hideCaption
          columns={[
            { key: 'what', label: r.t('pages.deadline.what'), head: true },
            { key: 'basis', label: r.t('pages.deadline.basis') },
            { key: 'due', label: r.t('pages.deadline.newDue'), short: r.t('pages.deadline.newDue'), number: true },
          ]}
          rows={v.steps.map((step, i) => ({
            id: String(i),
            cells: {
              what: (
                <>
                  {step.title}
                  {step.notes.map((note) => (
                    <small key={note}>{note}</small>
                  ))}
                </>
              ),
              basis: (
                <>
                  <span lang={textLang(r.lang, step.basis)}>{step.basis}</span>{' '}
                  {step.confidence === 'unverified' ? (
                    <Unverified t={r.t} />
                  ) : (
                    <small>{confidenceWord(r, step.confidence)}</small>
                  )}
                </>
              ),
              due: step.due === '' ? undefined : step.isOld ? <s>{step.due}</s> : <b>{step.due}</b>,
            },
          }))}
        />
        <p class="note">
          {v.calendar.join(' ')} <small class="mono">{v.calendarMark}</small>
        </p>
      </Card>
    </>
  );
}

function Rest({ r, v, others }: Explained) {
  return (
    <>
      {v.silence.length > 0 ? (
        <Card title={r.t('pages.silence.title')}>
          <Timeline events={v.silence.map((s) => ({ title: s.text, at: s.date, atIso: s.iso, kind: 'auto' as const }))} />
        </Card>
      ) : null}
      {others.length > 0 ? (
        <Card title={r.t('pages.deadline.others')}>
          <WaitList items={others.map((o) => ({ text: <a href={o.href}>{o.label}</a>, light: o.light }))} />
        </Card>
      ) : null}
    </>
  );
}
