import type { FastifyInstance } from 'fastify';
import type { Store } from '../../store/store.ts';

/** `/livez`: the process answers. `/readyz`: the database answers too and holds every migration this program knows. */
export function addHealth(app: FastifyInstance, store: Store, migrations: readonly string[]): void {
  const config = { bare: true, public: true };
  app.get('/livez', { config }, async () => ({ status: 'ok' }));
  app.get('/readyz', { config }, async (request, reply) => {
    try {
      const result = await store.pool.query<{ name: string }>('select name from app.schema_migration');
      const applied = new Set(result.rows.map((row) => row.name));
      const missing = migrations.filter((name) => !applied.has(name));
      return missing.length === 0 ? { status: 'ok' } : reply.code(503).send({ status: 'migrations missing' });
    } catch (error) {
      request.log.warn({ ref: request.ref, fault: { code: (error as { code?: string }).code } }, 'not ready');
      return reply.code(503).send({ status: 'database unreachable' });
    }
  });
}
