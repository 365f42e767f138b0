/** The private keys of an installation: files beside the data, never in the database, never in a backup. */
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** What the keys are for, each in a file of its own name. */
export const KEY_NAMES = ['main', 'reads', 'receipt'] as const;
/** One purpose. */
export type KeyName = (typeof KEY_NAMES)[number];
/** The keys of an installation. */
export type KeyFiles = Readonly<Record<KeyName, KeyObject>>;

/** The keys could not be read: some are missing, or a file holds something else. */
export class KeyProblem extends Error {
  readonly code: 'missing' | 'unreadable';
  readonly file: string;
  constructor(code: KeyProblem['code'], file: string, cause?: unknown) {
    super(`${code}: ${file}`, { cause });
    this.code = code;
    this.file = file;
  }
}

/** Where a key lies in the folder of keys. */
export function keyFile(folder: string, name: KeyName): string {
  return path.join(folder, `${name}.pem`);
}

/** Reads the keys. @throws {KeyProblem} */
export async function readKeys(folder: string): Promise<KeyFiles> {
  const [main, reads, receipt] = await Promise.all(KEY_NAMES.map((name) => readKey(keyFile(folder, name))));
  return { main, reads, receipt } as KeyFiles;
}

/** Guarantees that every key is there, making those that are not; of two programs that start at once both get the same ones. */
export async function makeMissingKeys(folder: string): Promise<KeyFiles> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of KEY_NAMES) await makeKey(keyFile(folder, name), 'keep');
  return readKeys(folder);
}

/** Makes a new key in the place of one; the old one is kept beside it under another name, for nothing may be destroyed unasked. */
export async function replaceKey(folder: string, name: KeyName, keptAs: string): Promise<void> {
  const file = keyFile(folder, name);
  await link(file, path.join(folder, keptAs)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await makeKey(file, 'replace');
}

async function readKey(file: string): Promise<KeyObject> {
  const pem = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new KeyProblem('missing', file, error);
  });
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (error) {
    throw new KeyProblem('unreadable', file, error);
  }
  throw new KeyProblem('unreadable', file);
}

/** Whole on the disk before it has its name: a key somebody trusts must survive the loss of power. */
async function makeKey(file: string, how: 'keep' | 'replace'): Promise<void> {
  const aside = `${file}.${process.pid}.new`;
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
  await rm(aside, { force: true });
  const handle = await open(aside, 'wx', 0o600);
  try {
    await handle.writeFile(pem);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    if (how === 'replace') await rename(aside, file);
    else await link(aside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(aside, { force: true });
  }
  await syncFolder(path.dirname(file));
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
