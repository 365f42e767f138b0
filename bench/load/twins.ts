/**
 * Dossiers that fare alike. To decide is pure: the same act on the same day by the same person has the same outcome, so that what was
 * decided once holds for a twin that differs in nothing but its id, its number and its words.
 */
import type { Decided } from '../../src/dossier/decide.ts';
import { asDossierId, type DossierId, newId } from '../../src/kernel/ids.ts';
import type { Json } from '../../src/kernel/json.ts';
import { toMillis } from '../../src/kernel/time.ts';
import type { LifeOfDossier } from '../../src/store/bulk/record-rows.ts';
import { type Chance, chanceOf } from './chance.ts';
import type { Lived, TakeNumber } from './life.ts';
import { seriesOf } from './plan.ts';
import { fill } from './texts.ts';

/** The same lives once more, with ids, numbers and words of their own. */
export function twinOf({ lives, words }: Lived, seed: number, takeNumber: TakeNumber): readonly LifeOfDossier[] {
  const chance = chanceOf(seed ^ 0x2545f491);
  const ids = new Map<DossierId, DossierId>();
  for (const [first] of lives) ids.set(first.after.id, asDossierId(newId(toMillis(first.act.at))));
  return lives.map((life) => {
    const twin = new Twin(ids, chance, (text) => words.templateOf(text), takeNumber);
    const [first, ...rest] = life;
    return [twin.change(first), ...rest.map((decided) => twin.change(decided))] as const;
  });
}

/** Whether a value shared by twins names one of their dossiers. */
const namesDossier = new WeakMap<object, boolean>();

class Twin {
  #number: string | undefined;
  readonly #ids: ReadonlyMap<DossierId, DossierId>;
  readonly #chance: Chance;
  readonly #templateOf: (text: string) => string | undefined;
  readonly #takeNumber: TakeNumber;

  constructor(
    ids: ReadonlyMap<DossierId, DossierId>,
    chance: Chance,
    templateOf: (text: string) => string | undefined,
    takeNumber: TakeNumber,
  ) {
    this.#ids = ids;
    this.#chance = chance;
    this.#templateOf = templateOf;
    this.#takeNumber = takeNumber;
  }

  change(decided: Decided): Decided {
    const { act, after } = decided;
    if (act.facts.number !== undefined) {
      const prefix = act.facts.number.slice(0, act.facts.number.indexOf('-'));
      this.#number = this.#takeNumber(seriesOf(prefix, act.businessAt));
    }
    const facts = act.facts.number === undefined ? act.facts : { ...act.facts, number: this.#number ?? '' };
    return {
      ...decided,
      act: {
        ...act,
        body: this.#withIds(act.body),
        facts: this.#withIds(facts as unknown as Json) as unknown as typeof facts,
        ...(act.cause ? { cause: { ...act.cause, dossier: this.#idOf(act.cause.dossier) } } : {}),
      },
      after: {
        ...after,
        id: this.#idOf(after.id),
        state: this.#withIds(after.state),
        ...(this.#number === undefined ? {} : { number: this.#number }),
      },
      vault: decided.vault.map((entry) => ({ ...entry, value: this.#word(entry.value) })),
    };
  }

  #idOf(id: DossierId): DossierId {
    const own = this.#ids.get(id);
    if (!own) throw new Error(`a twin of ${id} was not foreseen`);
    return own;
  }

  #word(value: Json): Json {
    const template = typeof value === 'string' ? this.#templateOf(value) : undefined;
    return template === undefined ? value : fill(this.#chance, template);
  }

  /** The value itself where it names none of the dossiers, so that its text need not be written again. */
  #withIds(value: Json): Json {
    if (typeof value !== 'object' || value === null) return value;
    const names = namesDossier.get(value) ?? [...this.#ids.keys()].some((id) => JSON.stringify(value).includes(id));
    namesDossier.set(value, names);
    return names ? this.#replaceIds(value) : value;
  }

  #replaceIds(value: Json): Json {
    if (typeof value === 'string') return this.#ids.get(value as DossierId) ?? value;
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) {
      const items = value.map((item) => this.#replaceIds(item));
      return items.every((item, i) => item === value[i]) ? value : items;
    }
    const record = value as { readonly [name: string]: Json };
    const members = Object.entries(record).map(([name, member]) => [name, this.#replaceIds(member)] as const);
    return members.every(([name, member]) => member === record[name]) ? value : Object.fromEntries(members);
  }
}
