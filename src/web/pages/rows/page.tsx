import type { ComponentChildren } from 'preact';
import { LinkButton } from '../../components/button.tsx';
import { safeHref } from '../../components/safe-link.tsx';
import { SectionCard } from '../dossier/section-card.tsx';
import { withQuery } from '../showing/address.ts';
import type { Reader } from '../showing/reader.ts';
import type { TableView } from './view.ts';

/** A table on a dossier's page: its first rows, and the way to the rest. */
export function FirstRows({ r, table }: { r: Reader; table: TableView }): ComponentChildren {
  const { rows } = table.section;
  return (
    <SectionCard r={r} kind={table.kind} section={table.section}>
      {rows.length < table.total ? (
        <p>
          <a href={safeHref(table.href)}>{r.t('pages.rows.all', { n: table.count })}</a>
        </p>
      ) : null}
    </SectionCard>
  );
}

/** The whole table, a page at a time, with or without what was superseded. */
export function TablePage({ r, table, history, first }: { r: Reader; table: TableView; history: boolean; first: boolean }) {
  const kept: Readonly<Record<string, string>> = history ? { 'lich-su': '1' } : {};
  return (
    <>
      <div class="crumb titlebar">
        <h1>{table.section.title}</h1>
        <span class="count">{table.count}</span>
        <span class="acts btns">
          <LinkButton href={withQuery(table.href, history ? {} : { 'lich-su': '1' })} look="plain">
            {r.t(history ? 'pages.rows.current' : 'pages.rows.history')}
          </LinkButton>
          <LinkButton href={withQuery(`${table.href}.xlsx`, kept)} look="plain">
            {r.t('act.export')}
          </LinkButton>
          <a class="beside" href={safeHref(withQuery(`${table.href}.csv`, kept))}>
            CSV
          </a>
        </span>
      </div>
      <SectionCard r={r} kind={table.kind} section={table.section}>
        {first && table.next === undefined ? null : (
          <nav class="pager" aria-label={r.t('pager.label')}>
            <span class="btns">
              {first ? null : <a href={safeHref(withQuery(table.href, kept))}>{r.t('pages.rows.first')}</a>}
              {table.next === undefined ? null : (
                <a rel="next" href={safeHref(withQuery(table.href, { ...kept, tu: table.next }))}>
                  {r.t('pager.next')}
                </a>
              )}
            </span>
          </nav>
        )}
      </SectionCard>
    </>
  );
}
