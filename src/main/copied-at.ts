/** Whether a database named by its URL is a read-only copy. */
import pg from 'pg';
import { readCopiedAt } from '../store/copy.ts';

/** When its record was copied, or null where it may be written; an older schema knows no copies. */
export async function findCopiedAt(url: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ knows: boolean }>("select to_regprocedure('app.copied_at()') is not null as knows");
    return rows[0]?.knows ? await readCopiedAt(client) : null;
  } finally {
    await client.end();
  }
}
