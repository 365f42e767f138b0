/** A person's own dossiers, what others owe on them, and who read them. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Lang } from '../kernel/messages.ts';
import { LIST_ORDERS } from '../store/read/list.ts';
import { listOwn, readOwed } from '../store/read/own.ts';
import { readReadings } from '../store/read/readings.ts';
import type { ApiDependencies } from './index.ts';
import { presentClock, presentOwnRow, presentReading, presentRow } from './views.ts';

const ownQuery = z.object({
  kind: z.string().max(60).optional(),
  state: z.enum(['open', 'ended']).optional(),
  order: z.enum(LIST_ORDERS).default('newest'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(400).optional(),
});

const owedQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  skip: z.coerce.number().int().min(0).max(100_000).default(0),
});

const readingsQuery = owedQuery.extend({ dossier: z.string().max(60).optional() });

/** `GET /me/dossiers`, `GET /me/owed` and `GET /me/readings`. */
export function addOwnRoutes(
  api: FastifyInstance,
  deps: ApiDependencies,
  langOf: (request: FastifyRequest) => Lang,
  parse: <T>(schema: z.ZodType<T>, sent: unknown) => T,
): void {
  const { store } = deps;
  api.get('/me/dossiers', async (request) => {
    const { asker } = await deps.authenticate(request);
    const { now: _, ...page } = await listOwn(store, asker, parse(ownQuery, request.query));
    const speech = deps.speech(langOf(request));
    return { ...page, rows: page.rows.map((row) => presentOwnRow(row, speech)) };
  });
  api.get('/me/readings', async (request) => {
    const { asker } = await deps.authenticate(request);
    const read = await readReadings(store, asker, parse(readingsQuery, request.query));
    const lang = langOf(request);
    return { ...read, rows: read.rows.map((row) => presentReading(row, asker, lang)) };
  });
  api.get('/me/owed', async (request) => {
    const { asker } = await deps.authenticate(request);
    const { clocks, ...owed } = await readOwed(store, asker, parse(owedQuery, request.query));
    const speech = deps.speech(langOf(request));
    return {
      ...owed,
      clocks: clocks.map(({ clock, light, row }) => ({
        clock: presentClock(row.kind, clock, speech),
        light,
        dossier: presentRow(row, speech),
      })),
    };
  });
}
