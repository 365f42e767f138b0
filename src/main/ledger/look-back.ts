/** Before anything is signed after a start: is this database where it was? Its witnesses know, and so does the folder of its keys. */
import { key } from '../../dossier/keys.ts';
import { readLastSigned } from '../../ledger/last-signed.ts';
import { askWitness } from '../../ledger/witness-memory.ts';
import type { Witness, WitnessPolicy } from '../../ledger/witness-policy.ts';
import { readAs } from '../../store/database.ts';
import type { OpenLog } from '../../store/ledger/logs.ts';
import { compareNote, type Outside } from '../../store/ledger/outside.ts';
import { raiseAlarm } from '../../store/ledger/witnessing.ts';
import type { Store } from '../../store/store.ts';

/** The name under which the folder of the keys speaks beside the witnesses. */
export const OWN_MEMORY = 'last-signed.json';

/** Who saw more, or another past, than the database has. */
export interface Contradiction extends Outside {
  readonly witness: string;
  /** What it showed, a signed note. */
  readonly note: string;
}

/**
 * Names everybody who contradicts the open logs. Who cannot be reached says nothing: recording never waits for a witness, and neither does
 * the first signature.
 */
export async function lookBack(
  store: Store,
  logs: readonly OpenLog[],
  { keysDir, policy }: { readonly keysDir: string; readonly policy: WitnessPolicy | undefined },
): Promise<readonly Contradiction[]> {
  const found: Contradiction[] = [];
  const own = await readLastSigned(keysDir);
  for (const log of logs) {
    const shown = await Promise.all((policy?.witnesses ?? []).filter(isReachable).map((witness) => ask(witness, log.origin)));
    const last = own.get(log.origin);
    if (last !== undefined) shown.push({ witness: OWN_MEMORY, note: last });
    for (const { witness, note } of shown) {
      if (note === undefined) continue;
      const seen = await readAs(store.pool, { tenant: store.tenant, person: null, keys: [key.system] }, (client) =>
        compareNote(client, note),
      );
      if (seen.code === 'agrees' || isHearsay(seen, witness)) continue;
      found.push({ ...seen, witness, note });
      const code = seen.code === 'outside-behind' ? 'behind' : 'fork';
      await raiseAlarm(store, log, { witness, code, size: seen.ours, witnessSize: seen.seen });
    }
  }
  return found;
}

/** A tree the log never signed is nobody's past: one witness alone must not be able to keep the log from being signed. */
function isHearsay({ code }: Outside, witness: string): boolean {
  return (code === 'outside-unsigned' || code === 'outside-unreadable') && witness !== OWN_MEMORY;
}

async function ask(witness: Witness & { readonly url: string }, origin: string) {
  return { witness: witness.name, note: (await askWitness(witness, origin))?.note };
}

function isReachable(witness: Witness): witness is Witness & { readonly url: string } {
  return witness.url !== undefined;
}
