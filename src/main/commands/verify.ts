/** `khoithong verify`: everything folded again and every difference named. */
import { describeDifference, type VerifyReport, verify } from '../../store/verify.ts';
import type { CommandContext } from '../command.ts';
import { withStore } from '../with-store.ts';
import { print, say } from '../words.ts';

/** Most differences printed one by one; the count is always whole. */
const PRINTED = 200;
const PROGRESS_MILLIS = 2000;

/** Exit code 0 when whole, 1 with every difference named. Progress goes to the error stream. */
export async function verifyRecord({ config, values, root }: CommandContext): Promise<number> {
  return withStore({ config, root }, async (store) => {
    const begin = performance.now();
    let said = begin;
    const report = await verify(store, {
      onProgress: ({ dossiers, of }) => {
        if (performance.now() - said < PROGRESS_MILLIS) return;
        said = performance.now();
        print(say('say.verifying', { done: dossiers, of }), process.stderr);
      },
    });
    const seconds = ((performance.now() - begin) / 1000).toFixed(1);
    if (values['json'] === true) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    else printReport(report, seconds);
    return report.found === 0 ? 0 : 1;
  });
}

function printReport(report: VerifyReport, seconds: string): void {
  for (const difference of report.differences.slice(0, PRINTED)) print(describeDifference(difference));
  if (report.found > PRINTED) print(say('say.notShown', { count: report.found - PRINTED }));
  const { dossiers, acts, texts, erased, clocks, contents, found, tableRows: rows } = report;
  print(
    found === 0
      ? say('say.whole', { dossiers, acts, texts, erased, clocks, rows, contents, seconds })
      : say('say.broken', { found, dossiers, acts, seconds }),
  );
}
