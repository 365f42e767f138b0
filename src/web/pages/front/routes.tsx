import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../../../kernel/errors.ts';
import { readPublicFigures } from '../../../store/read/figures.ts';
import { listDossiers } from '../../../store/read/list.ts';
import { type Asker, askAs, businessNow } from '../../../store/store.ts';
import { PersonaCards } from '../../components/persona-cards.tsx';
import { FORM_NAMES } from '../../form/values.ts';
import { speechOf } from '../deps.ts';
import type { Reader } from '../showing/reader.ts';
import type { WorkParts } from '../work-parts.ts';
import { FrontMain } from './page.tsx';
import { buildPublic, publishedLines } from './view.ts';

/** Parameter by which an installation allows titles of registered papers on its public page. */
const TITLES = 'public.titles';

/** `/` for everybody, and in demo mode `/trai-nghiem`. */
export function addFrontPages(app: FastifyInstance, parts: WorkParts): void {
  const { store, config } = parts;

  app.get('/', { config: { public: true } }, async (request, reply) => {
    // Nobody asks here; only counts and, where allowed, titles leave this handler.
    const asker = await askAs(store, null);
    const r = strangerOf(parts, request, asker);
    const counted = store.registry.all.find(({ kind }) => kind.publicSteps !== undefined)?.kind;
    const [figures, now, published] = await Promise.all([
      counted ? readPublicFigures(store, asker, counted.name) : undefined,
      businessNow(store),
      newestTitles(parts, asker),
    ]);
    const page = counted && figures ? buildPublic(r, counted, figures, parts.tiles, now) : undefined;
    return parts.show(request, reply, {
      title: config.place[r.lang],
      homeHref: '/',
      ...(page ? { dataAt: page.dataAt } : {}),
      children: (
        <FrontMain
          t={r.t}
          place={config.place[r.lang]}
          signedIn={request.signedIn !== null}
          page={page}
          published={publishedLines(r, published)}
          personas={config.demo && parts.personas.length > 0 ? <Personas parts={parts} request={request} /> : null}
        />
      ),
    });
  });

  app.get('/trai-nghiem', { config: { public: true } }, async (request, reply) => {
    if (!config.demo) throw new AppError('request.not_found', 'not_found');
    const { t } = request;
    return parts.show(request, reply, {
      title: t('screens.front.tryTitle'),
      homeHref: '/',
      children: (
        <>
          <h1>{t('screens.front.tryTitle')}</h1>
          <p class="lead">{t('screens.front.tryLead')}</p>
          <Personas parts={parts} request={request} />
          <p class="note">{t('screens.front.tryClock')}</p>
        </>
      ),
    });
  });
}

function strangerOf(parts: WorkParts, request: FastifyRequest, asker: Asker): Reader {
  return {
    lang: request.lang,
    t: request.t,
    say: speechOf(parts, request.lang),
    asker,
    registry: parts.store.registry,
    isCopy: parts.store.isCopy ?? false,
  };
}

async function newestTitles(parts: WorkParts, asker: Asker) {
  const { store, config } = parts;
  const titled = store.registry.all.find(({ kind }) => kind.publicTitles === true)?.kind;
  const allowed = config.demo || (asker.law.has(TITLES) && asker.law.parameter(TITLES).value === true);
  if (!titled || !allowed) return [];
  const { rows } = await listDossiers(store, asker, { filter: { kind: titled.name }, order: 'newest', limit: 20 });
  return rows
    .filter((row) => row.number !== null && !['withdrawn', 'annulled', 'diverted', 'superseded'].includes(row.stage))
    .slice(0, 5);
}

function Personas({ parts, request }: { parts: WorkParts; request: FastifyRequest }) {
  const { t, lang } = request;
  return (
    <section aria-label={t('screens.front.personas')}>
      <p class="gap-m">
        <b>{t('screens.front.personas')}</b> {t('screens.front.personasNote')}
      </p>
      <PersonaCards
        t={t}
        action="/trai-nghiem/vao-vai"
        hidden={{ [FORM_NAMES.token]: request.formToken() }}
        personas={parts.personas.map((persona) => ({
          id: persona.id,
          name: persona.name,
          post: persona.post[lang],
          unit: persona.unit[lang],
          first: ['one', 'two', 'three'].map((n) => t(`screens.front.first.${persona.id}.${n}`)),
        }))}
      />
    </section>
  );
}
