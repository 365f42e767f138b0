import type { FastifyInstance } from 'fastify';
import { readLedgerLag } from '../../store/ledger/state.ts';
import type { Store } from '../../store/store.ts';

/** Seconds a leaf waits for its index before that is said. The site goes on: recording never waits for the ledger. */
const LATE = 60;

/**
 * `/livez`: the process answers. `/readyz`: the database answers too and holds every migration this program knows. Its body
 * says how far the ledger is behind what is recorded.
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
      return { status: 'ok', ...ledger };
    } catch (error) {
      request.log.warn({ ref: request.ref, fault: { code: (error as { code?: string }).code } }, 'not ready');
      return reply.code(503).send({ status: 'database unreachable' });
    }
  });
}
