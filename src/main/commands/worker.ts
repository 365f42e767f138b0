/** `khoithong worker`: the background work alone. */
import type { CommandContext } from '../command.ts';
import { findCopiedAt } from '../copied-at.ts';
import { openDatabase } from '../database.ts';
import { openStore, requireSchema } from '../installation.ts';
import { runUntilStopped } from '../running.ts';
import { print, problem, say } from '../words.ts';

/** Works until told to stop; as many may run beside each other as one likes. */
export async function worker({ config, root }: CommandContext): Promise<number> {
  return runUntilStopped(async (running) => {
    const database = await openDatabase(config, { mayCreate: false, mayShare: true, log: print });
    running.add(database.stop);
    await requireSchema(database, root);
    if ((await findCopiedAt(database.url)) !== null) throw problem('problem.copyNoWork');
    const store = openStore(database.url, 'app_worker', 6);
    running.add(() => store.pool.end());
    const { startWork } = await import('../work.ts');
    const background = await startWork(store);
    running.add(background.stop);
    print(say('say.workerReady'));
  });
}
