/** No upgrade without a way back: a backup is taken before the first step changes anything. */

import { dropOld, placeArchive, UPGRADES_KEPT } from './archive-place.ts';
import { findCopiedAt } from './copied-at.ts';
import type { Sentence } from './start-problem.ts';
import { takeArchive } from './take-archive.ts';
import { problem, say } from './words.ts';

/** What is about to be upgraded, and where its backup goes. */
export interface UpgradeWish {
  readonly url: string;
  readonly root: string;
  readonly folder: string;
  readonly steps: readonly string[];
  readonly log: (sentence: Sentence) => void;
}

/** Guarantees a backup that was read back. @throws {StartProblem} it could not be written, or a copy would be changed: no upgrade */
export async function backUpBeforeUpgrade({ url, root, folder, steps, log }: UpgradeWish): Promise<void> {
  if ((await findCopiedAt(url)) !== null) throw problem('problem.olderCopy', { name: steps[0] ?? '' });
  log(say('say.upgrading', { count: steps.length, folder, kept: UPGRADES_KEPT }));
  const file = await placeArchive(`${folder}/`, 'before-upgrade', new Date());
  const { rows, bytes } = await takeArchive({ url, root, content: 'backup', file, log });
  log(say('say.archiveWhole', { file, rows, size: (bytes / 1_000_000).toFixed(1) }));
  await dropOld(folder, 'before-upgrade', UPGRADES_KEPT);
}
