/** A list leaves as a file, noted before its first row does. */
import type { FastifyReply } from 'fastify';
import { noteExport } from '../../../store/export-log.ts';
import { businessNow } from '../../../store/store.ts';
import type { PageDeps } from '../deps.ts';
import type { Reader } from '../showing/reader.ts';
import type { AskedList } from './asked.ts';
import { toExport } from './export.ts';
import { type SheetFormat, sendTable } from './send.ts';

/** Sends the list an address asks for. */
export async function sendList(
  deps: PageDeps,
  reply: FastifyReply,
  r: Reader,
  asked: AskedList,
  format: SheetFormat,
): Promise<FastifyReply> {
  const filter = new URLSearchParams(asked.query).toString();
  await noteExport(deps.store, r.asker, { what: asked.path, filter, format, personal: false });
  const table = await toExport(deps.store, r, asked, await businessNow(deps.store));
  return sendTable(reply, table, `${asked.path.slice(1)}-${r.asker.today}`, format);
}
