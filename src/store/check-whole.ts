/** A verification of the whole record, told in counts: what may be shown to anybody. */
import { parsePolicy } from '../ledger/policy.ts';
import type { CheckFound } from './ledger/checks.ts';
import type { Store } from './store.ts';
import { verify } from './verify.ts';

/** So many kinds of differences are named. */
const NAMED = 5;

/** Verifies by the text of a policy, if there is one, and says how long it took. */
export async function checkWhole(store: Store, policy?: string): Promise<CheckFound> {
  const begin = performance.now();
  const report = await verify(store, { policy: policy === undefined ? undefined : parsePolicy(policy) });
  const { dossiers, acts, found, differences } = report;
  const codes = [...new Set(differences.map(({ code }) => code))].slice(0, NAMED);
  return { seconds: Math.round(performance.now() - begin) / 1000, dossiers, acts, found, codes };
}
