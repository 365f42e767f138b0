import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Binaries } from './binaries.ts';
import type { ClusterFiles } from './files.ts';
import { nameForAccount } from './files.ts';
import { clusterProblem, reasonOf } from './problem.ts';
import type { SystemAccount } from './system-account.ts';

/** The environment of every PostgreSQL program we start: nothing of ours, nothing that depends on the machine's language. */
export const bareEnvironment = { PATH: '/usr/bin:/bin', LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', TZ: 'UTC' };

/**
 * Creates the cluster (UTF8, C.UTF-8, checksums, scram) with a random superuser password kept in a file of mode 600.
 * Built aside and renamed into place, so that a start cut off in between leaves nothing half made.
 * @throws {cluster.initialiseFailed}
 */
export async function initialiseCluster(
  files: ClusterFiles,
  binaries: Binaries,
  account: SystemAccount | undefined,
  durable: boolean,
): Promise<void> {
  await removeUnfinished(files);
  const aside = `${files.cluster}.new-${process.pid}`;
  const secret = `${files.password}.new-${process.pid}`;
  const password = randomBytes(24).toString('base64url');
  try {
    await mkdir(aside, { mode: 0o700 });
    await writeFile(secret, password, { mode: 0o600 });
    if (account) await Promise.all([aside, secret].map((file) => chown(file, account.uid, account.gid)));
    await runInitdb(aside, secret, binaries, account, durable);
    await rm(secret);
    await storePassword(files, password);
    await rename(aside, files.cluster);
  } catch (error) {
    await Promise.all([aside, secret].map((file) => rm(file, { recursive: true, force: true })));
    throw clusterProblem('initialiseFailed', { folder: files.dataDir, reason: reasonOf(error) }, error);
  }
}

/** Gives the superuser of a stopped cluster a new password, for when the file that kept it is lost. */
export async function renewPassword(
  files: ClusterFiles,
  binaries: Binaries,
  account: SystemAccount | undefined,
): Promise<string> {
  const password = randomBytes(24).toString('base64url');
  const name = nameForAccount(files.cluster, account);
  const args = ['--single', '-D', name, '-c', 'log_min_messages=fatal', 'postgres'];
  await run(binaries.postgres, args, files.cluster, account, { input: `alter role postgres password '${password}'\n` });
  await storePassword(files, password);
  return password;
}

async function storePassword(files: ClusterFiles, password: string): Promise<void> {
  const aside = `${files.password}.${process.pid}.tmp`;
  await writeFile(aside, `${password}\n`, { mode: 0o600 });
  await rename(aside, files.password);
}

async function removeUnfinished(files: ClusterFiles): Promise<void> {
  const unfinished = [`${path.basename(files.cluster)}.new-`, `${path.basename(files.password)}.new-`];
  for (const name of await readdir(files.dataDir)) {
    if (unfinished.some((start) => name.startsWith(start)))
      await rm(path.join(files.dataDir, name), { recursive: true, force: true });
  }
}

async function runInitdb(
  folder: string,
  secret: string,
  binaries: Binaries,
  account: SystemAccount | undefined,
  durable: boolean,
): Promise<void> {
  const args = ['-D', nameForAccount(folder, account), '--username=postgres', '--pwfile=/dev/stdin', '--auth=scram-sha-256'];
  args.push('--encoding=UTF8', '--locale=C.UTF-8', '--data-checksums', '--no-instructions');
  if (!durable) args.push('--no-sync');
  // Handed over as an open file, because the account may have no path to it.
  const handle = await open(secret, 'r');
  try {
    await run(binaries.initdb, args, folder, account, { inputFile: handle.fd });
  } finally {
    await handle.close();
  }
}

type Input = { readonly input: string } | { readonly inputFile: number };

function run(program: string, args: string[], cwd: string, account: SystemAccount | undefined, input: Input): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      ...account,
      env: bareEnvironment,
      stdio: ['inputFile' in input ? input.inputFile : 'pipe', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
    });
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(output.trim() || `${path.basename(program)} ended with ${code}`)),
    );
    if ('input' in input) child.stdin?.end(input.input);
  });
}
