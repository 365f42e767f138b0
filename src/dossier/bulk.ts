/** Acts done on many dossiers at once: as many acts as dossiers, with one set of words, each decided alone. */
import type { Json } from '../kernel/json.ts';
import { allActs } from './common-acts.ts';
import { mayBeConfirmed } from './confirmation.ts';
import { isEnd } from './fold.ts';
import type { AnyAct, AnyKind } from './kind.ts';
import { isRefusal, type Refusal, refuse } from './refusal.ts';
import type { Dossier } from './words.ts';

/** The most dossiers one bulk takes. */
export const BULK_LIMIT = 200;

/** Why an act may not be declared for bulk; undefined where it may. Whatever judges a matter or ends it is done one by one. */
export function bulkFault(kind: AnyKind, spec: AnyAct): 'opens' | 'judges' | 'checked' | 'signed' | 'ends' | undefined {
  if (spec.from === 'new') return 'opens';
  if (spec.judges !== undefined) return 'judges';
  if (spec.check === true) return 'checked';
  if (mayBeConfirmed(spec)) return 'signed';
  return typeof spec.to === 'string' && isEnd(kind, spec.to) ? 'ends' : undefined;
}

/** The names of a kind's acts that may be done in bulk, in the order of their declaration. */
export function bulkActs(kind: AnyKind): readonly string[] {
  return Object.entries(allActs(kind)).flatMap(([name, spec]) => (spec.bulk ? [name] : []));
}

/** The acts that mean the same in all these kinds and may be done in bulk in each of them. */
export function sharedBulkActs(kinds: readonly AnyKind[]): readonly string[] {
  const [first, ...others] = kinds;
  if (!first) return [];
  return bulkActs(first).filter((name) => {
    const body = allActs(first)[name]?.body;
    return others.every((kind) => bulkActs(kind).includes(name) && allActs(kind)[name]?.body === body);
  });
}

/** The body of a bulk's act on one dossier: what was typed once, and what this dossier itself says. */
export function bulkBody(spec: AnyAct, act: string, dossier: Dossier, typed: unknown): Json | Refusal {
  if (!spec.bulk) return refuse('act.not_in_bulk', { act });
  const own = spec.bulk.fill?.(dossier) ?? {};
  return isRefusal(own) ? own : ({ ...(typed as Record<string, Json>), ...own } as Json);
}
