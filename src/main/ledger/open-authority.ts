/** The authority that stamps the ledger of this installation, as its administrator named it. */
import { readFile } from 'node:fs/promises';
import type { TimeStampAuthority } from '../../ledger/time-stamp.ts';
import type { Config } from '../config.ts';
import { fileProblem } from '../file-problem.ts';

/** Reads what it is trusted by; undefined where none is named. @throws {StartProblem} the file cannot be read */
export async function openAuthority({ timeStamps }: Pick<Config, 'timeStamps'>): Promise<TimeStampAuthority | undefined> {
  if (timeStamps === undefined) return undefined;
  const { url, ca: file } = timeStamps;
  if (file === undefined) return { url };
  const ca = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw fileProblem('problem.noFile', file, error);
  });
  return { url, ca };
}
