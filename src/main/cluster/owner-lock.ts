import { randomUUID } from 'node:crypto';
import { readFileSync, unlinkSync } from 'node:fs';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { clusterProblem } from './problem.ts';

interface Owner {
  readonly pid: number;
  readonly startedTicks: string | null;
}

/** Holds the data folder for this process until released; a holder that no longer runs is replaced. */
export interface OwnerLock {
  release(): void;
}

/** Most looks at a lock that others are just taking over, and the pause between two. */
const LOOKS = 100;
const PAUSE_MS = 20;

/** Takes the data folder for this process. @throws {cluster.folderOwned} while another live process holds it. */
export async function takeFolder(dataDir: string): Promise<OwnerLock> {
  const mine = JSON.stringify({ pid: process.pid, startedTicks: startedTicks(process.pid) } satisfies Owner);
  const file = path.join(dataDir, 'khoithong.lock');
  const holder = await take(file, mine);
  if (holder !== undefined) throw clusterProblem('folderOwned', { folder: dataDir, pid: holder });
  return { release: () => releaseIfMine(file, mine) };
}

/**
 * Takes a lock file, or tells which live process holds it. A stale lock is replaced only by whoever holds the lock of its
 * succession, `<file>.next`, and only after looking again: between judging a lock stale and replacing it somebody else may
 * have taken it. A succession whose holder was killed is taken over in the same way.
 */
async function take(file: string, mine: string): Promise<number | string | undefined> {
  for (let look = 0; look < LOOKS; look += 1) {
    if (await createWhole(file, mine)) return undefined;
    const held = await readFile(file, 'utf8').catch(() => null);
    if (held === null) continue;
    const owner = parseOwner(held);
    if (owner && isAlive(owner)) return owner.pid;
    if (await succeed(file, held, mine)) return undefined;
  }
  return '?';
}

/** Replaces a lock judged stale. Tells whether this process now holds it. */
async function succeed(file: string, judged: string, mine: string): Promise<boolean> {
  const succession = `${file}.next`;
  if ((await take(succession, mine)) !== undefined) {
    await setTimeout(PAUSE_MS);
    return false;
  }
  try {
    if ((await readFile(file, 'utf8').catch(() => null)) !== judged) return false;
    const whole = await writeAside(file, mine);
    await rename(whole, file);
    return true;
  } finally {
    releaseIfMine(succession, mine);
  }
}

/** Creates the lock with its contents in one step, so that nobody ever reads an empty one. */
async function createWhole(file: string, contents: string): Promise<boolean> {
  const aside = await writeAside(file, contents);
  try {
    await link(aside, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

async function writeAside(file: string, contents: string): Promise<string> {
  const aside = `${file}.${process.pid}.${randomUUID()}`;
  await writeFile(aside, contents, { mode: 0o644 });
  return aside;
}

function releaseIfMine(file: string, mine: string): void {
  try {
    if (readFileSync(file, 'utf8') === mine) unlinkSync(file);
  } catch {
    // A lock that is already gone needs no release.
  }
}

function parseOwner(text: string): Owner | null {
  try {
    const value = JSON.parse(text) as Partial<Owner>;
    return typeof value.pid === 'number' && value.pid > 0 ? { pid: value.pid, startedTicks: value.startedTicks ?? null } : null;
  } catch {
    return null;
  }
}

function isAlive(owner: Owner): boolean {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  // Process numbers are used again, above all in containers: the same number with another start time is somebody else.
  return owner.startedTicks === null || owner.startedTicks === startedTicks(owner.pid);
}

function startedTicks(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // Killed, but not yet buried by its parent: it holds nothing any more.
    return fields[0] === 'Z' ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}
