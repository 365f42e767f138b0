import type { AnyKind } from '../../../dossier/kind.ts';
import { AppError } from '../../../kernel/errors.ts';
import type { Reading } from '../../../store/read/closed.ts';
import { type DossierView, findDossierId, readDossier } from '../../../store/read/dossier.ts';
import type { Asker, Store } from '../../../store/store.ts';
import { readName } from '../showing/address.ts';

/**
 * The dossier an address names, by number, id or receipt, as far as the asker may read it.
 * @throws {dossier.not_found} also for a dossier of another kind
 * @throws {reading.purpose_needed}
 */
export async function readNamed(
  store: Store,
  asker: Asker,
  kind: AnyKind,
  typed: string,
  reading: Reading,
): Promise<DossierView> {
  const read = readName(kind, typed);
  const name = read?.by === 'receipt' ? (await findDossierId(store, asker, read.name))?.id : read?.name;
  if (name === undefined) throw new AppError('dossier.not_found', 'not_found');
  const view = await readDossier(store, asker, name, reading);
  if (view.kind.name !== kind.name) throw new AppError('dossier.not_found', 'not_found');
  return view;
}
