const SEPARATORS = [',', ';', '\t'] as const;

/** A quote was opened and never closed, so that nobody can say where the rows end. */
export class UnclosedQuote extends Error {}

/**
 * The rows of a CSV text by RFC 4180 with comma, semicolon or tab, whichever its first filled lines use; Excel's `sep=` line is
 * understood and keeps its row. A text mark (') that guards a sign against being computed is taken away again.
 * @throws {UnclosedQuote}
 */
export function readCsvRows(text: string): string[][] {
  const named = /^sep=([,;\t])\r?\n/iu.exec(text);
  const separator = named?.[1] ?? findSeparator(text);
  const rows = splitRows(named ? text.slice(named[0].length) : text, separator);
  return named ? [[], ...rows] : rows;
}

/** The separator that stands most often outside quotes in the line where any stands most: the head, below words about the file. */
function findSeparator(text: string): string {
  const lines = text
    .slice(0, 65_536)
    .split(/\r\n|\r|\n/u)
    .slice(0, 30);
  let best: { readonly separator: string; readonly count: number } = { separator: ',', count: 0 };
  for (const line of lines) {
    const bare = line.replace(/"(?:[^"]|"")*"/gu, '');
    for (const separator of SEPARATORS) {
      const count = bare.split(separator).length - 1;
      if (count > best.count) best = { separator, count };
    }
  }
  return best.separator;
}

function splitRows(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  const endRow = (): void => {
    rows.push(row);
    row = [];
  };
  while (at < text.length) {
    const { cell, end } = text[at] === '"' ? takeQuoted(text, at, separator) : takePlain(text, at, separator);
    row.push(unguard(cell));
    at = end;
    const sign = text[at];
    if (sign === separator) {
      at += 1;
      if (at === text.length) row.push('');
    } else if (sign !== undefined) {
      at += sign === '\r' && text[at + 1] === '\n' ? 2 : 1;
      endRow();
    }
  }
  if (row.length > 0) endRow();
  return rows;
}

function takePlain(text: string, start: number, separator: string): { cell: string; end: number } {
  let end = start;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return { cell: text.slice(start, end), end };
}

function takeQuoted(text: string, start: number, separator: string): { cell: string; end: number } {
  let cell = '';
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) throw new UnclosedQuote();
    cell += text.slice(from, quote);
    if (text[quote + 1] === '"') {
      cell += '"';
      from = quote + 2;
      continue;
    }
    // What stands between the closing quote and the separator belongs to nobody; spreadsheets append it.
    let end = quote + 1;
    while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end += 1;
    return { cell: cell + text.slice(quote + 1, end), end };
  }
}

function unguard(cell: string): string {
  return /^'[=+\-@\t\r]/u.test(cell) ? cell.slice(1) : cell;
}
