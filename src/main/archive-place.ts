/** Where archives are put, what they are called, and how long those made by the program itself are kept. */
import { readdir, stat, unlink } from 'node:fs/promises';
import path from 'node:path';

/** What an archive was made for; part of its name. */
export type ArchiveReason = 'backup' | 'export' | 'before-upgrade';

/** So many backups made before an upgrade are kept. */
export const UPGRADES_KEPT = 3;

/** The file asked for, or one in the folder asked for with the moment in its name. */
export async function placeArchive(asked: string, reason: ArchiveReason, now: Date): Promise<string> {
  const place = path.resolve(asked);
  const isFolder =
    /[/\\]$/.test(asked) ||
    (await stat(place).then(
      (found) => found.isDirectory(),
      () => false,
    ));
  return isFolder ? path.join(place, nameOf(reason, now)) : place;
}

function nameOf(reason: ArchiveReason, now: Date): string {
  return `khoithong-${reason}-${now.toISOString().replaceAll(/[-:]/g, '')}.tar`;
}

/** Removes all but the newest of one reason in a folder and gives their names; files of any other name are left alone. */
export async function dropOld(folder: string, reason: ArchiveReason, keep: number): Promise<readonly string[]> {
  const name = new RegExp(`^khoithong-${reason}-\\d{8}T\\d{6}\\.\\d{3}Z\\.tar$`);
  const old = (await readdir(folder))
    .filter((file) => name.test(file))
    .sort()
    .reverse()
    .slice(keep);
  for (const file of old) await unlink(path.join(folder, file));
  return old;
}
