/** Verifying in processes of their own: on every processor for whoever waits, in one that gives way to all others by night. */
import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism, constants, setPriority } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { VerifyWhole } from '../jobs/nightly.ts';
import type { VerifyElsewhere } from '../store/verify.ts';
import type { VerifyAnswer, VerifyTask } from './verify-child.ts';

/** Each of them keeps PostgreSQL busy as well: beyond a few they would only wait for it. */
const MOST = 4;

/** The processes that can help verify the database of a URL. Each is started when it is asked and ends with its answer. */
export function verifyingProcesses(url: string): readonly VerifyElsewhere[] {
  const count = Math.min(availableParallelism(), MOST) - 1;
  return Array.from(
    { length: count },
    (): VerifyElsewhere => (stretch, onDossiers, signal) =>
      askChild({ url, stretch }, { signal, onDossiers }, (said) => ('report' in said ? said.report : undefined)),
  );
}

/** One process that verifies the whole record of the database of a URL, gently: whoever works by night comes first. */
export function verifyGently(url: string, policy: string | undefined): VerifyWhole {
  return (signal) =>
    askChild({ url, whole: { policy } }, { signal, isGentle: true }, (said) => ('checked' in said ? said.checked : undefined));
}

interface Asking {
  readonly signal: AbortSignal;
  readonly onDossiers?: (done: number) => void;
  readonly isGentle?: true;
}

/** @param read what the answer is, where it is the one that was waited for */
function askChild<T>(
  task: VerifyTask,
  { signal, onDossiers, isGentle }: Asking,
  read: (said: VerifyAnswer) => T | undefined,
): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const child = fork(findChild(), [], { execArgv: [], serialization: 'advanced' });
    if (isGentle && child.pid !== undefined) giveWay(child.pid);
    signal.addEventListener('abort', () => child.kill(), { once: true });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`a verifying process ended with ${code} and said nothing`)));
    child.on('message', (said: VerifyAnswer) => {
      if ('done' in said) return onDossiers?.(said.done);
      if ('failed' in said) return reject(new Error(said.failed));
      const wanted = read(said);
      if (wanted !== undefined) resolve(wanted);
    });
    child.send(task);
  });
}

function giveWay(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // Ended already, or not allowed here: then it verifies beside the others.
  }
}

/** Finds the built child: beside the running program, or in the checkout's dist/ when this very source runs, as in tests. */
function findChild(): string {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const places = [here, path.dirname(here), path.resolve(here, '../../dist')];
  const file = places.map((place) => path.join(place, 'verify-child.js')).find(existsSync);
  if (file === undefined) throw new Error('dist/verify-child.js is not built');
  return file;
}
