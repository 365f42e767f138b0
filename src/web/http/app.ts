/** The web application: everything a request passes on its way to a page and back. */
import fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyReply, LogController } from 'fastify';
import type { KindRegistry } from '../../dossier/registry.ts';
import { AppError } from '../../kernel/errors.ts';
import type { MessageTree } from '../../kernel/messages.ts';
import type { Store } from '../../store/store.ts';
import { EMPTY_FORM } from '../form/values.ts';
import type { Issuer } from '../issuer/issuer.ts';
import { addIssuer } from '../issuer/routes.tsx';
import { addAnswerLog, type OnAnswer } from './answer-log.ts';
import { type Assets, addAssets } from './assets.ts';
import { addCompression } from './compress.ts';
import type { WebConfig } from './config.ts';
import { addDemoClock } from './demo.ts';
import { createFrame, type FrameOf, type ShowPage } from './frame.tsx';
import { addGuard } from './guard.tsx';
import { addSecurityHeaders, securityHeaders } from './headers.ts';
import { addHealth } from './health.ts';
import { addHostRule, addOriginRule } from './host.ts';
import { addLanguage, langOf } from './language.ts';
import { addForms, FORM_LIMITS } from './posted-form.ts';
import { addProblems, newReference } from './problem.tsx';
import { isApi, requireAsker } from './request.ts';
import { addSessions, formToken } from './sessions.ts';
import { addSignIn } from './sign-in.ts';
import type { DemoPersona } from './sign-in-page.tsx';
import { createWords, type Words } from './words.ts';

/** What the application is made of. */
export interface AppParts {
  readonly store: Store;
  readonly config: WebConfig;
  readonly assets: Assets;
  readonly registry: KindRegistry;
  /** A pino logger; absent: nothing is logged. */
  readonly log?: FastifyBaseLogger;
  /** Catalogues of pages built elsewhere. */
  readonly messages?: readonly { readonly vi: MessageTree; readonly en: MessageTree }[];
  /** Navigation, search and footer of every page. */
  readonly frameOf?: FrameOf;
  readonly personas?: readonly DemoPersona[];
  /** Who else may say who somebody is; absent: names and passwords alone. */
  readonly issuer?: Issuer;
  /** Called after the demo clock moved: settles what ran out. */
  readonly onClockMoved?: () => Promise<void>;
  /** Told of every answer: the pattern of its route, never the address itself. */
  readonly onAnswer?: OnAnswer;
  /** Names of the migrations this program needs, for `/readyz`. */
  readonly migrations?: readonly string[];
}

/** The application and what its pages are made with. */
export interface WebApp {
  readonly app: FastifyInstance;
  readonly show: ShowPage;
  readonly words: Words;
}

/** Makes the application with sign-in, health and error pages; the other pages are added to `app` before it listens. */
export async function createApp(parts: AppParts): Promise<WebApp> {
  const { store, config, registry, assets } = parts;
  const words = createWords(registry, parts.messages);
  const show = createFrame(config, assets, parts.frameOf);
  const app: FastifyInstance = fastify({
    ...(parts.log ? { loggerInstance: parts.log } : { logger: false }),
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: newReference,
    // An address that is no address never reaches the hooks below: no page, one sentence; a program gets a problem all the same.
    frameworkErrors: (_error, request, reply: FastifyReply) => {
      const told = (lang: 'vi' | 'en') => words.t(lang)('problem.request.malformed');
      reply.code(400).headers(securityHeaders(config.secureCookies));
      if (isApi(request)) {
        const problem = {
          type: 'about:blank',
          title: told(langOf(request)),
          status: 400,
          code: 'request.malformed',
          reference: request.id,
        };
        reply.type('application/problem+json').send(problem);
      } else reply.type('text/plain; charset=utf-8').send(`${told('vi')}\n${told('en')}\n`);
    },
    trustProxy: typeof config.trustProxy === 'object' ? [...config.trustProxy] : (config.trustProxy ?? false),
    bodyLimit: FORM_LIMITS.form,
    keepAliveTimeout: 72_000,
    requestTimeout: 300_000,
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 300 },
  });

  for (const name of [
    'ref',
    'lang',
    'words',
    't',
    'form',
    'signedIn',
    'sessionId',
    'sessionFault',
    'preSession',
    'resumed',
  ] as const)
    app.decorateRequest(name);
  app.decorateRequest('asker', requireAsker);
  app.decorateRequest('formToken', formToken);
  app.addHook('onRequest', (request, _reply, done) => {
    const lang = langOf(request);
    Object.assign(request, {
      ref: request.id,
      lang,
      words,
      t: words.t(lang),
      form: EMPTY_FORM,
      signedIn: null,
      resumed: false,
    });
    done();
  });

  addAnswerLog(app, parts.onAnswer);
  addSecurityHeaders(app, config.secureCookies);
  addCompression(app);
  addProblems(app, show);
  addHostRule(app, config);
  addOriginRule(app, config);
  addSessions(app, store, config);
  await addForms(app);
  const { issuer } = parts;
  const guarded = { store, config, show, personas: parts.personas ?? [], ...(issuer ? { issuer } : {}) };
  addGuard(app, guarded);
  if (config.copiedAt !== undefined) refuseForms(app);

  addAssets(app, assets);
  addHealth(app, store, parts.migrations ?? []);
  addLanguage(app, config.secureCookies);
  addSignIn(app, guarded);
  if (issuer) addIssuer(app, { ...guarded, issuer });
  if (config.demo && config.copiedAt === undefined) addDemoClock(app, store, parts.onClockMoved ?? (async () => undefined));
  return { app, show, words };
}

/** The database of a copy refuses every write; nobody should type a form to learn that. */
function refuseForms(app: FastifyInstance): void {
  app.addHook('preHandler', (request, _reply, done) => {
    done(request.routeOptions.config.writes === true ? new AppError('store.read_only_copy', 'precondition') : undefined);
  });
}
