/** What was signed last, written down beside the keys: a database put back to an earlier day is noticed without anybody else. */
import { open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { type Checkpoint, parseCheckpoint } from '../../verifier/formats/checkpoint.ts';
import { parseNote } from '../../verifier/formats/note.ts';

const FILE = 'last-signed.json';
/** Milliseconds between two writings: being a few seconds behind costs nothing, waiting for the disk every second would. */
const WRITE_EVERY = 3000;

/** The newest note signed for each origin; empty where none was written down. @throws the file is there and holds something else */
export async function readLastSigned(folder: string): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(path.join(folder, FILE), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}';
    throw error;
  });
  return new Map(Object.entries(JSON.parse(text) as Readonly<Record<string, string>>));
}

/** What a note that was signed says. */
export function checkpointOf(note: string): Checkpoint {
  return parseCheckpoint(parseNote(note).text);
}

/** Writes down what is signed; never waited for and never in the way of signing. */
export interface LastSigned {
  note(note: string): void;
  /** Writes what is not written yet. */
  close(): Promise<void>;
}

/** Keeps the file of a folder. Several processes may: each looks again at what the others wrote, and a smaller size never replaces a larger one. */
export function keepLastSigned(folder: string, onFault: (error: unknown) => void): LastSigned {
  const fresh = new Map<string, string>();
  let writing: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(() => merge(folder, fresh)).catch(onFault);
    return writing;
  };
  return {
    note(note) {
      fresh.set(checkpointOf(note).origin, note);
      timer ??= setTimeout(() => void write(), WRITE_EVERY).unref();
    },
    async close() {
      await write();
    },
  };
}

async function merge(folder: string, fresh: Map<string, string>): Promise<void> {
  if (fresh.size === 0) return;
  const known = new Map(await readLastSigned(folder));
  for (const [origin, note] of fresh) {
    const before = known.get(origin);
    if (before === undefined || checkpointOf(before).size <= checkpointOf(note).size) known.set(origin, note);
  }
  fresh.clear();
  const file = path.join(folder, FILE);
  const aside = `${file}.${process.pid}.new`;
  const handle = await open(aside, 'w', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(Object.fromEntries(known), null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(aside, file);
}
