import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { clusterProblem, reasonOf } from './problem.ts';
import type { SystemAccount } from './system-account.ts';
import { mayReach } from './system-account.ts';

/** Where each thing of the cluster lies inside the data folder. */
export interface ClusterFiles {
  readonly dataDir: string;
  readonly cluster: string;
  readonly password: string;
  readonly log: string;
}

/** Returns the places of the cluster's files for a data folder. */
export function filesOf(dataDir: string): ClusterFiles {
  const folder = path.resolve(dataDir);
  return {
    dataDir: folder,
    cluster: path.join(folder, 'postgresql'),
    password: path.join(folder, 'postgresql.password'),
    log: path.join(folder, 'postgresql.log'),
  };
}

/** Guarantees that the data folder exists and can be written to. @throws {cluster.folderUnusable} */
export async function openDataFolder(dataDir: string): Promise<void> {
  try {
    await makeFolder(dataDir);
    const probe = path.join(dataDir, `.probe-${process.pid}`);
    await writeFile(probe, '');
    await rm(probe);
  } catch (error) {
    throw clusterProblem('folderUnusable', { folder: dataDir, reason: reasonOf(error) }, error);
  }
}

/** One level at a time: Node's own recursion never ends where a file system answers that a folder just seen does not exist. */
async function makeFolder(folder: string): Promise<void> {
  const make = () => mkdir(folder, { mode: 0o711 });
  const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;
  try {
    await make();
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return;
    const above = path.dirname(folder);
    if (codeOf(error) !== 'ENOENT' || above === folder || existsSync(above)) throw error;
    await makeFolder(above);
    await make();
  }
}

/** Tells whether the folder holds a finished cluster. @throws {cluster.otherVersion} when another major version made it. */
export async function holdsCluster(files: ClusterFiles, major: string): Promise<boolean> {
  const version = path.join(files.cluster, 'PG_VERSION');
  if (!existsSync(files.cluster)) return false;
  const found = await readFile(version, 'utf8').catch((error: unknown) => {
    throw clusterProblem('folderUnusable', { folder: files.cluster, reason: reasonOf(error) }, error);
  });
  if (found.trim() !== major) throw clusterProblem('otherVersion', { folder: files.dataDir, found: found.trim(), needed: major });
  return true;
}

/** Returns the superuser's password, or null when its file is lost. */
export function readPassword(files: ClusterFiles): string | null {
  try {
    return readFileSync(files.password, 'utf8').trim() || null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw clusterProblem('folderUnusable', { folder: files.password, reason: reasonOf(error) }, error);
  }
}

/**
 * Returns how the account names the cluster's folder to PostgreSQL. Under a home that only root may enter (mode 700) no path
 * leads there for it; the server is started inside the folder by root and names its own working folder instead.
 */
export function nameForAccount(folder: string, account: SystemAccount | undefined): string {
  return mayReach(folder, account) ? folder : '/proc/self/cwd';
}
