/** Brings an archive into a database: everything is checked before anything is written, and undone when it does not verify. */
import path from 'node:path';
import { formatStamp } from '../kernel/format.ts';
import { asInstant } from '../kernel/time.ts';
import { checkArchive } from '../store/archive/check-archive.ts';
import { type ArchiveUse, checkReadable, loadArchive } from '../store/archive/load-archive.ts';
import type { Manifest } from '../store/archive/manifest.ts';
import { syncTenant } from '../store/migrate.ts';
import { toArchiveProblem } from './archive-problem.ts';
import type { CommandContext } from './command.ts';
import { openDatabase, toDatabaseProblem } from './database.ts';
import { openStore } from './installation.ts';
import { PLACE, TENANT } from './province.ts';
import { productRegistry } from './registry.ts';
import { dropSetAside, makeRoom, putBack } from './restore/set-aside.ts';
import type { Sentence } from './start-problem.ts';
import { sayProgress } from './take-archive.ts';
import { untilInterrupted } from './until-interrupted.ts';
import { printReport, verifyAloud } from './verify-aloud.ts';
import { print, problem, say, usageProblem } from './words.ts';

const tell = (sentence: Sentence) => print(sentence, process.stderr);

/** Restores or copies the archive named by --from. @throws {StartProblem} the database is as it was */
export async function bringIn({ config, values, root }: CommandContext, use: ArchiveUse): Promise<number> {
  const from = values['from'];
  if (typeof from !== 'string' || from.trim() === '') throw usageProblem('usage.fromNeeded');
  const file = path.resolve(from);
  return untilInterrupted(async (signal) => {
    try {
      const manifest = await examine(file, root, signal);
      const database = await openDatabase(config, { mayCreate: true, mayShare: false, log: tell });
      try {
        await makeRoom(database.url, values['replace'] === true);
        const load = {
          url: database.url,
          root,
          file,
          manifest,
          registry: productRegistry,
          use,
          onProgress: sayProgress(tell),
          signal,
        };
        await fill(load, values['accept-differences'] === true).catch(async (error: unknown) => {
          await putBack(database.url);
          throw error;
        });
        await dropSetAside(database.url);
      } catch (error) {
        throw toDatabaseProblem(toArchiveProblem(error, file), database.url);
      } finally {
        await database.stop();
      }
      sayWhatNow(manifest, use);
      return 0;
    } catch (error) {
      throw toArchiveProblem(error, file);
    }
  });
}

async function examine(file: string, root: string, signal: AbortSignal): Promise<Manifest> {
  tell(say('say.examining', { file }));
  const manifest = await checkArchive(file, { onProgress: sayProgress(tell), signal });
  await checkReadable(manifest, { root, tenant: TENANT, registry: productRegistry });
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  print(say('say.examined', { at: formatStamp(asInstant(manifest.takenAt)), program: manifest.program, rows }));
  return manifest;
}

async function fill(load: Parameters<typeof loadArchive>[0], acceptsDifferences: boolean): Promise<void> {
  await loadArchive(load);
  if (load.use === 'restore') await syncTenant(load.url, TENANT, PLACE, productRegistry);
  const store = openStore(load.url, 'app_worker', 2);
  try {
    const verified = await verifyAloud(store, load.url);
    printReport(verified);
    if (verified.report.found > 0 && !acceptsDifferences) throw problem('problem.restoredDiffers');
  } finally {
    await store.pool.end();
  }
}

function sayWhatNow({ content }: Manifest, use: ArchiveUse): void {
  print(say(use === 'copy' ? 'say.copied' : 'say.restored'));
  if (content === 'export') print(say('say.noAccountsInside'));
}
