import type { SheetCell, SheetTable } from './sheet-table.ts';

const ROWS_AT_ONCE = 500;

/**
 * The table as CSV, piece by piece: UTF-8 with a mark at its start, days as `YYYY-MM-DD`, a point before decimals, and a text mark (')
 * before anything a spreadsheet would compute.
 */
export async function* writeCsv(table: SheetTable): AsyncGenerator<string> {
  yield `\ufeff${[...table.preface.map((line) => [line]), table.head].map(toLine).join('')}`;
  let lines = '';
  let n = 0;
  for await (const row of table.rows) {
    lines += toLine(row);
    n += 1;
    if (n % ROWS_AT_ONCE !== 0) continue;
    yield lines;
    lines = '';
  }
  if (lines !== '') yield lines;
}

function toLine(cells: readonly SheetCell[]): string {
  return `${cells.map(toCell).join(',')}\r\n`;
}

function toCell(cell: SheetCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = typeof cell === 'string' ? cell : cell.date;
  // A leading sign or @ makes spreadsheets compute; so do tab and carriage return before it.
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
