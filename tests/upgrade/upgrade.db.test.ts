/** Every released version can be brought in by today's program: migrated, refolded without a difference, and served. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/main/config.ts';
import { openStore, prepareProvince, prepareSchema } from '../../src/main/installation.ts';
import { createMetrics } from '../../src/main/metrics/product-metrics.ts';
import { TENANT } from '../../src/main/province.ts';
import { productRegistry } from '../../src/main/registry.ts';
import { findRoot } from '../../src/main/root.ts';
import { serveWeb } from '../../src/main/serve-web.ts';
import { checkArchive } from '../../src/store/archive/check-archive.ts';
import { checkReadable, loadArchive } from '../../src/store/archive/load-archive.ts';
import { describeDifference, verify } from '../../src/store/verify.ts';
import { createEmptyDatabase } from '../support/database.ts';

const root = findRoot(import.meta.url);
const folder = path.join(root, 'tests/fixtures/releases');
const releases = readdirSync(folder).filter((name) => name.endsWith('.tar'));

describe.each(releases)('release %s', { timeout: 120_000 }, (name) => {
  test('comes in, verifies, and is served', async () => {
    const database = await createEmptyDatabase();
    const file = path.join(folder, name);
    const manifest = await checkArchive(file);
    await checkReadable(manifest, { root, tenant: TENANT, registry: productRegistry });
    await loadArchive({ url: database.url, root, file, manifest, registry: productRegistry, use: 'restore' });
    const work = openStore(database.url, 'app_worker', 4);
    const store = openStore(database.url, 'app_web', 4);
    try {
      const report = await verify(work);
      expect(report.differences.map(describeDifference)).toEqual([]);
      expect(report.acts).toBe(manifest.tables.find((table) => table.name === 'act')?.rows);

      const config = readConfig({ port: '0', demo: true }, {}, root);
      const opened = { url: database.url, isEmbedded: false, stop: async () => undefined };
      const wish = { config, root, log: () => undefined };
      expect(await prepareSchema(opened, wish)).toEqual([]);
      await prepareProvince(opened, work, wish);
      const metrics = createMetrics('test', 'start');
      const web = await serveWeb(config, { store, root, port: 0, isDemo: true, metrics, onClockMoved: async () => undefined });
      try {
        const ready = await fetch(`http://localhost:${web.port}/readyz`);
        const front = await fetch(`http://localhost:${web.port}/`);
        expect([ready.status, front.status, web.personas.length > 0]).toEqual([200, 200, true]);
      } finally {
        metrics.stop();
        await web.stop();
      }
    } finally {
      await Promise.all([work.pool.end(), store.pool.end()]);
      await database.drop();
    }
  });
});

test('there is a release to upgrade from', () => {
  expect(releases).not.toEqual([]);
});
