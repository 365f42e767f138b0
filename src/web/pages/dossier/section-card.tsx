import type { ComponentChildren } from 'preact';
import type { Json } from '../../../kernel/json.ts';
import { Card } from '../../components/card.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import type { Reader } from '../showing/reader.ts';
import { isEmpty, Value } from '../showing/value.tsx';
import type { SectionView } from './content.ts';

/** One of the kind's own tables; silence is a row of its own, hatched; tables too wide to read go down the page instead. */
export function SectionCard({
  r,
  kind,
  section,
  children,
}: {
  r: Reader;
  kind: string;
  section: SectionView;
  children?: ComponentChildren;
}) {
  return (
    <Card title={section.title} id={`bang-${section.key}`}>
      {section.rows.length === 0 ? (
        <p class="muted">{section.empty}</p>
      ) : section.wide ? (
        <Stacked r={r} kind={kind} section={section} />
      ) : (
        <DataTable
          t={r.t}
          caption={section.title}
          hideCaption
          columns={section.columns.map((c, i) => ({
            key: c.key,
            label: c.label,
            head: i === 0,
            noWrap: c.how.as === 'date',
            number: c.number === true || c.how.as === 'money' || c.how.as === 'integer',
          }))}
          rows={section.rows.map((row, i) => ({
            id: `${section.key}-${i}`,
            ...(row.silent ? { silent: true } : {}),
            cells: Object.fromEntries(
              section.columns.map((c, n) => {
                const value = row[c.key] as Json | undefined;
                return [c.key, n > 0 && isEmpty(value) ? undefined : <Value r={r} kind={kind} how={c.how} value={value} />];
              }),
            ),
          }))}
        />
      )}
      {children}
    </Card>
  );
}

function Stacked({ r, kind, section }: { r: Reader; kind: string; section: SectionView }) {
  return (
    <div class="gap-m">
      {section.rows.map((row, i) => (
        <SummaryList
          key={i}
          t={r.t}
          rows={section.columns
            .filter((c) => !isEmpty(row[c.key] as Json | undefined))
            .map((c) => ({ label: c.label, value: <Value r={r} kind={kind} how={c.how} value={row[c.key] as Json} /> }))}
        />
      ))}
    </div>
  );
}
