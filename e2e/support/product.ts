import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** A product started for tests, in a data folder of its own. */
export interface Product {
  readonly url: string;
  readonly dataDir: string;
  readonly pid: number;
  /** Ends it as Ctrl-C would and removes its folder. */
  stop(): Promise<void>;
}

const START_MS = 90_000;
const STOP_MS = 30_000;
const root = path.resolve(import.meta.dirname, '../..');

/** What a product is told besides being a demonstration; the port is any free one unless named. */
export interface ProductOptions {
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the product in demo mode and returns once it prints its address. */
export async function startProduct({ port = 0, env = {} }: ProductOptions = {}): Promise<Product> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'khoithong-e2e-'));
  const program = path.join(root, 'bin/khoithong.mjs');
  // Its own session: Ctrl-C at the test runner leaves the ending to us.
  const child = spawn(process.execPath, [program, 'start', '--demo', '--port', String(port), '--data', dataDir], {
    cwd: root,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = async () => {
    await endChild(child);
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    return { url: await readAddress(child), dataDir, pid: child.pid ?? 0, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Playwright's global setup: one product for all browser tests; its address is in BASE_URL, its folder in E2E_DATA_DIR. */
export default async function setup(): Promise<() => Promise<void>> {
  const product = await startProduct();
  process.env['BASE_URL'] = product.url;
  process.env['E2E_DATA_DIR'] = product.dataDir;
  return () => product.stop();
}

function readAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (why: string) => reject(new Error(`${why}\n${output}`));
    const timer = setTimeout(() => fail(`The product did not print its address within ${START_MS / 1000} s:`), START_MS);
    const read = (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-20_000);
      const address = /http:\/\/localhost:\d+/.exec(output)?.[0];
      if (!address) return;
      clearTimeout(timer);
      resolve(address);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      fail(`The product ended with ${code ?? signal} instead of printing its address:`);
    });
  });
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGINT');
  const hurry = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(hurry);
}
