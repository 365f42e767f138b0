/** `khoithong demo`: the demo province in an empty database. */
import type { CommandContext } from '../command.ts';
import { openDatabase } from '../database.ts';
import { openStore, prepareProvince, prepareSchema } from '../installation.ts';
import { print, say } from '../words.ts';

/** Loads the province; where it is already, nothing happens; real data is refused. */
export async function demo({ config, root }: CommandContext): Promise<number> {
  const database = await openDatabase(config, { mayCreate: true, mayShare: true, log: print });
  try {
    await prepareSchema(database, { config, root, log: print });
    const store = openStore(database.url, 'app_worker', 4);
    try {
      const { dossiers } = await prepareProvince(database, store, {
        config: { ...config, demo: true, isDemoGiven: true },
        root,
        log: print,
      });
      print(say('say.demoLoaded', { dossiers }));
      return 0;
    } finally {
      await store.pool.end();
    }
  } finally {
    await database.stop();
  }
}
