/** Runs the command line as its user does: a process of its own, its output and its exit code. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { findRoot } from '../root.ts';

const root = findRoot(import.meta.url);

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs one command to its end; the tests' own database is never handed on by accident. */
export function runCli(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const { DATABASE_URL: _, ...own } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', path.join(root, 'src/main/cli.ts'), ...args], {
    cwd: root,
    env: { ...own, ...env },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}
