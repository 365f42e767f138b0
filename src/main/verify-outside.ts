/** The record held against what others have: checkpoints of witnesses, receipts of whoever acted. */
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { key } from '../dossier/keys.ts';
import { readAs } from '../store/database.ts';
import { compareNote, compareReceipt } from '../store/ledger/outside.ts';
import type { Store } from '../store/store.ts';
import type { Difference } from '../store/verify.ts';
import { fileProblem } from './file-problem.ts';
import { type Sentence, StartProblem } from './start-problem.ts';
import { problem, say } from './words.ts';

const ANSWER_WITHIN = 10_000;

/** One text somebody else holds, and where it came from. */
interface Held {
  readonly from: string;
  readonly text: string;
}

/** Names every checkpoint of a file, a folder or an address that the log does not go on from. */
export async function compareWitnessed(store: Store, place: string): Promise<readonly Difference[]> {
  return compareEach(store, await readHeld(place), async (client, { from, text }) => {
    const { code, origin, seen, ours } = await compareNote(client, text);
    if (code === 'agrees') return undefined;
    return { code, where: code === 'outside-unreadable' ? from : `${from}: ${origin} ${seen} / ${ours}` };
  });
}

/** Names every receipt of a file or a folder whose leaf is neither in the log nor waiting. */
export async function compareReceipts(store: Store, place: string): Promise<readonly Difference[]> {
  return compareEach(store, await readHeld(place), async (client, { from, text }) => {
    const { code, leaf, at } = await compareReceipt(client, text);
    if (code === 'kept' || code === 'waiting') return undefined;
    return { code, where: code === 'receipt-unreadable' ? from : `${from}: ${at} ${leaf}` };
  });
}

async function compareEach(
  store: Store,
  held: readonly Held[],
  compare: (client: Parameters<typeof compareNote>[0], one: Held) => Promise<Difference | undefined>,
): Promise<readonly Difference[]> {
  return readAs(store.pool, { tenant: store.tenant, person: null, keys: [key.system] }, async (client) => {
    const found: Difference[] = [];
    for (const one of held) {
      const difference = await compare(client, one);
      if (difference) found.push(difference);
    }
    return found;
  });
}

async function readHeld(place: string): Promise<readonly Held[]> {
  try {
    if (/^https?:/.test(place)) {
      const answer = await fetch(place, { signal: AbortSignal.timeout(ANSWER_WITHIN) });
      if (!answer.ok) throw unreadable(place, say('fileReason.answered', { code: answer.status }));
      return [{ from: place, text: await answer.text() }];
    }
    const isFolder = (await stat(place)).isDirectory();
    const files = isFolder ? (await readdir(place)).sort().map((name) => path.join(place, name)) : [place];
    return await Promise.all(files.map(async (file) => ({ from: path.basename(file), text: await readFile(file, 'utf8') })));
  } catch (error) {
    if (error instanceof StartProblem) throw error;
    // What fetch says of an address out of reach has no code of its own.
    if (/^https?:/.test(place)) throw unreadable(place, say('fileReason.away'));
    throw fileProblem('problem.noFile', place, error);
  }
}

const unreadable = (file: string, reason: Sentence) => problem('problem.noFile', { file, reason });
