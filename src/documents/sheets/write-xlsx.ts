import { asLegalDate, countDays } from '../../kernel/time.ts';
import type { SheetCell, SheetTable } from './sheet-table.ts';
import { writeZipStream } from './zip-stream.ts';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Places in the table of styles below. */
const STYLE = { plain: 0, head: 1, date: 2, number: 3, note: 4 } as const;
const MIDDLE_WIDTH = 20;
const ROWS_AT_ONCE = 250;
/** The most one cell of Excel holds. */
const LONGEST_CELL = 32_000;
const SERIAL_START = asLegalDate('1899-12-30');

/**
 * The tables as one workbook, piece by piece: a sheet each, typed days and numbers, texts never computed, the head kept in sight with
 * filters on it. Memory does not grow with the rows.
 */
export function writeXlsx(tables: readonly SheetTable[]): AsyncGenerator<Buffer> {
  const names = sheetNames(tables);
  return writeZipStream([
    { name: '[Content_Types].xml', pieces: [contentTypes(tables.length)] },
    { name: '_rels/.rels', pieces: [relations([['officeDocument', 'xl/workbook.xml']])] },
    { name: 'xl/workbook.xml', pieces: [workbook(names)] },
    {
      name: 'xl/_rels/workbook.xml.rels',
      pieces: [
        relations([
          ...tables.map((_, n): [string, string] => ['worksheet', `worksheets/sheet${n + 1}.xml`]),
          ['styles', 'styles.xml'],
        ]),
      ],
    },
    { name: 'xl/styles.xml', pieces: [STYLES] },
    ...tables.map((table, n) => ({ name: `xl/worksheets/sheet${n + 1}.xml`, pieces: writeSheet(table) })),
  ]);
}

/** Names as Excel takes them: at most 31 signs, none of `\ / * ? : [ ]`, each once. */
function sheetNames(tables: readonly SheetTable[]): readonly string[] {
  const names: string[] = [];
  for (const table of tables) {
    const plain =
      table.name
        .replace(/[\\/*?:[\]']/g, ' ')
        .trim()
        .slice(0, 28) || 'Sheet';
    names.push(names.includes(plain) ? `${plain} ${names.length + 1}` : plain);
  }
  return names;
}

async function* writeSheet(table: SheetTable): AsyncGenerator<string> {
  const headRow = table.preface.length + 1;
  const lastColumn = columnLetters(Math.max(1, table.head.length) - 1);
  const widths = table.head
    .map((_, n) => `<col min="${n + 1}" max="${n + 1}" width="${table.widths?.[n] ?? MIDDLE_WIDTH}" customWidth="1"/>`)
    .join('');
  yield `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">` +
    `<pane ySplit="${headRow}" topLeftCell="A${headRow + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
    `<sheetFormatPr defaultRowHeight="15"/>${widths === '' ? '' : `<cols>${widths}</cols>`}<sheetData>`;
  let at = 0;
  const toRow = (cells: readonly SheetCell[], style?: number): string => {
    at += 1;
    return `<row r="${at}">${cells.map((cell, n) => toCell(cell, `${columnLetters(n)}${at}`, style)).join('')}</row>`;
  };
  yield [...table.preface.map((line) => toRow([line], STYLE.note)), toRow(table.head, STYLE.head)].join('');
  let rows = '';
  for await (const row of table.rows) {
    rows += toRow(row);
    if (at % ROWS_AT_ONCE !== 0) continue;
    yield rows;
    rows = '';
  }
  yield `${rows}</sheetData><autoFilter ref="A${headRow}:${lastColumn}${Math.max(at, headRow)}"/></worksheet>`;
}

function toCell(cell: SheetCell, place: string, style?: number): string {
  if (cell === null || cell === '') return '';
  if (typeof cell === 'number') return `<c r="${place}" s="${style ?? STYLE.number}"><v>${cell}</v></c>`;
  if (typeof cell === 'string') {
    const text = escapeXml(cell.slice(0, LONGEST_CELL));
    return `<c r="${place}" t="inlineStr"${style === undefined ? '' : ` s="${style}"`}><is><t xml:space="preserve">${text}</t></is></c>`;
  }
  return `<c r="${place}" s="${style ?? STYLE.date}"><v>${countDays(SERIAL_START, cell.date)}</v></c>`;
}

/** `A` for 0, `AA` for 26. */
export function columnLetters(n: number): string {
  return n < 26 ? String.fromCharCode(65 + n) : columnLetters(Math.floor(n / 26) - 1) + columnLetters(n % 26);
}

/** Signs XML cannot carry are left out; `_x000D_` would be read as an escape, so its underscore is escaped itself. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function contentTypes(sheets: number): string {
  const sheet = (n: number) =>
    `<Override PartName="/xl/worksheets/sheet${n + 1}.xml" ContentType="${OFFICE_TYPE}.worksheet+xml"/>`;
  return (
    `${XML}<Types xmlns="${PACKAGE}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    `<Override PartName="/xl/workbook.xml" ContentType="${OFFICE_TYPE}.sheet.main+xml"/>` +
    `<Override PartName="/xl/styles.xml" ContentType="${OFFICE_TYPE}.styles+xml"/>` +
    `${Array.from({ length: sheets }, (_, n) => sheet(n)).join('')}</Types>`
  );
}

function relations(targets: readonly (readonly [type: string, target: string])[]): string {
  const each = targets.map(([type, target], n) => `<Relationship Id="rId${n + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`);
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${each.join('')}</Relationships>`;
}

function workbook(names: readonly string[]): string {
  const sheets = names.map((name, n) => `<sheet name="${escapeXml(name)}" sheetId="${n + 1}" r:id="rId${n + 1}"/>`).join('');
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets}</sheets></workbook>`;
}

const font = (bold: boolean, italic: boolean): string =>
  `<font>${bold ? '<b/>' : ''}${italic ? '<i/>' : ''}<sz val="11"/><name val="Calibri"/><family val="2"/></font>`;
const format = (numFmt: number, fontId = 0): string =>
  `<xf numFmtId="${numFmt}" fontId="${fontId}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`;
const STYLES =
  `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>` +
  `<fonts count="3">${font(false, false)}${font(true, false)}${font(false, true)}</fonts>` +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  `<cellXfs count="5">${format(0)}${format(0, 1)}${format(164)}${format(3)}${format(0, 2)}</cellXfs>` +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';
