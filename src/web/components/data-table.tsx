import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';
import { safeHref } from './safe-link.tsx';
import type { Translator } from './translator.ts';

/** One column: `short` labels the value on phones, `head` makes it the heading of the row. */
export type DataColumn = {
  key: string;
  label: string;
  short?: string;
  head?: boolean;
  number?: boolean;
  noWrap?: boolean;
  hideLabel?: boolean;
  /** Leaves the label out on phones, for values that explain themselves: light, number, place. */
  bare?: boolean;
  /** Present when the column can be sorted: the address to follow and the direction in force. */
  sort?: { href: string; direction?: 'ascending' | 'descending' };
};

/** One row: cells by column key; `silent` hatches it, `select` gives it a checkbox. */
export type DataRow = {
  id: string;
  cells: Readonly<Record<string, ComponentChildren>>;
  silent?: boolean;
  select?: { label: string; checked?: boolean };
};

/** A table with caption and sort state; rows become cards on phones unless `keep` is set. */
export type DataTableProps = {
  t: Translator;
  caption: string;
  columns: readonly DataColumn[];
  rows: readonly DataRow[];
  foot?: DataRow;
  hideCaption?: boolean;
  dense?: boolean;
  /** Leaves the table a table on phones, for two or three narrow columns. */
  keep?: boolean;
  /** Name of the checkboxes when rows can be selected. */
  selectName?: string;
};

/** A data table whose order and filter are said in the caption and by aria-sort. */
export function DataTable(props: DataTableProps) {
  const { t, caption, columns, rows, foot, hideCaption = false, dense = false, keep = false, selectName } = props;
  return (
    <table class={`tb${dense ? ' dense' : ''}${keep ? '' : ' cards'}`}>
      <caption class={hideCaption ? 'vh' : undefined}>{caption}</caption>
      <thead>
        <tr>
          {selectName ? (
            <td class="ck">
              <span class="vh">{t('list.select')}</span>
            </td>
          ) : null}
          {columns.map((column) => (
            <HeadCell key={column.key} t={t} column={column} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} columns={columns} row={row} selectName={selectName ?? ''} />
        ))}
      </tbody>
      {foot ? (
        <tfoot>
          <Row columns={columns} row={foot} selectName={selectName ?? ''} />
        </tfoot>
      ) : null}
    </table>
  );
}

function HeadCell({ t, column }: { t: Translator; column: DataColumn }) {
  const label = column.hideLabel ? <span class="vh">{column.label}</span> : column.label;
  const { sort } = column;
  return (
    <th scope="col" class={column.number ? 'num' : undefined} aria-sort={sort ? (sort.direction ?? 'none') : undefined}>
      {sort ? (
        <a class={sort.direction ? 'sort' : 'sort none'} href={safeHref(sort.href)} title={t('sort.by', { col: column.label })}>
          {label}
          <Icon name={sort.direction === 'ascending' ? 'up' : sort.direction === 'descending' ? 'down' : 'sort'} />
        </a>
      ) : (
        label
      )}
    </th>
  );
}

/** Shows the eye that nothing was forgotten; says nothing to those who hear the table. */
function Blank() {
  return (
    <span class="nil" aria-hidden="true">
      –
    </span>
  );
}

function Row({ columns, row, selectName }: { columns: readonly DataColumn[]; row: DataRow; selectName: string }) {
  const state = [row.silent ? 'silent' : '', row.select?.checked ? 'sel' : ''].filter(Boolean).join(' ');
  return (
    <tr class={state || undefined} data-row={row.id}>
      {selectName ? (
        <td class="ck">
          {row.select ? (
            <input type="checkbox" name={selectName} value={row.id} aria-label={row.select.label} checked={row.select.checked} />
          ) : null}
        </td>
      ) : null}
      {columns.map((column) => {
        const value = row.cells[column.key];
        if (column.head) {
          return (
            <th key={column.key} scope="row">
              {value}
            </th>
          );
        }
        const classes = [column.number ? 'num' : '', column.noWrap ? 'nw' : ''].filter(Boolean).join(' ');
        const isBlank = value === undefined || value === null || value === '';
        // A label without a value would read as a gap on phones.
        const label = isBlank || column.hideLabel || column.bare ? undefined : (column.short ?? column.label);
        const shown = isBlank && !column.hideLabel ? <Blank /> : value;
        return (
          <td key={column.key} class={classes || undefined} data-l={label}>
            {label === undefined ? shown : <div>{value}</div>}
          </td>
        );
      })}
    </tr>
  );
}
