import type { FastifyInstance } from 'fastify';
import { AppError } from '../../kernel/errors.ts';
import { isServedHost, type WebConfig } from './config.ts';

/** A request for a name that is not served gets one clear sentence; it also keeps other sites from naming us theirs. */
export function addHostRule(app: FastifyInstance, config: WebConfig): void {
  app.addHook('onRequest', (request, reply, done) => {
    if (isServedHost(config, request.hostname)) return done();
    const host = request.host.replace(/[^\w.:[\]-]/g, '').slice(0, 100);
    const text = `${request.words.t('vi')('http.host', { host })}\n${request.words.t('en')('http.host', { host })}\n`;
    reply.code(421).header('content-type', 'text/plain; charset=utf-8').send(text);
  });
}

/**
 * Refuses what another site makes a browser send.
 * @throws {request.cross_site}
 */
export function addOriginRule(app: FastifyInstance, config: WebConfig): void {
  app.addHook('onRequest', async (request) => {
    if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return;
    const site = request.headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new AppError('request.cross_site', 'forbidden');
    const { origin } = request.headers;
    // A page that sends no referrer sends `Origin: null` with its own forms: there the browser's word about the site counts.
    if (origin === undefined || (origin === 'null' && site !== undefined)) return;
    if (!isOwnOrigin(config, origin, request.host)) throw new AppError('request.cross_site', 'forbidden');
  });
}

function isOwnOrigin(config: WebConfig, origin: string, host: string): boolean {
  if (!URL.canParse(origin)) return false;
  return new URL(origin).host === host || (config.publicUrl !== undefined && new URL(config.publicUrl).origin === origin);
}
