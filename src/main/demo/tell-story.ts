/** Tells the story of the demonstration: performs its acts through the write door, each at its own business time. */
import { settleDue } from '../../jobs/index.ts';
import { addWorkingDays, type WorkingCalendar } from '../../kernel/calendar.ts';
import type { DossierId, PersonId, PostId } from '../../kernel/ids.ts';
import { asInstant, type Instant, type LegalDate, toLegalDate, toMillis } from '../../kernel/time.ts';
import { readAs } from '../../store/database.ts';
import { readDemoShift, setDemoClock, setDemoShift } from '../../store/demo-clock.ts';
import { perform } from '../../store/perform.ts';
import { onDay } from '../../store/reference.ts';
import type { Store } from '../../store/store.ts';
import type { Step, StoryView } from './step.ts';
import { storySteps } from './story.ts';
import { lastDayFrom, lastDayOf, momentOf } from './story-days.ts';

/** How the story is told. */
export interface StoryOptions {
  /** The moment at which the story ends and the demonstration begins; the real present but in tests. */
  readonly now: Instant;
  readonly onProgress?: (progress: { readonly done: number; readonly of: number }) => void;
}

/** What came of the telling. */
export interface StoryReport {
  /** Acts of people performed now; 0 when the story had been told before. */
  readonly performed: number;
  /** The dossiers of the story by the names it gives them. */
  readonly dossiers: ReadonlyMap<string, DossierId>;
}

const DAY_IS_OVER = '17:01';
/** A present this near needs no shift: the demonstration runs on real time. */
const NO_SHIFT_MILLIS = 3_600_000;
/** A lapse that cannot be recorded would leave a story nobody can explain. */
const STRICT = {
  info: () => undefined,
  warn: (fields: object) => fail(fields),
  error: (fields: object) => fail(fields),
};

function fail(fields: object): never {
  throw (fields as { err?: unknown }).err;
}

/**
 * Tells the story once in a demo province: what happened over the last 40 working days, with every lapse recorded on its day.
 * Business time ends at the real present. A story told before is left alone; one that was interrupted is told to its end.
 */
export async function tellStory(store: Store, options: StoryOptions): Promise<StoryReport> {
  const reference = await store.reference.current(store.tenant);
  const { calendar } = onDay(reference, toLegalDate(options.now)).law;
  const begunOn = await readBeginning(store);
  if (begunOn !== undefined && (await readDemoShift(store)) >= 0) return { performed: 0, dossiers: new Map() };
  const lastDay = begunOn === undefined ? lastDayOf(calendar, options.now) : lastDayFrom(calendar, begunOn);
  const telling = new Telling(store, calendar, lastDay);
  for (const [i, step] of storySteps.entries()) {
    await telling.tell(step, i);
    options.onProgress?.({ done: i + 1, of: storySteps.length });
  }
  await telling.closeDaysBefore(0);
  await endStory(store, options.now);
  return { performed: telling.performed, dossiers: telling.dossiers };
}

/** The day of the first act of the story, when it has begun. */
async function readBeginning(store: Store): Promise<LegalDate | undefined> {
  const [first] = await askSystem<{ at: Date }>(
    store,
    `select a.business_at as at from app.act a join app.dossier d on d.tenant = a.tenant and d.id = a.dossier
     where d.kind = 'directive' and a.seq = 1 order by a.business_at limit 1`,
  );
  return first ? toLegalDate(asInstant(first.at)) : undefined;
}

async function endStory(store: Store, now: Instant): Promise<void> {
  await setDemoShift(store, 0);
  const [real] = await askSystem<{ now: Date }>(store, 'select app.business_now() as now');
  const shift = toMillis(now) - toMillis(asInstant(real?.now ?? 0));
  if (Math.abs(shift) > NO_SHIFT_MILLIS) await setDemoShift(store, shift);
}

class Telling {
  readonly dossiers = new Map<string, DossierId>();
  performed = 0;
  readonly #store: Store;
  readonly #calendar: WorkingCalendar;
  readonly #lastDay: LegalDate;
  readonly #view: StoryView;
  /** The next day whose end has not come yet. */
  #day: number | undefined;

  constructor(store: Store, calendar: WorkingCalendar, lastDay: LegalDate) {
    this.#store = store;
    this.#calendar = calendar;
    this.#lastDay = lastDay;
    this.#view = { on: (days) => addWorkingDays(calendar, lastDay, days), id: (name) => this.#idOf(name) };
  }

  async tell(step: Step, index: number): Promise<void> {
    await this.closeDaysBefore(step.day);
    await this.#moveTo(step.day, step.at);
    const person = await this.#holderOf(step);
    const body = typeof step.body === 'function' ? step.body(this.#view) : step.body;
    const done = await perform(
      this.#store,
      { person },
      {
        ...(step.kind === undefined ? { dossier: this.#idOf(step.tale) } : { kind: step.kind }),
        act: step.act,
        body,
        idempotencyKey: `demo-story/${index}`,
      },
    ).catch((cause: unknown) => {
      throw new Error(`the story stops at ${step.tale}: ${step.act} by ${step.who}, ${step.day} working days back`, { cause });
    });
    if (!done.repeated) this.performed += 1;
    if (step.kind !== undefined) this.dossiers.set(step.tale, done.dossier);
    if (step.opens.length === 0) return;
    // From the record: an answer does not name what opens closed.
    const opened = await this.#readOpened(done.dossier, done.seq);
    for (const [n, name] of step.opens.entries()) {
      const id = opened[n];
      if (id) this.dossiers.set(name, id);
    }
  }

  /** Lets every working day before this one end, with the lapses of its evening. */
  async closeDaysBefore(day: number): Promise<void> {
    for (let ended = this.#day ?? day; ended > day; ended--) {
      await this.#moveTo(ended, DAY_IS_OVER);
      await settleDue(this.#store, STRICT);
    }
    this.#day = day;
  }

  #moveTo(day: number, at: string): Promise<void> {
    return setDemoClock(this.#store, momentOf(this.#calendar, this.#lastDay, day, at));
  }

  async #holderOf(step: Step): Promise<PersonId> {
    const { org } = onDay(await this.#store.reference.current(this.#store.tenant), this.#view.on(-step.day));
    const holder = org.actingHolder(step.who as PostId);
    if (!holder) throw new Error(`nobody answers for ${step.who}, who should ${step.act} in ${step.tale}`);
    return holder.person;
  }

  #idOf(name: string): DossierId {
    const id = this.dossiers.get(name);
    if (id === undefined) throw new Error(`the story has no dossier ${name} yet`);
    return id;
  }

  async #readOpened(dossier: DossierId, seq: number): Promise<readonly DossierId[]> {
    const rows = await askSystem<{ id: DossierId }>(
      this.#store,
      'select a.dossier as id from app.act a where a.seq = 1 and a.cause_dossier = $1 and a.cause_seq = $2 order by a.cause_n',
      [dossier, seq],
    );
    return rows.map((row) => row.id);
  }
}

async function askSystem<Row extends object>(
  store: Store,
  sql: string,
  params: readonly unknown[] = [],
): Promise<readonly Row[]> {
  const system = { tenant: store.tenant, person: null, keys: ['system'] };
  return readAs(store.pool, system, async (client) => (await client.query<Row>(sql, [...params])).rows);
}
