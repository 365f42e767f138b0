/** The seven people of the demonstration, as the organisation of the day shows them. */
import path from 'node:path';
import { asUnitId, type PersonId } from '../kernel/ids.ts';
import type { Bilingual } from '../kernel/messages.ts';
import { listPersonas, loadReference } from '../organisation/demo/index.ts';
import { askAs, type Store } from '../store/store.ts';

/** A persona with words. */
export interface ShownPersona {
  readonly id: string;
  readonly person: PersonId;
  readonly name: string;
  readonly post: Bilingual;
  readonly unit: Bilingual;
}

/** Who may be signed in as with one click; empty where the demo province is not loaded. */
export async function showPersonas(store: Store, root: string): Promise<readonly ShownPersona[]> {
  const { org } = await askAs(store, null);
  return listPersonas(loadReference(path.join(root, 'packs'))).flatMap(({ name, person, post }) => {
    const known = org.post(post);
    if (!known || org.actingHolder(post)?.person !== person) return [];
    const unit = asUnitId(known.unit);
    return [
      {
        id: name,
        person,
        name: org.personName(person),
        post: org.postTitle(post),
        unit: { vi: org.unitName(unit, 'vi'), en: org.unitName(unit, 'en') },
      },
    ];
  });
}
