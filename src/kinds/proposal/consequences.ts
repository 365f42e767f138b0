/** What an assessment opens by itself: nobody has to ask, and nobody can forget. */
import type { Opening } from '../../dossier/index.ts';
import type { DossierId } from '../../kernel/ids.ts';
import type { Evaluation } from './state.ts';

/** A pilot that fell short opens a protection case for whoever carried it. @basis d73-2023#art11 */
export function openingsOf(id: DossierId, result: Evaluation['result']): readonly Opening[] {
  return result === 'completed' ? [] : [{ kind: 'protection', act: 'open', by: 'system', body: { proposal: id } }];
}
