/** The capacity rules kinds are written with. Each says who may act as keys computed from the dossier. */
import type { PostId, UnitId } from '../kernel/ids.ts';
import { familyOf, isOpen } from './clocks.ts';
import type { StandingView } from './context.ts';
import { type Key, key } from './keys.ts';
import type { CapacityRule } from './kind.ts';
import type { Dossier } from './words.ts';

/** The keys somebody holds for dossiers of one kind: own ones, and those delegated for this matter. */
export function keysWithin(standing: StandingView, kind: string): readonly Key[] {
  return [...new Set(standing.capacities.filter((c) => !c.matters || c.matters.includes(kind)).map((c) => c.key))];
}

type Of<S, T> = (state: S, dossier: Dossier<S>) => T | undefined | readonly T[];

function each<S, T>(of: Of<S, T>, dossier: Dossier<S>): readonly T[] {
  const value = of(dossier.state, dossier);
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value as T];
}

/** Every official of the tenant. */
export function anyOfficial<S>(): CapacityRule<S> {
  return { code: 'official', keys: () => [key.official] };
}

/** Whoever performed the first act. */
export function author<S>(): CapacityRule<S> {
  return { code: 'author', keys: (d) => (d.author === null ? [] : [key.person(d.author)]) };
}

/** The head of a unit of the dossier. */
export function headOf<S>(of: Of<S, UnitId>): CapacityRule<S> {
  return { code: 'head', keys: (d) => each(of, d).map((u) => key.head(u)) };
}

/** A deputy head of a unit of the dossier. */
export function deputyOf<S>(of: Of<S, UnitId>): CapacityRule<S> {
  return { code: 'deputy', keys: (d) => each(of, d).map((u) => key.deputy(u)) };
}

/** The clerk of a unit of the dossier. */
export function clerkOf<S>(of: Of<S, UnitId>): CapacityRule<S> {
  return { code: 'clerk', keys: (d) => each(of, d).map((u) => key.clerk(u)) };
}

/** Anybody on the staff of a unit of the dossier. */
export function staffOf<S>(of: Of<S, UnitId>): CapacityRule<S> {
  return { code: 'staff', keys: (d) => each(of, d).map((u) => key.staff(u)) };
}

/** The holder of a post named by the dossier. */
export function postOf<S>(of: Of<S, PostId>, code = 'post'): CapacityRule<S> {
  return { code, keys: (d) => each(of, d).map((p) => key.post(p)) };
}

/** The holder of any open clock of this family, late or not. */
export function holderOf<S>(...names: string[]): CapacityRule<S> {
  return {
    code: 'holder',
    keys: (d) => d.clocks.filter((c) => names.includes(c.name) && isOpen(c)).map((c) => key.post(c.holder)),
  };
}

/**
 * Whoever must answer an open clock of these families: its holder and, once it was passed over in silence, every superior on whom the silence was
 * laid. A clock of another family never gives the capacity.
 */
export function answering<S>(...families: readonly string[]): CapacityRule<S> {
  return {
    code: 'holder',
    keys: (d) =>
      d.clocks
        .filter((c) => isOpen(c) && (families.includes(c.name) || (c.of !== undefined && families.includes(familyOf(c.of)))))
        .map((c) => key.post(c.holder)),
  };
}

/** Whoever holds a role of the installation, such as `inspector`. */
export function roleOf<S>(role: string): CapacityRule<S> {
  return { code: `role.${role}`, keys: () => [key.role(role)] };
}

/** The system alone: jobs and follow-up acts. */
export function systemOnly<S>(): CapacityRule<S> {
  return { code: 'system', keys: () => [key.system] };
}

/** Keys computed by the kind itself, for what the rules above do not say. */
export function keysOf<S>(code: string, keys: (dossier: Dossier<S>) => readonly Key[]): CapacityRule<S> {
  return { code, keys };
}
