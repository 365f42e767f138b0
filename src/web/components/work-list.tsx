import { type ComponentChildren, Fragment } from 'preact';
import { LinkButton } from './button.tsx';
import { Icon } from './icon.tsx';
import { Light, type LightTone, type LightView, lightShape } from './light.tsx';
import { safeHref } from './safe-link.tsx';
import type { Translator } from './translator.ts';

/** One thing to do: light, number, verb, title, who asks, and exactly one action. */
export type TodoItem = {
  light: LightView;
  number: string;
  due?: string;
  verb: string;
  title: string;
  /** The language of the title where it is not that of the page. */
  titleLang?: 'vi' | undefined;
  href: string;
  who?: ComponentChildren;
  actions: readonly { text: string; href: string; filled?: boolean }[];
};

/** What the reader must do, in the order given; the first action of the first row answers F4. */
export function TodoList({ items, small = false }: { items: readonly TodoItem[]; small?: boolean }) {
  return (
    <ol class="todo">
      {items.map((item, index) => (
        <li key={item.href + item.verb} data-row={item.number}>
          <div>
            <p class="when">
              <Light {...item.light} />
              <span>{item.number}</span>
              {item.due ? <span>{item.due}</span> : null}
            </p>
            <h3>
              <a href={safeHref(item.href)}>
                <b>{item.verb}:</b> <span lang={item.titleLang}>{item.title}</span>
              </a>
            </h3>
            {item.who ? <p class="who">{item.who}</p> : null}
          </div>
          <div class="btns full">
            {item.actions.map((action, at) => (
              <LinkButton
                key={action.text}
                href={action.href}
                look={action.filled ? 'filled' : 'plain'}
                primary={index === 0 && at === 0}
                small={small}
                about={item.number}
              >
                {action.text}
              </LinkButton>
            ))}
          </div>
        </li>
      ))}
    </ol>
  );
}

/** One thing others owe, or a related dossier: a line, a smaller line, a light and at most one small button. */
export type WaitItem = {
  text: ComponentChildren;
  note?: ComponentChildren;
  light?: LightView;
  action?: { text: string; href: string; about: string };
};

/** What others must do, each with the button that reminds them. */
export function WaitList({ items }: { items: readonly WaitItem[] }) {
  return (
    <ul class="wait">
      {items.map((item, index) => (
        <li key={index}>
          <div>
            {item.text}
            {item.note ? <small>{item.note}</small> : null}
            {item.light ? <Light {...item.light} flat /> : null}
          </div>
          {item.action ? (
            <LinkButton href={item.action.href} look="plain" small about={item.action.about}>
              {item.action.text}
            </LinkButton>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

/** Numbers of a unit that open exactly the dossiers they count. */
export function Trio({ items }: { items: readonly { label: string; value: string; href: string; tone: LightTone }[] }) {
  return (
    <dl class="trio">
      {items.map((item) => (
        <div key={item.label}>
          <dt>{item.label}</dt>
          <dd class={`is-${item.tone}`}>
            <Icon name={lightShape(item.tone)} />
            <a href={safeHref(item.href)} aria-label={`${item.value} ${item.label}`}>
              {item.value}
            </a>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What changed since the last look: a number and what it counts. */
export function Deltas({ items }: { items: readonly { value: string; text: ComponentChildren; tone?: 'ok' | 'late' }[] }) {
  return (
    <dl class="delta">
      {items.map((item, index) => (
        <Fragment key={index}>
          <dt class={item.tone ? `is-${item.tone}` : undefined}>{item.value}</dt>
          <dd>{item.text}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

/** Questions in a numbered list, for a visit to the base. */
export function AskList({ items }: { items: readonly string[] }) {
  return (
    <ol class="ask">
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ol>
  );
}

/** One notice: what happened, on which dossier, why the reader gets it, on which day and when. */
export type NoticeItem = {
  what: string;
  about: string;
  /** The language of the title where it is not that of the page. */
  lang?: 'vi' | undefined;
  href: string;
  why: string;
  day: string;
  at: string;
  atIso: string;
  unread?: boolean;
};

/** Notices day by day, newest first as given, each with its reason. */
export function NoticeList({ t, items }: { t: Translator; items: readonly NoticeItem[] }) {
  const days = [...new Set(items.map((item) => item.day))];
  return (
    <>
      {days.map((day) => (
        <section class="card" key={day}>
          <h2>{day}</h2>
          <ul class="notices">
            {items
              .filter((item) => item.day === day)
              .map((item) => (
                <li key={item.href + item.what + item.atIso}>
                  <div>
                    <p class={item.unread ? 'what new' : 'what'}>
                      {item.unread ? <span class="vh">{t('notice.new')}: </span> : null}
                      {item.what}
                    </p>
                    <a href={safeHref(item.href)} lang={item.lang}>
                      {item.about}
                    </a>
                    <small>{item.why}</small>
                  </div>
                  <time dateTime={item.atIso}>{item.at}</time>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </>
  );
}
