/** A verification that says how far it has come and prints what it found. */
import type { Store } from '../store/store.ts';
import { describeDifference, type VerifyOptions, type VerifyReport, verify, verifyLedgerAlone } from '../store/verify.ts';
import { verifyingProcesses } from './verify-elsewhere.ts';
import { print, say } from './words.ts';

/** Most differences printed one by one; the count is always whole. */
const PRINTED = 200;
const PROGRESS_MILLIS = 2000;

/** What was found, and how long it took. */
export interface Verified {
  readonly report: VerifyReport;
  readonly seconds: string;
}

/** Verifies the whole record of the database of a URL on every processor, or its ledger alone; progress goes to the error stream. */
export async function verifyAloud(
  store: Store,
  url: string,
  { only, policy }: { readonly only?: 'ledger' | undefined } & Pick<VerifyOptions, 'policy'> = {},
): Promise<Verified> {
  const begin = performance.now();
  const options = { policy, onProgress: sayProgress() };
  const report =
    only === 'ledger'
      ? await verifyLedgerAlone(store, options)
      : await verify(store, { ...options, elsewhere: verifyingProcesses(url) });
  return { report, seconds: ((performance.now() - begin) / 1000).toFixed(1) };
}

/** Says every two seconds how far it is, and over the leaves how fast. */
function sayProgress(): NonNullable<VerifyOptions['onProgress']> {
  let said = performance.now();
  let began: number | undefined;
  return ({ dossiers, of, leaves, ofLeaves }) => {
    const now = performance.now();
    if (ofLeaves > 0) began ??= now;
    if (now - said < PROGRESS_MILLIS) return;
    said = now;
    const speed = began === undefined || now === began ? 0 : Math.round((1000 * leaves) / (now - began));
    print(
      ofLeaves === 0
        ? say('say.verifying', { done: dossiers, of })
        : say('say.verifyingLedger', { done: leaves, of: ofLeaves, speed }),
      process.stderr,
    );
  };
}

/** Prints every difference up to a limit, then one sentence for the whole. */
export function printReport({ report, seconds }: Verified): void {
  for (const difference of report.differences.slice(0, PRINTED)) print(describeDifference(difference));
  if (report.found > PRINTED) print(say('say.notShown', { count: report.found - PRINTED }));
  const { dossiers, acts, texts, erased, clocks, contents, found, tableRows: rows, leaves, checkpoints, cosignatures } = report;
  print(
    found === 0
      ? dossiers === 0 && leaves > 0
        ? say('say.wholeLedger', { acts, leaves, checkpoints, cosignatures, seconds })
        : say('say.whole', { dossiers, acts, texts, erased, clocks, rows, contents, leaves, checkpoints, cosignatures, seconds })
      : say('say.broken', { found, dossiers, acts, leaves, seconds }),
  );
}
