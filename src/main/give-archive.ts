/** An archive of the installation as a command gives it: taken, read back, told. */
import type { ArchiveContent } from '../store/archive/tables.ts';
import type { CommandContext } from './command.ts';
import { takeArchive } from './take-archive.ts';
import { withStore } from './with-store.ts';
import { print, say } from './words.ts';

/** Takes an archive of the installation and says what it holds. @throws {StartProblem} */
export async function giveArchive({ config, root }: CommandContext, content: ArchiveContent, file: string): Promise<void> {
  const { rows, bytes } = await withStore({ config, root }, (_, url) =>
    takeArchive({ url, root, content, file, log: (sentence) => print(sentence, process.stderr) }),
  );
  print(say('say.archiveWhole', { file, rows, size: (bytes / 1_000_000).toFixed(1) }));
}
