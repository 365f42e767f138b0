import type { ComponentChildren } from 'preact';
import type { DemoBarProps } from './demo-bar.tsx';
import { Sprite } from './icon.tsx';
import { Island } from './island.tsx';
import { KeysHelp } from './keys-help.tsx';
import { type NavItem, PageHeader } from './page-header.tsx';
import { safeHref } from './safe-link.tsx';
import type { Lang, Translator } from './translator.ts';

/** Everything a whole document needs; words come from `t`, data is already formatted. */
export type PageProps = {
  lang: Lang;
  t: Translator;
  /** Title of the page without the product's name. */
  title: string;
  assets: { style: string; islands: string; icon?: string };
  nav: readonly NavItem[];
  children: ComponentChildren;
  /** The province or city under the product's name. */
  place: string;
  homeHref?: string;
  me?: { name: string; post: string; href: string };
  search?: { action: string; value?: string };
  /** The same page in the other language. */
  switchHref?: string;
  /** "Data as of" line, formatted. */
  dataAt?: string;
  /** When the record was copied, formatted, where this site shows a read-only copy. */
  copied?: string;
  /** Shows the line that names and contents are examples. */
  sample?: boolean;
  demo?: Omit<DemoBarProps, 't'>;
  /** The line on public pages that says whose site this is. */
  official?: { href: string; of: string };
  /** The compact header of the portfolio. */
  slim?: boolean;
  /** False when the reader switched the shortcuts off. */
  keys?: boolean;
  crumbs?: readonly { text: string; href?: string }[];
  /** Links at the right of the breadcrumb. */
  acts?: ComponentChildren;
  /** Phone bar with the main action, after the main part. */
  bar?: ComponentChildren;
  foot?: readonly { text: string; href: string }[];
  /** When the session ends (ISO) and where staying is asked for. */
  session?: { endsAt: string; stayUrl: string };
  /** Extra script modules of one page, served by ourselves. */
  scripts?: readonly string[];
};

/** The whole HTML document of a page, without its doctype, free of inline style and script. */
export function Page(props: PageProps) {
  const { lang, t, title, assets, children, slim, keys = true, crumbs, acts, bar, session, scripts = [] } = props;
  return (
    <html lang={lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} – ${t('app.name')}`}</title>
        <meta name="theme-color" content="#A31515" />
        {assets.icon ? <link rel="icon" type="image/svg+xml" href={safeHref(assets.icon)} /> : null}
        <link rel="stylesheet" href={safeHref(assets.style)} />
        <script type="module" src={safeHref(assets.islands)} />
        {scripts.map((src) => (
          <script key={src} type="module" src={safeHref(src)} />
        ))}
      </head>
      <body data-keys={keys ? undefined : 'off'}>
        <a class="skip" href="#main">
          {t('app.skip')}
        </a>
        <Sprite />
        {props.copied === undefined ? null : (
          <section class="copied" aria-label={t('app.copy')}>
            <p class="wrap">{t('app.copied', { time: props.copied })}</p>
          </section>
        )}
        <PageHeader {...props} slim={slim ?? false} />
        {session ? (
          <Island
            name="kt-countdown"
            hidden
            role="status"
            data={{
              'data-ends-at': session.endsAt,
              'data-stay-url': session.stayUrl,
              'data-warn': t('session.warn'),
              'data-stay': t('session.stay'),
              'data-over': t('session.over'),
            }}
          />
        ) : null}
        <main id="main" class="wrap" tabIndex={-1}>
          {crumbs || acts ? (
            <div class="crumb">
              {crumbs ? <Crumbs t={t} crumbs={crumbs} /> : null}
              {acts ? <span class="acts">{acts}</span> : null}
            </div>
          ) : null}
          {children}
        </main>
        {bar}
        <Footer {...props} />
      </body>
    </html>
  );
}

function Crumbs({ t, crumbs }: { t: Translator; crumbs: readonly { text: string; href?: string }[] }) {
  return (
    <nav aria-label={t('nav.crumb')}>
      {crumbs.map((crumb, index) => (
        <span key={crumb.text}>
          {index > 0 ? ' › ' : null}
          {crumb.href ? <a href={safeHref(crumb.href)}>{crumb.text}</a> : crumb.text}
        </span>
      ))}
    </nav>
  );
}

function Footer({ t, lang, foot = [], switchHref, dataAt, slim, sample, me, keys = true }: PageProps) {
  const other = lang === 'vi' ? 'en' : 'vi';
  return (
    <footer class="foot">
      {me && keys ? (
        <div class="wrap">
          <KeysHelp t={t} />
        </div>
      ) : null}
      <div class="wrap">
        <nav aria-label={t('nav.foot')}>
          <ul>
            {foot.map((link) => (
              <li key={link.href}>
                <a href={safeHref(link.href)}>{link.text}</a>
              </li>
            ))}
            {switchHref ? (
              <li>
                <a href={safeHref(switchHref)} lang={other} hreflang={other}>
                  {t('lang.switch')}
                </a>
              </li>
            ) : null}
          </ul>
        </nav>
        {dataAt ? (
          <span class="at">
            {slim && sample ? `${t('app.demo')} · ` : null}
            {t('app.dataAt', { time: dataAt })}
          </span>
        ) : null}
      </div>
    </footer>
  );
}
