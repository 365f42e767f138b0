/** `khoithong web`: the web site alone; background work runs elsewhere. */
import { choosePort } from '../address.ts';
import type { CommandContext } from '../command.ts';
import { openDatabase } from '../database.ts';
import { openStore, readHolding, requireSchema } from '../installation.ts';
import { readVersion } from '../root.ts';
import { runUntilStopped } from '../running.ts';
import { print, say } from '../words.ts';

/** Serves the site on a database that was made ready by `migrate` or `start`. */
export async function web({ config, root }: CommandContext): Promise<number> {
  const port = await choosePort(config);
  return runUntilStopped(async (running) => {
    const database = await openDatabase(config, { mayCreate: false, mayShare: true, log: print });
    running.add(database.stop);
    await requireSchema(database, root);
    const work = openStore(database.url, 'app_worker', 2);
    running.add(() => work.pool.end());
    const { createMetrics } = await import('../metrics/product-metrics.ts');
    const metrics = createMetrics(readVersion(root), 'web');
    running.add(async () => metrics.stop());
    const store = openStore(database.url, 'app_web', 10, metrics.watch);
    running.add(() => store.pool.end());
    metrics.addPool('web', store.pool);
    metrics.addCondition(store);
    const { openLedger } = await import('../ledger/open-ledger.ts');
    const { settleNow } = await import('../work.ts');
    const { serveWeb } = await import('../serve-web.ts');
    const ledger = await openLedger(work, config, print);
    metrics.noteSigning(ledger !== undefined);
    const { isDemo } = await readHolding(work.pool);
    const served = await serveWeb(config, {
      store: ledger === undefined ? store : { ...store, ledger },
      root,
      port,
      isDemo: isDemo === true && config.demo,
      metrics,
      onClockMoved: () => settleNow(work),
    });
    running.add(served.stop);
    print(say('say.ready'));
    process.stdout.write(`\n    http://localhost:${served.port}\n\n`);
    print(say('say.howToStop'));
  });
}
