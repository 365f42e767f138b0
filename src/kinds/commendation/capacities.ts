/** Who keeps a commendation. */
import { answering, deputyOf, postOf } from '../../dossier/index.ts';
import type { CommendationState } from './state.ts';

/** The clerk who keeps it, a deputy of the unit, and whoever a silence was laid on. */
export const keepers = (...clocks: readonly string[]) => [
  postOf<CommendationState>((s) => s.clerk ?? undefined, 'clerk'),
  deputyOf<CommendationState>((s) => s.agency ?? undefined),
  answering<CommendationState>(...clocks),
];
