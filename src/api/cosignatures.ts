/** What witnesses that nobody can reach need of us: a proof from where they stand, and a place to bring what they signed. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { isLogName } from '../ledger/signer.ts';
import { readLedgerState } from '../store/ledger/state.ts';
import { takeCosignatures } from '../store/ledger/take-cosignatures.ts';
import { proofText } from '../store/ledger/witnessing.ts';
import type { Store } from '../store/store.ts';

/** The largest note anybody brings. */
const MOST_BYTES = 16 * 1024;
/** What nobody signed, from one address and from all of them together, in a minute. */
const OF_ONE = 30;
const OF_ALL = 300;
const MINUTE = 60_000;

/** Registers `POST /ledger/:log/cosignature`, `GET /ledger/:log/proof` and `GET /status`. Anybody may ask; what is taken must be signed by a witness. */
export function registerCosignatures(app: FastifyInstance, store: Store): void {
  const patience = patiencePerMinute();
  app.post(
    '/ledger/:log/cosignature',
    { config: { bare: true, public: true }, bodyLimit: MOST_BYTES },
    async (request, reply) => {
      const { log } = request.params as { log: string };
      if (!isLogName(log)) return plain(reply, 404);
      const text = typeof request.body === 'string' ? request.body : '';
      // Looked at in any case, in haste against the newest checkpoints alone: what strangers bring must not keep out a witness that is up to date.
      const inHaste = !patience.isLeft(request.ip);
      const { taken } = await takeCosignatures(store, log, text, { inHaste });
      if (taken.length > 0) return plain(reply, 200);
      patience.tire(request.ip);
      return inHaste ? plain(reply.header('retry-after', '60'), 429) : plain(reply, 422);
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

/** How much is left this minute for what an address brings in vain. Addresses are forgotten with the minute. */
function patiencePerMinute() {
  let minute = -1;
  let all = 0;
  const inVain = new Map<string, number>();
  const isLeft = (address: string): boolean => {
    const now = Math.floor(performance.now() / MINUTE);
    if (now !== minute) {
      minute = now;
      all = 0;
      inVain.clear();
    }
    return all < OF_ALL && (inVain.get(address) ?? 0) < OF_ONE;
  };
  return {
    isLeft,
    tire(address: string): void {
      if (!isLeft(address)) return;
      inVain.set(address, (inVain.get(address) ?? 0) + 1);
      all += 1;
    },
  };
}
