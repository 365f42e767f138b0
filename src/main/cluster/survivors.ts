import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sentence } from '../start-problem.ts';
import { clusterProblem, say } from './problem.ts';

/** What a running postmaster says about itself in its data folder. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

const PATIENCE_MS = 30_000;
const LAST_PATIENCE_MS = 10_000;

/** Returns the postmaster named in the cluster's postmaster.pid when that process really serves this folder, else null. */
export function findPostmaster(clusterFolder: string): Postmaster | null {
  const named = readPidFile(clusterFolder);
  return named && isServing(named.pid, clusterFolder) ? named : null;
}

/** Guarantees that no PostgreSQL process of an earlier run works on the folder, and that a misleading pid file is gone. */
export async function stopSurvivors(clusterFolder: string, log: (sentence: Sentence) => void): Promise<void> {
  const named = readPidFile(clusterFolder);
  const survivors = processesIn(clusterFolder);
  if (named && isServing(named.pid, clusterFolder)) {
    log(say('stoppingSurvivor', { pid: named.pid }));
    await endProcess(named.pid, clusterFolder);
  }
  // Backends notice the death of their postmaster within moments; one that does not must not write beside a new server.
  for (const pid of survivors) {
    if (!(await hasLeft(pid, clusterFolder, named ? 2_000 : 5_000))) await endProcess(pid, clusterFolder);
  }
  // PostgreSQL itself clears a stale file except when the number now belongs to a strange process of the same account.
  if (named && isRunning(named.pid)) await rm(path.join(clusterFolder, 'postmaster.pid'), { force: true });
}

/** Ends one PostgreSQL process: first the fast way that rolls back and writes a checkpoint, then the abrupt one. */
async function endProcess(pid: number, clusterFolder: string): Promise<void> {
  for (const [signal, patience] of [
    ['SIGINT', PATIENCE_MS],
    ['SIGQUIT', LAST_PATIENCE_MS],
  ] as const) {
    if (isServing(pid, clusterFolder)) sendSignal(pid, signal);
    if (await hasLeft(pid, clusterFolder, patience)) return;
  }
  throw clusterProblem('survivorStuck', { pid });
}

async function hasLeft(pid: number, clusterFolder: string, patience: number): Promise<boolean> {
  const until = Date.now() + patience;
  while (isServing(pid, clusterFolder)) {
    if (Date.now() > until) return false;
    await sleep(25);
  }
  return true;
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended between the look and the signal, or is not ours to end; the caller looks again.
  }
}

function readPidFile(clusterFolder: string): Postmaster | null {
  try {
    const lines = readFileSync(path.join(clusterFolder, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    return Number.isInteger(pid) && pid > 1 ? { pid, port: Number(lines[3]) } : null;
  } catch {
    return null;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** A PostgreSQL process works inside its data folder; that tells it from any other process with the same number. */
function isServing(pid: number, clusterFolder: string): boolean {
  if (process.platform !== 'linux') return isRunning(pid);
  try {
    return (
      readlinkSync(`/proc/${pid}/cwd`) === realpathSync(clusterFolder) &&
      readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres')
    );
  } catch {
    return false;
  }
}

function processesIn(clusterFolder: string): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid > 1 && isServing(pid, clusterFolder));
}
