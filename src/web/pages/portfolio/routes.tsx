import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../../kernel/errors.ts';
import { asPostId } from '../../../kernel/ids.ts';
import { readHeldClocks } from '../../../store/read/held.ts';
import { readPortfolio } from '../../../store/read/portfolio.ts';
import { type PortfolioSlice, readPortfolioRows } from '../../../store/read/portfolio-rows.ts';
import { readerOf } from '../deps.ts';
import type { Reader } from '../showing/reader.ts';
import { queryText, type WorkParts } from '../work-parts.ts';
import { assignedPosts, mayLookOn } from './access.ts';
import { PortfolioMain } from './page.tsx';
import { DossierTable, sliceTitle } from './slice.tsx';
import { buildPortfolio } from './view.ts';

const LIGHTS = ['late', 'due', 'ok'] as const;
const SINCE: Readonly<Record<string, PortfolioSlice['since']>> = { nhan: 'opened', xong: 'closed', thong: 'freed' };

/** `/phu-trach`, `/phu-trach/:post` and the dossiers behind their numbers. */
export function addPortfolioPages(app: FastifyInstance, parts: WorkParts): void {
  const showMember = async (request: FastifyRequest, reply: FastifyReply, scope: Scope) => {
    const r = readerOf(parts, request);
    const [view, mine, late] = await Promise.all([
      readPortfolio(parts.store, r.asker, scope.posts),
      readHeldClocks(parts.store, r.asker, { posts: scope.posts }),
      readHeldClocks(parts.store, r.asker, { responsible: scope.posts, late: true }, 40),
    ]);
    const page = buildPortfolio(r, { ...scope, view, mine, late });
    return parts.show(request, reply, {
      title: page.title,
      slim: true,
      dataAt: page.dataAt,
      children: <PortfolioMain t={r.t} page={page} />,
    });
  };

  const showSlice = async (request: FastifyRequest, reply: FastifyReply, scope: Scope) => {
    const r = readerOf(parts, request);
    const slice = readSlice(request);
    const title = sliceTitle(r, slice);
    const rows = await readPortfolioRows(parts.store, r.asker, scope.posts, slice);
    return parts.show(request, reply, {
      title,
      crumbs: [
        { text: r.t(scope.own ? 'screens.portfolio.title' : 'screens.portfolio.titleOther'), href: scope.base },
        { text: title },
      ],
      children: (
        <>
          <h1>{title}</h1>
          <div class="card gap-m">
            <DossierTable
              r={r}
              caption={r.t('screens.portfolio.sliceCaption', { n: rows.length })}
              rows={rows}
              back={scope.base}
            />
          </div>
        </>
      ),
    });
  };

  app.get('/phu-trach', async (request, reply) => showMember(request, reply, ownScope(readerOf(parts, request))));
  app.get('/phu-trach/ho-so', async (request, reply) => showSlice(request, reply, ownScope(readerOf(parts, request))));
  app.get('/phu-trach/:post', async (request, reply) =>
    showMember(request, reply, otherScope(readerOf(parts, request), request)),
  );
  app.get('/phu-trach/:post/ho-so', async (request, reply) =>
    showSlice(request, reply, otherScope(readerOf(parts, request), request)),
  );
}

interface Scope {
  readonly posts: readonly string[];
  readonly own: boolean;
  readonly base: string;
}

function ownScope(r: Reader): Scope {
  const posts = assignedPosts(r.asker);
  return { posts, own: true, base: '/phu-trach' };
}

function otherScope(r: Reader, request: FastifyRequest): Scope {
  const { post } = request.params as { post: string };
  if (!r.asker.org.post(asPostId(post))) throw new AppError('request.not_found', 'not_found');
  if (!mayLookOn(r.asker, post)) throw new AppError('screens.portfolio.notYours', 'forbidden');
  return { posts: [post], own: assignedPosts(r.asker).includes(asPostId(post)), base: `/phu-trach/${encodeURIComponent(post)}` };
}

function readSlice(request: FastifyRequest): PortfolioSlice {
  const light = LIGHTS.find((known) => known === queryText(request, 'den'));
  const since = SINCE[queryText(request, 'moi') ?? ''];
  return { field: queryText(request, 'linh-vuc'), locality: queryText(request, 'dia-ban'), light, since };
}
