/** What this program counts of itself: routes, kinds, acts, tasks and moments; no dossier, no person, no address. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type pg from 'pg';
import { toMillis } from '../../kernel/time.ts';
import { readLedgerState } from '../../store/ledger/state.ts';
import { type Condition, readCondition } from '../../store/read/condition.ts';
import type { Store } from '../../store/store.ts';
import type { StoreWatch } from '../../store/watch.ts';
import type { OnAnswer } from '../../web/http/answer-log.ts';
import { ledgerGauges } from './ledger-gauges.ts';
import { type Gauge, gauge, Meters } from './meters.ts';

const REQUEST_BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10] as const;
const PERFORM_BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5] as const;
const LAG_BOUNDS = [60, 120, 300, 900, 3600, 21_600, 86_400] as const;
/** Everybody who asks within this time is told the same of the database. */
const CONDITION_MILLIS = 10_000;

/** The meters of one process and the ends that feed them. */
export interface ProductMetrics {
  readonly watch: StoreWatch;
  readonly onAnswer: OnAnswer;
  readonly onJob: (job: { readonly task: string; readonly failed: boolean }) => void;
  /** Adds the connections of a pool. */
  addPool(name: string, pool: pg.Pool): void;
  /** Adds what the database says of jobs, silences, follow-ups and the ledger. */
  addCondition(store: Store): void;
  /** Tells whether this process signs: without keys, or where somebody contradicts the database, it refuses to. */
  noteSigning(signs: boolean): void;
  text(): Promise<string>;
  stop(): void;
}

/** Makes the meters of a process; `part` says which: web, worker or both. */
export function createMetrics(version: string, part: string): ProductMetrics {
  const meters = new Meters();
  const requests = meters.histogram(
    'khoithong_http_request_duration_seconds',
    'Time to answer, by route pattern.',
    REQUEST_BOUNDS,
  );
  const answers = meters.counter('khoithong_http_requests_total', 'Answers by route pattern, method and status.');
  const acts = meters.counter('khoithong_perform_total', 'Acts asked of the write door, by kind, act and how they ended.');
  const actTime = meters.histogram('khoithong_perform_duration_seconds', 'Time an act took at the write door.', PERFORM_BOUNDS);
  const retries = meters.counter('khoithong_perform_retries_total', 'Attempts made again because the dossier had moved.');
  const lag = meters.histogram('khoithong_lapse_lag_seconds', 'From due moment to the recording of a silence.', LAG_BOUNDS);
  const jobs = meters.counter('khoithong_jobs_total', 'Jobs ended in this process, by task.');
  const loop = monitorEventLoopDelay({ resolution: 20 });
  loop.enable();
  meters.collect(() => [
    gauge('khoithong_build_info', 'Version and part of the program.', 1, { version, part, node: process.version }),
    ...processGauges(loop),
  ]);
  return {
    watch: {
      performed: ({ kind, act, outcome, seconds }) => {
        acts.add({ kind, act, outcome });
        actTime.observe({ outcome: outcome === 'done' ? 'done' : 'other' }, seconds);
      },
      retried: () => retries.add({}),
      lapsed: (seconds) => lag.observe({}, seconds),
    },
    onAnswer: ({ method, route, status, seconds }) => {
      answers.add({ method, route, status: String(status) });
      requests.observe({ route }, seconds);
    },
    onJob: ({ task, failed }) => jobs.add({ task, outcome: failed ? 'failed' : 'done' }),
    addPool: (name, pool) => meters.collect(() => poolGauges(name, pool)),
    addCondition: (store) => {
      meters.collect(rarely(async () => conditionGauges(await readCondition(store))));
      meters.collect(rarely(async () => ledgerGauges(await readLedgerState(store))));
    },
    noteSigning: (signs) =>
      meters.collect(() => [
        gauge('khoithong_ledger_signing_refused', 'Whether this process refuses to sign the ledger and receipts.', signs ? 0 : 1),
      ]),
    text: () => meters.text(),
    stop: () => loop.disable(),
  };
}

function rarely(look: () => Promise<readonly Gauge[]>): () => Promise<readonly Gauge[]> {
  let last: { readonly at: number; readonly gauges: Promise<readonly Gauge[]> } | undefined;
  return () => {
    const now = performance.now();
    if (!last || now - last.at > CONDITION_MILLIS) last = { at: now, gauges: look() };
    return last.gauges;
  };
}

function processGauges(loop: ReturnType<typeof monitorEventLoopDelay>): readonly Gauge[] {
  const { rss, heapUsed } = process.memoryUsage();
  const delay = (value: number) => Math.max(0, value / 1e9 || 0);
  const lags = [
    { labels: { quantile: '0.5' }, value: delay(loop.percentile(50)) },
    { labels: { quantile: '0.99' }, value: delay(loop.percentile(99)) },
    { labels: { quantile: '1' }, value: delay(loop.max) },
  ];
  loop.reset();
  return [
    { name: 'khoithong_event_loop_delay_seconds', help: 'Delay of the event loop since the last reading.', values: lags },
    gauge('khoithong_memory_resident_bytes', 'Memory of the process.', rss),
    gauge('khoithong_memory_heap_bytes', 'Heap in use.', heapUsed),
    gauge('khoithong_uptime_seconds', 'Since the process started.', Math.round(process.uptime())),
  ];
}

function poolGauges(name: string, pool: pg.Pool): readonly Gauge[] {
  const idle = pool.idleCount;
  const state = (value: number, what: string) => ({ labels: { pool: name, state: what }, value });
  return [
    {
      name: 'khoithong_db_pool_connections',
      help: 'Connections of the pool, and callers waiting for one.',
      values: [state(pool.totalCount - idle, 'busy'), state(idle, 'idle'), state(pool.waitingCount, 'waiting')],
    },
  ];
}

function conditionGauges(c: Condition): readonly Gauge[] {
  const perTask = (name: string, help: string, of: (job: Condition['jobs'][number]) => number): Gauge => ({
    name,
    help,
    values: c.jobs.map((job) => ({ labels: { task: job.task }, value: of(job) })),
  });
  const now = toMillis(c.at);
  const age = (at: Condition['workerSeen']) => (at === null ? 0 : Math.max(0, (now - toMillis(at)) / 1000));
  const overdue = c.lapses.oldestDue;
  const refused = c.followUps.refused.reduce((sum, r) => sum + r.n, 0);
  return [
    perTask('khoithong_jobs_waiting', 'Jobs ready and not taken up.', (j) => j.waiting),
    perTask('khoithong_jobs_oldest_seconds', 'How long the oldest ready job has waited.', (j) => j.oldestSeconds),
    perTask('khoithong_jobs_retrying', 'Jobs that failed and will be tried again.', (j) => j.retrying),
    perTask('khoithong_jobs_dead', 'Jobs nobody tries again.', (j) => j.dead),
    ...(c.workerSeen === null
      ? []
      : [gauge('khoithong_worker_seen_age_seconds', 'Since a worker last took up its minute.', age(c.workerSeen))]),
    gauge('khoithong_lapses_overdue', 'Clocks past due whose silence is not recorded yet.', c.lapses.overdue),
    gauge(
      'khoithong_lapses_oldest_seconds',
      'How long the oldest of these is past due.',
      overdue === null ? 0 : Math.max(0, (toMillis(c.businessAt) - toMillis(overdue)) / 1000),
    ),
    gauge('khoithong_follow_ups_under_way', 'Effects on other dossiers not carried out yet.', c.followUps.underWay),
    gauge('khoithong_follow_ups_oldest_seconds', 'Age of the oldest of these.', age(c.followUps.oldestAt)),
    gauge('khoithong_follow_ups_refused', 'Effects on other dossiers that were refused.', refused),
    gauge('khoithong_database_bytes', 'Size of the database.', c.database.bytes),
    gauge('khoithong_database_connections', 'Connections to this database.', c.database.connections),
    gauge('khoithong_database_connections_max', 'Most connections the server takes.', c.database.maxConnections),
  ];
}
