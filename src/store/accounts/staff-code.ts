import type { PersonId } from '../../kernel/ids.ts';
import { askAs, type Store } from '../store.ts';

/** The one person in service today with this staff code; undefined for none and for several. */
export async function findByStaffCode(store: Store, staffCode: string): Promise<PersonId | undefined> {
  const { org } = await askAs(store, null);
  const found = org.people().filter((person) => person.staffCode === staffCode);
  return found.length === 1 ? found[0]?.id : undefined;
}
