import type { PersonId } from '../../kernel/ids.ts';
import type { OrganisationDay } from '../../organisation/index.ts';

/** The one person in service on the day with this staff code; undefined for none and for several. */
export function findByStaffCode(org: Pick<OrganisationDay, 'people'>, staffCode: string): PersonId | undefined {
  const found = org.people().filter((person) => person.staffCode === staffCode);
  return found.length === 1 ? found[0]?.id : undefined;
}
