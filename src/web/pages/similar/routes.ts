import type { FastifyInstance } from 'fastify';
import { kindOfSegment, readerOf } from '../deps.ts';
import { queryText, type WorkParts } from '../work-parts.ts';
import { readSimilar } from './items.ts';

/** `/goi-y/:segment?q=`: what the form asks while somebody writes. */
export function addSimilarRoute(app: FastifyInstance, parts: WorkParts): void {
  app.get<{ Params: { segment: string } }>('/goi-y/:segment', async (request) => {
    const r = readerOf(parts, request);
    const kind = kindOfSegment(parts, request.params.segment);
    return { items: await readSimilar(parts.store, r, kind, queryText(request, 'q') ?? '') };
  });
}
