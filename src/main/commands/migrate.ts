/** `khoithong migrate`: the schema this program needs, nothing else. */
import type { CommandContext } from '../command.ts';
import { openDatabase } from '../database.ts';
import { prepareSchema } from '../installation.ts';
import { print, say } from '../words.ts';

/** Applies what is missing; doing it twice changes nothing. */
export async function migrateSchema({ config, root }: CommandContext): Promise<number> {
  const database = await openDatabase(config, { mayCreate: true, mayShare: true, log: print });
  try {
    const applied = await prepareSchema(database, { config, root, log: print });
    for (const name of applied) process.stdout.write(`    ${name}\n`);
    print(say('say.migrated', { count: applied.length }));
    return 0;
  } finally {
    await database.stop();
  }
}
