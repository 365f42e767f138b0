import type { FastifyInstance } from 'fastify';
import { parseReceipt } from '../../../kernel/ids.ts';
import { readLooseNumber } from '../../../kernel/serial.ts';
import { normalizeDocumentNumber } from '../../../kernel/text.ts';
import { findDossierId } from '../../../store/read/dossier.ts';
import { search } from '../../../store/read/search.ts';
import { type PageDeps, queryOf, readerOf } from '../deps.ts';
import { dossierHref, readName } from '../showing/address.ts';
import type { Reader } from '../showing/reader.ts';
import { PAGE_ROWS, PAGES, SearchPage } from './search-page.tsx';

/** `/tra-cuu?q=`: a full number or receipt leads straight to its dossier, everything else to what was found. */
export function addSearchRoutes(app: FastifyInstance, deps: PageDeps): void {
  app.get('/tra-cuu', async (request, reply) => {
    const r = readerOf(deps, request);
    const query = (queryOf(request)['q'] ?? '').trim().slice(0, 200);
    const name = fullName(r, query);
    const direct = name === undefined ? undefined : await findDossierId(deps.store, r.asker, name);
    if (direct) return reply.redirect(dossierHref(r.registry, { ...direct, number: name }), 303);
    const page = pageOf(queryOf(request)['trang']);
    const found = await search(deps.store, r.asker, query, { limit: PAGE_ROWS, page });
    return deps.show(request, reply, {
      title: query === '' ? r.t('pages.search.title') : r.t('pages.search.titleFor', { query }),
      children: <SearchPage r={r} query={query} found={found} page={page} />,
    });
  });
}

function pageOf(typed: string | undefined): number {
  return /^[1-9]\d?$/.test(typed ?? '') ? Math.min(Number(typed), PAGES) : 1;
}

/** The one name a text can mean: a full number of a kind, however loosely written, or a receipt. */
export function fullName(r: Pick<Reader, 'registry'>, typed: string): string | undefined {
  const text = readLooseNumber(typed) ?? normalizeDocumentNumber(typed);
  const kind = r.registry.all.find((k) => text.startsWith(`${k.kind.prefix}-`))?.kind;
  if (kind) {
    const read = readName(kind, text.slice(kind.prefix.length + 1));
    return read?.by === 'number' ? read.name : undefined;
  }
  return parseReceipt(typed);
}
