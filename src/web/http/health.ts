import type { FastifyInstance } from 'fastify';
import { readLedgerLag } from '../../store/ledger/state.ts';
import type { Store } from '../../store/store.ts';

/** Seconds a leaf waits for its index before it is said, and before this site calls itself not ready. */
const LATE = 60;
const NOT_READY = 15 * 60;

/**
 * `/livez`: the process answers. `/readyz`: the database answers too and holds every migration this program knows, and somebody puts what is
 * recorded into the ledger.
 */
export function addHealth(app: FastifyInstance, store: Store, migrations: readonly string[]): void {
  const config = { bare: true, public: true };
  app.get('/livez', { config }, async () => ({ status: 'ok' }));
  app.get('/readyz', { config }, async (request, reply) => {
    try {
      const result = await store.pool.query<{ name: string }>('select name from app.schema_migration');
      const applied = new Set(result.rows.map((row) => row.name));
      if (migrations.some((name) => !applied.has(name))) return await reply.code(503).send({ status: 'migrations missing' });
      const lag = await readLedgerLag(store);
      const ledger = { ledger: lag > LATE ? 'late' : 'ok', ledgerLagSeconds: Math.round(lag) };
      if (lag > NOT_READY) return await reply.code(503).send({ status: 'ledger stands still', ...ledger });
      return { status: 'ok', ...ledger };
    } catch (error) {
      request.log.warn({ ref: request.ref, fault: { code: (error as { code?: string }).code } }, 'not ready');
      return reply.code(503).send({ status: 'database unreachable' });
    }
  });
}
