/**
 * Random `kill -9` of web, worker with its sequencer, and postmaster under load: nothing acknowledged is lost, nothing is doubled, every
 * promised leaf has its place, the record is whole.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compareReceipt } from '../../src/store/ledger/outside.ts';
import { expectEachOnce } from './support/acknowledged.ts';
import { type Installation, type Part, startInstallation } from './support/programs.ts';
import { pick, randomFrom } from './support/random.ts';
import { type Acknowledged, Reporter } from './support/reporter.ts';
import { setting } from './support/setting.ts';

const ROUNDS = setting('LONG_ROUNDS', 50);
const CALLERS = 4;
/** A fixed seed: a run that failed can be run again. */
const SEED = setting('LONG_SEED', 73);
const PARTS: readonly Part[] = ['web', 'worker', 'postmaster'];

let installation: Installation;

beforeAll(async () => {
  installation = await startInstallation();
});
afterAll(async () => {
  await installation?.stop();
});

test(`after ${ROUNDS} kills every acknowledged report is there once and the record is whole`, async () => {
  const { url, played } = installation;
  const token = played.find((p) => p.id === 'commune-official')?.token ?? '';
  const reporters = Array.from({ length: CALLERS }, (_, n) => new Reporter(url, token, `kill-${SEED}-${n}`));
  const running = reporters.map((reporter, at) =>
    reporter.run((n) => ({
      kind: 'obstacle',
      act: 'report',
      body: { what: `Vướng mắc số ${n} của người báo ${at}.`, locality: '06760', legalGap: 'unsure', aboutPerson: 'no' },
    })),
  );
  const next = randomFrom(SEED);
  for (let round = 0; round < ROUNDS; round += 1) {
    await sleep(200 + next(1200));
    const part = pick(next, PARTS);
    await installation.kill(part);
    await sleep(next(400));
    await installation.revive(part);
  }
  // The programs that nobody killed must have lived through the deaths of the others.
  const alive = { web: installation.isRunning('web'), worker: installation.isRunning('worker') };
  expect(alive, installation.printed().slice(-4000)).toEqual({ web: true, worker: true });
  const before = reporters.map((r) => r.acknowledged.length);
  await sleep(5000);
  for (const reporter of reporters) reporter.stop();
  await Promise.all(running);
  // Service came back for everybody, by itself.
  reporters.forEach((reporter, n) => {
    expect(reporter.acknowledged.length).toBeGreaterThan(before[n] ?? 0);
    expect(reporter.wrong).toEqual([]);
  });

  const acknowledged = reporters.flatMap((r) => r.acknowledged);
  console.log(
    `${acknowledged.length} reports acknowledged over ${ROUNDS} kills, ${reporters.reduce((sum, r) => sum + r.repeated, 0)} requests repeated`,
  );
  const client = new pg.Client({ connectionString: installation.databaseUrl });
  await client.connect();
  try {
    await expectEachOnce(client, reporters, { keys: `kill-${SEED}-%`, titles: 'Vướng mắc số % của người báo %' });
    await settled(client);
    await sequenced(client);
    await expectEachPromiseKept(client, acknowledged);
  } finally {
    await client.end();
  }
  const verified = await installation.command('verify');
  expect(verified.code, verified.output).toBe(0);
});

/** Waits until every leaf has its place and a checkpoint covers it. */
async function sequenced(client: pg.Client): Promise<void> {
  for (const end = Date.now() + 60_000; ; await sleep(500)) {
    const left = await client.query<{ waiting: number; unsigned: number }>(
      `select (select count(*)::int from app.ledger_pending) as waiting,
         (select count(*)::int from app.ledger_log l where l.log = 'main' and l.size > coalesce((select max(c.size) from app.ledger_checkpoint c where c.log = 'main'), 0)) as unsigned`,
    );
    const { waiting = 1, unsigned = 1 } = left.rows[0] ?? {};
    if (waiting === 0 && unsigned === 0) return;
    if (Date.now() > end) throw new Error(`${waiting} leaves wait, ${unsigned} logs are not signed`);
  }
}

/** The receipt of every acknowledged act is signed, and its leaf stands in the log once, without a gap before it. */
async function expectEachPromiseKept(client: pg.Client, acknowledged: readonly Acknowledged[]): Promise<void> {
  const broken: string[] = [];
  for (const { key, promise } of acknowledged) {
    const { code } = promise === undefined ? { code: 'none' } : await compareReceipt(client, promise);
    if (code !== 'kept') broken.push(`${key}: ${code}`);
  }
  expect(broken).toEqual([]);
  const places = await client.query<{ n: number; last: number; acts: number }>(
    `select count(*)::int as n, max(idx)::int as last, count(distinct (dossier, seq))::int as acts from app.ledger_entry where log = 'main'`,
  );
  const { n = 0, last = 0, acts = 0 } = places.rows[0] ?? {};
  expect({ n, acts }).toEqual({ n: last + 1, acts: last + 1 });
}

/** Waits until the worker has carried out what the killed ones left behind. */
async function settled(client: pg.Client): Promise<void> {
  for (const end = Date.now() + 300_000; ; await sleep(1000)) {
    // A job whose worker was killed is locked for as long as graphile-worker believes in it; the others must be done.
    const left = await client.query<{ n: number }>(
      `select count(*)::int as n from graphile_worker.jobs where locked_at is null and run_at < now() - interval '10 seconds' and attempts < max_attempts`,
    );
    if (left.rows[0]?.n === 0) return;
    if (Date.now() > end) throw new Error(`${left.rows[0]?.n} jobs are left undone`);
  }
}
