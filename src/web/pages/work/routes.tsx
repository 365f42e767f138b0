import type { FastifyInstance } from 'fastify';
import { readWork } from '../../../store/read/work.ts';
import { readerOf } from '../deps.ts';
import { queryText, type WorkParts } from '../work-parts.ts';
import { WorkMain } from './page.tsx';
import { buildWork } from './view.ts';

/** `/viec`: what the reader must do today. */
export function addWorkPage(app: FastifyInstance, parts: WorkParts): void {
  app.get('/viec', async (request, reply) => {
    const r = readerOf(parts, request);
    const all = queryText(request, 'tat-ca') === '1';
    const page = buildWork(r, await readWork(parts.store, r.asker), all);
    return parts.show(request, reply, {
      title: r.t('screens.work.title'),
      dataAt: page.dataAt,
      children: <WorkMain t={r.t} page={page} all={all} />,
    });
  });
}
