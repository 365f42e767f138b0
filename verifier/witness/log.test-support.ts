import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { formatAddCheckpoint } from '../formats/add-checkpoint.ts';
import { formatCheckpoint } from '../formats/checkpoint.ts';
import { newSigner, type Signer } from '../formats/keys.test-support.ts';
import { formatNote } from '../formats/note.ts';
import { treeOf } from '../formats/tree.test-support.ts';
import { consistencyProof } from '../formats/tree.ts';

/** A log, honest or not: it signs whatever tree it holds. */
export interface TestLog {
  readonly signer: Signer;
  checkpoint(size: number): string;
  /** The body of add-checkpoint from one size to another. */
  request(old: number, size: number): Promise<string>;
  readonly tree: ReturnType<typeof treeOf>;
}

/** A log of these entries. */
export function testLog(origin: string, list: readonly Uint8Array[], signer = newSigner(origin)): TestLog {
  const tree = treeOf(list);
  const checkpoint = (size: number) => {
    const text = formatCheckpoint({ origin, size, root: tree.root(size) });
    return formatNote(text, [signer.line(text)]);
  };
  return {
    signer,
    tree,
    checkpoint,
    request: async (old, size) =>
      formatAddCheckpoint({
        old,
        proof: old <= size ? await consistencyProof(old, size, tree.read) : [],
        note: checkpoint(size),
      }),
  };
}

/** A folder of its own for one test, removed afterwards. */
export async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'khoithong-witness-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
