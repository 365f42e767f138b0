/** The browser's files: named by their hash, so that they may be kept for a year. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { AppError } from '../../kernel/errors.ts';
import { chooseEncoding, type Encoding, encode } from './compress.ts';

/** The files of a build, in memory. */
export interface Assets {
  /** Address of a file by its plain name, such as `style.css`. */
  url(name: string): string;
  find(hashed: string): Asset | undefined;
}

interface Asset {
  readonly bytes: Uint8Array;
  readonly type: string;
  readonly encoded: Map<Encoding, Promise<Uint8Array>>;
}

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  webp: 'image/webp',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
};
const COMPRESSED: ReadonlySet<string> = new Set(['css', 'js', 'svg']);

/** Assets from files already in memory: plain name → hashed name and bytes. */
export function toAssets(files: Readonly<Record<string, { readonly hashed: string; readonly bytes: Uint8Array }>>): Assets {
  const byHash = new Map<string, Asset>();
  for (const { hashed, bytes } of Object.values(files)) {
    byHash.set(hashed, { bytes, type: TYPES[extensionOf(hashed)] ?? 'application/octet-stream', encoded: new Map() });
  }
  return {
    // A name the build has not made leads to an address that answers 404, and every page still works.
    url: (name) => `/static/${Object.hasOwn(files, name) ? files[name]?.hashed : name}`,
    find: (hashed) => byHash.get(hashed),
  };
}

/** Reads what `npm run build` made. @throws {assets.not_built} there is no build */
export async function loadAssets(dist: string): Promise<Assets> {
  const text = await readFile(join(dist, 'manifest.json'), 'utf8').catch((cause: unknown) => {
    throw new AppError('assets.not_built', 'precondition', { cause });
  });
  const manifest = JSON.parse(text) as Readonly<Record<string, string>>;
  const read = Object.entries(manifest).map(
    async ([name, hashed]) => [name, { hashed, bytes: new Uint8Array(await readFile(join(dist, 'static', hashed))) }] as const,
  );
  return toAssets(Object.fromEntries(await Promise.all(read)));
}

/** Serves `/static/*`; the first request for a file compresses it once for all. `/favicon.ico` is asked for by habit, without a page. */
export function addAssets(app: FastifyInstance, assets: Assets): void {
  app.get('/favicon.ico', { config: { bare: true, public: true } }, (_request, reply) =>
    reply.redirect(assets.url('emblem.svg'), 302),
  );
  app.get<{ Params: { name: string } }>('/static/:name', { config: { bare: true, public: true } }, async (request, reply) => {
    const { name } = request.params;
    const asset = assets.find(name);
    if (!asset) throw new AppError('assets.unknown', 'not_found');
    reply.header('content-type', asset.type).header('cache-control', 'public, max-age=31536000, immutable');
    if (!COMPRESSED.has(extensionOf(name))) return reply.send(Buffer.from(asset.bytes));
    reply.header('vary', 'Accept-Encoding');
    const encoding = chooseEncoding(request.headers['accept-encoding']);
    if (encoding === undefined) return reply.send(Buffer.from(asset.bytes));
    const encoded = asset.encoded.get(encoding) ?? encode(asset.bytes, encoding, true);
    asset.encoded.set(encoding, encoded);
    return reply.header('content-encoding', encoding).send(Buffer.from(await encoded));
  });
}

function extensionOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
