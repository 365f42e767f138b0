/** `/ho-so-cua-toi`: a person's own dossiers, what others owe on them, and all of it as a file. */
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { writeZipStream } from '../../../documents/index.ts';
import { AppError } from '../../../kernel/errors.ts';
import { formatNumber, formatStamp } from '../../../kernel/format.ts';
import { asInstant } from '../../../kernel/time.ts';
import { noteExport } from '../../../store/export-log.ts';
import { findOwn, listOwn, readOwed, readOwn } from '../../../store/read/own.ts';
import { readReadings } from '../../../store/read/readings.ts';
import { businessNow } from '../../../store/store.ts';
import { EmptyState } from '../../components/banner.tsx';
import { LinkButton } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { kindOfSegment, queryOf, readerOf, segmentOf } from '../deps.ts';
import { sendBundle } from '../evidence/take.ts';
import { nextAddress, previousAddress, readAsked } from '../list/asked.ts';
import { PAGE_ROWS } from '../list/view.ts';
import { withQuery } from '../showing/address.ts';
import type { Reader } from '../showing/reader.ts';
import { queryText, type WorkParts } from '../work-parts.ts';
import { ownArchive } from './archive.ts';
import { ownBundle, planOwn } from './evidence.ts';
import { OwnListMain, OwnMain } from './page.tsx';
import { buildReadings } from './readings.ts';
import { ReadingsMain } from './readings-page.tsx';
import { buildOwn, FEW, OWN, PART, takesOf, toOwedLine, toOwnLine } from './view.ts';

/** Adds the pages to the application. */
export function addOwnPages(app: FastifyInstance, parts: WorkParts): void {
  const { store } = parts;
  app.get(OWN.path, async (request, reply) => {
    const r = readerOf(parts, request);
    const [own, readings] = await Promise.all([
      readOwn(store, r.asker, FEW),
      readReadings(store, r.asker, { limit: FEW.readings, skip: 0 }),
    ]);
    const v = buildOwn(r, own);
    return parts.show(request, reply, {
      title: r.t('screens.own.title'),
      dataAt: v.dataAt,
      children: <OwnMain r={r} v={v} readings={buildReadings(r, readings)} />,
    });
  });

  app.get(OWN.owed, async (request, reply) => {
    const r = readerOf(parts, request);
    const page = numberIn(queryText(request, 'trang'));
    const owed = await readOwed(store, r.asker, { limit: PAGE_ROWS, skip: (page - 1) * PAGE_ROWS });
    // Somebody did what was owed while the address was kept.
    if (page > 1 && owed.clocks.length === 0) return reply.redirect(OWN.owed, 302);
    const title = r.t('screens.own.owed');
    const at = (n: number): string => withQuery(OWN.owed, {}, { trang: n === 1 ? undefined : String(n) });
    return parts.show(request, reply, {
      title,
      crumbs: crumbs(r, title),
      dataAt: formatStamp(owed.now),
      children: (
        <OwnListMain
          r={r}
          title={title}
          caption={r.t('screens.own.owedCaption', { n: owed.total, ...shownOf(page, owed.clocks.length) })}
          owed={owed.clocks.map((held) => toOwedLine(r, held))}
          place={{
            page,
            pages: pagesOf(page, owed.total),
            ...(page > 1 ? { previousHref: at(page - 1) } : {}),
            ...(page * PAGE_ROWS < owed.total ? { nextHref: at(page + 1) } : {}),
          }}
        />
      ),
    });
  });

  app.get(OWN.readings, async (request, reply) => {
    const r = readerOf(parts, request);
    const page = numberIn(queryText(request, 'trang'));
    const dossier = queryText(request, 'ho-so')?.slice(0, 60);
    const read = await readReadings(store, r.asker, { limit: PAGE_ROWS, skip: (page - 1) * PAGE_ROWS, dossier });
    const title = r.t('screens.own.readings.title');
    const at = (n: number): string => withQuery(OWN.readings, {}, { 'ho-so': dossier, trang: n === 1 ? undefined : String(n) });
    return parts.show(request, reply, {
      title,
      crumbs: crumbs(r, title),
      dataAt: formatStamp(read.now),
      children: (
        <ReadingsMain
          r={r}
          v={buildReadings(r, read)}
          caption={r.t('screens.own.readings.caption', { n: read.total, ...shownOf(page, read.rows.length) })}
          {...(dossier === undefined ? {} : { only: dossier })}
          place={{
            page,
            pages: pagesOf(page, read.total),
            ...(page > 1 ? { previousHref: at(page - 1) } : {}),
            ...(page * PAGE_ROWS < read.total ? { nextHref: at(page + 1) } : {}),
          }}
        />
      ),
    });
  });

  app.get<{ Params: { segment: string } }>(`${OWN.path}${segmentOf(parts)}`, async (request, reply) => {
    const r = readerOf(parts, request);
    const kind = kindOfSegment(parts, request.params.segment);
    if (!kind.personal) throw new AppError('request.not_found', 'not_found');
    const asked = readAsked(kind, `${OWN.path}/${kind.prefix.toLowerCase()}`, queryOf(request), r.asker.today);
    const ended = asked.filter.state === 'ended';
    const state = ended ? 'ended' : 'open';
    const order = ended ? 'newest' : 'due';
    const read = await listOwn(store, r.asker, { kind: kind.name, state, order, limit: PAGE_ROWS, cursor: asked.cursor });
    const here = { ...asked, query: { 'tinh-trang': state } };
    const page = asked.cursor === undefined ? 1 : asked.trail.length + 1;
    const previousHref = previousAddress(here);
    const title = `${r.say.kind(kind.name, 'plural')}: ${r.t(`screens.own.${state}`, { n: formatNumber(read.total, r.lang) })}`;
    return parts.show(request, reply, {
      title,
      crumbs: crumbs(r, title),
      dataAt: formatStamp(read.now),
      children: (
        <OwnListMain
          r={r}
          title={title}
          caption={r.t('screens.own.caption', { n: read.total, ...shownOf(page, read.rows.length) })}
          ended={ended}
          rows={read.rows.map((row) => toOwnLine(r, row))}
          place={{
            page,
            pages: pagesOf(page, read.total),
            ...(previousHref === undefined ? {} : { previousHref }),
            ...(read.next === undefined ? {} : { nextHref: nextAddress(here, read.next) }),
          }}
        />
      ),
    });
  });

  app.get(OWN.take, async (request, reply) => {
    const r = readerOf(parts, request);
    const part = numberIn(queryText(request, 'phan'));
    const from = (part - 1) * PART + 1;
    const { ids, total } = await findOwn(store, r.asker, { skip: from - 1, limit: PART });
    if (ids.length === 0) throw new AppError('request.not_found', 'not_found');
    const isWhole = takesOf(total).length === 1;
    const filter = isWhole ? '' : `phan=${part}`;
    await noteExport(store, r.asker, { what: OWN.path, filter, format: 'zip', personal: true, own: true });
    const now = await businessNow(store);
    const name = `ho-so-cua-toi-${r.asker.today}${isWhole ? '' : `-${part}`}.zip`;
    return reply
      .header('content-type', 'application/zip')
      .header('content-disposition', `attachment; filename="${name}"`)
      .header('cache-control', 'private, no-store')
      .send(Readable.from(writeZipStream(ownArchive(store, r, { ids, total, part, from, now }))));
  });

  app.get(OWN.evidence, async (request, reply) => {
    const r = readerOf(parts, request);
    const wanted = queryText(request, 'phan');
    const plan = await planOwn(store, r);
    if (plan.length > 1 && wanted === undefined) return showParts(parts, request, reply, r, plan);
    const part = numberIn(wanted);
    const ranges = plan[part - 1];
    if (!ranges) throw new AppError('request.not_found', 'not_found');
    await noteExport(store, r.asker, {
      what: OWN.evidence,
      filter: plan.length > 1 ? `phan=${part}` : '',
      format: 'zip',
      personal: true,
      own: true,
    });
    const entries = await ownBundle(store, r, ranges, { part: [part, plan.length], madeAt: asInstant(new Date()) });
    if (!entries) return showNothingYet(parts, request, reply, r);
    return sendBundle(reply, entries, `ho-so-cua-toi-${r.asker.today}${plan.length > 1 ? `-${part}` : ''}`);
  });
}

function showNothingYet(parts: WorkParts, request: FastifyRequest, reply: FastifyReply, r: Reader) {
  const title = r.t('evidence.ownTitle');
  return parts.show(request, reply, {
    title,
    crumbs: crumbs(r, title),
    status: 409,
    children: <EmptyState title={r.t('evidence.nothingYet')} />,
  });
}

function showParts(
  parts: WorkParts,
  request: FastifyRequest,
  reply: FastifyReply,
  r: Reader,
  plan: Awaited<ReturnType<typeof planOwn>>,
) {
  const title = r.t('evidence.ownTitle');
  return parts.show(request, reply, {
    title,
    crumbs: crumbs(r, title),
    children: (
      <>
        <div class="crumb titlebar">
          <h1>{title}</h1>
        </div>
        <Card title={r.t('evidence.parts', { n: plan.length })}>
          <div class="btns gap-m">
            {plan.map((ranges, n) => (
              <LinkButton key={n} href={`${OWN.evidence}?phan=${n + 1}`} look="plain">
                {r.t('evidence.ownPart', { part: n + 1, n: ranges.length })}
              </LinkButton>
            ))}
          </div>
        </Card>
      </>
    ),
  });
}

function crumbs(r: Reader, text: string) {
  return [{ text: r.t('screens.own.title'), href: OWN.path }, { text }];
}

function numberIn(typed: string | undefined): number {
  return typed !== undefined && /^[1-9]\d{0,5}$/.test(typed) ? Number(typed) : 1;
}

function pagesOf(page: number, total: number): number {
  return Math.max(page, Math.ceil(total / PAGE_ROWS));
}

function shownOf(page: number, rows: number): { from: number; to: number } {
  const from = (page - 1) * PAGE_ROWS + 1;
  return { from, to: from + rows - 1 };
}
