/** Who may give a task to whom, and what of a long life the state keeps. */

import { holderStandsBelow } from '../../dossier/chain.ts';
import { clockId, isOpen } from '../../dossier/clocks.ts';
import type { OrganisationView, StandingView } from '../../dossier/context.ts';
import { atField } from '../../dossier/date-limits.ts';
import { type Key, key } from '../../dossier/keys.ts';
import type { Refusal } from '../../dossier/refusal.ts';
import type { Clock, Dossier } from '../../dossier/words.ts';
import type { PersonId, PostId, UnitId } from '../../kernel/ids.ts';
import type { TaskState } from './state.ts';

/** Rows a state keeps of one table; the timeline has them all. */
export const ROWS_KEPT = 60;

/** Duties that may give tasks besides the head of a unit and the deputies. */
const ASSIGNING_FUNCTIONS: readonly string[] = ['head', 'deputy', 'chief-of-office', 'member'];
const ASSIGNING_ROLES: readonly Key[] = [key.role('organiser'), key.role('register')];
/** Bodies that direct the whole province rather than the units below them. */
const DIRECTING_KINDS: readonly string[] = [
  'office',
  'party-committee',
  'party-board',
  'council',
  'peoples-committee',
  'inspection-commission',
];

/** The newest rows, the list never longer than the state can carry. */
export function keepRecent<T>(rows: readonly T[], row: T): readonly T[] {
  return [...rows, row].slice(-ROWS_KEPT);
}

/** Tells whether the holder of a post may give tasks: head, deputy, chief of office, member, the clerk of an office, an organiser. */
export function mayAssign(org: OrganisationView, standing: StandingView, post: PostId): boolean {
  const row = org.post(post);
  if (!row) return false;
  if (ASSIGNING_FUNCTIONS.includes(row.function)) return true;
  if (row.function === 'clerk' && isDirecting(org, row.unit)) return true;
  return ASSIGNING_ROLES.some((role) => standing.keys.includes(role));
}

/** The posts somebody stands in today, own or on behalf, in the order of the standing. */
export function postsHeld(standing: StandingView): readonly PostId[] {
  const prefix = key.post('');
  return [
    ...new Set(standing.capacities.filter((c) => c.key.startsWith(prefix)).map((c) => c.key.slice(prefix.length) as PostId)),
  ];
}

function isDirecting(org: OrganisationView, unit: UnitId): boolean {
  return DIRECTING_KINDS.includes(org.unit(unit)?.kind ?? '');
}

/** Tells whether a post may give a task to another: within its unit, to a unit below, or from a body that directs the province. */
export function reaches(org: OrganisationView, assigner: PostId, holder: PostId): boolean {
  const from = org.post(assigner);
  const to = org.post(holder);
  if (!from || !to) return false;
  if (from.function === 'member' || isDirecting(org, from.unit)) return true;
  const seen = new Set<UnitId>();
  for (let unit: UnitId | undefined = to.unit; unit !== undefined && !seen.has(unit); unit = org.superiorUnit(unit)) {
    if (unit === from.unit) return true;
    seen.add(unit);
  }
  return false;
}

/** Nobody confirms the own work nor that of somebody who gives them orders; said at the field that would bring it about. */
export function refuseVerifier(
  org: OrganisationView,
  verifier: PostId,
  holder: { readonly post: PostId; readonly person: PersonId },
  field: string,
): Refusal | undefined {
  if (verifier === holder.post || org.actingHolder(verifier)?.person === holder.person)
    return atField('task.verifier_is_holder', field);
  return holderStandsBelow(org, verifier, holder.person) ? atField('task.verifier_below', field) : undefined;
}

/**
 * Whether a post has to do with a task: of the unit that gives it, one that could have given it to that holder, the member
 * responsible for the holder's unit, or an inspector.
 */
export function hasTie(
  org: OrganisationView,
  verifier: PostId,
  task: { readonly assigner: PostId; readonly holder: PostId },
): boolean {
  const row = org.post(verifier);
  const unit = org.post(task.holder)?.unit;
  if (!row || unit === undefined) return false;
  if (row.unit === org.post(task.assigner)?.unit || row.function === 'inspector') return true;
  if (org.unit(row.unit)?.kind === 'inspection-commission') return true;
  if (org.responsibleMember({ unit })?.post === verifier) return true;
  return ASSIGNING_FUNCTIONS.includes(row.function) && reaches(org, verifier, task.holder);
}

/** Posts to which the silence on one clock has been carried up: they may answer in its place. */
export function escalatedFor(dossier: Dossier<TaskState>, name: string, instance?: string): readonly Key[] {
  const of = clockId(name, instance);
  return dossier.clocks.filter((c: Clock) => c.of === of && isOpen(c)).map((c) => key.post(c.holder));
}
