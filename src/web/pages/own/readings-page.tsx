import { EmptyState, PageHelp } from '../../components/banner.tsx';
import { Card } from '../../components/card.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ListBox, Pager } from '../../components/list-tools.tsx';
import { safeHref } from '../../components/safe-link.tsx';
import type { Reader } from '../showing/reader.ts';
import type { ReadingLine, ReadingsView } from './readings.ts';
import { OWN } from './view.ts';

/** The section of «Hồ sơ của tôi»: the newest readings of what is the reader's own. */
export function ReadingsCard({ r, v }: { readonly r: Reader; readonly v: ReadingsView }) {
  const { t } = r;
  return (
    <Card title={t('screens.own.readings.title')} id="ai-da-xem">
      {v.rows.length === 0 ? (
        <p class="muted">{t('screens.own.readings.none')}</p>
      ) : (
        <ReadingsTable r={r} caption={t('screens.own.readings.title')} rows={v.rows} />
      )}
      {v.total > v.rows.length ? (
        <p class="note">
          <a href={OWN.readings}>{t('screens.own.readings.all', { n: v.total })}</a>
        </p>
      ) : null}
      <Told r={r} v={v} />
    </Card>
  );
}

/** What is shown how long and what is kept back, so that an empty list can be understood. */
function Told({ r, v }: { readonly r: Reader; readonly v: ReadingsView }) {
  return (
    <p class="note">
      {v.shown}
      {v.unverified ? <span class="unver"> ({r.t('screens.own.readings.unverified')})</span> : null}. {v.held}
    </p>
  );
}

/** All readings of the reader's own dossiers, or of one of them. */
export function ReadingsMain(props: {
  readonly r: Reader;
  readonly v: ReadingsView;
  readonly caption: string;
  /** The code or number of the one dossier shown. */
  readonly only?: string;
  readonly place: { readonly page: number; readonly pages: number; readonly previousHref?: string; readonly nextHref?: string };
}) {
  const { r, v, caption, only, place } = props;
  const { t } = r;
  return (
    <>
      <div class="crumb titlebar">
        <h1>{t('screens.own.readings.title')}</h1>
      </div>
      {only === undefined ? null : (
        <p class="lead">
          {t('screens.own.readings.only', { number: only })} <a href={OWN.readings}>{t('screens.own.readings.every')}</a>
        </p>
      )}
      {v.rows.length === 0 ? (
        <EmptyState title={t('screens.own.readings.none')} />
      ) : (
        <div class="gap-m">
          <ListBox t={t} label={t('screens.own.readings.title')} pager={<Pager t={t} {...place} />}>
            <ReadingsTable r={r} caption={caption} rows={v.rows} showCaption />
          </ListBox>
        </div>
      )}
      <Told r={r} v={v} />
      <PageHelp t={t}>
        <p>{t('screens.own.readings.help')}</p>
      </PageHelp>
    </>
  );
}

function ReadingsTable(props: {
  readonly r: Reader;
  readonly caption: string;
  readonly rows: readonly ReadingLine[];
  readonly showCaption?: boolean;
}) {
  const { r, caption, rows, showCaption = false } = props;
  const { t } = r;
  return (
    <DataTable
      t={t}
      dense
      caption={caption}
      hideCaption={!showCaption}
      columns={[
        { key: 'who', label: t('screens.own.readings.who'), head: true },
        { key: 'purpose', label: t('screens.own.readings.purpose') },
        { key: 'what', label: t('screens.own.readings.saw') },
        { key: 'at', label: t('screens.own.readings.at'), noWrap: true },
        { key: 'number', label: t('screens.own.readings.dossier'), noWrap: true },
      ]}
      rows={rows.map((row) => ({
        id: row.id,
        cells: {
          who: (
            <>
              {row.who}
              <small>{row.post}</small>
            </>
          ),
          purpose: (
            <>
              {row.purpose}
              {row.words === '' ? null : <small>«{row.words}»</small>}
            </>
          ),
          what: row.what,
          at: (
            <>
              {row.at}
              {row.again ? <small>{row.again}</small> : null}
            </>
          ),
          number: (
            <>
              <a href={safeHref(row.href)}>{row.number}</a>
              <small>
                <a href={safeHref(row.onlyHref)}>{t('screens.own.readings.onlyThis')}</a>
              </small>
            </>
          ),
        },
      }))}
    />
  );
}
