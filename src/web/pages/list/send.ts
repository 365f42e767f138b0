/** A list on its way to a spreadsheet. */
import type { FastifyReply } from 'fastify';
import { type ExportTable, toXlsx } from './export.ts';

/** Sends a workbook to be kept under a name. */
export async function sendXlsx(reply: FastifyReply, table: ExportTable, name: string): Promise<FastifyReply> {
  return reply
    .header('content-type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    .header('content-disposition', `attachment; filename="${name}.xlsx"`)
    .send(await toXlsx(table));
}
