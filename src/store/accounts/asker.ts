import type { PersonId } from '../../kernel/ids.ts';
import { type Instant, toLegalDate } from '../../kernel/time.ts';
import { type Asker, askerOn, type Store } from '../store.ts';

/** A person found by session or token, with what the standing of the day depends on. */
export interface FoundPerson {
  readonly person: PersonId;
  readonly businessNow: Instant;
  readonly epochs: { readonly organisation: number; readonly law: number };
}

/** Makes the asker of a session or token without another query while nothing has changed; undefined for who has left the service. */
export async function askerFor(store: Store, found: FoundPerson): Promise<Asker | undefined> {
  const reference = await store.reference.atLeast(store.tenant, found.epochs);
  const asker = askerOn(store, found.person, toLegalDate(found.businessNow), reference);
  return asker.standing.keys.length === 0 ? undefined : asker;
}
