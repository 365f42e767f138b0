/** From decisions on rules to the rows of the law. */
import type { RowOp } from '../../dossier/table.ts';
import type { Act } from '../../dossier/words.ts';
import { readAdoptedPack } from '../../policy/pack.ts';
import { toCalendarOps, toLocalSettingOp, toPackOps } from '../../policy/rows.ts';
import type { RuleSetState } from './state.ts';

/** The rows an act puts on record: a pack adopted whole, rows imported as they are, or what was written down until the signature. */
export function project(act: Act, before: RuleSetState): readonly RowOp[] {
  switch (act.name) {
    case 'adopt':
      return toPackOps(readAdoptedPack((act.body as { readonly pack?: unknown }).pack));
    case 'import':
      return (act.body as unknown as { readonly rows: readonly RowOp[] }).rows;
    case 'sign':
      return rowsOf(before);
    default:
      return [];
  }
}

function rowsOf(state: RuleSetState): readonly RowOp[] {
  const calendar = { version: state.decisionNumber, years: state.years, rows: state.days };
  const settings = state.settings.map((setting) =>
    toLocalSettingOp({ ...setting, decisionNumber: state.decisionNumber, from: state.effectiveOn }),
  );
  return [...toCalendarOps(calendar, state.effectiveOn), ...settings];
}
