import readWorkbook from 'read-excel-file/universal';
import { takeParts } from '../reading/zip-parts.ts';
import { writeStoredZip } from '../reading/zip-writer.ts';
import type { Sheet } from './sheet.ts';

/** The parts that carry cells; pictures, charts, comments and everything else are never inflated. */
const CELL_PART =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|xl\/(?:workbook|styles|sharedStrings)\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/worksheets\/[A-Za-z0-9_-]+\.xml)$/u;
const MAX_CELL_PARTS_BYTES = 48 * 1024 * 1024;

/** A cell that cannot be read, by the place it stands at. */
export class UnreadableCell extends Error {
  readonly row: number;
  readonly column: number;

  constructor(row: number, column: number) {
    super('unreadable cell');
    this.row = row;
    this.column = column;
  }
}

/** Guarantees the cells of all visible sheets as text, whatever their type: leading zeros of texts kept, days as `YYYY-MM-DD`. */
export async function readXlsxRows(bytes: Buffer): Promise<Sheet[]> {
  const parts = await takeParts(bytes, CELL_PART, MAX_CELL_PARTS_BYTES);
  const whole = writeStoredZip(parts.map((part) => (part.name.startsWith('xl/worksheets/') ? showErrors(part) : part)));
  const sheets = await readWorkbook(new Uint8Array(whole).buffer, { parseNumber: toPlainNumber, trim: false }).catch(
    (error: unknown) => {
      const place = error instanceof Error ? /at row (\d+), col(?:umn)? (\d+)/u.exec(error.message) : null;
      throw place ? new UnreadableCell(Number(place[1]), Number(place[2])) : error;
    },
  );
  return sheets.map(({ sheet, data }) => ({ name: sheet, rows: data.map((row) => row.map(toText)) }));
}

/** The reader gives a whole file up for one `#REF!`; as text it is a cell like any other and can be named by its place. */
function showErrors(part: { readonly name: string; readonly bytes: Uint8Array }) {
  const xml = Buffer.from(part.bytes).toString('utf8');
  return { ...part, bytes: Buffer.from(xml.replaceAll(' t="e"', ' t="str"')) };
}

/** Long codes typed as numbers may be stored with an exponent. */
function toPlainNumber(stored: string): string {
  if (/^-?\d+(?:\.\d+)?$/u.test(stored)) return stored;
  const value = Number(stored);
  return Number.isSafeInteger(value) ? String(value) : stored;
}

function toText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return String(value);
}
