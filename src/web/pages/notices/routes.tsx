import type { FastifyInstance } from 'fastify';
import { lastNoticeSeen, markNoticesSeen } from '../../../store/accounts/seen.ts';
import { readNotices } from '../../../store/read/notices.ts';
import { KeysTable } from '../../components/keys-help.tsx';
import { type PageDeps, readerOf } from '../deps.ts';
import { buildNotices, NoticesPage } from './page.tsx';

/** `/thong-bao` and the page of keys, `/phim-tat`. */
export function addNoticeRoutes(app: FastifyInstance, deps: PageDeps): void {
  app.get('/thong-bao', async (request, reply) => {
    const r = readerOf(deps, request);
    const [notices, seen] = await Promise.all([readNotices(deps.store, r.asker), lastNoticeSeen(deps.store, r.asker.identity)]);
    const newest = Math.max(0, ...notices.map((n) => n.id));
    if (BigInt(newest) > seen) await markNoticesSeen(deps.store, r.asker.identity, newest);
    return deps.show(request, reply, {
      title: r.t('pages.notices.title'),
      children: <NoticesPage r={r} items={buildNotices(r, notices, seen)} />,
    });
  });

  app.get('/phim-tat', async (request, reply) => {
    const r = readerOf(deps, request);
    return deps.show(request, reply, {
      title: r.t('help.keys'),
      children: (
        <>
          <div class="crumb titlebar">
            <h1>{r.t('help.keys')}</h1>
          </div>
          <p class="lead">{r.t('pages.keys.lead')}</p>
          <section class="card keypage">
            <h2 class="vh">{r.t('help.keys')}</h2>
            <KeysTable t={r.t} />
          </section>
        </>
      ),
    });
  });
}
