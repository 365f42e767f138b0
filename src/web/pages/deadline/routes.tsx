import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isOpen } from '../../../dossier/clocks.ts';
import type { Clock } from '../../../dossier/words.ts';
import { AppError } from '../../../kernel/errors.ts';
import { formatStamp, formatWeekdayDate } from '../../../kernel/format.ts';
import { toLegalDate } from '../../../kernel/time.ts';
import type { DossierView } from '../../../store/read/dossier.ts';
import { kindOfSegment, type PageDeps, readerOf, segmentOf } from '../deps.ts';
import { readNamed } from '../dossier/find.ts';
import { buildTodo, chooseClock, clockLight } from '../dossier/todo.ts';
import { deadlineHref, dossierHref } from '../showing/address.ts';
import { clockLabel } from '../showing/people.ts';
import type { Reader } from '../showing/reader.ts';
import { DeadlinePage } from './page.tsx';
import { buildDeadline } from './view.ts';

type Named = { Params: { segment: string; name: string; clock?: string } };

/** `/:segment/:name/thoi-han(/:clock)`: how a date came about. */
export function addDeadlineRoutes(app: FastifyInstance, deps: PageDeps): void {
  const atKind = segmentOf(deps);
  const show = async (request: FastifyRequest<Named>, reply: FastifyReply): Promise<FastifyReply> => {
    const r = readerOf(deps, request);
    const { segment, name, clock: asked } = request.params;
    const view = await readNamed(deps.store, r.asker, kindOfSegment(deps, segment), name, { what: 'deadline' });
    const { kind, dossier } = view;
    const base = dossierHref(r.registry, { kind: kind.name, id: dossier.id, number: dossier.number });
    const clock = findClock(r, view, asked);
    const ownName = dossier.number ?? view.row.receipt;
    return deps.show(request, reply, {
      title: `${r.t('deadline.how')} ${ownName}`,
      crumbs: [
        { text: r.say.kind(kind.name, 'plural'), href: `/${kind.prefix.toLowerCase()}` },
        { text: ownName, href: base },
        { text: r.t('pages.deadline.crumb') },
      ],
      dataAt: formatStamp(view.now),
      children: (
        <DeadlinePage
          r={r}
          title={view.row.title}
          today={formatWeekdayDate(toLegalDate(view.now), r.lang)}
          base={base}
          v={clock && buildDeadline(r, view, clock, base)}
          todo={buildTodo(r, view, base)}
          others={otherClocks(r, view, base, clock)}
        />
      ),
    });
  };
  app.get<Named>(`${atKind}/:name/thoi-han`, show);
  app.get<Named>(`${atKind}/:name/thoi-han/:clock`, show);
}

/** The clock asked for, the newest of that name; else the one that matters now, else the last there was. */
function findClock(r: Reader, view: DossierView, asked: string | undefined): Clock | undefined {
  if (asked === undefined) return chooseClock(r, view)?.clock ?? view.dossier.clocks.at(-1);
  const clock = view.dossier.clocks.findLast((c) => c.id === asked);
  if (!clock) throw new AppError('dossier.not_found', 'not_found');
  return clock;
}

function otherClocks(r: Reader, view: DossierView, base: string, shown: Clock | undefined) {
  const newest = new Map(view.dossier.clocks.map((c) => [c.id, c]));
  return [...newest.values()]
    .filter((c) => c !== shown)
    .toSorted((a, b) => Number(isOpen(b)) - Number(isOpen(a)) || (a.dueAt < b.dueAt ? 1 : -1))
    .map((c) => ({
      label: clockLabel(r, view.kind.name, c),
      href: deadlineHref(base, c.id),
      light: clockLight(r, c, view.now, view.kind.name),
    }));
}
