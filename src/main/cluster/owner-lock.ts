import { readFileSync, unlinkSync } from 'node:fs';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { clusterProblem } from './problem.ts';

interface Owner {
  readonly pid: number;
  readonly startedTicks: string | null;
}

/** Holds the data folder for this process until released; a holder that no longer runs is replaced. */
export interface OwnerLock {
  release(): void;
}

/** Takes the data folder for this process. @throws {cluster.folderOwned} while another live process holds it. */
export async function takeFolder(dataDir: string): Promise<OwnerLock> {
  const file = path.join(dataDir, 'khoithong.lock');
  const mine = JSON.stringify({ pid: process.pid, startedTicks: startedTicks(process.pid) } satisfies Owner);
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (await createWhole(file, mine)) return { release: () => releaseIfMine(file, mine) };
    const held = await readFile(file, 'utf8').catch(() => null);
    if (held === null) continue;
    const owner = parseOwner(held);
    if (owner && isAlive(owner)) throw clusterProblem('folderOwned', { folder: dataDir, pid: owner.pid });
    await setAside(file, held);
  }
  throw clusterProblem('folderOwned', { folder: dataDir, pid: '?' });
}

/** Creates the lock with its contents in one step, so that nobody ever reads an empty one. */
async function createWhole(file: string, contents: string): Promise<boolean> {
  const aside = `${file}.${process.pid}`;
  await writeFile(aside, contents, { mode: 0o644 });
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

/** Removes a lock judged stale; if another starter replaced it meanwhile, puts that one back. */
async function setAside(file: string, judged: string): Promise<void> {
  const aside = `${file}.stale.${process.pid}`;
  try {
    await rename(file, aside);
    if ((await readFile(aside, 'utf8')) !== judged) await link(aside, file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'ENOENT' && code !== 'EEXIST') throw error;
  } finally {
    await rm(aside, { force: true });
  }
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
