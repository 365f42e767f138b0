/** `npm run bench`: builds its own server and provinces, measures everything in one run, tidies up. See README.md. */
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { TENANT } from '../src/main/province.ts';
import { loadDossiers } from './load/load.ts';
import { machineTime } from './measure/cpu.ts';
import { Report, round } from './measure/line.ts';
import { PEERS_SOURCE } from './measure/peers.ts';
import { measureConfirmations } from './parts/acknowledgements.ts';
import { judge } from './parts/aims.ts';
import { measureBulk } from './parts/bulk.ts';
import { measureHttp } from './parts/http.ts';
import { measureLedger } from './parts/ledger.ts';
import { measurePerform } from './parts/perform.ts';
import { measurePgbench } from './parts/pgbench.ts';
import { measureRaw } from './parts/raw.ts';
import { measureSearch } from './parts/search.ts';
import { openSite } from './parts/site.ts';
import { measureVerify } from './parts/verify.ts';
import { type BenchServer, prepareBenchProvince, startBenchServer } from './server/cluster.ts';
import { findKept, type Kept, keep } from './server/kept.ts';

const PARTS = ['raw', 'verify', 'ledger', 'perform', 'http', 'search', 'bulk', 'confirm'] as const;
type Part = (typeof PARTS)[number];
/** The parts that look at a loaded province. */
const MEASURED = ['perform', 'http', 'search', 'bulk', 'confirm'] as const;

const { values } = parseArgs({
  options: {
    large: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    sizes: { type: 'string' },
    keep: { type: 'string' },
  },
});

const only = values.only?.split(',');
const unknown = only?.find((part) => !(PARTS as readonly string[]).includes(part));
if (unknown !== undefined) throw new Error(`there is no part ${unknown}: ${PARTS.join(', ')}`);
const parts = new Set<Part>(PARTS.filter((part) => only?.includes(part) ?? true));
const chosen =
  values.sizes?.split(',').map(Number) ?? (values.quick ? [1000] : [10_000, 100_000, ...(values.large ? [1_000_000] : [])]);
if (chosen.some((dossiers) => !Number.isInteger(dossiers) || dossiers < 100))
  throw new Error('sizes are whole numbers from 100 on');
const millis = values.quick ? 1000 : 4000;
const confirmations = values.quick ? 200 : 5000;

const LOADED_A_SECOND = 20_000;

const say = (text: string): void => {
  process.stdout.write(text);
};
const databaseOf = (dossiers: number): string => `bench_${sizeName(dossiers).toLowerCase()}`;
const sizeName = (dossiers: number): string => (dossiers >= 1_000_000 ? `${dossiers / 1_000_000}M` : `${dossiers / 1000}k`);

/** Loads a province, or takes the one an earlier run left; a load that was broken off begins anew. */
async function loadSize(server: BenchServer, report: Report, dossiers: number): Promise<Kept> {
  const size = sizeName(dossiers);
  const database = databaseOf(dossiers);
  const found = await findKept(server.urlOf('postgres'), database);
  if (!found) await server.create(database, 'bench_empty');
  const loaded =
    found ??
    ({
      ...(await loadDossiers({ ownerUrl: server.urlOf(database), tenant: TENANT, dossiers })),
      loadedAt: new Date().toISOString(),
    } satisfies Kept);
  if (!found) await keep(server.urlOf('postgres'), database, loaded);
  const when = found ? `, by an earlier run at ${found.loadedAt}` : '';
  report.add(`load ${size}: acts a second${when}`, (loaded.acts * 1000) / loaded.loadMillis, 'acts/s');
  report.add(
    `load ${size}: acts a second with indexes and statistics${when}`,
    (loaded.acts * 1000) / (loaded.loadMillis + loaded.indexMillis),
    'acts/s',
  );
  report.add(`load ${size}: acts`, loaded.acts, 'acts');
  const perSecond = (loaded.acts * 1000) / loaded.loadMillis;
  report.aim(`load ${size}${when}: acts a second ≥ ${LOADED_A_SECOND}`, perSecond >= LOADED_A_SECOND, String(round(perSecond)));
  if (!parts.has('verify')) return loaded;
  // Before anything is measured: figures of a record that does not verify mean nothing.
  if (loaded.verifyMillis === undefined) {
    const verifyMillis = await measureVerify(report, server.urlOf(database), size, loaded);
    await keep(server.urlOf('postgres'), database, { ...loaded, verifyMillis });
  } else {
    report.add(`verify ${size}: all of it passed${when}, in`, loaded.verifyMillis / 1000, 's');
    report.add(`verify ${size}${when}`, (loaded.acts * 1000) / loaded.verifyMillis, 'acts/s');
  }
  report.aim(`verify ${size} passes`, true, `${loaded.acts} acts`);
  return loaded;
}

/** On copies: what is done without the ledger is no record. */
async function measureLedgerOf(server: BenchServer, report: Report, dossiers: number): Promise<void> {
  const database = databaseOf(dossiers);
  const names = { ledger: `${database}_ledger`, bare: `${database}_bare` };
  for (const name of Object.values(names)) await server.create(name, database);
  await measureLedger(report, { ledger: server.urlOf(names.ledger), bare: server.urlOf(names.bare) }, sizeName(dossiers), millis);
  for (const name of Object.values(names)) await server.remove(name);
}

async function measureSize(server: BenchServer, report: Report, dossiers: number, isFirst: boolean): Promise<void> {
  const loaded = await loadSize(server, report, dossiers);
  if (parts.has('ledger')) await measureLedgerOf(server, report, dossiers);
  if (!MEASURED.some((part) => parts.has(part))) return;
  const site = await openSite(server.urlOf(databaseOf(dossiers)), sizeName(dossiers));
  try {
    if (site.dossiers < loaded.dossiers) throw new Error(`${loaded.dossiers} dossiers were loaded, ${site.dossiers} are there`);
    // What reads before what writes: thousands of reports that nobody has registered are no record that lists are read from.
    if (parts.has('search')) await measureSearch(report, site);
    if (parts.has('http')) await measureHttp(report, site, server.pid, server.dataDir, millis);
    if (parts.has('perform')) await measurePerform(report, site, server.pid, millis);
    if (parts.has('bulk')) await measureBulk(report, site, server.dataDir);
    if (isFirst && parts.has('confirm')) await measureConfirmations(report, site, confirmations);
  } finally {
    await site.close();
  }
}

async function bench(): Promise<void> {
  const report = new Report(say);
  const [cpu] = cpus();
  say(
    `${cpus().length} cores of ${cpu?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}\n`,
  );
  say(
    `Held against ${PEERS_SOURCE}.\nThe client runs in a process of its own; its CPU time is said beside each figure and not part of it.\n\n`,
  );
  const began = machineTime();
  const server = await startBenchServer(values.keep);
  const stop = (): void => {
    void server.stop().finally(() => process.exit(1));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    await server.create('bench_empty');
    await prepareBenchProvince(server.urlOf('bench_empty'));
    if (parts.has('raw') || parts.has('perform')) {
      await server.create('bench_raw');
      await measureRaw(report, server.urlOf('bench_raw'), millis);
      await measurePgbench(report, server.urlOf('bench_raw'), server.dataDir, millis / 1000);
    }
    for (const [i, dossiers] of chosen.entries()) await measureSize(server, report, dossiers, i === 0);
    const ended = machineTime();
    report.add(
      'processor time others took of this machine',
      (100 * (ended.stolen - began.stolen)) / (ended.all - began.all),
      '%',
    );
    judge(report, chosen.map(sizeName), confirmations);
    report.finish();
  } finally {
    process.removeListener('SIGINT', stop);
    process.removeListener('SIGTERM', stop);
    await server.stop();
  }
}

await bench();
