/** REST over the same two doors as the web: everything that can be done by form can be done here, with the same words. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { BULK_LIMIT } from '../dossier/bulk.ts';
import type { Speech } from '../dossier/speech.ts';
import { AppError, describeFault } from '../kernel/errors.ts';
import { asDossierId, isUuid } from '../kernel/ids.ts';
import type { Json } from '../kernel/json.ts';
import type { Lang } from '../kernel/messages.ts';
import { assertionAnswer, type Site } from '../store/accounts/passkey.ts';
import { PASSWORD_LENGTH } from '../store/accounts/password.ts';
import type { SignatureGiven } from '../store/accounts/signing.ts';
import { askSignature } from '../store/ask-signature.ts';
import { foreseeBulk, performBulk } from '../store/bulk/carry-out.ts';
import type { Command } from '../store/command.ts';
import { toAppError } from '../store/database.ts';
import { foresee, perform } from '../store/perform.ts';
import { findDossierId, readDossier } from '../store/read/dossier.ts';
import { LIST_ORDERS, listDossiers } from '../store/read/list.ts';
import { ROW_PAGE, readRows, shownTable } from '../store/read/rows.ts';
import { search } from '../store/read/search.ts';
import { readWork } from '../store/read/work.ts';
import type { Asker, Store } from '../store/store.ts';
import { addEvidenceRoutes, type ReportWish } from './evidence.ts';
import { buildOpenApi } from './openapi.ts';
import { addOwnRoutes } from './own.ts';
import { addPaperRoutes } from './papers.ts';
import { toProblem } from './problem.ts';
import { readingOf } from './reading.ts';
import { addReceiptRoutes } from './receipts.ts';
import { addRegisterRoutes } from './registers.ts';
import { presentAct, presentBulk, presentClock, presentDossier, presentRow, presentSigning } from './views.ts';

/** What a caller of the API may do. */
export interface Caller {
  readonly asker: Asker;
  readonly mayAct: boolean;
}

/** What the API is wired with. */
export interface ApiDependencies {
  readonly store: Store;
  readonly speech: (lang: Lang) => Speech;
  /** @throws {auth.required} */
  readonly authenticate: (request: FastifyRequest) => Promise<Caller>;
  /** The site as the passkeys of its people know it. */
  readonly siteOf: (request: FastifyRequest) => Site;
  /** Recognises a directive's text: number, issuer, date, sentences, obligations. */
  readonly recognise: (text: string) => Json;
  /** Prints the readable copy of a bundle, as the page does; absent: bundles come without. */
  readonly printReport?: (told: ReportWish) => Promise<Uint8Array>;
  /** Where the page looks a leaf up, for the code on papers; absent: papers carry none. */
  readonly checkUrlOf?: (request: FastifyRequest, leafHash: string) => string;
}

const listQuery = z.object({
  kind: z.string().max(60).optional(),
  stage: z.string().max(60).optional(),
  state: z.enum(['open', 'ended', 'late', 'due', 'paused']).optional(),
  unit: z.string().max(80).optional(),
  field: z.string().max(80).optional(),
  locality: z.string().max(80).optional(),
  responsible: z.string().max(80).optional(),
  classification: z.string().max(60).optional(),
  since: z.iso.date().optional(),
  until: z.iso.date().optional(),
  text: z.string().max(200).optional(),
  order: z.enum(LIST_ORDERS).default('newest'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(400).optional(),
});

const rowsQuery = z.object({
  history: z.enum(['true', 'false']).default('false'),
  limit: z.coerce.number().int().min(1).max(ROW_PAGE).default(100),
  cursor: z.string().max(4000).optional(),
});

const challenge = z.uuid();
const signature = z.union([
  z.strictObject({ challenge, assertion: assertionAnswer }),
  z.strictObject({ challenge, password: z.string().min(1).max(PASSWORD_LENGTH.max) }),
]);

const actBody = z.strictObject({
  kind: z.string().max(60).optional(),
  act: z.string().min(1).max(60),
  body: z.record(z.string(), z.unknown()),
  as: z.string().max(160).optional(),
  expectedSeq: z.number().int().min(1).optional(),
  signature: signature.optional(),
});

const signingBody = actBody.omit({ signature: true }).extend({ dossier: z.string().min(1).max(60).optional() });

const bulkBody = z.strictObject({
  act: z.string().min(1).max(60),
  body: z.record(z.string(), z.unknown()),
  dossiers: z.array(z.uuid()).min(1).max(BULK_LIMIT),
  as: z.string().max(160).optional(),
  dryRun: z.boolean().default(false),
});

const intakeBody = z.strictObject({ text: z.string().min(1).max(400_000) });

function parse<T>(schema: z.ZodType<T>, sent: unknown): T {
  const parsed = schema.safeParse(sent ?? {});
  if (parsed.success) return parsed.data;
  throw new AppError('act.invalid', 'invalid', {
    params: { count: parsed.error.issues.length },
    fields: parsed.error.issues.map((i) => ({
      path: i.path.join('.'),
      code: i.code === 'unrecognized_keys' ? 'field.unknown' : 'field.format',
    })),
  });
}

function langOf(request: FastifyRequest): Lang {
  const header = request.headers['accept-language'] ?? '';
  return header.trim().toLowerCase().startsWith('en') ? 'en' : 'vi';
}

function idempotencyKey(request: FastifyRequest): { readonly idempotencyKey?: string } {
  const sent = request.headers['idempotency-key'];
  if (sent === undefined) return {};
  if (typeof sent !== 'string' || sent.length < 8 || sent.length > 128) throw new AppError('request.malformed', 'invalid');
  return { idempotencyKey: sent };
}

/** Registers /api/v1 on an application. */
export function registerApi(app: FastifyInstance, deps: ApiDependencies): void {
  const { store } = deps;
  void app.register(
    (api, _options, done) => {
      api.setErrorHandler((error: Error & { statusCode?: number; kind?: string }, request, reply) =>
        answerProblem(deps, error, request, reply),
      );
      api.setNotFoundHandler((request, reply) =>
        answerProblem(deps, new AppError('dossier.not_found', 'not_found'), request, reply),
      );
      api.addHook('onRequest', async (request) => {
        const type = request.headers['content-type'] ?? 'application/json';
        const { takesFile } = request.routeOptions.config as { readonly takesFile?: boolean };
        if (request.method === 'POST' && takesFile !== true && !/^application\/json\s*(;|$)/i.test(type))
          throw new AppError('request.unsupported', 'invalid');
      });
      api.addHook('onSend', async (_request, reply) => {
        void reply.header('cache-control', 'no-store');
      });
      const descriptions = new Map<Lang, string>();
      api.get('/openapi.json', (request, reply) => {
        const lang = langOf(request);
        const text = descriptions.get(lang) ?? JSON.stringify(buildOpenApi(store.registry, deps.speech(lang)));
        descriptions.set(lang, text);
        return reply.type('application/json').send(text);
      });
      api.get('/dossiers', async (request) => {
        const { asker } = await deps.authenticate(request);
        const { order, limit, cursor, ...filter } = parse(listQuery, request.query);
        const { now: _, ...page } = await listDossiers(store, asker, { filter, order, limit, cursor });
        const speech = deps.speech(langOf(request));
        return { ...page, rows: page.rows.map((row) => presentRow(row, speech)) };
      });
      api.post('/dossiers', async (request, reply) => {
        const caller = await deps.authenticate(request);
        const sent = parse(actBody, request.body);
        if (sent.kind === undefined || !store.registry.find(sent.kind)) throw new AppError('kind.unknown', 'not_found');
        return reply.code(201).send(await carryOut(caller, request, { ...sent, kind: sent.kind }));
      });
      api.get('/dossiers/:id', async (request) => {
        const { asker } = await deps.authenticate(request);
        return presentDossier(
          await readDossier(store, asker, await nameIn(asker, request), readingOf(request)),
          deps.speech(langOf(request)),
        );
      });
      api.get('/dossiers/:id/acts', async (request) => {
        const { asker } = await deps.authenticate(request);
        const view = await readDossier(store, asker, await nameIn(asker, request), readingOf(request));
        const speech = deps.speech(langOf(request));
        return view.acts.map((a) => presentAct(view.row.kind, a, speech));
      });
      api.get('/dossiers/:id/clocks', async (request) => {
        const { asker } = await deps.authenticate(request);
        const view = await readDossier(store, asker, await nameIn(asker, request), readingOf(request));
        const speech = deps.speech(langOf(request));
        return view.dossier.clocks.map((c) => presentClock(view.row.kind, c, speech));
      });
      api.get('/dossiers/:id/tables/:table', async (request) => {
        const { asker } = await deps.authenticate(request);
        const asked = parse(rowsQuery, request.query);
        const view = await readDossier(store, asker, await locate(asker, request), readingOf(request));
        const { table } = request.params as { table: string };
        const shown = shownTable(store.registry, view.kind, table.slice(0, 60));
        return readRows(store, asker, view.dossier.id, shown.table, { ...asked, history: asked.history === 'true' });
      });
      api.post('/dossiers/:id/acts', async (request, reply) => {
        const caller = await deps.authenticate(request);
        const { kind: _kind, ...sent } = parse(actBody, request.body);
        const dossier = (await locate(caller.asker, request)) as NonNullable<Command['dossier']>;
        return reply.code(201).send(await carryOut(caller, request, { ...sent, dossier }));
      });
      api.post('/signing', async (request, reply) => {
        const caller = await deps.authenticate(request);
        if (!caller.mayAct) throw new AppError('auth.scope', 'forbidden');
        const { dossier, kind, as, expectedSeq, ...sent } = parse(signingBody, request.body);
        if (dossier === undefined && (kind === undefined || !store.registry.find(kind)))
          throw new AppError('kind.unknown', 'not_found');
        const command: Command = {
          ...sent,
          ...(dossier === undefined ? { kind: kind ?? '' } : { dossier: asDossierId(await findId(caller.asker, dossier)) }),
          ...(as === undefined ? {} : { as }),
          ...(expectedSeq === undefined ? {} : { expectedSeq }),
        };
        const foreseen = await foresee(store, { person: caller.asker.identity.person }, command);
        const asked = await askSignature(store, caller.asker, foreseen, { site: deps.siteOf(request) });
        return reply.code(201).send(presentSigning(asked));
      });
      api.post('/bulk', async (request) => bulk(await deps.authenticate(request), request));
      api.get('/search', async (request) => {
        const { asker } = await deps.authenticate(request);
        const { q, page } = parse(
          z.object({ q: z.string().max(200).default(''), page: z.coerce.number().int().min(1).max(20).default(1) }),
          request.query,
        );
        const found = await search(store, asker, q, { limit: 50, page });
        const speech = deps.speech(langOf(request));
        return { ...found, hits: found.hits.map((h) => ({ how: h.how, dossier: presentRow(h.row, speech) })) };
      });
      api.get('/work', async (request) => {
        const { asker } = await deps.authenticate(request);
        const work = await readWork(store, asker);
        const speech = deps.speech(langOf(request));
        const item = (i: (typeof work.mine)[number]) => ({
          clock: presentClock(i.row.kind, i.clock, speech),
          light: i.light,
          dossier: presentRow(i.row, speech),
        });
        return { mine: work.mine.map(item), waiting: work.waiting.map(item), unit: work.unit, now: work.now };
      });
      api.post('/directives/intake', { bodyLimit: 2_000_000 }, async (request) => {
        await deps.authenticate(request);
        return deps.recognise(parse(intakeBody, request.body).text);
      });
      addOwnRoutes(api, deps, langOf, parse);
      addPaperRoutes(api, deps, langOf, nameIn);
      addReceiptRoutes(api, deps, nameIn);
      addEvidenceRoutes(api, deps, parse, langOf, nameIn);
      addRegisterRoutes(api, deps, langOf, idempotencyKey);
      done();
    },
    { prefix: '/api/v1' },
  );

  /** What the address names, as the read door knows it: a number or an id leads there at once, a receipt by its id. */
  async function nameIn(asker: Asker, request: FastifyRequest): Promise<string> {
    const { id } = request.params as { id: string };
    return isUuid(id) || /^[a-z]{2}-\d{4}-\d{5,9}$/i.test(id) ? id : locate(asker, request);
  }

  async function locate(asker: Asker, request: FastifyRequest): Promise<string> {
    const { id } = request.params as { id: string };
    return findId(asker, id);
  }

  async function findId(asker: Asker, id: string): Promise<string> {
    const found = await findDossierId(store, asker, id.slice(0, 60));
    if (!found) throw new AppError('dossier.not_found', 'not_found');
    return found.id;
  }

  async function bulk(caller: Caller, request: FastifyRequest) {
    if (!caller.mayAct) throw new AppError('auth.scope', 'forbidden');
    const { dossiers, as, dryRun, act, body } = parse(bulkBody, request.body);
    const key = idempotencyKey(request).idempotencyKey;
    if (!dryRun && key === undefined) throw new AppError('bulk.key_required', 'invalid');
    const items = [...new Set(dossiers)].map((id) => ({ dossier: asDossierId(id) }));
    const asked = { act, body, items, ...(as === undefined ? {} : { as }) };
    const performer = { person: caller.asker.identity.person };
    const results =
      key === undefined || dryRun
        ? await foreseeBulk(store, performer, asked)
        : await performBulk(store, performer, { ...asked, key });
    return presentBulk(act, dryRun, results, deps.speech(langOf(request)));
  }

  async function carryOut(
    caller: Caller,
    request: FastifyRequest,
    command: Omit<Command, 'as' | 'expectedSeq' | 'signature'> & {
      as?: string | undefined;
      expectedSeq?: number | undefined;
      signature?: z.output<typeof signature> | undefined;
    },
  ) {
    if (!caller.mayAct) throw new AppError('auth.scope', 'forbidden');
    const { as, expectedSeq, signature: given, ...rest } = command;
    return perform(
      store,
      { person: caller.asker.identity.person },
      {
        ...rest,
        ...(as === undefined ? {} : { as }),
        ...(expectedSeq === undefined ? {} : { expectedSeq }),
        ...(given === undefined ? {} : { signature: toGiven(given, request.ip) }),
        ...idempotencyKey(request),
      },
    );
  }
}

/** A token says whose program asks; only the person's own key or password says that the person decides. */
function toGiven(given: z.output<typeof signature>, address: string): SignatureGiven {
  return 'password' in given
    ? { challenge: given.challenge, proof: { how: 'password', password: given.password, address } }
    : { challenge: given.challenge, proof: { how: 'passkey', assertion: given.assertion } };
}

async function answerProblem(
  deps: ApiDependencies,
  error: Error & { statusCode?: number },
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  // Fastify's own complaints (bad JSON, too large, wrong type) carry a 4xx of their own.
  const own = toAppError(error);
  const known = own instanceof AppError || !error.statusCode || error.statusCode >= 500 ? own : complaint(error);
  const params = request.params as { id?: string };
  const body = request.body as { kind?: string } | undefined;
  const kind = await kindFor(deps, request, params.id, body?.kind);
  const problem = toProblem(known, deps.speech(langOf(request)), kind, String(request.id));
  const { status, code } = problem;
  if (status >= 500) request.log.error({ ref: request.id, status, code, fault: describeFault(error) }, 'request failed');
  else request.log.info({ ref: request.id, status, code, route: request.routeOptions.url }, 'request refused');
  await reply.code(status).type('application/problem+json').send(problem);
}

const COMPLAINTS: Readonly<Record<number, string>> = { 413: 'request.too_large', 415: 'request.unsupported' };

function complaint(error: Error & { statusCode?: number }): AppError {
  return new AppError(COMPLAINTS[error.statusCode ?? 0] ?? 'request.malformed', 'invalid', { cause: error });
}

/** The kind whose words fit the problem best, if the caller may know it. */
async function kindFor(
  deps: ApiDependencies,
  request: FastifyRequest,
  id: string | undefined,
  kind: string | undefined,
): Promise<string | undefined> {
  if (id === undefined) return kind === undefined ? undefined : deps.store.registry.find(kind)?.name;
  try {
    const { asker } = await deps.authenticate(request);
    return (await findDossierId(deps.store, asker, id))?.kind;
  } catch {
    // The problem is answered without a kind's own words rather than hidden behind a second one.
    return undefined;
  }
}
