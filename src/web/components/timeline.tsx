import type { ComponentChildren } from 'preact';
import { safeHref } from './safe-link.tsx';

/** One event: who is a line the caller writes (name, post, unit); `auto` is the system, `miss` a lapsed clock. */
export type TimelineEvent = {
  title: ComponentChildren;
  at: string;
  atIso: string;
  who?: string;
  body?: ComponentChildren;
  kind?: 'act' | 'auto' | 'miss';
  /** `about` completes the text for those who do not see the row. */
  receipt?: { href: string; text: string; about?: string };
};

/** What happened, newest first as given. */
export function Timeline({ events }: { events: readonly TimelineEvent[] }) {
  return (
    <ol class="tl">
      {events.map((event) => (
        <li
          key={`${event.atIso}${event.who ?? ''}`}
          class={event.kind === 'auto' || event.kind === 'miss' ? event.kind : undefined}
        >
          <b>{event.title}</b>
          <small>
            <time dateTime={event.atIso}>{event.at}</time>
            {event.who ? ` · ${event.who}` : null}
            {event.receipt ? (
              <>
                {' · '}
                <a href={safeHref(event.receipt.href)}>
                  {event.receipt.text}
                  {event.receipt.about ? <span class="vh"> {event.receipt.about}</span> : null}
                </a>
              </>
            ) : null}
          </small>
          {event.body}
        </li>
      ))}
    </ol>
  );
}

/** A small set of links of which one is in force. */
export function Segments(props: { label: string; items: readonly { text: string; href: string; current?: boolean }[] }) {
  return (
    <nav class="seg" aria-label={props.label}>
      {props.items.map((item) => (
        <a key={item.href} href={safeHref(item.href)} aria-current={item.current ? 'true' : undefined}>
          {item.text}
        </a>
      ))}
    </nav>
  );
}
