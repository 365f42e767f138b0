import type { Instant } from '../kernel/time.ts';
import { excludedFrom, isPossibleIn } from './access.ts';
import { keysWithin } from './capacity.ts';
import { isOpen } from './clocks.ts';
import { allActs, isCommonAct } from './common-acts.ts';
import type { CapacityView, StandingView } from './context.ts';
import { capacitiesFor } from './decide.ts';
import { key } from './keys.ts';
import type { AnyKind } from './kind.ts';
import type { Clock, Dossier } from './words.ts';

/** One act somebody may perform now. */
export interface AvailableAct {
  readonly act: string;
  readonly capacities: readonly CapacityView[];
  /** True for the acts every kind has. */
  readonly common: boolean;
  /** True: it must be confirmed in person, whatever it says. */
  readonly sign: boolean;
  /** The clock of this person's that the act answers, with its due moment. */
  readonly answers?: Clock;
}

/**
 * Lists the acts a person may perform on a dossier now, those that answer a clock of the person's first, by due moment.
 * Drives buttons, forms and API alike; of a guard, which looks at the body, it knows only what the act says by `offered`.
 */
export function available(kind: AnyKind, dossier: Dossier, standing: StandingView): readonly AvailableAct[] {
  if (standing.person && excludedFrom(kind, dossier).includes(standing.person)) return [];
  const held = new Set(keysWithin(standing, kind.name));
  const acts = Object.entries(allActs(kind)).flatMap(([name, spec]): AvailableAct[] => {
    if (!isPossibleIn(kind, spec, dossier.stage)) return [];
    const capacities = capacitiesFor(kind, spec, dossier, standing);
    if (capacities.length === 0 || spec.offered?.(dossier, standing) === false) return [];
    const mine = dossier.clocks.filter((c) => isOpen(c) && c.name === spec.answers && held.has(key.post(c.holder)));
    const answers = mine.toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1))[0];
    return [
      { act: name, capacities, common: isCommonAct(kind, name), sign: spec.sign === true, ...(answers ? { answers } : {}) },
    ];
  });
  const rank = (a: AvailableAct): Instant | string => a.answers?.dueAt ?? (a.common ? '~~' : '~');
  return acts.toSorted((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
}
