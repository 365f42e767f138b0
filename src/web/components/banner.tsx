import type { ComponentChildren } from 'preact';
import { safeHref } from './safe-link.tsx';
import type { Translator } from './translator.ts';

/** A line across the page that says a fact about the whole page; `status` announces it when it came from an act. */
export function Banner(props: {
  children: ComponentChildren;
  tone?: 'info' | 'warn' | 'late' | 'done';
  link?: { href: string; text: string };
  status?: boolean;
}) {
  const { children, tone = 'info', link, status = false } = props;
  return (
    <div class={tone === 'info' ? 'banner' : `banner ${tone}`} role={status ? 'status' : undefined}>
      <div>{children}</div>
      {link ? <a href={safeHref(link.href)}>{link.text}</a> : null}
    </div>
  );
}

/** What this page is for, closed until asked; the same place on every page. */
export function PageHelp({ t, children }: { t: Translator; children: ComponentChildren }) {
  return (
    <details class="help" id="help">
      <summary>{t('help.page')}</summary>
      <div>{children}</div>
    </details>
  );
}

/** A section without content that names the next step. */
export function EmptyState(props: { title: string; text?: string; action?: ComponentChildren }) {
  return (
    <section class="card empty">
      <h2>{props.title}</h2>
      {props.text ? <p>{props.text}</p> : null}
      {props.action ? <div class="btns">{props.action}</div> : null}
    </section>
  );
}
