import type { AnyKind } from '../../../dossier/kind.ts';
import { ANNULLED_STAGE, DIVERTED_STAGE } from '../../../dossier/words.ts';

/** Every stage a dossier of the kind can be in: those of its path, its ends, and the ends of every kind. */
export function allStages(kind: AnyKind): readonly string[] {
  return [...new Set([...kind.stages, ...kind.ends, ANNULLED_STAGE, DIVERTED_STAGE])];
}
