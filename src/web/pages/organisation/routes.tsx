import type { FastifyInstance } from 'fastify';
import { AppError } from '../../../kernel/errors.ts';
import { asUnitId } from '../../../kernel/ids.ts';
import { addDays } from '../../../kernel/time.ts';
import { readUnitFigures } from '../../../store/read/figures.ts';
import { readHeldClocks } from '../../../store/read/held.ts';
import { readPacks, readUnitNames } from '../../../store/read/history.ts';
import { mayBringRegisters } from '../../../store/register.ts';
import { businessNow } from '../../../store/store.ts';
import { PageHelp } from '../../components/banner.tsx';
import { OrgTree } from '../../components/org-tree.tsx';
import { REGISTER_PATHS } from '../roster/page.tsx';
import { queryText, type WorkParts } from '../work-parts.ts';
import { DayBar, onDayHref, readDay } from './as-of.tsx';
import { AssignmentMain } from './assignments.tsx';
import { LawMain } from './law.tsx';
import { buildTree, unitHref } from './tree.ts';
import { UnitMain } from './unit-page.tsx';
import { buildUnit, LIGHT_NAMES, seesOpen } from './unit-view.ts';

/** How far back the figures of a unit go. */
const FIGURES_DAYS = 365;

/** `/to-chuc`, `/to-chuc/:unit`, `/to-chuc/phan-cong` and `/quy-dinh`. */
export function addOrganisationPages(app: FastifyInstance, parts: WorkParts): void {
  app.get('/to-chuc', async (request, reply) => {
    const shown = await readDay(parts, request);
    const { t } = shown.r;
    const title = t('screens.organisation.title');
    return parts.show(request, reply, {
      title,
      acts: (
        <>
          <a href={onDayHref('/to-chuc/phan-cong', shown)}>{t('screens.organisation.map')}</a>{' '}
          <a href={onDayHref('/quy-dinh', shown)}>{t('screens.law.title')}</a>
          {mayBringRegisters(parts.store, request.asker().asker) ? (
            <>
              {' '}
              <a href={REGISTER_PATHS.in}>{t('screens.roster.link')}</a>
            </>
          ) : null}
        </>
      ),
      children: (
        <>
          <h1>{title}</h1>
          <DayBar t={t} shown={shown} path="/to-chuc" />
          <section class="card" aria-label={title}>
            <OrgTree t={t} roots={buildTree(shown)} />
          </section>
          <PageHelp t={t}>
            <p>{t('screens.organisation.help')}</p>
          </PageHelp>
        </>
      ),
    });
  });

  app.get('/to-chuc/phan-cong', async (request, reply) => {
    const shown = await readDay(parts, request);
    const { t } = shown.r;
    return parts.show(request, reply, {
      title: t('screens.organisation.map'),
      crumbs: [
        { text: t('screens.organisation.title'), href: onDayHref('/to-chuc', shown) },
        { text: t('screens.organisation.map') },
      ],
      children: (
        <>
          <AssignmentMain r={shown.r} />
          <DayBar t={t} shown={shown} path="/to-chuc/phan-cong" />
        </>
      ),
    });
  });

  app.get<{ Params: { unit: string } }>('/to-chuc/:unit', async (request, reply) => {
    const shown = await readDay(parts, request);
    const { r } = shown;
    const unit = asUnitId(request.params.unit);
    if (!r.asker.org.knownUnit(unit)) throw new AppError('request.not_found', 'not_found');
    const asker = request.asker().asker;
    const sees = seesOpen(shown, unit);
    const [names, open, figures, now] = await Promise.all([
      readUnitNames(parts.store, asker, unit),
      sees ? readHeldClocks(parts.store, asker, { unit }, 100) : undefined,
      readUnitFigures(parts.store, asker, addDays(asker.today, -FIGURES_DAYS)),
      businessNow(parts.store),
    ]);
    const light = LIGHT_NAMES[queryText(request, 'den') ?? ''];
    const page = buildUnit(shown, unit, { names, open, figures: figures.find((f) => f.unit === unit), now }, light);
    return parts.show(request, reply, {
      title: page.name,
      crumbs: [{ text: r.t('screens.organisation.title'), href: onDayHref('/to-chuc', shown) }, { text: page.name }],
      children: (
        <>
          <UnitMain t={r.t} unit={page} />
          <DayBar t={r.t} shown={shown} path={unitHref(unit)} />
        </>
      ),
    });
  });

  app.get('/quy-dinh', async (request, reply) => {
    const shown = await readDay(parts, request);
    const { t } = shown.r;
    const packs = await readPacks(parts.store, request.asker().asker, shown.day);
    return parts.show(request, reply, {
      title: t('screens.law.title'),
      crumbs: [{ text: t('screens.organisation.title'), href: onDayHref('/to-chuc', shown) }, { text: t('screens.law.title') }],
      children: (
        <>
          <LawMain r={shown.r} packs={packs} />
          <DayBar t={t} shown={shown} path="/quy-dinh" />
        </>
      ),
    });
  });
}
