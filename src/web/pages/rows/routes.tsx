import type { FastifyInstance, FastifyRequest } from 'fastify';
import { formatStamp } from '../../../kernel/format.ts';
import { noteExport } from '../../../store/export-log.ts';
import { kindOfSegment, type PageDeps, queryOf, readerOf, segmentOf } from '../deps.ts';
import { readNamed } from '../dossier/find.ts';
import { sendTable } from '../list/send.ts';
import { dossierHref } from '../showing/address.ts';
import { readTableExport } from './export.ts';
import { TablePage } from './page.tsx';
import { readTable, TABLE_ROWS } from './view.ts';

type OfTable = { Params: { segment: string; name: string; table: string } };

/** `/:segment/:name/bang/:table`: all rows of one table of a dossier, and the same as a file. */
export function addRowsRoutes(app: FastifyInstance, deps: PageDeps): void {
  const at = `${segmentOf(deps)}/:name/bang/:table`;
  const read = async (request: FastifyRequest<OfTable>) => {
    const r = readerOf(deps, request);
    const kind = kindOfSegment(deps, request.params.segment);
    const view = await readNamed(deps.store, r.asker, kind, request.params.name, { what: 'rows' });
    const base = dossierHref(r.registry, { kind: kind.name, id: view.dossier.id, number: view.dossier.number });
    const query = queryOf(request);
    return { r, view, base, cursor: query['tu'], history: query['lich-su'] === '1' };
  };
  app.get<OfTable>(at, async (request, reply) => {
    const { r, view, base, cursor, history } = await read(request);
    const asked = { limit: TABLE_ROWS, cursor, history };
    const table = await readTable(deps.store, r, view, request.params.table, asked, base);
    const name = view.dossier.number ?? view.row.receipt;
    return deps.show(request, reply, {
      title: `${table.section.title} – ${name}`,
      crumbs: [
        { text: r.say.kind(view.kind.name, 'plural'), href: base.slice(0, base.lastIndexOf('/')) },
        { text: name, href: base },
        { text: table.section.title },
      ],
      dataAt: formatStamp(view.now),
      children: <TablePage r={r} table={table} history={history} first={cursor === undefined} />,
    });
  });
  for (const format of ['csv', 'xlsx'] as const) {
    app.get<OfTable>(`${at}.${format}`, async (request, reply) => {
      const { r, view, base, history } = await read(request);
      const { table: what } = request.params;
      const table = await readTableExport(deps.store, r, view, what, history);
      await noteExport(deps.store, r.asker, {
        what: `${base}/bang/${what}`,
        filter: history ? 'lich-su=1' : '',
        format,
        personal: false,
      });
      return sendTable(reply, table, table.file, format);
    });
  }
}
