/** Files a witness must not lose and must not share. */
import { appendFile, type FileHandle, open, readFile, rename, unlink } from 'node:fs/promises';
import path from 'node:path';
import { pid, platform, kill as signal } from 'node:process';
import { WitnessProblem } from './problem.ts';

/** Replaces the file whole: after a crash at any moment it holds the old text or the new one, and the new one once this is done. */
export async function replaceFile(file: string, text: string): Promise<void> {
  const aside = `${file}.${pid}.tmp`;
  await writeThrough(aside, 'w', text);
  await rename(aside, file);
  // The new name, too, is only safe once the folder is written. Windows opens no folders, and keeps names by itself.
  if (platform !== 'win32') await using(await open(path.dirname(path.resolve(file)), 'r'), (folder) => folder.sync());
}

/** Adds the text to the file; a text that matters is on the disk once this is done. */
export async function appendToFile(file: string, text: string, matters: boolean): Promise<void> {
  if (matters) await writeThrough(file, 'a', text);
  else await appendFile(file, text, { mode: 0o600 });
}

async function writeThrough(file: string, flag: 'a' | 'w' | 'wx', text: string): Promise<void> {
  await using(await open(file, flag, 0o600), async (handle) => {
    await handle.writeFile(text);
    await handle.sync();
  });
}

async function using(handle: FileHandle, work: (handle: FileHandle) => Promise<void>): Promise<void> {
  try {
    await work(handle);
  } finally {
    await handle.close();
  }
}

/** That no other process of this machine works on the file. */
export interface Hold {
  /** Throws if the hold was taken away. */
  check(): Promise<void>;
  release(): Promise<void>;
}

/** A process that died left its number to others, so that our own number in a lock need not mean us. */
const held = new Set<string>();

/** Holds the file against other processes, or throws. What a dead process held is free. */
export async function holdFile(file: string): Promise<Hold> {
  const lock = path.resolve(`${file}.lock`);
  const mine = `${pid} ${Date.now()}\n`;
  if (!(await take(lock, mine))) {
    const other = await readFile(lock, 'utf8').catch(() => '');
    if (held.has(lock) || isAlive(Number.parseInt(other, 10))) throw new WitnessProblem('state-in-use', file);
    await unlink(lock).catch(() => undefined);
    if (!(await take(lock, mine))) throw new WitnessProblem('state-in-use', file);
  }
  held.add(lock);
  const isMine = async () => (await readFile(lock, 'utf8').catch(() => '')) === mine;
  return {
    check: async () => {
      if (!(await isMine())) throw new WitnessProblem('state-lost-hold', file);
    },
    release: async () => {
      if (await isMine()) await unlink(lock);
      held.delete(lock);
    },
  };
}

async function take(lock: string, text: string): Promise<boolean> {
  try {
    await writeThrough(lock, 'wx', text);
    return true;
  } catch (problem) {
    if (hasCode(problem, 'EEXIST')) return false;
    throw problem;
  }
}

function isAlive(other: number): boolean {
  if (!Number.isSafeInteger(other) || other <= 0 || other === pid) return false;
  try {
    return signal(other, 0);
  } catch (problem) {
    return !hasCode(problem, 'ESRCH');
  }
}

/** Whether the system says this of an operation. */
export function hasCode(problem: unknown, code: string): boolean {
  return problem instanceof Error && 'code' in problem && problem.code === code;
}
