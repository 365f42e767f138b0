/** Writes down what ran out: the lapses of all dossiers, whether anybody opens them or not. */
import type { Clock } from '../dossier/words.ts';
import type { DossierId } from '../kernel/ids.ts';
import { readAs } from '../store/database.ts';
import { settleLapses } from '../store/perform.ts';
import type { Store } from '../store/store.ts';
import { workAtOnce } from './at-once.ts';
import { isPassing, type JobLog, systemIdentity } from './system.ts';

const PAGE = 200;
const AT_ONCE = 2;

const SQL = `
  select c.dossier, jsonb_agg(c.detail order by c.due_at, c.n) as clocks
  from app.clock c join app.dossier d on d.tenant = c.tenant and d.id = c.dossier
  where c.state = 'running' and not c.expected and c.due_at < app.business_now() and not d.ended and c.dossier > $1
  group by c.dossier order by c.dossier limit ${PAGE}`;

interface Due {
  readonly dossier: DossierId;
  readonly clocks: readonly Clock[];
}

/**
 * Settles every dossier with a clock past business time. Doing it twice, late or on two workers writes nothing twice.
 * Gives the number of lapses settled; a dossier that cannot be settled is reported and left for the next time.
 */
export async function settleDue(store: Store, log?: JobLog): Promise<number> {
  let settled = 0;
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const due = await readDue(store, after);
    await workAtOnce(due, AT_ONCE, async ({ dossier, clocks }) => {
      try {
        const written = await settleLapses(store, dossier, clocks);
        settled += written;
      } catch (error) {
        log?.[isPassing(error) ? 'warn' : 'error']({ dossier, err: error }, 'lapse not recorded');
      }
    });
    const last = due.at(-1);
    if (due.length < PAGE || !last) return settled;
    after = last.dossier;
  }
}

async function readDue(store: Store, after: string): Promise<readonly Due[]> {
  return readAs(store.pool, systemIdentity(store), async (client) => (await client.query<Due>(SQL, [after])).rows);
}
