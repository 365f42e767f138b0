/** What the form of an act is about: a dossier as its reader sees it, or a dossier still to be opened. */
import { type AvailableAct, available } from '../../../dossier/available.ts';
import { findAct } from '../../../dossier/common-acts.ts';
import type { CapacityView } from '../../../dossier/context.ts';
import { emptyDossier } from '../../../dossier/fold.ts';
import type { AnyAct, AnyKind } from '../../../dossier/kind.ts';
import { asDossierId } from '../../../kernel/ids.ts';
import type { DossierView } from '../../../store/read/dossier.ts';
import { dossierHref, listHref } from '../showing/address.ts';
import type { Reader } from '../showing/reader.ts';
import { capacitiesOf } from './capacities.ts';

/** An act and what it would be performed on. */
export interface Subject {
  readonly kind: AnyKind;
  readonly act: string;
  readonly spec: AnyAct;
  /** Absent for an act that opens a dossier. */
  readonly view?: DossierView;
  readonly capacities: readonly CapacityView[];
  /** The page to go back to. */
  readonly base: string;
  /** Where the form is sent. */
  readonly action: string;
}

const NOBODY = asDossierId('00000000-0000-0000-0000-000000000000');

/** The acts by which the reader may open a dossier of a kind, in the order of its declaration; none in a copy. */
export function openingActs(r: Reader, kind: AnyKind): readonly AvailableAct[] {
  if (r.isCopy) return [];
  const offered = available(kind, emptyDossier(kind, NOBODY), r.asker.standing);
  const order = Object.keys(kind.acts);
  return offered.toSorted((a, b) => order.indexOf(a.act) - order.indexOf(b.act));
}

/** The first act that opens a dossier of the kind, whoever may perform it. */
export function defaultOpening(kind: AnyKind): string | undefined {
  return Object.entries(kind.acts).find(([, spec]) => spec.from === 'new')?.[0];
}

/** An act that opens a dossier; undefined when the kind has none of that name. */
export function openingSubject(r: Reader, kind: AnyKind, act: string): Subject | undefined {
  const spec = findAct(kind, act);
  if (spec?.from !== 'new') return undefined;
  const action = `${listHref(kind)}/moi/${encodeURIComponent(act)}`;
  return {
    kind,
    act,
    spec,
    capacities: distinct(capacitiesOf(r, kind, spec, emptyDossier(kind, NOBODY))),
    base: listHref(kind),
    action,
  };
}

/** False where an act that opens a dossier says itself that no form does it. */
export function isOffered(r: Reader, { kind, spec, view }: Subject): boolean {
  return view !== undefined || spec.offered?.(emptyDossier(kind, NOBODY), r.asker.standing) !== false;
}

/** An act on a dossier; undefined when the kind has none of that name. */
export function dossierSubject(r: Reader, view: DossierView, act: string): Subject | undefined {
  const spec = findAct(view.kind, act);
  if (!spec || spec.from === 'new') return undefined;
  const base = dossierHref(r.registry, { kind: view.kind.name, id: view.dossier.id, number: view.dossier.number });
  const capacities = distinct(view.available.find((a) => a.act === act)?.capacities ?? []);
  return { kind: view.kind, act, spec, view, capacities, base, action: `${base}/${encodeURIComponent(act)}` };
}

/** One post gives several keys; whoever chooses a capacity chooses among posts. */
function distinct(capacities: readonly CapacityView[]): readonly CapacityView[] {
  const named = (c: CapacityView) => `${c.post ?? ''}|${c.onBehalfOf?.post ?? ''}|${c.onBehalfOf?.form ?? ''}`;
  return capacities.filter((c, i) => capacities.findIndex((o) => named(o) === named(c)) === i);
}
