import type { CapacityView } from '../../../dossier/context.ts';
import { capacitiesFor } from '../../../dossier/decide.ts';
import type { AnyAct, AnyKind } from '../../../dossier/kind.ts';
import type { Dossier } from '../../../dossier/words.ts';
import type { Reader } from '../showing/reader.ts';

/** The capacities in which the reader could perform an act, if its stage allows it. */
export function capacitiesOf(r: Reader, kind: AnyKind, spec: AnyAct, dossier: Dossier): readonly CapacityView[] {
  return capacitiesFor(kind, spec, dossier, r.asker.standing);
}

/** In words, who may perform an act: «người giữ hạn, văn thư». */
export function whoMay(r: Reader, kind: AnyKind, spec: AnyAct): string {
  const codes = [...new Set(spec.by.map((rule) => rule.code))].filter((code) => code !== 'system');
  return codes.map((code) => r.say.kind(kind.name, `capacities.${code}`)).join(', ');
}
