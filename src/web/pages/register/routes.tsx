import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../../kernel/errors.ts';
import { addDays } from '../../../kernel/time.ts';
import { listEntries, listWaiting } from '../../../store/read/register.ts';
import type { FieldError } from '../../components/error-summary.tsx';
import { queryOf, readerOf } from '../deps.ts';
import type { Reader } from '../showing/reader.ts';
import type { WorkParts } from '../work-parts.ts';
import { ASKED, type Direction, nextOf, PATHS, type RegisterDesk, readDesk, registerKinds, type ShownBook } from './desk.ts';
import { addressOf, BookPage, bookTitle, PERIODS, type Period } from './list-page.tsx';
import { BookOnPaper } from './print-page.tsx';
import { addQueueRoutes } from './queue-routes.tsx';
import { toShownEntry } from './rows.ts';
import { bringScans } from './scans.ts';

const PAGE_ROWS = 100;
/** A page of paper holds some twenty lines; a book longer than this is printed by stretches of the file. */
const PRINT_ROWS = 500;

/** `/so-den` and `/so-di`, their print, the queue of scans. Absent where the product keeps no books. */
export function addRegisterPages(app: FastifyInstance, parts: WorkParts): void {
  for (const direction of ['in', 'out'] as const) {
    const kinds = registerKinds(parts.store.registry, direction);
    if (!kinds) continue;
    const path = PATHS[direction];
    app.get(path, async (request, reply) => showBook(parts, request, reply, direction));
    app.get(`${path}/in`, async (request, reply) => showPaper(parts, request, reply, direction));
    if (!kinds.entry.entries.queue) continue;
    app.post(`${path}/ban-quet`, { config: { writes: true } }, async (request, reply) => {
      const r = readerOf(parts, request);
      const desk = await deskOf(parts, r, direction, request);
      const { brought, problems } = await bringScans(parts, r, desk, request);
      if (problems.length > 0) return showBook(parts, request, reply, direction, { problems, brought });
      return reply.redirect(`${addressOf(desk, { [ASKED.unit]: desk.unit ?? '' }, {})}&da-nhan=${brought}`, 303);
    });
    addQueueRoutes(app, parts, direction);
  }
}

/** The desk a form was sent from, or an address asks for. */
async function deskOf(parts: WorkParts, r: Reader, direction: Direction, request: FastifyRequest): Promise<RegisterDesk> {
  const sent = request.form.values.get(ASKED.unit)?.[0];
  const desk = await readDesk(parts.store, r, direction, { ...queryOf(request), ...(sent ? { [ASKED.unit]: sent } : {}) });
  if (!desk) throw new AppError('dossier.not_found', 'not_found');
  return desk;
}

async function showBook(
  parts: WorkParts,
  request: FastifyRequest,
  reply: FastifyReply,
  direction: Direction,
  sent: { readonly problems: readonly FieldError[]; readonly brought: number } = { problems: [], brought: 0 },
): Promise<FastifyReply> {
  const r = readerOf(parts, request);
  const query = queryOf(request);
  const desk = await deskOf(parts, r, direction, request);
  const { book, unit } = desk;
  const period = periodOf(query);
  const [found, next, waiting] = await Promise.all([
    book ? readPage(parts, r, book, query, period) : { entries: [], total: 0 },
    book?.isOpen ? nextOf(parts.store, r, desk, book) : undefined,
    unit !== undefined && desk.entry.entries.queue
      ? listWaiting(parts.store, r.asker, { kind: desk.entry.kind.name, unit }).then((w) => w.total)
      : 0,
  ]);
  const last = found.entries.length === PAGE_ROWS ? found.entries.at(-1)?.number : undefined;
  return parts.show(request, reply, {
    title: book ? bookTitle(r, book) : r.t(`screens.register.title.${direction}`),
    ...(sent.problems.length > 0 ? { status: 422 } : {}),
    children: (
      <BookPage
        r={r}
        desk={desk}
        query={query}
        period={period}
        rows={found.entries.map((entry) => toShownEntry(r, desk, entry))}
        total={found.total}
        next={next}
        waiting={waiting}
        moreHref={last === undefined ? undefined : addressOf(desk, query, { [ASKED.after]: last })}
        token={request.formToken()}
        errors={sent.problems}
        brought={sent.brought > 0 ? sent.brought : countOf(query['da-nhan'])}
      />
    ),
  });
}

function periodOf(query: Readonly<Record<string, string>>): Period {
  const asked = PERIODS.find((period) => period === query[ASKED.period]);
  return asked ?? (query[ASKED.text] ? 'ca-so' : 'tuan');
}

function countOf(text: string | undefined): number {
  return /^\d{1,3}$/.test(text ?? '') ? Number(text) : 0;
}

function readPage(parts: WorkParts, r: Reader, book: ShownBook, query: Readonly<Record<string, string>>, period: Period) {
  const { today } = r.asker;
  const since = period === 'hom-nay' ? today : period === 'tuan' ? addDays(today, -6) : undefined;
  const text = query[ASKED.text]?.trim().slice(0, 200);
  return listEntries(parts.store, r.asker, {
    book: book.view.id,
    since,
    text,
    after: query[ASKED.after],
    newest: true,
    limit: PAGE_ROWS,
  });
}

async function showPaper(
  parts: WorkParts,
  request: FastifyRequest,
  reply: FastifyReply,
  direction: Direction,
): Promise<FastifyReply> {
  const r = readerOf(parts, request);
  const desk = await deskOf(parts, r, direction, request);
  const { book } = desk;
  if (!book) throw new AppError('dossier.not_found', 'not_found');
  const rows = [];
  for (let after: string | undefined; ; ) {
    const { entries } = await listEntries(parts.store, r.asker, { book: book.view.id, after, limit: PRINT_ROWS });
    rows.push(...entries);
    after = entries.at(-1)?.number;
    if (entries.length < PRINT_ROWS) break;
  }
  return parts.show(request, reply, {
    title: `${r.t('screens.register.print')}: ${bookTitle(r, book)}`,
    children: (
      <BookOnPaper
        r={r}
        desk={desk}
        book={book}
        rows={rows.map((entry) => toShownEntry(r, desk, entry))}
        // Only the form of outgoing papers has been read, in a published copy of Phụ lục IV.
        confidence={direction === 'out' ? 'read' : 'unread'}
      />
    ),
  });
}
