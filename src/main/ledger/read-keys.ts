/** The keys of this installation for a command that cannot do without them. */
import { type KeyFiles, KeyProblem, readKeys } from '../../ledger/keys.ts';
import { problem } from '../words.ts';

/** Reads them. @throws {StartProblem} one is missing, or no key */
export async function readKeysOrRefuse(keysDir: string): Promise<KeyFiles> {
  return readKeys(keysDir).catch((error: unknown) => {
    if (error instanceof KeyProblem) throw problem('problem.noKey', { file: error.file });
    throw error;
  });
}
