import type { Translate } from '../../../kernel/messages.ts';
import { Banner } from '../../components/banner.tsx';
import { Card, Columns } from '../../components/card.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { Light } from '../../components/light.tsx';
import { safeHref } from '../../components/safe-link.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import type { PostLine, UnitLink, UnitPage } from './unit-view.ts';

/** The page of one unit. */
export function UnitMain({ t, unit }: { t: Translate; unit: UnitPage }) {
  return (
    <>
      <h1>{unit.name}</h1>
      <p class="lead">{unit.kind}</p>
      {unit.isGone ? (
        <Banner tone="warn" {...(unit.nowIs ? { link: { href: unit.nowIs.href, text: unit.nowIs.name } } : {})}>
          {unit.nowIs ? t('screens.organisation.gone') : t('screens.organisation.goneAlone')}
        </Banner>
      ) : null}
      <Columns
        body={
          <>
            <Posts t={t} posts={unit.posts} />
            {unit.open ? <Open t={t} open={unit.open} /> : null}
            <Figures t={t} unit={unit} />
          </>
        }
        rest={<About t={t} unit={unit} />}
      />
    </>
  );
}

function Posts({ t, posts }: { t: Translate; posts: readonly PostLine[] }) {
  return (
    <Card title={t('screens.organisation.posts')}>
      {posts.length === 0 ? (
        <p class="muted">{t('screens.organisation.noPosts')}</p>
      ) : (
        <DataTable
          t={t}
          caption={t('screens.organisation.posts')}
          hideCaption
          columns={[
            { key: 'title', label: t('screens.organisation.post'), head: true },
            { key: 'holder', label: t('screens.organisation.holder') },
          ]}
          rows={posts.map((post) => ({
            id: post.id,
            cells: {
              title: post.title,
              holder: (
                <>
                  {post.holder ?? <span class="vacant">{t('org.vacant')}</span>}
                  {post.note ? <small>{post.note}</small> : null}
                </>
              ),
            },
          }))}
        />
      )}
    </Card>
  );
}

function Open({ t, open }: { t: Translate; open: NonNullable<UnitPage['open']> }) {
  return (
    <Card title={t('screens.organisation.open', { n: open.lines.length })} id="viec-mo">
      {open.lines.length === 0 ? (
        <p class="muted">{t('screens.organisation.openNone')}</p>
      ) : (
        <DataTable
          t={t}
          caption={t('screens.organisation.openCaption')}
          hideCaption
          columns={[
            { key: 'light', label: t('list.status'), bare: true, noWrap: true },
            { key: 'title', label: t('screens.portfolio.dossier'), head: true },
            { key: 'what', label: t('screens.organisation.step') },
            ...(open.withHolders ? [{ key: 'holder', label: t('screens.organisation.heldBy'), noWrap: true }] : []),
          ]}
          rows={open.lines.map((line) => ({
            id: line.id,
            cells: {
              light: line.light ? <Light {...line.light} flat /> : null,
              title: (
                <>
                  <a href={safeHref(line.href)}>{line.title}</a>
                  <small>{line.number}</small>
                </>
              ),
              what: line.what,
              holder: line.holder,
            },
          }))}
        />
      )}
    </Card>
  );
}

function Figures({ t, unit }: { t: Translate; unit: UnitPage }) {
  const { figures } = unit;
  return (
    <Card title={t('screens.organisation.figures')}>
      {figures ? (
        <SummaryList
          t={t}
          rows={[
            { label: t('screens.organisation.answered'), value: String(figures.answered) },
            { label: t('screens.organisation.lapsed'), value: String(figures.lapsed) },
            { label: t('screens.organisation.openLate'), value: String(figures.openLate) },
          ]}
        />
      ) : (
        <p class="muted">{t('screens.organisation.figuresFew')}</p>
      )}
      <p class="note">{t('screens.organisation.figuresNote')}</p>
    </Card>
  );
}

function Links({ links }: { links: readonly UnitLink[] }) {
  return (
    <ul>
      {links.map((link) => (
        <li key={link.href}>
          <a href={safeHref(link.href)}>{link.name}</a>
        </li>
      ))}
    </ul>
  );
}

function About({ t, unit }: { t: Translate; unit: UnitPage }) {
  return (
    <>
      <Card title={t('screens.organisation.about')}>
        <SummaryList
          t={t}
          pair
          rows={[
            ...(unit.code ? [{ label: t('screens.organisation.code'), value: unit.code }] : []),
            ...(unit.superior
              ? [
                  {
                    label: t('screens.organisation.superior'),
                    value: <a href={safeHref(unit.superior.href)}>{unit.superior.name}</a>,
                  },
                ]
              : []),
            ...(unit.subordinates.length > 0
              ? [{ label: t('screens.organisation.subordinates'), value: <Links links={unit.subordinates} /> }]
              : []),
            ...(unit.former.length > 0
              ? [{ label: t('screens.organisation.former'), value: <Links links={unit.former} /> }]
              : []),
          ]}
        />
      </Card>
      <Card title={t('screens.organisation.names')}>
        <ul class="wait">
          {unit.names.map((line) => (
            <li key={line.span}>
              <div>
                {line.name}
                <small>{line.span}</small>
              </div>
            </li>
          ))}
        </ul>
      </Card>
      <Card title={t('screens.organisation.delegations')} id="uy-quyen">
        {unit.delegations.length === 0 ? (
          <p class="muted">{t('screens.organisation.delegationsNone')}</p>
        ) : (
          <ul class="wait">
            {unit.delegations.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
      </Card>
    </>
  );
}
