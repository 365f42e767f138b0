/** The policy of this installation for those who only look: nothing is made known by reading it. */
import { type Policy, parsePolicy } from '../../ledger/policy.ts';
import type { Config } from '../config.ts';
import { readPolicyFile } from './name-policy.ts';

/** Reads it; undefined where none is named. @throws {StartProblem} the file cannot be read, or says something that is no policy */
export async function readPolicy({ ledgerPolicy: file }: Pick<Config, 'ledgerPolicy'>): Promise<Policy | undefined> {
  return file === undefined ? undefined : parsePolicy((await readPolicyFile(file)).text);
}
