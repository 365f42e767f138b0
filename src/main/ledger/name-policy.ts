/** Who witnesses the ledger of this installation, as its administrator wrote it down. */
import { readFile } from 'node:fs/promises';
import { FormatProblem, readWitnessPolicy, type WitnessPolicy } from '../../ledger/witness-policy.ts';
import { notePolicy } from '../../store/ledger/witnessing.ts';
import type { Store } from '../../store/store.ts';
import type { Config } from '../config.ts';
import { fileProblem } from '../file-problem.ts';
import { problem } from '../words.ts';

const HOUR = 3_600_000;

/**
 * Reads the policy and makes it known to all processes of this installation; where none is named, nobody witnesses and nothing ever waits.
 * @param store works as `app_worker`
 * @throws {StartProblem} the file cannot be read, or says something that is no policy
 */
export async function namePolicy(
  store: Store,
  { ledgerPolicy, ledgerPatience }: Pick<Config, 'ledgerPolicy' | 'ledgerPatience'>,
): Promise<WitnessPolicy | undefined> {
  const policy = ledgerPolicy === undefined ? undefined : await readPolicyFile(ledgerPolicy);
  await notePolicy(store, policy && { policy, patienceMillis: ledgerPatience * HOUR });
  return policy;
}

/** Reads the file of a policy. @throws {StartProblem} */
export async function readPolicyFile(file: string): Promise<WitnessPolicy> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw fileProblem('problem.noPolicy', file, error);
  });
  try {
    return readWitnessPolicy(text);
  } catch (error) {
    if (!(error instanceof FormatProblem)) throw error;
    throw problem('problem.badPolicy', { file, where: error.message });
  }
}
