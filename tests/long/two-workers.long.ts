/** Two workers, both late, on the same lapsed clocks: every silence is written down once. */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../../src/main/installation.ts';
import { settleNow } from '../../src/main/work.ts';
import { moveDemoClock, readDemoShift } from '../../src/store/demo-clock.ts';
import { type Installation, startInstallation } from './support/programs.ts';

let installation: Installation;

beforeAll(async () => {
  installation = await startInstallation();
});
afterAll(async () => {
  await installation?.stop();
});

test('ten late days settled by three workers at once leave one lapse for each clock', async () => {
  const { databaseUrl } = installation;
  await installation.kill('worker');
  const first = openStore(databaseUrl, 'app_worker', 3);
  const stores = [first, openStore(databaseUrl, 'app_worker', 3), openStore(databaseUrl, 'app_worker', 3)];
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await moveDemoClock(first, 10);
    await Promise.all(stores.map((store) => settleNow(store)));
    await installation.revive('worker');
    await sleep(3000);
    const found = await client.query<{ lapses: number; lapsed: number; acts: number; left: number }>(
      `select (select count(*)::int from app.act where name = 'lapse') as lapses,
              (select count(*)::int from app.clock where lapsed_by is not null) as lapsed,
              (select count(distinct (dossier, lapsed_by))::int from app.clock where lapsed_by is not null) as acts,
              (select count(*)::int from app.clock c join app.dossier d on d.tenant = c.tenant and d.id = c.dossier
               where c.state = 'running' and not c.expected and not d.ended and c.due_at < $1) as left`,
      [new Date(Date.now() + (await readDemoShift(first)))],
    );
    const { lapses, lapsed, acts, left } = found.rows[0] ?? { lapses: 0, lapsed: 0, acts: 0, left: 1 };
    // One act of lapse for each clock that ran out, none left over, and there were some to record.
    expect({ lapsed, acts, left }).toEqual({ lapsed: lapses, acts: lapses, left: 0 });
    expect(lapses).toBeGreaterThan(20);
  } finally {
    await client.end();
    await Promise.all(stores.map((store) => store.pool.end()));
  }
  const verified = await installation.command('verify');
  expect(verified.code, verified.output).toBe(0);
});
