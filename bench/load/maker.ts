/** Makes a stretch of dossiers and copies them in. One per process. */
import type { KindRegistry } from '../../src/dossier/registry.ts';
import type { TenantId } from '../../src/kernel/ids.ts';
import { asLegalDate, type Instant, toLegalDate } from '../../src/kernel/time.ts';
import { openBulkDoor } from '../../src/store/bulk/door.ts';
import { addRecord, emptyLines } from '../../src/store/bulk/record-rows.ts';
import { openPool } from '../../src/store/database.ts';
import { onDay, ReferenceCache } from '../../src/store/reference.ts';
import { workingDays } from './deeds.ts';
import { type Lived, liveThrough, Years } from './life.ts';
import { type Era, lifeOf, planDossier, type Series } from './plan.ts';
import { twinOf } from './twins.ts';

/** The day after the members of the new term were assigned: from then on every matter is covered. */
export const FIRST_DAY = asLegalDate('2025-10-02');

/** Dossiers from one index up to another, with the first number of each series they may take. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly first: Readonly<Record<Series, number>>;
}

/** What was written. */
export interface Made {
  readonly dossiers: number;
  readonly acts: number;
}

/** A maker at work. */
export interface Maker {
  readonly era: Era;
  /** Makes a stretch now and copies it in while the next is being made. */
  make(stretch: Stretch): Promise<Made>;
  /** Waits for the last copy and lets go of the database. */
  close(): Promise<void>;
}

/** The organisation and law of a prepared province through the years of the load, and the days on which something happens. */
export async function openYears(
  ownerUrl: string,
  tenant: TenantId,
  registry: KindRegistry,
  until: Instant,
): Promise<{ readonly years: Years; readonly era: Era }> {
  const pool = openPool(ownerUrl, 'app_worker', 1);
  try {
    const reference = await new ReferenceCache(pool).current(tenant);
    const { calendar } = onDay(reference, toLegalDate(until)).law;
    return { years: new Years(registry, reference), era: { days: workingDays(calendar, FIRST_DAY, toLegalDate(until)), until } };
  } finally {
    await pool.end();
  }
}

/** Opens a maker on a prepared province with people in it. */
export async function openMaker(ownerUrl: string, tenant: TenantId, registry: KindRegistry, until: Instant): Promise<Maker> {
  const { years, era } = await openYears(ownerUrl, tenant, registry, until);
  const door = await openBulkDoor(ownerUrl);
  let writing = Promise.resolve();
  const known = new Map<number, Lived>();
  const livedThrough = (of: number): Lived => {
    const lived = known.get(of) ?? liveThrough(years, planDossier(of, era), until, (series) => `${series}-0`);
    known.set(of, lived);
    return lived;
  };
  return {
    era,
    async make({ from, to, first }) {
      const next = new Map(Object.entries(first));
      const takeNumber = (series: Series): string => {
        const n = next.get(series);
        if (n === undefined) throw new Error(`no numbers were taken for ${series}`);
        next.set(series, n + 1);
        return `${series}-${String(n).padStart(5, '0')}`;
      };
      const lines = emptyLines();
      for (let index = from; index < to; index++) {
        // The first of several twins is a twin, too: all take their numbers in the same way.
        for (const life of twinOf(livedThrough(lifeOf(index)), index, takeNumber)) addRecord(lines, tenant, life);
      }
      await writing;
      writing = door.write(lines);
      // Whoever asks for the next stretch, or closes, hears of a failure.
      writing.catch(() => undefined);
      return { dossiers: lines.dossier.length, acts: lines.act.length };
    },
    async close() {
      await writing.finally(() => door.close());
    },
  };
}
