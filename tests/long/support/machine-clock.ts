/** The clock of the machine, as the processes of one installation see it: web, worker and PostgreSQL alike. */
import { chmodSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A clock that can be put forward and back. */
export interface MachineClock {
  /** What a process needs in its environment to live by this clock. */
  readonly environment: Readonly<Record<string, string>>;
  /** So many seconds ahead of the true time, or behind where negative; processes see it at once. */
  put(secondsAhead: number): void;
  remove(): void;
}

/** Opens a clock on libfaketime (Debian: `faketime`); undefined where it is not installed. */
export function openMachineClock(): MachineClock | undefined {
  const library = findLibrary();
  if (library === undefined) return undefined;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'khoithong-clock-'));
  // PostgreSQL runs under an account of its own.
  chmodSync(folder, 0o755);
  const file = path.join(folder, 'ahead');
  const put = (secondsAhead: number): void => {
    writeFileSync(`${file}.new`, `${secondsAhead < 0 ? '-' : '+'}${Math.abs(secondsAhead)}s\n`);
    renameSync(`${file}.new`, file);
  };
  put(0);
  return {
    environment: {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: file,
      // Every process lives by the same clock, or an act would get its moment from one and its place from another.
      FAKETIME_NO_CACHE: '1',
      // What counts since the start of the machine goes on as it does when somebody sets the clock.
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      NO_FAKE_STAT: '1',
    },
    put,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function findLibrary(): string | undefined {
  const root = '/usr/lib';
  if (process.platform !== 'linux' || !existsSync(root)) return undefined;
  return readdirSync(root)
    .map((name) => path.join(root, name, 'faketime/libfaketimeMT.so.1'))
    .find((file) => existsSync(file));
}
