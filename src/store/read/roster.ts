/** The rows of the organisation as they are recorded, with all their days: what registers go out from and are compared with. */
import type { TableRow } from '../../dossier/table.ts';
import { asDossierId, type DossierId } from '../../kernel/ids.ts';
import { normalizeDocumentNumber } from '../../kernel/text.ts';
import { organisationTables } from '../../organisation/rows.ts';
import { readAs } from '../database.ts';
import { readEffectiveRows } from '../reference.ts';
import type { Asker, Store } from '../store.ts';
import { rowsOf, sql } from './sql.ts';

/** Recorded rows and the epoch they stand for, read in one statement. */
export interface RecordedRows {
  readonly rows: readonly TableRow[];
  readonly epoch: number;
}

const TABLES: ReadonlySet<string> = new Set(organisationTables.map((table) => table.name));

/** Every row of the organisation, past and to come. */
export async function readRegister(store: Store, asker: Asker): Promise<RecordedRows> {
  return readAs(store.pool, asker.identity, async (client) => {
    const { rows, organisation } = await readEffectiveRows(client);
    return { rows: rows.filter((row) => TABLES.has(row.table)), epoch: organisation };
  });
}

/** The dossiers of a kind that carry a document number and are in a stage, newest first. */
export async function findByDocumentNumber(
  store: Store,
  asker: Asker,
  wanted: { readonly kind: string; readonly stage: string; readonly number: string },
): Promise<readonly DossierId[]> {
  return readAs(store.pool, asker.identity, async (client) => {
    const rows = await rowsOf<{ id: string }>(
      client,
      sql`select d.id from app.dossier d where d.kind = ${wanted.kind} and d.stage = ${wanted.stage}
        and d.symbols @> array[${normalizeDocumentNumber(wanted.number)}] order by d.opened_at desc limit 5`,
    );
    return rows.map((row) => asDossierId(row.id));
  });
}
