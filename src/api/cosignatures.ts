/** What witnesses that nobody can reach need of us: a proof from where they stand, and a place to bring what they signed. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { isLogName } from '../ledger/signer.ts';
import { readLedgerState } from '../store/ledger/state.ts';
import { takeCosignatures } from '../store/ledger/take-cosignatures.ts';
import { proofText } from '../store/ledger/witnessing.ts';
import type { Store } from '../store/store.ts';

/** The largest note anybody brings. */
const MOST_BYTES = 16 * 1024;
/** From one address, and from all of them together, in a minute. */
const OF_ONE = 30;
const OF_ALL = 300;
const MINUTE = 60_000;

/** Registers `POST /ledger/:log/cosignature`, `GET /ledger/:log/proof` and `GET /status`. Anybody may ask; what is taken must be signed by a witness. */
export function registerCosignatures(app: FastifyInstance, store: Store): void {
  const mayBring = limitPerMinute();
  app.post(
    '/ledger/:log/cosignature',
    { config: { bare: true, public: true }, bodyLimit: MOST_BYTES },
    async (request, reply) => {
      const { log } = request.params as { log: string };
      if (!isLogName(log)) return plain(reply, 404);
      if (!mayBring(request.ip)) return plain(reply.header('retry-after', '60'), 429);
      const { taken } = typeof request.body === 'string' ? await takeCosignatures(store, log, request.body) : { taken: [] };
      return plain(reply, taken.length > 0 ? 200 : 422);
    },
  );

  app.get('/ledger/:log/proof', { config: { bare: true, public: true } }, async (request, reply) => {
    const { log } = request.params as { log: string };
    const { old = '' } = request.query as { old?: unknown };
    if (!isLogName(log) || typeof old !== 'string' || !/^(0|[1-9]\d{0,15})$/.test(old)) return plain(reply, 404);
    const text = await proofText(store, log, Number(old));
    if (text === undefined) return plain(reply, 404);
    return reply
      .header('cache-control', 'no-cache')
      .header('access-control-allow-origin', '*')
      .type('text/plain; charset=utf-8')
      .send(text);
  });

  app.get('/status', { config: { bare: true, public: true } }, async (_request, reply) =>
    reply
      .header('cache-control', 'no-cache')
      .header('access-control-allow-origin', '*')
      .send(await readLedgerState(store)),
  );
}

function plain(reply: FastifyReply, code: number): FastifyReply {
  return reply.code(code).header('cache-control', 'no-store').type('text/plain; charset=utf-8').send(`${code}\n`);
}

/** Tells whether an address may come once more this minute. Addresses are forgotten with the minute. */
function limitPerMinute(): (address: string) => boolean {
  let minute = -1;
  let all = 0;
  const came = new Map<string, number>();
  return (address) => {
    const now = Math.floor(performance.now() / MINUTE);
    if (now !== minute) {
      minute = now;
      all = 0;
      came.clear();
    }
    const before = came.get(address) ?? 0;
    if (before >= OF_ONE || all >= OF_ALL) return false;
    came.set(address, before + 1);
    all += 1;
    return true;
  };
}
