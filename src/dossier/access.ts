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

/** Computes who may read and who may act. Whoever may act, holds an open clock or is a party may read; the excluded never. */
export function accessOf(kind: AnyKind, dossier: Dossier): AccessKeys {
  const own = kind.access(dossier.state, dossier);
  const may = Object.entries(allActs(kind))
    .filter(([, act]) => isPossibleIn(kind, act, dossier.stage))
    .flatMap(([name, act]) => keysFor(act, dossier).map((k) => `${name}|${k}`));
  const parties = (kind.parties?.(dossier.state) ?? []).flatMap((p) => [
    ...(p.person ? [key.person(p.person)] : []),
    ...(p.post ? [key.post(p.post)] : []),
  ]);
  const read = new Set<Key>([
    key.system,
    ...own.read,
    ...may.map((m) => m.slice(m.indexOf('|') + 1)),
    ...dossier.clocks.filter(isOpen).map((c) => key.post(c.holder)),
    ...parties,
    ...(dossier.author ? [key.person(dossier.author)] : []),
  ]);
  return { read: [...read].sort(), may: [...new Set(may)].sort(), excluded: own.exclude ?? [] };
}
