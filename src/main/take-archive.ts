/** Takes an archive of the installation while it goes on working, saying how far it has come. */
import path from 'node:path';
import type { ArchiveProgress } from '../store/archive/archive-progress.ts';
import type { ArchiveContent } from '../store/archive/tables.ts';
import { type WrittenArchive, writeArchive } from '../store/archive/write-archive.ts';
import { toArchiveProblem } from './archive-problem.ts';
import { TENANT } from './province.ts';
import { productRegistry } from './registry.ts';
import { readVersion } from './root.ts';
import type { Sentence } from './start-problem.ts';
import { untilInterrupted } from './until-interrupted.ts';
import { say } from './words.ts';

/** What is to be taken from where to where. */
export interface TakeWish {
  readonly url: string;
  readonly root: string;
  readonly content: ArchiveContent;
  readonly file: string;
  readonly log: (sentence: Sentence) => void;
}

/** Writes the archive and reads it back. @throws {StartProblem} one sentence; nothing of it stays */
export async function takeArchive(wish: TakeWish): Promise<WrittenArchive> {
  const { url, root, content, file, log } = wish;
  log(say('say.archiving', { file, folder: path.dirname(file) }));
  try {
    return await untilInterrupted((signal) =>
      writeArchive({
        url,
        tenant: TENANT,
        registry: productRegistry,
        content,
        file,
        program: readVersion(root),
        onProgress: sayProgress(log),
        signal,
      }),
    );
  } catch (error) {
    throw toArchiveProblem(error, file);
  }
}

/** Every so often a sentence on how far it has come. */
export function sayProgress(log: (sentence: Sentence) => void): (progress: ArchiveProgress) => void {
  const PROGRESS_MILLIS = 5000;
  const words = { write: 'say.archived', check: 'say.checkedPart', load: 'say.loadedRows' } as const;
  let said = performance.now();
  return ({ step, table, rows }) => {
    if (performance.now() - said < PROGRESS_MILLIS) return;
    said = performance.now();
    log(say(words[step], { table, rows }));
  };
}
