/** Whether a database is a read-only copy of a record that lives elsewhere. */
import type pg from 'pg';

/** When the record was copied that this database shows, or null where it may be written. */
export async function readCopiedAt(client: Pick<pg.Pool, 'query'>): Promise<string | null> {
  const result = await client.query<{ at: Date | null }>('select app.copied_at() as at');
  return result.rows[0]?.at?.toISOString() ?? null;
}
