/** CPU time and memory of processes, from /proc: what a step costs does not depend on who else uses the machine. */
import { readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;

function statOf(pid: number): { readonly parent: number; readonly millis: number; readonly withDead: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold spaces.
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [user = 0, system = 0, deadUser = 0, deadSystem = 0] = fields.slice(11, 15);
    const toMillis = (ticks: number): number => (ticks * 1000) / TICKS_PER_SECOND;
    return { parent: fields[1] ?? 0, millis: toMillis(user + system), withDead: toMillis(user + system + deadUser + deadSystem) };
  } catch {
    return undefined;
  }
}

/** CPU milliseconds spent so far by a process and everything it started, ended children included. */
export function cpuOfTree(root: number): number {
  const own = statOf(root);
  if (!own) return 0;
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => statOf(Number(name)))
    .filter((stat) => stat?.parent === root);
  return own.withDead + children.reduce((sum, stat) => sum + (stat?.withDead ?? 0), 0);
}

/** Resident memory of a process in MB. */
export function residentMegabytes(pid: number): number {
  const line = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1] ?? 0) / 1024;
}

/** Processor time of the machine so far, and what of it others took who share the hardware; in ticks. */
export function machineTime(): { readonly all: number; readonly stolen: number } {
  const ticks = (readFileSync('/proc/stat', 'utf8').split('\n', 1)[0] ?? '').split(/ +/).slice(1, 9).map(Number);
  return { all: ticks.reduce((sum, each) => sum + each, 0), stolen: ticks[7] ?? 0 };
}
