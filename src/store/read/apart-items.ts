/** What the list of a kind apart says of its dossiers besides their rows, which are made for work. */
import type pg from 'pg';
import type { AnyKind, SummaryItem } from '../../dossier/kind.ts';
import { unseal } from '../../dossier/sealed.ts';
import type { DossierId } from '../../kernel/ids.ts';
import type { Json } from '../../kernel/json.ts';
import { type DossierRow, toDossier } from '../rows.ts';
import { WITHHELD } from './dossier.ts';
import { rowsOf, sql } from './sql.ts';

/** The summary of each of these dossiers of the kind, as far as the asker may read it; nothing where the kind is work. */
export async function readItems(
  client: pg.ClientBase,
  kind: AnyKind | undefined,
  ids: readonly DossierId[],
): Promise<ReadonlyMap<string, readonly SummaryItem[]>> {
  if (!kind?.apart || ids.length === 0) return new Map();
  const read = await rowsOf<{ dossier: DossierRow; texts: Record<string, Json> | null }>(
    client,
    sql`select x.dossier, x.texts from app.read_linked(${ids}::uuid[], '{}') x`,
  );
  const items = read.map(({ dossier, texts }) => {
    const { id, state } = toDossier(kind, dossier, []);
    return [id, kind.summary(unseal(state, new Map(Object.entries(texts ?? {})), () => WITHHELD))] as const;
  });
  return new Map(items);
}
