import type { PersonId } from '../kernel/ids.ts';
import { askAs, type Store } from '../store/store.ts';
import { problem } from './words.ts';

/** The person of that id or staff code, in service today. @throws {StartProblem} there is none */
export async function findKnownPerson(store: Store, who: string): Promise<PersonId> {
  const { org } = await askAs(store, null);
  const found = org.people().find((person) => person.id === who) ?? org.people().find((person) => person.staffCode === who);
  if (!found) throw problem('problem.noSuchPerson', { who });
  return found.id;
}
