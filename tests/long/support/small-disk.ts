/** A file system so small that a test may fill it. */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, statfsSync, writeSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A small disk, and the room on it. */
export interface SmallDisk {
  readonly folder: string;
  /** Takes all the room that is left. */
  fill(): void;
  /** Gives the room back. */
  clear(): void;
  /** Bytes that may still be written. */
  room(): number;
  remove(): void;
}

const CHUNK = Buffer.alloc(64 * 1024);

/**
 * A small disk: the folder named by LONG_SMALL_DISK, an empty file system of one's own, or a piece of memory mounted for the test, which
 * takes root. Gives undefined where neither is to be had.
 */
export function openSmallDisk(megabytes: number): SmallDisk | undefined {
  const own = process.env['LONG_SMALL_DISK'];
  if (own !== undefined && own !== '') return diskAt(own, () => undefined);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'khoithong-small-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'tmpfs', folder]);
  if (mounted.status !== 0) {
    rmdirSync(folder);
    return undefined;
  }
  return diskAt(folder, () => {
    spawnSync('umount', [folder]);
    rmdirSync(folder);
  });
}

function diskAt(folder: string, remove: () => void): SmallDisk {
  const filler = path.join(folder, 'filler');
  return {
    folder,
    fill() {
      const file = openSync(filler, 'a');
      try {
        // A smaller piece may still fit where a larger did not.
        for (let size = CHUNK.length; size >= 512; ) if (!writes(file, size)) size /= 2;
      } finally {
        closeSync(file);
      }
    },
    clear: () => rmSync(filler, { force: true }),
    room() {
      const { bavail, bsize } = statfsSync(folder);
      return bavail * bsize;
    },
    remove,
  };
}

function writes(file: number, size: number): boolean {
  try {
    return writeSync(file, CHUNK, 0, size) === size;
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOSPC' || (error as { code?: string }).code === 'EDQUOT') return false;
    throw error;
  }
}
