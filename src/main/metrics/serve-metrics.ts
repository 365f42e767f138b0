/** `/metrics`: to this machine itself, or to whoever has the token; for everybody else the address does not exist. */
import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { AppError } from '../../kernel/errors.ts';
import { sha256 } from '../../kernel/json.ts';
import { isLoopback } from '../../web/http/config.ts';
import { findListenProblem } from '../address.ts';
import type { ProductMetrics } from './product-metrics.ts';

const TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** True where the asker is this very machine, not a proxy on it speaking for somebody, or holds the token. */
export function mayReadMetrics(address: string | undefined, headers: IncomingHttpHeaders, token: string | undefined): boolean {
  const sent = /^Bearer (\S{1,300})$/i.exec(headers.authorization ?? '')?.[1];
  if (token !== undefined && sent !== undefined) return timingSafeEqual(sha256(sent), sha256(token));
  const isForwarded =
    headers['x-forwarded-for'] !== undefined || headers['forwarded'] !== undefined || headers['x-real-ip'] !== undefined;
  return !isForwarded && address !== undefined && isLoopback(address.replace(/^::ffff:/, ''));
}

/** Adds the address to the web application. */
export function addMetrics(app: FastifyInstance, metrics: ProductMetrics, token: string | undefined): void {
  app.get('/metrics', { config: { bare: true, public: true } }, async (request, reply) => {
    if (!mayReadMetrics(request.socket.remoteAddress, request.headers, token))
      throw new AppError('request.not_found', 'not_found');
    return reply
      .header('cache-control', 'no-store')
      .type(TYPE)
      .send(await metrics.text());
  });
}

/** Serves the same on a port of its own, on this machine alone, for a process without a web site. Gives what ends it. */
export async function serveMetrics(
  metrics: ProductMetrics,
  port: number,
  token: string | undefined,
): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    const isOurs = request.method === 'GET' && request.url === '/metrics';
    if (!isOurs || !mayReadMetrics(request.socket.remoteAddress, request.headers, token)) {
      response.writeHead(404).end();
      return;
    }
    metrics.text().then(
      (text) => response.writeHead(200, { 'content-type': TYPE, 'cache-control': 'no-store' }).end(text),
      () => response.writeHead(503).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(findListenProblem(error, port, '127.0.0.1') ?? error));
    server.listen(port, '127.0.0.1', () => resolve());
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
