/** For commands that do one thing on the database and go. */
import type { Store } from '../store/store.ts';
import type { CommandContext } from './command.ts';
import { openDatabase, toDatabaseProblem } from './database.ts';
import { openStore, requireSchema } from './installation.ts';
import { print } from './words.ts';

/** Runs work on the installation's database, beside a running program or alone, and lets go of it. What it says on the way goes to the error stream. */
export async function withStore<T>(
  { config, root }: Pick<CommandContext, 'config' | 'root'>,
  work: (store: Store, url: string) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(config, {
    mayCreate: false,
    mayShare: true,
    log: (sentence) => print(sentence, process.stderr),
  });
  try {
    await requireSchema(database, root);
    const store = openStore(database.url, 'app_worker', 4);
    try {
      return await work(store, database.url);
    } catch (error) {
      throw toDatabaseProblem(error, database.url);
    } finally {
      await store.pool.end();
    }
  } finally {
    await database.stop();
  }
}
