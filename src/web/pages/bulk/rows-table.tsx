import type { ComponentChildren } from 'preact';
import type { DossierRowView } from '../../../store/read/dossier-row.ts';
import { DataTable } from '../../components/data-table.tsx';
import { Light } from '../../components/light.tsx';
import { textLang } from '../../components/text-lang.ts';
import { toRow } from '../list/view.ts';
import type { Reader } from '../showing/reader.ts';

/** Dossiers one under the other, each with a word of its own where there is one to say. */
export function RowsTable(props: {
  r: Reader;
  caption: string;
  rows: readonly DossierRowView[];
  /** What is said of each, and the head of that column. */
  said?: { readonly label: string; readonly of: (row: DossierRowView) => ComponentChildren };
}) {
  const { r, caption, rows, said } = props;
  return (
    <DataTable
      t={r.t}
      dense
      caption={caption}
      columns={[
        { key: 'light', label: r.t('list.status'), bare: true, noWrap: true },
        { key: 'number', label: r.t('pages.list.col.number'), bare: true, noWrap: true },
        { key: 'title', label: r.t('pages.list.col.title'), head: true },
        { key: 'lead', label: r.t('unit.lead') },
        { key: 'due', label: r.t('pages.list.col.due'), noWrap: true },
        { key: 'stage', label: r.t('pages.list.col.stage') },
        ...(said ? [{ key: 'said', label: said.label }] : []),
      ]}
      rows={rows.map((read) => {
        const row = toRow(r, read);
        return {
          id: row.id,
          cells: {
            light: row.light ? <Light {...row.light} flat /> : undefined,
            number: row.number,
            title: (
              <a href={row.href} lang={textLang(r.lang, row.title)}>
                {row.title}
              </a>
            ),
            lead: row.lead,
            due: row.due,
            stage: row.stage,
            ...(said ? { said: said.of(read) } : {}),
          },
        };
      })}
    />
  );
}
