import type { Lang, Translate } from '../../../kernel/messages.ts';
import { ERASED, WITHHELD } from '../../../store/read/dossier.ts';
import { textLang } from '../../components/text-lang.ts';

/** A text as the reader may see it: what it says, or what stands in its place. */
export interface ReadableText {
  readonly text: string;
  /** True when the text itself is not shown. */
  readonly hidden: boolean;
}

/** Replaces what the store says of a text that cannot be shown by words. */
export function readable(t: Translate, text: string): ReadableText {
  if (text === WITHHELD) return { text: t('pages.text.withheld'), hidden: true };
  if (text.startsWith(ERASED)) {
    const decision = text.slice(ERASED.length);
    return { text: decision === '' ? t('pages.text.erased') : t('pages.text.erasedBy', { decision }), hidden: true };
  }
  return { text, hidden: false };
}

/** A readable text with its line breaks kept; a hidden one set apart. */
export function Prose({ r, text }: { r: { readonly t: Translate; readonly lang: Lang }; text: string }) {
  const shown = readable(r.t, text);
  if (shown.hidden) return <em class="muted">{shown.text}</em>;
  const lines = shown.text.split('\n');
  return (
    <>
      {lines.map((line, i) => (
        <span key={i} lang={textLang(r.lang, line)}>
          {i > 0 ? <br /> : null}
          {line}
        </span>
      ))}
    </>
  );
}
