import type { ComponentChildren } from 'preact';
import { SafeLink } from './safe-link.tsx';
import type { Translator } from './translator.ts';

/** What went wrong, what was kept, what to do, and the code to quote; the body of every error page. */
export function ProblemPage(props: {
  t: Translator;
  title: string;
  what: string;
  kept?: string;
  actions?: ComponentChildren;
  code?: string;
  contact?: { text: string; href: string };
}) {
  const { t, title, what, kept, actions, code, contact } = props;
  return (
    <section class="problem">
      <h1>{title}</h1>
      <p class="lead">{what}</p>
      {kept ? <p>{kept}</p> : null}
      {contact ? (
        <p>
          <SafeLink href={contact.href}>{contact.text}</SafeLink>
        </p>
      ) : null}
      {actions ? <div class="btns">{actions}</div> : null}
      {code ? <p class="ref">{t('error.reference', { code })}</p> : null}
    </section>
  );
}

/** A piece of text compared: unchanged, added or taken away. */
export type DiffPart = { text: string; change?: 'added' | 'removed' };

/** One side of a conflict: who, when, and each field as parts. */
export type ConflictSide = { note: string; fields: readonly { label: string; parts: readonly DiffPart[] }[] };

function Side({ title, side }: { title: string; side: ConflictSide }) {
  return (
    <section>
      <h2>{title}</h2>
      <small>{side.note}</small>
      <dl>
        {side.fields.map((field) => (
          <div key={field.label}>
            <dt>{field.label}</dt>
            <dd>
              {field.parts.map((part, index) =>
                part.change === 'added' ? (
                  <ins key={index}>{part.text}</ins>
                ) : part.change === 'removed' ? (
                  <del key={index}>{part.text}</del>
                ) : (
                  part.text
                ),
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Two versions side by side when somebody was faster; nothing the reader wrote is lost. */
export function Conflict({ t, theirs, yours }: { t: Translator; theirs: ConflictSide; yours: ConflictSide }) {
  return (
    <div class="sides">
      <Side title={t('conflict.theirs')} side={theirs} />
      <Side title={t('conflict.yours')} side={yours} />
    </div>
  );
}
