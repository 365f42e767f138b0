/** `khoithong start`: database, web site and background work in one program. */

import { formatStamp } from '../../kernel/format.ts';
import { asInstant } from '../../kernel/time.ts';
import { readCopiedAt } from '../../store/copy.ts';
import { hasNoAccount } from '../accounts.ts';
import { choosePort } from '../address.ts';
import type { CommandContext } from '../command.ts';
import { type OpenDatabase, openDatabase } from '../database.ts';
import { openStore, prepareProvince, prepareSchema, readHolding } from '../installation.ts';
import { readVersion } from '../root.ts';
import { runUntilStopped } from '../running.ts';
import type { ServedWeb } from '../serve-web.ts';
import { print, say } from '../words.ts';

/** Starts everything, says where it is, and stops everything in order when asked to. */
export async function start({ config, root }: CommandContext): Promise<number> {
  const port = await choosePort(config);
  return runUntilStopped(async (running) => {
    const database = await openDatabase(config, { mayCreate: true, mayShare: false, log: print });
    running.add(database.stop);
    const applied = await prepareSchema(database, { config, root, log: print });
    if (applied.length > 0) print(say('say.migrated', { count: applied.length }));
    const work = openStore(database.url, 'app_worker', 6);
    running.add(() => work.pool.end());
    const copiedAt = await readCopiedAt(work.pool);
    if (copiedAt !== null) print(say('say.readOnlyCopy', { at: formatStamp(asInstant(copiedAt)) }));
    const { isDemo } =
      copiedAt === null ? await prepareProvince(database, work, { config, root, log: print }) : await readHolding(work.pool);
    const { createMetrics } = await import('../metrics/product-metrics.ts');
    const metrics = createMetrics(readVersion(root), 'start');
    running.add(async () => metrics.stop());
    const store = openStore(database.url, 'app_web', 10, metrics.watch);
    running.add(() => store.pool.end());
    metrics.addPool('web', store.pool);
    metrics.addPool('worker', work.pool);
    metrics.addCondition(work);
    const { openLedger } = await import('../ledger/open-ledger.ts');
    const { namePolicy } = await import('../ledger/name-policy.ts');
    const { openAuthority } = await import('../ledger/open-authority.ts');
    const { mailParts, startWork, settleNow } = await import('../work.ts');
    const { verifyGently } = await import('../verify-elsewhere.ts');
    const { serveWeb } = await import('../serve-web.ts');
    const ledger = copiedAt === null ? await openLedger(work, config, print) : undefined;
    if (copiedAt === null) metrics.noteSigning(ledger !== undefined);
    const policy = copiedAt === null ? await namePolicy(work, config) : undefined;
    const authority = await openAuthority(config);
    const web = await serveWeb(config, {
      store: ledger === undefined ? store : { ...store, ledger },
      root,
      port,
      isDemo: isDemo === true && config.demo,
      metrics,
      onClockMoved: () => settleNow(work),
    });
    running.add(web.stop);
    if (port !== config.port) print(say('say.nextPort', { taken: config.port, port }));
    // After the site answers: nobody waits for the first page because a late job is being settled.
    if (copiedAt === null) {
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
      const working = ledger === undefined ? work : { ...work, ledger };
      const background = await startWork({ ...working, watch: metrics.watch }, parts);
      running.add(background.stop);
    }
    announce(web, {
      isEmbedded: database.isEmbedded,
      isUnaskedDemo: isDemo === true && !config.demo,
      publicUrl: config.publicUrl,
    });
    if (isDemo !== true && copiedAt === null && (await hasNoAccount(database.url, store.tenant)))
      hintAtFirstAccount(database, config.dataDir);
  });
}

function announce(
  web: ServedWeb,
  about: { readonly isEmbedded: boolean; readonly isUnaskedDemo: boolean; readonly publicUrl: string | undefined },
): void {
  print(say('say.ready'));
  process.stdout.write(
    `\n    http://localhost:${web.port}\n${about.publicUrl === undefined ? '' : `    ${about.publicUrl}\n`}\n`,
  );
  if (web.personas.length > 0) {
    print(say('say.personas'));
    for (const p of web.personas) process.stdout.write(`    ${p.name}: ${p.post.vi}\n      ${p.post.en}\n`);
    process.stdout.write('\n');
  }
  if (about.isUnaskedDemo) print(say('say.demoDataHere'));
  if (about.isEmbedded) print(say('say.trial'));
  print(say('say.howToStop'));
}

function hintAtFirstAccount({ isEmbedded }: OpenDatabase, dataDir: string): void {
  print(say('say.nobodyYet'));
  const place = isEmbedded ? ` --data "${dataDir}"` : '';
  process.stdout.write(`\n    npx khoithong account --first --name "…" --login …${place}\n\n`);
}
