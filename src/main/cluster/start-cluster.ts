import pg from 'pg';
import type { Sentence } from '../start-problem.ts';
import { StartProblem } from '../start-problem.ts';
import { prepareBinaries } from './binaries.ts';
import type { ClusterFiles } from './files.ts';
import { filesOf, holdsCluster, openDataFolder, readPassword } from './files.ts';
import { initialiseCluster, renewPassword } from './initialise.ts';
import { takeFolder } from './owner-lock.ts';
import { clusterProblem, reasonOf, say } from './problem.ts';
import { launchServer } from './server.ts';
import { findPostmaster, stopSurvivors } from './survivors.ts';
import { accountFor } from './system-account.ts';

/** How to start the cluster of a data folder. */
export interface ClusterOptions {
  readonly dataDir: string;
  /** A fixed port; without it a free one is taken. */
  readonly port?: number | undefined;
  /** Hears what takes long, in both languages. */
  readonly log?: ((sentence: Sentence) => void) | undefined;
  /** False gives up safety against power loss for speed; for tests only. */
  readonly durable?: boolean | undefined;
  /** Settings of the server that win over the product's own: what an administrator would tune. */
  readonly settings?: Readonly<Record<string, string>> | undefined;
  /** What the server's process finds in its environment beside the little it needs. */
  readonly environment?: Readonly<Record<string, string>> | undefined;
}

/** A PostgreSQL that this process started and must stop. */
export interface RunningCluster {
  /** Superuser URL of the product's own database. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** True when this start created the cluster. */
  readonly firstStart: boolean;
  /** Ends connections, writes a checkpoint, waits until the server is gone and gives the folder back. */
  stop(): Promise<void>;
}

const DATABASE = 'khoithong';

/**
 * Starts the PostgreSQL of a data folder, creating it the first time, and recovers by itself from a run that was killed.
 * @throws {StartProblem} one sentence in both languages; the folder is then as it was.
 */
export async function startCluster(options: ClusterOptions): Promise<RunningCluster> {
  const files = filesOf(options.dataDir);
  await openDataFolder(files.dataDir);
  const lock = await takeFolder(files.dataDir);
  try {
    const cluster = await startOwned(files, options);
    process.once('exit', lock.release);
    return {
      ...cluster,
      async stop() {
        await cluster.stop();
        process.removeListener('exit', lock.release);
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Returns the superuser URL of the cluster that is running on a data folder just now, or null. */
export function findRunningCluster(
  dataDir: string,
): { readonly url: string; readonly port: number; readonly pid: number } | null {
  const files = filesOf(dataDir);
  const postmaster = findPostmaster(files.cluster);
  const password = postmaster && readPassword(files);
  return postmaster && password ? { ...postmaster, url: urlOf(postmaster.port, password, DATABASE) } : null;
}

async function startOwned(files: ClusterFiles, options: ClusterOptions): Promise<RunningCluster> {
  const log = options.log ?? (() => undefined);
  const durable = options.durable ?? true;
  const account = accountFor(files.cluster);
  const binaries = await prepareBinaries(files.dataDir, account, log);
  const firstStart = !(await holdsCluster(files, binaries.major));
  if (firstStart) {
    log(say('creating', { folder: files.dataDir }));
    await initialiseCluster(files, binaries, account, durable);
  } else {
    await stopSurvivors(files.cluster, log);
  }
  const password = readPassword(files) ?? (await renewPassword(files, binaries, account));
  const server = await launchServer(files, binaries, account, {
    port: options.port,
    durable,
    settings: options.settings,
    environment: options.environment,
  });
  try {
    await openDatabase(files, urlOf(server.port, password, 'postgres'));
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { url: urlOf(server.port, password, DATABASE), port: server.port, pid: server.pid, firstStart, stop: server.stop };
}

/** Guarantees that the product's database exists in UTF8. */
async function openDatabase(files: ClusterFiles, url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    const found = await client.query<{ name: string; encoding: string }>(
      'select datname as name, pg_encoding_to_char(encoding) as encoding from pg_database where datname in ($1, $2)',
      [DATABASE, 'template1'],
    );
    const wrong = found.rows.find((row) => row.encoding !== 'UTF8');
    if (wrong) throw clusterProblem('wrongEncoding', { folder: files.dataDir, found: wrong.encoding });
    if (!found.rows.some((row) => row.name === DATABASE)) await client.query(`create database ${DATABASE}`);
  } catch (error) {
    if (error instanceof StartProblem) throw error;
    throw clusterProblem('startFailed', { logFile: files.log, reason: reasonOf(error) }, error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function urlOf(port: number, password: string, database: string): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
}
