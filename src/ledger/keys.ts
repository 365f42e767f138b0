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
  for (const name of KEY_NAMES) await makeKey(keyFile(folder, name));
  return readKeys(folder);
}

/**
 * Guarantees a key that is to take the place of one, under a name of its own beside it, and gives it; made once, it is the same until it is
 * adopted. Nothing is signed with it before.
 */
export async function prepareKey(folder: string, name: KeyName): Promise<KeyObject> {
  await makeKey(nextKeyFile(folder, name));
  return readKey(nextKeyFile(folder, name));
}

/** The key that was prepared and not yet adopted; undefined where there is none. @throws {KeyProblem} */
export async function readPreparedKey(folder: string, name: KeyName): Promise<KeyObject | undefined> {
  return readKey(nextKeyFile(folder, name)).catch((error: unknown) => {
    if (error instanceof KeyProblem && error.code === 'missing') return undefined;
    throw error;
  });
}

/** Puts a prepared key in the place of the one before, which is kept beside it under another name: nothing may be destroyed unasked. */
export async function adoptKey(folder: string, name: KeyName, keptAs: string): Promise<void> {
  const file = keyFile(folder, name);
  await link(file, path.join(folder, keptAs)).catch(unless('ENOENT', 'EEXIST'));
  // Another program that starts at the same moment may have done it already.
  await rename(nextKeyFile(folder, name), file).catch(unless('ENOENT'));
  await syncFolder(folder);
}

function nextKeyFile(folder: string, name: KeyName): string {
  return path.join(folder, `${name}.next.pem`);
}

function unless(...codes: readonly string[]): (error: NodeJS.ErrnoException) => void {
  return (error) => {
    if (error.code === undefined || !codes.includes(error.code)) throw error;
  };
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

/** Whole on the disk before it has its name: a key somebody trusts must survive the loss of power. One that is there stays. */
async function makeKey(file: string): Promise<void> {
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
  await link(aside, file)
    .catch(unless('EEXIST'))
    .finally(() => rm(aside, { force: true }));
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
