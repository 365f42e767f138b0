/** What dossiers stand for alone, and who holds it already. */
import { AppError } from '../../kernel/errors.ts';
import type { PersonId } from '../../kernel/ids.ts';
import { readAs } from '../database.ts';
import { askAs, type Store } from '../store.ts';

/** The refusal of an act whose dossier would stand for what another one stands for; names the other as far as the asker may read it. */
export async function soleKeyTaken(store: Store, person: PersonId | null, error: unknown): Promise<AppError> {
  const key = (error as { detail?: string }).detail ?? '';
  const [kind = '', name = ''] = key.split('/');
  const asker = await askAs(store, person);
  const other = await readAs(store.pool, asker.identity, async (client) => {
    const result = await client.query<{ id: string; number: string | null; receipt: string; title: string }>(
      `select d.id, d.number, d.receipt, d.title from app.sole_key s join app.dossier d on d.tenant = s.tenant and d.id = s.dossier where s.key = $1`,
      [key],
    );
    return result.rows[0];
  });
  return new AppError(`${kind}.${name}`, 'conflict', {
    params: { other: other?.number ?? other?.receipt ?? '–', title: other?.title ?? '–', otherId: other?.id ?? '' },
    cause: error,
  });
}
