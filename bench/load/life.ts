/** Lives one dossier through, in memory: every act is decided by the engine on the organisation and the law of its day. */
import { type Decided, type Decision, type Desk, decide, SYSTEM_STANDING } from '../../src/dossier/decide.ts';
import { isEnd } from '../../src/dossier/fold.ts';
import type { AnyKind } from '../../src/dossier/kind.ts';
import { isRefusal } from '../../src/dossier/refusal.ts';
import type { KindRegistry } from '../../src/dossier/registry.ts';
import { referenceTo } from '../../src/dossier/sealed.ts';
import type { Dossier } from '../../src/dossier/words.ts';
import { asDossierId, newId, type PersonId, type PostId } from '../../src/kernel/ids.ts';
import type { Json } from '../../src/kernel/json.ts';
import { asInstant, type Instant, type LegalDate, toLegalDate, toMillis } from '../../src/kernel/time.ts';
import type { OrganisationDay } from '../../src/organisation/organisation-day.ts';
import { type Standing, standingOf } from '../../src/organisation/standing.ts';
import type { LawDay } from '../../src/policy/law.ts';
import type { LifeOfDossier } from '../../src/store/bulk/record-rows.ts';
import { pastDue } from '../../src/store/lapses.ts';
import { onDay, type Reference } from '../../src/store/reference.ts';
import { type Chance, chanceOf } from './chance.ts';
import { type Deed, deedOf } from './deeds.ts';
import type { Plan, PlannedStep, Series } from './plan.ts';
import { Words } from './texts.ts';

interface Day {
  readonly org: OrganisationDay;
  readonly law: LawDay;
  readonly standings: Map<PersonId, Standing>;
}

/** The years of the load: organisation, law and standings of each day are worked out once. */
export class Years {
  readonly registry: KindRegistry;
  readonly #reference: Reference;
  readonly #days = new Map<LegalDate, Day>();

  constructor(registry: KindRegistry, reference: Reference) {
    this.registry = registry;
    this.#reference = reference;
  }

  on(date: LegalDate): Day {
    const known = this.#days.get(date);
    if (known) return known;
    const day = { ...onDay(this.#reference, date), standings: new Map() };
    this.#days.set(date, day);
    return day;
  }

  standing(day: Day, person: PersonId): Standing {
    const known = day.standings.get(person) ?? standingOf(day.org, person);
    day.standings.set(person, known);
    return known;
  }
}

/** Gives the next number of a series. */
export type TakeNumber = (series: Series) => string;

/** One dossier as it grows. */
class Life {
  readonly decided: Decided[] = [];
  readonly texts = new Map<string, Json>();
  readonly #years: Years;
  readonly #kind: AnyKind;
  readonly #takeNumber: TakeNumber;

  constructor(years: Years, kind: AnyKind, takeNumber: TakeNumber) {
    this.#years = years;
    this.#kind = kind;
    this.#takeNumber = takeNumber;
  }

  get dossier(): Dossier | undefined {
    return this.decided.at(-1)?.after;
  }

  /** Takes up a change that another dossier's act made. */
  adopt(opened: Decided): void {
    this.decided.push(opened);
    for (const entry of opened.vault) this.texts.set(referenceTo(opened.act.seq, entry.name), entry.value);
  }

  /** Records every silence up to a moment, as the worker would: a minute after it fell due, oldest first. */
  settle(until: Instant): void {
    for (;;) {
      const { dossier } = this;
      if (!dossier || isEnd(this.#kind, dossier.stage)) return;
      const [clock] = pastDue(dossier.clocks, until);
      if (!clock) return;
      const at = asInstant(Math.max(toMillis(clock.dueAt) + 60_000, toMillis(dossier.changedAt) + 1000));
      if (at >= until) return;
      this.#decide(null, at, { act: 'lapse', body: { clock: clock.id } });
    }
  }

  /** Performs one act; gives what it opened. */
  perform(person: PersonId, at: Instant, deed: Pick<Deed, 'act' | 'body' | 'as'>): readonly Decided[] {
    this.settle(at);
    return this.#decide(person, at, deed);
  }

  #decide(person: PersonId | null, at: Instant, deed: Pick<Deed, 'act' | 'body' | 'as'>): readonly Decided[] {
    const day = this.#years.on(toLegalDate(at));
    const desk: Desk = {
      registry: this.#years.registry,
      standing: person === null ? SYSTEM_STANDING : this.#years.standing(day, person),
      org: day.org,
      law: day.law,
      view: new Map(),
      now: { at, businessAt: at },
      newId: () => asDossierId(newId(toMillis(at))),
      texts: this.texts,
    };
    const first = decide(this.#kind, this.dossier, deed, desk);
    const outcome =
      !isRefusal(first) && first.registrations.length > 0
        ? decide(this.#kind, this.dossier, deed, { ...desk, numbers: this.#numbersFor(first.registrations) })
        : first;
    if (isRefusal(outcome)) {
      const why = JSON.stringify([outcome.code, outcome.params, outcome.fields]);
      throw new Error(`the load stops: ${this.#kind.name} ${deed.act} by ${person ?? 'the system'} at ${at}: ${why}`);
    }
    const [own, ...opened] = outcome.changes;
    this.adopt(own);
    return opened;
  }

  #numbersFor(registrations: Decision['registrations']): ReadonlyMap<string, readonly string[]> {
    const numbers = new Map<string, string[]>();
    for (const { series } of registrations) numbers.set(series, [...(numbers.get(series) ?? []), this.#takeNumber(series)]);
    return numbers;
  }
}

/** The whole lives of a plan, and the templates of the words in them. */
export interface Lived {
  readonly lives: readonly LifeOfDossier[];
  readonly words: Words;
}

/** Lives a plan through: the dossier planned and the task it opened. */
export function liveThrough(years: Years, plan: Plan, until: Instant, takeNumber: TakeNumber): Lived {
  const chance = chanceOf(plan.seed ^ 0x5bd1e995);
  const words = new Words(chance);
  const life = new Life(years, years.registry.byName(plan.kind), takeNumber);
  const lives = [life];
  for (const step of plan.steps) {
    const opened = take(years, life, step, { chance, words, opens: plan.opened !== undefined });
    for (const change of opened) {
      const task = new Life(years, change.kind, takeNumber);
      task.adopt(change);
      lives.push(task);
    }
  }
  for (const task of lives.slice(1))
    for (const step of plan.opened ?? []) take(years, task, step, { chance, words, opens: false });
  const lived = lives.flatMap((one) => {
    one.settle(until);
    const [first, ...rest] = one.decided;
    return first ? [[first, ...rest] as const] : [];
  });
  return { lives: lived, words };
}

function take(
  years: Years,
  life: Life,
  step: PlannedStep,
  by: { readonly chance: Chance; readonly words: Words; readonly opens: boolean },
) {
  const { org, law } = years.on(toLegalDate(step.at));
  life.settle(step.at);
  const deed = deedOf({ act: step.act, at: step.at, dossier: life.dossier, org, law, ...by });
  return deed === undefined ? [] : life.perform(deed.person ?? holderOf(org, deed.post), step.at, deed);
}

function holderOf(org: OrganisationDay, post: PostId | undefined): PersonId {
  const holder = post === undefined ? undefined : org.actingHolder(post);
  if (!holder) throw new Error(`nobody answers for ${post ?? 'no post'}`);
  return holder.person;
}
