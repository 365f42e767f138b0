import type { PersonId } from '../kernel/ids.ts';
import { isOpen } from './clocks.ts';
import { allActs } from './common-acts.ts';
import { isEnd } from './fold.ts';
import { type Key, key } from './keys.ts';
import type { AnyAct, AnyKind } from './kind.ts';
import { type Dossier, NEW_STAGE } from './words.ts';

/** Who may do and read what with a dossier: the keys the store writes beside it, and row security compares. */
export interface AccessKeys {
  readonly read: readonly Key[];
  /** `act|key` for every act possible in this stage. */
  readonly may: readonly string[];
  readonly excluded: readonly PersonId[];
}

/** Tells whether an act may happen in a stage at all. */
export function isPossibleIn(kind: AnyKind, act: AnyAct, stage: string): boolean {
  if (act.from === 'new') return stage === NEW_STAGE;
  if (stage === NEW_STAGE) return false;
  if (act.from === 'any') return true;
  if (act.from === 'open') return !isEnd(kind, stage);
  return act.from.includes(stage);
}

/** The keys that carry the capacity for one act on this dossier. */
export function keysFor(act: AnyAct, dossier: Dossier): readonly Key[] {
  return [...new Set(act.by.flatMap((rule) => rule.keys(dossier)))];
}

/** The persons for whom a dossier does not exist. */
export function excludedFrom(kind: AnyKind, dossier: Dossier): readonly PersonId[] {
  return kind.access(dossier.state, dossier).exclude ?? [];
}

/** On whom no silence of a dossier is laid: for whom it does not exist, and whom it is about. */
export function sparedIn(kind: AnyKind, dossier: Dossier): readonly PersonId[] {
  return [...excludedFrom(kind, dossier), ...(kind.concerned?.(dossier.state) ?? [])];
}

/** Acts possible in a stage, each with what its entries in `may` begin with, in the order of those beginnings: kinds and their stages never change. */
const possible = new WeakMap<AnyKind, Map<string, readonly (readonly [string, AnyAct])[]>>();

function possibleActs(kind: AnyKind, stage: string): readonly (readonly [string, AnyAct])[] {
  const stages = possible.get(kind) ?? new Map<string, readonly (readonly [string, AnyAct])[]>();
  possible.set(kind, stages);
  const known = stages.get(stage);
  if (known) return known;
  const acts = Object.entries(allActs(kind))
    .filter(([, act]) => isPossibleIn(kind, act, stage))
    .map(([name, act]) => [`${name}|`, act] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  stages.set(stage, acts);
  return acts;
}

/** Computes who may read and who may act. Whoever may act, holds an open clock or is a party may read; the excluded never. */
export function accessOf(kind: AnyKind, dossier: Dossier): AccessKeys {
  const own = kind.access(dossier.state, dossier);
  const read = new Set<Key>([key.system, ...own.read]);
  const may: string[] = [];
  for (const [beginning, act] of possibleActs(kind, dossier.stage)) {
    for (const k of [...keysFor(act, dossier)].sort()) {
      may.push(beginning + k);
      read.add(k);
    }
  }
  for (const clock of dossier.clocks) if (isOpen(clock)) read.add(key.post(clock.holder));
  for (const { person, post } of kind.parties?.(dossier.state) ?? []) {
    if (person) read.add(key.person(person));
    if (post) read.add(key.post(post));
  }
  if (dossier.author) read.add(key.person(dossier.author));
  return { read: [...read].sort(), may, excluded: own.exclude ?? [] };
}
