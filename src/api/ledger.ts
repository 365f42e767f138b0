/** The log as others read it, c2sp.org/tlog-tiles: checkpoints and hashes for everybody, leaves for those entrusted with a copy. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isLogName, type LogName } from '../ledger/signer.ts';
import { pathOfTile } from '../ledger/tiles.ts';
import { readCheckpoint, readEntries, readTile } from '../store/ledger/published.ts';
import type { Store } from '../store/store.ts';

/** What the log's address is wired with. */
export interface LedgerDependencies {
  readonly store: Store;
  /** Whether whoever asks is entrusted with a copy of the log. */
  readonly mayMirror: (request: FastifyRequest) => Promise<boolean>;
}

const IMMUTABLE = 'public, max-age=31536000, immutable';
/** Under an address that names no epoch another tree stands once the log begins anew. */
const PASSING = 'public, max-age=60';
/** The newest checkpoint is a second old at most. */
const FRESH = 'no-cache';

interface Named {
  readonly log: string;
  readonly epoch?: string;
  readonly '*'?: string;
}

/** Registers `/ledger/…`. */
export function registerLedger(app: FastifyInstance, { store, mayMirror }: LedgerDependencies): void {
  const serveCheckpoint = async (log: string, epoch: string | undefined, reply: FastifyReply): Promise<FastifyReply> => {
    const named = epochOf(epoch);
    const found = isLogName(log) && named !== null ? await readCheckpoint(store, log, named) : undefined;
    return found ? answer(reply, FRESH, 'text/plain; charset=utf-8', found.note) : nothing(reply);
  };
  const serveTile = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { log, epoch, '*': path = '' } = request.params as Named;
    const named = epochOf(epoch);
    const tile = pathOfTile(`tile/${path}`);
    if (!isLogName(log) || named === null || tile === undefined) return nothing(reply);
    const of = { log, epoch: named ?? (await newestEpoch(store, log)) };
    if (tile.level !== 'entries') return bytes(reply, await readTile(store, of, tile), named === undefined ? PASSING : IMMUTABLE);
    // What leaves say stays among those entrusted with them; of readings nothing but the hashes leaves the house.
    if (log === 'reads' || !(await mayMirror(request))) return reply.code(403).type('text/plain; charset=utf-8').send('403\n');
    return bytes(
      reply,
      await readEntries(store, of, tile),
      named === undefined ? 'private, max-age=60' : 'private, max-age=31536000, immutable',
    );
  };
  app.get('/ledger/checkpoint', (_request, reply) => serveCheckpoint('main', undefined, reply));
  app.get('/ledger/:log/checkpoint', (request, reply) => serveCheckpoint((request.params as Named).log, undefined, reply));
  app.get('/ledger/:log/epoch/:epoch/checkpoint', (request, reply) => {
    const { log, epoch } = request.params as Named;
    return serveCheckpoint(log, epoch, reply);
  });
  app.get('/ledger/:log/tile/*', serveTile);
  app.get('/ledger/:log/epoch/:epoch/tile/*', serveTile);
}

/** Undefined: the newest. Null: no epoch is called that. */
function epochOf(text: string | undefined): number | null | undefined {
  if (text === undefined) return undefined;
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : null;
}

async function newestEpoch(store: Store, log: LogName): Promise<number> {
  return (await readCheckpoint(store, log))?.epoch ?? 1;
}

function bytes(reply: FastifyReply, found: Uint8Array | undefined, caching: string): FastifyReply {
  if (!found) return nothing(reply);
  return answer(reply, caching, 'application/octet-stream', Buffer.from(found.buffer, found.byteOffset, found.byteLength));
}

function answer(reply: FastifyReply, caching: string, type: string, body: string | Buffer): FastifyReply {
  return reply
    .headers({ 'cache-control': caching, 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' })
    .type(type)
    .send(body);
}

function nothing(reply: FastifyReply): FastifyReply {
  return reply.code(404).type('text/plain; charset=utf-8').send('404\n');
}
