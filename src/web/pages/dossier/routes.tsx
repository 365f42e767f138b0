import type { FastifyInstance } from 'fastify';
import { formatStamp } from '../../../kernel/format.ts';
import { kindOfSegment, originOf, type PageDeps, queryOf, readerOf, segmentOf } from '../deps.ts';
import { readFirstRows } from '../rows/view.ts';
import { dossierHref, withQuery } from '../showing/address.ts';
import { readNamed } from './find.ts';
import { DossierBar, DossierPage, SCOPES } from './page.tsx';
import type { TimelineScope } from './timeline.tsx';
import { buildDossierPage } from './view.ts';

/** The one page of every dossier: `/:segment/:name`. */
export function addDossierRoutes(app: FastifyInstance, deps: PageDeps): void {
  const atKind = segmentOf(deps);
  app.get<{ Params: { segment: string; name: string } }>(`${atKind}/:name`, async (request, reply) => {
    const r = readerOf(deps, request);
    const kind = kindOfSegment(deps, request.params.segment);
    const view = await readNamed(deps.store, r.asker, kind, request.params.name, { what: 'page' });
    const query = queryOf(request);
    const base = dossierHref(r.registry, { kind: kind.name, id: view.dossier.id, number: view.dossier.number });
    // A receipt or id in the address becomes the number once there is one, so that links and prints agree.
    if (request.url.split('?')[0] !== base) return reply.redirect(withQuery(base, query), 302);
    const tables = await readFirstRows(deps.store, r, view, base);
    const v = buildDossierPage(
      r,
      view,
      {
        scope: scopeOf(query['dien-bien']),
        receipt: query['bien-nhan'],
        url: `${originOf(deps, request)}${base}`,
        isSigned: deps.store.ledger !== undefined,
        tables,
      },
      deps.panels ?? {},
    );
    return deps.show(request, reply, {
      title: v.name === v.title ? v.name : `${v.name} ${v.title}`,
      crumbs: [{ text: v.plural, href: v.listHref }, { text: v.name }],
      acts: <a href={`${base}/in`}>{r.t('act.print')}</a>,
      bar: <DossierBar r={r} v={v} />,
      dataAt: formatStamp(view.now),
      children: <DossierPage r={r} v={v} />,
    });
  });

  app.get<{ Params: { segment: string; name: string } }>(`${atKind}/:name/in`, async (request, reply) => {
    const r = readerOf(deps, request);
    const kind = kindOfSegment(deps, request.params.segment);
    const view = await readNamed(deps.store, r.asker, kind, request.params.name, { what: 'print' });
    const base = dossierHref(r.registry, { kind: kind.name, id: view.dossier.id, number: view.dossier.number });
    const whole = { ...view, available: [] };
    const tables = await readFirstRows(deps.store, r, view, base);
    const v = buildDossierPage(
      r,
      whole,
      { scope: 'all', receipt: undefined, url: `${originOf(deps, request)}${base}`, tables },
      deps.panels ?? {},
    );
    return deps.show(request, reply, {
      title: v.name === v.title ? v.name : `${v.name} ${v.title}`,
      crumbs: [{ text: v.plural, href: v.listHref }, { text: v.name, href: base }, { text: r.t('act.print') }],
      dataAt: formatStamp(view.now),
      children: <DossierPage r={r} v={v} />,
    });
  });
}

/** The scope named by an address; milestones unless it says otherwise. */
export function scopeOf(named: string | undefined): TimelineScope {
  return (Object.entries(SCOPES).find(([, name]) => name === named)?.[0] ?? 'milestones') as TimelineScope;
}
