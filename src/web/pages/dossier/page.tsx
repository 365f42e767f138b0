/** The one page of every kind of dossier. */
import type { ComponentChildren } from 'preact';
import { Banner, PageHelp } from '../../components/banner.tsx';
import { ActionBar, Buttons, LinkButton, OtherActions } from '../../components/button.tsx';
import { Card, Columns } from '../../components/card.tsx';
import { ClockPanel } from '../../components/clock-panel.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { Light, Tag } from '../../components/light.tsx';
import { Path } from '../../components/path.tsx';
import { NextSteps, Receipt } from '../../components/receipt.tsx';
import { safeHref } from '../../components/safe-link.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import { textLang } from '../../components/text-lang.ts';
import { Segments, Timeline } from '../../components/timeline.tsx';
import { WaitList } from '../../components/work-list.tsx';
import { PapersCard } from '../papers/card.tsx';
import { KeepWords } from '../receipts/act-page.tsx';
import { FirstRows } from '../rows/page.tsx';
import type { Reader } from '../showing/reader.ts';
import { Value } from '../showing/value.tsx';
import type { SectionView } from './content.ts';
import { SectionCard } from './section-card.tsx';
import type { PartyGroup, PartyRow, TieRow } from './ties.ts';
import type { DossierPageView } from './view.ts';

/** The addresses of the three scopes of the timeline. */
export const SCOPES = { milestones: 'moc', all: 'tat-ca', mine: 'cua-toi' } as const;

/** Header, receipt where one is asked for, and the three regions of the page. */
export function DossierPage({ r, v }: { r: Reader; v: DossierPageView }) {
  return (
    <>
      <Header r={r} v={v} />
      {v.receipt ? (
        <div class="gap-m">
          <Receipt t={r.t} time={v.receipt.time} code={v.receipt.code} note={v.receipt.note} url={v.receipt.url} />
          {v.receipt.keep ? (
            <Card title={r.t('receipts.keep.title')}>
              <KeepWords who={r} until={v.receipt.keep.until} />
              <Buttons>
                <LinkButton href={v.receipt.keep.file}>{r.t('receipts.keep.download')}</LinkButton>
                <LinkButton href={v.receipt.keep.page} look="plain">
                  {r.t('receipts.keep.show')}
                </LinkButton>
              </Buttons>
            </Card>
          ) : null}
          {v.receipt.steps.length > 0 ? (
            <Card title={r.t('receipt.next')}>
              <NextSteps steps={v.receipt.steps} />
            </Card>
          ) : null}
        </div>
      ) : null}
      {v.underWay > 0 ? <Banner>{r.t('pages.dossier.underWay', { n: v.underWay })}</Banner> : null}
      <Columns
        {...(hasTodo(v) ? { first: <TodoCard r={r} v={v} /> } : {})}
        body={<Body r={r} v={v} />}
        rest={<Rest r={r} v={v} />}
      />
      <PageHelp t={r.t}>
        <p>{v.about}</p>
        <p>{r.t('pages.dossier.help')}</p>
      </PageHelp>
    </>
  );
}

function Header({ r, v }: { r: Reader; v: DossierPageView }) {
  return (
    <>
      <h1 lang={textLang(r.lang, v.title)}>{v.title}</h1>
      <div class="meta">
        {v.stepLight ? <Light {...v.stepLight} /> : null}
        {v.wholeLight ? <Light {...v.wholeLight} /> : null}
        <Tag>{v.stage}</Tag>
        {v.classification ? <Tag>{v.classification}</Tag> : null}
        {v.facts.map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
        <span class="vh">{r.t('pages.header.kind', { kind: v.kindName })}</span>
      </div>
    </>
  );
}

/** Nobody waits on a record of the house: a card that says so would only be in the way. */
function hasTodo({ isApart, todo }: DossierPageView): boolean {
  return !isApart || todo.primary !== undefined || todo.secondary.length > 0 || todo.others.length > 0;
}

function TodoCard({ r, v }: { r: Reader; v: DossierPageView }) {
  const { todo } = v;
  const { clock } = todo;
  return (
    <Card title={r.t(todo.mine || todo.primary ? 'pages.todo.title' : 'pages.todo.titleWaiting')} id="viec-can-lam">
      {clock ? (
        <ClockPanel
          t={r.t}
          tone={clock.light.tone}
          text={clock.light.text}
          date={clock.date}
          unsettled={clock.unsettled}
          unverified={clock.unverified}
          howHref={clock.howHref}
          history={clock.history}
        >
          <p class="sm muted">{todo.waiting ?? `${clock.name} · ${clock.holder}`}</p>
        </ClockPanel>
      ) : (
        <p class="muted">{r.t('pages.todo.nothing')}</p>
      )}
      <Buttons full>
        {todo.primary ? (
          <LinkButton href={todo.primary.href} primary keys="F4">
            {todo.primary.label}
          </LinkButton>
        ) : null}
        {todo.remindHref ? (
          <LinkButton href={todo.remindHref} look="plain" {...(todo.primary ? {} : { primary: true, keys: 'F4' })}>
            {r.t('work.remind')}
          </LinkButton>
        ) : null}
        {todo.secondary.map((link) => (
          <LinkButton key={link.href} href={link.href} look="plain">
            {link.label}
          </LinkButton>
        ))}
      </Buttons>
      {todo.others.length > 0 ? (
        <OtherActions t={r.t}>
          {todo.others.map((link) => (
            <LinkButton key={link.href} href={link.href} look="plain">
              {link.label}
            </LinkButton>
          ))}
        </OtherActions>
      ) : null}
    </Card>
  );
}

function Body({ r, v }: { r: Reader; v: DossierPageView }): ComponentChildren {
  return (
    <>
      <Card title={r.t(v.isApart ? 'pages.dossier.stages' : 'pages.dossier.path')}>
        <Path t={r.t} steps={v.path} />
      </Card>
      {v.panelLeads ? v.panel : null}
      {v.content.length > 0 ? (
        <Card title={r.t('pages.dossier.content')}>
          <SummaryList
            t={r.t}
            rows={v.content.map((row) => ({
              label: row.label,
              value: <Value r={r} kind={v.kind} how={row.how} value={row.value} />,
              ...(row.editHref ? { editHref: row.editHref } : {}),
            }))}
          />
        </Card>
      ) : null}
      {v.panelLeads ? null : v.panel}
      {v.sections
        .filter((section) => section.rows.length > 0)
        .map((section) => (
          <SectionCard key={section.key} r={r} kind={v.kind} section={section} />
        ))}
      {v.tables.map((table) => (
        <FirstRows key={`${table.kind}.${table.section.key}`} r={r} table={table} />
      ))}
      <PapersCard r={r} papers={v.papers} base={v.base} />
      <Nothing r={r} sections={v.sections.filter((section) => section.rows.length === 0)} />
      <Documents r={r} v={v} />
      <History r={r} v={v} />
    </>
  );
}

/** What has nothing in it yet stands together, folded: a page shows first what there is. */
function Nothing({ r, sections }: { r: Reader; sections: readonly SectionView[] }) {
  if (sections.length === 0) return null;
  return (
    <Card title={r.t('pages.dossier.nothing')} id="chua-co">
      <details class="gap-s">
        <summary>{r.t('pages.dossier.nothingYet', { n: sections.length })}</summary>
        <SummaryList
          t={r.t}
          rows={sections.map((section) => ({ label: section.title, value: <span class="muted">{section.empty}</span> }))}
        />
      </details>
    </Card>
  );
}

function Documents({ r, v }: { r: Reader; v: DossierPageView }) {
  return (
    <Card title={r.t('dossier.docs')} id="tai-lieu">
      {v.documents.length === 0 ? (
        <p class="muted">{r.t('pages.documents.none')}</p>
      ) : (
        <DataTable
          t={r.t}
          caption={r.t('pages.documents.caption')}
          hideCaption
          columns={[
            { key: 'name', label: r.t('pages.documents.name'), head: true },
            { key: 'hash', label: r.t('pages.documents.hash'), noWrap: true },
            { key: 'received', label: r.t('pages.documents.received'), noWrap: true },
          ]}
          rows={v.documents.map((d) => ({
            id: d.id,
            cells: {
              name: (
                <>
                  {d.href ? <a href={d.href}>{d.name}</a> : <em class="muted">{d.name}</em>}
                  <small>{d.note}</small>
                </>
              ),
              hash: (
                <span class="mono nw" title={d.fullHash}>
                  {d.hash}
                </span>
              ),
              received: <a href={d.actHref}>{d.received}</a>,
            },
          }))}
        />
      )}
      <p class="note">
        {r.t('pages.documents.chain', { n: v.acts })}{' '}
        <span class="mono nw" title={v.head}>
          {`${v.head.slice(0, 4)} ${v.head.slice(4, 8)} … ${v.head.slice(-4)}`}
        </span>
      </p>
    </Card>
  );
}

function History({ r, v }: { r: Reader; v: DossierPageView }) {
  const words = { milestones: r.t('dossier.milestones'), all: r.t('dossier.all'), mine: r.t('timeline.mine') };
  return (
    <Card
      title={r.t('dossier.timeline')}
      id="dien-bien"
      aside={
        <Segments
          label={r.t('timeline.filter')}
          items={(['milestones', 'all', 'mine'] as const).map((scope) => ({
            text: words[scope],
            href: `${v.base}?dien-bien=${SCOPES[scope]}#dien-bien`,
            current: scope === v.scope,
          }))}
        />
      }
    >
      {v.timeline.length === 0 ? <p class="muted">{r.t('pages.timeline.none')}</p> : <Timeline events={v.timeline} />}
    </Card>
  );
}

function Rest({ r, v }: { r: Reader; v: DossierPageView }): ComponentChildren {
  return (
    <>
      {v.parties.length > 0 ? (
        <Card title={r.t('pages.dossier.parties')}>
          <SummaryList
            t={r.t}
            pair
            rows={v.parties.map((group) => ({ label: group.role, value: <Party r={r} group={group} /> }))}
          />
        </Card>
      ) : null}
      {v.ties.length > 0 ? (
        <Card title={r.t('pages.dossier.ties')}>
          <Ties r={r} ties={v.ties.slice(0, MOST_TIES)} />
          {v.ties.length > MOST_TIES ? (
            <details class="gap-s">
              <summary>{r.t('pages.ties.more', { n: v.ties.length - MOST_TIES })}</summary>
              <Ties r={r} ties={v.ties.slice(MOST_TIES)} />
            </details>
          ) : null}
        </Card>
      ) : null}
      {v.readingsHref === undefined ? null : (
        <p class="note">
          <a href={safeHref(v.readingsHref)}>{r.t('pages.reading.who')}</a>
        </p>
      )}
    </>
  );
}

/** Most tied dossiers shown at once. */
const MOST_TIES = 5;

function Ties({ r, ties }: { r: Reader; ties: readonly TieRow[] }) {
  return (
    <WaitList
      items={ties.map((tie) => {
        const note = [tie.title, tie.note].filter(Boolean).join(' – ');
        return {
          text: (
            <>
              <a href={tie.href}>{tie.name}</a> · {tie.tie}
            </>
          ),
          ...(note === '' ? {} : { note: <span lang={textLang(r.lang, tie.title)}>{note}</span> }),
          ...(tie.light ? { light: tie.light } : {}),
        };
      })}
    />
  );
}

function Party({ r, group }: { r: Reader; group: PartyGroup }): ComponentChildren {
  const list = (rows: readonly PartyRow[]) =>
    rows.map((row, i) => (
      <div key={i} class="who">
        {row.who}
        {row.note ? <small>{row.note}</small> : null}
      </div>
    ));
  const { shown, rest } = group;
  const word = rest.every((row) => row.isUnit) ? 'pages.parties.moreUnits' : 'pages.parties.more';
  return (
    <>
      {list(shown)}
      {rest.length === 0 ? null : (
        <details>
          <summary>{r.t(word, { n: rest.length })}</summary>
          {list(rest)}
        </details>
      )}
    </>
  );
}

/** The main act at the bottom of a phone. */
export function DossierBar({ r, v }: { r: Reader; v: DossierPageView }): ComponentChildren {
  const { primary, remindHref } = v.todo;
  if (primary) {
    return (
      <ActionBar t={r.t}>
        <LinkButton href={primary.href}>{primary.label}</LinkButton>
      </ActionBar>
    );
  }
  if (!remindHref) return null;
  return (
    <ActionBar t={r.t}>
      <LinkButton href={remindHref} look="plain">
        {r.t('work.remind')}
      </LinkButton>
    </ActionBar>
  );
}
