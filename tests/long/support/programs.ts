/** Web, worker and postmaster of one installation as separate processes, each of which can be killed and started again. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadDossiers } from '../../../bench/load/load.ts';
import { prepareBenchProvince } from '../../../bench/server/cluster.ts';
import { type RunningCluster, startCluster } from '../../../src/main/cluster/index.ts';
import { TENANT } from '../../../src/main/province.ts';
import { findRoot } from '../../../src/main/root.ts';

const ROOT = findRoot(import.meta.url);
const PROGRAM = path.join(ROOT, 'bin/khoithong.mjs');
const START_MS = 60_000;

/** The processes of an installation. */
export type Part = 'web' | 'worker' | 'postmaster';

/** Whoever can be played, with a token. */
export interface Played {
  readonly id: string;
  readonly person: string;
  readonly token: string;
}

/** One running `khoithong web` or `khoithong worker` with what it has printed. */
class Program {
  readonly #args: readonly string[];
  readonly #url: string;
  readonly #environment: Readonly<Record<string, string>>;
  #child: ChildProcess | undefined;
  output = '';

  constructor(args: readonly string[], url: string, environment: Readonly<Record<string, string>>) {
    this.#args = args;
    this.#url = url;
    this.#environment = environment;
  }

  /** Starts it and waits until it says that it works. @throws it ended instead */
  async start(): Promise<void> {
    const before = this.output.length;
    this.#launch();
    for (const end = Date.now() + START_MS; Date.now() < end; await sleep(50)) {
      if (this.output.slice(before).includes('Ctrl-C')) return;
      if (!this.isRunning()) break;
    }
    throw new Error(`${this.#args[0]} ended instead of working:\n${this.output}`);
  }

  #launch(): void {
    const child = spawn(process.execPath, [PROGRAM, ...this.#args], {
      cwd: ROOT,
      env: { ...process.env, DATABASE_URL: this.#url, ...this.#environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const read = (chunk: Buffer) => {
      this.output += chunk.toString('utf8');
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    this.#child = child;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  isRunning(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  async end(signal: 'SIGINT' | 'SIGKILL'): Promise<void> {
    const child = this.#child;
    if (!child || !this.isRunning()) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
}

/** An installation of separate processes on an own PostgreSQL, with the demo province in it. */
export interface Installation {
  readonly url: string;
  readonly databaseUrl: string;
  readonly played: readonly Played[];
  /** Ends a process as `kill -9` does. */
  kill(part: Part): Promise<void>;
  /** Starts a process that was killed and returns once it works. */
  revive(part: Part): Promise<void>;
  isRunning(part: 'web' | 'worker'): boolean;
  pid(part: Part): number;
  /** Everything web and worker have printed. */
  printed(): string;
  /** Runs a command of the program; returns exit code and output. */
  command(...args: string[]): Promise<{ readonly code: number; readonly output: string }>;
  stop(): Promise<void>;
}

/** How an installation differs from the usual one. */
export interface InstallationOptions {
  /** Where the data folder is to lie; absent: a fresh temporary one, removed at the end. */
  readonly dataDir?: string;
  /** What every process, the server of the database included, finds in its environment. */
  readonly environment?: Readonly<Record<string, string>>;
  /** So many loaded dossiers instead of the demo story. */
  readonly dossiers?: number;
}

/** Starts an installation with durable settings, as a province would run it. */
export async function startInstallation(options: InstallationOptions = {}): Promise<Installation> {
  const dataDir = options.dataDir ?? (await mkdtemp(path.join(os.tmpdir(), 'khoithong-long-')));
  // Keys belong to the installation, not to the checkout it runs from.
  const environment = { KEYS_DIR: path.join(dataDir, 'keys'), ...options.environment };
  const databasePort = await freePort();
  let cluster: RunningCluster = await startCluster({ dataDir, port: databasePort, environment });
  const databaseUrl = cluster.url;
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const web = new Program(['web', '--port', String(port), '--demo'], databaseUrl, environment);
  const worker = new Program(['worker'], databaseUrl, environment);

  const command = async (...args: string[]) => {
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      cwd: ROOT,
      env: { ...process.env, DATABASE_URL: databaseUrl, ...environment },
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
    });
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
    });
    const [code] = (await once(child, 'close')) as [number];
    return { code, output };
  };
  const startDatabase = async () => {
    cluster = await startCluster({ dataDir, port: databasePort, environment });
  };
  const stop = async () => {
    await Promise.all([web.end('SIGINT'), worker.end('SIGINT')]);
    await cluster.stop();
    if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
  };
  try {
    if (options.dossiers === undefined) {
      const loaded = await command('demo');
      if (loaded.code !== 0) throw new Error(`the demo province was not loaded:\n${loaded.output}`);
    } else {
      await prepareBenchProvince(databaseUrl);
      await loadDossiers({ ownerUrl: databaseUrl, tenant: TENANT, dossiers: options.dossiers });
    }
    await Promise.all([web.start(), worker.start()]);
    const personas = await command('personas', '--json');
    const played = JSON.parse(personas.output) as readonly Played[];
    return {
      url,
      databaseUrl,
      played,
      async kill(part) {
        if (part === 'postmaster') {
          process.kill(cluster.pid, 'SIGKILL');
          await cluster.stop();
        } else await (part === 'web' ? web : worker).end('SIGKILL');
      },
      async revive(part) {
        if (part === 'postmaster') return startDatabase();
        const program = part === 'web' ? web : worker;
        if (!program.isRunning()) await program.start();
      },
      pid: (part) => (part === 'postmaster' ? cluster.pid : (part === 'web' ? web : worker).pid),
      isRunning: (part) => (part === 'web' ? web : worker).isRunning(),
      printed: () => web.output + worker.output,
      command,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}
