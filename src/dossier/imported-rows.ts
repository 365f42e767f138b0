/**
 * Reading the rows of a file an act brings: comma-separated text with a line of column names, or a JSON list of objects. What a
 * released version read, every later one reads alike: verification computes rows again from the stored bytes.
 */
import type { z } from 'zod';
import type { FieldProblem } from '../kernel/errors.ts';
import type { Json } from '../kernel/json.ts';
import { findForbiddenCharacters } from '../kernel/text.ts';
import { parseCsv } from './csv.ts';
import { type Cells, fitsColumn, type ImportedRows, type RowColumn } from './rows.ts';
import { type FieldSpec, fieldsOf } from './schema.ts';

/** The largest file of rows, in bytes. */
export const ROWS_FILE_LIMIT = 4 * 1024 * 1024;
/** Somebody who mends a file mends these first; the rest is said when it is sent again. */
const PROBLEMS_NAMED = 20;

/** What a field says of the rows its file holds. */
export interface RowsMeta {
  readonly columns: readonly RowColumn[];
  readonly max: number;
}

/** The bytes an act's files hold, by their hash. */
export type Contents = ReadonlyMap<string, Uint8Array>;

/** Rows of the files of a body, or what is wrong in them by row and column. */
export interface ReadRows {
  readonly imported: ImportedRows;
  readonly problems: readonly FieldProblem[];
}

interface RowsFile {
  readonly field: string;
  readonly hash: string;
  readonly meta: RowsMeta;
}

function rowsMetaOf(spec: FieldSpec): RowsMeta | undefined {
  return spec.meta['rows'] as RowsMeta | undefined;
}

/** The files of rows a body names; safe on bodies nobody has validated. */
export function rowsFilesOf(schema: z.ZodType, body: unknown): readonly RowsFile[] {
  if (typeof body !== 'object' || body === null) return [];
  return fieldsOf(schema).flatMap((spec): RowsFile[] => {
    const meta = rowsMetaOf(spec);
    const value = (body as Record<string, unknown>)[spec.name];
    const [file] = Array.isArray(value) ? (value as unknown[]) : [];
    const hash = (file as { hash?: unknown } | null | undefined)?.hash;
    return meta && typeof hash === 'string' ? [{ field: spec.name, hash, meta }] : [];
  });
}

/** Reads every file of rows of a body. */
export function readRows(schema: z.ZodType, body: Json, contents: Contents): ReadRows {
  const imported = new Map<string, readonly Cells[]>();
  const problems: FieldProblem[] = [];
  for (const { field, hash, meta } of rowsFilesOf(schema, body)) {
    const bytes = contents.get(hash);
    const read = bytes ? parseRows(bytes, meta) : { rows: [], problems: [{ code: 'rows.not_found' }] };
    imported.set(field, read.rows);
    problems.push(...read.problems.map((problem) => ({ ...problem, path: field })));
  }
  return { imported, problems };
}

type Problem = Omit<FieldProblem, 'path'>;
interface Parsed {
  readonly rows: readonly Cells[];
  readonly problems: readonly Problem[];
}

const failed = (code: string, params?: FieldProblem['params']): Parsed => ({
  rows: [],
  problems: [{ code, ...(params ? { params } : {}) }],
});

/** Reads rows from bytes; rows count from 1 below the head. */
export function parseRows(bytes: Uint8Array, meta: RowsMeta): Parsed {
  if (bytes.byteLength > ROWS_FILE_LIMIT) return failed('rows.file_too_large', { max: ROWS_FILE_LIMIT });
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return failed('rows.unreadable');
  }
  const table = text.trimStart().startsWith('[') ? fromJson(text) : fromCsv(text);
  if (table === undefined) return failed('rows.unreadable');
  if (table.length === 0) return failed('rows.none');
  if (table.length > meta.max) return failed('rows.too_many', { max: meta.max });
  return fill(table, meta.columns);
}

function fromJson(text: string): readonly Cells[] | undefined {
  try {
    const read = JSON.parse(text) as unknown;
    const isRow = (row: unknown) => typeof row === 'object' && row !== null && !Array.isArray(row);
    return Array.isArray(read) && read.every(isRow) ? (read as readonly Cells[]) : undefined;
  } catch {
    return undefined;
  }
}

function fromCsv(text: string): readonly Cells[] | undefined {
  const [head, ...lines] = parseCsv(text) ?? [];
  if (!head) return undefined;
  return lines.map((line) =>
    Object.fromEntries([
      ...head.map((name, i) => [name.trim(), line[i] ?? ''] as const),
      ...(line.length > head.length ? [['+', line[head.length] ?? ''] as const] : []),
    ]),
  );
}

function fill(table: readonly Cells[], columns: readonly RowColumn[]): Parsed {
  const known = new Set(columns.map((column) => column.key));
  const problems: Problem[] = [];
  const rows: Cells[] = [];
  for (const [i, given] of table.entries()) {
    const cells: Record<string, Json> = {};
    const unknown = Object.keys(given).find((name) => !known.has(name));
    if (unknown !== undefined) problems.push({ code: 'rows.column', params: { row: i + 1, column: unknown } });
    for (const column of columns) {
      const value = toCell(column, given[column.key]);
      if (!fitsColumn(column, value) || (typeof value === 'string' && findForbiddenCharacters(value).length > 0)) {
        problems.push({ code: 'rows.cell', params: { row: i + 1, column: column.key } });
      } else if (value !== null) cells[column.key] = value;
    }
    if (problems.length >= PROBLEMS_NAMED) break;
    rows.push(cells);
  }
  return { rows: problems.length > 0 ? [] : rows, problems };
}

/** Text files know only text: a number or a yes is read from how it is written. */
function toCell(column: RowColumn, value: Json | undefined): Json {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') return value;
  const text = value.trim().normalize('NFC');
  if (text === '') return null;
  if (column.type === 'number' && /^-?\d{1,15}(\.\d{1,9})?$/.test(text)) return Number(text);
  if (column.type === 'flag' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}
