import type { FastifyRequest } from 'fastify';
import { type Reading, readPurpose } from '../store/read/closed.ts';

/**
 * How a call reads a dossier: its purpose stands in the query (`purpose`, `purposeWords`) or in the header `reading-purpose`. It matters for
 * restricted dossiers alone, and there only where it is not evident. @throws {reading.purpose_unknown} {reading.purpose_words}
 */
export function readingOf(request: FastifyRequest): Reading {
  const { purpose, purposeWords } = (request.query ?? {}) as Readonly<Record<string, unknown>>;
  const code = purpose ?? request.headers['reading-purpose'];
  if (typeof code !== 'string') return { what: 'api' };
  return { what: 'api', purpose: readPurpose(code, typeof purposeWords === 'string' ? purposeWords : '') };
}
