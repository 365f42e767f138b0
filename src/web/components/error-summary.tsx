import type { Translator } from './translator.ts';

/** One thing to fix: the id of the field it belongs to and a sentence that says how. */
export type FieldError = { field: string; text: string };

/** The id of the element that holds the error of a field. */
export function errorId(field: string): string {
  return `${field}-error`;
}

/** All errors of a form at its top, each a link to its field; takes the focus when the page opens. */
export function ErrorSummary({ t, errors }: { t: Translator; errors: readonly FieldError[] }) {
  if (errors.length === 0) return null;
  return (
    <section class="errs" role="alert" tabIndex={-1} aria-labelledby="errs-title" data-autofocus="">
      <h2 id="errs-title">{t('error.summary', { n: errors.length })}</h2>
      <ul>
        {errors.map((error) => (
          <li key={error.field + error.text}>
            <a href={`#${error.field}`}>{error.text}</a>
          </li>
        ))}
      </ul>
      <p class="kept">{t('error.kept')}</p>
    </section>
  );
}
