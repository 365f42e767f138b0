/** Percentages of a running clock are notices to its holder, never acts: the time is going, nothing has happened yet. */
import { writeAs } from '../store/database.ts';
import { askAs, type Store } from '../store/store.ts';
import { systemIdentity } from './system.ts';

/** The notices, each with the parameter that says at which share of the time it is given. */
const STEPS = [
  { code: 'clock.nearing-second', parameter: 'notice.second' },
  { code: 'clock.nearing-first', parameter: 'notice.first' },
] as const;

/** Tells each holder once per clock and step; gives the number of notices. Doing it twice tells nobody twice. */
export async function tellNearing(store: Store): Promise<number> {
  const { law } = await askAs(store, null);
  let told = 0;
  for (const { code, parameter } of STEPS) {
    const percent = law.has(parameter) ? Number(law.value(parameter).value) : Number.NaN;
    if (!(percent > 0 && percent < 100)) continue;
    const rows = await writeAs(store.pool, systemIdentity(store), (client) =>
      client.query<{ told: number }>('select app.tell_nearing($1, $2) as told', [code, percent / 100]),
    );
    told += rows.rows[0]?.told ?? 0;
  }
  return told;
}
