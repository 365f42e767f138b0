import type { FastifyRequest } from 'fastify';
import type { ReadWhat } from '../dossier/reading.ts';
import { type Reading, readPurpose } from '../store/read/closed.ts';

/**
 * How a call reads a dossier: its purpose stands in the query (`purpose`, `purposeWords`) or in the header `reading-purpose`. It matters for
 * restricted dossiers alone, and there only where it is not evident. What a call takes away is noted as what it is, as on a page.
 * @throws {reading.purpose_unknown} {reading.purpose_words}
 */
export function readingOf(request: FastifyRequest, what: ReadWhat = 'api'): Reading {
  const { purpose, purposeWords } = (request.query ?? {}) as Readonly<Record<string, unknown>>;
  const code = purpose ?? request.headers['reading-purpose'];
  if (typeof code !== 'string') return { what };
  return { what, purpose: readPurpose(code, typeof purposeWords === 'string' ? purposeWords : '') };
}
