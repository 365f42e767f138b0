/** From the sheets of a file to rows of known tables, each cell with its place. */
import { foldVietnamese } from '../../kernel/text.ts';
import { REGISTER_COLUMNS, REGISTER_TABLES, type RegisterColumn, type RegisterName } from './columns.ts';
import { headsOf, type RegisterProblem } from './problem.ts';

/** One sheet as it came in: cells as text, row 1 first. */
export interface GivenSheet {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
}

/** One row of a table, as typed. */
export interface GivenRow {
  readonly table: RegisterName;
  readonly sheet: string;
  readonly row: number;
  /** The text of a cell by its column; a column the sheet does not have is absent. */
  readonly cells: ReadonlyMap<string, string>;
  /** Where the columns stand, from 0. */
  readonly places: ReadonlyMap<string, number>;
}

/** What was found in a file. */
export interface GivenTables {
  readonly rows: readonly GivenRow[];
  /** The tables a sheet was recognised for. */
  readonly tables: readonly RegisterName[];
  readonly problems: readonly RegisterProblem[];
  /** Columns with a head nobody knows, and sheets that are no register: said, never refused. */
  readonly unused: readonly { readonly sheet: string; readonly head: string }[];
}

/** A head may stand below lines that say what the file is. */
const HEAD_WITHIN = 20;

interface Head {
  readonly table: RegisterName;
  /** Index of the row. */
  readonly at: number;
  readonly places: ReadonlyMap<string, number>;
  readonly unknown: readonly string[];
  readonly twice: readonly string[];
  readonly missing: readonly RegisterColumn[];
}

/** Guarantees that every filled cell below a head is either given or named as unused; finds what keeps a sheet from being understood. */
export function readTables(sheets: readonly GivenSheet[]): GivenTables {
  const rows: GivenRow[] = [];
  const problems: RegisterProblem[] = [];
  const unused: { sheet: string; head: string }[] = [];
  const tables = new Set<RegisterName>();
  for (const sheet of sheets) {
    const head = findHead(sheet);
    if (head === undefined) {
      if (sheet.rows.some((cells) => cells.some((cell) => cell.trim() !== ''))) unused.push({ sheet: sheet.name, head: '' });
      continue;
    }
    tables.add(head.table);
    const faults = headFaults(sheet, head);
    problems.push(...faults);
    unused.push(...head.unknown.map((text) => ({ sheet: sheet.name, head: text })));
    if (faults.length > 0) continue;
    const found = rowsBelow(sheet, head);
    if (found.length === 0) problems.push({ sheet: sheet.name, row: head.at + 1, code: 'no_rows' });
    rows.push(...found);
  }
  if (tables.size === 0) problems.push({ sheet: '', code: 'no_table' });
  return { rows, tables: REGISTER_TABLES.filter((table) => tables.has(table)), problems, unused };
}

/**
 * The sheets without what nobody asked for: cells of unknown columns and sheets that are no register are left out, so that a telephone
 * number in a staff list is never kept. Everything else stays in its place.
 */
export function onlyKnownCells(sheets: readonly GivenSheet[]): readonly GivenSheet[] {
  return sheets.flatMap((sheet) => {
    const head = findHead(sheet);
    if (head === undefined) return [];
    const known = new Set(head.places.values());
    const rows = sheet.rows.map((cells, n) => (n < head.at ? [] : cells.map((cell, place) => (known.has(place) ? cell : ''))));
    return [{ name: sheet.name, rows }];
  });
}

function headFaults(sheet: GivenSheet, head: Head): RegisterProblem[] {
  const fault = (code: 'missing_column' | 'twice_column', key: string): RegisterProblem => ({
    sheet: sheet.name,
    row: head.at + 1,
    table: head.table,
    key,
    code,
  });
  return [
    ...head.missing.map((column) => fault('missing_column', column.key)),
    ...head.twice.map((key) => fault('twice_column', key)),
  ];
}

/** The first row that has most of the columns of a table, its needed ones above all. */
function findHead(sheet: GivenSheet): Head | undefined {
  let best: { readonly head: Head; readonly score: number } | undefined;
  for (const [at, cells] of sheet.rows.slice(0, HEAD_WITHIN).entries()) {
    for (const table of REGISTER_TABLES) {
      const head = readHead(table, at, cells);
      const needed = REGISTER_COLUMNS[table].filter((column) => column.needed).length;
      // Two columns that two tables share, such as codes, do not make one of them.
      if (head.places.size < 2 || head.missing.length >= needed) continue;
      const score = head.places.size - head.unknown.length / 2 - head.missing.length;
      if (best === undefined || score > best.score) best = { head, score };
    }
  }
  return best?.head;
}

function readHead(table: RegisterName, at: number, cells: readonly string[]): Head {
  const known = new Map(headsOf(table).flatMap(({ key, heads }) => heads.map((text) => [foldHead(text), key] as const)));
  const places = new Map<string, number>();
  const unknown: string[] = [];
  const twice: string[] = [];
  for (const [n, cell] of cells.entries()) {
    const text = foldHead(cell);
    if (text === '') continue;
    const key = known.get(text);
    if (key === undefined) unknown.push(cell.trim().slice(0, 80));
    else if (places.has(key)) twice.push(key);
    else places.set(key, n);
  }
  const missing = REGISTER_COLUMNS[table].filter((column) => column.needed && !places.has(column.key));
  return { table, at, places, unknown, twice, missing };
}

function rowsBelow(sheet: GivenSheet, head: Head): GivenRow[] {
  return sheet.rows.slice(head.at + 1).flatMap((given, n) => {
    const cells = new Map([...head.places].map(([key, place]) => [key, (given[place] ?? '').trim()] as const));
    if ([...cells.values()].every((cell) => cell === '')) return [];
    return [{ table: head.table, sheet: sheet.name, row: head.at + 2 + n, cells, places: head.places }];
  });
}

/** Heads are the same with or without marks, capitals, line breaks and signs around them. */
function foldHead(text: string): string {
  return foldVietnamese(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
