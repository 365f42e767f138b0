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
    const child = fork(findChild(), [], { execArgv: [], serialization: 'advanced' });
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

/** Finds the built child: beside the running program, or in the checkout's dist/ when this very source runs, as in tests. */
function findChild(): string {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const places = [here, path.dirname(here), path.resolve(here, '../../dist')];
  const file = places.map((place) => path.join(place, 'verify-child.js')).find(existsSync);
  if (file === undefined) throw new Error('dist/verify-child.js is not built');
  return file;
}
