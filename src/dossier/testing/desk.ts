/** The desk on which tests of kinds decide and fold: the small province, a law of five working days, ids that repeat. */
import { buildCalendar, type WorkingCalendar } from '../../kernel/calendar.ts';
import type { DossierId } from '../../kernel/ids.ts';
import type { Json } from '../../kernel/json.ts';
import type { CountingRules, Limit } from '../../kernel/limit.ts';
import { addDays, asInstant, type Instant, toLegalDate, toMillis } from '../../kernel/time.ts';
import type { LawView, LinkedDossier } from '../context.ts';
import { type ActRequest, type Decided, type Desk, decide } from '../decide.ts';
import type { AnyKind } from '../kind.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import { createRegistry, type KindRegistry } from '../registry.ts';
import { referenceTo, unseal } from '../sealed.ts';
import type { Act, Dossier } from '../words.ts';
import { createProvince, type Province } from './province.ts';

/** Monday morning, 09:05 in Vietnam. */
export const MONDAY: Instant = asInstant('2026-11-23T02:05:00Z');

const COUNTING: CountingRules = {
  dayStart: '08:00',
  dayEnd: '17:00',
  lateReceiptNextDay: true,
  dayOffReceiptNextDay: true,
  plainDaysRollForward: true,
  confidence: 'verified',
};

/** A law in which every limit is five working days and every other value null, except where told otherwise. */
export function createLaw(
  options: {
    readonly limits?: Readonly<Record<string, Limit>>;
    readonly values?: Readonly<Record<string, Json>>;
    readonly calendar?: WorkingCalendar;
  } = {},
): LawView {
  const source = (parameter: string) => ({ parameter, pack: 'test', packVersion: '1', clause: 'Điều 1', confidence: 'verified' });
  return {
    version: 'test-1',
    calendar: options.calendar ?? buildCalendar('test-1', [2026, 2027], []),
    counting: COUNTING,
    has: () => true,
    limit: (parameter) => ({
      limit: options.limits?.[parameter] ?? { value: 5, unit: 'working-day' },
      source: source(parameter),
    }),
    value: (parameter) => ({ value: options.values?.[parameter] ?? null, source: source(parameter) }),
  };
}

/** What a test says about the desk. `person` is a person's id, or a post, then its holder, or `system`. */
export interface DeskOptions {
  readonly person: string;
  readonly at?: Instant;
  readonly view?: readonly LinkedDossier[];
  readonly province?: Province;
  readonly law?: LawView;
  readonly registry?: KindRegistry;
  readonly history?: readonly Act[];
  readonly newId?: () => DossierId;
  readonly texts?: ReadonlyMap<string, Json>;
  /** How many numbers of each series were taken before. */
  readonly taken?: number;
  /** Further series numbers may be taken from, besides those of the kinds and years. */
  readonly series?: readonly string[];
}

/** Ids that come in the same order in every run. */
export function countIds(): () => DossierId {
  let n = 0;
  return () => `00000000-0000-7000-8000-${String(++n).padStart(12, '0')}` as DossierId;
}

function numbersFor(registry: KindRegistry, taken: number, series: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const list = (name: string) => Array.from({ length: 25 }, (_, i) => `${name}-${String(taken + i + 1).padStart(5, '0')}`);
  const ofYears = registry.all.flatMap((k) => [2025, 2026, 2027].map((year) => `${k.kind.prefix}-${year}`));
  return new Map([...ofYears, ...series].map((name) => [name, list(name)]));
}

/** The frozen desk of one decision. */
export function createDesk(options: DeskOptions): Desk & { readonly org: Province } {
  const org = options.province ?? createProvince();
  const at = options.at ?? MONDAY;
  const registry = options.registry ?? createRegistry([]);
  const asPost = org.posts.find((post) => post === options.person);
  const person = asPost === undefined ? options.person : (org.actingHolder(asPost)?.person ?? options.person);
  return {
    registry,
    standing: org.standing(person),
    org,
    law: options.law ?? createLaw(),
    view: new Map((options.view ?? []).map((linked) => [linked.id, linked])),
    now: { at, businessAt: at },
    newId: options.newId ?? countIds(),
    numbers: numbersFor(registry, options.taken ?? 0, options.series ?? []),
    ...(options.history ? { history: options.history } : {}),
    ...(options.texts ? { texts: options.texts } : {}),
  };
}

/** One act of a played sequence. */
export interface Step {
  /** Post, person or `system`. */
  readonly as: string;
  readonly act: string;
  readonly body?: unknown;
  /** The capacity chosen, by key. */
  readonly by?: ActRequest['as'];
  /** The moment; absent: one minute after the step before. */
  readonly at?: Instant;
  /** So many calendar days after the step before, at the same hour. */
  readonly later?: number;
  readonly view?: readonly LinkedDossier[];
  /** The code of the refusal expected here; the step then changes nothing. */
  readonly refused?: string;
}

/** What a played sequence leaves. */
export interface Played {
  readonly dossier: Dossier;
  readonly acts: readonly Act[];
  /** The decision of every step that was not refused, its own change first. */
  readonly decided: readonly Decided[];
  /** Dossiers opened by the acts, in order. */
  readonly opened: readonly Decided[];
  readonly refusals: readonly Refusal[];
  /** The text behind every reference. */
  readonly texts: ReadonlyMap<string, Json>;
  /** The state with texts filled in. */
  readonly filled: Json;
  readonly at: Instant;
}

/** Settings of a played sequence; `from` continues an earlier one. */
export interface PlayOptions extends Omit<DeskOptions, 'person' | 'view' | 'history' | 'texts'> {
  readonly from?: Played;
}

function momentOf(step: Step, before: Instant): Instant {
  if (step.at) return step.at;
  if (step.later === undefined) return asInstant(toMillis(before) + 60_000);
  const clock = before.slice(10);
  return asInstant(`${addDays(toLegalDate(before), step.later)}${clock}`);
}

/**
 * Decides and folds steps in sequence on one dossier.
 * @throws when a step is refused that should not be, or the other way round; the message names step, code and fields
 */
export function play(kind: AnyKind, steps: readonly Step[], options: PlayOptions = {}): Played {
  const newId = options.newId ?? countIds();
  const registry = options.registry ?? createRegistry([{ kind, messages: { vi: {}, en: {} } }]);
  let dossier = options.from?.dossier;
  const acts = [...(options.from?.acts ?? [])];
  const decided = [...(options.from?.decided ?? [])];
  const opened = [...(options.from?.opened ?? [])];
  const refusals = [...(options.from?.refusals ?? [])];
  const texts = new Map(options.from?.texts ?? []);
  let at = options.from?.at ?? options.at ?? MONDAY;
  for (const [n, step] of steps.entries()) {
    at = n === 0 && !options.from && !step.at && step.later === undefined ? at : momentOf(step, at);
    const desk = createDesk({
      ...options,
      registry,
      newId,
      at,
      person: step.as,
      history: acts,
      texts,
      ...(step.view ? { view: step.view } : {}),
    });
    const outcome = decide(kind, dossier, { act: step.act, body: step.body ?? {}, ...(step.by ? { as: step.by } : {}) }, desk);
    const code = isRefusal(outcome) ? outcome.code : undefined;
    if (code !== step.refused) {
      const fields = isRefusal(outcome) ? JSON.stringify(outcome.fields ?? outcome.params ?? {}) : '';
      throw new Error(
        `step ${n} ${step.act} as ${step.as}: ${code ?? 'accepted'} instead of ${step.refused ?? 'accepted'} ${fields}`,
      );
    }
    if (isRefusal(outcome)) {
      refusals.push(outcome);
      continue;
    }
    const [own, ...others] = outcome.changes;
    for (const entry of own.vault) texts.set(referenceTo(own.act.seq, entry.name), entry.value);
    dossier = own.after;
    acts.push(own.act);
    decided.push(own);
    opened.push(...others);
  }
  if (!dossier) throw new Error('nothing was played');
  return { dossier, acts, decided, opened, refusals, texts, filled: unseal(dossier.state, texts, () => null), at };
}
