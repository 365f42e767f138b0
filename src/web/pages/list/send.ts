/** A table on its way to a spreadsheet. */
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { type SheetTable, writeCsv, writeXlsx } from '../../../documents/index.ts';

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** The forms in which a table leaves. */
export type SheetFormat = keyof typeof TYPES;

/** Sends a table to be kept under a name; it begins to leave before its last row is read. */
export function sendTable(reply: FastifyReply, table: SheetTable, name: string, format: SheetFormat): FastifyReply {
  return reply
    .header('content-type', TYPES[format])
    .header('content-disposition', `attachment; filename="${name}.${format}"`)
    .send(Readable.from(format === 'csv' ? writeCsv(table) : writeXlsx([table])));
}
