import type { Translate } from '../../../kernel/messages.ts';
import { Card } from '../../components/card.tsx';
import { Light } from '../../components/light.tsx';
import { Matrix } from '../../components/matrix.tsx';
import { safeHref } from '../../components/safe-link.tsx';
import { Deltas, TodoList, WaitList } from '../../components/work-list.tsx';
import type { PortfolioPage, ScopeLine } from './view.ts';

/** A member's part of the province on one page. */
export function PortfolioMain({ t, page }: { t: Translate; page: PortfolioPage }) {
  return (
    <>
      <div class="crumb titlebar">
        <h1>{page.title}</h1>
        <span>{page.whose ? `${page.whose} · ${page.dateLine}` : page.dateLine}</span>
      </div>
      <Scope t={t} scope={page.scope} />
      <div class="port">
        <div>
          <Decisions t={t} page={page} />
        </div>
        <div>
          <Lights t={t} page={page} />
          <div class="pair">
            <Changes t={t} page={page} />
            <Freed t={t} page={page} />
          </div>
          <Urge t={t} page={page} />
        </div>
      </div>
    </>
  );
}

function Scope({ t, scope }: { t: Translate; scope: readonly ScopeLine[] }) {
  if (scope.length === 0) return <p class="scope">{t('screens.portfolio.noScope')}</p>;
  return (
    <>
      {scope.slice(0, 2).map((line) => (
        <p class="scope" key={line.basis + line.fields + line.localities}>
          <span>
            <b>{t('screens.portfolio.fields')}</b> {line.fields || t('screens.portfolio.everyField')}
          </span>
          <span>
            <b>{t('screens.portfolio.places')}</b> {line.localities || t('screens.portfolio.everyPlace')}
          </span>
          {line.units === '' ? null : (
            <span>
              <b>{t('screens.portfolio.units')}</b> {line.units}
            </span>
          )}
          <span>
            <a href="/to-chuc/phan-cong">{line.basis}</a>
          </span>
        </p>
      ))}
      {scope.length > 2 ? (
        <p class="scope">
          <a href="/to-chuc/phan-cong">{t('screens.portfolio.moreScope', { n: scope.length - 2 })}</a>
        </p>
      ) : null}
    </>
  );
}

function Decisions({ t, page }: { t: Translate; page: PortfolioPage }) {
  const { decisions } = page;
  return (
    <Card
      title={t('screens.portfolio.decide')}
      {...(page.allDecisions > decisions.length
        ? { aside: <a href="/viec?tat-ca=1">{t('screens.portfolio.all', { n: page.allDecisions })}</a> }
        : {})}
    >
      {decisions.length === 0 ? <p class="sm">{t('screens.portfolio.nothing')}</p> : <TodoList items={decisions} small />}
    </Card>
  );
}

function Urge({ t, page }: { t: Translate; page: PortfolioPage }) {
  return (
    <Card title={t('screens.portfolio.urge')}>
      {page.urge.length === 0 ? (
        <p class="sm">{t('screens.portfolio.urgeNone')}</p>
      ) : (
        <WaitList
          items={page.urge.map((item) => ({
            text: (
              <>
                {item.unit} · <a href={safeHref(item.href)}>{item.number}</a>
              </>
            ),
            note: (
              <>
                {item.what} <Light {...item.light} flat />
              </>
            ),
            ...(item.urgeHref
              ? { action: { text: t('work.urge'), href: item.urgeHref, about: `${item.unit}, ${item.number}` } }
              : {}),
          }))}
        />
      )}
    </Card>
  );
}

function Lights({ t, page }: { t: Translate; page: PortfolioPage }) {
  const key = (
    <span class="sm">
      <Light tone="late" text={t('light.lateShort')} flat /> <Light tone="due" text={t('light.dueShort')} flat />{' '}
      <Light tone="ok" text={t('light.okShort')} flat />
    </span>
  );
  return (
    <Card title={t('screens.portfolio.matrix')} aside={key}>
      {page.rows.length === 0 ? (
        <p class="sm">{t('screens.portfolio.matrixNone')}</p>
      ) : (
        <Matrix
          t={t}
          caption={t('screens.portfolio.matrixCaption')}
          rows={page.rows}
          columns={page.columns}
          cell={page.cell}
          href={page.href}
        />
      )}
    </Card>
  );
}

function Changes({ t, page }: { t: Translate; page: PortfolioPage }) {
  const { recent } = page.view;
  return (
    <Card title={t('screens.portfolio.week')}>
      <Deltas
        items={[
          {
            value: `+${recent.opened}`,
            text: <a href={safeHref(`${page.base}/ho-so?moi=nhan`)}>{t('screens.portfolio.opened')}</a>,
          },
          {
            value: String(recent.closed),
            text: <a href={safeHref(`${page.base}/ho-so?moi=xong`)}>{t('screens.portfolio.closed')}</a>,
            tone: 'ok',
          },
        ]}
      />
    </Card>
  );
}

function Freed({ t, page }: { t: Translate; page: PortfolioPage }) {
  const { freed } = page.view;
  return (
    <Card
      title={t('screens.portfolio.freed')}
      aside={<a href={safeHref(`${page.base}/ho-so?moi=thong`)}>{t('screens.portfolio.freedCount', { n: freed.dossiers })}</a>}
    >
      <p class="sm">
        {freed.money > 0 ? t('screens.portfolio.freedMoney', { money: page.money }) : t('screens.portfolio.freedNone')}
      </p>
    </Card>
  );
}
