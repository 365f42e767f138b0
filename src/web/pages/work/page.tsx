import type { Translate } from '../../../kernel/messages.ts';
import { Banner, PageHelp } from '../../components/banner.tsx';
import { LinkButton } from '../../components/button.tsx';
import { Card, Columns } from '../../components/card.tsx';
import { safeHref } from '../../components/safe-link.tsx';
import { TodoList, Trio, WaitList } from '../../components/work-list.tsx';
import { OWN } from '../own/view.ts';
import type { Awaited, Deputised, WorkPage } from './view.ts';

/** The page of a working day. */
export function WorkMain({ t, page, all }: { t: Translate; page: WorkPage; all: boolean }) {
  return (
    <>
      <p class="crumb">{page.dateLine}</p>
      <div class="crumb titlebar">
        <h1>{t('screens.work.title')}</h1>
        {page.items.length > 0 && page.mayReport ? (
          <span class="acts btns">
            <LinkButton href="/vm/moi" look="plain" create keys="F2">
              {t('screens.work.report')}
            </LinkButton>
          </span>
        ) : null}
      </div>
      <p class="lead">{page.lead}</p>
      {page.deputised.map((one) => (
        <Deputy key={one.title} t={t} one={one} />
      ))}
      <div class="gap-m">
        <Columns
          body={
            <>
              <Asked t={t} page={page} />
              <Mine t={t} page={page} all={all} />
            </>
          }
          rest={<Rest t={t} page={page} />}
        />
      </div>
      <PageHelp t={t}>
        <p>{t('screens.work.help')}</p>
      </PageHelp>
    </>
  );
}

function Asked({ t, page }: { t: Translate; page: WorkPage }) {
  if (page.asked.length === 0) return null;
  return (
    <Card title={t('screens.work.asked')}>
      <WaitList
        items={page.asked.map((one) => ({
          text: one.title,
          note: one.number,
          action: { text: one.label, href: one.href, about: one.number },
        }))}
      />
    </Card>
  );
}

function Deputy({ t, one }: { t: Translate; one: Deputised }) {
  const until = one.until ? t('screens.work.until', { date: one.until }) : t('screens.work.untilFurther');
  return (
    <Banner link={{ href: '/ca-nhan#uy-quyen', text: t('screens.work.scope') }}>
      <b>{t('screens.work.acting', { name: one.name })}</b>, {one.title}, {until}.{' '}
      {t('screens.work.actingNote', { paper: one.paper })}
    </Banner>
  );
}

function Mine({ t, page, all }: { t: Translate; page: WorkPage; all: boolean }) {
  if (page.items.length === 0) {
    return (
      <section class="card empty">
        <h2>{t('screens.work.youMust')}</h2>
        <p>{page.next ? t('work.none', { date: page.next }) : t('screens.work.allDone')}</p>
        {page.mayReport ? (
          <div class="btns">
            <LinkButton href="/vm/moi" look="plain" create>
              {t('screens.work.report')}
            </LinkButton>
          </div>
        ) : null}
      </section>
    );
  }
  return (
    <Card title={t('screens.work.youMust')} aside={<span class="muted">{t('screens.work.order')}</span>}>
      <TodoList items={page.items} />
      {page.total > page.items.length ? (
        <p class="note">
          <a href="/viec?tat-ca=1">{t('screens.work.seeAll', { n: page.total })}</a>
        </p>
      ) : all && page.total > 7 ? (
        <p class="note">
          <a href="/viec">{t('screens.work.seeFirst')}</a>
        </p>
      ) : null}
    </Card>
  );
}

function Rest({ t, page }: { t: Translate; page: WorkPage }) {
  return (
    <>
      <Card title={t('work.waiting')} aside={<a href={OWN.path}>{t('screens.own.title')}</a>}>
        {page.waiting.length === 0 ? (
          <p class="muted">{t('screens.work.waitingNone')}</p>
        ) : (
          <Waiting t={t} items={page.waiting} />
        )}
      </Card>
      {page.unit ? (
        <Card
          title={t('screens.work.unit')}
          aside={
            <a href={safeHref(page.unit.href)}>
              {t('screens.work.unitOpen', { n: page.unit.late + page.unit.due + page.unit.ok })}
            </a>
          }
        >
          <Trio
            items={[
              {
                label: t('screens.light.late'),
                value: String(page.unit.late),
                href: `${page.unit.href}?den=qua-han#viec-mo`,
                tone: 'late',
              },
              {
                label: t('screens.light.due'),
                value: String(page.unit.due),
                href: `${page.unit.href}?den=sap-den#viec-mo`,
                tone: 'due',
              },
              {
                label: t('screens.light.ok'),
                value: String(page.unit.ok),
                href: `${page.unit.href}?den=trong-han#viec-mo`,
                tone: 'ok',
              },
            ]}
          />
        </Card>
      ) : null}
    </>
  );
}

function Waiting({ t, items }: { t: Translate; items: readonly Awaited[] }) {
  return (
    <WaitList
      items={items.map((item) => ({
        text: item.holder,
        note: (
          <>
            {item.what} ·{' '}
            <a href={safeHref(item.href)} title={item.title}>
              {item.number}
            </a>
          </>
        ),
        ...(item.light ? { light: item.light } : {}),
        ...(item.remindHref
          ? { action: { text: t('work.remind'), href: item.remindHref, about: `${item.holder}, ${item.number}` } }
          : {}),
      }))}
    />
  );
}
