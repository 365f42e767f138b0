/** A verification that says how far it has come and prints what it found. */
import type { Store } from '../store/store.ts';
import { describeDifference, type VerifyReport, verify } from '../store/verify.ts';
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

/** Verifies the whole record of the database of a URL on every processor; progress goes to the error stream. */
export async function verifyAloud(store: Store, url: string): Promise<Verified> {
  const begin = performance.now();
  let said = begin;
  const report = await verify(store, {
    elsewhere: verifyingProcesses(url),
    onProgress: ({ dossiers, of }) => {
      if (performance.now() - said < PROGRESS_MILLIS) return;
      said = performance.now();
      print(say('say.verifying', { done: dossiers, of }), process.stderr);
    },
  });
  return { report, seconds: ((performance.now() - begin) / 1000).toFixed(1) };
}

/** Prints every difference up to a limit, then one sentence for the whole. */
export function printReport({ report, seconds }: Verified): void {
  for (const difference of report.differences.slice(0, PRINTED)) print(describeDifference(difference));
  if (report.found > PRINTED) print(say('say.notShown', { count: report.found - PRINTED }));
  const { dossiers, acts, texts, erased, clocks, contents, found, tableRows: rows } = report;
  print(
    found === 0
      ? say('say.whole', { dossiers, acts, texts, erased, clocks, rows, contents, seconds })
      : say('say.broken', { found, dossiers, acts, seconds }),
  );
}
