import type { ComponentChildren } from 'preact';
import { Island } from './island.tsx';
import { safeHref } from './safe-link.tsx';
import type { Translator } from './translator.ts';

/** A form that works without script; with script it saves drafts, sends once and survives the end of a session. */
export type FormProps = {
  t: Translator;
  action: string;
  children: ComponentChildren;
  hidden?: Readonly<Record<string, string | undefined>>;
  draftUrl?: string;
  /** Leaves nothing in the browser, for sealed content. */
  keepNothing?: boolean;
  files?: boolean;
  id?: string;
  card?: boolean;
  /** Smaller labels, for forms of many fields. */
  compact?: boolean;
};

/** The form around fields; posts, since reading has links. */
export function Form(props: FormProps) {
  const { t, action, children, hidden, draftUrl, keepNothing = false, files = false, id, card = false, compact = false } = props;
  return (
    <Island
      name="kt-form"
      data={{
        'data-draft-url': draftUrl,
        'data-no-store': keepNothing ? '' : undefined,
        'data-saved': t('form.draftSaved'),
        'data-saving': t('form.draftSaving'),
        'data-failed': t('form.draftFailed'),
        'data-ended': t('form.sessionEnded'),
        'data-restored': t('form.restored'),
      }}
    >
      <form
        method="post"
        action={safeHref(action)}
        id={id}
        class={`form${card ? ' card' : ''}${compact ? ' compact' : ''}`}
        noValidate
        encType={files ? 'multipart/form-data' : undefined}
      >
        <HiddenFields values={hidden ?? {}} />
        {children}
      </form>
    </Island>
  );
}

/** Values the form carries without showing them: anti-forgery token, idempotency key, version seen. */
export function HiddenFields({ values }: { values: Readonly<Record<string, string | undefined>> }) {
  return (
    <>
      {Object.entries(values).map(([name, value]) =>
        value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />,
      )}
    </>
  );
}

/** The buttons at the end of a form, with the place where the state of the draft is told. */
export function FormActions({ children, draft }: { children: ComponentChildren; draft?: string }) {
  return (
    <div class="actions">
      {children}
      <output class="draft" data-draft-status="">
        {draft}
      </output>
    </div>
  );
}

/** Optional questions, closed until asked. */
export function MoreFields({
  summary,
  children,
  open = false,
}: {
  summary: string;
  children: ComponentChildren;
  open?: boolean;
}) {
  return (
    <details class="more" open={open}>
      <summary>{summary}</summary>
      <div class="gap-m">{children}</div>
    </details>
  );
}
