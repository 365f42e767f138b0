import type { ComponentChildren } from 'preact';
import { safeHref } from './safe-link.tsx';
import type { Translator } from './translator.ts';

/** One row: a label, its value, a second line and, where the reader may change it, the address that does. */
export type SummaryRow = {
  label: string;
  value: ComponentChildren;
  note?: ComponentChildren;
  editHref?: string;
};

/** Labels and values; `pair` is the narrow form for side cards. Also the body of a check-answers page. */
export function SummaryList({ t, rows, pair = false }: { t: Translator; rows: readonly SummaryRow[]; pair?: boolean }) {
  return (
    <dl class={pair ? 'sum pair' : 'sum'}>
      {rows.map((row) => (
        <div key={row.label}>
          <dt>{row.label}</dt>
          <dd>
            {row.value}
            {row.note ? <small>{row.note}</small> : null}
          </dd>
          {row.editHref ? (
            <dd class="edit">
              <a href={safeHref(row.editHref)}>
                {t('act.edit')}
                <span class="vh"> {row.label.toLocaleLowerCase('vi')}</span>
              </a>
            </dd>
          ) : null}
        </div>
      ))}
    </dl>
  );
}
