/** The newest backup this installation knows of, by the names `khoithong backup` gives. */
import { readdir } from 'node:fs/promises';
import { asInstant, type Instant } from '../kernel/time.ts';

const NAME = /^khoithong-backup-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)\.(\d{3})Z\.tar$/;

/** Its moment; undefined where the folder holds none or cannot be read. */
export async function findLastBackup(folder: string): Promise<Instant | undefined> {
  const names = await readdir(folder).catch(() => []);
  const newest = names
    .filter((name) => NAME.test(name))
    .sort()
    .at(-1);
  return newest === undefined ? undefined : asInstant(newest.replace(NAME, '$1-$2-$3T$4:$5:$6.$7Z'));
}
