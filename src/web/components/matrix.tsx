import { Icon } from './icon.tsx';
import { safeHref } from './safe-link.tsx';
import type { Translator, WebKey } from './translator.ts';

/** Open dossiers of one field in one locality; the address takes the light to open exactly those. */
export type MatrixCell = { late: number; due: number; ok: number };

/** Field by locality; `href` answers undefined where the reader may not open the list. */
export type MatrixProps = {
  t: Translator;
  caption: string;
  rows: readonly string[];
  columns: readonly string[];
  cell: (row: number, column: number) => MatrixCell;
  href: (row: number | undefined, column: number | undefined, light: keyof MatrixCell) => string | undefined;
};

const LIGHTS = ['late', 'due', 'ok'] as const;
const WORD: Record<keyof MatrixCell, WebKey> = {
  late: 'light.lateShort',
  due: 'light.dueShort',
  ok: 'light.okShort',
};

function add(cells: readonly MatrixCell[]): MatrixCell {
  return cells.reduce((sum, cell) => ({ late: sum.late + cell.late, due: sum.due + cell.due, ok: sum.ok + cell.ok }), {
    late: 0,
    due: 0,
    ok: 0,
  });
}

/** Lights of every field in every locality with their sums; each number opens its dossiers. */
export function Matrix({ t, caption, rows, columns, cell, href }: MatrixProps) {
  const all = rows.map((_, row) => columns.map((__, column) => cell(row, column)));
  const draw = (value: MatrixCell, row: number | undefined, column: number | undefined) => {
    const place = [row === undefined ? undefined : rows[row], column === undefined ? undefined : columns[column]];
    const about = place.filter((part) => part !== undefined).join(', ') || t('matrix.total');
    const empty = value.late + value.due + value.ok === 0;
    const sum = row === undefined || column === undefined;
    return (
      <td key={`${row ?? 'sum'}-${column ?? 'sum'}`} class={sum ? 'sumc' : value.late > 0 ? 'hit' : undefined}>
        <div class="cell">
          {empty ? <span class="vh">{t('matrix.none')}</span> : null}
          {LIGHTS.map((light) => {
            if (value[light] === 0) {
              return (
                <span key={light} class="zero" aria-hidden="true">
                  ·
                </span>
              );
            }
            const target = href(row, column, light);
            const inside = (
              <>
                <Icon name={light} />
                {value[light]}
                <span class="vh">
                  {' '}
                  {t(WORD[light])}, {about}
                </span>
              </>
            );
            return target === undefined ? (
              <span key={light} class={`l is-${light}`}>
                {inside}
              </span>
            ) : (
              <a key={light} class={`l is-${light}`} href={safeHref(target)}>
                {inside}
              </a>
            );
          })}
        </div>
      </td>
    );
  };
  return (
    <table class="mx">
      <caption class="vh">{caption}</caption>
      <thead>
        <tr>
          <td />
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
          <th scope="col">{t('matrix.total')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((name, row) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {columns.map((_, column) => draw(all[row]?.[column] ?? add([]), row, column))}
            {draw(add(all[row] ?? []), row, undefined)}
          </tr>
        ))}
        <tr>
          <th scope="row">{t('matrix.total')}</th>
          {columns.map((_, column) => draw(add(all.map((line) => line[column] ?? add([]))), undefined, column))}
          {draw(add(all.flat()), undefined, undefined)}
        </tr>
      </tbody>
    </table>
  );
}
