/** What the official papers of a protection case have in common. */
import type { OfficialDocument } from '../../documents/model.ts';
import type { Paper, PaperContext } from '../../dossier/papers.ts';
import type { UnitId } from '../../kernel/ids.ts';
import { actingUnit, closedName, paperFrom } from '../papers.ts';
import type { Conclusion, ProtectionState } from './state.ts';

/** A paper of a protection case, and what it is written from. */
export type ProtectionPaper = Paper<ProtectionState, OfficialDocument>;
export type Context = PaperContext<ProtectionState>;

/** The clauses of the table of outcomes, as papers cite them. */
const CLAUSES: Readonly<Record<string, string>> = {
  'd73-2023#art11': 'Điều 11 Nghị định số 73/2023/NĐ-CP',
  'd73-2023#art5.2': 'Điều 5 khoản 2 Nghị định số 73/2023/NĐ-CP',
  'l80-2025#art34.1.c': 'Điều 34 khoản 1 điểm c Luật Cán bộ, công chức số 80/2025/QH15',
  'l80-2025#art34.1.b': 'Điều 34 khoản 1 điểm b Luật Cán bộ, công chức số 80/2025/QH15',
};

/** A clause in words. */
export function clauseIn(clause: string): string {
  return CLAUSES[clause] ?? clause;
}

/** A paper of a closed case: it calls itself by the code of the case and goes to the person, and to whom the paper says. */
export function closedPaper(
  c: Context,
  said: Pick<OfficialDocument, 'type' | 'summary' | 'blocks' | 'recipients'> & Partial<OfficialDocument>,
): OfficialDocument {
  return paperFrom(c, issuerUnit(c), { source: { dossier: closedName(c), act: c.act.seq }, ...said });
}

/** The unit in whose name the act was done: the desk, or whoever stands above once it was silent. */
export function issuerUnit(c: Context): UnitId {
  return actingUnit(c, c.act.name) ?? c.state.desk?.unit ?? ('' as UnitId);
}

/** The last conclusion before the act. */
export function conclusionBefore(c: Context): Conclusion | undefined {
  return c.state.conclusions.findLast((row) => row.seq < c.act.seq);
}
