/** One line and one count per answer: which sort of page, how it ended, how long it took. No address, nothing of what was asked. */
import type { FastifyInstance } from 'fastify';

/** An answer as it is counted. */
export interface Answer {
  readonly method: string;
  /** The pattern of the route, such as `/:segment/:name`; `none` where there is none. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** Told of every answer; must return at once and never throw. */
export type OnAnswer = (answer: Answer) => void;

/** Writes an `info` line with the reference of each request, and tells whoever counts. */
export function addAnswerLog(app: FastifyInstance, onAnswer?: OnAnswer): void {
  const patterns = new Map<string, string>();
  app.addHook('onResponse', (request, reply, done) => {
    const url = request.is404 ? undefined : request.routeOptions.url;
    const route = url === undefined ? 'none' : (patterns.get(url) ?? plainPattern(patterns, url));
    const { statusCode: status, elapsedTime } = reply;
    onAnswer?.({ method: request.method, route, status, seconds: elapsedTime / 1000 });
    request.log.info({ ref: request.ref, method: request.method, route, status, ms: Math.round(elapsedTime) }, 'answered');
    done();
  });
}

/** The list of all kinds inside a pattern would make an unreadable label. */
function plainPattern(patterns: Map<string, string>, url: string): string {
  const plain = url.replace(/\(\^[^/]*\$\)/g, '');
  patterns.set(url, plain);
  return plain;
}
