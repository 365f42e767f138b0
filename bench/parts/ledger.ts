/** What the ledger costs the write door and how far it lags: the same acts with it and on a schema without it, in turns. */
import { generateKeyPairSync } from 'node:crypto';
import pg from 'pg';
import { key } from '../../src/dossier/keys.ts';
import { startSequencer } from '../../src/jobs/sequencer.ts';
import { createSigner, type Signer } from '../../src/ledger/signer.ts';
import { openStore } from '../../src/main/installation.ts';
import { readAs } from '../../src/store/database.ts';
import { noteKey, openLogs, readOpenLogs } from '../../src/store/ledger/logs.ts';
import { proveInclusion } from '../../src/store/ledger/prove.ts';
import { sequenceOnce } from '../../src/store/ledger/sequence.ts';
import { perform } from '../../src/store/perform.ts';
import type { Store } from '../../src/store/store.ts';
import { verifyLedgerAlone } from '../../src/store/verify.ts';
import { chanceOf } from '../load/chance.ts';
import { percentile, runCallers } from '../measure/callers.ts';
import type { Report } from '../measure/line.ts';
import { runOn } from '../server/cluster.ts';
import { openSite, progressBody, reportBody, type Site, settleDown } from './site.ts';

const ORIGIN = 'khoithong.bench/1';
const CALLERS = 16;
const TURNS = 3;
const BODIES = 3000;
/** What the load makes of a dossier: 8.75 acts. */
const ACTS_A_DOSSIER = 9;
const SHARE = 0.6;
const LEAST_PER_SECOND = 500;
const COVERED_SECONDS = 2;
const MILLION_SECONDS = 60;
const PROOFS = 300;
const PROOF_MILLIS = 20;

const silent = {
  info: () => undefined,
  warn: () => undefined,
  error: (fields: object, text: string) => console.error(text, fields),
};

/**
 * Measures on two databases with the same content, each act at 16 callers in turns: one with the ledger, its sequencer and receipts on the
 * same processors, one whose acts leave no leaf.
 */
export async function measureLedger(
  report: Report,
  urls: { readonly ledger: string; readonly bare: string },
  size: string,
  millis: number,
): Promise<void> {
  await takeLedgerAway(urls.bare);
  const bare = await openSite(urls.bare, size);
  const opened = await openSite(urls.ledger, size);
  const worker = openStore(urls.ledger, 'app_worker', 4);
  const signer = newSigner();
  await openBenchLogs(worker, signer);
  await sequenceBacklog(report, worker, signer, size);
  // As after a night: what a backlog leaves behind is a load of its own, and the other copy had none.
  await runOn(urls.ledger, 'vacuum (analyze) app.ledger_pending, app.ledger_entry');
  await measureVerification(report, worker, size);
  await measureProofs(report, worker, size);
  const kept: Site = { ...opened, store: { ...opened.store, ledger: { signer, origin: ORIGIN } } };
  const sequencer = startSequencer(worker, signer, silent);
  try {
    for (const [what, act] of actsOf(kept)) {
      // Once and not before every turn: the first touch of a page after it is logged whole, which a server that does it every quarter of an hour pays
      // once in many thousand acts.
      await settleDown(kept.url);
      // Twice as long as a turn: a program that has been at work for a day has long been compiled, and each connection has met every page.
      await runCallers(CALLERS, 2 * millis, (n) => act(bare, n + 1_000_000));
      await runCallers(CALLERS, 2 * millis, (n) => act(kept, n + 1_000_000));
      const found = { bare: [] as number[], kept: [] as number[] };
      for (let turn = 0; turn < TURNS; turn++) {
        for (const [name, site] of [
          ['bare', bare],
          ['kept', kept],
        ] as const) {
          const measured = await runCallers(CALLERS, millis, (n) => act(site, turn * 100_000 + n));
          if (measured.failed > 0) throw new Error(`${what}: ${measured.failed} failed: ${measured.failure ?? ''}`);
          found[name].push(measured.perSecond);
        }
      }
      const without = mean(found.bare);
      const withLedger = mean(found.kept);
      const name = `perform ${what} with the ledger, ${CALLERS} callers, ${size}`;
      report.add(`perform ${what} without the ledger, ${CALLERS} callers, ${size}`, without, 'acts/s');
      report.add(name, withLedger, 'acts/s', { value: without, against: 'without it' });
      report.aim(`${name}: share of without ≥ ${SHARE}`, withLedger / without >= SHARE, (withLedger / without).toPrecision(3));
      report.aim(`${name} ≥ ${LEAST_PER_SECOND}/s`, withLedger >= LEAST_PER_SECOND, String(Math.round(withLedger)));
    }
    await reportCovering(report, urls.ledger, size);
  } finally {
    await sequencer.stop();
    await worker.pool.end();
    await Promise.all([kept.close(), bare.close()]);
  }
}

function actsOf(site: Site): readonly (readonly [string, (on: Site, n: number) => Promise<unknown>])[] {
  const reports = Array.from({ length: BODIES }, (_, n) => reportBody(site, chanceOf(n)));
  const notes = Array.from({ length: BODIES }, (_, n) => progressBody(n));
  const report = (on: Site, n: number) =>
    perform(
      on.store,
      { person: on.reporters[n % on.reporters.length] ?? null },
      { kind: 'obstacle', act: 'report', body: reports[n % BODIES] },
    );
  const progress = (on: Site, n: number) => {
    const task = on.tasks[n % on.tasks.length];
    if (!task) throw new Error('no task is open');
    return perform(on.store, { person: task.person }, { dossier: task.id, act: 'progress', body: notes[n % BODIES] });
  };
  return [
    ['obstacle.report', report],
    ['task.progress', progress],
    [
      `as the record has them, one report in ${ACTS_A_DOSSIER} acts`,
      (on, n) => (n % ACTS_A_DOSSIER === 0 ? report : progress)(on, n),
    ],
  ];
}

function newSigner(): Signer {
  const newKey = () => generateKeyPairSync('ed25519').privateKey;
  return createSigner({ main: newKey(), reads: newKey(), receipt: newKey() });
}

async function openBenchLogs(store: Store, signer: Signer): Promise<void> {
  await openLogs(store, { main: ORIGIN, reads: 'khoithong-reads.bench/1' });
  for (const log of await readOpenLogs(store)) await noteKey(store, log, 'log', signer.logKey(log.log, log.origin));
}

async function sequenceBacklog(report: Report, store: Store, signer: Signer, size: string): Promise<void> {
  const began = performance.now();
  let sequenced = 0;
  for (;;) {
    const round = await sequenceOnce(store, signer, 'main');
    if (round.sequenced === 0) break;
    sequenced += round.sequenced;
  }
  report.add(`sequencer on what was waiting, ${size}`, (sequenced * 1000) / (performance.now() - began), 'leaves/s');
}

/** Every leaf hashed anew, every tile and signature: what `khoithong verify --ledger` does, at the pace that a million of them allow. */
async function measureVerification(report: Report, store: Store, size: string): Promise<void> {
  const began = performance.now();
  const { leaves, found } = await verifyLedgerAlone(store);
  const perSecond = (leaves * 1000) / (performance.now() - began);
  if (found > 0) throw new Error(`the ledger of the bench has ${found} differences`);
  report.add(`verify the ledger, ${leaves} leaves, ${size}`, perSecond, 'leaves/s');
  const million = 1_000_000 / perSecond;
  report.aim(
    `verify the ledger, ${size}: a million leaves < ${MILLION_SECONDS} s`,
    million < MILLION_SECONDS,
    `${million.toFixed(1)} s`,
  );
}

/** Inclusion of leaves anywhere in the log, read from its tiles. */
async function measureProofs(report: Report, store: Store, size: string): Promise<void> {
  const [log] = await readOpenLogs(store);
  if (log === undefined) throw new Error('no log is open');
  const millis = await readAs(store.pool, { tenant: store.tenant, person: null, keys: [key.system] }, async (client) => {
    const found = await client.query<{ size: string }>('select max(size) as size from app.ledger_checkpoint where log = $1', [
      log.log,
    ]);
    const treeSize = Number(found.rows[0]?.size);
    const chance = chanceOf(73);
    const taken: number[] = [];
    for (let n = 0; n < PROOFS; n += 1) {
      const began = performance.now();
      await proveInclusion(client, log, chance.int(treeSize), treeSize);
      taken.push(performance.now() - began);
    }
    return taken.toSorted((a, b) => a - b);
  });
  const p95 = percentile(millis, 95);
  report.add(`proof of inclusion, p95 of ${PROOFS}, ${size}`, p95, 'ms');
  report.aim(`proof of inclusion, ${size}: p95 ≤ ${PROOF_MILLIS} ms`, p95 <= PROOF_MILLIS, `${p95.toPrecision(3)} ms`);
}

/** On a copy nobody keeps: acts that leave no leaf, and nothing that asks for one. */
async function takeLedgerAway(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const found = await client.query<{ source: string }>(
      `select pg_get_functiondef('app.write_changes(jsonb[])'::regprocedure) as source`,
    );
    const source = found.rows[0]?.source ?? '';
    const bare = source.replace(/insert into app\.ledger_pending[^;]*;/, '');
    if (bare === source) throw new Error('app.write_changes leaves no leaf that could be taken away');
    await client.query(bare);
    await client.query(
      'drop trigger has_leaf on app.act; drop trigger opens_with_leaf on app.dossier; drop trigger moves_with_leaf on app.dossier',
    );
  } finally {
    await client.end();
  }
}

async function reportCovering(report: Report, url: string, size: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // From when the act was written down to when a checkpoint over it was signed; of what came while the sequencer ran.
    const found = await client.query<{ p50: number; p99: number; n: number }>(
      `with sized as (select size, signed_at, coalesce(lag(size) over (order by size), 0) as before from app.ledger_checkpoint where log = 'main'),
         covered as (select extract(epoch from s.signed_at - e.at)::float8 as seconds
           from sized s join app.ledger_entry e on e.log = 'main' and e.idx >= s.before and e.idx < s.size
           where e.at > (select min(signed_at) from app.ledger_checkpoint where log = 'main' and size > 0) and e.at > now() - interval '1 hour')
       select percentile_cont(0.5) within group (order by seconds) as p50, percentile_cont(0.99) within group (order by seconds) as p99, count(*)::int as n from covered`,
    );
    const { p50 = 0, p99 = 0, n = 0 } = found.rows[0] ?? {};
    if (n === 0) throw new Error('no act was covered by a checkpoint');
    report.add(`from act to checkpoint, p50 of ${n}, ${size}`, p50, 's');
    report.add(`from act to checkpoint, p99 of ${n}, ${size}`, p99, 's');
    report.aim(`from act to checkpoint, ${size}: p99 ≤ ${COVERED_SECONDS} s`, p99 <= COVERED_SECONDS, `${p99.toPrecision(3)} s`);
  } finally {
    await client.end();
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
