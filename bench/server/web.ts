/** The real web program in a process of its own, as an installation runs it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { findRoot } from '../../src/main/root.ts';

/** A web program that answers. */
export interface WebProgram {
  readonly origin: string;
  readonly pid: number;
  readonly startMillis: number;
  stop(): Promise<void>;
}

const root = findRoot(import.meta.url);

/** Starts `khoithong web` on a prepared database and waits until it says that it is ready. */
export async function startWebProgram(databaseUrl: string, dataDir: string): Promise<WebProgram> {
  const began = performance.now();
  const args = [path.join(root, 'bin/khoithong.mjs'), 'web', '--port', '0', '--data', dataDir];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, DATABASE_URL: databaseUrl, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const port = await readPort(child);
  const origin = `http://127.0.0.1:${port}`;
  await fetch(`${origin}/readyz`).then((answer) => answer.arrayBuffer());
  return {
    origin,
    pid: child.pid ?? 0,
    startMillis: performance.now() - began,
    async stop() {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGINT');
      await ended;
    },
  };
}

function readPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer): void => {
      output = (output + chunk.toString('utf8')).slice(-10_000);
      const port = /http:\/\/localhost:(\d+)/.exec(output)?.[1];
      if (port !== undefined) resolve(Number(port));
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => reject(new Error(`the web program ended with ${code}:\n${output}`)));
  });
}
