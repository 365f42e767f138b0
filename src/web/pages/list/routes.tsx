import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { bulkActs } from '../../../dossier/bulk.ts';
import { AppError } from '../../../kernel/errors.ts';
import { formatStamp } from '../../../kernel/format.ts';
import type { UnitId } from '../../../kernel/ids.ts';
import { foldVietnamese } from '../../../kernel/text.ts';
import { dropFilter, listFilters, saveFilter } from '../../../store/accounts/filter.ts';
import { listDossiers } from '../../../store/read/list.ts';
import { ownUnits } from '../../../store/read/work.ts';
import { firstValue } from '../../form/values.ts';
import { safePath } from '../../http/safe-path.ts';
import { openingActs } from '../act/subject.ts';
import { kindOfSegment, type PageDeps, queryOf, readerOf, segmentOf } from '../deps.ts';
import { listHref } from '../showing/address.ts';
import type { Reader } from '../showing/reader.ts';
import { type AskedList, readAsked } from './asked.ts';
import { ListPage } from './page.tsx';
import { sendList } from './send-list.ts';
import { buildList, listKinds, PAGE_ROWS } from './view.ts';

type OfKind = { Params: { segment: string } };

/** `/:segment`, `/ho-so` for every kind, their exports, and the filters one keeps. */
export function addListRoutes(app: FastifyInstance, deps: PageDeps): void {
  const atKind = segmentOf(deps);
  app.get('/ho-so', async (request, reply) => show(deps, request, reply, undefined));
  app.get<OfKind>(atKind, async (request, reply) => show(deps, request, reply, request.params.segment));
  for (const format of ['csv', 'xlsx'] as const) {
    const send = async (request: FastifyRequest, reply: FastifyReply, segment?: string) => {
      const r = readerOf(deps, request);
      return sendList(deps, reply, r, askedOf(deps, request, r, segment), format);
    };
    app.get(`/ho-so/xuat.${format}`, async (request, reply) => send(request, reply));
    app.get<OfKind>(`${atKind}/xuat.${format}`, async (request, reply) => send(request, reply, request.params.segment));
  }

  app.post('/bo-loc', async (request, reply) => {
    const r = readerOf(deps, request);
    const { values } = request.form;
    const url = safePath(firstValue(values, 'url')) ?? '/ho-so';
    const [unit] = ownUnits(r.asker);
    const forUnit = firstValue(values, 'cho') === 'don-vi' && unit !== undefined;
    await saveFilter(deps.store, r.asker.identity, {
      label: firstValue(values, 'ten') ?? '',
      url,
      ...(forUnit ? { unit: unit as UnitId } : {}),
    });
    return reply.redirect(url, 303);
  });
  app.post<{ Params: { id: string } }>('/bo-loc/:id/xoa', async (request, reply) => {
    const r = readerOf(deps, request);
    if (!(await dropFilter(deps.store, r.asker.identity, request.params.id)))
      throw new AppError('dossier.not_found', 'not_found');
    return reply.redirect(safePath(firstValue(request.form.values, 'den')) ?? '/ho-so', 303);
  });
}

function askedOf(deps: PageDeps, request: FastifyRequest, r: Reader, segment: string | undefined): AskedList {
  const kind = segment === undefined ? undefined : kindOfSegment(deps, segment);
  const asked = readAsked(kind, kind ? listHref(kind) : '/ho-so', queryOf(request), r.asker.today);
  const { text } = asked.filter;
  // Who looks through a record of the house looks for a person in it.
  return kind?.apart && text ? { ...asked, filter: { ...asked.filter, openers: peopleNamed(r, text) } } : asked;
}

function peopleNamed({ asker: { org } }: Reader, text: string): readonly string[] {
  const folded = foldVietnamese(text);
  return org.people().flatMap(({ id }) => (foldVietnamese(org.personName(id)).includes(folded) ? [id] : []));
}

async function show(
  deps: PageDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  segment: string | undefined,
): Promise<FastifyReply> {
  const r = readerOf(deps, request);
  const asked = askedOf(deps, request, r, segment);
  const { filter, order, cursor, kind } = asked;
  const offering = [...new Set(listKinds(r, asked).flatMap(bulkActs))];
  const [read, stored] = await Promise.all([
    listDossiers(deps.store, r.asker, { filter, order, cursor, limit: PAGE_ROWS, offering, items: true }),
    listFilters(deps.store, r.asker.identity, asked.path),
  ]);
  const v = buildList(r, asked, read, stored);
  const [opening, ...others] = kind ? openingActs(r, kind) : [];
  return deps.show(request, reply, {
    title: v.title,
    dataAt: formatStamp(read.now),
    children: (
      <ListPage
        r={r}
        asked={asked}
        v={v}
        token={request.formToken()}
        {...(queryOf(request)['luu'] === '1' ? { keeping: stored.filter((f) => f.own) } : {})}
        {...(kind && opening ? { create: { href: `${asked.path}/moi`, label: r.say.act(kind.name, opening.act, 'label') } } : {})}
        {...(kind
          ? {
              others: others.map(({ act }) => ({
                href: `${asked.path}/moi/${encodeURIComponent(act)}`,
                label: r.say.act(kind.name, act, 'label'),
              })),
            }
          : {})}
      />
    ),
  });
}
