/** Fills a prepared demo province with so many dossiers, through the owner's door, from several processes at once. */
import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TenantId } from '../../src/kernel/ids.ts';
import { asInstant, type Instant } from '../../src/kernel/time.ts';
import { productRegistry } from '../../src/main/registry.ts';
import { fillConcerns } from '../../src/store/bulk/concerns.ts';
import { takeNumbersAsOwner, withoutReadIndexes } from '../../src/store/bulk/door.ts';
import { orderLeaves } from '../../src/store/bulk/leaf-order.ts';
import { type Made, openYears, type Stretch } from './maker.ts';
import type { MakerAnswer, MakerTask } from './maker-process.ts';
import { type Era, lifeOf, numbersOf, planDossier, type Series } from './plan.ts';

/** What to load, and where. */
export interface LoadWish {
  /** URL of an account that owns the server: row security must not hold it. */
  readonly ownerUrl: string;
  readonly tenant: TenantId;
  readonly dossiers: number;
  /** Index of the first plan; a second load into the same database goes on from where the first ended. */
  readonly from?: number;
  /** The moment at which the record ends; absent: the present. */
  readonly until?: Instant;
  readonly processes?: number;
  readonly onProgress?: (made: Made) => void;
}

/** What was loaded and how long it took: copying, and building the indexes again. */
export interface LoadReport extends Made {
  readonly loadMillis: number;
  readonly indexMillis: number;
}

const STRETCH = 512;

/** Loads the dossiers. What it leaves passes `khoithong verify`; after a failure the database is to be thrown away. */
export async function loadDossiers(wish: LoadWish): Promise<LoadReport> {
  const until = wish.until ?? asInstant(Date.now());
  const { era } = await openYears(wish.ownerUrl, wish.tenant, productRegistry, until);
  const stretches = await planStretches(wish, era);
  const began = performance.now();
  let ended = began;
  const made = await withoutReadIndexes(wish.ownerUrl, async () => {
    const total = await makeAll(wish, until, stretches);
    ended = performance.now();
    await fillConcerns(wish.ownerUrl, wish.tenant);
    await orderLeaves(wish.ownerUrl, wish.tenant);
    return total;
  });
  return { ...made, loadMillis: ended - began, indexMillis: performance.now() - ended };
}

/** Which numbers each stretch begins with: known before anything is decided, so that processes need not wait for one another. */
async function planStretches(wish: LoadWish, era: Era): Promise<readonly Stretch[]> {
  const begin = wish.from ?? 0;
  const counts = new Map<Series, number>();
  const offsets: Stretch[] = [];
  let planned: { readonly life: number; readonly numbers: readonly Series[] } | undefined;
  for (let from = begin; from < begin + wish.dossiers; from += STRETCH) {
    const to = Math.min(from + STRETCH, begin + wish.dossiers);
    offsets.push({ from, to, first: Object.fromEntries(counts) });
    for (let index = from; index < to; index++) {
      if (planned?.life !== lifeOf(index)) planned = { life: lifeOf(index), numbers: numbersOf(planDossier(lifeOf(index), era)) };
      for (const series of planned.numbers) counts.set(series, (counts.get(series) ?? 0) + 1);
    }
  }
  const firsts = new Map<Series, number>();
  for (const [series, count] of counts) firsts.set(series, await takeNumbersAsOwner(wish.ownerUrl, wish.tenant, series, count));
  return offsets.map((stretch) => ({
    ...stretch,
    first: Object.fromEntries([...firsts].map(([series, first]) => [series, first + (stretch.first[series] ?? 0)])),
  }));
}

async function makeAll(wish: LoadWish, until: Instant, stretches: readonly Stretch[]): Promise<Made> {
  const left = [...stretches];
  let made: Made = { dossiers: 0, acts: 0 };
  const count = Math.min(wish.processes ?? availableParallelism(), stretches.length);
  const note = (more: Made): void => {
    made = { dossiers: made.dossiers + more.dossiers, acts: made.acts + more.acts };
    wish.onProgress?.(made);
  };
  const makers = Array.from({ length: count }, () => startMaker(wish, until));
  try {
    await Promise.all(makers.map((maker) => feed(maker, left, note)));
  } finally {
    for (const maker of makers) if (maker.exitCode === null) maker.kill();
  }
  return made;
}

function startMaker(wish: LoadWish, until: Instant): ChildProcess {
  const file = path.join(path.dirname(fileURLToPath(import.meta.url)), 'maker-process.ts');
  return fork(file, [wish.ownerUrl, wish.tenant, until], { execArgv: ['--import', 'tsx'] });
}

/** Gives a maker stretches until none is left and it has ended. */
function feed(maker: ChildProcess, left: Stretch[], note: (made: Made) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    maker.once('error', reject);
    maker.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a maker ended with ${code}`))));
    maker.on('message', (said: MakerAnswer) => {
      if ('failed' in said) reject(new Error(said.failed));
      if (!('made' in said)) return;
      note(said.made);
      const stretch = left.shift();
      const task: MakerTask = stretch ? { stretch } : { end: true };
      maker.send(task);
    });
  });
}
