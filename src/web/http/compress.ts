import { promisify } from 'node:util';
import { brotliCompress, constants, gzip, gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);
/** Below this a packet holds it anyway. */
const WORTH_IT = 1024;
/** Up to here compressing takes less than handing the work to another thread and back. */
const AT_ONCE = 128 * 1024;
/** Of what is not kept: half the time of 6 for 6 % more bytes. */
const QUICK = 3;

/** The encodings we make, the better first. */
export type Encoding = 'br' | 'gzip';

/** The best encoding a browser accepts; undefined for none. */
export function chooseEncoding(accept: string | undefined): Encoding | undefined {
  const accepted = new Map(
    (accept ?? '').split(',').map((part) => {
      const [name = '', ...params] = part.trim().toLowerCase().split(';');
      const quality = params.map((p) => /^\s*q=([\d.]+)/.exec(p)?.[1]).find((q) => q !== undefined);
      return [name.trim(), Number(quality ?? 1)] as const;
    }),
  );
  return (['br', 'gzip'] as const).find((name) => (accepted.get(name) ?? accepted.get('*') ?? 0) > 0);
}

/** The bytes in an encoding; `best` takes its time, for what is kept. */
export async function encode(bytes: Uint8Array, encoding: Encoding, best = false): Promise<Uint8Array> {
  if (encoding === 'gzip' && !best && bytes.byteLength <= AT_ONCE) return gzipSync(bytes, { level: QUICK });
  if (encoding === 'gzip') return toGzip(bytes, { level: best ? 9 : QUICK });
  return toBrotli(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: best ? 10 : 4, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength },
  });
}

/** Pages and data of a kilobyte or more leave compressed. */
export function addCompression(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const type = String(reply.getHeader('content-type') ?? '');
    if (typeof payload !== 'string' || !/^(?:text\/|application\/(?:json|problem\+json|javascript))/.test(type)) return payload;
    reply.header('vary', 'Accept-Encoding, Cookie');
    const bytes = Buffer.from(payload);
    const encoding = chooseEncoding(request.headers['accept-encoding']);
    if (encoding === undefined || bytes.byteLength < WORTH_IT || reply.hasHeader('content-encoding')) return payload;
    reply.header('content-encoding', encoding);
    reply.removeHeader('content-length');
    return Buffer.from(await encode(bytes, encoding));
  });
}
