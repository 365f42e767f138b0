import type { ComponentChildren } from 'preact';
import { safeHref } from './safe-link.tsx';
import type { Translator } from './translator.ts';

/** `filled` is the one main action of a view, `plain` every other, `grave` leads to a page that asks again. */
export type ButtonLook = 'filled' | 'plain' | 'grave';

/** What button and link share: `primary` binds F4, `about` completes the label for those who do not see the row. */
export type ActionProps = {
  children: ComponentChildren;
  look?: ButtonLook;
  small?: boolean;
  primary?: boolean;
  create?: boolean;
  keys?: string;
  about?: string;
};

function lookClass(look: ButtonLook, small: boolean): string {
  const tone = look === 'filled' ? '' : look === 'plain' ? ' alt' : ' grave';
  return `btn${tone}${small ? ' s' : ''}`;
}

function marks(primary: boolean | undefined, create: boolean | undefined) {
  return { ...(primary ? { 'data-primary': '' } : {}), ...(create ? { 'data-create': '' } : {}) };
}

function Label({ children, keys, about }: Pick<ActionProps, 'children' | 'keys' | 'about'>) {
  return (
    <>
      {children}
      {about ? <span class="vh"> {about}</span> : null}
      {keys ? (
        <span aria-hidden="true">
          <kbd>{keys}</kbd>
        </span>
      ) : null}
    </>
  );
}

/** A button that sends its form; `name` and `value` say which act when a form has several. */
export function Button(
  props: ActionProps & { name?: string; value?: string; formAction?: string; disabled?: boolean; type?: 'submit' | 'button' },
) {
  const { look = 'filled', small = false, primary, create, children, keys, about, type = 'submit', formAction, ...rest } = props;
  return (
    <button
      class={lookClass(look, small)}
      type={type}
      {...(formAction ? { formaction: safeHref(formAction) } : {})}
      {...marks(primary, create)}
      {...rest}
    >
      <Label keys={keys ?? ''} about={about ?? ''}>
        {children}
      </Label>
    </button>
  );
}

/** A link that looks like a button, for actions that open a page of their own. */
export function LinkButton(props: ActionProps & { href: string }) {
  const { look = 'filled', small = false, primary, create, children, keys, about, href } = props;
  return (
    <a class={lookClass(look, small)} href={safeHref(href)} {...marks(primary, create)}>
      <Label keys={keys ?? ''} about={about ?? ''}>
        {children}
      </Label>
    </a>
  );
}

/** A group of buttons; `full` stacks them over the whole width of a card. */
export function Buttons({ children, full = false }: { children: ComponentChildren; full?: boolean }) {
  return <div class={full ? 'btns full' : 'btns'}>{children}</div>;
}

/** The rest of the actions behind a disclosure, so that one primary and two others stay in view. */
export function OtherActions({ t, children }: { t: Translator; children: ComponentChildren }) {
  return (
    <details class="others">
      <summary>{t('action.others')}</summary>
      <div class="btns full">{children}</div>
    </details>
  );
}

/** The main action kept at the bottom of a phone; hidden on wider screens. */
export function ActionBar({ t, children }: { t: Translator; children: ComponentChildren }) {
  return (
    <section class="actbar" aria-label={t('action.main')}>
      {children}
    </section>
  );
}
