import { EmptyState, PageHelp } from '../../components/banner.tsx';
import { LinkButton } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { Light } from '../../components/light.tsx';
import { ListBox, Pager } from '../../components/list-tools.tsx';
import { safeHref } from '../../components/safe-link.tsx';
import { textLang } from '../../components/text-lang.ts';
import type { Reader } from '../showing/reader.ts';
import type { ReadingsView } from './readings.ts';
import { ReadingsCard } from './readings-page.tsx';
import { OWN, type OwedLine, type OwnLine, type OwnPageView, type OwnPart, PART } from './view.ts';

/** `/ho-so-cua-toi`. */
export function OwnMain({ r, v, readings }: { r: Reader; v: OwnPageView; readings: ReadingsView }) {
  const { t } = r;
  return (
    <>
      <div class="crumb titlebar">
        <h1>{t('screens.own.title')}</h1>
        {v.total > 0 ? (
          <span class="acts btns">
            <LinkButton href={v.takes.length === 1 ? OWN.take : '#tai-ve'} look="plain">
              {t('screens.own.take')}
            </LinkButton>
          </span>
        ) : null}
      </div>
      {v.total === 0 ? <Nothing r={r} v={v} /> : <Everything r={r} v={v} readings={readings} />}
      <PageHelp t={t}>
        <p>{t('screens.own.help')}</p>
      </PageHelp>
    </>
  );
}

function Nothing({ r, v }: { r: Reader; v: OwnPageView }) {
  return (
    <EmptyState
      title={r.t('screens.own.empty')}
      text={r.t('screens.own.emptyWhat')}
      {...(v.opening.length === 0 ? {} : { action: <Openings v={v} /> })}
    />
  );
}

function Openings({ v }: { v: OwnPageView }) {
  return (
    <>
      {v.opening.map((one) => (
        <LinkButton key={one.href} href={one.href} look="plain">
          {one.label}
        </LinkButton>
      ))}
    </>
  );
}

function Everything({ r, v, readings }: { r: Reader; v: OwnPageView; readings: ReadingsView }) {
  const { t } = r;
  return (
    <>
      <p class="lead">{v.lead}</p>
      <Card
        title={t('screens.own.owed')}
        id="con-no"
        {...(v.owed.length === 0 ? {} : { aside: <span class="muted">{t('screens.own.owedOrder')}</span> })}
      >
        {v.owed.length === 0 ? (
          <p class="muted">{t('screens.own.owedNone')}</p>
        ) : (
          <OwedTable r={r} caption={t('screens.own.owed')} rows={v.owed} />
        )}
        {v.owedTotal > v.owed.length ? (
          <p class="note">
            <a href={OWN.owed}>{t('screens.own.owedAll', { n: v.owedTotal })}</a>
          </p>
        ) : null}
      </Card>
      {v.kinds.map((kind) => (
        <Card key={kind.name} title={kind.title} id={kind.name}>
          {kind.parts.map((part, n) => (
            <div key={String(part.ended)} class={n === 0 ? undefined : 'gap-l'}>
              <Part r={r} part={part} />
            </div>
          ))}
        </Card>
      ))}
      <ReadingsCard r={r} v={readings} />
      {v.without === '' ? null : <p class="note">{t('screens.own.none', { kinds: v.without })}</p>}
      {v.opening.length === 0 ? null : (
        <Card title={t('screens.own.begin')} id="mo-moi">
          <div class="btns">
            <Openings v={v} />
          </div>
        </Card>
      )}
      <div class="gap-l">
        <Take r={r} v={v} />
      </div>
      <Card title={t('evidence.ownTitle')} id="bang-chung">
        <p>{t('evidence.ownWhat')}</p>
        <div class="btns gap-m">
          <LinkButton href={OWN.evidence} look="plain">
            {t('evidence.ownTake')}
          </LinkButton>
        </div>
      </Card>
    </>
  );
}

function Part({ r, part }: { r: Reader; part: OwnPart }) {
  const { t } = r;
  const title = t(part.ended ? 'screens.own.ended' : 'screens.own.open', { n: part.total });
  return (
    <>
      <h3>{title}</h3>
      <OwnTable r={r} caption={title} ended={part.ended} rows={part.rows} />
      {part.allHref ? (
        <p class="note">
          <a href={safeHref(part.allHref)}>{t(part.ended ? 'screens.own.endedAll' : 'screens.own.openAll', { n: part.total })}</a>
        </p>
      ) : null}
    </>
  );
}

function Take({ r, v }: { r: Reader; v: OwnPageView }) {
  const { t } = r;
  return (
    <Card title={t('screens.own.takeTitle')} id="tai-ve">
      <p>{t('screens.own.takeWhat')}</p>
      {v.takes.length === 1 ? null : (
        <>
          <p class="gap-s">{t('screens.own.takeParts', { n: v.total, max: PART })}</p>
          <div class="btns gap-m">
            {v.takes.map((take) => (
              <LinkButton key={take.href} href={take.href} look="plain">
                {t('screens.own.takePart', { ...take })}
              </LinkButton>
            ))}
          </div>
        </>
      )}
    </Card>
  );
}

interface TableProps<Row> {
  readonly r: Reader;
  readonly caption: string;
  readonly rows: readonly Row[];
  /** A list of its own says how much of it is shown. */
  readonly showCaption?: boolean;
}

function OwnTable({ r, caption, rows, ended, showCaption = false }: TableProps<OwnLine> & { readonly ended: boolean }) {
  const { t } = r;
  return (
    <DataTable
      t={t}
      dense
      caption={caption}
      hideCaption={!showCaption}
      columns={[
        { key: 'light', label: t('list.status'), bare: true, noWrap: true },
        { key: 'number', label: t('pages.list.col.number'), bare: true, noWrap: true },
        { key: 'title', label: t('pages.list.col.title'), head: true },
        { key: 'tie', label: t('screens.own.tie'), noWrap: true },
        { key: 'stage', label: t('pages.list.col.stage') },
        { key: 'date', label: t(ended ? 'pages.list.col.changed' : 'pages.list.col.due'), noWrap: true },
      ]}
      rows={rows.map((row) => ({
        id: row.id,
        cells: {
          light: row.light ? <Light {...row.light} flat /> : undefined,
          number: row.number,
          title: (
            <a href={safeHref(row.href)} lang={textLang(r.lang, row.title)}>
              {row.title}
            </a>
          ),
          tie: row.tie,
          stage: row.stage,
          date: row.date,
        },
      }))}
    />
  );
}

function OwedTable({ r, caption, rows, showCaption = false }: TableProps<OwedLine>) {
  const { t } = r;
  return (
    <DataTable
      t={t}
      dense
      caption={caption}
      hideCaption={!showCaption}
      columns={[
        { key: 'light', label: t('list.status'), bare: true, noWrap: true },
        { key: 'what', label: t('screens.own.what'), head: true },
        { key: 'holder', label: t('screens.own.holder') },
        { key: 'due', label: t('pages.list.col.due') },
        { key: 'number', label: t('pages.list.col.number'), bare: true, noWrap: true },
      ]}
      rows={rows.map((row) => ({
        id: row.id,
        cells: {
          light: row.light ? <Light {...row.light} flat /> : undefined,
          what: (
            <>
              <a href={safeHref(row.whyHref)}>{row.what}</a>
              {row.title === '' ? null : <small lang={textLang(r.lang, row.title)}>{row.title}</small>}
            </>
          ),
          holder: (
            <>
              {row.holder}
              {row.person ? <small>{row.person}</small> : null}
            </>
          ),
          due: (
            <>
              {row.due}
              {row.note ? <small>{row.note}</small> : null}
            </>
          ),
          number: <a href={safeHref(row.href)}>{row.number}</a>,
        },
      }))}
    />
  );
}

interface PageOf {
  readonly page: number;
  readonly pages: number;
  readonly previousHref?: string;
  readonly nextHref?: string;
}

/** One page of one's own dossiers of a kind, or of what others owe. */
export function OwnListMain(
  props: { readonly r: Reader; readonly title: string; readonly caption: string; readonly place: PageOf } & (
    | { readonly rows: readonly OwnLine[]; readonly ended: boolean }
    | { readonly owed: readonly OwedLine[] }
  ),
) {
  const { r, title, caption, place } = props;
  const isEmpty = 'owed' in props ? props.owed.length === 0 : props.rows.length === 0;
  return (
    <>
      <div class="crumb titlebar">
        <h1>{title}</h1>
      </div>
      {isEmpty ? (
        <EmptyState title={r.t('owed' in props ? 'screens.own.owedNone' : 'screens.own.listEmpty')} />
      ) : (
        <div class="gap-m">
          <ListBox t={r.t} label={title} pager={<Pager t={r.t} {...place} />}>
            {'owed' in props ? (
              <OwedTable r={r} caption={caption} rows={props.owed} showCaption />
            ) : (
              <OwnTable r={r} caption={caption} rows={props.rows} ended={props.ended} showCaption />
            )}
          </ListBox>
        </div>
      )}
      <PageHelp t={r.t}>
        <p>{r.t('screens.own.help')}</p>
      </PageHelp>
    </>
  );
}
