/** While too few witnesses are there for anybody to decide, the clocks that wait for a decision stand still, each by an act of the system. */
import { OUTAGE_PAUSE } from '../dossier/clocks.ts';
import { decidedFamilies } from '../dossier/common-acts.ts';
import { isAppError } from '../kernel/errors.ts';
import type { DossierId } from '../kernel/ids.ts';
import { atTime, type Instant, toLegalDate } from '../kernel/time.ts';
import { readAs } from '../store/database.ts';
import { readOutage } from '../store/ledger/witnessing.ts';
import { perform } from '../store/perform.ts';
import { askAs, businessNow, type Store } from '../store/store.ts';
import { workAtOnce } from './at-once.ts';
import { isPassing, type JobLog, systemIdentity } from './system.ts';

const PAGE = 200;
const AT_ONCE = 2;
const FIRST = '00000000-0000-0000-0000-000000000000';

const RUNNING = `
  select distinct c.dossier from app.clock c join app.dossier d on d.tenant = c.tenant and d.id = c.dossier
  where c.state = 'running' and not c.expected and not d.ended and d.kind || ' ' || c.name = any ($2) and c.dossier > $1 order by c.dossier limit ${PAGE}`;
const HALTED = `
  select c.dossier from app.clock c join app.dossier d on d.tenant = c.tenant and d.id = c.dossier
  where c.state = 'paused' and c.detail->>'pauseReason' = '${OUTAGE_PAUSE}' and not d.ended and c.dossier > $1
  group by c.dossier having not bool_or(c.due_at between $2 and $3) order by c.dossier limit ${PAGE}`;

/**
 * Halts what waits for a decision while there is an outage, and lets it run on afterwards. Doing it twice, or breaking off, does no harm: what is left
 * is found again. A clock due on the very day the witnesses come back runs on when that day is over, so that its holder has a whole day for it.
 * Gives how many dossiers it acted on.
 */
export async function followOutage(store: Store, log?: JobLog): Promise<number> {
  if ((await readOutage(store)) !== undefined) {
    const families = store.registry.all.flatMap(({ kind }) => [...decidedFamilies(kind)].map((name) => `${kind.name} ${name}`));
    return families.length === 0 ? 0 : onEach(store, 'pause-for-outage', RUNNING, [families], log);
  }
  return onEach(store, 'resume-after-outage', HALTED, await restOfDay(store), log);
}

/** The moments between which a clock is due today, as long as the day is not over; after that none is left to wait. */
async function restOfDay(store: Store): Promise<readonly [Instant, Instant]> {
  const [now, { law }] = await Promise.all([businessNow(store), askAs(store, null)]);
  const today = toLegalDate(now);
  const end = atTime(today, law.counting.dayEnd);
  return now < end ? [atTime(today, '00:00'), end] : [end, atTime(today, '00:00')];
}

async function onEach(
  store: Store,
  act: 'pause-for-outage' | 'resume-after-outage',
  sql: string,
  which: readonly unknown[],
  log: JobLog | undefined,
): Promise<number> {
  let done = 0;
  for (let after = FIRST; ; ) {
    const found = await readAs(
      store.pool,
      systemIdentity(store),
      async (client) => (await client.query<{ dossier: DossierId }>(sql, [after, ...which])).rows,
    );
    await workAtOnce(found, AT_ONCE, async ({ dossier }) => {
      try {
        await perform(store, { person: null }, { dossier, act, body: {} });
        done += 1;
      } catch (error) {
        // Somebody acted meanwhile, and nothing is left to halt or to let go.
        if (isAppError(error) && ['clock.nothing_open', 'act.stage'].includes(error.code)) return;
        log?.[isPassing(error) ? 'warn' : 'error']({ dossier, err: error }, 'clocks not brought after an outage');
      }
    });
    const last = found.at(-1);
    if (found.length < PAGE || !last) return done;
    after = last.dossier;
  }
}
