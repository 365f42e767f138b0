/** Verifying on every processor of the machine: a process for each but the one that asks. */
import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StretchReport, VerifyElsewhere } from '../store/verify.ts';
import type { VerifyAnswer, VerifyTask } from './verify-child.ts';

/** Each of them keeps PostgreSQL busy as well: beyond a few they would only wait for it. */
const MOST = 4;

/** The processes that can help verify the database of a URL. Each is started when it is asked and ends with its answer. */
export function verifyingProcesses(url: string): readonly VerifyElsewhere[] {
  const count = Math.min(availableParallelism(), MOST) - 1;
  return Array.from({ length: count }, () => (stretch, onDossiers, signal) => askChild({ url, stretch }, onDossiers, signal));
}

function askChild(task: VerifyTask, onDossiers: (done: number) => void, signal: AbortSignal): Promise<StretchReport> {
  return new Promise((resolve, reject) => {
    const { file, execArgv } = findChild();
    const child = fork(file, [], { execArgv, serialization: 'advanced' });
    signal.addEventListener('abort', () => child.kill(), { once: true });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`a verifying process ended with ${code} and said nothing`)));
    child.on('message', (said: VerifyAnswer) => {
      if ('done' in said) onDossiers(said.done);
      else if ('failed' in said) reject(new Error(said.failed));
      else resolve(said.report);
    });
    child.send(task);
  });
}

/** Beside the running program: bundled in dist/, or the source next to this file. */
function findChild(): { readonly file: string; readonly execArgv: string[] } {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const bundled = [here, path.dirname(here)].map((folder) => path.join(folder, 'verify-child.js')).find(existsSync);
  if (bundled !== undefined) return { file: bundled, execArgv: [] };
  return { file: path.join(here, 'verify-child.ts'), execArgv: ['--import', 'tsx'] };
}
