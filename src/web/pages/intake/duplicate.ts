import type { DossierRowView } from '../../../store/read/dossier-row.ts';
import { readLinked } from '../../../store/read/for-act.ts';
import { listDossiers } from '../../../store/read/list.ts';
import type { Asker, Store } from '../../../store/store.ts';
import { type IntakeDraft, identityOf, searchSymbol } from './draft.ts';
import { INTAKE } from './take.ts';

/** The directive already here with the same number, issuer and date, as far as the asker may see it. */
export async function findDuplicate(store: Store, asker: Asker, draft: IntakeDraft): Promise<DossierRowView | undefined> {
  const identity = identityOf(draft, asker.today);
  if (identity === undefined) return undefined;
  const { rows } = await listDossiers(store, asker, {
    filter: { kind: INTAKE.kind, text: searchSymbol(draft) },
    order: 'oldest',
    limit: 50,
  });
  if (rows.length === 0) return undefined;
  const linked = await readLinked(
    store,
    asker,
    rows.map((row) => row.id),
  );
  return rows.find((row) => {
    const exported = linked.get(row.id)?.exports as { readonly identity?: unknown } | null | undefined;
    return exported?.identity === identity && row.stage !== 'annulled';
  });
}
