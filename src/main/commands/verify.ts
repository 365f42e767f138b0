/** `khoithong verify`: everything folded again and every difference named. */

import type { Difference } from '../../store/verify.ts';
import type { CommandContext } from '../command.ts';
import { readPolicy } from '../ledger/read-policy.ts';
import { printReport, type Verified, verifyAloud } from '../verify-aloud.ts';
import { compareReceipts, compareWitnessed } from '../verify-outside.ts';
import { withStore } from '../with-store.ts';

/** Exit code 0 when whole, 1 with every difference named. Progress goes to the error stream. */
export async function verifyRecord({ config, values, root }: CommandContext): Promise<number> {
  const policy = await readPolicy(config);
  const only = values['ledger'] === true ? 'ledger' : undefined;
  return withStore({ config, root }, async (store, url) => {
    const inside = await verifyAloud(store, url, { only, policy });
    const outside = [
      ...(typeof values['witness'] === 'string' ? await compareWitnessed(store, values['witness']) : []),
      ...(typeof values['receipts'] === 'string' ? await compareReceipts(store, values['receipts']) : []),
    ];
    const verified = withOutside(inside, outside);
    if (values['json'] === true) process.stdout.write(`${JSON.stringify(verified.report, null, 2)}\n`);
    else printReport(verified);
    return verified.report.found === 0 ? 0 : 1;
  });
}

function withOutside({ report, seconds }: Verified, outside: readonly Difference[]): Verified {
  const differences = [...report.differences, ...outside];
  return { seconds, report: { ...report, differences, found: report.found + outside.length } };
}
