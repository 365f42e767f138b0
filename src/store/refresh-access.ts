/** Who may read and act on what is already there, written anew after an upgrade that changed the declarations. */
import type pg from 'pg';
import type { KindRegistry } from '../dossier/registry.ts';
import type { TenantId } from '../kernel/ids.ts';
import { actsOfStored, textsOfStored } from './verify/chain.ts';
import { readDossiers } from './verify/read-batch.ts';
import { refold } from './verify/refold.ts';

/**
 * Raised with every change of who may read or perform what on a dossier that stands as it stood. The keys beside a dossier follow
 * from its acts and the declarations; without this they would keep the old rights until somebody acts on it.
 */
const ACCESS_VERSION = 2;
const SETTING = 'access.version';

/**
 * Writes the keys of every dossier anew where the program that wrote them had other rules, in the caller's transaction.
 * A dossier on which somebody acts meanwhile gets its keys with that act. Returns how many dossiers changed. What cannot be folded is left as it is, for verification to name.
 */
export async function refreshAccess(client: pg.ClientBase, tenant: TenantId, registry: KindRegistry): Promise<number> {
  await client.query("select app.set_identity($1, '', 'system')", [tenant]);
  const found = await client.query<{ value: number }>('select value from app.setting where name = $1', [SETTING]);
  if (found.rows[0]?.value === ACCESS_VERSION) return 0;
  let changed = 0;
  for await (const batch of readDossiers(client)) {
    for (const stored of batch) {
      const kind = registry.find(stored.row.kind);
      const row = kind && rowOf(() => refold(kind, stored, actsOfStored(stored), textsOfStored(stored)).expected);
      if (!row) continue;
      const written = await client.query(
        `update app.dossier set read_keys = $2, may = $3, awaited = $4, excluded = $5
         where id = $1 and seq = $6 and (read_keys, may, awaited, excluded) is distinct from ($2::text[], $3::text[], $4::text[], $5::text[])`,
        [stored.row.id, row.readKeys, row.may, row.awaited, row.excluded, stored.row.seq],
      );
      if (written.rowCount === 0) continue;
      changed += 1;
      await client.query('select app.write_search_entry($1, $2)', [
        tenant,
        JSON.stringify({ ...row, seq: null, receipt: stored.row.receipt }),
      ]);
    }
  }
  await client.query(
    `insert into app.setting (tenant, name, value) values ($1, $2, $3) on conflict (tenant, name) do update set value = excluded.value`,
    [tenant, SETTING, JSON.stringify(ACCESS_VERSION)],
  );
  return changed;
}

function rowOf<T>(derive: () => T): T | undefined {
  try {
    return derive();
  } catch {
    return undefined;
  }
}
