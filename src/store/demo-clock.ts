/** The clock of the demonstration: legal time is real time and a shift, and the shift only grows. */
import { addWorkingDays } from '../kernel/calendar.ts';
import { asInstant, countDays, type Instant, type LegalDate, toLegalDate } from '../kernel/time.ts';
import { readAs, writeAs } from './database.ts';
import { onDay } from './reference.ts';
import type { Store } from './store.ts';

/** Moves legal time to the same hour of the n-th next working day. Gives that day. */
export async function moveDemoClock(store: Store, workingDays: number): Promise<LegalDate> {
  const reference = await store.reference.current(store.tenant);
  return writeAs(store.pool, system(store), async (client) => {
    // Two at once would both start from the same day and one of them would be lost.
    await client.query("select pg_advisory_xact_lock(hashtext('khoithong demo clock'))");
    const found = await client.query<{ now: Date; shift: string }>(
      `select app.business_now() as now,
         coalesce((select s.value->>'milliseconds' from app.setting s where s.name = 'demo.shift'), '0') as shift`,
    );
    const today = toLegalDate(asInstant(found.rows[0]?.now ?? 0));
    const day = addWorkingDays(onDay(reference, today).law.calendar, today, workingDays);
    const shift = Number(found.rows[0]?.shift ?? 0) + countDays(today, day) * 86_400_000;
    await client.query('select app.set_demo_shift($1)', [shift]);
    return day;
  });
}

/** By how many milliseconds legal time is ahead of real time; negative while the past of a demonstration is being told. */
export async function readDemoShift(store: Store): Promise<number> {
  return readAs(store.pool, system(store), async (client) => {
    const found = await client.query<{ shift: string }>(
      "select s.value->>'milliseconds' as shift from app.setting s where s.name = 'demo.shift'",
    );
    return Number(found.rows[0]?.shift ?? 0);
  });
}

/** Sets how far legal time is ahead of real time; only for the telling of a demonstration, before anybody works in it. */
export async function setDemoShift(store: Store, milliseconds: number): Promise<void> {
  await writeAs(store.pool, system(store), (client) => client.query('select app.set_demo_shift($1)', [Math.round(milliseconds)]));
}

/** Sets legal time to a moment, by the clock of the database; for the same use. */
export async function setDemoClock(store: Store, moment: Instant): Promise<void> {
  await writeAs(store.pool, system(store), (client) =>
    client.query('select app.set_demo_shift(ceil(extract(epoch from ($1::timestamptz - now())) * 1000)::bigint)', [moment]),
  );
}

function system(store: Store) {
  return { tenant: store.tenant, person: null, keys: ['system'] };
}
