import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findRunningCluster, type RunningCluster, startCluster } from './index.ts';

let home: string;
let dataDir: string;
/** The data folder of a cluster that was created, and stopped before anything was done with it. */
let created: string;

const makeHome = () => mkdtempSync(path.join(os.tmpdir(), 'khoithong-cluster-'));
beforeAll(async () => {
  created = path.join(makeHome(), 'data');
  await (await startCluster({ dataDir: created, durable: false })).stop();
});
afterAll(() => {
  rmSync(path.dirname(created), { recursive: true, force: true });
});
beforeEach(() => {
  home = makeHome();
  dataDir = path.join(home, 'data');
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

const start = (port?: number) => startCluster({ dataDir, durable: false, port });

/** Lets a test begin after the first start, where that is not what it is about. Owners and modes are copied too. */
function useCreated(): void {
  execFileSync('cp', ['-a', created, dataDir]);
}

async function ask(url: string, statement: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const result = await client.query<unknown[]>({ text: statement, rowMode: 'array' });
    return result.rows.map((row) => String(row[0]));
  } finally {
    await client.end();
  }
}

/** An ended process that nobody has collected yet (state Z) does not run. */
function isRunning(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** Starts the cluster in another process and returns once it runs. */
async function startElsewhere(): Promise<{ owner: number; postmaster: number; url: string; kill(): Promise<void> }> {
  const script = `import { startCluster } from ${JSON.stringify(path.join(import.meta.dirname, 'index.ts'))};
    const { pid, url } = await startCluster({ dataDir: ${JSON.stringify(dataDir)} });
    console.log(JSON.stringify({ pid, url }));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const { pid, url } = JSON.parse(line.toString('utf8')) as { pid: number; url: string };
  const kill = async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return { owner: child.pid ?? 0, postmaster: pid, url, kill };
}

describe('the first start', () => {
  let first: RunningCluster;
  let folder: string;
  beforeAll(async () => {
    folder = path.join(makeHome(), 'data');
    first = await startCluster({ dataDir: folder, durable: false });
  });
  afterAll(async () => {
    await first.stop();
    rmSync(path.dirname(folder), { recursive: true, force: true });
  });

  test('makes a UTF8 cluster in C.UTF-8 with checksums, whatever the environment says', async () => {
    expect(first.firstStart).toBe(true);
    const encodings = await ask(first.url, 'select distinct pg_encoding_to_char(encoding) from pg_database');
    expect(encodings).toEqual(['UTF8']);
    expect(await ask(first.url, 'select distinct datcollate from pg_database')).toEqual(['C.UTF-8']);
    expect(await ask(first.url, `select lower('ĐẶNG') || length('Đặng')`)).toEqual(['đặng4']);
    expect(await ask(first.url, 'show data_checksums')).toEqual(['on']);
    expect(await ask(first.url, 'select current_database()')).toEqual(['khoithong']);
  });

  test('makes a password that is needed, long, and kept in a file only its owner reads', async () => {
    const url = new URL(first.url);
    const file = path.join(folder, 'postgresql.password');
    expect(readFileSync(file, 'utf8').trim()).toBe(url.password);
    expect(url.password.length).toBeGreaterThanOrEqual(32);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    url.password = 'guess';
    await expect(ask(url.href, 'select 1')).rejects.toThrow(/password/);
  });
});

test('stopping ends the server, keeps the data and gives the folder back', async () => {
  useCreated();
  const first = await start();
  await ask(first.url, 'create table kept (v text)');
  await ask(first.url, `insert into kept values ('còn nguyên')`);
  expect(findRunningCluster(dataDir)).toMatchObject({ pid: first.pid, url: first.url });
  await first.stop();
  expect(isRunning(first.pid)).toBe(false);
  expect(findRunningCluster(dataDir)).toBeNull();
  const second = await start();
  try {
    expect(second.firstStart).toBe(false);
    expect(await ask(second.url, 'select v from kept')).toEqual(['còn nguyên']);
  } finally {
    await second.stop();
  }
});

test('after kill -9 of the program the next start ends the left-over server and loses nothing', async () => {
  const killed = await startElsewhere();
  await ask(killed.url, 'create table kept as select 42 as v');
  await killed.kill();
  expect(isRunning(killed.postmaster)).toBe(true);
  const next = await start();
  try {
    expect(isRunning(killed.postmaster)).toBe(false);
    expect(await ask(next.url, 'select v from kept')).toEqual(['42']);
  } finally {
    await next.stop();
  }
});

test('after kill -9 of the program and of the server the next start recovers', async () => {
  useCreated();
  const killed = await startElsewhere();
  await ask(killed.url, 'create table kept as select 42 as v');
  process.kill(killed.postmaster, 'SIGKILL');
  await killed.kill();
  const next = await start();
  try {
    expect(await ask(next.url, 'select v from kept')).toEqual(['42']);
  } finally {
    await next.stop();
  }
});

test('a folder in use by another live program is refused and that program goes on undisturbed', async () => {
  useCreated();
  const other = await startElsewhere();
  try {
    await expect(start()).rejects.toMatchObject({
      code: 'cluster.folderOwned',
      message: expect.stringContaining(String(other.owner)),
    });
    expect(await ask(other.url, 'select 1')).toEqual(['1']);
  } finally {
    await other.kill();
    await (await start()).stop();
  }
});

test('a stale pid file naming a strange process does not prevent the start and does not harm that process', async () => {
  useCreated();
  const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  const cluster = path.join(dataDir, 'postgresql');
  writeFileSync(path.join(cluster, 'postmaster.pid'), `${stranger.pid}\n${cluster}\n1\n5432\n\n127.0.0.1\n  1  1\nready   \n`);
  try {
    await (await start()).stop();
    expect(isRunning(stranger.pid ?? 0)).toBe(true);
  } finally {
    stranger.kill('SIGKILL');
  }
});

test('a lost password file is replaced by a new password', async () => {
  useCreated();
  const first = await start();
  await first.stop();
  rmSync(path.join(dataDir, 'postgresql.password'));
  const second = await start();
  try {
    expect(new URL(second.url).password).not.toBe(new URL(first.url).password);
    expect(await ask(second.url, 'select 1')).toEqual(['1']);
  } finally {
    await second.stop();
  }
});

test('a start cut off while creating leaves nothing that disturbs the next one', async () => {
  mkdirSync(path.join(dataDir, 'postgresql.new-1'), { recursive: true });
  writeFileSync(path.join(dataDir, 'postgresql.new-1', 'PG_VERSION'), '18\n');
  const cluster = await start();
  await cluster.stop();
  expect(existsSync(path.join(dataDir, 'postgresql.new-1'))).toBe(false);
});

test('a folder of another major version is refused in one sentence and left as it is', async () => {
  const version = path.join(dataDir, 'postgresql', 'PG_VERSION');
  mkdirSync(path.dirname(version), { recursive: true });
  writeFileSync(version, '13\n');
  await expect(start()).rejects.toMatchObject({
    code: 'cluster.otherVersion',
    sentence: { en: expect.stringContaining('PostgreSQL 13') },
  });
  expect(readFileSync(version, 'utf8')).toBe('13\n');
});

test('a data folder that is a file is refused in one sentence', async () => {
  writeFileSync(dataDir, 'a file');
  await expect(start()).rejects.toMatchObject({ code: 'cluster.folderUnusable' });
});

test('a port asked for and already taken is named in one sentence, and the folder is free again', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const address = taken.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  try {
    await expect(start(port)).rejects.toMatchObject({
      code: 'cluster.portTaken',
      sentence: { vi: expect.stringContaining(String(port)) },
    });
  } finally {
    taken.close();
  }
  await (await start()).stop();
});
