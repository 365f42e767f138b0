/** The machine's clock is put an hour forward and back while everybody works: nothing is lost, doubled or out of order. */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asPersonId } from '../../src/kernel/ids.ts';
import { openStore } from '../../src/main/installation.ts';
import { openSession } from '../../src/store/accounts/session.ts';
import { moveDemoClock } from '../../src/store/demo-clock.ts';
import type { Store } from '../../src/store/store.ts';
import { expectEachOnce } from './support/acknowledged.ts';
import { Browser, mainText } from './support/browser.ts';
import { type MachineClock, openMachineClock } from './support/machine-clock.ts';
import { type Installation, startInstallation } from './support/programs.ts';
import { Reporter } from './support/reporter.ts';
import { setting } from './support/setting.ts';
import { until } from './support/until.ts';

/** How long the clock stays where it was put. */
const STAY_SECONDS = setting('LONG_CLOCK_SECONDS', 70);
/** Each report falls due in the end: more of them would lengthen the run and show nothing further. */
const REST_MS = 50;
const HOUR = 3600;
const FORM = '/vm/moi';

const found = openMachineClock();
if (!found) console.warn('clock-jump is left out: it takes libfaketime (Debian: apt-get install faketime)');

describe.skipIf(!found)('the clock of the machine', () => {
  const clock = found as MachineClock;
  let installation: Installation;
  let client: pg.Client;
  let store: Store;

  beforeAll(async () => {
    installation = await startInstallation({ environment: clock.environment });
    client = new pg.Client({ connectionString: installation.databaseUrl });
    await client.connect();
    store = openStore(installation.databaseUrl, 'app_worker', 2);
  });
  afterAll(async () => {
    await store?.pool.end();
    await client?.end();
    await installation?.stop();
    clock.remove();
  });

  /** How far the database's clock is ahead of the true time. */
  const ahead = async (): Promise<number> => {
    const { rows } = await client.query<{ now: Date }>('select clock_timestamp() as now');
    return ((rows[0]?.now.getTime() ?? 0) - Date.now()) / 1000;
  };
  const put = async (seconds: number): Promise<void> => {
    clock.put(seconds);
    await until(async () => Math.abs((await ahead()) - seconds) < 60);
    // Every process looks once a second.
    await sleep(2000);
  };
  const count = async (sql: string): Promise<number> =>
    (await client.query<{ n: number }>(`select count(*)::int as n from ${sql}`)).rows[0]?.n ?? 0;

  test(`an hour forward and back, ${STAY_SECONDS} s each`, async () => {
    const { url, played } = installation;
    const one = played.find((p) => p.id === 'commune-official');
    const token = one?.token ?? '';
    const browser = new Browser(url);
    await browser.playAs('commune-official');
    const working = new Browser(url, await openSession(store, asPersonId(one?.person ?? ''), 'password'));
    const form = await working.get(FORM);
    expect(form.status, mainText(form.text)).toBe(200);
    const reporters = [0, 1].map((n) => new Reporter(url, token, `clock-${n}`));
    const running = reporters.map((reporter, at) =>
      reporter.run(
        (n) => ({
          kind: 'obstacle',
          act: 'report',
          body: reportOf(`Vướng mắc số ${n} khi đồng hồ nhảy, người báo ${at}.`),
        }),
        REST_MS,
      ),
    );
    const goOn = async () => {
      const before = reporters.map((reporter) => reporter.acknowledged.length);
      await until(() => reporters.every((reporter, n) => reporter.acknowledged.length >= (before[n] ?? 0) + 5));
    };
    await goOn();

    await put(HOUR);
    await goOn();
    expect((await browser.get('/viec')).status).toBe(200);
    // A quarter of an hour without a request ends a session of a real installation. The server cannot tell a clock put right from an hour's
    // absence and asks again; what was typed rides along.
    const typed = 'Kênh tưới bị lấp một đoạn, lúa thiếu nước.';
    const interrupted = await working.submit(FORM, form, reportOf(typed));
    expect(interrupted.status).toBe(401);
    expect(interrupted.text).toContain(typed);
    const later = new Browser(url, await openSession(store, asPersonId(one?.person ?? ''), 'password'));
    expect((await later.get('/viec')).status).toBe(200);
    await sleep(STAY_SECONDS * 1000);
    await goOn();
    const opened = reporters[0]?.acknowledged.at(-1)?.dossier ?? '';

    await put(0);
    await goOn();
    for (const session of [browser, later]) expect((await session.get('/viec')).status).toBe(200);
    // A further act on a dossier of the hour that is now still to come.
    const more = await fetch(`${url}/api/v1/dossiers/${opened}/acts`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': 'clock-more' },
      body: JSON.stringify({ act: 'add-detail', body: { text: 'Bổ sung sau khi chỉnh lại đồng hồ.' } }),
    });
    expect(more.status, await more.text()).toBeLessThan(300);
    await sleep(STAY_SECONDS * 1000);

    // Background work goes on at once and does not wait for the hour to come round again.
    await moveDemoClock(store, 10);
    const left = `app.clock c join app.dossier d on d.tenant = c.tenant and d.id = c.dossier
      where c.state = 'running' and not c.expected and not d.ended
        and c.due_at < now() + (select (value->>'milliseconds')::bigint from app.setting where name = 'demo.shift') * interval '1 millisecond'`;
    expect(await count(left)).toBeGreaterThan(0);
    // What was reported meanwhile falls due at once: thousands of silences, some at a time.
    await until(async () => (await count(left)) === 0, 900_000);
    const lapses = await count("app.act where name = 'lapse'");
    expect(await count('app.clock where lapsed_by is not null')).toBe(lapses);
    expect(await count('(select distinct dossier, lapsed_by from app.clock where lapsed_by is not null) x')).toBe(lapses);

    for (const reporter of reporters) reporter.stop();
    await Promise.all(running);
    expect(reporters.flatMap((reporter) => reporter.wrong)).toEqual([]);
    await expectEachOnce(client, reporters, { keys: 'clock-_-%', titles: 'Vướng mắc số % khi đồng hồ nhảy%' });
    const back = 'app.act a join app.act b on b.tenant = a.tenant and b.dossier = a.dossier and b.seq = a.seq + 1';
    expect(await count(`${back} where b.at < a.at or b.business_at < a.business_at`)).toBe(0);
    expect(
      await count(
        `app.act where dossier = '${opened}' and name in ('report', 'add-detail') and at > now() + interval '30 minutes'`,
      ),
    ).toBe(2);
    expect(
      await count(
        "graphile_worker.jobs where run_at > now() + interval '10 minutes' or (locked_at is not null and locked_at > now())",
      ),
    ).toBe(0);
    expect({ web: installation.isRunning('web'), worker: installation.isRunning('worker') }).toEqual({ web: true, worker: true });
    const verified = await installation.command('verify');
    expect(verified.code, verified.output).toBe(0);
    console.log(`${reporters.reduce((sum, r) => sum + r.acknowledged.length, 0)} reports acknowledged, ${lapses} lapses`);
  });
});

function reportOf(what: string): Readonly<Record<string, string>> {
  return { what, locality: '06760', legalGap: 'unsure', aboutPerson: 'no', visibility: 'narrow' };
}
