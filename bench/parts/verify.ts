/** Whether what was loaded verifies, all of it, and how long that takes. */
import { openStore } from '../../src/main/installation.ts';
import { verifyingProcesses } from '../../src/main/verify-elsewhere.ts';
import { describeDifference, verify } from '../../src/store/verify.ts';
import type { Made } from '../load/maker.ts';
import type { Report } from '../measure/line.ts';

/**
 * Folds and compares every dossier of a database; gives how many milliseconds that took.
 * @throws when anything differs or less was found than was loaded: no figure of such a record means anything
 */
export async function measureVerify(report: Report, url: string, size: string, loaded: Made): Promise<number> {
  const store = openStore(url, 'app_worker', 1);
  try {
    const began = performance.now();
    const found = await verify(store, { elsewhere: verifyingProcesses(url) });
    const seconds = (performance.now() - began) / 1000;
    const [difference] = found.differences;
    if (difference) throw new Error(`${found.found} differences in what was loaded: ${describeDifference(difference).en}`);
    if (found.acts < loaded.acts) throw new Error(`${loaded.acts} acts were loaded, ${found.acts} were found`);
    report.add(`verify ${size}: all of it passes, in`, seconds, 's');
    report.add(`verify ${size}`, found.acts / seconds, 'acts/s');
    return seconds * 1000;
  } finally {
    await store.pool.end();
  }
}
