/** `khoithong verify`: everything folded again and every difference named. */
import type { CommandContext } from '../command.ts';
import { readPolicy } from '../ledger/read-policy.ts';
import { printReport, verifyAloud } from '../verify-aloud.ts';
import { withStore } from '../with-store.ts';

/** Exit code 0 when whole, 1 with every difference named. Progress goes to the error stream. */
export async function verifyRecord({ config, values, root }: CommandContext): Promise<number> {
  const policy = await readPolicy(config);
  const only = values['ledger'] === true ? 'ledger' : undefined;
  return withStore({ config, root }, async (store, url) => {
    const verified = await verifyAloud(store, url, { only, policy });
    if (values['json'] === true) process.stdout.write(`${JSON.stringify(verified.report, null, 2)}\n`);
    else printReport(verified);
    return verified.report.found === 0 ? 0 : 1;
  });
}
