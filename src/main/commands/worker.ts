/** `khoithong worker`: the background work alone. */
import type { CommandContext } from '../command.ts';
import { findCopiedAt } from '../copied-at.ts';
import { openDatabase } from '../database.ts';
import { openStore, requireSchema } from '../installation.ts';
import { readVersion } from '../root.ts';
import { runUntilStopped } from '../running.ts';
import { print, problem, say } from '../words.ts';

/** Works until told to stop; as many may run beside each other as one likes. */
export async function worker({ config, root }: CommandContext): Promise<number> {
  return runUntilStopped(async (running) => {
    const database = await openDatabase(config, { mayCreate: false, mayShare: true, log: print });
    running.add(database.stop);
    await requireSchema(database, root);
    if ((await findCopiedAt(database.url)) !== null) throw problem('problem.copyNoWork');
    const { createMetrics } = await import('../metrics/product-metrics.ts');
    const metrics = createMetrics(readVersion(root), 'worker');
    running.add(async () => metrics.stop());
    const store = openStore(database.url, 'app_worker', 6, metrics.watch);
    running.add(() => store.pool.end());
    metrics.addPool('worker', store.pool);
    metrics.addCondition(store);
    const { openLedger } = await import('../ledger/open-ledger.ts');
    const { namePolicy } = await import('../ledger/name-policy.ts');
    const { openAuthority } = await import('../ledger/open-authority.ts');
    const { mailParts, startWork } = await import('../work.ts');
    const { verifyGently } = await import('../verify-elsewhere.ts');
    const ledger = await openLedger(store, config, print);
    metrics.noteSigning(ledger !== undefined);
    const policy = await namePolicy(store, config);
    const authority = await openAuthority(config);
    const verifyWhole = verifyGently(database.url, policy?.text);
    const parts = {
      signer: ledger?.signer,
      policy,
      authority,
      keysDir: config.keysDir,
      mail: mailParts(config),
      verifyWhole,
      onJob: metrics.onJob,
    };
    const background = await startWork(ledger === undefined ? store : { ...store, ledger }, parts);
    running.add(background.stop);
    if (config.metricsPort !== undefined) {
      const { serveMetrics } = await import('../metrics/serve-metrics.ts');
      running.add((await serveMetrics(metrics, config.metricsPort, config.metricsToken)).stop);
    }
    print(say('say.workerReady'));
  });
}
