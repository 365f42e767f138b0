import { DemoBar } from './demo-bar.tsx';
import { Island } from './island.tsx';
import type { PageProps } from './page.tsx';
import { safeHref } from './safe-link.tsx';

/** An entry of the main navigation; `create` is the page F2 opens. */
export type NavItem = { text: string; href: string; current?: boolean };

function Emblem() {
  return (
    <svg class="emblem" viewBox="0 0 40 40" aria-hidden="true">
      <circle cx="20" cy="20" r="20" fill="#A31515" />
      <path fill="#FFCD00" d="M20 8l2.9 8.6h9.1l-7.4 5.3 2.9 8.7-7.5-5.4-7.5 5.4 2.9-8.7L8 16.6h9.1z" />
    </svg>
  );
}

function Find({ t, search, official }: Pick<PageProps, 't' | 'search' | 'official'>) {
  if (search === undefined) return null;
  const label = official ? t('search.public') : t('search.label');
  return (
    <Island name="kt-palette" data={{ 'data-label': t('search.commands') }}>
      <search class={official ? 'find plain' : 'find'}>
        <form method="get" action={safeHref(search.action)}>
          <label class="vh" for="find">
            {label}
          </label>
          <input id="find" name="q" type="search" value={search.value} placeholder={label} autocomplete="off" />
          {official ? null : (
            <span aria-hidden="true">
              <kbd>Ctrl K</kbd>
            </span>
          )}
        </form>
      </search>
    </Island>
  );
}

/** Top rule, notices of the site, brand, search, reader and main navigation. */
export function PageHeader(props: PageProps) {
  const { t, lang, place, homeHref = '/', me, nav, sample, demo, official, slim, switchHref } = props;
  const other = lang === 'vi' ? 'en' : 'vi';
  return (
    <header class={slim ? 'top slim' : 'top'}>
      {official ? (
        <p class="official">
          <span class="wrap">
            {t('app.official', { place: official.of })} · <a href={safeHref(official.href)}>{t('app.howToKnow')}</a>
            {sample ? ` · ${t('app.demo')}` : null}
          </span>
        </p>
      ) : sample && !slim && !demo ? (
        <p class="sample">
          <span class="wrap">{t('app.demoNote')}</span>
        </p>
      ) : null}
      {demo ? <DemoBar t={t} {...demo} /> : null}
      <div class="wrap bar">
        <a class="brand" href={safeHref(homeHref)}>
          <Emblem />
          <span>
            <b lang="vi">{t('app.name')}</b>
            <small>{place}</small>
          </span>
        </a>
        {slim ? null : <Find {...props} />}
        {me ? (
          <a class="me" href={safeHref(me.href)}>
            <b>{me.name}</b>
            <small>{me.post}</small>
          </a>
        ) : switchHref ? (
          <a class="nw" href={safeHref(switchHref)} lang={other} hreflang={other}>
            {t('lang.switch')}
          </a>
        ) : null}
      </div>
      {nav.length > 0 ? (
        <nav class="mainnav" aria-label={t('nav.main')}>
          <ul class="wrap">
            {nav.map((item) => (
              <li key={item.href}>
                <a href={safeHref(item.href)} aria-current={item.current ? 'page' : undefined}>
                  {item.text}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      ) : null}
    </header>
  );
}
