/** Runs the built command line as its user does: a process of its own, its output and its exit code. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import path from 'node:path';
import { findRoot } from '../root.ts';

const root = findRoot(import.meta.url);
const program = path.join(root, 'dist/khoithong.js');

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Starts one command and returns at once; the tests' own database is never handed on by accident. */
export function startCli(args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcessWithoutNullStreams {
  const { DATABASE_URL: _, ...own } = process.env;
  return spawn(process.execPath, [program, ...args], { cwd: root, env: { ...own, ...env } });
}

/** Runs one command to its end; `typed` is all it can read of whoever sits before it. */
export function runCli(args: readonly string[], env: Readonly<Record<string, string>> = {}, typed = ''): Promise<Ended> {
  const child = startCli(args, env);
  // A command that ends without listening is not waiting for it.
  child.stdin.on('error', () => undefined);
  child.stdin.end(typed);
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
