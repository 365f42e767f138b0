import { Fragment } from 'preact';
import { formatNumber } from '../../../kernel/format.ts';
import { TOTAL_LIMIT } from '../../../store/read/list.ts';
import type { SearchResult } from '../../../store/read/search.ts';
import { Banner, EmptyState, PageHelp } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { Card, Columns } from '../../components/card.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { Light } from '../../components/light.tsx';
import { ListBox, Pager } from '../../components/list-tools.tsx';
import { textLang } from '../../components/text-lang.ts';
import { WaitList } from '../../components/work-list.tsx';
import { PARAMS } from '../list/asked.ts';
import { toRow, totalWords } from '../list/view.ts';
import type { Reader } from '../showing/reader.ts';
import { Marked } from './marks.tsx';

/** Rows of one page of what was found. */
export const PAGE_ROWS = 50;
/** As many pages as are ranked. */
export const PAGES = TOTAL_LIMIT / PAGE_ROWS;

interface FoundProps {
  readonly r: Reader;
  readonly query: string;
  readonly found: SearchResult;
  readonly page: number;
}

/** What was found: dossiers by number first, then as typed, then without marks; people and units beside them. */
export function SearchPage({ r, query, found, page }: FoundProps) {
  const isNothing = found.hits.length + found.people.length + found.units.length === 0;
  return (
    <>
      <div class="crumb titlebar">
        <h1>{query === '' ? r.t('pages.search.title') : r.t('pages.search.titleFor', { query })}</h1>
      </div>
      <search class="gap-m">
        <form class="form card" method="get" action="/tra-cuu">
          <div class="q">
            <label for="tim">{r.t('pages.search.label')}</label>
            <p class="hint" id="tim-hint">
              {r.t('pages.search.hint')}
            </p>
            <input class="in" id="tim" name="q" type="search" value={query} aria-describedby="tim-hint" autocomplete="off" />
          </div>
          <div class="actions">
            <Button>{r.t('pages.search.submit')}</Button>
          </div>
        </form>
      </search>
      <Meant r={r} queries={found.suggestions} />
      {query === '' ? null : isNothing ? (
        <EmptyState title={r.t('pages.search.none')} text={r.t('pages.search.noneWhat')} />
      ) : (
        <Found r={r} query={query} found={found} page={page} />
      )}
      <PageHelp t={r.t}>
        <p>{r.t('pages.search.help')}</p>
      </PageHelp>
    </>
  );
}

const addressOf = (query: string, page = 1): string =>
  `/tra-cuu?q=${encodeURIComponent(query)}${page === 1 ? '' : `&trang=${page}`}`;

/** What may have been meant: each a search of its own. */
function Meant({ r, queries }: { r: Reader; queries: readonly string[] }) {
  if (queries.length === 0) return null;
  return (
    <Banner>
      {r.t('pages.search.meant')}{' '}
      {queries.map((query, i) => (
        <Fragment key={query}>
          {i === 0 ? null : i === queries.length - 1 ? ` ${r.t('pages.search.or')} ` : ', '}
          <a href={addressOf(query)} lang="vi">
            {query}
          </a>
        </Fragment>
      ))}
      ?
    </Banner>
  );
}

function Found({ r, query, found, page }: FoundProps) {
  const hasOthers = found.people.length + found.units.length > 0;
  const body =
    found.hits.length === 0 ? (
      <EmptyState title={r.t('pages.search.noDossier')} />
    ) : (
      <Dossiers r={r} query={query} found={found} page={page} />
    );
  return hasOthers ? <Columns body={body} rest={<Others r={r} query={query} found={found} />} /> : body;
}

function Dossiers({ r, query, found, page }: FoundProps) {
  const first = (page - 1) * PAGE_ROWS;
  const pages = Math.max(page, Math.ceil(Math.min(found.total, TOTAL_LIMIT) / PAGE_ROWS));
  return (
    <ListBox
      t={r.t}
      label={r.t('pages.search.dossiers')}
      pager={
        pages === 1 ? null : (
          <Pager
            t={r.t}
            page={page}
            pages={pages}
            {...(page > 1 ? { previousHref: addressOf(query, page - 1) } : {})}
            {...(page < pages ? { nextHref: addressOf(query, page + 1) } : {})}
            {...(found.total > TOTAL_LIMIT ? { note: r.t('pages.list.pagesMore') } : {})}
          />
        )
      }
    >
      <DataTable
        t={r.t}
        dense
        caption={r.t('pages.search.caption', {
          n: totalWords(r, found.total),
          from: formatNumber(first + 1, r.lang),
          to: formatNumber(first + found.hits.length, r.lang),
        })}
        columns={[
          { key: 'light', label: r.t('list.status'), bare: true, noWrap: true },
          { key: 'number', label: r.t('pages.list.col.number'), bare: true, noWrap: true },
          { key: 'title', label: r.t('pages.list.col.title'), head: true },
          { key: 'lead', label: r.t('unit.lead') },
          { key: 'stage', label: r.t('pages.list.col.stage') },
        ]}
        rows={found.hits.map(({ row, how }) => {
          const v = toRow(r, row);
          return {
            id: v.id,
            cells: {
              light: v.light ? <Light {...v.light} flat /> : undefined,
              number: <Marked text={v.number} query={how === 'number' ? query : ''} />,
              title: (
                <>
                  <a href={v.href} lang={textLang(r.lang, v.title)}>
                    <Marked text={v.title} query={query} />
                  </a>
                  <small>
                    {v.kind} · {r.t(`pages.search.how.${how}`)}
                  </small>
                </>
              ),
              lead: v.lead,
              stage: v.stage,
            },
          };
        })}
      />
    </ListBox>
  );
}

function Others({ r, query, found }: { r: Reader; query: string; found: SearchResult }) {
  return (
    <>
      {found.units.length > 0 ? (
        <Card title={r.t('pages.search.units')}>
          <WaitList
            items={found.units.map((u) => ({
              text: (
                <a href={`/ho-so?${PARAMS.unit}=${encodeURIComponent(u.unit)}`}>
                  <Marked text={u.name} query={query} />
                </a>
              ),
            }))}
          />
        </Card>
      ) : null}
      {found.people.length > 0 ? (
        <Card title={r.t('pages.search.people')}>
          <WaitList
            items={found.people.map((p) => ({ text: <Marked text={p.name} query={query} />, note: p.titles.join('; ') }))}
          />
        </Card>
      ) : null}
    </>
  );
}
