import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Binaries } from './binaries.ts';
import type { ClusterFiles } from './files.ts';
import { nameForAccount } from './files.ts';
import { bareEnvironment } from './initialise.ts';
import { clusterProblem, reasonOf } from './problem.ts';
import { serverSettings } from './settings.ts';
import type { SystemAccount } from './system-account.ts';

/** A postmaster started by this process and ready for connections. */
export interface Server {
  readonly pid: number;
  readonly port: number;
  /** Ends every connection, writes a checkpoint and waits until the server is gone. */
  stop(): Promise<void>;
}

const FAST_STOP_MS = 30_000;
const LOG_LIMIT_BYTES = 5_000_000;
const PORT_TRIES = 5;

/** Starts PostgreSQL on the wished port, or on a free one. @throws {cluster.portTaken} {cluster.startFailed} */
export async function launchServer(
  files: ClusterFiles,
  binaries: Binaries,
  account: SystemAccount | undefined,
  options: {
    readonly port?: number | undefined;
    readonly durable: boolean;
    readonly settings?: Readonly<Record<string, string>> | undefined;
    readonly environment?: Readonly<Record<string, string>> | undefined;
  },
): Promise<Server> {
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await findFreePort());
    const logStart = rotateLog(files.log);
    const child = spawnServer(
      files,
      binaries,
      account,
      serverSettings(port, options.durable, options.settings),
      options.environment,
    );
    if (await becomesReady(child, files)) return serverOf(child, port);
    const output = readFileSync(files.log).subarray(logStart).toString('utf8');
    const portTaken = /could not bind|Address already in use/i.test(output);
    if (portTaken && options.port !== undefined) throw clusterProblem('portTaken', { port });
    // Somebody may take a free port between the look and the start.
    if (!portTaken || attempt === PORT_TRIES)
      throw clusterProblem('startFailed', { logFile: files.log, reason: reasonOf(output) });
  }
}

function spawnServer(
  files: ClusterFiles,
  binaries: Binaries,
  account: SystemAccount | undefined,
  settings: string[],
  environment: Readonly<Record<string, string>> | undefined,
): ChildProcess {
  const log = openSync(files.log, 'a', 0o600);
  try {
    // Its own session: Ctrl-C at the terminal reaches only us, and we stop the server after the last write.
    return spawn(binaries.postgres, ['-D', nameForAccount(files.cluster, account), ...settings], {
      cwd: files.cluster,
      ...account,
      env: { ...bareEnvironment, ...environment },
      detached: true,
      stdio: ['ignore', log, log],
    });
  } finally {
    closeSync(log);
  }
}

async function becomesReady(child: ChildProcess, files: ClusterFiles): Promise<boolean> {
  let ended = false;
  child.once('error', () => {
    ended = true;
  });
  child.once('exit', () => {
    ended = true;
  });
  while (!ended) {
    if (child.pid !== undefined && isReady(files, child.pid)) return true;
    await sleep(15);
  }
  return false;
}

function isReady(files: ClusterFiles, pid: number): boolean {
  try {
    const lines = readFileSync(path.join(files.cluster, 'postmaster.pid'), 'utf8').split('\n');
    return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}

function serverOf(child: ChildProcess, port: number): Server {
  const pid = child.pid ?? 0;
  const ended = new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    child.once('exit', () => resolve());
  });
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  // Also when this process ends in a hurry the server gets its chance to end cleanly.
  const onExit = () => {
    if (isRunning()) child.kill('SIGINT');
  };
  process.once('exit', onExit);
  child.unref();
  return {
    pid,
    port,
    async stop() {
      process.removeListener('exit', onExit);
      child.ref();
      if (isRunning()) child.kill('SIGINT');
      const hurry = setTimeout(() => child.kill('SIGQUIT'), FAST_STOP_MS);
      await ended;
      clearTimeout(hurry);
      child.unref();
    },
  };
}

function rotateLog(file: string): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= LOG_LIMIT_BYTES) return size;
  renameSync(file, `${file}.1`);
  return 0;
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}
