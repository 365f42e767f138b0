/** The write door from inside one process: how many acts a second, and what each step of one costs. */
import type pg from 'pg';
import { decide } from '../../src/dossier/decide.ts';
import { isRefusal } from '../../src/dossier/refusal.ts';
import { asDossierId, newId } from '../../src/kernel/ids.ts';
import { asInstant } from '../../src/kernel/time.ts';
import { newChain, toChange } from '../../src/store/change.ts';
import { perform } from '../../src/store/perform.ts';
import { askAs } from '../../src/store/store.ts';
import { chanceOf } from '../load/chance.ts';
import { runCallers } from '../measure/callers.ts';
import { cpuOfTree } from '../measure/cpu.ts';
import type { Report } from '../measure/line.ts';
import { rawName } from './raw.ts';
import { CALLERS, progressBody, reportBody, type Site, settleDown } from './site.ts';

/** A line's name. */
export const performName = (what: string, callers: number, size: string): string =>
  `perform ${what}, ${callers} callers, ${size}`;

/** Waiting for the database by statement, in milliseconds. */
class Stopwatch {
  readonly spent = new Map<string, number>();

  /** Times the statements of a pool; gives what puts the pool back. */
  watch(pool: pg.Pool): () => void {
    const { query } = pool;
    const timed = async (...args: unknown[]): Promise<unknown> => {
      const began = performance.now();
      try {
        return await (query as (...all: unknown[]) => Promise<unknown>).apply(pool, args);
      } finally {
        this.#note(String((args[0] as { text?: string }).text ?? args[0]), performance.now() - began);
      }
    };
    pool.query = timed as typeof pool.query;
    return () => {
      pool.query = query;
    };
  }

  #note(text: string, millis: number): void {
    const name = /app\.(\w+)/.exec(text)?.[1] ?? 'other';
    this.spent.set(name, (this.spent.get(name) ?? 0) + millis);
  }
}

const BODIES = 3000;

/** Measures `obstacle.report` and `task.progress` at one and at sixteen callers. */
export async function measurePerform(report: Report, site: Site, serverPid: number, millis: number): Promise<void> {
  // Written beforehand: who types a report does not do it on this processor.
  const reports = Array.from({ length: BODIES }, (_, n) => reportBody(site, chanceOf(n)));
  const notes = Array.from({ length: BODIES }, (_, n) => progressBody(n));
  await measureAct(report, site, serverPid, millis, 'obstacle.report', (n) =>
    perform(site.store, { person: personOf(site, n) }, { kind: 'obstacle', act: 'report', body: reports[n % BODIES] }),
  );
  await measureAct(report, site, serverPid, millis, 'task.progress', (n) => {
    const task = site.tasks[n % site.tasks.length];
    if (!task) throw new Error('no task is open');
    return perform(site.store, { person: task.person }, { dossier: task.id, act: 'progress', body: notes[n % BODIES] });
  });
  await measureEngine(report, site);
}

function personOf(site: Site, n: number) {
  const person = site.reporters[n % site.reporters.length];
  if (!person) throw new Error('nobody can report');
  return person;
}

async function measureAct(
  report: Report,
  site: Site,
  serverPid: number,
  millis: number,
  what: string,
  act: (n: number) => Promise<unknown>,
): Promise<void> {
  // With every connection that will be measured: a new one reads catalogues and plans each statement once.
  await runCallers(Math.max(...CALLERS), Math.min(2500, millis), (n) => act(n + 1_000_000));
  for (const callers of CALLERS) {
    await settleDown(site.url);
    const name = performName(what, callers, site.size);
    const watch = new Stopwatch();
    const restore = watch.watch(site.store.pool);
    const before = { own: process.cpuUsage(), server: cpuOfTree(serverPid) };
    const measured = await runCallers(callers, millis, act);
    const own = process.cpuUsage(before.own);
    restore();
    if (measured.failed > 0 || measured.count === 0)
      throw new Error(`${name}: ${measured.failed} failed: ${measured.failure ?? ''}`);
    const raw = report.value(rawName(callers));
    report.add(name, measured.perSecond, 'acts/s', raw === undefined ? undefined : { value: raw, against: rawName(callers) });
    report.add(`${name}, p50`, measured.p50, 'ms');
    report.add(`${name}, p95`, measured.p95, 'ms');
    report.add(`${name}, CPU of the program`, (own.user + own.system) / 1000 / measured.count, 'ms/act');
    report.add(`${name}, CPU of PostgreSQL`, (cpuOfTree(serverPid) - before.server) / measured.count, 'ms/act');
    if (callers === 1) addShares(report, name, watch, measured.count, measured.perSecond);
  }
}

function addShares(report: Report, name: string, watch: Stopwatch, count: number, perSecond: number): void {
  let waiting = 0;
  for (const [statement, spent] of watch.spent) {
    waiting += spent / count;
    report.add(`${name}, of it waiting for ${statement}`, spent / count, 'ms/act');
  }
  report.add(`${name}, of it everything else (decide, hash, derive)`, 1000 / perSecond - waiting, 'ms/act');
}

const ROUNDS = 400;

/** The pure part alone, on one thread without a database: deciding, and hashing with the derived row. */
async function measureEngine(report: Report, site: Site): Promise<void> {
  const kind = site.store.registry.byName('obstacle');
  const asker = await askAs(site.store, personOf(site, 0));
  const now = asInstant(Date.now());
  const desk = {
    registry: site.store.registry,
    standing: asker.standing,
    org: asker.org,
    law: asker.law,
    view: new Map(),
    now: { at: now, businessAt: now },
    newId: () => asDossierId(newId(Date.now())),
  };
  const bodies = Array.from({ length: ROUNDS }, (_, n) => reportBody(site, chanceOf(n)));
  const decideAll = () =>
    bodies.map((body) => {
      const outcome = decide(kind, undefined, { act: 'report', body }, desk);
      if (isRefusal(outcome)) throw new Error(outcome.code);
      return outcome;
    });
  decideAll();
  const began = process.cpuUsage();
  const decisions = decideAll();
  const decided = process.cpuUsage(began);
  const written = decisions.map((decision) => JSON.stringify(toChange(decision.changes[0], newChain(), new Map())));
  const all = process.cpuUsage(began);
  const each = (usage: NodeJS.CpuUsage): number => (usage.user + usage.system) / 1000 / ROUNDS;
  report.add('obstacle.report: decide alone, CPU', each(decided), 'ms/act');
  report.add('obstacle.report: hash, derive and write as JSON alone, CPU', each(all) - each(decided), 'ms/act');
  report.add('obstacle.report: size of what is appended', written.reduce((sum, text) => sum + text.length, 0) / ROUNDS, 'bytes');
}
