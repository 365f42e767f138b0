import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';
import { Island } from './island.tsx';
import { safeHref } from './safe-link.tsx';
import type { Translator } from './translator.ts';

/** A named filter with its live count. */
export type SavedFilter = { name: string; href: string; count?: string; current?: boolean };

/** A filter in force and the address of the same list without it. */
export type ActiveFilter = { name: string; removeHref: string };

/** The lines above a list; all state is in the address. */
export type ListToolsProps = {
  t: Translator;
  saved?: readonly SavedFilter[];
  saveHref?: string;
  active?: readonly ActiveFilter[];
  clearHref?: string;
  /** Present when the list has a quick filter; it searches on the server without script. */
  quick?: { action: string; name: string; value?: string; hidden?: Readonly<Record<string, string>> };
  /** The fields of "add filters", inside a form of the page's own. */
  more?: ComponentChildren;
};

/** Saved filters, filters in force, the quick filter. */
export function ListTools({ t, saved = [], saveHref, active = [], clearHref, quick, more }: ListToolsProps) {
  return (
    <>
      {saved.length > 0 ? (
        <nav class="tools" aria-label={t('list.savedLabel')}>
          <span class="lbl">{t('list.saved')}</span>
          {saved.map((filter) => (
            <a key={filter.href} class="saved" href={safeHref(filter.href)} aria-current={filter.current ? 'true' : undefined}>
              {filter.name} {filter.count === undefined ? null : <b>{filter.count}</b>}
            </a>
          ))}
          {saveHref ? (
            <a class="sm push" href={safeHref(saveHref)}>
              {t('list.saveThis')}
            </a>
          ) : null}
        </nav>
      ) : null}
      <fieldset class="tools" aria-label={t('list.activeLabel')}>
        {active.length > 0 ? <span class="lbl">{t('list.active')}</span> : null}
        {active.map((filter) => (
          <a key={filter.removeHref} class="chip" href={safeHref(filter.removeHref)}>
            <span class="vh">{t('list.remove', { name: '' })}</span>
            {filter.name}
            <Icon name="x" />
          </a>
        ))}
        {more ? (
          <details class="addf">
            <summary>{t('list.addFilter')}</summary>
            {more}
          </details>
        ) : null}
        {clearHref && active.length > 0 ? (
          <a class="sm" href={safeHref(clearHref)}>
            {t('list.filterClear')}
          </a>
        ) : null}
        {quick ? (
          <search class="fastfind push" aria-label={t('list.quickLabel')}>
            <form method="get" action={safeHref(quick.action)}>
              {Object.entries(quick.hidden ?? {}).map(([name, value]) => (
                <input key={name} type="hidden" name={name} value={value} />
              ))}
              <input
                class="in"
                type="search"
                name={quick.name}
                value={quick.value}
                aria-label={t('list.quickLabel')}
                placeholder={`${t('list.quick')}   /`}
                autocomplete="off"
                data-quick=""
              />
            </form>
          </search>
        ) : null}
      </fieldset>
    </>
  );
}

/** The list itself: rows can be walked with the arrow keys and selected; `bulk` acts on the selection by one form. */
export function ListBox(props: {
  t: Translator;
  label: string;
  children: ComponentChildren;
  bulk?: { action: string; buttons: ComponentChildren; hidden?: ComponentChildren };
  pager?: ComponentChildren;
}) {
  const { t, label, children, bulk, pager } = props;
  const body = (
    <>
      {bulk ? (
        <fieldset class="bulk" aria-label={t('list.bulk')} data-bulk="">
          <b data-count="" role="status">
            {t('list.bulk')}
          </b>
          {bulk.buttons}
          <button class="linkbtn" type="reset" data-unselect="">
            {t('list.unselect')}
          </button>
        </fieldset>
      ) : null}
      {children}
      {pager}
    </>
  );
  return (
    <Island name="kt-list" data={{ 'data-selected': t('list.selected') }}>
      <section class="card listbox" aria-label={label}>
        {bulk ? (
          <form method="post" action={safeHref(bulk.action)}>
            {bulk.hidden}
            {body}
          </form>
        ) : (
          body
        )}
      </section>
    </Island>
  );
}

/** Where the reader is among the pages of a list. */
export function Pager(props: {
  t: Translator;
  page: number;
  pages: number;
  previousHref?: string;
  nextHref?: string;
  note?: string;
}) {
  const { t, page, pages, previousHref, nextHref, note } = props;
  return (
    <nav class="pager" aria-label={t('pager.label')}>
      <span>
        {t('pager.at', { page, pages })}
        {note ? ` · ${note}` : null}
      </span>
      <span class="btns">
        {previousHref ? (
          <a rel="prev" href={safeHref(previousHref)}>
            {t('pager.previous')}
          </a>
        ) : null}
        {nextHref ? (
          <a rel="next" href={safeHref(nextHref)}>
            {t('pager.next')}
          </a>
        ) : null}
      </span>
    </nav>
  );
}
