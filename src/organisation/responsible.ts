import type { FieldId, PostId, UnitId } from '../kernel/ids.ts';
import type { DayIndex } from './day-index.ts';
import { type AssignmentRow, EVERY } from './rows.ts';
import { followPost } from './succession.ts';

/** What a dossier is about, as far as the assignment map is concerned. */
export interface Matter {
  readonly field?: FieldId | null;
  /** The commune, by its unit id, which is its official code. */
  readonly locality?: UnitId | null;
  readonly unit?: UnitId | null;
}

/** The member who answers for a matter, by which assignment, and on which grounds. */
export interface ResponsibleMember {
  /** The held post that answers today; differs from the assigned post when that one is vacant or gone. */
  readonly post: PostId;
  readonly assignedPost: PostId;
  readonly assignment: string;
  readonly decisionNumber: string;
  /** The dimensions the assignment names for this very matter; empty means a general assignment. */
  readonly how: readonly ('unit' | 'locality' | 'field')[];
}

/**
 * Guarantees at most one member for a matter: the assignment naming most of unit, locality and field wins; then the one
 * naming the unit, then the locality, then the field; then the narrower one; then the smaller assignment id.
 * Undefined means the matter is uncovered.
 */
export function findResponsibleMember(index: DayIndex, matter: Matter): ResponsibleMember | undefined {
  const candidates = index.assignments.flatMap((row) => {
    const fit = fitOf(row, matter);
    return fit === undefined ? [] : [{ row, how: fit, weight: weigh(row, fit) }];
  });
  candidates.sort((a, b) => compareWeights(a.weight, b.weight));
  for (const { row, how } of candidates) {
    const live = followPost(index, row.post);
    if (live === undefined) continue;
    return { post: live.post, assignedPost: row.post, assignment: row.id, decisionNumber: row.decisionNumber, how };
  }
  return undefined;
}

function fitOf(row: AssignmentRow, matter: Matter): ('unit' | 'locality' | 'field')[] | undefined {
  const how: ('unit' | 'locality' | 'field')[] = [];
  const dimensions = [
    ['unit', row.units, matter.unit],
    ['locality', row.localities, matter.locality],
    ['field', row.fields, matter.field],
  ] as const;
  for (const [name, list, value] of dimensions) {
    if (value !== null && value !== undefined && list.includes(value)) how.push(name);
    else if (!list.includes(EVERY)) return undefined;
  }
  return how;
}

type Weight = readonly [...number[], string];

function weigh(row: AssignmentRow, how: readonly string[]): Weight {
  const places = (how.includes('unit') ? 4 : 0) + (how.includes('locality') ? 2 : 0) + (how.includes('field') ? 1 : 0);
  const breadth = row.units.length + row.localities.length + row.fields.length;
  return [-how.length, -places, breadth, row.id];
}

function compareWeights(a: Weight, b: Weight): number {
  for (const [n, left] of a.entries()) {
    const right = b[n];
    if (right === undefined || left === right) continue;
    return left < right ? -1 : 1;
  }
  return 0;
}
