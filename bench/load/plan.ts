/** What one dossier of the load will be: its kind, its seed and the moments of its steps. Pure; the same index gives the same plan. */
import { asInstant, type Instant, type LegalDate, toLegalDate, toMillis, yearOf } from '../../src/kernel/time.ts';
import { type Chance, chanceOf } from './chance.ts';

/** A step of a life, before anybody knows which words it will carry. */
export interface PlannedStep {
  readonly act: string;
  readonly at: Instant;
}

/** The plan of one dossier, and of the task it opens on its way. */
export interface Plan {
  readonly kind: 'obstacle' | 'task';
  readonly seed: number;
  readonly steps: readonly PlannedStep[];
  /** The steps of the task that the decision opens. */
  readonly opened?: readonly PlannedStep[];
}

/** The days on which offices worked, and the moment at which the record ends. */
export interface Era {
  readonly days: readonly LegalDate[];
  readonly until: Instant;
}

/** A series of numbers, `VM-2026`. */
export type Series = string;

const DAY_BEGINS = 7 * 60 + 45;
const DAY_ENDS = 16 * 60 + 50;
/** A step in a hundred so many times is never taken: silence, lapses and escalations follow. */
const STALLS = 4;

/** So many dossiers in a row fare alike: one of them is decided, the others follow it in their own words. */
const TWINS = 64;

/** So many lives there are; from 131,072 dossiers on they come round again. Few enough that a test lives through them all. */
export const LIVES = 2048;

/** Which life a dossier leads. */
export function lifeOf(index: number): number {
  return Math.floor(index / TWINS) % LIVES;
}

class Timeline {
  readonly steps: PlannedStep[] = [];
  #day: number;
  #minute: number;
  #isOver = false;
  readonly #chance: Chance;
  readonly #era: Era;

  constructor(chance: Chance, era: Era, day: number) {
    this.#chance = chance;
    this.#era = era;
    this.#day = day;
    this.#minute = DAY_BEGINS + chance.int(DAY_ENDS - DAY_BEGINS);
  }

  get day(): number {
    return this.#day;
  }

  /** Adds a step some working days on; nothing follows once somebody stalled or the present is reached. */
  add(act: string, least: number, most: number, stalls = STALLS): boolean {
    if (this.#isOver) return false;
    const days = least + this.#chance.int(most - least + 1);
    const minutes = this.#chance.int(DAY_ENDS - DAY_BEGINS);
    if (this.steps.length > 0 && this.#chance.percent(stalls)) this.#isOver = true;
    const isLater = days > 0 || this.#minute + 5 >= DAY_ENDS;
    this.#day += this.steps.length === 0 ? 0 : isLater ? Math.max(1, days) : 0;
    this.#minute = isLater ? DAY_BEGINS + minutes : this.#minute + 5 + this.#chance.int(DAY_ENDS - this.#minute - 5);
    const date = this.#era.days[this.#day];
    const at = date === undefined ? undefined : momentOf(date, this.#minute, this.#chance.int(60_000));
    if (this.#isOver || at === undefined || at >= this.#era.until) {
      this.#isOver = true;
      return false;
    }
    this.steps.push({ act, at });
    return true;
  }
}

function momentOf(date: LegalDate, minute: number, millis: number): Instant {
  return asInstant(toMillis(asInstant(`${date}T00:00:00.000+07:00`)) + minute * 60_000 + millis);
}

/** Plans the dossier of an index; two in five are obstacles. */
export function planDossier(index: number, era: Era): Plan {
  const chance = chanceOf(index);
  const day = chance.int(era.days.length);
  if (chance.percent(40)) return planObstacle(index, chance, new Timeline(chance, era, day), era);
  const time = new Timeline(chance, era, day);
  time.add('assign', 0, 0);
  planWork(chance, time);
  return { kind: 'task', seed: index, steps: time.steps };
}

function planObstacle(seed: number, chance: Chance, time: Timeline, era: Era): Plan {
  time.add('report', 0, 0);
  time.add('register', 0, 1);
  if (chance.percent(10)) {
    time.add('ask-more', 0, 1);
    time.add('answer-more', 1, 2);
  }
  time.add('classify', 0, 1);
  time.add('route', 0, 1);
  if (chance.percent(15)) time.add('join', 0, 2);
  if (chance.percent(10)) time.add('add-detail', 0, 2);
  if (chance.percent(40)) {
    time.add('ask-opinion', 1, 2);
    time.add('give-opinion', 1, 4);
    time.add('give-opinion', 1, 3);
  }
  const isDecided = time.add('decide', 2, 6);
  const opened = isDecided && chance.percent(30) ? new Timeline(chance, era, time.day) : undefined;
  if (opened) {
    opened.add('opened', 0, 0);
    planWork(chance, opened);
  }
  time.add('report-done', 6, 18);
  time.add('confirm', 1, 4, 8);
  if (chance.percent(25)) time.add('verify-effect', 1, 5);
  return { kind: 'obstacle', seed, steps: time.steps, ...(opened ? { opened: opened.steps.slice(1) } : {}) };
}

function planWork(chance: Chance, time: Timeline): void {
  time.add('accept', 1, 1);
  const reports = 1 + chance.int(7);
  for (let i = 0; i < reports; i++) time.add('progress', 1, 3);
  if (chance.percent(12)) {
    time.add('request-extension', 1, 2);
    time.add('grant-extension', 1, 1);
    time.add('progress', 1, 2);
  }
  time.add('complete', 1, 4);
  if (chance.percent(12)) {
    time.add('return', 1, 2);
    time.add('progress', 1, 3);
    time.add('complete', 1, 3);
  }
  time.add('verify', 1, 2);
}

/** The numbers a plan will take, one entry each: who knows the plans knows the numbers before anything is decided. */
export function numbersOf(plan: Plan): readonly Series[] {
  const registered = plan.steps.find((step) => step.act === (plan.kind === 'obstacle' ? 'register' : 'assign'));
  const decided = plan.opened === undefined ? undefined : plan.steps.find((step) => step.act === 'decide');
  return [
    ...(registered ? [seriesOf(plan.kind === 'obstacle' ? 'VM' : 'NV', registered.at)] : []),
    ...(decided ? [seriesOf('NV', decided.at)] : []),
  ];
}

/** The series that counts at a moment. */
export function seriesOf(prefix: string, at: Instant): Series {
  return `${prefix}-${yearOf(toLegalDate(at))}`;
}
