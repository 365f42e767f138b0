/** What follows for people from an assessment: the dossiers it opens, in the same transaction. Nobody has to ask, and nobody can forget. */
import type { Opening } from '../../dossier/index.ts';
import type { DossierId, PersonId } from '../../kernel/ids.ts';
import { authorsOf } from './rules.ts';
import type { ProposalState, Result } from './state.ts';

/** What an assessment says, as far as something follows from it. */
interface Assessment {
  readonly id: DossierId;
  readonly state: ProposalState;
  readonly body: { readonly result: Result; readonly findings: string; readonly lesson: string };
}

/** What was completed is put forward for commendation, with the texts that show it. @basis d73-2023#art10 */
function rewardOf({ id, state, body }: Assessment): Opening {
  const { findings, lesson } = body;
  return { kind: 'commendation', act: 'open', by: 'system', body: { source: id, title: state.plan.title, findings, lesson } };
}

/** A pilot that fell short opens a protection case for each who carried it. @basis d73-2023#art11 */
function protectionsOf({ id, state }: Assessment): readonly Opening[] {
  const open = (author: PersonId): Opening => ({ kind: 'protection', act: 'open', by: 'system', body: { proposal: id, author } });
  return authorsOf(state).map(({ person }) => open(person));
}

/** The dossiers an assessment opens. */
export function openingsOf(assessment: Assessment): readonly Opening[] {
  return assessment.body.result === 'completed' ? [rewardOf(assessment)] : protectionsOf(assessment);
}
