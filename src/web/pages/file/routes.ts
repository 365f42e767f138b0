import type { FastifyInstance } from 'fastify';
import { AppError } from '../../../kernel/errors.ts';
import { readContent } from '../../../store/content.ts';
import { type PageDeps, queryOf, readerOf } from '../deps.ts';

const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'text/plain': 'txt',
  'text/html': 'html',
};

/** A scan shown in a frame of our own page: nothing in it may run or reach out, and no other site may frame it. */
const SHOWN = {
  'content-disposition': 'inline',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'",
  'x-frame-options': 'SAMEORIGIN',
} as const;

/** `/tep/:hash`: a file of a dossier one may read, as a download and never as a page of this site; a PDF also to be looked at in a frame. */
export function addFileRoutes(app: FastifyInstance, deps: PageDeps): void {
  app.get<{ Params: { hash: string } }>('/tep/:hash', async (request, reply) => {
    const r = readerOf(deps, request);
    const { hash } = request.params;
    if (!/^[0-9a-f]{64}$/.test(hash)) throw new AppError('content.not_found', 'not_found');
    const { bytes, type } = await readContent(deps.store, r.asker, hash);
    const isShown = type === 'application/pdf' && queryOf(request)['xem'] !== undefined;
    return reply
      .header('content-type', type.startsWith('text/') ? `${type}; charset=utf-8` : type)
      .header('content-disposition', disposition(queryOf(request)['ten'], hash, type))
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "sandbox; default-src 'none'")
      .headers(isShown ? SHOWN : {})
      .header('cache-control', 'private, no-store')
      .send(bytes);
  });
}

/** The name to save under; its ending is always that of what the file really is. */
export function disposition(asked: string | undefined, hash: string, type: string): string {
  const ending = EXTENSIONS[type.split(';')[0] ?? ''] ?? 'bin';
  const stem = (asked ?? '')
    .replace(/[\p{Cc}\p{Cf}\p{Surrogate}/\\:*?"<>|]/gu, ' ')
    .replace(/\.[A-Za-z0-9]{1,8}$/, '')
    .replace(/[. ]+$/, '')
    .trim()
    .slice(0, 120);
  const name = `${stem === '' ? hash.slice(0, 12) : stem}.${ending}`;
  const plain = name
    .normalize('NFD')
    .replace(/[^\x20-\x7e]/g, '')
    .replace(/["\\]/g, '');
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`;
}
