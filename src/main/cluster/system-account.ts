import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { clusterProblem } from './problem.ts';

/** The system account PostgreSQL runs as when the program itself runs as root. */
export interface SystemAccount {
  readonly uid: number;
  readonly gid: number;
}

/** Returns the account PostgreSQL must run as, or undefined when the program's own account will do. */
export function accountFor(clusterFolder: string): SystemAccount | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(clusterFolder, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const account = findAccount('postgres') ?? createAccount('postgres') ?? findAccount('nobody');
  if (!account) throw clusterProblem('noSystemUser', {});
  return account;
}

/** Tells whether the account may reach the file by its path, judged by the mode bits of every folder above it. */
export function mayReach(file: string, account: SystemAccount | undefined): boolean {
  if (!account) return true;
  let folder = path.dirname(path.resolve(file));
  if (!hasBits(file, account, 4)) return false;
  for (;;) {
    if (!hasBits(folder, account, 1)) return false;
    const above = path.dirname(folder);
    if (above === folder) return true;
    folder = above;
  }
}

function hasBits(file: string, account: SystemAccount, wanted: number): boolean {
  const info = statSync(file, { throwIfNoEntry: false });
  if (!info) return false;
  const shift = info.uid === account.uid ? 6 : info.gid === account.gid ? 3 : 0;
  return ((info.mode >> shift) & wanted) === wanted;
}

function findAccount(name: string): SystemAccount | undefined {
  // initdb looks its account up by number, so an account that is not in the system's list is of no use.
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

function createAccount(name: string): SystemAccount | undefined {
  spawnSync('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--home-dir',
    '/nonexistent',
    '--shell',
    '/usr/sbin/nologin',
    name,
  ]);
  return findAccount(name);
}
