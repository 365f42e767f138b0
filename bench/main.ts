/** `npm run bench`: builds its own server and provinces, measures everything in one run, tidies up. See README.md. */
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { TENANT } from '../src/main/province.ts';
import { type LoadReport, loadDossiers } from './load/load.ts';
import { Report } from './measure/line.ts';
import { PEERS_SOURCE } from './measure/peers.ts';
import { measureConfirmations } from './parts/acknowledgements.ts';
import { judge } from './parts/aims.ts';
import { measureHttp } from './parts/http.ts';
import { measurePerform } from './parts/perform.ts';
import { measurePgbench } from './parts/pgbench.ts';
import { measureRaw } from './parts/raw.ts';
import { measureSearch } from './parts/search.ts';
import { openSite } from './parts/site.ts';
import { measureVerify } from './parts/verify.ts';
import { type BenchServer, prepareBenchProvince, startBenchServer } from './server/cluster.ts';

const PARTS = ['raw', 'verify', 'perform', 'http', 'search', 'confirm'] as const;
type Part = (typeof PARTS)[number];

const { values } = parseArgs({
  options: {
    large: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    sizes: { type: 'string' },
  },
});

const only = values.only?.split(',');
const unknown = only?.find((part) => !(PARTS as readonly string[]).includes(part));
if (unknown !== undefined) throw new Error(`there is no part ${unknown}: ${PARTS.join(', ')}`);
const parts = new Set<Part>(PARTS.filter((part) => only?.includes(part) ?? true));
const chosen =
  values.sizes?.split(',').map(Number) ?? (values.quick ? [1000] : [10_000, 100_000, ...(values.large ? [1_000_000] : [])]);
const millis = values.quick ? 1000 : 4000;
const confirmations = values.quick ? 200 : 5000;

const say = (text: string): void => {
  process.stdout.write(text);
};
const sizeName = (dossiers: number): string => (dossiers >= 1_000_000 ? `${dossiers / 1_000_000}M` : `${dossiers / 1000}k`);

async function loadSize(
  server: BenchServer,
  report: Report,
  dossiers: number,
): Promise<{ readonly url: string; readonly loaded: LoadReport }> {
  const size = sizeName(dossiers);
  const database = `bench_${size.toLowerCase()}`;
  await server.create(database, 'bench_empty');
  const url = server.urlOf(database);
  const loaded = await loadDossiers({ ownerUrl: url, tenant: TENANT, dossiers });
  report.add(`load ${size}: acts a second`, (loaded.acts * 1000) / loaded.loadMillis, 'acts/s');
  report.add(
    `load ${size}: acts a second with indexes and statistics`,
    (loaded.acts * 1000) / (loaded.loadMillis + loaded.indexMillis),
    'acts/s',
  );
  report.add(`load ${size}: acts`, loaded.acts, 'acts');
  return { url, loaded };
}

async function measureSize(server: BenchServer, report: Report, dossiers: number, isFirst: boolean): Promise<void> {
  const { url, loaded } = await loadSize(server, report, dossiers);
  // Before anything is measured: figures of a record that does not verify mean nothing.
  if (parts.has('verify')) await measureVerify(report, url, sizeName(dossiers), loaded);
  const site = await openSite(url, sizeName(dossiers));
  try {
    // What reads before what writes: thousands of reports that nobody has registered are no record that lists are read from.
    if (parts.has('search')) await measureSearch(report, site);
    if (parts.has('http')) await measureHttp(report, site, server.pid, server.dataDir, millis);
    if (parts.has('perform')) await measurePerform(report, site, server.pid, millis);
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
  const server = await startBenchServer();
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
    judge(report, chosen.map(sizeName), confirmations);
    report.finish();
  } finally {
    process.removeListener('SIGINT', stop);
    process.removeListener('SIGTERM', stop);
    await server.stop();
  }
}

await bench();
