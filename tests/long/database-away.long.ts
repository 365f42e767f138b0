/** The database is gone for a minute: a clear page meanwhile, and service again by itself. */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { type Installation, startInstallation } from './support/programs.ts';
import { setting } from './support/setting.ts';
import { until } from './support/until.ts';

const AWAY_SECONDS = setting('LONG_AWAY_SECONDS', 60);

let installation: Installation;

beforeAll(async () => {
  installation = await startInstallation();
});
afterAll(async () => {
  await installation?.stop();
});

test(`a database that is away for ${AWAY_SECONDS} s gives clear answers and is found again without a restart`, async () => {
  onTestFailed(() => console.log(installation.printed().slice(-8000)));
  const { url, played } = installation;
  const token = played.find((p) => p.id === 'department-head')?.token ?? '';
  const api = () => fetch(`${url}/api/v1/dossiers?limit=1`, { headers: { authorization: `Bearer ${token}` } });
  expect((await api()).status).toBe(200);
  expect((await fetch(`${url}/readyz`)).status).toBe(200);

  await installation.kill('postmaster');
  for (const end = Date.now() + AWAY_SECONDS * 1000; Date.now() < end; await sleep(1000)) {
    const page = await fetch(`${url}/`, { headers: { accept: 'text/html', 'accept-language': 'vi' } });
    const text = await page.text();
    expect(page.status).toBe(503);
    expect(text).toContain('Cơ sở dữ liệu đang tạm ngừng');
    expect(text).toMatch(/Mã tham chiếu/);
    const problem = await api();
    expect(problem.status).toBe(503);
    expect(await problem.json()).toMatchObject({ status: 503, code: 'store.unavailable' });
    // Alive, but not to be sent anybody.
    expect((await fetch(`${url}/livez`)).status).toBe(200);
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
  }
  expect({ web: installation.isRunning('web'), worker: installation.isRunning('worker') }).toEqual({ web: true, worker: true });

  await installation.revive('postmaster');
  const back = await firstSuccess(api, 30_000);
  expect(back).toBe(200);
  expect((await fetch(`${url}/`)).status).toBe(200);
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  console.log(`a job asked for after the outage was done ${(await jobDone()).toFixed(1)} s later`);
  // Nothing of the connection, least of all its password, was written to the log.
  expect(installation.printed()).not.toContain(new URL(installation.databaseUrl).password);
  const verified = await installation.command('verify');
  expect(verified.code, verified.output).toBe(0);
});

/**
 * Seconds from asking for a job until it is done. The queue's listener waits longer and longer while the database is away, up to most of a
 * minute; a job must not wait for it, because the worker also looks by itself. @throws it took as long as the listener would
 */
async function jobDone(): Promise<number> {
  const client = new pg.Client({ connectionString: installation.databaseUrl });
  await client.connect();
  try {
    const began = performance.now();
    await client.query("select graphile_worker.add_job('sweep', job_key := 'after-outage')");
    await until(
      async () => (await client.query("select from graphile_worker.jobs where key = 'after-outage'")).rowCount === 0,
      20_000,
    );
    return (performance.now() - began) / 1000;
  } finally {
    await client.end();
  }
}

async function firstSuccess(ask: () => Promise<Response>, within: number): Promise<number> {
  let status = 0;
  for (const end = Date.now() + within; Date.now() < end && status !== 200; await sleep(200)) status = (await ask()).status;
  return status;
}
