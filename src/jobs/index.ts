/** The worker: lapses and the leaf of readings every minute, follow-up acts, reorganisation, sweeping. Any number of workers may run beside one another. */
import { Logger, run, type TaskList } from 'graphile-worker';
import type pg from 'pg';
import { z } from 'zod';
import { describeFault } from '../kernel/errors.ts';
import { asDossierId } from '../kernel/ids.ts';
import { batchReadings } from '../store/batch-readings.ts';
import { writeAs } from '../store/database.ts';
import { askAs, type Store } from '../store/store.ts';
import { carryOutFollowUp } from './follow-up.ts';
import { followOutage } from './outage.ts';
import { bePatient } from './patient-pool.ts';
import { reorganiseAll } from './reorganise.ts';
import { resumeEffects } from './resume.ts';
import { settleDue } from './settle-due.ts';
import { spreadPage } from './spread.ts';
import { type JobLog, systemIdentity } from './system.ts';
import { tellNearing } from './tell-nearing.ts';

export { carryOutFollowUp, type FollowUpKey, type FollowUpOutcome } from './follow-up.ts';
export { type Reorganised, reorganiseAll, reorganisePage } from './reorganise.ts';
export { resumeEffects } from './resume.ts';
export { settleDue } from './settle-due.ts';
export { SPREAD_PAGE, type SpreadKey, type SpreadPage, spreadPage } from './spread.ts';
export type { JobLog } from './system.ts';

/** What a worker needs: a pool that works as `app_worker` and a store on it. */
export interface WorkerOptions {
  readonly pool: pg.Pool;
  readonly store: Store;
  readonly log: JobLog;
  readonly concurrency?: number;
  /** Told how each job ended. */
  readonly onJob?: (job: { readonly task: string; readonly failed: boolean }) => void;
}

/** A running worker. */
export interface RunningWorker {
  /** Ends after the jobs at hand; what is left waits in the database. */
  stop(): Promise<void>;
}

const CRONTAB = '17 * * * * sweep ?jobKey=sweep&max=2';
const ROUND_MS = 60_000;

const actPayload = z.object({ tenant: z.string(), dossier: z.uuid().transform(asDossierId), seq: z.int() });
const followUpPayload = actPayload.extend({ n: z.int() });
const spreadPayload = actPayload.extend({ n: z.int(), page: z.int().default(1) });

/** Starts the worker; ends when the returned `stop` is called. */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { pool, log } = options;
  // A client lost while a job holds it must not end the process; the job fails and comes again.
  const watch = (client: pg.PoolClient): void => {
    client.on('error', () => undefined);
  };
  pool.on('connect', watch);
  const stopping = new AbortController();
  const runner = await run({
    pgPool: bePatient(pool, stopping.signal),
    concurrency: options.concurrency ?? 2,
    noHandleSignals: true,
    pollInterval: 2000,
    crontab: CRONTAB,
    logger: new Logger(() => (level, message) => {
      // Successful jobs are no news; a job's own words are logged by the job.
      if (level === 'error') log.error({}, message);
      else if (level === 'warning') log.warn({}, message);
    }),
    taskList: createTasks(options),
  });
  // Not by the wall clock: turned back by an hour, a timetable would stand still for an hour. Workers beside one another ask for the same job.
  const askForRound = (): void => {
    runner.addJob('lapses', {}, { jobKey: 'lapses', maxAttempts: 2 }).catch((error: unknown) => {
      log.warn({ fault: describeFault(error) }, 'round not asked for');
    });
  };
  askForRound();
  const rounds = setInterval(askForRound, ROUND_MS);
  const { onJob } = options;
  if (onJob) {
    runner.events.on('job:success', ({ job }) => onJob({ task: job.task_identifier, failed: false }));
    runner.events.on('job:error', ({ job }) => onJob({ task: job.task_identifier, failed: true }));
  }
  return {
    async stop() {
      clearInterval(rounds);
      stopping.abort();
      await runner.stop();
      pool.off('connect', watch);
    },
  };
}

/** The tasks by name; each may be run again at any time. */
export function createTasks({ store, log }: WorkerOptions): TaskList {
  let lookedAt = '';
  return {
    lapses: async () => {
      await writeAs(store.pool, systemIdentity(store), (client) => client.query('select app.note_round()'));
      // First of all: the rest of a round may take longer than the minute within which a reading is committed to.
      await batchReadings(store, systemIdentity(store));
      lookedAt = await bringAfterChange(store, log, lookedAt);
      const brought = await followOutage(store, log);
      if (brought > 0) log.info({ brought }, 'clocks brought after an outage of witnesses');
      const settled = await settleDue(store, log);
      if (settled > 0) log.info({ settled }, 'lapses recorded');
      const told = await tellNearing(store);
      if (told > 0) log.info({ told }, 'holders told that time is going');
      const resumed = await resumeEffects(store, log);
      if (resumed > 0) log.warn({ resumed }, 'effects of a lost worker carried out');
    },
    'follow-up': async (payload) => {
      const { tenant, ...key } = followUpPayload.parse(payload);
      if (tenant !== store.tenant) return;
      const outcome = await carryOutFollowUp(store, key);
      if (outcome === 'refused') log.warn(key, 'follow-up act refused');
    },
    spread: async (payload, helpers) => {
      const { tenant, page, ...key } = spreadPayload.parse(payload);
      if (tenant !== store.tenant) return;
      const { more, refused } = await spreadPage(store, key, log);
      if (refused > 0) log.warn({ ...key, refused }, 'effects refused');
      if (!more) return;
      const next = page + 1;
      await helpers.addJob(
        'spread',
        { tenant, ...key, page: next },
        { jobKey: `spread:${key.dossier}:${key.seq}:${key.n}:${next}` },
      );
    },
    sweep: async () => {
      await writeAs(store.pool, systemIdentity(store), (client) => client.query('select app.sweep_accounts()'));
    },
  };
}

/** A decision takes effect on its day, not on the day it was signed: whenever the day or the record has moved, all clocks are looked at. */
async function bringAfterChange(store: Store, log: JobLog, lookedAt: string): Promise<string> {
  const { today, org, law } = await askAs(store, null);
  const now = [today, org.epoch, law.version].join('|');
  if (now === lookedAt) return lookedAt;
  const done = await reorganiseAll(store, log);
  if (done.moved + done.recounted + done.stuck > 0) log.info({ today, ...done }, 'clocks brought after the day');
  return now;
}
