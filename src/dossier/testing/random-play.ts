/** Random legal and illegal moves on one dossier, with the promises of the engine checked after each. */
import fc from 'fast-check';
import type { Json } from '../../kernel/json.ts';
import { addDays, asInstant, type Instant, toLegalDate, toMillis } from '../../kernel/time.ts';
import { available } from '../available.ts';
import { isOpen } from '../clocks.ts';
import type { LawView } from '../context.ts';
import { decide } from '../decide.ts';
import { allStages, fold, isEnd } from '../fold.ts';
import type { AnyKind } from '../kind.ts';
import { isRefusal } from '../refusal.ts';
import { createRegistry, type KindRegistry } from '../registry.ts';
import { referenceTo } from '../sealed.ts';
import type { Act, Dossier } from '../words.ts';
import { countIds, createDesk, play, type Step } from './desk.ts';
import { createProvince, type Province } from './province.ts';

/** One random move: who, which act, which body, how much later. */
export interface Move {
  readonly who: number;
  readonly act: number;
  readonly body: number;
  readonly days: number;
  /** True: only among the acts the person may perform. */
  readonly legal: boolean;
}

/** Sequences of random moves. */
export const moves = (maxLength = 30): fc.Arbitrary<readonly Move[]> =>
  fc.array(
    fc.record({
      who: fc.nat(999),
      act: fc.nat(999),
      body: fc.nat(999),
      days: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(6) }),
      legal: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    }),
    { maxLength },
  );

/** Bodies by act, made from a number and the day; acts not named here are never tried. */
export type Bodies = Readonly<Record<string, (n: number, today: string, dossier: Dossier) => unknown>>;

/** What a random sequence needs besides the moves. */
export interface RandomPlayOptions {
  readonly start: readonly Step[];
  readonly bodies: Bodies;
  readonly cast: readonly string[];
  readonly registry?: KindRegistry;
  readonly province?: Province;
  readonly law?: LawView;
}

function pick<T>(list: readonly T[], n: number): T | undefined {
  return list[n % Math.max(1, list.length)];
}

function overdue(dossier: Dossier, now: Instant): unknown {
  const clock = dossier.clocks.find((c) => c.state === 'running' && c.dueAt < now);
  return clock ? { clock: clock.id } : undefined;
}

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

function checkPromises(kind: AnyKind, dossier: Dossier, acts: readonly Act[], province: Province): void {
  must(JSON.stringify(fold(kind, dossier.id, acts)) === JSON.stringify(dossier), 'refolding gives another dossier');
  must(allStages(kind).includes(dossier.stage), `unknown stage ${dossier.stage}`);
  for (const clock of dossier.clocks.filter(isOpen))
    must(province.actingHolder(clock.holder) !== undefined, `${clock.id} has no holder`);
  if (isEnd(kind, dossier.stage)) must(!dossier.clocks.some(isOpen), 'an ended dossier has an open clock');
  else {
    const ways = province.persons.some((person) => available(kind, dossier, province.standing(person)).some((a) => !a.common));
    must(ways, `no way out of ${dossier.stage}`);
  }
}

/**
 * Plays random moves and checks after each that refolding agrees, every open clock has a holder, no stage is a dead end,
 * and a refused act left the dossier as it was.
 * @throws when a promise is broken
 */
export function playRandomly(
  kind: AnyKind,
  random: readonly Move[],
  options: RandomPlayOptions,
): { readonly dossier: Dossier; readonly accepted: readonly string[] } {
  const province = options.province ?? createProvince();
  const registry = options.registry ?? createRegistry([{ kind, messages: { vi: {}, en: {} } }]);
  const newId = countIds();
  const law = options.law === undefined ? {} : { law: options.law };
  const begun = play(kind, options.start, { registry, province, newId, ...law });
  let { dossier } = begun;
  let { at } = begun;
  const acts = [...begun.acts];
  const texts = new Map<string, Json>(begun.texts);
  const accepted: string[] = [];
  const tried = Object.keys(options.bodies);
  checkPromises(kind, dossier, acts, province);
  for (const move of random) {
    at = asInstant(toMillis(at) + 60_000);
    at = asInstant(`${addDays(toLegalDate(at), move.days)}${at.slice(10)}`);
    const due = overdue(dossier, at);
    const person = due ? 'system' : (pick(options.cast, move.who) ?? 'system');
    const desk = createDesk({ person, at, registry, province, newId, history: acts, texts, ...law });
    const open = available(kind, dossier, desk.standing)
      .map((a) => a.act)
      .filter((a) => tried.includes(a));
    const act = due ? 'lapse' : pick(move.legal ? open : tried, move.act);
    if (act === undefined) continue;
    const body = due ?? options.bodies[act]?.(move.body, toLegalDate(at), dossier);
    const before = JSON.stringify(dossier);
    const outcome = decide(kind, dossier, { act, body }, desk);
    must(JSON.stringify(dossier) === before, `${act} changed the dossier it was decided on`);
    if (isRefusal(outcome)) continue;
    const [own] = outcome.changes;
    for (const entry of own.vault) texts.set(referenceTo(own.act.seq, entry.name), entry.value);
    dossier = own.after;
    acts.push(own.act);
    accepted.push(act);
    checkPromises(kind, dossier, acts, province);
  }
  return { dossier, accepted };
}
