import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findRunningCluster } from './cluster/index.ts';
import { startCli } from './testing/run-cli.ts';

let folder: string;
let child: ChildProcess | undefined;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'khoithong-start-'));
});
afterEach(async () => {
  if (child && child.exitCode === null && child.signalCode === null) {
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function launch(args: readonly string[]): ChildProcess & { readonly text: () => string } {
  const started = startCli(args);
  let text = '';
  for (const stream of [started.stdout, started.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
  }
  return Object.assign(started, { text: () => text });
}

async function start(): Promise<{ readonly url: string; readonly process: ReturnType<typeof launch> }> {
  const started = launch(['start', '--demo', '--port', '0', '--data', folder]);
  child = started;
  for (let waited = 0; waited < 55_000; waited += 50) {
    const url = /http:\/\/localhost:\d+/.exec(started.text())?.[0];
    if (url) return { url, process: started };
    if (started.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(started.text());
}

async function stop(started: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const gone = once(started, 'exit') as Promise<[number | null]>;
  started.kill(signal);
  return (await gone)[0];
}

async function runToEnd(args: readonly string[]): Promise<{ readonly code: number | null; readonly text: string }> {
  const started = launch(args);
  const [code] = (await once(started, 'close')) as [number | null];
  return { code, text: started.text() };
}

describe('the program on the database that comes along', { timeout: 120_000 }, () => {
  test('stops everything on Ctrl-C in the middle of the first start', async () => {
    const started = launch(['start', '--demo', '--port', '0', '--data', folder]);
    child = started;
    while (!started.text().includes('Building the demo province')) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(findRunningCluster(folder)).not.toBeNull();
    expect(await stop(started, 'SIGINT')).toBe(130);
    expect(started.text()).toContain('Stopped.');
    expect(findRunningCluster(folder)).toBeNull();
  });

  test('starts with the demo, answers, is verified meanwhile, ends on Ctrl-C', async () => {
    const { url, process: started } = await start();
    expect((await fetch(`${url}/livez`)).status).toBe(200);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect((await fetch(url)).status).toBe(200);
    expect((await fetch(`${url}/api/v1/openapi.json`)).status).toBe(200);
    const second = await runToEnd(['start', '--port', '0', '--data', folder]);
    expect(second).toMatchObject({ code: 1, text: expect.stringContaining('in use by another Khơi Thông') });
    const verified = await runToEnd(['verify', '--data', folder]);
    expect(verified, verified.text).toMatchObject({ code: 0 });
    expect(await stop(started, 'SIGINT')).toBe(0);
    expect(started.text()).toContain('Stopped.');
    await expect(fetch(url)).rejects.toThrow();
  });

  test('recovers by itself after it was killed', async () => {
    const { process: killed } = await start();
    expect(await stop(killed, 'SIGKILL')).toBe(null);
    const { url, process: again } = await start();
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect(await stop(again, 'SIGHUP')).toBe(0);
  });
});
